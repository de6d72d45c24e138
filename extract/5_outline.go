package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// outline makes nodes of the numbered blocks of each part. A label's level is
// decided by the document's own usage: a style already open is a sibling of its
// last use, a new one is one level deeper.
func (w *work) outline() {
	for pi := range w.spread {
		w.outlinePart(&w.spread[pi], w.draft.Parts[pi].ID)
	}
}

type open struct {
	style style
	node  int
}

func (w *work) outlinePart(p *part, id string) {
	end := w.closing(p)
	first := len(w.draft.Nodes)
	var stack []open
	var starts []int // the line of each node
	for i := p.body; i < end; i++ {
		if !w.open(i) {
			continue
		}
		l, ok := w.label(i)
		if !ok || w.bareNumber(i, l) {
			continue
		}
		depth := len(stack)
		for k := len(stack) - 1; k >= 0; k-- {
			if stack[k].style == l.style {
				depth = k
				break
			}
		}
		stack = append(stack[:depth], open{l.style, len(w.draft.Nodes)})
		parent := -1
		if depth > 0 {
			parent = stack[depth-1].node
			w.draft.Nodes[parent].Section = true
		}
		s := w.lines[i].span
		labelSpan := trimSpan(w.text, s.Start, s.Start+l.len)
		printed := w.text[labelSpan.Start:labelSpan.End]
		w.draft.Nodes = append(w.draft.Nodes, taizhang.DraftNode{
			Part: id, Parent: parent, Label: squeeze(printed), Number: numeral(printed), Level: depth + 1,
			LabelSpans: taizhang.Spans{labelSpan}, At: w.lines[i].at,
		})
		starts = append(starts, i)
	}
	for k, i := range starts {
		until := end
		if k+1 < len(starts) {
			until = starts[k+1]
		}
		w.fill(&w.draft.Nodes[first+k], i, until)
	}
	w.name(first)
	// What stands before the first block and after the last one is the part's own.
	for i := p.body; i < p.last; i++ {
		if w.open(i) && (len(starts) == 0 || i < starts[0] || i >= end) {
			w.lines[i].use = asOther
			w.basis(i)
		}
	}
}

// bareNumber reports whether line i is a number and its mark alone: the cell of a
// table that was not rebuilt, and no label.
func (w *work) bareNumber(i int, l label) bool {
	return l.style == "1." && strings.TrimFunc(w.str(i)[l.len:], taizhang.Blank) == ""
}

// fill gives a node its text: the lines from its own to the next block's.
func (w *work) fill(n *taizhang.DraftNode, from, until int) {
	label := n.LabelSpans[0]
	own := w.lines[from].span
	head := trimSpan(w.text, label.End, own.End)
	w.lines[from].use = asRecord
	last := from + 1
	for i := from + 1; i < until; i++ {
		if w.open(i) {
			w.lines[i].use = asRecord
			last = i + 1
		}
	}
	rest := w.spansOf(from+1, last)
	n.Head = w.head(head)
	if n.Section {
		n.Title, n.Text = spansOf(head), rest
		return
	}
	if len(rest) == 0 {
		n.Text = spansOf(head)
		return
	}
	if s := w.text[head.Start:head.End]; head.Len() > 0 && utf8.RuneCountInString(s) <= 60 && !strings.HasSuffix(s, "。") {
		n.Title = spansOf(head) // a heading alone on its line
	}
	if head.Len() == 0 {
		n.Text = rest
		return
	}
	n.Text = append(spansOf(head), w.gap(head.End, rest[0].Start)...)
	n.Text = append(n.Text, rest...)
}

// head returns the first words of a block: its line up to the first 。 or ：, without
// it; nil where they are too long for a name.
func (w *work) head(line taizhang.Span) taizhang.Spans {
	const most = 40 // characters
	s := beginning(w.text[line.Start:line.End], (most+1)*utf8.UTFMax)
	if i := strings.IndexAny(s, "。：:；;"); i >= 0 {
		s = s[:i]
	}
	if n := utf8.RuneCountInString(s); n == 0 || n > most {
		return nil
	}
	return spansOf(trimSpan(w.text, line.Start, line.Start+len(s)))
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
		if n := len(ss); n > 0 {
			ss = append(ss, w.gap(ss[n-1].End, l.span.Start)...)
		}
		ss = append(ss, l.span)
	}
	return ss
}

// gap returns the span of one line end between two lines.
func (w *work) gap(from, to int) taizhang.Spans {
	if i := strings.IndexByte(w.text[from:to], '\n'); i >= 0 {
		return taizhang.Of(from+i, from+i+1)
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

// closing returns the line at which a part's body ends: the closing formula,
// signature and printing line belong to the notice.
func (w *work) closing(p *part) int {
	end := p.last
	for i := p.last - 1; i >= p.body; i-- {
		switch l := w.lines[i]; {
		case l.use == asField, l.use == asChrome, l.use == asRun:
			end = i
			continue
		case l.use == free && l.grid == nil && (w.closes(w.folded(i)) || i > p.body && w.signs(i)):
			end = i
			continue
		}
		break
	}
	return end
}

// closes reports whether a folded paragraph closes a notice.
func (w *work) closes(s string) bool {
	for _, lead := range w.words.phrases["closing-prefix"] {
		if strings.HasPrefix(s, lead) {
			return true
		}
	}
	return slices.Contains(w.words.phrases["closing"], s) || annexList.MatchString(s)
}

// signs reports whether line i is a signature or its date: an organ's name alone.
func (w *work) signs(i int) bool {
	s := w.folded(i)
	if _, labelled := w.label(i); labelled || len(s) > 90 || strings.ContainsAny(s, "。;:,、，；《(") {
		return false
	}
	return dateLine.MatchString(s) || w.words.organ(s, false)
}

// basis records the documents a preamble says the plan rests on.
func (w *work) basis(i int) {
	s := w.str(i)
	if w.lines[i].grid != nil || !strings.Contains(s, "《") {
		return
	}
	for _, c := range clauses(s, "。；;") {
		sentence := s[c.Start:c.End]
		at := -1
		for _, word := range w.words.phrases["basis"] {
			if k := strings.Index(sentence, word); k >= 0 && (at < 0 || k < at) {
				at = k
			}
		}
		if at < 0 {
			continue
		}
		stop := len(sentence)
		for _, word := range w.words.phrases["basis-stop"] {
			if k := strings.Index(sentence[at:], word); k >= 0 {
				stop = min(stop, at+k)
			}
		}
		for _, q := range quoted.FindAllStringIndex(sentence, -1) {
			if q[0] < at || q[1] > stop {
				continue
			}
			from := w.lines[i].span.Start + c.Start
			w.field("basis", sentence[q[0]:q[1]], taizhang.Of(from+q[0], from+q[1]))
		}
	}
}

// trimSpan returns the visible part of text[start:end].
func trimSpan(text string, start, end int) taizhang.Span {
	s := text[start:end]
	t := strings.TrimLeftFunc(s, taizhang.Blank)
	start += len(s) - len(t)
	return taizhang.Span{Start: start, End: start + len(strings.TrimRightFunc(t, taizhang.Blank))}
}
