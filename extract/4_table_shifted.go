package extract

import "github.com/taizhang/taizhang"

// unshift puts right the rows of a barred table that a page's text keeps without what a
// merged cell above covers: their cells stand too far to the left, and the row ends empty.
// Where a row belongs is told by the kinds of its cells; the header follows.
func (w *work) unshift(g *taizhang.Grid) {
	if len(g.Rows) < 3 {
		return
	}
	width := len(g.Rows[0])
	like, n := make([][kinds]float64, width), 0.0
	learn := func(row []taizhang.GridCell) {
		n++
		for c := range row {
			like[c][w.cellKind(row[c])]++
		}
	}
	for _, row := range g.Rows[1:] {
		if filled(row) == width {
			learn(row)
		}
	}
	if n == 0 {
		return
	}
	moved := false
	for r := 1; r < len(g.Rows); r++ {
		row := g.Rows[r]
		best, most := 0, w.likeness(row, like, 0)/n
		for by := 1; by <= width-filled(row); by++ {
			if fit := w.likeness(row, like, by) / n; fit > most+0.5 { // half a cell surer
				best, most = by, fit
			}
		}
		if best == 0 {
			continue
		}
		moved = true
		copy(row[best:], append([]taizhang.GridCell(nil), row...))
		for c := range best {
			row[c] = g.Rows[r-1][c]
			row[c].Covered = true
		}
		learn(row)
	}
	if moved {
		w.unshiftHeader(g.Rows[0], like)
	}
}

// filled is how many cells of a row stand before its empty end.
func filled(row []taizhang.GridCell) int {
	for n := len(row); n > 0; n-- {
		if row[n-1].Spans != nil {
			return n
		}
	}
	return 0
}

// likeness sums, over the cells of a row moved to the right, how often their columns hold
// what is of their kind.
func (w *work) likeness(row []taizhang.GridCell, like [][kinds]float64, by int) (sum float64) {
	for c := range filled(row) {
		sum += like[c+by][w.cellKind(row[c])]
	}
	return sum
}

func (w *work) cellKind(c taizhang.GridCell) kind {
	return w.kindOf(taizhang.FoldString(c.Spans.Cut(w.text)))
}

// unshiftHeader spreads a header of fewer cells than columns over the columns whose kind
// its words name; a cell may head several.
func (w *work) unshiftHeader(row []taizhang.GridCell, like [][kinds]float64) {
	width, cells := len(row), filled(row)
	if cells == width || cells == 0 || width > 12 {
		return
	}
	fits := func(role taizhang.ColumnRole, c int) float64 {
		switch l := like[c]; role {
		case taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport:
			return l[kindUnits] + l[kindOrgan]
		case taizhang.ColDeadline:
			return l[kindTime]
		case taizhang.ColNumber:
			return l[kindNumber]
		default:
			return l[kindProse] + l[kindShort] + l[kindNumber]/2
		}
	}
	var begins, best []int
	most := -1.0
	var place func(from int, sum float64)
	place = func(from int, sum float64) {
		j := len(begins)
		if j == cells {
			if from == width && sum > most {
				best, most = append([]int(nil), begins...), sum
			}
			return
		}
		role := w.words.header(taizhang.FoldString(row[j].Spans.Cut(w.text))).role
		begins = append(begins, from)
		for c := from; c < width-(cells-j-1); c++ {
			sum += fits(role, c)
			place(c+1, sum)
		}
		begins = begins[:j]
	}
	place(0, 0)
	was := append([]taizhang.GridCell(nil), row...)
	for j, from := range best {
		to := width
		if j+1 < len(best) {
			to = best[j+1]
		}
		for c := from; c < to; c++ {
			row[c] = was[j]
			row[c].Covered = c > from
		}
	}
}
