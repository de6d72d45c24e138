package reader

import (
	"fmt"

	"github.com/taizhang/taizhang"
)

// docxWide bounds gridSpan and gridBefore; Word has 63 columns at most.
const docxWide = 1000

// docxTable is a table as printed: a cell that reaches down stands in its first row.
type docxTable struct {
	rows  [][]*docxCell
	open  map[int]*docxCell // cells that may go on in the next row, by grid column
	total int               // cells read
}

type docxCell struct {
	items      []docxItem
	rows, cols int
	row        int // the last row it reaches
}

// table reads a table, from tables inside it as well. What is no true grid (one
// row or one column: a frame around text) is read as its paragraphs.
func (s *docxStory) table(f *docxFlow) error {
	t := &docxTable{open: map[int]*docxCell{}}
	s.framed++
	err := s.rows(t)
	if s.framed--; err != nil {
		return err
	}
	wide := false
	for _, row := range t.rows {
		wide = wide || len(row) > 1
	}
	if wide && len(t.rows) > 1 {
		f.add(docxItem{table: t})
		return nil
	}
	for _, row := range t.rows {
		for _, c := range row {
			f.add(c.items...)
		}
	}
	return nil
}

// rows reads the rows of a table, also those inside a content control.
func (s *docxStory) rows(t *docxTable) error {
	return s.x.children(func(e element) error {
		switch {
		case e.Name.Local == "tr":
			return s.row(t)
		case docxSkipped[e.Name.Local]:
			return s.x.skip()
		case e.Name.Local == "AlternateContent":
			return s.alternate(func() error { return s.rows(t) })
		}
		return s.rows(t)
	})
}

// docxRow is a row on its way.
type docxRow struct {
	cells   []*docxCell
	last    *docxCell // also one that began in a row above
	col     int
	after   int
	deleted bool
}

func (s *docxStory) row(t *docxTable) error {
	r := &docxRow{}
	outer := s.rowHidden
	err := s.cells(t, r)
	hidden := s.rowHidden && !outer
	if s.rowHidden = outer; err != nil {
		return err
	}
	if r.deleted || hidden {
		return nil
	}
	if r.after > 0 {
		r.cells = append(r.cells, &docxCell{rows: 1, cols: r.after})
	}
	t.rows = append(t.rows, r.cells)
	for col, c := range t.open {
		if c.row < len(t.rows) {
			delete(t.open, col)
		}
	}
	return nil
}

// cells reads the content of a row; one whose deletion is accepted shows nothing.
func (s *docxStory) cells(t *docxTable, r *docxRow) error {
	return s.x.children(func(e element) error {
		if r.deleted {
			return s.x.skip()
		}
		switch e.Name.Local {
		case "tc":
			return s.cell(t, r)
		case "trPr":
			return s.x.children(func(e element) error {
				switch e.Name.Local {
				case "del":
					r.deleted = true
				case "hidden":
					s.rowHidden = s.rowHidden || e.on()
				case "gridBefore":
					if n := min(e.number("val", 0), docxWide); n > 0 {
						r.cells = append(r.cells, &docxCell{rows: 1, cols: n})
						r.col += n
					}
				case "gridAfter":
					r.after = min(e.number("val", 0), docxWide)
				}
				return s.x.skip()
			})
		case "AlternateContent":
			return s.alternate(func() error { return s.cells(t, r) })
		}
		if docxSkipped[e.Name.Local] {
			return s.x.skip()
		}
		return s.cells(t, r)
	})
}

// cell reads a cell. One that only goes on a merged cell joins it; Word shows no
// text there, and text that is there all the same is kept.
func (s *docxStory) cell(t *docxTable, r *docxRow) error {
	if t.total++; t.total > s.o.in.opt.Limits.Cells {
		return s.o.tooLarge(s.x.part, fmt.Sprintf("a table of more than %d cells", s.o.in.opt.Limits.Cells))
	}
	c, row := &docxCell{rows: 1, cols: 1}, len(t.rows)+1
	var f docxFlow
	down, across := "", ""
	err := s.x.children(func(e element) error {
		if e.Name.Local != "tcPr" {
			return s.block(e, &f)
		}
		return s.x.children(func(e element) error {
			switch e.Name.Local {
			case "gridSpan":
				c.cols = min(max(e.number("val", 1), 1), docxWide)
			case "vMerge", "vmerge":
				down = or(e.attr("val"), "continue")
			case "hMerge", "hmerge":
				across = or(e.attr("val"), "continue")
			}
			return s.x.skip()
		})
	})
	if err != nil {
		return err
	}
	if f.end(); s.rowHidden {
		return nil
	}
	c.items, c.row = f.items, row
	col := r.col
	r.col += c.cols
	if across == "continue" && r.last != nil {
		r.last.items = append(r.last.items, c.items...)
		if r.last.rows == 1 {
			r.last.cols += c.cols
		}
		return nil
	}
	above := t.open[col]
	if down == "continue" && above != nil && above.row == row-1 && (above.cols == c.cols || across == "restart") {
		above.items = append(above.items, c.items...)
		above.rows, above.row, r.last = above.rows+1, row, above
		return nil
	}
	if down != "" {
		t.open[col] = c
	}
	r.last = c
	r.cells = append(r.cells, c)
	return nil
}

func or(s, def string) string {
	if s == "" {
		return def
	}
	return s
}

// table appends a table of the body to the document, a line of a cell a span.
func (d *docx) table(t *docxTable) {
	d.b.tables++
	at := fmt.Sprintf("table[%d]", d.b.tables)
	shown := false
	rows := make([][]mergedCell, len(t.rows))
	for i, row := range t.rows {
		rows[i] = make([]mergedCell, len(row))
		for j, c := range row {
			m := mergedCell{rows: c.rows, cols: c.cols}
			m.At = fmt.Sprintf("%s/tr[%d]/td[%d]", at, i+1, j+1)
			for _, l := range docxText(c.items, nil) {
				if sp := d.b.line(l); sp.Len() > 0 {
					m.Spans = append(m.Spans, taizhang.Span(sp))
					shown = true
				}
			}
			rows[i][j] = m
		}
	}
	if shown {
		d.b.table(at, d.b.titles(rows), d.o.in.opt.Limits.Cells)
	} else {
		d.b.tables--
	}
}
