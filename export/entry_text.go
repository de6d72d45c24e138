package export

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// What the cells say of an entry; CSV and the sheets share it.

// units names the units with that role, each once.
func (e *entry) units(role taizhang.Role) string { return UnitNames(e.task.Assignments, role) }

// UnitNames joins the full names of the units with that role, each once, by 、.
func UnitNames(as []taizhang.Assignment, role taizhang.Role) string {
	return strings.Join(unitNames(as, role), "、")
}

func unitNames(as []taizhang.Assignment, role taizhang.Role) (names []string) {
	for _, a := range as {
		if a.Role == role {
			if name := unitName(a); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	return names
}

// unitName is the full name, or the mention where none is known.
func unitName(a taizhang.Assignment) string {
	if a.Unit == "" {
		return a.Mention
	}
	return a.Unit
}

// organName is the legal body behind the unit.
func organName(a taizhang.Assignment) string {
	if a.Organ == "" {
		return unitName(a)
	}
	return a.Organ
}

// due is the first date to act on.
func (e *entry) due() taizhang.Date { return FirstDue(e.task.Deadlines) }

// FirstDue is the first date to act on, or empty.
func FirstDue(ds []taizhang.Deadline) (first taizhang.Date) {
	for _, d := range ds {
		if d.Due != "" && (first == "" || d.Due < first) {
			first = d.Due
		}
	}
	return first
}

func (e *entry) printedDeadlines() string { return PrintedDeadlines(e.task.Deadlines) }

// PrintedDeadlines gives the phrases as printed, one a line; with several dates
// each says its own.
func PrintedDeadlines(ds []taizhang.Deadline) string {
	var lines []string
	several, due := false, FirstDue(ds)
	for _, d := range ds {
		several = several || d.Due != "" && d.Due != due
	}
	for _, d := range ds {
		s := d.Raw
		if d.What != "" {
			s += "（" + d.What + "）"
		}
		if several && d.Due != "" {
			s += "〔" + string(d.Due) + "〕"
		}
		if !slices.Contains(lines, s) {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

func (e *entry) deadlineKinds() string {
	var kinds []string
	for _, d := range e.task.Deadlines {
		if k := catalog.Word(d.Kind); !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return strings.Join(kinds, "、")
}

func (e *entry) targets() string { return PrintedTargets(e.task.Targets) }

// PrintedTargets gives the quantities as printed, one a line.
func PrintedTargets(ts []taizhang.Target) string {
	var lines []string
	for _, t := range ts {
		if !slices.Contains(lines, t.Raw) {
			lines = append(lines, t.Raw)
		}
	}
	return strings.Join(lines, "\n")
}

// byRole joins what a row prints in its columns of these roles; with several
// columns each is named.
func (e *entry) byRole(roles ...taizhang.ColumnRole) string {
	if e.table == nil {
		return ""
	}
	var lines []string
	var columns []taizhang.Column
	for i, c := range e.table.Columns {
		if slices.Contains(roles, c.Role) && i < len(e.cells.Cells) && e.cells.Cells[i].Text != "" {
			columns = append(columns, c)
			lines = append(lines, e.cells.Cells[i].Text)
		}
	}
	for i := range lines {
		if len(lines) > 1 || columns[i].Role == taizhang.ColOther || columns[i].Role == taizhang.ColMeasure {
			lines[i] = columns[i].Name + "：" + lines[i]
		}
	}
	return strings.Join(lines, "\n")
}

// number is the printed number: 37 where it is one, else as printed.
func printedNumber(s string) value {
	if n := 0; s != "" && len(s) < 10 && s[0] != '0' {
		for _, c := range []byte(s) {
			if c < '0' || c > '9' {
				return codeOf(s)
			}
			n = n*10 + int(c-'0')
		}
		return numberOf(n)
	}
	return codeOf(s)
}

// twins are the entries that say the same task.
func (e *entry) twins() (out []*entry) {
	for _, id := range e.notice.overlap[e.task.ID] {
		if t := e.notice.byID[id]; t != nil && t.seq > 0 && !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// ref is the way to an entry, by our own running number.
func (e *entry) ref() value { return linkOf("第"+itoa(e.seq)+"项", target{e.sheet(), e.row}) }

// twinRef leads to the first twin and counts the others: a cell holds one link.
func (e *entry) twinRef() value {
	twins := e.twins()
	switch len(twins) {
	case 0:
		return value{}
	case 1:
		return twins[0].ref()
	}
	numbers := make([]string, 0, 5)
	for _, t := range twins[:min(5, len(twins))] {
		numbers = append(numbers, itoa(t.seq))
	}
	label := "第" + strings.Join(numbers, "、") + "项"
	if len(twins) > 5 {
		label += "等" + itoa(len(twins)) + "项"
	}
	return linkOf(label, target{twins[0].sheet(), twins[0].row})
}
