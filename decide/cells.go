package decide

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// CellSet is what a person says that a cell of a row holds, instead of what it held.
type CellSet struct {
	Column int    `json:"column"`
	Name   string `json:"name"` // of the column
	Was    string `json:"was"`
	Text   string `json:"text"`
	From   []int  `json:"from"` // the columns whose cells it is made of; none of a text that was typed
}

// Shift is to which side the cells of a row go, from one of them on.
type Shift string

// The shifts. What is pushed into a cell that says something already is joined with it.
const (
	ShiftLeft  Shift = "left"
	ShiftRight Shift = "right"
)

// Cells are those of the row that an entry is, none of an item.
func (e *Entry) Cells() []taizhang.Cell {
	if e.place.row == nil {
		return nil
	}
	return e.place.row.Cells
}

// ColumnAt is the column that a person names, by its header or its number from 1; -1 for none.
func (e *Entry) ColumnAt(name string) int {
	columns := e.Columns()
	if n, err := strconv.Atoi(taizhang.FoldString(name)); err == nil && n >= 1 && n <= len(columns) {
		return n - 1
	}
	return slices.IndexFunc(columns, func(c taizhang.Column) bool { return c.Name != "" && c.Name == taizhang.Plain(name) })
}

// Label says how a task or a section is numbered, as it is printed.
func (b *Builder) Label(e Entry, label string) (Decision, error) {
	d := b.on(KindTask, e)
	label = strings.TrimSpace(label)
	d.Set.Label = &label
	return d, nil
}

// Cell says what a cell of a row holds.
func (b *Builder) Cell(e Entry, column int, text string) (Decision, error) {
	return b.CellsSaid(e, map[int]string{column: text})
}

// CellsSaid says what cells of a row hold, by their columns.
func (b *Builder) CellsSaid(e Entry, said map[int]string) (Decision, error) {
	var sets []CellSet
	row, t := e.place.row, e.place.table
	for _, c := range slices.Sorted(maps.Keys(said)) {
		if row == nil || c < 0 || c >= min(len(row.Cells), len(t.Columns)) {
			return Decision{}, &InvalidError{Problem: NotCell}
		}
		text := strings.TrimSpace(said[c])
		if text == "" && row.Kind == taizhang.TaskRow && slices.Equal(t.TaskCells(row), []int{c}) {
			return Decision{}, &InvalidError{Problem: NoText}
		}
		sets = append(sets, CellSet{Column: c, Text: text})
	}
	if sets == nil {
		return Decision{}, &InvalidError{Problem: NotCell}
	}
	return b.cellsOf(e, sets), nil
}

// Shift says that the cells of a row stand a column further on one side, from one of them on.
func (b *Builder) Shift(e Entry, column int, to Shift) (Decision, error) {
	cells := e.Cells()
	n := min(len(cells), len(e.Columns()))
	if to != ShiftLeft && to != ShiftRight || column < 0 || column >= n || to == ShiftLeft && column == 0 || to == ShiftRight && column == n-1 {
		return Decision{}, &InvalidError{Problem: NotCell}
	}
	from := make([][]int, n) // which cells each column gets
	for i := range n {
		at := i
		switch {
		case to == ShiftLeft && i >= column:
			at = i - 1
		case to == ShiftRight && i >= column:
			at = min(i+1, n-1)
		}
		if cells[i].Text != "" {
			from[at] = append(from[at], i)
		}
	}
	var sets []CellSet
	for i := range n {
		if slices.Equal(from[i], []int{i}) || from[i] == nil && cells[i].Text == "" {
			continue
		}
		set := CellSet{Column: i, From: from[i]}
		for _, k := range from[i] {
			set.Text += cells[k].Text
		}
		sets = append(sets, set)
	}
	if sets == nil {
		return Decision{}, &InvalidError{Problem: NotCell}
	}
	return b.cellsOf(e, sets), nil
}

// cellsOf is a decision on cells of a row, with what the units and times mean that they name now.
func (b *Builder) cellsOf(e Entry, sets []CellSet) Decision {
	d := b.on(KindTask, e)
	columns, row := e.Columns(), *e.place.row
	said := taizhang.Row{Cells: make([]taizhang.Cell, len(row.Cells))}
	for i := range sets {
		s := &sets[i]
		s.Name, s.Was = columns[s.Column].Name, row.Cells[s.Column].Text
		said.Cells[s.Column].Text = s.Text
	}
	d.Set.Cells = sets
	d.Quote.Exact = taizhang.Plain(sets[0].Was)
	b.cells(&d, columns, said)
	return d
}

