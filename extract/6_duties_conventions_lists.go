package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// stated is what a notice says once of who leads in its lists.
type stated struct {
	from int           // from where a mark parts who leads from the others
	mark byte          // the mark: a comma or a semicolon; 0 for none
	rest taizhang.Duty // what it makes of the others

	star     string // what stands beside the names of those that lead: ★
	starFrom int
}

// parts reports whether a mark before byte at of a passage parts who leads from the others.
func (s *stated) parts(mark byte, p *passage, at int) bool {
	return s.mark == mark && p.at(at, at+1).Start() >= s.from
}

// starred parts a list in which some names have the mark of those that lead: ★市教育局、市财政局; 市教育局*、市财政局.
func (w *work) starred(g taizhang.Group) []taizhang.Group {
	star := w.stated.star
	if star == "" || len(g.Mentions) == 0 || g.Mentions[0].Spans.Start() < w.stated.starFrom {
		return []taizhang.Group{g}
	}
	lead, rest := g, g
	lead.Duty, lead.Mentions, lead.Others, lead.Left = taizhang.DutyLead, nil, false, nil
	rest.Duty, rest.Mentions = taizhang.DutySupport, nil
	for _, m := range g.Mentions {
		before := strings.TrimRightFunc(w.text[:m.Spans.Start()], taizhang.Blank)
		if strings.HasSuffix(before, star) || strings.HasPrefix(w.text[m.Spans.End():], star) {
			lead.Mentions = append(lead.Mentions, m)
		} else {
			rest.Mentions = append(rest.Mentions, m)
		}
	}
	if len(lead.Mentions) == 0 {
		return []taizhang.Group{g}
	}
	return []taizhang.Group{lead, rest}
}

// noteBelow lets a note behind all tasks of a part, 注：列第一位的为牵头单位, hold for them all.
func (w *work) noteBelow() {
	at := w.draft.FirstLeadsFrom
	if !w.leadsNoted {
		return
	}
	part := taizhang.Part{}
	for _, p := range w.draft.Parts {
		if p.Spans.Start() <= at {
			part = p
		}
	}
	for _, n := range w.draft.Nodes {
		if n.Part == part.ID && n.LabelSpans.Start() > at {
			return
		}
	}
	for _, t := range w.draft.Tables {
		if t.Part == part.ID && len(t.Rows) > 0 && startOf(t.Rows[len(t.Rows)-1]) > at {
			return
		}
	}
	w.draft.FirstLeadsFrom = max(part.Spans.Start(), 0)
}

// startOf returns where a row begins; -1 for one of empty cells.
func startOf(r taizhang.DraftRow) int {
	for _, c := range r.Cells {
		if len(c.Spans) > 0 {
			return c.Spans.Start()
		}
	}
	return -1
}

// dittos gives a task whose list says no more than 同上 the groups of the task before it.
func (w *work) dittos() {
	var last []taizhang.Group
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if len(n.Groups) == 1 && len(n.Groups[0].Mentions) == 1 && slices.Contains(w.words.phrases["ditto"], n.Groups[0].Mentions[0].Text) {
			n.Groups = slices.Clone(last)
		}
		if len(n.Groups) > 0 {
			last = n.Groups
		}
	}
}

// otherwiseBy gives the tasks that name nobody, beside others that do, to whom the notice says: 未列明责任单位的，由某办负责.
func (w *work) otherwiseBy() {
	if w.otherwise == nil {
		return
	}
	groups := w.groups(w.otherwise, taizhang.DutyResponsible, "otherwise")
	named := map[int]bool{} // by parent: a child names somebody
	for _, n := range w.draft.Nodes {
		named[n.Parent] = named[n.Parent] || len(n.Groups) > 0
	}
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section || len(n.Groups) > 0 || !named[n.Parent] || w.headedBy(i) {
			continue
		}
		n.Groups, n.Unread = slices.Clone(groups), nil
	}
}

// headedBy reports whether node i, or one above it, says who answers in its heading or its text.
func (w *work) headedBy(i int) bool {
	for ; i >= 0; i = w.draft.Nodes[i].Parent {
		if n := &w.draft.Nodes[i]; n.Office || len(n.Groups) > 0 {
			return true
		}
	}
	return false
}
