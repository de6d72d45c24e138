package normalize

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// nodes makes the outline: units of headings, own marks, and what a node without
// a lead of its own takes from the heading above it.
func (w *work) nodes() {
	d := w.draft
	units := w.headings()
	w.ledger.Nodes = make([]taizhang.Node, len(d.Nodes))
	for i, dn := range d.Nodes {
		n := taizhang.Node{ID: dn.ID, Part: dn.Part, Label: dn.Label, Number: dn.Number, Level: dn.Level,
			Text: dn.Text.Cut(w.text), Spans: dn.Text, At: dn.At, Section: dn.Section, LabelSpans: dn.LabelSpans, TitleSpans: dn.Title}
		if len(dn.Title) > 0 {
			n.Title = dn.Title.Cut(w.text)
		}
		if u := units[i]; u.Unit != "" {
			n.Unit = u.Unit
			if u.Rule == ruleUnresolved {
				w.unknown(n.Title, dn.Title, dn.ID)
			}
		}
		for p := dn.Parent; p >= 0; p = d.Nodes[p].Parent {
			n.Parents = append([]string{d.Nodes[p].ID}, n.Parents...)
		}
		n.Marks = w.marks(dn.Phrases, dn.Text, dn.ID)
		if !n.Section && !leads(n.Assignments) {
			for p := dn.Parent; p >= 0; p = d.Nodes[p].Parent {
				if u := units[p]; u.Unit != "" {
					h := &d.Nodes[p]
					n.Assignments = append([]taizhang.Assignment{{Mention: squeeze(h.Title.Cut(w.text)), Unit: u.Unit, Organ: u.Organ,
						Role: taizhang.Lead, Rule: u.Rule, From: h.ID, Spans: h.Title}}, n.Assignments...)
					break
				}
			}
		}
		w.ledger.Nodes[i] = n
	}
}

// leads reports whether a node states who is responsible for it: then its
// heading's organ is not.
func leads(as []taizhang.Assignment) bool {
	for _, a := range as {
		if a.Role != taizhang.Support {
			return true
		}
	}
	return false
}

// headings resolves the titles of sections that are organs. One that no rule
// resolves counts as an organ where it ends as one and so do most of its
// siblings: then the outline goes by departments.
func (w *work) headings() []Resolved {
	d := w.draft
	units := make([]Resolved, len(d.Nodes))
	all, organs := map[int]int{}, map[int]int{} // by parent
	for i, n := range d.Nodes {
		if !n.Section || len(n.Title) == 0 {
			continue
		}
		all[n.Parent]++
		title := strings.TrimRight(squeeze(n.Title.Cut(w.text)), ":：")
		if len(title) > 90 || strings.ContainsAny(title, "。；;，,《") {
			continue
		}
		u := w.unit(title)
		switch u.Rule {
		case ruleTypo, ruleClass, ruleGovernment:
			u = Resolved{title, title, ruleUnresolved}
		}
		if u.Rule != ruleUnresolved || w.organs.looksLikeOrgan(taizhang.FoldString(title), false) {
			organs[n.Parent]++
			units[i] = u
		} else if w.organs.looksLikeOrgan(taizhang.FoldString(title), true) {
			units[i] = u
		}
	}
	for i, n := range d.Nodes {
		if units[i].Rule == ruleUnresolved && organs[n.Parent]*2 <= all[n.Parent] {
			units[i] = Resolved{}
		}
	}
	return units
}

// tables makes the tables, and of each task row its marks.
func (w *work) tables() {
	for _, dt := range w.draft.Tables {
		t := taizhang.Table{ID: dt.ID, Part: dt.Part, Kind: dt.Kind, Title: dt.Title, Columns: dt.Columns, Rows: make([]taizhang.Row, len(dt.Rows))}
		for i, dr := range dt.Rows {
			r := taizhang.Row{ID: dr.ID, Number: dr.Number, Kind: dr.Kind, At: dr.At, Cells: dr.Cells}
			if dr.Kind == taizhang.TaskRow {
				var prose taizhang.Spans
				for c, cell := range dr.Cells {
					switch dt.Columns[c].Role {
					case taizhang.ColTask, taizhang.ColResult, taizhang.ColMeasure:
						prose = append(prose, cell.Spans...)
					}
				}
				r.Marks = w.marks(dr.Phrases, prose, dr.ID)
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
		u = w.Unit(mention, w.at)
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
			w.find("unit-typo", taizhang.Warning, fmt.Sprintf("“%s”疑有漏字，按“%s”处理", m.Text, u.Unit), m.Spans, id)
		}
		out = append(out, taizhang.Assignment{Mention: m.Text, Unit: u.Unit, Organ: u.Organ, Role: w.role(g, i), Rule: u.Rule, Spans: m.Spans})
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
	suffix := ""
	for i := len(g.Mentions) - 1; i >= 0; i-- {
		s := taizhang.FoldString(g.Mentions[i].Text)
		r, n := w.regions.Prefix(s)
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
	w.find("unit-unknown", taizhang.Warning, fmt.Sprintf("未能确定“%s”的全称，按原文保留", squeeze(mention)), spans, id)
}
