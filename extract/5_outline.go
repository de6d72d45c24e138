package extract

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// outline makes nodes of the numbered blocks of each part, as the layout search
// finds them.
func (w *work) outline() {
	for pi := range w.spread {
		w.outlinePart(&w.spread[pi], w.draft.Parts[pi].ID)
	}
}

func (w *work) outlinePart(p *part, id string) {
	end := w.closing(p)
	s := w.stream(w.openLines(p.body, end))
	cs := w.candidates(s, false)
	blocks, margins, _ := w.words.costs.searchBlocks(cs)
	blocks = w.withoutCatalogue(s, blocks)
	w.doubts(s, cs, blocks, margins)
	first := len(w.draft.Nodes)
	var open [maxDepth]int // the last node at each depth
	deepest := 1
	for k := range blocks {
		b := &blocks[k]
		b.depth = min(b.depth, deepest) // what it stood under may have been a catalogue's
		deepest = b.depth + 1
		parent := -1
		if b.depth > 1 {
			parent = open[b.depth-2]
			w.draft.Nodes[parent].Section = true
		}
		open[b.depth-1] = first + k
		n := taizhang.DraftNode{Part: id, Parent: parent, Level: b.depth, At: w.lines[b.line].at}
		if b.label.len > 0 {
			from, to := s.Back(b.at, b.at+b.label.len)
			n.Label, n.Number, n.LabelSpans = taizhang.Squeeze(w.text[from:to]), hanzi.LabelNumber(w.text[from:to]), taizhang.Of(from, to)
		}
		w.draft.Nodes = append(w.draft.Nodes, n)
	}
	bare := w.severalBare(blocks, p.body)
	if len(blocks) > 0 && blocks[0].label.number == 1 {
		w.headsOver(first, p.body-1, blocks[0].line, bare[0])
	}
	above := w.fieldsAbove(blocks, p.body, end)
	for k, b := range blocks {
		until := end
		if k+1 < len(blocks) {
			if until = above[k+1]; blocks[k+1].label.number == 1 {
				w.headsOver(first+k+1, b.line, until, bare[k+1])
			}
		}
		w.fill(&w.draft.Nodes[first+k], b, until)
		w.led(&w.draft.Nodes[first+k], above[k], b.line)
	}
	w.titles(blocks, first)
	w.name(first)
	// What stands before the first block is a preamble, and after the last one a closing, where it
	// reads as one: a fragment is left to a person.
	for i := p.body; i < p.last; i++ {
		if w.open(i) && (len(blocks) == 0 || i < blocks[0].line || i >= end) && (w.sentences(i) || w.closes(w.folded(i)) || w.signs(i) || i >= end) {
			w.lines[i].use = asOther
			w.basis(i)
		}
	}
}

// sentences reports whether line i reads as prose, or as a heading, and not as the
// left-over of a table or a list.
func (w *work) sentences(i int) bool {
	s := w.folded(i)
	if utf8.RuneCountInString(s) > 80 || ends(lastRune(s)) || isName(s) && !w.gapped(i) {
		return true
	}
	return !isName(s)
}

// gapped reports whether wide blanks stand between the words of line i, as between cells.
func (w *work) gapped(i int) bool { return len(w.pieces(i)) > 1 }

// closeReading is the margin below which the second reading of a label is worth a look.
const closeReading = 0.45

// doubts reports the labels that were taken or left by a small margin.
func (w *work) doubts(s *stream, cs []candidate, blocks []block, margins []float64) {
	k := 0
	for i, c := range cs {
		if c.reset || c.label.len == 0 {
			continue
		}
		for k < len(blocks) && blocks[k].at < c.at {
			k++
		}
		taken := k < len(blocks) && blocks[k].at == c.at
		if taken && blocks[k].label.len != c.label.len {
			continue // the same number, read otherwise
		}
		if len(blocks) == 0 || c.at < blocks[0].at || margins[i] >= closeReading {
			continue
		}
		from, to := s.Back(c.at, c.at+c.label.len)
		label := taizhang.Squeeze(w.text[from:to])
		message, other := "“%s”读作正文中的数字，也可能是条目编号（两种读法相差 %.1f）", "split"
		if taken {
			message, other = "“%s”读作条目编号，也可能只是正文中的数字（两种读法相差 %.1f）", "join"
		}
		w.find("close-reading", taizhang.Info, fmt.Sprintf(message, label, margins[i]), taizhang.Of(from, to), "")
		w.second(taizhang.OfLabel, other, "layout", margins[i])
	}
}

