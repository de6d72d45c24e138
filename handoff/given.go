package handoff

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/export"
)

// giver says of the tasks of one ledger what departments are given to read.
type giver struct {
	in       export.Input
	notice   string              // what 原文出处 calls it
	sections map[string]section  // by the id of a node
	rows     map[string]string   // by the id of a row: the heading in its table
	twins    map[string][]string // by id: the ids of what says the same task
	places   map[string]string   // by id: how 原文出处 names a task
}

// section is a heading of the outline, and the organ whose plan stands under it.
type section struct{ title, unit string }

func newGiver(in export.Input) *giver {
	g := &giver{in: in, sections: map[string]section{}, rows: map[string]string{}, twins: map[string][]string{}, places: map[string]string{}}
	l := in.Ledger
	if g.notice = l.Notice.DocNumber; g.notice == "" && l.Called() != "" {
		g.notice = "《" + l.Called() + "》"
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		var s section
		if k := len(n.Parents); k > 0 {
			s = g.sections[n.Parents[k-1]]
		}
		if n.Section {
			s.title = n.Label + n.Title
		}
		if n.Unit != "" {
			s.unit = n.Unit
		}
		g.sections[n.ID] = s
	}
	for i := range l.Tables {
		tb := &l.Tables[i]
		heading := ""
		for j := range tb.Rows {
			r := &tb.Rows[j]
			if r.Kind == taizhang.SectionRow {
				heading = export.JoinCells(r.Cells)
			}
			g.rows[r.ID] = heading
			if k := tb.Column(taizhang.ColCategory); k >= 0 && k < len(r.Cells) && r.Cells[k].Text != "" {
				g.rows[r.ID] = r.Cells[k].Text
			}
		}
	}
	for _, x := range l.Links {
		if x.Kind == "overlap" {
			g.twins[x.A] = append(g.twins[x.A], x.B)
			g.twins[x.B] = append(g.twins[x.B], x.A)
		}
	}
	for _, t := range l.Tasks() {
		g.places[t.ID] = placed(t)
	}
	return g
}

// placed names a task by where it stands: 进度安排第37项.
func placed(t taizhang.Task) string {
	where := "计划正文"
	if t.Row {
		where = "进度安排"
	}
	switch n := strings.Trim(taizhang.FoldString(t.Number), ".、 "); {
	case n == "":
	case strings.Trim(n, "0123456789") == "":
		where += "第" + n + "项"
	default:
		where += n
	}
	return where
}

// handout is what an organ is given of a task, but for the organ itself.
func (g *giver) handout(t *taizhang.Task, p part) taizhang.Handout {
	n := g.in.Ledger.Notice
	uid := g.in.UIDs[t.ID]
	if uid == "" { // a ledger that was never stored
		uid = t.ID
	}
	h := taizhang.Handout{Notice: n.Key, NoticeTitle: g.in.Ledger.Called(), Task: uid, Number: t.Number, Section: g.section(t, p), Text: t.Text, Result: t.Result,
		Lead: leads(t.Assignments), Support: export.UnitNames(t.Assignments, taizhang.Support),
		DeadlineRaw: export.PrintedDeadlines(t.Deadlines), Due: export.FirstDue(t.Deadlines), Source: g.source(t)}
	if h.Result == "" {
		h.Result = export.PrintedTargets(t.Targets)
	}
	if len(t.Deadlines) > 0 {
		i := slices.IndexFunc(t.Deadlines, func(d taizhang.Deadline) bool { return d.Due == h.Due })
		h.Kind = t.Deadlines[i].Kind
	}
	return h
}

// section is 类别/来源: whose plan the task is from, and its heading.
func (g *giver) section(t *taizhang.Task, p part) string {
	s := g.sections[t.ID]
	kind, heading := "计划任务", s.title
	switch {
	case t.Row:
		kind, heading = "进度安排", g.rows[t.ID]
	case p.own:
		kind = "本单位计划"
	case s.unit != "":
		kind = "他单位计划"
	}
	if heading == "" {
		return kind
	}
	return kind + "\n" + heading
}

// leads names the units that lead; of others that answer for the task, how.
func leads(as []taizhang.Assignment) string {
	var lines []string
	for _, r := range standing[:3] {
		names := export.UnitNames(as, r)
		if names == "" {
			continue
		}
		if r != taizhang.Lead {
			names += "（" + catalog.Word(r) + "）"
		}
		lines = append(lines, names)
	}
	return strings.Join(lines, "\n")
}

// source is 原文出处: the notice, the place in it, and where else the task stands.
func (g *giver) source(t *taizhang.Task) string {
	where := g.places[t.ID]
	if t.At != "" {
		where += "，" + catalog.Place(t.At)
	}
	lines := []string{where}
	if g.notice != "" {
		lines = []string{g.notice, where}
	}
	var twins []string
	for _, id := range g.twins[t.ID] {
		if at := g.places[id]; at != "" && !slices.Contains(twins, at) {
			twins = append(twins, at)
		}
	}
	if len(twins) > 0 {
		lines = append(lines, "同一任务另见"+strings.Join(twins, "、"))
	}
	return strings.Join(lines, "\n")
}
