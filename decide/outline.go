package decide

import (
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Form says what a person does to the outline at a task.
type Form string

// The forms.
const (
	Drop  Form = "drop"  // this is no task
	Split Form = "split" // another begins at the quotation
	Join  Form = "join"  // it is the end of the one before
	Move  Form = "move"  // it stands under another section, or under none

	Make    Form = "make"    // this row of a table is one
	Columns Form = "columns" // what the columns of its table hold
)

var formWords = map[Form]string{Drop: "不是任务", Split: "由此另为一项", Join: "并入上一项", Move: "移到", Make: "是任务", Columns: "表的各栏"}

// Word is what a form says, in Chinese; empty of what is none.
func (f Form) Word() string { return formWords[f] }

// outline says where tasks begin and end, and under what they stand. The text is never
// changed: what is no task becomes other text.
type outline struct{ about }

func (outline) word() string { return "任务划分" }
func (outline) once() bool   { return true }

func (outline) said(s *Settled) string {
	if s.Form == Move {
		if s.Other == "" {
			return "移到各章节之外"
		}
		return "移到“" + s.Name + "”之下"
	}
	if s.Form == Columns {
		var words []string
		for _, role := range s.Columns {
			words = append(words, ColumnWord(role))
		}
		return s.Form.Word() + "：" + strings.Join(words, "、")
	}
	return s.Form.Word()
}

func (outline) settles(d *Decision) string {
	if d.Set.Form == Move || d.Set.Form == Columns {
		return string(d.Set.Form)
	}
	return ""
}

func (outline) check(d *Decision) (what, remedy string) {
	switch {
	case d.Task == "":
		return "a change of the outline at no task", "name the task"
	case d.Set.Form.Word() == "":
		return "a change of the outline says “" + string(d.Set.Form) + "”", "say drop, split, join, move, make or columns"
	case d.Set.Form == Split && d.Quote.Exact == "":
		return "a split at no place", "quote what the second task says"
	case d.Set.Form == Columns && !slices.Contains(d.Set.Columns, taizhang.ColTask):
		return "a table without a column of tasks", "say which column says what is to be done"
	case d.Set.Other == d.Task:
		return "a task under itself", "name another section"
	}
	return "", ""
}

func (outline) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	if state == Lost || p.marks() == nil {
		if form := x.Set.Form; form == Drop || form == Join && slices.ContainsFunc(w.places, func(p place) bool {
			return strings.Contains(taizhang.Plain(p.says()), x.Quote.Exact)
		}) {
			return Unused // it was read so
		}
		return Lost
	}
	var done bool
	var label taizhang.Spans
	if p.node != nil {
		label = p.node.LabelSpans
	}
	switch x.Set.Form {
	case Drop:
		if p.row != nil {
			done = w.dropRow(p)
		} else {
			done = w.dropNode(p)
		}
	case Split:
		if made := w.byUID[x.Set.Makes]; made.marks() != nil { // it was read as two
			if made.node != nil {
				w.sure(made.node.LabelSpans)
			}
			return Unused
		}
		done = w.split(p, x)
	case Join:
		if p.row != nil {
			done = w.joinRow(p)
		} else {
			done = w.joinNode(p)
		}
	case Move:
		to, ok := w.byUID[x.Set.Other]
		if x.Set.Other != "" && !ok {
			return Lost
		}
		done = w.move(p, to, x)
	case Make:
		if p.row != nil && p.row.Kind == taizhang.TaskRow {
			return Unused // it was read so
		}
		done = w.makeRow(p, x)
	case Columns:
		done = w.columns(p, x)
	}
	if !done {
		return Stale
	}
	if x.Set.Form == Drop || x.Set.Form == Join {
		w.sure(label)
	}
	return state
}

// sure takes away the doubt whether a numeral there is a label: a person said it.
func (w *work) sure(there taizhang.Spans) {
	w.drop(func(f *taizhang.Finding) bool {
		return f.Code == "close-reading" && len(f.Spans) > 0 && there.Contains(f.Spans.Start())
	})
}

// gone makes an entry one that is not there: what points at it points at another, or is gone too.
func (w *work) gone(id, instead string) {
	w.uids = maps.Clone(w.uids)
	delete(w.byUID, w.uids[id])
	delete(w.uids, id)
	var links []taizhang.Link
	for _, k := range w.l.Links {
		for _, end := range []*string{&k.A, &k.B} {
			if *end == id {
				*end = instead
			}
		}
		if k.A != "" && k.B != "" && k.A != k.B {
			links = append(links, k)
		}
	}
	w.l.Links = links
	var findings []taizhang.Finding
	for _, f := range w.l.Findings {
		if f.Task == id {
			if instead == "" {
				continue
			}
			f.Task = instead
		}
		findings = append(findings, f)
	}
	w.l.Findings = findings
	w.each(func(m *taizhang.Marks) {
		m.Assignments = slices.DeleteFunc(slices.Clone(m.Assignments), func(a taizhang.Assignment) bool { return a.From == id })
	})
	w.places = nil
}

// each calls f with the marks of all nodes; rows take nothing from above them.
func (w *work) each(f func(*taizhang.Marks)) {
	for i := range w.l.Nodes {
		f(&w.l.Nodes[i].Marks)
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
	runes := 0
	for _, ss := range w.covers(&n) {
		for _, r := range ss.Cut(w.l.Text()) {
			if !taizhang.Blank(r) {
				runes++
			}
		}
	}
	c := &w.l.Coverage.Claimed
	runes = min(runes, c.Record)
	c.Record, c.Other = c.Record-runes, c.Other+runes
	i := w.at(p)
	w.l.Nodes = slices.Delete(w.l.Nodes, i, i+1)
	w.reparent(n.ID, n.Parents)
	w.gone(n.ID, "")
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

// dropRow makes a row one that hands out nothing.
func (w *work) dropRow(p place) bool {
	if p.row.Kind != taizhang.TaskRow {
		return false
	}
	w.keepOutline()
	p.row.Kind, p.row.Marks = taizhang.DataRow, taizhang.Marks{}
	id := p.row.ID
	w.l.Links = slices.DeleteFunc(slices.Clone(w.l.Links), func(k taizhang.Link) bool { return k.A == id || k.B == id })
	w.drop(func(f *taizhang.Finding) bool { return f.Task == id })
	return true
}
