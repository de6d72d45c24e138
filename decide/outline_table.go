package decide

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// rowRoles are what a unit does for a task that is named in a column.
var rowRoles = map[taizhang.ColumnRole]taizhang.Role{taizhang.ColLead: taizhang.Lead, taizhang.ColSupport: taizhang.Support, taizhang.ColUnit: taizhang.Joint}

// OtherRow is a row that is no task, with what it says, cell by cell, a merged one once.
type OtherRow struct {
	*taizhang.Row
	Line string
}

// OtherRows are the rows of a table that are no tasks and say something.
func OtherRows(t *taizhang.Table) (out []OtherRow) {
	for i := range t.Rows {
		r := &t.Rows[i]
		if says := line(r); r.Kind != taizhang.TaskRow && says != "" {
			out = append(out, OtherRow{r, says})
		}
	}
	return out
}

// makeRow makes a row a task: its units and times are those of its cells.
func (w *work) makeRow(p place, x *Decision) bool {
	if p.row == nil || p.table.Task(p.row).Text == "" {
		return false
	}
	w.keepOutline()
	p.row.Kind, p.table.Kind = taizhang.TaskRow, taizhang.ScheduleTable
	w.readCells(p, x, func(int) bool { return true })
	return true
}

// columns says what the columns of a table hold. Rows of a table of facts become tasks, where
// they say what is to be done; units and times of a column that says something else now are
// taken from its cells anew.
func (w *work) columns(p place, x *Decision) bool {
	t := p.table
	if p.row == nil || len(t.Columns) != len(x.Set.Columns) {
		return false
	}
	w.keepOutline()
	was := t.Columns
	t.Columns = slices.Clone(was)
	for i, role := range x.Set.Columns {
		if t.Columns[i].Role = role; i < len(x.Set.Names) && x.Set.Names[i] != "" {
			t.Columns[i].Name = x.Set.Names[i]
		}
	}
	w.drop(func(f *taizhang.Finding) bool {
		return f.Second != nil && f.Second.Of == taizhang.OfColumns && slices.ContainsFunc(t.Rows, func(r taizhang.Row) bool { return r.ID == f.Task })
	})
	facts := t.Kind == taizhang.DataTable
	t.Kind = taizhang.ScheduleTable
	for i := range t.Rows {
		r := &t.Rows[i]
		switch {
		case r.Kind == taizhang.TaskRow:
			w.readCells(place{table: t, row: r}, x, func(c int) bool { return was[c].Role != t.Columns[c].Role })
		case facts && r.Kind == taizhang.DataRow && t.Task(r).Text != "":
			r.Kind = taizhang.TaskRow
			w.readCells(place{table: t, row: r}, x, func(int) bool { return true })
		}
	}
	return true
}

// readCells takes the units and times of a row from those of its cells that are to be read: what
// they mean is what the decision keeps.
func (w *work) readCells(p place, x *Decision, read func(column int) bool) {
	m, text := p.marks(), w.l.Text()
	for c, cell := range p.row.Cells {
		if c >= len(p.table.Columns) || !read(c) || cell.Text == "" {
			continue
		}
		there := func(raw string) taizhang.Spans {
			at := find(text, raw, []taizhang.Unclaimed{{Spans: cell.Spans}})
			if len(at) == 0 {
				return nil
			}
			return at[0]
		}
		role := p.table.Columns[c].Role
		if role != taizhang.ColTask {
			unread(m, cell)
		}
		if does, ok := rowRoles[role]; ok {
			names := cellNames(cell.Text, x.Set.Assignments)
			if len(names) == 1 && does == taizhang.Joint {
				does = taizhang.Lead
			}
			for _, a := range names {
				a.Role, a.Spans = does, there(a.Mention)
				m.Assignments = append(slices.Clip(m.Assignments), a)
			}
		}
		if role == taizhang.ColDeadline {
			for _, d := range x.Set.Deadlines {
				if strings.Contains(taizhang.Plain(cell.Text), taizhang.Plain(d.Raw)) && d.Raw != "" {
					d.Rule, d.Spans = RuleDecided, there(d.Raw)
					m.Deadlines = append(slices.Clip(m.Deadlines), d)
				}
			}
		}
		w.settled(p.id(), cell, m)
	}
}

// settled takes away the doubts about a cell of a row that is read anew, but for those about names
// that are still not known.
func (w *work) settled(row string, cell taizhang.Cell, m *taizhang.Marks) {
	w.drop(func(f *taizhang.Finding) bool {
		if f.Task != row || len(f.Spans) == 0 || !cell.Spans.Contains(f.Spans.Start()) {
			return false
		}
		return !strings.HasPrefix(f.Code, "unit-") || !slices.ContainsFunc(m.Assignments, func(a taizhang.Assignment) bool {
			return a.Unit == a.Mention && a.Mention == taizhang.Plain(f.Spans.Cut(w.l.Text()))
		})
	})
}

// cellNames are the units that a cell names, with what a person was told that they mean.
func cellNames(text string, known []taizhang.Assignment) (out []taizhang.Assignment) {
	for _, name := range SplitNames(text) {
		a := taizhang.Assignment{Mention: name, Unit: name, Organ: name, Rule: "unresolved"}
		if i := slices.IndexFunc(known, func(k taizhang.Assignment) bool { return k.Mention == name }); i >= 0 {
			a.Unit, a.Organ, a.Rule = known[i].Unit, known[i].Organ, RuleDecided
		}
		out = append(out, a)
	}
	return out
}

// SplitNames are the names of a cell, at what stands between them.
func SplitNames(text string) []string {
	return strings.FieldsFunc(taizhang.Plain(text), func(r rune) bool { return strings.ContainsRune("、，,；;", r) })
}
