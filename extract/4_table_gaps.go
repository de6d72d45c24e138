package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Tables a cell a line that say where a row and a cell begin: from the word over numbers or months on, what stands before the first of them
// is the header, numbers that run on and months begin rows, and a further blank line is an empty cell.

const mostRowLines = 40

// gapTable reads such a table from line i on: its grid, and the line after it. One without empty cells is left to the search.
func (w *work) gapTable(i int) (*taizhang.Grid, int) {
	role, body := w.header(w.folded(i)).role, i+1
	if !w.open(i) || i > 0 && w.lines[i-1].headerWord(w) || w.header(w.folded(i)).known < built || role != taizhang.ColNumber && role != taizhang.ColDeadline {
		return nil, 0
	}
	for body < len(w.lines) && body-i <= maxColumns && w.open(body) && w.lines[body].label.style == "" && len(w.folded(body)) <= longestHeader && !w.beginsRow(role, body, 1) {
		body++
	}
	k, end := body-i, w.tableEnd(i)
	if k < 2 || k > maxColumns || body >= end || !w.beginsRow(role, body, 1) || w.tried >= trials {
		return nil, 0
	}
	w.tried++
	starts := []int{body}
	for n := body + 1; n < end && n-starts[len(starts)-1] < mostRowLines; n++ {
		if w.beginsRow(role, n, len(starts)+1) {
			starts = append(starts, n)
		}
	}
	step := w.ends(i)
	months := step == 1 && role == taizhang.ColDeadline && (k == 2 || k == 3 && w.header(w.folded(body-1)).role == taizhang.ColNote)
	if len(starts) < 2 || step < 2 && !months {
		return nil, 0
	}
	for _, unit := range slices.Compact([]int{1, step}) {
		if g, next := w.gapRows(i, k, append(starts, end), step, unit, months); g != nil {
			return g, next
		}
	}
	return nil, 0
}

// beginsRow reports whether line n is nothing but the number of a row, or its time.
func (w *work) beginsRow(role taizhang.ColumnRole, n, number int) bool {
	s := w.folded(n)
	if role == taizhang.ColNumber {
		return w.open(n) && rowNumber(s) == number
	}
	return w.open(n) && len(s) <= longestHeader && w.kindOf(s) == kindTime && w.times.Whole(s)
}

// ends counts the line ends behind line n.
func (w *work) ends(n int) int {
	if n+1 >= len(w.lines) {
		return 1
	}
	return strings.Count(w.text[w.lines[n].span.End:w.lines[n+1].span.Start], "\n")
}

// gapRows puts lines into k columns; nil where the rows do not agree on how many cells they have.
func (w *work) gapRows(head, k int, starts []int, step, unit int, months bool) (g *taizhang.Grid, next int) {
	g = &taizhang.Grid{}
	row := func(n int) []taizhang.GridCell {
		r := make([]taizhang.GridCell, k)
		for c := range r {
			r[c].At = cellPlace(w.lines[n].at, c)
		}
		g.Rows = append(g.Rows, r)
		return r
	}
	for c, r := 0, row(head); c < k; c++ {
		r[c].Spans = taizhang.Spans{w.lines[head+c].span}
	}
	most, least, gaps, last := 0, k, false, len(starts)-2
	for j, from := range starts[:last+1] {
		r, c := row(from), 0
		for n := from; n < starts[j+1]; n++ {
			if over := w.ends(n-1) - step; n == from+1 && months {
				c = 1
			} else if n > from && (over > 0 || over == 0 && !months) {
				if j == last && (months || c+1 >= most) { // what follows the table
					break
				}
				c, gaps = c+1+over/unit, gaps || over > 0
				if months {
					c = 2
				}
			}
			if c >= k {
				return nil, 0
			}
			r[c].Spans = append(r[c].Spans, w.cellIn(w.lines[n].span)...)
			next = n + 1
		}
		if c == 0 {
			return nil, 0
		}
		if most = max(most, c+1); j < last {
			over := w.ends(next-1) - step
			least, gaps = min(least, c+1+over/unit), gaps || over > 0 && c+1 < k
		}
	}
	if !months && (!gaps || least < most || least == most && most < k) {
		return nil, 0
	}
	return g, next
}
