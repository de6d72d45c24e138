package store

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// addEntry adds what nodes and rows have in common, and returns its place.
// says is what its identity is made from.
func (f *flat) addEntry(id, part, kind, number, text string, spans taizhang.Spans, at, says string) int64 {
	ord := int64(len(f.place))
	if _, twice := f.place[id]; twice {
		f.fail("two entries have the id %q", id)
	}
	if ord>>keyBits > 0 {
		f.fail("more than %d entries", 1<<keyBits)
	}
	f.place[id] = ord
	f.entries.add(ord, nil, f.part(part, id), ord, id, f.uid(id, kind, says), kind, number, text, spans.String(), at)
	return ord
}

func (f *flat) addNodes() {
	nodes := f.ledger.Nodes
	f.entries.reserve(len(nodes))
	f.nodes.reserve(len(nodes))
	above := make(map[string][]string, len(nodes)) // the parents of a node, and itself
	words := make([]string, 0, 64)
	for i := range nodes {
		n := &nodes[i]
		kind, says := nodeSays(n)
		var parent any
		if k := len(n.Parents); k > 0 {
			if !slices.Equal(above[n.Parents[k-1]], n.Parents) {
				f.fail("the parents of %q are %q, but no node before it has the id and parents of the last", n.ID, n.Parents)
			}
			parent = f.entry(n.Parents[k-1], n.ID)
		}
		above[n.ID] = append(slices.Clip(n.Parents), n.ID)
		ord := f.addEntry(n.ID, n.Part, kind, n.Number, n.Text, n.Spans, n.At, says)
		f.nodes.add(ord, parent, int64(n.Level), n.Label, n.LabelSpans.String(), n.Title, n.TitleSpans.String(), n.Unit)
		words = append(words[:0], n.Title, n.Text, n.Unit)
		f.addMarks(ord, n.ID, &n.Marks, words)
	}
}

// rowKind is the kind of an entry that is a row, and kindOfRow the way back.
func rowKind(k taizhang.RowKind) string {
	if k == taizhang.TaskRow {
		return string(k)
	}
	return "row-" + string(k)
}

func kindOfRow(kind string) taizhang.RowKind {
	return taizhang.RowKind(strings.TrimPrefix(kind, "row-"))
}

func (f *flat) addTables() {
	words := make([]string, 0, 64)
	for i := range f.ledger.Tables {
		t, id := &f.ledger.Tables[i], int64(i)
		f.tables.add(id, nil, f.part(t.Part, t.ID), id, t.ID, string(t.Kind), t.Title)
		for j, c := range t.Columns {
			f.columns.add(id, int64(j), c.Name, string(c.Role), c.Spans.String())
		}
		f.entries.reserve(len(t.Rows))
		f.rows.reserve(len(t.Rows))
		f.cells.reserve(len(t.Rows) * len(t.Columns))
		for j := range t.Rows {
			r := &t.Rows[j]
			words = words[:0]
			for _, c := range r.Cells {
				words = append(words, c.Text)
			}
			text := t.Task(r)
			ord := f.addEntry(r.ID, t.Part, rowKind(r.Kind), r.Number, text.Text, text.Spans, r.At, rowSays(r, text.Text))
			f.rows.add(ord, id)
			for k, c := range r.Cells {
				f.cells.add(ord, int64(k), c.Text, c.Spans.String())
			}
			f.addMarks(ord, r.ID, &r.Marks, words)
		}
	}
}

// addMarks adds who, when and how much, and what the entry is found by: words
// and its units.
func (f *flat) addMarks(ord int64, id string, m *taizhang.Marks, words []string) {
	for i := range m.Assignments {
		a := &m.Assignments[i]
		names := [2]string{a.Unit, a.Organ}
		unit, ok := f.unitID[names]
		if !ok {
			unit = unitID(a.Unit, a.Organ)
			f.unitID[names], f.units[unit] = unit, *a
		}
		f.assignments.add(ord, int64(i), unit, a.Mention, string(a.Role), a.Rule, f.entryOrNull(a.From, id), a.Spans.String())
		words = append(words, a.Mention, a.Unit, a.Organ)
	}
	for i := range m.Deadlines {
		d := &m.Deadlines[i]
		var every, month, day any
		if r := d.Repeat; r != nil {
			every, month, day = r.Every, intOrNull(r.Month), intOrNull(r.Day)
		}
		f.deadlines.add(ord, int64(i), d.Raw, string(d.Kind), textOrNull(string(d.Start)), textOrNull(string(d.End)),
			textOrNull(string(d.Due)), d.DueBasis, every, month, day, d.What, d.Rule, d.Spans.String())
	}
	for i := range m.Targets {
		t := &m.Targets[i]
		f.targets.add(ord, int64(i), t.Raw, realOrNull(t.Min), realOrNull(t.Max), t.Measure, t.Of, t.Comparison, t.Spans.String())
	}
	f.index.add(ord, words)
}
