package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// stacked cuts a grid where another header begins, with the title right above it.
func (w *work) stacked(g *grid) []*grid {
	var out []*grid
	from := 0
	first := -1 // the header of the table that is open
	var cols []taizhang.Column
	for r := range g.rows {
		if !w.isHeader(g, r) || first >= 0 && w.listedWords(g.text[r]) < 2 {
			continue
		}
		if first >= 0 && r > first+1 && !g.reaches(first, r) && !w.repeatsHeader(g.text[r], cols) {
			at := r
			for at > first+1 {
				c, _, one := g.oneCell(at - 1)
				if !one || w.note(g.text[at-1][c]) || rowNumber(g.text[at-1][c]) >= 0 {
					break
				}
				at--
			}
			if at > first+1 {
				out = append(out, w.narrow(g.cut(from, at)))
				from = at
			}
		}
		if first < 0 || from > first {
			first = r
			below := g.cut(r, len(g.rows))
			cols = w.gridHeader(below, w.headerRows(below))
		}
	}
	if from == 0 {
		return []*grid{g}
	}
	return append(out, w.narrow(g.cut(from, len(g.rows))))
}

// narrow drops the columns in which a table cut from a larger grid has nothing.
func (w *work) narrow(g *grid) *grid {
	keep := g.shown()
	out := &grid{make([][]taizhang.GridCell, len(g.rows)), make([][]string, len(g.rows))}
	for r := range g.rows {
		out.rows[r], out.text[r] = pick(g.rows[r], keep), pick(g.text[r], keep)
	}
	return out
}

// isHeader reports whether row r is a header by its words alone: three at least, or
// two beside at most one other, and half of all.
func (w *work) isHeader(g *grid, r int) bool {
	known, filled, at := 0, 0, ""
	for c, s := range g.text[r] {
		if s == "" || g.rows[r][c].At == at {
			continue
		}
		at = g.rows[r][c].At
		filled++
		if strings.Contains(s, ":") {
			return false // 填表人：
		}
		if len(s) <= longestHeader && w.header(s).known >= built {
			known++
		}
	}
	return known >= 2 && known*2 >= filled && (known >= 3 || filled <= 3)
}

// listedWords counts the cells of a row that are listed header words.
func (w *work) listedWords(row []string) int {
	n := 0
	for c, s := range row {
		if (c == 0 || s != row[c-1]) && s != "" && w.header(s).known == listed {
			n++
		}
	}
	return n
}

// reaches reports whether a cell of row from is merged down into row to.
func (g *grid) reaches(from, to int) bool {
	for c, x := range g.rows[to] {
		if x.Covered && x.At == g.rows[from][c].At {
			return true
		}
	}
	return false
}

// unfold puts halves that stand side by side below each other: the header's words
// repeat from its middle on.
func (w *work) unfold(g *grid) *grid {
	n := len(g.rows[0])
	if n < 4 || n%2 != 0 {
		return g
	}
	head := slices.IndexFunc([]int{0, 1, 2, 3}, func(r int) bool { return r < len(g.rows) && w.isHeader(g, r) })
	if head < 0 || !slices.Equal(g.text[head][:n/2], g.text[head][n/2:]) || g.text[head][0] == g.text[head][1] {
		return g
	}
	out := &grid{}
	for r := range g.rows[:head+1] {
		out.rows, out.text = append(out.rows, g.rows[r][:n/2]), append(out.text, g.text[r][:n/2])
	}
	half := func(r, from, to int) {
		for c := from; c < to; c++ {
			if g.text[r][c] != "" && (r > 0 && r != head || c < n/2 || r == head) {
				out.rows, out.text = append(out.rows, g.rows[r][from:to]), append(out.text, g.text[r][from:to])
				return
			}
		}
	}
	half(head, n/2, n) // it is read as the header repeated
	for r := head + 1; r < len(g.rows); r++ {
		half(r, 0, n/2)
	}
	for r := head + 1; r < len(g.rows); r++ {
		if _, _, one := g.oneCell(r); !one {
			half(r, n/2, n)
		}
	}
	return out
}
