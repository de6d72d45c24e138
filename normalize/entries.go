package normalize

import (
	"fmt"
	"slices"

	"github.com/taizhang/taizhang"
)

// nodes makes the outline: units of headings, own marks, and what a node without
// a lead of its own takes from above it.
func (w *work) nodes() {
	d := w.draft
	heads, names := w.headings()
	own := make([]taizhang.Marks, len(d.Nodes))
	w.ledger.Nodes = make([]taizhang.Node, len(d.Nodes))
	tale := w.tells()
	told := make([]bool, len(d.Nodes)) // what a node holds was done, by the text's kind or a heading
	for i, dn := range d.Nodes {
		n := taizhang.Node{ID: dn.ID, Part: dn.Part, Label: dn.Label, Number: dn.Number, Level: dn.Level,
			Text: dn.Text.Cut(w.text), Spans: dn.Text, At: dn.At, Section: dn.Section, LabelSpans: dn.LabelSpans, TitleSpans: dn.Title}
		if len(dn.Title) > 0 {
			n.Title = dn.Title.Cut(w.text)
		}
		if len(heads[i]) > 0 {
			n.Unit = heads[i][0].unit.Unit
		}
		for _, h := range heads[i] {
			if h.unit.Rule == ruleUnresolved {
				w.unknown(h.mention.Text, h.mention.Spans, dn.ID)
			}
		}
		for p := dn.Parent; p >= 0; p = d.Nodes[p].Parent {
			n.Parents = append([]string{d.Nodes[p].ID}, n.Parents...)
		}
		if told[i] = tale; dn.Parent >= 0 {
			told[i] = told[dn.Parent]
		}
		if past, plans := w.tense(n.Title, n.Text); past || plans {
			told[i] = past
		}
		w.tale = told[i]
		n.Marks = w.marks(dn.Phrases, dn.Text, dn.ID, false)
		own[i] = taizhang.Marks{Assignments: handedDown(n.Assignments, dn.Groups)}
		if !n.Section && !names[i] && !leads(n.Assignments) {
			w.inherit(&n, i, heads, own)
		}
		if len(n.Assignments) == 0 && len(dn.Unread) > 0 {
			w.find("duty-unread", taizhang.Warning, fmt.Sprintf("此处写有“%s”，但未能读出责任单位，请人工判定", taizhang.Squeeze(dn.Unread.Cut(w.text))), dn.Unread, dn.ID)
		}
		w.left(dn.Groups, dn.ID)
		w.ledger.Nodes[i] = n
	}
	w.tale = tale
	for _, s := range d.Unheld {
		if !tale {
			w.find("duty-unread", taizhang.Warning, fmt.Sprintf("“%s”处写有责任分工，但不在任何条目内，未列入台账，请人工判定", taizhang.Squeeze(s.Cut(w.text))), s, "")
		}
	}
}

// left reports what stands in lists of units and is none: of a person's post, a department beside it may be meant.
func (w *work) left(groups []taizhang.Group, task string) {
	for _, g := range groups {
		for _, s := range g.Left {
			if !w.tale {
				w.find("duty-unread", taizhang.Warning, fmt.Sprintf("责任单位中的“%s”不是单位，未列入，请人工判定", taizhang.Squeeze(s.Cut(w.text))), s, task)
			}
		}
	}
}

// inherit gives an item the units of its own heading, else of the nearest node
// above it that has any: a heading that is an organ, or states its units.
func (w *work) inherit(n *taizhang.Node, i int, heads [][]head, own []taizhang.Marks) {
	d := w.draft
	for p := i; p >= 0; p = d.Nodes[p].Parent {
		from := d.Nodes[p].ID
		if p == i {
			from = ""
		}
		var take []taizhang.Assignment
		for _, h := range heads[p] {
			role := taizhang.Lead
			if len(heads[p]) > 1 || d.Nodes[p].Others {
				role = taizhang.Joint
			}
			take = append(take, taizhang.Assignment{Mention: h.mention.Text, Unit: h.unit.Unit, Organ: h.unit.Organ,
				Role: role, Rule: h.unit.Rule, From: from, Spans: h.mention.Spans})
		}
		if p != i && len(take) == 0 && leads(own[p].Assignments) {
			for _, a := range own[p].Assignments {
				a.From = from
				take = append(take, a)
			}
		}
		if len(take) > 0 {
			n.Assignments = append(take, n.Assignments...)
			return
		}
	}
}

// handedDown returns the assignments that hold for what stands below a node as well.
func handedDown(as []taizhang.Assignment, groups []taizhang.Group) []taizhang.Assignment {
	apart := map[int]bool{} // by where a mention begins
	for _, g := range groups {
		for _, m := range g.Mentions {
			apart[m.Spans.Start()] = apart[m.Spans.Start()] || g.Apart
		}
	}
	return slices.DeleteFunc(slices.Clone(as), func(a taizhang.Assignment) bool { return apart[a.Spans.Start()] })
}

