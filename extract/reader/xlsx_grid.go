package reader

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// defaultTab is a name that Excel or WPS gave a sheet.
var defaultTab = lazy.NewPattern(`^(?i:sheet|工作表) ?\d*$`)

// tabNumber is the number before a sheet's name (1.市商务局), which orders sheets and no tasks.
var tabNumber = lazy.NewPattern(`^\s*(?:[（(]?\d{1,2}[)）]|\d{1,2}[.．、_\- ])\s*`)

// emit appends a sheet: titles above the table as paragraphs, then the table, then
// full-width notes below it. A hidden sheet is read as chrome: nothing is lost, and
// nothing in it becomes a task.
func (w *xlsx) emit(s *xlsxSheet, several bool) error {
	if several && !s.hidden {
		kind := taizhang.Heading
		if defaultTab.MatchString(s.name) {
			kind = taizhang.Chrome
		}
		w.para(kind, s.quoted(), tabNumber.ReplaceAllString(s.name, ""))
	}
	g, err := w.layout(s)
	if err != nil {
		return err
	}
	w.reportHidden(s, g)
	if s.hidden {
		w.paragraphs(s, taizhang.Chrome, g.cells)
		return nil
	}
	top, bottom := 0, len(g.rows)
	for top < bottom && g.title(top) {
		top++
	}
	for bottom > top && g.banner(bottom-1) {
		bottom--
	}
	if bottom-top < 2 {
		w.paragraphs(s, taizhang.Paragraph, g.cells)
		return nil
	}
	w.paragraphs(s, taizhang.Paragraph, g.cells[:g.first[top]])
	if err := w.table(s, g, top, bottom); err != nil {
		return err
	}
	w.paragraphs(s, taizhang.Paragraph, g.cells[g.first[bottom]:])
	return nil
}

func (w *xlsx) para(kind taizhang.BlockKind, at, text string) {
	if sp := w.b.line(text); sp.Len() > 0 {
		w.b.blocks = append(w.b.blocks, taizhang.Block{Kind: kind, Spans: taizhang.Spans{sp}, At: at})
	}
}

// paragraphs appends each cell as one block, with a span a line.
func (w *xlsx) paragraphs(s *xlsxSheet, kind taizhang.BlockKind, cells []xlsxCell) {
	for _, c := range cells {
		if ss := w.lines(c, nil); len(ss) > 0 {
			w.b.blocks = append(w.b.blocks, taizhang.Block{Kind: kind, Spans: ss, At: s.at(int(c.row), int(c.col))})
		}
	}
}

// xlsxGrid is a sheet without the rows and columns in which no filled cell
// begins, so that a stray cell at the far corner costs nothing.
type xlsxGrid struct {
	cells      []xlsxCell
	rows, cols []int // of the sheet, in order
	first      []int // the first cell of each row, and the number of cells
	reach      map[int]xlsxRange
	under      []xlsxCell // filled, though a merged cell covers them
}

// layout finds the grid of a sheet, and how far each merged cell reaches in it.
func (w *xlsx) layout(s *xlsxSheet) (*xlsxGrid, error) {
	g := &xlsxGrid{cells: s.cells, reach: map[int]xlsxRange{}}
	for i, c := range s.cells {
		if len(g.rows) == 0 || g.rows[len(g.rows)-1] != int(c.row) {
			g.rows = append(g.rows, int(c.row))
			g.first = append(g.first, i)
		}
	}
	g.first = append(g.first, len(s.cells))
	used := make([]bool, xlsxCols+1)
	for _, c := range s.cells {
		used[c.col] = true
	}
	for col, u := range used {
		if u {
			g.cols = append(g.cols, col)
		}
	}
	places := 0
	for _, m := range s.merges {
		i := g.at(m.row, m.col)
		if i < 0 {
			continue
		}
		r := xlsxRange{g.index(g.rows, m.row), g.index(g.cols, m.col), g.index(g.rows, m.lastRow+1), g.index(g.cols, m.lastCol+1)}
		if places += (r.lastRow - r.row) * (r.lastCol - r.col); places > w.o.in.opt.Limits.Cells {
			return nil, w.o.tooLarge(s.part, "merged cells overlap without end")
		}
		g.reach[i] = r // half open
		for k := r.row; k < r.lastRow; k++ {
			for _, c := range s.cells[g.first[k]:g.first[k+1]] {
				if int(c.col) >= m.col && int(c.col) <= m.lastCol && (int(c.row) != m.row || int(c.col) != m.col) {
					g.under = append(g.under, c)
				}
			}
		}
	}
	return g, nil
}

