package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// cellLines is the lines of one cell: n from line from on.
type cellLines struct{ from, n int }

// fills walks the path back: the lines of each cell, row by row.
func (f *flat) fills(best []step) []cellLines {
	k := len(f.cols)
	var out []cellLines
	for i, c := f.n, k; ; {
		n := int(best[i*(k+1)+c].lines)
		out = append(out, cellLines{i - n, n})
		if i, c = i-n, c-1; c == 0 {
			if i == 0 {
				break
			}
			c = k // the row before ends where this one starts
		}
	}
	slices.Reverse(out)
	return out
}

// counts reports whether the rows' numbers run on, as a table's do.
func (f *flat) counts(fills []cellLines) bool {
	k := len(f.cols)
	number := slices.IndexFunc(f.cols, func(c taizhang.Column) bool { return c.Role == taizhang.ColNumber })
	run, last := 0, 0
	for r := 0; r < len(fills); r += k {
		if x := fills[r+number]; x.n == 1 && f.number[x.from] >= 0 {
			if v := f.number[x.from]; v == last+1 || last == 0 {
				run++
			}
			last = f.number[x.from]
		}
	}
	return run >= 3 && run*k*5 >= len(fills)*4
}

// rows makes the rows; a cell that fits badly or is not there is a finding. A
// category that is not printed again is that of the row above.
func (f *flat) rows(t *taizhang.DraftTable, fills []cellLines) {
	k := len(f.cols)
	var last int32
	for at := 0; at < len(fills); at += k {
		r := taizhang.DraftRow{}
		var all taizhang.Spans
		var bad []string
		for len(f.sections) > 0 && f.at[fills[at].from] > f.sections[0] {
			t.Rows = append(t.Rows, f.section(f.sections[0]))
			f.sections = f.sections[1:]
		}
		for c := range k {
			x := fills[at+c]
			var lines taizhang.Spans
			for j := x.from; j < x.from+x.n; j++ {
				l := &f.w.lines[f.at[j]]
				l.use = asRecord
				lines = append(lines, l.span)
				if r.At == "" {
					r.At = l.at
				}
			}
			all = append(all, lines...)
			cell := f.w.cell(lines, f.cols[c].Role)
			switch role := f.cols[c].Role; {
			case x.n == 0 && role == taizhang.ColCategory && len(t.Rows) > 0 && t.Rows[len(t.Rows)-1].Kind != taizhang.SectionRow:
				cell = t.Rows[len(t.Rows)-1].Cells[c]
			case x.n == 0 && role == taizhang.ColNote:
			case f.fitsBadly(x.from, x.n, c, &last):
				bad = append(bad, f.cols[c].Name)
			}
			r.Cells = append(r.Cells, cell)
		}
		t.Rows = append(t.Rows, r)
		if len(bad) > 0 {
			f.w.odd = append(f.w.odd, oddRow{"table-cell", fmt.Sprintf("平铺表格按单元格重排时，“%s”一栏缺失或与栏目不符，请与原文核对", strings.Join(bad, "”“")), all})
		}
	}
}

// section makes the row of a line that heads rows: its text in every column, as a
// cell merged over the table has it.
func (f *flat) section(i int) taizhang.DraftRow {
	l := &f.w.lines[i]
	l.use = asRecord
	r := taizhang.DraftRow{Kind: taizhang.SectionRow, At: l.at}
	for range f.cols {
		r.Cells = append(r.Cells, f.w.cell(taizhang.Spans{l.span}, taizhang.ColCategory))
	}
	return r
}

// fitsBadly reports whether the cell of lines [i, i+n) is missing or not of its
// column's kind; last is the row number read so far.
func (f *flat) fitsBadly(i, n, c int, last *int32) bool {
	role := f.cols[c].Role
	if n == 0 {
		return true
	}
	if !prose(role) {
		var cost float64
		cost, *last = f.value(i, n, role, *last)
		return cost >= costJump
	}
	for j := i; j < i+n; j++ {
		if f.paragraph(j, role, *last) > 0 {
			return true
		}
	}
	return false
}
