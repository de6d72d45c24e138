package export

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

const aboutMeaning = "本工作簿由印发的通知自动整理，供查阅、筛选和打印；一切以印发的原文为准。"

// fact is a line of 说明.
type fact struct {
	name    string
	value   value
	link    value
	heading bool
}

var aboutColumns = []column[fact]{
	{Column: Column{"项目", "说明的是什么。", typeText, 26, false}, keep: true, fill: func(b *book, f fact) value { return textOf(f.name) }},
	{Column: Column{"内容", "文件的基本情况、任务数和读法。", typeAny, 130, false}, fill: func(b *book, f fact) value { return f.value }},
	{Column: Column{"链接", "点击可到相应的工作表。", typeLink, 16, false}, fill: func(b *book, f fact) value { return f.link }},
}

func aboutSheet(o *survey) *sheet[fact] {
	s := &sheet[fact]{name: sheetAbout, title: "任务台账说明", meaning: aboutMeaning, columns: aboutColumns, look: func(f fact) look {
		if f.heading {
			return total
		}
		return plain
	}}
	facts := []fact{head("文件")}
	if o.only != nil {
		facts = append(facts, o.facts...)
	} else {
		facts = append(facts, count("文件数", len(o.seen)))
	}
	facts = append(facts, o.counts()...)
	facts = append(facts, guide()...)
	if len(o.seen) > 1 {
		facts = append(append(facts, head("各文件情况")), o.facts...)
	}
	s.records = slices.Values(facts)
	return s
}

func head(name string) fact         { return fact{name: name, heading: true} }
func told(name, what string) fact   { return fact{name: name, value: textOf(what)} }
func count(name string, n int) fact { return fact{name: name, value: value{kind: leftNumber, n: n}} }

// facts are the printed fields of a notice; what it does not say is left out.
func (n *notice) facts() (out []fact) {
	t := &n.Notice
	year := ""
	if t.PlanYear != 0 {
		year = itoa(t.PlanYear) + " 年"
	}
	issuers := strings.Join(t.Issuers, "、")
	if issuers == "" {
		issuers = t.Issuer
	}
	signed := dateOf(t.SignedOn)
	if signed.kind == date {
		signed.kind = leftDate
	}
	for _, f := range []fact{
		told("标题", t.Title), told("发文字号", t.DocNumber), told("发文机关", issuers), {name: "成文日期", value: signed},
		told("发布时间", strings.Replace(t.PublishedAt, "T", " ", 1)), told("主送", strings.Join(t.Addressees, "；")), told("计划年度", year), told("地区", t.Jurisdiction),
	} {
		if f.value.kind != none {
			out = append(out, f)
		}
	}
	for _, s := range n.Sources() {
		what := s.Name
		if s.SHA256 != "" {
			what += "\nSHA-256：" + s.SHA256
		}
		out = append(out, told("来源文件", what))
	}
	return out
}

// line is a notice in one cell, where there are several.
func (n *notice) line(tasks numbers) string {
	parts := []string{n.Called(), n.Notice.Issuer, string(n.Notice.SignedOn),
		"部门任务 " + itoa(tasks.items) + " 项，进度安排 " + itoa(tasks.rows) + " 项，待核事项 " + itoa(len(n.Findings)) + " 项"}
	for _, s := range n.Sources() {
		parts = append(parts, "来源文件："+s.Name)
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "\n")
}

// first leads to a notice's first entry.
func (n *notice) first() value {
	for _, p := range n.Parts {
		if to, ok := n.at[p.ID]; ok {
			return linkOf(to.sheet, to)
		}
	}
	return value{}
}

func (o *survey) counts() []fact {
	out := []fact{head("任务数"),
		linked(count("部门任务（项）", o.items), sheetItems), linked(count("进度安排（项）", o.rows), sheetRows), count("合计（含重复，项）", o.items+o.rows),
		count("其中重复（项）", o.again), count("合计（去除重复，项）", o.items+o.rows-o.again),
		linked(count("责任分解（行）", o.duties), sheetDuties), linked(count("责任机构（个）", len(o.organDuties.byOrgan)), sheetSummary),
		linked(count("待核事项（项）", o.issues), sheetIssues)}
	for _, s := range []taizhang.Severity{taizhang.Fault, taizhang.Warning, taizhang.Info} {
		if o.findings[s] > 0 {
			out = append(out, count("　其中："+catalog.Word(s), o.findings[s]))
		}
	}
	if o.data > 0 {
		out = append(out, count("未列入的其他表格（张）", o.data))
	}
	if o.runes > 0 {
		out = append(out, count("原文可见字符数", o.runes), count("其中未归类的文字（处）", o.unclaimed))
	}
	return out
}

// overlaps counts the tasks that say once more what another says.
func (n *notice) overlaps() (again int) {
	seen := map[string]bool{}
	for id := range n.overlap {
		if e := n.byID[id]; e == nil || e.seq == 0 || seen[id] {
			continue
		}
		seen[id] = true
		for todo := []string{id}; len(todo) > 0; todo = todo[1:] {
			for _, twin := range n.byID[todo[0]].twins() {
				if next := twin.task.ID; !seen[next] {
					seen[next] = true
					todo = append(todo, next)
					again++
				}
			}
		}
	}
	return again
}

func linked(f fact, sheet string) fact {
	f.link = linkOf(sheet, target{sheet, 1})
	return f
}

func guide() []fact {
	return []fact{head("怎样读"),
		linked(told(sheetItems, itemsMeaning), sheetItems),
		linked(told(sheetRows, rowsMeaning), sheetRows),
		linked(told(sheetDuties, dutiesMeaning), sheetDuties),
		linked(told(sheetSummary, summaryMeaning), sheetSummary),
		linked(told(sheetIssues, issuesMeaning), sheetIssues),
		linked(told(SheetDictionary, dictMeaning), SheetDictionary),
		told("重复", "部门任务与进度安排中说的是同一件事的，互相链接；统计同时给出含重复和去除重复两个数。"),
		told("单位名称", "“原文”各栏照录原文；其余各栏为当年的法定全称。未能确定全称的照录原文，并列入待核事项。"),
		told("截止日期", "只写真正的日期；持续实施等没有明确日期的为空，以时限原文为准。"),
		told("续行", "文字过长、一行放不下的，在下一行继续，序号后注“续1”“续2”。"),
		told("打印", "各表后部的原文位置、任务编号等供查对用的栏目只在屏幕上看，不打印；要打印的，取消打印区域即可。"),
		told("控制字符", "原文中不能显示的控制字符换成相应的图形符号（Unicode U+2400 起），不删除。"),
	}
}
