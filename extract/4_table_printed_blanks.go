package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// timesLead reports whether the lines below two words, three at least, begin with a time: 日期 事宜, 5月6日 完成 试点方案.
func (w *work) timesLead(p *printedTable) bool {
	return len(p.rows) > leastRegular && len(p.rows[0]) == 2 && w.headerIn(p.rows[0][0]).role == taizhang.ColDeadline &&
		!slices.ContainsFunc(p.rows[1:leastRegular+1], func(r []taizhang.Span) bool { return !w.times.Whole(w.inCell(taizhang.Spans(r[:1]))) })
}

// blankCells reports whether two blanks between words are an empty cell: known words head the lines, and such cells stand within some.
func (w *work) blankCells(p *printedTable) bool {
	return w.knownIn(p.rows[0])*4 >= len(p.rows[0])*3 && slices.ContainsFunc(slices.Concat(p.rows...), func(s taizhang.Span) bool { return s.Len() == 0 })
}

// gapIn reports whether wide blanks stand between words: they tell the cells, and what is missing between them.
func (w *work) gapIn(words []taizhang.Span) bool {
	return gaps.MatchString(w.text[words[0].Start:words[len(words)-1].End])
}

// headsGaps reports whether the first of few lines heads a table by its words alone: most of them are a header's, above a row 1 or of
// four cells that are none; or both of two above rows of two cells.
func (w *work) headsGaps(p *printedTable) bool {
	if len(p.rows) < 2 || p.most != len(p.rows) {
		return false
	}
	n, words := len(p.rows[0]), w.wordsIn(p.rows[0])
	if n == 2 {
		return words == 2 && p.most > leastRegular
	}
	counted := w.headerIn(p.rows[0][0]).role == taizhang.ColNumber && rowNumber(w.inCell(taizhang.Spans(p.rows[1][:1]))) == 1
	return (words*3 >= n*2 && n > leastRegular || counted && words*2 >= n) && w.wordsIn(p.rows[1])*2 < n // in a form, labels stand below labels
}

// wordsIn counts the cells that are words of a header.
func (w *work) wordsIn(cells []taizhang.Span) (n int) {
	for _, s := range cells {
		if w.headerIn(s).known >= built || w.columnWord(w.inCell(taizhang.Spans{s})) {
			n++
		}
	}
	return n
}

// mayHeadBlanks reports whether the words of a line are few and short enough for a header.
func (w *work) mayHeadBlanks(words []taizhang.Span) bool {
	return len(words) <= maxColumns && !slices.ContainsFunc(words, func(s taizhang.Span) bool {
		f := taizhang.FoldString(w.text[s.Start:s.End])
		return len(f) > longestHeader || strings.ContainsAny(f, "。;,")
	})
}

// headsBlanks reports whether the first line of lines with single blanks heads a table: known words, or values below it
// in lines of as many words.
func (w *work) headsBlanks(p *printedTable) bool {
	head, words, known, who, figures := p.rows[0], 0, 0, false, 0
	for _, s := range head {
		if s.Len() > 0 {
			words++
		}
		f := taizhang.FoldString(w.text[s.Start:s.End])
		h := w.header(f)
		if h.known >= built {
			known++
			who = who || whoOrWhen(h.role)
		}
		if k := w.kindOf(f); k.value() && !(k == kindTime && w.timeWord(f)) {
			figures++
		}
	}
	if len(p.rows) < 3 {
		return false
	}
	if who && known*3 >= words*2 && (words >= leastWords || p.most*5 >= len(p.rows)*4) {
		return true
	}
	if w.timesLead(p) {
		return true
	}
	if figures > 0 || p.width < 3 && !who || p.most < 3 || p.most*5 < len(p.rows)*4-2 {
		return false
	}
	for c := range p.width { // a column of values
		n, of := 0, 0
		for _, r := range p.rows[1:] {
			if len(r) == p.width {
				of++
				if w.kindOf(taizhang.FoldString(w.text[r[c].Start:r[c].End])).value() {
					n++
				}
			}
		}
		if n > 1 && n >= of-1 { // the first may be a header's second line
			return true
		}
	}
	return false
}
