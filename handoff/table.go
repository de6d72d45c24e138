package handoff

import (
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// spare is how many empty rows follow n rows, for what a department adds.
func spare(n int) int { return min(10+n/10, 60) }

// place is the place of a column in the table.
func (p *page) place(name string) int {
	return slices.IndexFunc(p.form, func(c Column) bool { return c.Name == name })
}

// table writes header, rows and spare rows.
func (p *page) table(b *Book) error {
	if p.own {
		if err := p.name(NameTable, p.at(0, p.header)); err != nil {
			return err
		}
	}
	for i, c := range p.form {
		l := look{kind: kindHeader, color: colorGivenHead}
		if c.Field != "" {
			l.color = colorFillHead
		}
		if err := p.put(i, c.Head(), l); err != nil {
			return err
		}
	}
	if err := p.put(len(p.form), KeyHeader, look{kind: kindHeader, color: colorGivenHead}); err != nil {
		return err
	}
	if err := p.flush(34); err != nil {
		return err
	}
	numbers, tasks := b.Numbers(), 0
	for i := range b.Handouts {
		h := &b.Handouts[i]
		if h.Child == "" {
			tasks++
		}
		if err := p.handout(h, tasks, numbers[i]); err != nil {
			return err
		}
	}
	for p.row <= p.last {
		if err := p.spareRow(); err != nil {
			return err
		}
	}
	return p.filter()
}

// filter puts the filter on the table, the keys included, so that sorting takes them
// along. excelize loses the sheet's properties over it.
func (p *page) filter() error {
	props, err := p.f.GetSheetProps(p.sheet)
	if err != nil {
		return err
	}
	if err := p.f.AutoFilter(p.sheet, p.at(0, p.header)+":"+p.at(len(p.form), p.last), nil); err != nil {
		return err
	}
	return p.f.SetSheetProps(p.sheet, &props)
}

// handout writes a row. In one that the organ added all that it said itself is open.
func (p *page) handout(h *taizhang.Handout, n int, number string) error {
	lines := 1
	for i, c := range p.form {
		l := look{color: colorGiven, centred: c.Centred, line: c.Hidden}
		text := p.text(i, n, h)
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
		if text != "" && !c.Hidden {
			lines = max(lines, export.Lines(text, p.widths[i]))
		}
	}
	if err := p.put(len(p.form), Key(h), look{color: colorGiven, line: true}); err != nil {
		return err
	}
	height, _ := export.Height(lines)
	return p.flush(height)
}

// spareRow writes an empty row in which a department may add a task of its own.
func (p *page) spareRow() error {
	for i, c := range p.form {
		l := look{color: colorFill, centred: c.Centred, open: true, line: c.Hidden}
		if c.Name == ColDue {
			l.kind = kindDate
		}
		if err := p.put(i, "", l); err != nil {
			return err
		}
	}
	if err := p.put(len(p.form), "", look{color: colorGiven, line: true}); err != nil {
		return err
	}
	height, _ := export.Height(1)
	return p.flush(height)
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
