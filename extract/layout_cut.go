package extract

import (
	"sort"
	"strings"

	"github.com/taizhang/taizhang/lazy"
)

// setIn is where a paragraph begins that is set in, behind another and not behind a label.
var setIn = lazy.NewPattern(`([^\s　、])　　[^\s　]{5}`)

// cutIndents cuts the lines that lost their line ends and kept what their paragraphs were set in with: …通知如下：　　近年来，….
func (w *work) cutIndents() {
	var cuts []int
	behind := 0
	for i, l := range w.lines {
		if !w.open(i) || l.span.Len() < longLine || !strings.Contains(w.str(i), "　　") {
			continue
		}
		s := w.str(i)
		for _, m := range setIn.FindAllStringSubmatchIndex(s, -1) {
			if cuts = append(cuts, l.span.Start+m[3]); ends(lastRune(s[:m[3]])) {
				behind++
			}
		}
	}
	if behind >= 4 && behind*2 >= len(cuts) { // else too few stand behind sentences
		w.cutLines(cuts)
	}
}

// cutBlocks cuts lines before the numbered blocks that begin inside them, as in a
// text that lost its paragraphs.
func (w *work) cutBlocks() {
	w.cutIndents()
	s := w.stream(w.openLines(0, len(w.lines)))
	var cuts []int
	blocks, _, _ := w.words.costs.searchBlocks(w.candidates(s, true))
	for _, b := range blocks {
		at, from := s.At(b.at), w.lines[b.line].span.Start
		if at <= from {
			continue
		}
		if b.label.number == 1 {
			if head := w.chargeAt(s, sort.SearchInts(s.lines, b.line), b.at); head >= 0 && s.At(head) > from {
				cuts = append(cuts, s.At(head))
			}
		}
		cuts = append(cuts, at)
	}
	w.cutLines(cuts)
}

// openLines returns the paragraphs among lines [from, to) that nothing took.
func (w *work) openLines(from, to int) []int {
	var out []int
	for i := from; i < to; i++ {
		if w.open(i) {
			out = append(out, i)
		}
	}
	return out
}

// cutLines cuts the lines at the given bytes of the text, which ascend.
func (w *work) cutLines(cuts []int) {
	if len(cuts) == 0 {
		return
	}
	out := make([]line, 0, len(w.lines)+len(cuts))
	k := 0
	for _, l := range w.lines {
		at := l.span.Start
		for ; k < len(cuts) && cuts[k] < l.span.End; k++ {
			if cuts[k] <= at || l.grid != nil {
				continue
			}
			out = w.piece(out, l, at, cuts[k])
			at, l.zone, l.cont = cuts[k], false, false
		}
		if at == l.span.Start {
			out = append(out, l)
		} else {
			out = w.piece(out, l, at, l.span.End)
		}
	}
	w.lines = out
}

// piece appends what shows of a line between two bytes.
func (w *work) piece(out []line, l line, from, to int) []line {
	s := trimSpan(w.text, from, to)
	if s.Len() == 0 {
		return out
	}
	l.span, l.piece = s, true
	return append(out, fold(w.text, []line{l})[0])
}
