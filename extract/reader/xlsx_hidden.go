package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// hide takes cells out that stand in hidden rows and columns. A merged cell that
// reaches out of them is seen, and begins where it does.
func (s *xlsxSheet) hide() {
	if s.hidden || len(s.rows) == 0 && len(s.columns) == 0 {
		return
	}
	cols := make([]bool, xlsxCols+2)
	for _, r := range s.columns {
		for c := max(r.col, 1); c <= min(r.lastCol, xlsxCols); c++ {
			cols[c] = true
		}
	}
	unseen := func(c xlsxCell) bool { return s.rows[int(c.row)] || cols[c.col] }
	merged := map[[2]int]int{}
	for i, m := range s.merges {
		merged[[2]int{m.row, m.col}] = i
	}
	moved := false
	kept := s.cells[:0]
	for _, c := range s.cells {
		if unseen(c) {
			i, ok := merged[[2]int{int(c.row), int(c.col)}]
			if !ok || !s.begin(&c, &s.merges[i], cols) {
				s.gone = append(s.gone, c)
				continue
			}
			moved = true
		}
		kept = append(kept, c)
	}
	if s.cells = kept; moved {
		slices.SortStableFunc(s.cells, func(a, b xlsxCell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	}
}

// begin moves a merged cell to its first place that is seen, if there is one.
func (s *xlsxSheet) begin(c *xlsxCell, m *xlsxRange, cols []bool) bool {
	row, col := m.row, m.col
	for row <= m.lastRow && s.rows[row] {
		row++
	}
	for col <= m.lastCol && cols[col] {
		col++
	}
	if row > m.lastRow || col > m.lastCol {
		return false
	}
	m.row, m.col = row, col
	c.row, c.col = int32(row), int32(col)
	return true
}

// hiddenCells says in words which rows and columns with text are hidden.
func (s *xlsxSheet) hiddenCells() (parts []string) {
	var rows, cols []int
	for _, c := range s.gone {
		if s.rows[int(c.row)] {
			rows = append(rows, int(c.row))
		} else {
			cols = append(cols, int(c.col))
		}
	}
	slices.Sort(rows)
	slices.Sort(cols)
	rows, cols = slices.Compact(rows), slices.Compact(cols)
	var names []string
	for i := 0; i < len(rows); i++ {
		j := i
		for j+1 < len(rows) && rows[j+1] == rows[j]+1 {
			j++
		}
		names = append(names, fromTo(strconv.Itoa(rows[i]), strconv.Itoa(rows[j])))
		i = j
	}
	if len(names) > 0 {
		parts = append(parts, "第 "+someOf(names)+" 行被隐藏，未读入")
	}
	names = nil
	for _, c := range cols {
		names = append(names, columnName(c))
	}
	if len(names) > 0 {
		parts = append(parts, someOf(names)+" 列被隐藏，未读入")
	}
	return parts
}

// reportHidden notes what of a sheet a reader of the workbook doesn't see.
func (w *xlsx) reportHidden(s *xlsxSheet, g *xlsxGrid) {
	if s.hidden {
		w.hidden = append(w.hidden, fmt.Sprintf("工作表“%s”被隐藏，内容未作为任务读入", s.name))
		return
	}
	var under []string
	for _, c := range g.under {
		under = append(under, cellName(int(c.row), int(c.col)))
	}
	parts := s.hiddenCells()
	if len(under) > 0 {
		parts = append(parts, "合并单元格遮住了 "+someOf(under)+" 的内容，已一并读入")
	}
	if len(parts) > 0 {
		w.hidden = append(w.hidden, fmt.Sprintf("工作表“%s”%s", s.name, strings.Join(parts, "，")))
	}
}

func fromTo(from, to string) string {
	if from == to {
		return from
	}
	return from + "-" + to
}
