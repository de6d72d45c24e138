package export

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// newPageNotice lays a notice out under a heading of that level.
func newPageNotice(n *notice, id string, level int) *pageNotice {
	p := &pageNotice{ID: id, Heading: pageHeading{level, n.heading()},
		OrgansHeading: pageHeading{level + 1, "责任分解"}, IssuesHeading: pageHeading{level + 1, "待核事项"}}
	for _, f := range n.facts() {
		if f.name != "标题" {
			p.Facts = append(p.Facts, pagePair{f.name, f.value.shown()})
		}
	}
	own := numbers{len(slices.Collect(tasksOf(n.items))), len(slices.Collect(tasksOf(n.rows)))}
	p.Facts = append(p.Facts, pagePair{"任务数", "部门任务 " + itoa(own.items) + " 项，进度安排 " + itoa(own.rows) + " 项"})
	p.organs(n)
	p.sections(n, level+1)
	for s := range n.issues(new(int)) {
		is := pageIssue{Severity: catalog.Word(s.f.Severity), Kind: visible(catalog.Word(s.f.Code)), Message: visible(s.f.Message), Quote: visible(n.printed(s.f))}
		if e := n.byID[s.f.Task]; e != nil && e.seq > 0 {
			is.Tasks = []pageLink{e.link(id)}
		}
		p.Issues = append(p.Issues, is)
	}
	return p
}

// organs says what each organ has to do, as 部门汇总 does.
func (p *pageNotice) organs(n *notice) {
	c := dutiesByOrgan{byOrgan: map[string]*organDuties{}}
	lists := map[string]*[2]pageList{}
	for d := range dutiesOf(n.tasks, new(int)) {
		c.add(d)
		l := lists[organName(*d.a)]
		if l == nil {
			l = &[2]pageList{{Name: sheetItems}, {Name: sheetRows}}
			lists[organName(*d.a)] = l
		}
		list := &l[0]
		if d.table != nil {
			list = &l[1]
		}
		link := pageLink{d.link(p.ID).ID, itoa(d.entry.seq)}
		if k := len(list.Tasks); k == 0 || list.Tasks[k-1] != link { // the duties of a task come together
			list.Tasks = append(list.Tasks, link)
		}
	}
	for _, t := range c.list() {
		o := pageOrgan{Name: visible(t.organ)}
		for _, role := range []taizhang.Role{taizhang.Lead, taizhang.Support, taizhang.Joint, taizhang.Separate} {
			o.Counts = append(o.Counts, pagePair{catalog.Word(role), itoa(t.role[role])})
		}
		for _, l := range lists[t.organ] {
			if len(l.Tasks) > 0 {
				o.Lists = append(o.Lists, l)
			}
		}
		p.Organs = append(p.Organs, o)
	}
}

// sections puts the tasks under their headings, none of which is more than one
// level below the one before.
func (p *pageNotice) sections(n *notice, level int) {
	top, last := level, level
	begin := func(at int, text string) *pageSection {
		last = min(at, last+1)
		p.Sections = append(p.Sections, pageSection{Heading: pageHeading{min(last, 6), visible(text)}})
		return &p.Sections[len(p.Sections)-1]
	}
	var s *pageSection
	for r := range n.annex {
		if s == nil && r.kind != annexPart {
			s = begin(top, "任务")
		}
		switch r.kind {
		case annexPart:
			s = begin(top, r.text)
		case annexHead:
			s = begin(top+r.level, r.text)
		case annexText:
			s.Texts = append(s.Texts, visible(r.text))
			if more := r.e.marks(); more != "" {
				s.Texts = append(s.Texts, visible(more))
			}
		case annexTask:
			s.Tasks = append(s.Tasks, newPageTask(r.e, p.ID))
		}
	}
}

func newPageTask(e *entry, id string) pageTask {
	t := pageTask{ID: e.link(id).ID, Number: itoa(e.seq), Text: visible(e.task.Text)}
	if trimLabel(e.task.Number) != t.Number {
		t.Label = visible(e.task.Number)
	}
	for _, role := range []taizhang.Role{taizhang.Lead, taizhang.Support, taizhang.Joint, taizhang.Separate} {
		if s := e.units(role); s != "" {
			t.Units = append(t.Units, pagePair{catalog.Word(role), visible(s)})
		}
	}
	for _, d := range e.task.Deadlines {
		raw := d.Raw
		if d.What != "" {
			raw += "（" + d.What + "）"
		}
		due := ""
		if _, ok := ParseDay(d.Due); ok {
			due = string(d.Due)
		}
		if line := (pageDeadline{visible(raw), due}); !slices.Contains(t.Deadlines, line) {
			t.Deadlines = append(t.Deadlines, line)
		}
	}
	for _, g := range []pagePair{{"目标", strings.ReplaceAll(e.targets(), "\n", "；")}, {"成果", e.task.Result},
		{"", e.byRole(taizhang.ColCategory, taizhang.ColMeasure, taizhang.ColNote, taizhang.ColOther)}} {
		if g.Text != "" {
			t.Goals = append(t.Goals, pagePair{g.Name, visible(g.Text)})
		}
	}
	for _, twin := range e.twins() {
		t.Twins = append(t.Twins, twin.link(id))
	}
	return t
}

// link leads to a task of the notice with that id, by our own running numbers.
func (e *entry) link(notice string) pageLink {
	if e.table == nil {
		return pageLink{notice + "-i" + itoa(e.seq), "部门任务第" + itoa(e.seq) + "项"}
	}
	return pageLink{notice + "-r" + itoa(e.seq), "进度安排第" + itoa(e.seq) + "项"}
}

// shown is a value as text.
func (v value) shown() string {
	if v.kind == number || v.kind == leftNumber {
		return itoa(v.n)
	}
	return v.text
}
