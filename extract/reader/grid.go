package reader

import (
	"fmt"

	"github.com/taizhang/taizhang"
)

// mergedCell is a cell as printed: Spans has one span a line, and it reaches over
// rows × cols places, at least 1 × 1.
type mergedCell struct {
	taizhang.GridCell
	rows, cols int
}

// tableAt and cellAt name places in the tables of a text: table[1]/tr[4]/td[2].
func tableAt(n int) string { return fmt.Sprintf("table[%d]", n) }
func cellAt(table string, row, col int) string {
	return fmt.Sprintf("%s/tr[%d]/td[%d]", table, row, col)
}

// table appends a table: merged cells are expanded, and where two claim one
// place the first keeps it. Places beyond limit are left out, with a finding.
func (b *builder) table(at string, rows [][]mergedCell, limit int) {
	g := &taizhang.Grid{}
	var spans taizhang.Spans
	type pending struct {
		cell taizhang.GridCell
		rows int
	}
	var down []pending // cells that reach into the rows below, by column
	width, total := 0, 0
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
