package handoff

import (
	"reflect"
	"strings"

	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang/lazy"
)

// streamed is from how many tasks on a book is written row by row, so that memory stays
// bounded. Rows keep their height then, whatever is typed into them.
const streamed = 5000

// flow begins to stream a book that is long.
func (p *page) flow(b *Book) (err error) {
	if p.own && len(b.Handouts) > streamed {
		p.stream, err = p.f.NewStreamWriter(p.sheet)
	}
	return err
}

// put sets a cell of the current row. Text is always text, whatever it begins with.
func (p *page) put(column int, value any, l look) error {
	if s, ok := value.(string); ok {
		s = export.CellText(s)
		if l.kind == kindText && !export.TextFormat(s) {
			l.kind = kindLong
		}
		if value = s; s == "" {
			value = nil
		}
	}
	id, err := p.style(l)
	p.cells[column] = excelize.Cell{StyleID: id, Value: value}
	return err
}

// across sets a text over the columns from one to another of the current row.
func (p *page) across(from, to int, text string, l look) error {
	for i := from; i <= to; i++ {
		if err := p.put(i, text, l); err != nil {
			return err
		}
		text = ""
	}
	switch a, z := p.at(from, p.row), p.at(to, p.row); {
	case from == to:
		return nil
	case p.stream != nil:
		return p.stream.MergeCell(a, z)
	default:
		return p.f.MergeCell(p.sheet, a, z)
	}
}

// flush writes the current row, that many points high, and begins the next.
func (p *page) flush(height float64) error {
	defer func() {
		clear(p.cells)
		p.row++
	}()
	if p.stream != nil {
		row := make([]any, len(p.form)+1)
		for i, c := range p.cells {
			row[i] = c
		}
		return p.stream.SetRow(p.at(0, p.row), row, excelize.RowOpts{Height: height})
	}
	for i := range len(p.form) + 1 {
		c, ok := p.cells[i]
		if !ok {
			continue
		}
		at := p.at(i, p.row)
		var err error
		switch v := c.Value.(type) {
		case nil:
		case string:
			err = p.set(p.sheet, at, v)
		default:
			err = p.f.SetCellValue(p.sheet, at, v)
		}
		if err != nil {
			return err
		}
		if err := p.f.SetCellStyle(p.sheet, at, at, c.StyleID); err != nil {
			return err
		}
	}
	return p.f.SetRowHeight(p.sheet, p.row, height)
}

// end ends the sheet with the table.
func (p *page) end(*Book) error {
	if p.stream != nil {
		return p.stream.Flush()
	}
	p.grow()
	return nil
}

// grow lets the rows grow with what is typed into them: a height that excelize sets is
// fixed, and it offers no other. Nor is the table filtered yet, as it says.
func (p *page) grow() {
	filter := p.at(0, p.header) + ":" + p.at(len(p.form), p.last)
	p.f.Sheet.Range(func(_, ws any) bool {
		sheet := reflect.ValueOf(ws).Elem()
		if f := sheet.FieldByName("AutoFilter"); f.IsNil() || strings.ReplaceAll(f.Elem().FieldByName("Ref").String(), "$", "") != filter {
			return true
		}
		sheet.FieldByName("SheetPr").Elem().FieldByName("FilterMode").SetBool(false)
		rows := sheet.FieldByName("SheetData").FieldByName("Row")
		for i := range rows.Len() {
			if at := int(rows.Index(i).FieldByName("R").Int()); at > p.header && at <= p.last {
				rows.Index(i).FieldByName("CustomHeight").SetBool(false)
			}
		}
		return true
	})
}

// set writes a text into a cell at once, as text.
func (p *page) set(sheet, at, s string) error {
	return p.f.SetCellStr(sheet, at, escape(export.CellText(s)))
}

// coded is how OOXML writes a character by its number: _x000D_.
var coded = lazy.NewPattern(`^_x[0-9A-Fa-f]{4}_`)

// escape keeps a text from being read as such a code: excelize does so in what it
// streams, not in what it sets.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if coded.MatchString(s[i:]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
