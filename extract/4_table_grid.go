package extract

import (
	"slices"
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
	if side := w.onSide(tg.Rows); side != nil {
		tg = side
	}
	g := w.grid(tg.Rows)
	if keep := g.shown(); len(keep) < len(g.rows[0]) && (before == nil || len(g.rows[0]) != len(before.Columns)) {
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
		if slices.ContainsFunc(g.rows, func(row []taizhang.GridCell) bool { return len(row[c].Spans) > 0 }) {
			keep = append(keep, c)
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
	first := g.text[r][0]
	return len(g.text[r]) >= 3 && first != "" && rowNumber(first) < 0 && !slices.ContainsFunc(g.text[r], func(s string) bool { return s != first })
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
	w.coverHeader(g)
	head := w.headerRows(g)
	cols := w.gridHeader(g, head)
	known := slices.ContainsFunc(cols, func(c taizhang.Column) bool { return w.header(taizhang.FoldString(c.Name)).known == listed })
	if before != nil && !known && above == 0 && len(before.Columns) == len(g.rows[0]) {
		// The page broke, and the header was not printed again.
		head = 0
		cols = append([]taizhang.Column(nil), before.Columns...)
		for c := range cols {
			cols[c].Spans = nil
		}
	}
	t.Columns = cols
	noted := false // a note stands right above
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
		noted = noted && one
		switch {
		case one && strings.Trim(g.text[r][c], "….·") == "": // and so on
			out.Kind = taizhang.DataRow
		case one && (noted || w.note(g.text[r][c])), !one && w.letterhead(g, r, false):
			noted = one // its other points are rows of their own
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
	if one && t.organ == nil && strings.Contains(g.text[r][c], ":") { // 责任单位：市水利局
		t.organ = w.organIn(g.rows[r][c].Spans)
	}
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
		if taizhang.FoldString(name) != text && taizhang.FoldString(name[strings.LastIndexByte(name, '/')+1:]) != text {
			return false
		}
	}
	return true
}
