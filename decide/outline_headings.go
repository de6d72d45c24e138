package decide

import (
	"slices"
	"strings"
	"unicode"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// heading makes of a task the heading of what follows it: a section, or a row that heads those
// below it.
func (w *work) heading(p place, x *Decision) bool {
	if p.row != nil {
		return w.headingRow(p, x)
	}
	i := w.at(p)
	n := w.l.Nodes[i]
	if n.Section || strings.TrimSpace(n.Text) == "" {
		return false
	}
	w.keepOutline()
	under, was := n.Parents, n.Parents
	if like := hanzi.LabelStyle(n.Label); like != "" { // numbered as a section is that it was read under, it stands beside that
		for k := range w.l.Nodes {
			if m := &w.l.Nodes[k]; slices.Contains(n.Parents, m.ID) && hanzi.LabelStyle(m.Label) == like {
				under = m.Parents
				break
			}
		}
	}
	w.headed(&n)
	n.Section, n.Parents, n.Level, n.Unit = true, under, n.Level-len(was)+len(under), x.Set.Unit
	n.Assignments = own(n.Assignments)
	w.l.Nodes[i] = n
	for k := i + 1; k < len(w.l.Nodes); k++ {
		m := &w.l.Nodes[k]
		if m.Part != n.Part || len(m.Parents) < len(was) || !slices.Equal(m.Parents[:len(was)], was) {
			break
		}
		if like := hanzi.LabelStyle(n.Label); len(m.Parents) == len(was) && (like != "" && hanzi.LabelStyle(m.Label) == like || like == "" && m.Section) {
			break // one that stands beside it
		}
		m.Level += len(under) + 1 - len(was)
		m.Parents = slices.Concat(under, []string{n.ID}, m.Parents[len(was):])
		w.inherit(m, was)
	}
	w.places = nil
	return true
}

// headed parts the text of a node into a heading, and what is said under it.
func (w *work) headed(n *taizhang.Node) {
	at := 0 // where the heading ends
	for _, s := range n.Spans {
		at += max(0, min(n.TitleSpans.End(), s.End)-s.Start)
	}
	printed := len(n.Spans) > 0 && n.Spans.Cut(w.l.Text()) == n.Text
	if !printed || n.Title == "" || n.TitleSpans.Start() != n.Spans.Start() || strings.TrimFunc(n.Text[at:], marks) == "" {
		n.Title, n.TitleSpans, n.Text, n.Spans = strings.TrimSpace(n.Text), n.Spans, "", nil
		return
	}
	rest := strings.TrimLeftFunc(n.Text[at:], marks)
	n.Spans = visible(w.l.Text(), n.Spans.Slice(len(n.Text)-len(rest), len(n.Text)))
	n.Text = n.Spans.Cut(w.l.Text())
}

func marks(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("。：:；;，,", r) }

// own are the assignments that an entry has itself.
func own(as []taizhang.Assignment) []taizhang.Assignment {
	return slices.DeleteFunc(slices.Clone(as), func(a taizhang.Assignment) bool { return a.From != "" })
}

// headingRow makes of a row one that heads those below it; where it names a unit that leads them.
func (w *work) headingRow(p place, x *Decision) bool {
	if p.row.Kind == taizhang.SectionRow {
		return false
	}
	w.keepOutline()
	w.idle(p, taizhang.SectionRow)
	if x.Set.Unit == "" {
		return true
	}
	rows := p.table.Rows
	for i := 1 + slices.IndexFunc(rows, func(r taizhang.Row) bool { return r.ID == p.row.ID }); i < len(rows) && rows[i].Kind != taizhang.SectionRow; i++ {
		if r := &rows[i]; r.Kind == taizhang.TaskRow && len(r.Assignments) == 0 {
			r.Assignments = []taizhang.Assignment{{Mention: x.Set.Unit, Unit: x.Set.Unit, Organ: x.Set.Organ, Role: taizhang.Lead, Rule: RuleDecided, From: p.row.ID}}
		}
	}
	return true
}

// idle makes a row one that hands out nothing, of some kind.
func (w *work) idle(p place, as taizhang.RowKind) {
	p.row.Kind, p.row.Marks = as, taizhang.Marks{}
	id := p.row.ID
	w.l.Links = slices.DeleteFunc(slices.Clone(w.l.Links), func(k taizhang.Link) bool { return k.A == id || k.B == id })
	w.drop(func(f *taizhang.Finding) bool { return f.Task == id })
	w.each(func(m *taizhang.Marks) { m.Assignments = notFrom(m.Assignments, id) })
}

// notFrom are assignments but for those that are taken from an entry.
func notFrom(as []taizhang.Assignment, id string) []taizhang.Assignment {
	if !slices.ContainsFunc(as, func(a taizhang.Assignment) bool { return a.From == id }) {
		return as
	}
	return slices.DeleteFunc(slices.Clone(as), func(a taizhang.Assignment) bool { return a.From == id })
}

// item makes of a section a task: what it is headed is what is to be done, and what stands
// under it stands beside it.
func (w *work) item(p place) bool {
	i := w.at(p)
	n := &w.l.Nodes[i]
	if !n.Section {
		return false
	}
	w.keepOutline()
	text := strings.TrimSpace(n.Title + n.Text)
	if all := slices.Concat(n.TitleSpans, n.Spans); all.Valid(len(w.l.Text())) && taizhang.Plain(all.Cut(w.l.Text())) == taizhang.Plain(text) {
		n.Spans = all
		text = all.Cut(w.l.Text())
	}
	n.Section, n.Text, n.Unit, n.Title, n.TitleSpans = false, text, "", "", nil
	var under []int
	for k := range w.l.Nodes {
		if slices.Contains(w.l.Nodes[k].Parents, n.ID) {
			under = append(under, k)
		}
	}
	w.reparent(n.ID, n.Parents)
	for _, k := range under {
		w.inherit(&w.l.Nodes[k], []string{n.ID})
	}
	w.inherit(n, nil)
	w.places = nil
	return true
}
