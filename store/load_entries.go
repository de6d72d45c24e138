package store

import (
	"slices"

	"github.com/taizhang/taizhang"
)

func (ld *loader) nodes() {
	l := ld.l
	above := make(map[string][]string) // the parents of a node, and itself
	ld.each(`SELECT e.eid, e.uid, e.kind, e.number, e.text, e.spans, e.at, e.part_id,
		n.parent_id, n.level, n.label, n.label_spans, n.title, n.title_spans, n.unit
		FROM entries e JOIN nodes n ON n.entry_id = e.id WHERE e.notice_id = $1 ORDER BY e.ord`, func(r Row) {
		n := taizhang.Node{ID: r.Text(0), Section: r.Text(2) == "section", Number: r.Text(3), Text: r.Text(4), Spans: ld.spans(r.Text(5)), At: r.Text(6),
			Part: ld.name(r, 7, ld.parts), Parents: above[ld.name(r, 8, ld.eids)], Level: int(r.Int(9)),
			Label: r.Text(10), LabelSpans: ld.spans(r.Text(11)), Title: r.Text(12), TitleSpans: ld.spans(r.Text(13)), Unit: r.Text(14)}
		above[n.ID] = append(slices.Clip(n.Parents), n.ID)
		ld.eids = append(ld.eids, n.ID)
		ld.uids[n.ID] = r.Text(1)
		l.Nodes = append(l.Nodes, n)
	})
	for i := range l.Nodes {
		l.Nodes[i].Parents = slices.Clone(l.Nodes[i].Parents)
		ld.marks = append(ld.marks, &l.Nodes[i].Marks)
	}
}

func (ld *loader) tables() {
	l := ld.l
	ld.each("SELECT eid, kind, title, part_id FROM tables WHERE notice_id = $1 ORDER BY ord", func(r Row) {
		l.Tables = append(l.Tables, taizhang.Table{ID: r.Text(0), Kind: taizhang.TableKind(r.Text(1)), Title: r.Text(2), Part: ld.name(r, 3, ld.parts)})
	})
	ld.eachIn("SELECT table_id, name, role, spans FROM columns WHERE table_id >= $1 AND table_id < $2 ORDER BY table_id, ord", func(r Row) {
		if at := ld.place(r, 0, len(l.Tables)); at >= 0 {
			t := &l.Tables[at]
			t.Columns = append(t.Columns, taizhang.Column{Name: r.Text(1), Role: taizhang.ColumnRole(r.Text(2)), Spans: ld.spans(r.Text(3))})
		}
	})
}

func (ld *loader) rows() {
	l, first := ld.l, len(ld.eids)
	type in struct{ table, row int }
	var where []in // of the row at each place from first on
	ld.each(`SELECT e.eid, e.uid, e.kind, e.number, e.at, r.table_id
		FROM entries e JOIN rows r ON r.entry_id = e.id WHERE e.notice_id = $1 ORDER BY e.ord`, func(r Row) {
		at := ld.place(r, 5, len(l.Tables))
		if at < 0 {
			return
		}
		t := &l.Tables[at]
		where = append(where, in{at, len(t.Rows)})
		t.Rows = append(t.Rows, taizhang.Row{ID: r.Text(0), Kind: kindOfRow(r.Text(2)), Number: r.Text(3), At: r.Text(4)})
		ld.eids = append(ld.eids, r.Text(0))
		ld.uids[r.Text(0)] = r.Text(1)
	})
	rows := make([]*taizhang.Row, len(where))
	for i, w := range where { // only now do the rows stay where they are
		rows[i] = &l.Tables[w.table].Rows[w.row]
		ld.marks = append(ld.marks, &rows[i].Marks)
	}
	ld.eachIn("SELECT entry_id, text, spans FROM cells WHERE entry_id >= $1 AND entry_id < $2 ORDER BY entry_id, ord", func(r Row) {
		if at := ld.place(r, 0, len(ld.eids)); at >= first {
			rows[at-first].Cells = append(rows[at-first].Cells, taizhang.Cell{Text: r.Text(1), Spans: ld.spans(r.Text(2))})
		}
	})
}

func (ld *loader) assignments() {
	ld.eachIn(`SELECT a.entry_id, a.mention, u.name, u.organ, a.role, a.rule, a.from_id, a.spans
		FROM assignments a JOIN units u ON u.id = a.unit_id
		WHERE a.entry_id >= $1 AND a.entry_id < $2 ORDER BY a.entry_id, a.ord`, func(r Row) {
		if at := ld.place(r, 0, len(ld.marks)); at >= 0 {
			m := ld.marks[at]
			m.Assignments = append(m.Assignments, taizhang.Assignment{Mention: r.Text(1), Unit: r.Text(2), Organ: r.Text(3),
				Role: taizhang.Role(r.Text(4)), Rule: r.Text(5), From: ld.name(r, 6, ld.eids), Spans: ld.spans(r.Text(7))})
		}
	})
}

// deadlineColumns are those that deadlineOf reads.
const deadlineColumns = "raw, kind, start_on, end_on, due, due_basis, repeat_every, repeat_month, repeat_day, what, rule"

// deadlineOf is a deadline without its spans: columns 1 to 11 of a row are deadlineColumns.
func deadlineOf(r Row) taizhang.Deadline {
	d := taizhang.Deadline{Raw: r.Text(1), Kind: taizhang.DeadlineKind(r.Text(2)), Start: taizhang.Date(r.Text(3)), End: taizhang.Date(r.Text(4)),
		Due: taizhang.Date(r.Text(5)), DueBasis: r.Text(6), What: r.Text(10), Rule: r.Text(11)}
	if r[7] != nil {
		d.Repeat = &taizhang.Repeat{Every: r.Text(7), Month: int(r.Int(8)), Day: int(r.Int(9))}
	}
	return d
}

func (ld *loader) deadlines() {
	ld.eachIn("SELECT entry_id, "+deadlineColumns+", spans FROM deadlines WHERE entry_id >= $1 AND entry_id < $2 ORDER BY entry_id, ord", func(r Row) {
		if at := ld.place(r, 0, len(ld.marks)); at >= 0 {
			d := deadlineOf(r)
			d.Spans = ld.spans(r.Text(12))
			ld.marks[at].Deadlines = append(ld.marks[at].Deadlines, d)
		}
	})
}

func (ld *loader) targets() {
	ld.eachIn(`SELECT entry_id, raw, min_value, max_value, measure, of_what, comparison, spans
		FROM targets WHERE entry_id >= $1 AND entry_id < $2 ORDER BY entry_id, ord`, func(r Row) {
		if at := ld.place(r, 0, len(ld.marks)); at >= 0 {
			ld.marks[at].Targets = append(ld.marks[at].Targets, taizhang.Target{Raw: r.Text(1), Min: r.Real(2), Max: r.Real(3),
				Measure: r.Text(4), Of: r.Text(5), Comparison: r.Text(6), Spans: ld.spans(r.Text(7))})
		}
	})
}