// relabel says how an entry is numbered.
func (w *work) relabel(p place, label string) {
	w.keepOutline()
	number := hanzi.LabelNumber(label)
	if p.node != nil {
		p.node.Label, p.node.Number = label, number
		return
	}
	p.row.Number = label
	if c := p.table.Column(taizhang.ColNumber); c >= 0 && c < len(p.row.Cells) {
		p.row.Cells = slices.Clone(p.row.Cells)
		p.row.Cells[c].Text = label
	}
}

// recell says what cells of a row hold. Where each is the one that was decided on; what they
// say is taken from their places, of what was typed from the place of what stood there.
func (w *work) recell(p place, x *Decision) State {
	if p.row == nil {
		return Stale
	}
	t, cells := p.table, p.row.Cells
	at := make(map[int]int, len(x.Set.Cells)) // where a column stands now
	are, were := true, true
	for _, s := range x.Set.Cells {
		at[s.Column] = s.Column
		if s.Column >= len(t.Columns) || t.Columns[s.Column].Name != s.Name { // another reading may have more, or fewer
			at[s.Column] = slices.IndexFunc(t.Columns, func(c taizhang.Column) bool { return c.Name == s.Name && c.Name != "" })
		}
		c := at[s.Column]
		if c < 0 || c >= len(cells) {
			return Stale
		}
		is := taizhang.Plain(cells[c].Text)
		are, were = are && is == taizhang.Plain(s.Text), were && is == taizhang.Plain(s.Was)
	}
	for _, s := range x.Set.Cells {
		for _, c := range s.From {
			if _, known := at[c]; !known {
				at[c] = c
			}
		}
	}
	switch {
	case are:
		return Unused // they were read so
	case !were:
		return Stale
	}
	w.keepOutline()
	p.row.Cells = slices.Clone(cells)
	for _, s := range x.Set.Cells {
		cell := taizhang.Cell{Text: s.Text, Spans: cells[at[s.Column]].Spans}
		if s.Text == "" {
			cell.Spans = nil
		}
		if len(s.From) > 0 {
			cell.Spans = nil
			for _, c := range s.From {
				if k := at[c]; k >= 0 && k < len(cells) {
					cell.Spans = append(cell.Spans, cells[k].Spans...)
				}
			}
			if !cell.Spans.Valid(len(w.l.Text())) { // a merged cell, or out of order
				cell.Spans = cells[at[s.From[0]]].Spans
			}
		}
		p.row.Cells[at[s.Column]] = cell
	}
	if c := t.Column(taizhang.ColNumber); c >= 0 && c < len(p.row.Cells) {
		p.row.Number = p.row.Cells[c].Text
	}
	if p.row.Kind == taizhang.TaskRow {
		changed := func(c int) bool {
			return slices.ContainsFunc(x.Set.Cells, func(s CellSet) bool { return at[s.Column] == c })
		}
		for c := range t.Columns { // what the cells said before is said no more
			if changed(c) && c < len(cells) && t.Columns[c].Role != taizhang.ColTask {
				unread(&p.row.Marks, cells[c])
			}
		}
		w.readCells(p, x, changed)
	}
	return Applied
}

// unread takes away the units and times of a row that a cell of it names.
func unread(m *taizhang.Marks, cell taizhang.Cell) {
	in := func(ss taizhang.Spans, raw string) bool {
		if len(ss) > 0 {
			return cell.Spans.Contains(ss.Start())
		}
		return raw != "" && strings.Contains(taizhang.Plain(cell.Text), taizhang.Plain(raw))
	}
	m.Assignments = slices.DeleteFunc(slices.Clone(m.Assignments), func(a taizhang.Assignment) bool { return in(a.Spans, a.Mention) })
	m.Deadlines = slices.DeleteFunc(slices.Clone(m.Deadlines), func(d taizhang.Deadline) bool { return in(d.Spans, d.Raw) })
}
