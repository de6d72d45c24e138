package extract

import (
	"math"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// printedGrid makes the grid of a printed table; nil where it is none.
func (w *work) printedGrid(p *printedTable) *taizhang.Grid {
	if p.by == byCells {
		return w.searched(p, false, false)
	}
	regular := p.most >= 2 && p.most*5 >= len(p.rows)*3 && p.width >= 2
	switch p.by {
	case byGaps: // what stands narrower above is no part of it
		if !(regular && p.width >= 3 && p.most >= 3) && !w.headsGaps(p) || len(p.rows[0]) != p.width {
			return nil
		}
	case byBlanks, byWords:
		if !w.headsBlanks(p) {
			return nil
		}
		if regular = regular && p.most == len(p.rows); !regular && (w.gapIn(p.rows[0]) || p.by == byBlanks && !w.blankCells(p)) {
			return nil
		}
	}
	padded := p.by == byBars && (p.sure && p.most < len(p.rows) || !p.sure && w.padded(p))
	if regular && !padded && p.most == len(p.rows) {
		return w.levelled(p)
	}
	if g := w.searched(p, p.sure || regular && p.by < byBlanks, padded); g != nil {
		return g
	}
	if regular && p.by < byBlanks {
		for k := range p.rows {
			p.rows[k] = fill(p.rows[k], p.width)
		}
		return w.levelled(p)
	}
	return nil
}

// mergedAbove gives the empty cells that a row between tabs or bars begins with what stands above them: they are merged. Behind a
// header of two levels a lone number is of its row only, and sums and notes are of no row above.
func (w *work) mergedAbove(g *taizhang.Grid, by mark) {
	filled := func(row []taizhang.GridCell) (first, n int) {
		first = len(row)
		for c, x := range row {
			if x.Spans != nil {
				first, n = min(first, c), n+1
			}
		}
		return first, n
	}
	for r := 2; r < len(g.Rows) && by <= byTabs; r++ {
		row, above := g.Rows[r], g.Rows[r-1]
		first, n := filled(row)
		if _, whole := filled(above); n < 2 || whole < 2 || first == 1 && w.kindOf(w.shown(above[0])) == kindNumber {
			continue
		}
		if s := taizhang.FoldString(w.text[row[first].Spans[0].Start:row[first].Spans.End()]); slices.Contains(w.words.phrases["total"], s) || w.note(s) {
			continue
		}
		for c := range first {
			row[c] = above[c]
			row[c].Covered = row[c].Spans != nil
		}
	}
}

// fill makes a row as wide as others: what is too much stays in the last cell.
func fill(row []taizhang.Span, width int) []taizhang.Span {
	out := make([]taizhang.Span, width)
	copy(out, row)
	if len(row) > width {
		out[width-1].End = row[len(row)-1].End
	}
	return out
}

// padded reports whether rows end in empty cells where others are full, and no row has one before its end: cells that are
// merged over them were left out.
func (w *work) padded(p *printedTable) bool {
	full, short := 0, 0
	for k, r := range p.rows {
		n := len(r)
		for n > 0 && r[n-1].Len() == 0 {
			n--
		}
		if slices.ContainsFunc(r[:n], func(s taizhang.Span) bool { return s.Len() == 0 }) {
			return false
		}
		if n == p.width {
			if k > 0 && (n == 1 || w.text[r[0].Start:r[0].End] != w.text[r[n-1].Start:r[n-1].End]) { // a heading over all columns is printed in each
				full++
			}
		} else if k > 0 {
			short++
		}
	}
	if full == 0 || short == 0 {
		return false
	}
	for k, r := range p.rows {
		for len(r) > 1 && r[len(r)-1].Len() == 0 {
			r = r[:len(r)-1]
		}
		p.rows[k] = r
	}
	return true
}

// dash reports whether between blanks a cell shows nothing: a dash is how an empty one is printed.
func (w *work) dash(s taizhang.Span) bool {
	text := w.text[s.Start:s.End]
	return w.kindOf(taizhang.FoldString(text)) == kindEmpty && !strings.Contains(text, "…")
}

// levelled makes a grid of rows of as many cells.
func (w *work) levelled(p *printedTable) *taizhang.Grid {
	g := &taizhang.Grid{}
	for k, r := range p.rows {
		cells := make([]taizhang.GridCell, len(r))
		on := len(g.Rows) > 0 && slices.Contains(p.on, p.line[k])
		if on {
			cells = g.Rows[len(g.Rows)-1]
		}
		for c, s := range r {
			if !on {
				cells[c].At = cellPlace(p.at[k], c)
			}
			if s.Len() == 0 {
				continue
			}
			if p.by == byGaps && w.dash(s) {
				continue
			}
			cells[c].Spans = append(cells[c].Spans, w.linesIn(s)...)
		}
		if !on {
			g.Rows = append(g.Rows, cells)
		}
	}
	return g
}

// searched lets the path search put the cells of rows into columns. Where the lines are sure to be a table's, it has all of
// them. In padded rows it is cells merged from above that are missing.
func (w *work) searched(p *printedTable, sure, padded bool) *taizhang.Grid {
	a := w.atomsIn(p)
	if padded {
		a.width = p.width
	}
	if a.len() < 6 || w.tried >= trials {
		return nil
	}
	w.tried++
	near := a
	if a.first == nil {
		near = a.upTo(window)
	}
	a.whole = sure && a.first != nil
	t := w.best(near, 1)
	if math.IsInf(t.gain, -1) {
		return nil
	}
	evidence := t.evidence
	if near.len() < a.len() {
		if t = w.solve(a, &t); math.IsInf(t.gain, -1) {
			return nil
		}
		t.gain += evidence
	}
	if t.end < a.len() && (a.whole || p.by == byCells && p.line[t.end] == p.line[t.end-1]) || !sure && (t.gain < wantGain || !t.proved()) {
		return nil
	}
	if a.first != nil {
		n := 0
		a.rows(0, func(i, _ int) {
			if i < t.end {
				n++
			}
		})
		p.line = p.line[:n]
	} else {
		p.line = p.line[:t.end]
	}
	if padded {
		t.place(p)
	}
	return w.rebuilt(t)
}
