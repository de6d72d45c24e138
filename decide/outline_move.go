package decide

import (
	"maps"
	"slices"

	"github.com/taizhang/taizhang"
)

// move puts a node with all under it under another section that stands before it, or under none.
func (w *work) move(p, to place, x *Decision) bool {
	if to.row != nil {
		return false
	}
	if p.row != nil {
		return w.moveRow(p, to, x)
	}
	i := w.at(p)
	n := w.l.Nodes[i]
	var parents []string
	part, level := n.Part, 1
	if to.node != nil {
		j := w.at(to)
		if j > i || !to.node.Section || slices.Contains(to.node.Parents, n.ID) {
			return false
		}
		parents, part, level = append(slices.Clone(to.node.Parents), to.node.ID), to.node.Part, to.node.Level+1
	}
	if slices.Equal(parents, n.Parents) {
		return false
	}
	w.keepOutline()
	shift, was := level-n.Level, n.Parents
	for k := range w.l.Nodes {
		m := &w.l.Nodes[k]
		at := slices.Index(m.Parents, n.ID)
		switch {
		case m.ID == n.ID:
			m.Parents = parents
		case at >= 0:
			m.Parents = slices.Concat(parents, m.Parents[at:])
		default:
			continue
		}
		m.Part, m.Level = part, m.Level+shift
		w.inherit(m, was)
	}
	w.places = nil
	return true
}

// moveRow makes of a row an item of a section: of what is to be done, by whom and when. What
// else the row says stays in the table, where it hands out nothing.
func (w *work) moveRow(p, to place, x *Decision) bool {
	r, cell := p.row, p.table.Task(p.row)
	if r.Kind != taizhang.TaskRow || cell.Text == "" || x.Set.Makes == "" || to.node != nil && !to.node.Section {
		return false
	}
	w.keepOutline()
	n := taizhang.Node{ID: r.ID + "+item", Part: p.table.Part, Label: r.Number, Number: r.Number, Level: 1, Text: cell.Text, Spans: cell.Spans, At: r.At, Marks: r.Marks}
	if to.node != nil {
		n.Parents, n.Part, n.Level = append(slices.Clone(to.node.Parents), to.node.ID), to.node.Part, to.node.Level+1
	}
	at := 0
	for i := range w.l.Nodes {
		m := &w.l.Nodes[i]
		if s := start(m); s >= 0 && s < cell.Spans.Start() || slices.Contains(n.Parents, m.ID) {
			at = i + 1
		}
	}
	w.l.Nodes = slices.Insert(slices.Clip(w.l.Nodes), at, n)
	w.inherit(&w.l.Nodes[at], nil)
	r.Kind, r.Marks = taizhang.DataRow, taizhang.Marks{}
	w.uids = maps.Clone(w.uids)
	w.uids[n.ID], w.uids[r.ID] = w.uids[r.ID], x.Set.Makes
	w.l.Links, w.l.Findings = slices.Clone(w.l.Links), slices.Clone(w.l.Findings)
	for i := range w.l.Links {
		for _, end := range []*string{&w.l.Links[i].A, &w.l.Links[i].B} {
			if *end == r.ID {
				*end = n.ID
			}
		}
	}
	for i := range w.l.Findings {
		if f := &w.l.Findings[i]; f.Task == r.ID {
			f.Task = n.ID
		}
	}
	w.places = nil
	return true
}

// inherit gives a node that was moved the units of the section that it stands under now, in
// place of those that it had from where it stood.
func (w *work) inherit(n *taizhang.Node, was []string) {
	had := len(n.Assignments)
	n.Assignments = slices.DeleteFunc(slices.Clone(n.Assignments), func(a taizhang.Assignment) bool {
		return slices.Contains(was, a.From) && !slices.Contains(n.Parents, a.From)
	})
	if n.Section || had > 0 && len(n.Assignments) > 0 {
		return
	}
	for _, id := range slices.Backward(n.Parents) {
		var above *taizhang.Node
		for i := range w.l.Nodes {
			m := &w.l.Nodes[i]
			if m.ID == id {
				above = m
			}
			if as := from(m.Assignments, id); len(as) > 0 { // as others there have it
				n.Assignments = append(as, n.Assignments...)
				return
			}
		}
		if above == nil {
			continue
		}
		if above.Unit != "" {
			n.Assignments = append([]taizhang.Assignment{{Mention: above.Title, Unit: above.Unit, Organ: above.Unit, Role: taizhang.Lead, Rule: RuleDecided, From: id, Spans: above.TitleSpans}}, n.Assignments...)
			return
		}
		if len(above.Assignments) > 0 {
			for _, a := range above.Assignments {
				a.From = id
				n.Assignments = append(n.Assignments, a)
			}
			return
		}
	}
}

// from are the assignments that are taken from a node.
func from(as []taizhang.Assignment, id string) (out []taizhang.Assignment) {
	for _, a := range as {
		if a.From == id {
			out = append(out, a)
		}
	}
	return out
}
