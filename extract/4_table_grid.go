package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// A grid is rows of cells whose edges are known: a true table, or lines with marks
// between their cells.
type grid struct {
	rows [][]taizhang.GridCell
	text [][]string // what each cell shows, folded
}

func (w *work) grid(rows [][]taizhang.GridCell) *grid {
	g := &grid{rows: rows, text: make([][]string, len(rows))}
	for r, row := range rows {
		g.text[r] = make([]string, len(row))
		for c, x := range row {
			if len(x.Spans) > 0 {
				g.text[r][c] = taizhang.FoldString(x.Spans.Cut(w.text))
			}
		}
	}
	return g
}

// gridTables reads a grid: the columns in which anything stands, the tables that
// stand below each other in it, and the halves that stand side by side.
func (w *work) gridTables(tg *taizhang.Grid, before *table) []*table {
	if len(tg.Rows) == 0 {
		return nil
	}
	g := w.grid(tg.Rows)
	if keep := g.shown(); len(keep) < len(g.rows[0]) {
		for r := range g.rows {
			g.rows[r], g.text[r] = pick(g.rows[r], keep), pick(g.text[r], keep)
		}
	}
	var out []*table
	for _, s := range w.stacked(g) {
		t := w.gridTable(w.unfold(s), before)
		out = append(out, t)
		before = nil
	}
	return out
}

func (g *grid) cut(from, to int) *grid { return &grid{g.rows[from:to], g.text[from:to]} }

// shown returns the columns of a grid in which anything stands: Word leaves
// empty ones behind.
func (g *grid) shown() []int {
	var keep []int
	for c := range g.rows[0] {
		for r := range g.rows {
			if len(g.rows[r][c].Spans) > 0 {
				keep = append(keep, c)
				break
			}
		}
	}
	return keep
}

func pick[T any](all []T, keep []int) []T {
	if len(keep) == len(all) {
		return all
	}
	out := make([]T, len(keep))
	for i, k := range keep {
		out[i] = all[k]
	}
	return out
}

// oneCell reports whether row r shows one cell alone: merged over the whole width,
// or the only one that is filled. It returns its column.
func (g *grid) oneCell(r int) (c int, merged, ok bool) {
	c = -1
	for k, x := range g.rows[r] {
		if g.text[r][k] == "" {
			continue
		}
		if c >= 0 && x.At != g.rows[r][c].At {
			return 0, g.same(r), g.same(r)
		}
		if c < 0 {
			c = k
		}
	}
	if c < 0 {
		return 0, false, false
	}
	n := len(g.rows[r])
	return c, n > 1 && g.rows[r][0].At == g.rows[r][n-1].At, true
}

// same reports whether all cells of row r show the same: a merged cell that was
// repeated in each.
func (g *grid) same(r int) bool {
	for _, s := range g.text[r] {
		if s != g.text[r][0] {
			return false
		}
	}
	return len(g.text[r]) >= 3 && g.text[r][0] != "" && rowNumber(g.text[r][0]) < 0
}

// gridTable reads one table: what stands above its header, header rows, body rows
// with merged cells expanded.
func (w *work) gridTable(g *grid, before *table) *table {
	above := w.aboveHeader(g)
	t := &table{}
	for r := range above {
		w.heading(t, g, r)
	}
	g = g.cut(above, len(g.rows))
	head := w.headerRows(g)
	cols := w.gridHeader(g, head)
	known := 0
	for _, c := range cols {
		if w.words.header(taizhang.FoldString(c.Name)).known == listed {
			known++
		}
	}
	if before != nil && known == 0 && above == 0 && len(before.Columns) == len(g.rows[0]) {
		// The page broke, and the header was not printed again.
		head = 0
		cols = append([]taizhang.Column(nil), before.Columns...)
		for c := range cols {
			cols[c].Spans = nil
		}
	}
	t.Columns = cols
	for r := head; r < len(g.rows); r++ {
		row := g.rows[r]
		out := taizhang.DraftRow{At: row[0].At}
		empty := true
		for c, cell := range row {
			out.Cells = append(out.Cells, taizhang.Cell{Text: g.text[r][c], Spans: cell.Spans})
			empty = empty && len(cell.Spans) == 0
			if !cell.Covered && row[0].Covered && out.At == row[0].At {
				out.At = cell.At // a merged cell's place is another row's
			}
		}
		if empty {
			continue
		}
		if w.repeatsHeader(g.text[r], cols) {
			for c, cell := range row {
				if len(cell.Spans) > 0 && !cols[c].Spans.Contains(cell.Spans.Start()) { // merged downwards, it is the same print
					cols[c].Spans = append(cols[c].Spans, cell.Spans...)
				}
			}
			continue
		}
		c, merged, one := g.oneCell(r)
		switch {
		case one && w.note(g.text[r][c]), !one && w.letterhead(g, r):
			out.Kind = taizhang.DataRow
		case merged:
			out.Kind = taizhang.SectionRow
		}
		if k := strings.LastIndexByte(out.At, '/'); k > 0 {
			out.At = out.At[:k]
		}
		t.Rows = append(t.Rows, out)
	}
	return t
}

// heading takes a row above the header: a title over the whole width, or what the
// form says about itself (填报单位：…).
func (w *work) heading(t *table, g *grid, r int) {
	seen := ""
	for _, x := range g.rows[r] {
		if len(x.Spans) > 0 && x.At != seen {
			t.Heading = append(t.Heading, x.Spans...)
			seen = x.At
		}
	}
	c, _, one := g.oneCell(r)
	if !one || t.Title != "" {
		return
	}
	if s := g.text[r][c]; !strings.HasPrefix(s, "单位:") && !strings.Contains(s, ":") {
		t.Title, t.titleSpans = tidy(g.rows[r][c].Spans.Cut(w.text)), g.rows[r][c].Spans
	}
}

// repeatsHeader tells the header printed again on a new page.
func (w *work) repeatsHeader(row []string, cols []taizhang.Column) bool {
	for c, text := range row {
		name := cols[c].Name
		if taizhang.FoldString(name[strings.LastIndexByte(name, '/')+1:]) != text {
			return false
		}
	}
	return true
}

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
		if len(s) <= longestHeader && w.words.header(s).known >= built {
			known++
		}
	}
	return known >= 2 && known*2 >= filled && (known >= 3 || filled <= 3)
}

// listedWords counts the cells of a row that are listed header words.
func (w *work) listedWords(row []string) int {
	n := 0
	for c, s := range row {
		if (c == 0 || s != row[c-1]) && s != "" && w.words.header(s).known == listed {
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

func sameText(a, b []string) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// unfold puts halves that stand side by side below each other: the header's words
// repeat from its middle on.
func (w *work) unfold(g *grid) *grid {
	n := len(g.rows[0])
	if n < 4 || n%2 != 0 {
		return g
	}
	head := -1
	for r := range min(4, len(g.rows)) {
		if w.isHeader(g, r) {
			head = r
			break
		}
	}
	if head < 0 || !sameText(g.text[head][:n/2], g.text[head][n/2:]) || sameText(g.text[head][:1], g.text[head][1:2]) {
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
