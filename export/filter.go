package export

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// Only returns a copy of l with the items and rows that keep names by id, and what
// they stand under: sections, and the headings of tables. Tables without rows are
// left out, and so are links and findings of what is; those of the notice stay.
func Only(l *taizhang.Ledger, keep func(entryID string) bool) *taizhang.Ledger {
	left := kept(l, keep)
	out, gone := *l, make(map[string]bool)
	out.Nodes, out.Tables, out.Links, out.Findings = nil, nil, nil, nil
	stays := func(id string) bool {
		gone[id] = !left[id]
		return left[id]
	}
	for _, n := range l.Nodes {
		if stays(n.ID) {
			out.Nodes = append(out.Nodes, n)
		}
	}
	for _, t := range l.Tables {
		rows := t.Rows
		t.Rows = nil
		for _, r := range rows {
			if stays(r.ID) {
				t.Rows = append(t.Rows, r)
			}
		}
		if gone[t.ID] = t.Rows == nil; !gone[t.ID] {
			out.Tables = append(out.Tables, t)
		}
	}
	for _, k := range l.Links {
		if left[k.A] && left[k.B] {
			out.Links = append(out.Links, k)
		}
	}
	for _, f := range l.Findings {
		if !gone[f.Task] {
			out.Findings = append(out.Findings, f)
		}
	}
	return &out
}

// kept is the set of the entries to keep and of those that they stand under, or
// have a unit from.
func kept(l *taizhang.Ledger, keep func(entryID string) bool) map[string]bool {
	left := make(map[string]bool)
	add := func(m *taizhang.Marks, under ...string) {
		for _, a := range m.Assignments {
			left[a.From] = left[a.From] || a.From != ""
		}
		for _, id := range under {
			left[id] = true
		}
	}
	for i := range l.Tables {
		heading := ""
		for j := range l.Tables[i].Rows {
			r := &l.Tables[i].Rows[j]
			if r.Kind == taizhang.SectionRow {
				heading = r.ID
			}
			if keep(r.ID) {
				add(&r.Marks, r.ID)
				left[heading] = left[heading] || heading != ""
			}
		}
	}
	for i := range slices.Backward(l.Nodes) { // parents stand before children
		n := &l.Nodes[i]
		if left[n.ID] || !n.Section && keep(n.ID) {
			add(&n.Marks, append(slices.Clip(n.Parents), n.ID)...)
		}
	}
	return left
}
