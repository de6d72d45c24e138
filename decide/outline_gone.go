package decide

import (
	"maps"
	"slices"

	"github.com/taizhang/taizhang"
)

// gone makes entries ones that are not there: what points at one points at another instead, or,
// of an empty one, is gone too.
func (w *work) gone(instead map[string]string) {
	w.uids = maps.Clone(w.uids)
	for id := range instead {
		delete(w.byUID, w.uids[id])
		delete(w.uids, id)
	}
	var links []taizhang.Link
	for _, k := range w.l.Links {
		for _, end := range []*string{&k.A, &k.B} {
			if to, is := instead[*end]; is {
				*end = to
			}
		}
		if k.A != "" && k.B != "" && k.A != k.B {
			links = append(links, k)
		}
	}
	w.l.Links = links
	var findings []taizhang.Finding
	for _, f := range w.l.Findings {
		if to, is := instead[f.Task]; is && to == "" {
			continue
		} else if is {
			f.Task = to
		}
		findings = append(findings, f)
	}
	w.l.Findings = findings
	w.each(func(m *taizhang.Marks) {
		if is := func(a taizhang.Assignment) bool { _, is := instead[a.From]; return is }; slices.ContainsFunc(m.Assignments, is) {
			m.Assignments = slices.DeleteFunc(slices.Clone(m.Assignments), is)
		}
	})
	w.places = nil
}

// each calls f with the marks of all nodes and rows.
func (w *work) each(f func(*taizhang.Marks)) {
	for i := range w.l.Nodes {
		f(&w.l.Nodes[i].Marks)
	}
	for i := range w.l.Tables {
		for k := range w.l.Tables[i].Rows {
			f(&w.l.Tables[i].Rows[k].Marks)
		}
	}
}

// at is the place of a node among all.
func (w *work) at(p place) int {
	return slices.IndexFunc(w.l.Nodes, func(n taizhang.Node) bool { return n.ID == p.node.ID })
}

// dropNode takes a node away. What stands under it stands under what it stood under.
func (w *work) dropNode(p place) bool {
	w.keepOutline()
	n := *p.node
	w.release(slices.Concat(n.LabelSpans, n.TitleSpans, n.Spans))
	i := w.at(p)
	w.l.Nodes = slices.Delete(w.l.Nodes, i, i+1)
	w.reparent(n.ID, n.Parents)
	w.gone(map[string]string{n.ID: ""})
	return true
}

// reparent puts what stands under a node under others instead.
func (w *work) reparent(id string, parents []string) {
	for i := range w.l.Nodes {
		n := &w.l.Nodes[i]
		if at := slices.Index(n.Parents, id); at >= 0 {
			n.Level += len(parents) - at - 1
			n.Parents = slices.Concat(parents, n.Parents[at+1:])
		}
	}
}

// covers are the spans of a node, each byte once, in order.
func (w *work) covers(n *taizhang.Node) (out []taizhang.Spans) {
	end := 0
	all := slices.Concat(n.LabelSpans, n.TitleSpans, n.Spans)
	slices.SortFunc(all, func(a, b taizhang.Span) int { return a.Start - b.Start })
	for _, s := range all {
		if s.Start = max(s.Start, end); s.Start < s.End {
			out = append(out, taizhang.Spans{s})
			end = s.End
		}
	}
	return out
}

// dropRow makes a row one that hands out nothing, and heads nothing.
func (w *work) dropRow(p place) bool {
	if p.row.Kind == taizhang.DataRow {
		return false
	}
	w.keepOutline()
	w.idle(p, taizhang.DataRow)
	return true
}