// leads reports whether a node states who is responsible for it: then its
// heading's organ is not.
func leads(as []taizhang.Assignment) bool {
	return slices.ContainsFunc(as, func(a taizhang.Assignment) bool { return a.Role != taizhang.Support })
}

// tables makes the tables, and of each task row its marks.
func (w *work) tables() {
	for _, dt := range w.draft.Tables {
		t := taizhang.Table{ID: dt.ID, Part: dt.Part, Kind: dt.Kind, Title: dt.Title, Columns: dt.Columns, Rows: make([]taizhang.Row, len(dt.Rows))}
		for i, dr := range dt.Rows {
			r := taizhang.Row{ID: dr.ID, Number: dr.Number, Kind: dr.Kind, At: dr.At, Cells: dr.Cells}
			if dr.Kind == taizhang.TaskRow {
				w.left(dr.Groups, dr.ID)
				var prose taizhang.Spans
				for c, cell := range dr.Cells {
					switch dt.Columns[c].Role {
					case taizhang.ColTask, taizhang.ColResult, taizhang.ColMeasure:
						prose = append(prose, cell.Spans...)
					}
				}
				r.Marks = w.marks(dr.Phrases, prose, dr.ID, true)
			}
			t.Rows[i] = r
		}
		w.ledger.Tables = append(w.ledger.Tables, t)
	}
}

// unit resolves a mention in this notice.
func (w *work) unit(mention string) Resolved {
	u, ok := w.cache[mention]
	if !ok {
		if u, ok = w.defined[w.plain(mention)]; !ok {
			u = w.Unit(mention, w.at)
		}
		if w.at.Region == nil && u.Rule == ruleOrgan && w.organs.local(w.plain(mention)) {
			u = Resolved{mention, mention, ruleUnresolved} // 发展改革委 of nobody knows where
		}
		if u.Rule == ruleUnresolved {
			if own, ok := w.called(w.plain(mention)); ok {
				u = own
			}
		}
		w.cache[mention] = u
	}
	return u
}

// assign makes the assignments of a group: the verb's duty sets the role.
func (w *work) assign(g taizhang.Group, id string) []taizhang.Assignment {
	out := make([]taizhang.Assignment, 0, len(g.Mentions))
	suffixes := w.shared(g)
	for i, m := range g.Mentions {
		u := w.unit(m.Text)
		if suffixes[i] != "" {
			u = w.unit(m.Text + suffixes[i])
			if u.Rule != ruleUnresolved {
				u.Rule = ruleShared
			}
		}
		switch u.Rule {
		case ruleUnresolved:
			w.unknown(m.Text, m.Spans, id)
		case ruleTypo:
			w.find("unit-typo", taizhang.Warning, fmt.Sprintf("“%s”疑有错漏，按“%s”处理", m.Text, u.Unit), m.Spans, id)
		}
		out = append(out, taizhang.Assignment{Mention: m.Text, Unit: u.Unit, Organ: u.Organ, Role: w.role(g, i), Rule: u.Rule, From: g.From, Spans: m.Spans})
	}
	return out
}

// role is what the group's verb makes of its i-th unit.
func (w *work) role(g taizhang.Group, i int) taizhang.Role {
	switch g.Duty {
	case taizhang.DutyLead:
		return taizhang.Lead
	case taizhang.DutySupport:
		return taizhang.Support
	case taizhang.DutySeparate:
		return taizhang.Separate
	}
	from := w.draft.FirstLeadsFrom
	switch {
	case g.From != "", g.Rule == "include":
		return taizhang.Joint
	case len(g.Mentions) == 1 && !g.Others:
		return taizhang.Lead
	case len(g.Mentions) == 1:
		return taizhang.Joint
	case from < 0 || g.Mentions[0].Spans.Start() < from:
		return taizhang.Joint
	case i == 0:
		return taizhang.Lead
	}
	return taizhang.Support
}

// shared returns for each mention the suffix it shares with a later one of its
// group: the 人民政府 of 成都市、绵阳市人民政府.
func (w *work) shared(g taizhang.Group) []string {
	out := make([]string, len(g.Mentions))
	if len(out) == 1 {
		return out
	}
	suffix := ""
	for i := len(g.Mentions) - 1; i >= 0; i-- {
		s := w.plain(g.Mentions[i].Text)
		r, n := w.regions.Prefix(s, w.at)
		if r == nil {
			r, n = w.regions.shortPrefix(s, w.at) // 江苏、四川公司
		}
		switch {
		case r == nil:
			suffix = ""
		case n == len(s):
			out[i] = suffix
		default:
			suffix = s[n:]
		}
	}
	return out
}

// unknown reports a mention that no rule resolves.
func (w *work) unknown(mention string, spans taizhang.Spans, id string) {
	w.find("unit-unknown", taizhang.Warning, fmt.Sprintf("未能确定“%s”的全称，按原文保留", taizhang.Squeeze(mention)), spans, id)
}