// withoutCatalogue drops the blocks of a table of contents: short ones at the
// beginning, the first of which comes again with the number 1.
func (w *work) withoutCatalogue(s *stream, blocks []block) []block {
	for k := 3; k < len(blocks); k++ {
		first, b := blocks[0], blocks[k]
		if b.label.style != first.label.style || b.label.number != first.label.number || b.label.number != 1 {
			continue
		}
		title := beginning(s.Text[first.at+first.label.len:blocks[1].at], 60)
		if i := strings.IndexAny(title, "0123456789….·-"); i > 0 {
			title = title[:i] // of the page, or of what stands under it
		}
		if length := utf8.RuneCountInString(s.Text[first.at:b.at]); length < 40*k && len(title) >= 6 && strings.HasPrefix(s.Text[b.at+b.label.len:], title) {
			return blocks[k:]
		}
		return blocks
	}
	return blocks
}

// fill gives a node its text: from its label to the next block.
func (w *work) fill(n *taizhang.DraftNode, b block, until int) {
	from := b.line
	at := n.LabelSpans.End()
	for from+1 < until && w.lines[from].span.End <= at && w.open(from) {
		w.lines[from].use = asRecord // a label cut by a line end, or alone on its line
		if !w.open(from + 1) {
			break
		}
		from++
	}
	own := w.lines[from].span
	head := spansOf(trimSpan(w.text, min(max(at, own.Start), own.End), own.End))
	w.lines[from].use = asRecord
	last, rest := from+1, from+1
	for i := from + 1; i < until; i++ {
		if !w.open(i) {
			continue
		}
		w.lines[i].use = asRecord
		if last = i + 1; w.lines[i].cont && rest == i || w.lines[i].cont && w.between(rest, i) {
			head = append(head, w.lines[i].span)
			rest = i + 1
		}
	}
	n.Head = w.head(head)
	text := w.spansOf(rest, last)
	if n.Section {
		n.Title, n.Text = head, text
		return
	}
	if s := head.Cut(w.text); s != "" && len(text) > 0 && utf8.RuneCountInString(s) <= 60 && !strings.HasSuffix(s, "。") {
		n.Title = head // a heading alone on its line
	}
	n.Text = w.joined(head, text)
}

// between reports whether nothing but page numbers stands in lines [from, to).
func (w *work) between(from, to int) bool {
	for i := from; i < to; i++ {
		if w.lines[i].use != asRun {
			return false
		}
	}
	return true
}

// joined is one text of two, with the line end between them.
func (w *work) joined(a, b taizhang.Spans) taizhang.Spans {
	if len(a) == 0 || len(b) == 0 {
		return append(a, b...)
	}
	out := append(slices.Clip(a), w.gap(a.End(), b[0].Start)...)
	return append(out, b...)
}

// head returns the first words of a block: its line up to the first 。 or ：, without
// it; nil where they are too long for a name.
func (w *work) head(line taizhang.Spans) taizhang.Spans {
	const most = 40 // characters
	s := beginning(line.Cut(w.text), (most+1)*utf8.UTFMax)
	if i := strings.IndexAny(s, "。：:；;"); i >= 0 {
		s = s[:i]
	}
	s = strings.TrimRightFunc(s, taizhang.Blank)
	if n := utf8.RuneCountInString(s); n == 0 || n > most {
		return nil
	}
	return line.Slice(0, len(s))
}

// spansOf returns the spans of lines [from, to) that records took, with the line
// ends between them.
func (w *work) spansOf(from, to int) taizhang.Spans {
	var ss taizhang.Spans
	for i := from; i < to; i++ {
		l := w.lines[i]
		if l.grid != nil || l.use != asRecord {
			continue
		}
		if n := len(ss); n > 0 && !l.cont {
			ss = append(ss, w.gap(ss[n-1].End, l.span.Start)...)
		}
		ss = append(ss, l.span)
	}
	return ss
}

// gap returns the span of one line end between two lines, or of the blanks that one was cut at.
func (w *work) gap(from, to int) taizhang.Spans {
	if i := strings.IndexByte(w.text[from:to], '\n'); i >= 0 {
		return taizhang.Of(from+i, from+i+1)
	}
	if strings.Contains(w.text[from:to], "　　") && strings.TrimFunc(w.text[from:to], taizhang.Blank) == "" {
		return taizhang.Of(from, to)
	}
	return nil
}

func spansOf(s taizhang.Span) taizhang.Spans {
	if s.Len() == 0 {
		return nil
	}
	return taizhang.Spans{s}
}

// name gives each node from first on its id: part/label path, repeats ~2.
func (w *work) name(first int) {
	seen := map[string]int{}
	for i := first; i < len(w.draft.Nodes); i++ {
		n := &w.draft.Nodes[i]
		base := n.Part
		if n.Parent >= 0 {
			base = w.draft.Nodes[n.Parent].ID
		}
		n.ID = unique(seen, base+"/"+n.Number)
	}
}

// trimSpan returns the visible part of text[start:end].
func trimSpan(text string, start, end int) taizhang.Span {
	s := text[start:end]
	t := strings.TrimLeftFunc(s, taizhang.Blank)
	start += len(s) - len(t)
	return taizhang.Span{Start: start, End: start + len(strings.TrimRightFunc(t, taizhang.Blank))}
}
