package decide

import (
	"strconv"

	"github.com/taizhang/taizhang"
)

// Outline is what a person does at an entry, of the forms that need no more to be said.
func (b *Builder) Outline(e Entry, form Form) (Decision, error) {
	switch form {
	case Join:
		return b.Join(e)
	case Make:
		return b.Make(e)
	case Heading:
		return b.Heading(e)
	case Header:
		return b.Header(e)
	case Body:
		return b.Body(e)
	case Prose:
		return b.Prose(e)
	}
	return b.Drop(e), nil
}

// Heading says that a task is a heading of what follows it, or a row of those below it.
func (b *Builder) Heading(e Entry) (Decision, error) {
	d := b.outline(e, Heading)
	said := taizhang.Plain(e.Text)
	switch p := e.place; {
	case p.node != nil && (p.node.Section || said == ""), p.row != nil && p.row.Kind == taizhang.SectionRow:
		return d, &InvalidError{Problem: NotHeading}
	case p.node != nil && p.node.Title != "":
		said = taizhang.Plain(p.node.Title)
	case p.row != nil:
		said = taizhang.Plain(line(p.row))
	}
	if n := &b.Of.Notice; b.Skills.Known != nil && b.Skills.Known(said, n) { // a heading that names who leads
		d.Set.Unit, d.Set.Organ = b.Skills.Unit(said, n, false)
	}
	return d, nil
}

// Header says that a row heads the columns of those below it.
func (b *Builder) Header(e Entry) (Decision, error) {
	d := b.outline(e, Header)
	p := e.place
	if p.row == nil {
		return d, &InvalidError{Problem: NotRow}
	}
	rows := p.table.Rows
	if p.row.ID == rows[len(rows)-1].ID {
		return d, &InvalidError{Problem: NotHeading}
	}
	d.Quote = Quote{Exact: taizhang.Plain(line(p.row))}
	if was := headRow(b.Of.Text(), p.table.Columns); line(&was) != "" && p.row.ID == rows[0].ID {
		d.Set.Made = []Made{{Says: p.table.Task(&was).Text}}
	}
	return d, nil
}

// Body says that what heads the columns of the table of a row is a task.
func (b *Builder) Body(e Entry) (Decision, error) {
	d := b.outline(e, Body)
	p := e.place
	if p.row == nil {
		return d, &InvalidError{Problem: NotRow}
	}
	row := headRow(b.Of.Text(), p.table.Columns)
	says := p.table.Task(&row).Text
	switch {
	case line(&row) == "":
		return d, &InvalidError{Problem: NoHeader}
	case says == "":
		return d, &InvalidError{Problem: NoTaskColumn}
	}
	d.Quote = Quote{Exact: taizhang.Plain(line(&row))}
	d.Set.Made = []Made{{Says: says}}
	b.cells(&d, p.table.Columns, row)
	return d, nil
}

// Prose says that the table of a row is none.
func (b *Builder) Prose(e Entry) (Decision, error) {
	d := b.outline(e, Prose)
	if e.place.row == nil {
		return d, &InvalidError{Problem: NotRow}
	}
	d.Quote = Quote{Exact: taizhang.Plain(line(e.place.row))}
	return d, nil
}

// Tabular says that the text of a task is a table, and what its columns hold.
func (b *Builder) Tabular(e Entry, roles []taizhang.ColumnRole, names ...string) (Decision, error) {
	d := b.outline(e, Table)
	if err := columnsSaid(roles, len(roles)); err != nil {
		return d, err
	}
	n := e.place.node
	if n == nil || n.Section {
		return d, &InvalidError{Problem: NotTable, What: strconv.Itoa(len(roles))}
	}
	rows := (&work{l: b.Of.Ledger}).rowsOf(n, len(roles))
	if len(rows) < 2 {
		return d, &InvalidError{Problem: NotTable, What: strconv.Itoa(len(roles))}
	}
	d.Set.Columns, d.Set.Names = roles, names
	t := taizhang.Table{}
	for _, role := range roles {
		t.Columns = append(t.Columns, taizhang.Column{Role: role})
	}
	for _, cells := range rows {
		r := taizhang.Row{Cells: cells}
		d.Set.Made = append(d.Set.Made, Made{Says: t.Task(&r).Text})
		b.cells(&d, t.Columns, r)
	}
	return d, nil
}
