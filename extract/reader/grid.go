package reader

import (
	"fmt"
	"slices"

	"github.com/taizhang/taizhang"
)

// mergedCell is a cell as printed: Spans has one span a line, and it reaches over
// rows × cols places, at least 1 × 1.
type mergedCell struct {
	taizhang.GridCell
	rows, cols int
}

// What merged cells repeat may be so many times what is printed, and so much anyway: a
// page of 5 KB can say that its cells reach over millions of places.
const (
	repeatsPrinted = 50
	repeatsAnyway  = 50_000
)

// repeats is how much of a table merged cells may repeat: in places, each with its spans
// and a share of its text.
func repeats(rows [][]mergedCell) int {
	printed := 0
	for _, r := range rows {
		for i := range r {
			printed += r[i].weight()
		}
	}
	return repeatsAnyway + repeatsPrinted*printed
}

// weight is what a place costs that repeats a cell.
func (c *mergedCell) weight() int { return 1 + len(c.Spans) + (c.Spans.End()-c.Spans.Start())/64 }

// titles makes paragraphs of the rows above a table's head that hold one cell alone, as
// workbooks have their title there, where no text stands before, and returns the rest.
func (b *builder) titles(rows [][]mergedCell) [][]mergedCell {
	if slices.ContainsFunc(b.blocks, func(x taizhang.Block) bool { return x.Kind != taizhang.Chrome }) {
		return rows
	}
	for len(rows) > 2 {
		var only *mergedCell
		for i := range rows[0] {
			if c := &rows[0][i]; len(c.Spans) > 0 && only == nil && c.rows <= 1 {
				only = c
			} else if len(c.Spans) > 0 {
				return rows
			}
		}
		if only == nil {
			return rows
		}
		b.blocks = append(b.blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: only.Spans, At: only.At})
		rows = rows[1:]
	}
	return rows
}

// tableAt and cellAt name places in the tables of a text: table[1]/tr[4]/td[2].
func tableAt(n int) string { return fmt.Sprintf("table[%d]", n) }
func cellAt(table string, row, col int) string {
	return fmt.Sprintf("%s/tr[%d]/td[%d]", table, row, col)
}

// table appends a table: merged cells are expanded, and where two claim one
// place the first keeps it. Places beyond limit are left out, with a finding; so is
// what is repeated beyond all measure, of which each printed cell stays in its own place.
func (b *builder) table(at string, rows [][]mergedCell, limit int) {
	g := &taizhang.Grid{}
	var spans taizhang.Spans
	type pending struct {
		cell taizhang.GridCell
		rows int
	}
	var down []pending // cells that reach into the rows below, by column
	width, total := 0, 0
	left, widest, tooFar := repeats(rows), 0, false
	for i, printed := range rows {
		var row []taizhang.GridCell
		fill := func() {
			for len(row) < len(down) && down[len(row)].rows > 0 {
				down[len(row)].rows--
				row = append(row, down[len(row)].cell)
			}
		}
		for _, c := range printed {
			fill()
			spans = append(spans, c.Spans...)
			if !tooFar {
				// A cell reaches no further down than the table does; one that makes it wider
				// makes all rows wider.
				reach := min(max(c.rows, 1), len(rows)-i) * max(c.cols, 1)
				left -= (reach-1)*c.weight() + max(len(row)+c.cols-1-widest, 0)*len(rows)
				widest = max(widest, len(row)+c.cols)
				tooFar = left < 0
			}
			if tooFar {
				c.rows, c.cols = 1, 1
			}
			covered := c.GridCell
			covered.Covered = true
			for k := range max(c.cols, 1) {
				if total++; total > limit || k > 0 && len(row) < len(down) && down[len(row)].rows > 0 {
					break
				}
				for len(down) <= len(row) {
					down = append(down, pending{})
				}
				down[len(row)] = pending{covered, max(c.rows, 1) - 1}
				if k > 0 {
					row = append(row, covered)
				} else {
					row = append(row, c.GridCell)
				}
			}
		}
		last := len(down) - 1 // that a cell from above reaches into
		for last >= len(row) && down[last].rows == 0 {
			last--
		}
		for fill(); len(row) <= last; fill() {
			row = append(row, taizhang.GridCell{At: fmt.Sprintf("%s/tr[%d]", at, i+1)})
		}
		if len(printed) == 0 {
			continue // it takes no place, though cells reach through it
		}
		width = max(width, len(row))
		if width*(i+1) > limit {
			b.findings = append(b.findings, taizhang.Finding{Code: "table-too-large", Severity: taizhang.Warning,
				Message: fmt.Sprintf("表格超过 %d 个单元格，其余未读入", limit), Spans: nil})
			break
		}
		g.Rows = append(g.Rows, row)
	}
	if tooFar {
		b.findings = append(b.findings, taizhang.Finding{Code: "table-too-large", Severity: taizhang.Warning,
			Message: "表格的合并单元格远超所印内容，其余按未合并读入", Spans: nil})
	}
	for i, row := range g.Rows {
		if len(row) < width {
			empty := taizhang.GridCell{At: fmt.Sprintf("%s/tr[%d]", at, i+1)}
			for len(row) < width {
				row = append(row, empty)
			}
		}
		g.Rows[i] = row
	}
	b.blocks = append(b.blocks, taizhang.Block{Kind: taizhang.TableGrid, Spans: spans, At: at, Grid: g})
}
