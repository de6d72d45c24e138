package export

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// An annex is a notice as one table for people to read: what docx and html show.

// annexRow is a line of it: a task, or a heading or a text across all columns.
type annexRow struct {
	kind  annexKind
	level int // of a heading, from 1
	text  string
	e     *entry // of a task; of a text, if it is an entry
}

type annexKind int

const (
	annexPart annexKind = iota // the title of a plan or a schedule
	annexHead
	annexText
	annexTask
)

// annex gives the rows in order: parts, their headings, the tasks below them.
func (n *notice) annex(yield func(annexRow) bool) {
	several := n.groups() > 1
	group, ok := "", true
	put := func(r annexRow) { ok = ok && yield(r) }
	begin := func(id, title string) {
		if id != group && several && title != "" {
			put(annexRow{kind: annexPart, text: title})
		}
		group = id
	}
	for i := range n.Nodes {
		node := &n.Nodes[i]
		e := n.byID[node.ID]
		begin(node.Part, n.partTitle(node.Part))
		if node.Section {
			put(annexRow{kind: annexHead, level: max(1, len(node.Parents)+1), text: node.Label + node.Title})
		}
		switch {
		case e == nil:
		case e.seq > 0:
			put(annexRow{kind: annexTask, e: e})
		case e.task.Text != "" && e.task.Text != node.Title:
			put(annexRow{kind: annexText, text: e.task.Text, e: e})
		}
		if !ok {
			return
		}
	}
	for _, e := range n.rows {
		title := e.table.Title
		if title == "" {
			title = n.partTitle(e.table.Part)
		}
		begin(e.table.ID, title)
		if e.seq > 0 {
			put(annexRow{kind: annexTask, e: e})
		} else {
			put(annexRow{kind: annexHead, level: 1, text: e.task.Text})
		}
		if !ok {
			return
		}
	}
}

// groups counts the parts and tables that have entries.
func (n *notice) groups() int {
	ids := map[string]bool{}
	for _, e := range n.items {
		ids[e.task.Part] = true
	}
	for _, e := range n.rows {
		ids[e.table.ID] = true
	}
	return len(ids)
}

func (n *notice) partTitle(id string) string {
	for _, p := range n.Parts {
		if p.ID == id {
			return p.Title
		}
	}
	return ""
}

// annexName is what a table of tasks is called.
const annexName = "任务分解表"

// issued finds what a notice is the covering letter of.
var issued = lazy.NewPattern(`(?:印发|下发|发布|公布|转发)《?(.+?)》?的?(?:通知|函|公告)$`)

// annexTitle is the title of a table of tasks: that of the plan with 任务分解表.
func (n *notice) annexTitle() string {
	title := ""
	for _, p := range n.Parts {
		if title == "" && (p.Kind == taizhang.PlanPart || p.Kind == taizhang.SchedulePart) && n.hasTasks(p.ID) {
			title = strings.TrimSpace(p.Title)
		}
	}
	if title == "" {
		title = n.Called()
		if m := issued.FindStringSubmatch(title); m != nil && !strings.Contains(m[1], "》") {
			title = m[1]
		}
	}
	if strings.HasSuffix(title, "分解表") || strings.HasSuffix(title, "分工表") {
		return title
	}
	return title + annexName
}

func (n *notice) hasTasks(part string) bool {
	for e := range n.tasks {
		if e.task.Part == part {
			return true
		}
	}
	return false
}

// basis says where the tasks are from, and of which year where the title does not:
// 6月底 alone is no date.
func (n *notice) basis() string {
	from := "原文"
	if s := strings.TrimSpace(n.Notice.DocNumber); s != "" {
		from = s + "文件"
	} else if s := n.Called(); s != "" {
		from = "《" + s + "》"
	}
	if year := itoa(n.Notice.PlanYear); n.Notice.PlanYear != 0 && !strings.Contains(n.annexTitle(), year) {
		return year + "年度，根据" + from + "整理"
	}
	return "根据" + from + "整理"
}

// annexColumn is a column of an annex. One that is optional is left out of a
// notice in which no task fills it.
type annexColumn struct {
	name     string
	optional bool
	runes    int // that are to fit on a line; 0: as many as its share of the page gives
	centred  bool
	fill     func(e *entry) string
	size     int // characters that the tasks of the notice have in it
}

var annexColumns = []annexColumn{
	{"序号", false, 3, true, func(e *entry) string { return trimLabel(e.task.Number) }, 0},
	{"工作任务", false, 0, false, func(e *entry) string { return e.task.Text }, 0},
	{"牵头单位", false, 0, false, func(e *entry) string { return e.units(taizhang.Lead) }, 0},
	{"配合单位", true, 0, false, func(e *entry) string { return e.units(taizhang.Support) }, 0},
	{"责任单位", true, 0, false, (*entry).shared, 0},
	{"完成时限", false, 6, true, (*entry).timePhrases, 0},
	{"成果形式", true, 0, false, func(e *entry) string { return e.task.Result }, 0},
	{"工作目标", true, 0, false, (*entry).targets, 0},
	{"备注", true, 0, false, func(e *entry) string {
		return e.byRole(taizhang.ColCategory, taizhang.ColMeasure, taizhang.ColNote, taizhang.ColOther)
	}, 0},
}

// trimLabel is a printed number without the mark that parts it from the text: 6. is 6.
func trimLabel(s string) string { return strings.TrimRight(s, ".．、，,") }

// columns are those that tasks of the notice fill. Targets are in the texts
// already, so that they give way to results.
func (n *notice) columns() (out []annexColumn) {
	for _, c := range annexColumns {
		if c.name == "工作目标" && out[len(out)-1].name == "成果形式" {
			continue
		}
		for e := range n.tasks {
			c.size += utf8.RuneCountInString(c.fill(e))
		}
		if c.size > 0 || !c.optional {
			out = append(out, c)
		}
	}
	return out
}

// shared says who answers for a task together or each for a part, where nobody
// leads: as notices put it.
func (e *entry) shared() string {
	var lines []string
	for _, r := range []struct {
		role taizhang.Role
		verb string
	}{{taizhang.Joint, "负责"}, {taizhang.Separate, "按职责分工负责"}} {
		if s := e.units(r.role); s != "" {
			lines = append(lines, s+r.verb)
		}
	}
	return strings.Join(lines, "\n")
}

// timePhrases gives the deadlines as printed, one a line; one that counts from another
// day with its date.
func (e *entry) timePhrases() string {
	var lines []string
	for _, d := range e.task.Deadlines {
		s := d.Raw
		if d.What != "" && !strings.Contains(s, d.What) {
			s += "（" + d.What + "）"
		}
		if t, ok := ParseDay(d.Due); ok && d.Kind == taizhang.Relative { // the day it counts from stands elsewhere
			s += t.Format("（2006年1月2日前）")
		}
		if len(lines) == 0 || lines[len(lines)-1] != s {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

// marks says in one line who, when and how much, of an entry that is no task.
func (e *entry) marks() string {
	var parts []string
	for _, m := range []struct{ name, text string }{
		{"牵头单位", e.units(taizhang.Lead)}, {"配合单位", e.units(taizhang.Support)}, {"责任单位", e.shared()}, {"完成时限", e.timePhrases()},
	} {
		if m.text != "" {
			parts = append(parts, m.name+"："+strings.ReplaceAll(m.text, "\n", "；"))
		}
	}
	return strings.Join(parts, "；")
}
