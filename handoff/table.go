package handoff

import (
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// spare is how many empty rows follow n rows, for what a department adds.
func spare(n int) int { return min(10+n/10, 60) }

// childColumns are the given columns that a department says itself of a row it added.
var childColumns = []string{ColSeq, ColText, ColResult, ColLead, ColSupport, ColRaw, ColDue}

// placeOf is the place of a column in the table.
func placeOf(name string) int {
	return slices.IndexFunc(Columns, func(c Column) bool { return c.Name == name })
}

// table writes header, rows and spare rows.
func (p *page) table(b *Book) error {
	widths, err := p.widths(b)
	if err != nil {
		return err
	}
	p.header = p.row
	if p.own {
		if err := p.name(NameTable, p.at(0, p.header)); err != nil {
			return err
		}
	}
	for i, c := range Columns {
		l := look{kind: kindHeader, color: colorGivenHead}
		if c.Field != "" {
			l.color = colorFillHead
		}
		if err := p.put(i, c.Name, l); err != nil {
			return err
		}
	}
	if err := p.put(len(Columns), KeyHeader, look{kind: kindHeader, color: colorGivenHead}); err != nil {
		return err
	}
	if err := p.f.SetRowHeight(p.sheet, p.header, 34); err != nil {
		return err
	}
	p.row++
	numbers, tasks := b.Numbers(), 0
	for i := range b.Handouts {
		h := &b.Handouts[i]
		if h.Child == "" {
			tasks++
		}
		if err := p.handout(h, tasks, numbers[i], widths); err != nil {
			return err
		}
	}
	for range spare(len(b.Handouts)) {
		if err := p.spareRow(); err != nil {
			return err
		}
	}
	p.last = p.row - 1
	if err := p.f.AutoFilter(p.sheet, p.at(0, p.header)+":"+p.at(len(Columns), p.last), nil); err != nil {
		return err
	}
	p.grow()
	key, err := excelize.ColumnNumberToName(p.col + len(Columns))
	if err != nil {
		return err
	}
	return p.f.SetColVisible(p.sheet, key, false)
}

// widths settles how wide the columns are: the text's grows with a text that would not
// fit a row, and what a template says prevails.
func (p *page) widths(b *Book) ([]float64, error) {
	plain, err := p.f.GetColWidth(p.sheet, "XFD")
	if err != nil {
		return nil, err
	}
	out := make([]float64, len(Columns))
	for i, c := range Columns {
		name, err := excelize.ColumnNumberToName(p.col + i)
		if err != nil {
			return nil, err
		}
		if out[i], err = p.f.GetColWidth(p.sheet, name); err != nil {
			return nil, err
		}
		if out[i] != plain {
			continue
		}
		out[i] = c.Width
		for _, h := range b.Handouts {
			for c.Name == ColText && out[i] < 2*c.Width && !fits(h.Text, out[i]) {
				out[i] += 4
			}
		}
		if err := p.f.SetColWidth(p.sheet, name, name, out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func fits(s string, width float64) bool {
	_, ok := export.Height(export.Lines(s, width))
	return ok
}

// handout writes a row. In one that the organ added all that it said itself is open.
func (p *page) handout(h *taizhang.Handout, n int, number string, widths []float64) error {
	lines := 1
	for i, c := range Columns {
		l := look{color: colorGiven, centred: c.Centred}
		text := ""
		if c.Field != "" {
			text = h.Report[c.Field]
		} else {
			text = c.Given(n, h)
		}
		if c.Field != "" || h.Child != "" && slices.Contains(childColumns, c.Name) {
			l.color, l.open = colorFill, true
		}
		var value any = text
		switch {
		case c.Name == ColSeq && h.Child == "":
			value, l.kind = n, kindNumber
		case c.Name == ColSeq:
			value = number
		case c.Name == ColDue:
			if v, ok := day(h.Due); ok || h.Due == "" {
				value, l.kind = v, kindDate
			}
		}
		if err := p.put(i, value, l); err != nil {
			return err
		}
		if text != "" {
			lines = max(lines, export.Lines(text, widths[i]))
		}
	}
	if err := p.put(len(Columns), h.Key(), look{color: colorGiven}); err != nil {
		return err
	}
	height, _ := export.Height(lines)
	err := p.f.SetRowHeight(p.sheet, p.row, height)
	p.row++
	return err
}

// spareRow writes an empty row in which a department may add a task of its own.
func (p *page) spareRow() error {
	for i, c := range Columns {
		l := look{color: colorFill, centred: c.Centred, open: true}
		if c.Name == ColDue {
			l.kind = kindDate
		}
		if err := p.put(i, "", l); err != nil {
			return err
		}
	}
	if err := p.put(len(Columns), "", look{color: colorGiven}); err != nil {
		return err
	}
	height, _ := export.Height(1)
	err := p.f.SetRowHeight(p.sheet, p.row, height)
	p.row++
	return err
}

// put writes a cell of the current row. Text is always text, whatever it begins with.
func (p *page) put(column int, value any, l look) error {
	at := p.at(column, p.row)
	if s, ok := value.(string); ok {
		s = export.CellText(s)
		if l.kind == kindText && !export.TextFormat(s) {
			l.kind = kindLong
		}
		if value = s; s == "" {
			value = nil
		}
	}
	var err error
	switch v := value.(type) {
	case nil:
	case string:
		err = p.write(p.sheet, at, v)
	default:
		err = p.f.SetCellValue(p.sheet, at, v)
	}
	if err != nil {
		return err
	}
	id, err := p.style(l)
	if err != nil {
		return err
	}
	return p.f.SetCellStyle(p.sheet, at, at, id)
}

// write writes a text into a cell, as text.
func (p *page) write(sheet, at, s string) error {
	return p.f.SetCellStr(sheet, at, escape(export.CellText(s)))
}

// coded is how OOXML writes a character by its number: _x000D_.
var coded = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

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

// grow lets the rows grow with what is typed into them: a height that excelize sets is
// fixed, and it offers no other.
func (p *page) grow() {
	filter := p.at(0, p.header) + ":" + p.at(len(Columns), p.last)
	p.f.Sheet.Range(func(_, ws any) bool {
		sheet := reflect.ValueOf(ws).Elem()
		if f := sheet.FieldByName("AutoFilter"); f.IsNil() || strings.ReplaceAll(f.Elem().FieldByName("Ref").String(), "$", "") != filter {
			return true
		}
		rows := sheet.FieldByName("SheetData").FieldByName("Row")
		for i := range rows.Len() {
			if at := int(rows.Index(i).FieldByName("R").Int()); at > p.header && at <= p.last {
				rows.Index(i).FieldByName("CustomHeight").SetBool(false)
			}
		}
		return true
	})
}

// protect closes what is not to be filled in, without a password: against slips, not
// against people. What Excel lets one allow is allowed where it changes no content.
func (p *page) protect(*Book) error { return p.f.ProtectSheet(p.sheet, protection()) }

func protection() *excelize.SheetProtectionOptions {
	return &excelize.SheetProtectionOptions{AutoFilter: true, Sort: true, FormatCells: false, FormatColumns: true, FormatRows: true, InsertRows: true,
		SelectLockedCells: true, SelectUnlockedCells: true}
}

// day is the value of a cell that holds a date, or the text where it is none.
func day(d taizhang.Date) (any, bool) {
	if t, ok := export.ParseDay(d); ok {
		return t, true
	}
	return string(d), false
}
