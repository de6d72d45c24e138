package decide

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// IsRow reports whether an entry is a row of a table, and whether one that hands out a task.
func (e *Entry) IsRow() (row, task bool) {
	r := e.place.row
	return r != nil, r != nil && r.Kind == taizhang.TaskRow
}

// Columns are those of the table that an entry is a row of, none of an item.
func (e *Entry) Columns() []taizhang.Column {
	if e.place.table == nil {
		return nil
	}
	return e.place.table.Columns
}

// Title is how a section, or the table of a row, is headed; empty of an item.
func (e *Entry) Title() string {
	switch p := e.place; {
	case p.table != nil:
		return p.table.Title
	case p.node != nil && p.node.Section:
		return p.node.Title
	}
	return ""
}

// Make says that a row of a table, or a section, is a task.
func (b *Builder) Make(e Entry) (Decision, error) {
	d := b.outline(e, Make)
	p := e.place
	switch {
	case p.node != nil && p.node.Section:
		return d, nil
	case p.row == nil || p.row.Kind == taizhang.TaskRow:
		return d, &InvalidError{Problem: NotRow}
	case p.table.Task(p.row).Text == "":
		return d, &InvalidError{Problem: NoTaskColumn}
	}
	b.cells(&d, p.table.Columns, *p.row)
	return d, nil
}

// Table says what the columns of the table hold that an entry is a row of, in their order, and
// how they are headed; an empty name, or none, stays.
func (b *Builder) Table(e Entry, roles []taizhang.ColumnRole, names ...string) (Decision, error) {
	d := b.outline(e, Columns)
	p := e.place
	if p.row == nil {
		return d, &InvalidError{Problem: NotRow}
	}
	if err := columnsSaid(roles, len(p.table.Columns)); err != nil {
		return d, err
	}
	d.Set.Columns, d.Set.Names = roles, names
	columns := slices.Clone(p.table.Columns)
	for i, role := range roles {
		columns[i].Role = role
	}
	b.cells(&d, columns, p.table.Rows...)
	return d, nil
}

// columnsSaid is what is wrong with what a person says of columns, of which there are many.
func columnsSaid(roles []taizhang.ColumnRole, many int) error {
	if len(roles) != many {
		return &InvalidError{Problem: NotColumns, What: fmt.Sprint(roles), Count: many}
	}
	for _, role := range roles {
		if ColumnWord(role) == "" {
			return &InvalidError{Problem: NotColumns, What: string(role), Count: many}
		}
	}
	if !slices.Contains(roles, taizhang.ColTask) {
		return &InvalidError{Problem: NoTaskColumn}
	}
	return nil
}

// ColumnRole is what a column may hold, and how that is called in Chinese.
type ColumnRole struct {
	Role taizhang.ColumnRole
	Word string
}

// ColumnRoles are all of them.
var ColumnRoles = []ColumnRole{
	{taizhang.ColNumber, "序号"}, {taizhang.ColTask, "任务"}, {taizhang.ColCategory, "类别"}, {taizhang.ColUnit, "责任单位"}, {taizhang.ColLead, "牵头单位"}, {taizhang.ColSupport, "配合单位"},
	{taizhang.ColDeadline, "时限"}, {taizhang.ColResult, "成果"}, {taizhang.ColMeasure, "目标"}, {taizhang.ColNote, "备注"}, {taizhang.ColOther, "其他"},
}

// ReadColumns are the roles of columns that a person named, joined by 、: as they are or in words,
// behind NAME= with how the column is headed.
func ReadColumns(typed string) (roles []taizhang.ColumnRole, names []string) {
	for word := range strings.FieldsFuncSeq(typed, func(r rune) bool { return strings.ContainsRune("、，,", r) }) {
		name, is, named := strings.Cut(word, "=")
		if !named {
			name, is = "", word
		}
		role := taizhang.ColumnRole(strings.TrimSpace(is))
		if at := slices.IndexFunc(ColumnRoles, func(c ColumnRole) bool { return c.Word == string(role) }); at >= 0 {
			role = ColumnRoles[at].Role
		}
		roles, names = append(roles, role), append(names, strings.TrimSpace(name))
	}
	if strings.Join(names, "") == "" {
		names = nil
	}
	return roles, names
}

// ColumnWord is what a column is called that holds that.
func ColumnWord(role taizhang.ColumnRole) string {
	for _, r := range ColumnRoles {
		if r.Role == role {
			return r.Word
		}
	}
	return ""
}

// cells keeps with a decision what the units and times mean that rows name.
func (b *Builder) cells(d *Decision, columns []taizhang.Column, rows ...taizhang.Row) {
	n := &b.Of.Notice
	for _, r := range rows {
		for c, cell := range r.Cells {
			if c >= len(columns) || cell.Text == "" {
				continue
			}
			if _, ok := rowRoles[columns[c].Role]; ok {
				for _, name := range SplitNames(cell.Text) {
					if slices.ContainsFunc(d.Set.Assignments, func(a taizhang.Assignment) bool { return a.Mention == name }) {
						continue
					}
					unit, organ := b.Skills.Unit(name, n, false)
					d.Set.Assignments = append(d.Set.Assignments, taizhang.Assignment{Mention: name, Unit: unit, Organ: cmp.Or(organ, unit), Rule: RuleDecided})
				}
			}
			if columns[c].Role == taizhang.ColDeadline {
				for _, x := range b.Skills.Deadlines(cell.Text, n) {
					if x.Spans = nil; x.Rule != "no-time" && !slices.ContainsFunc(d.Set.Deadlines, func(k taizhang.Deadline) bool { return k.Raw == x.Raw && k.Due == x.Due && k.What == x.What }) {
						d.Set.Deadlines = append(d.Set.Deadlines, x)
					}
				}
			}
		}
	}
}

// Title says how a section, or the table of a row, is headed.
func (b *Builder) Title(e Entry, title string) (Decision, error) {
	d := b.on(KindTask, e)
	switch title = strings.TrimSpace(title); {
	case title == "":
		return d, &InvalidError{Problem: NoText}
	case e.place.table == nil && !e.place.node.Section:
		return d, &InvalidError{Problem: NotSection}
	}
	d.Set.Title = &title
	return d, nil
}