// index returns where v is, or would be, among sorted numbers.
func (g *xlsxGrid) index(sorted []int, v int) int {
	i, _ := slices.BinarySearch(sorted, v)
	return i
}

// at returns the cell that begins at a place of the sheet, or -1.
func (g *xlsxGrid) at(row, col int) int {
	k, ok := slices.BinarySearch(g.rows, row)
	if !ok {
		return -1
	}
	cells := g.cells[g.first[k]:g.first[k+1]]
	i, ok := slices.BinarySearchFunc(cells, col, func(c xlsxCell, col int) int { return int(c.col) - col })
	if !ok {
		return -1
	}
	return g.first[k] + i
}

// title reports whether a row at the top is no row of the table: its only cell
// reaches into none below.
func (g *xlsxGrid) title(row int) bool {
	i := g.first[row]
	if g.first[row+1]-i != 1 {
		return false
	}
	r, merged := g.reach[i]
	return !merged || r.lastRow-r.row == 1
}

// banner reports whether a row at the bottom is one cell over the full width.
func (g *xlsxGrid) banner(row int) bool {
	r, merged := g.reach[g.first[row]]
	return g.title(row) && merged && r.col == 0 && r.lastCol == len(g.cols)
}

// table appends rows top to bottom as a grid. A cell keeps its place where a
// merged one claims it too.
func (w *xlsx) table(s *xlsxSheet, g *xlsxGrid, top, bottom int) error {
	left, right := len(g.cols), 0
	for _, c := range g.cells[g.first[top]:g.first[bottom]] {
		i := g.index(g.cols, int(c.col))
		left, right = min(left, i), max(right, i+1)
	}
	width, limit := right-left, w.o.in.opt.Limits.Cells
	if n := limit / width; bottom-top > n {
		return w.o.tooLarge(s.part, fmt.Sprintf("a table of more than %d cells", limit))
	}
	grid := &taizhang.Grid{Rows: make([][]taizhang.GridCell, bottom-top)}
	all := make([]taizhang.GridCell, (bottom-top)*width)
	filled := make([]bool, len(all))
	var spans taizhang.Spans
	quoted := s.quoted() + "!"
	names := make([]string, width)
	for j := range names {
		names[j] = quoted + columnName(g.cols[left+j])
	}
	for k := top; k < bottom; k++ {
		for i := g.first[k]; i < g.first[k+1]; i++ {
			from := len(spans)
			spans = w.lines(g.cells[i], spans)
			p := (k-top)*width + g.index(g.cols, int(g.cells[i].col)) - left
			all[p].Spans = taizhang.Spans{{Start: from, End: len(spans)}} // set below, once spans stays where it is
			filled[p] = true
		}
	}
	for k := top; k < bottom; k++ {
		row := all[(k-top)*width : (k-top+1)*width : (k-top+1)*width]
		for j := range row {
			row[j].At = names[j] + strconv.Itoa(g.rows[k])
			if ss := row[j].Spans; ss != nil {
				if row[j].Spans = nil; ss[0].End > ss[0].Start {
					row[j].Spans = spans[ss[0].Start:ss[0].End:ss[0].End]
				}
			}
		}
		grid.Rows[k-top] = row
	}
	for i := g.first[top]; i < g.first[bottom]; i++ {
		r, ok := g.reach[i]
		if !ok {
			continue
		}
		from := all[(r.row-top)*width+r.col-left]
		for k := r.row; k < min(r.lastRow, bottom); k++ {
			for j := r.col; j < min(r.lastCol, right); j++ {
				if p := (k-top)*width + j - left; !filled[p] {
					filled[p] = true
					all[p] = taizhang.GridCell{Spans: from.Spans, At: from.At, Covered: true}
				}
			}
		}
	}
	if len(spans) == 0 {
		return nil // numbers that their formats hide
	}
	at := quoted + cellName(g.rows[top], g.cols[left]) + ":" + cellName(g.rows[bottom-1], g.cols[right-1])
	w.b.blocks = append(w.b.blocks, taizhang.Block{Kind: taizhang.TableGrid, Spans: spans, At: at, Grid: grid})
	return nil
}
