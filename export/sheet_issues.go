package export

import (
	"iter"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

const issuesMeaning = "程序没有把握、需要人看一眼的地方。“须更正”的请先处理；“提示”只说明是怎样理解的。"

// issue is a finding of a notice.
type issue struct {
	n   *notice
	f   *taizhang.Finding
	seq int
}

var issueColumns = []column[issue]{
	fileColumn(func(i issue) *notice { return i.n }),
	{Column: Column{"序号", "本表内的流水号，从 1 起。", typeInt, 7, false}, key: true,
		fill: func(b *book, i issue) value { return numberOf(i.seq) }},
	{Column: Column{"级别", "提示、请核对、须更正。", typeText, 9, false}, keep: true,
		fill: func(b *book, i issue) value { return codeOf(catalog.Word(i.f.Severity)) }},
	{Column: Column{"类型", "事项的类型；没有中文名称的照列代码。", typeText, 18, false}, keep: true,
		fill: func(b *book, i issue) value { return textOf(catalog.Word(i.f.Code)) }},
	{Column: Column{"说明", "哪里没有把握，程序是怎样处理的。", typeText, 56, false},
		fill: func(b *book, i issue) value { return textOf(i.f.Message) }},
	{Column: Column{"原文", "所指的原文，照录。", typeText, 46, false},
		fill: func(b *book, i issue) value { return textOf(i.n.printed(i.f)) }},
	{Column: Column{"所在行", "点击可到所指的任务；针对整份文件的没有链接。", typeLink, 18, false},
		fill: func(b *book, i issue) value { return i.n.ref(i.f.Task) }},
	{Column: Column{"原文位置", "所指任务在来源文件中的位置，不打印。", typeText, 12, false}, screen: true,
		fill: func(b *book, i issue) value {
			if e := i.n.byID[i.f.Task]; e != nil {
				return codeOf(catalog.Place(e.task.At))
			}
			return value{}
		}},
}

func issueSheet() *sheet[issue] {
	return &sheet[issue]{name: sheetIssues, title: "待核事项", meaning: issuesMeaning, columns: issueColumns}
}

// issues are the findings of a notice, numbered on from seq.
func (n *notice) issues(seq *int) iter.Seq[issue] {
	return func(yield func(issue) bool) {
		for k := range n.Findings {
			if *seq++; !yield(issue{n, &n.Findings[k], *seq}) {
				return
			}
		}
	}
}

// ref leads to the row of a task, section or table, if it has one.
func (n *notice) ref(id string) value {
	if e := n.byID[id]; e != nil {
		v := linkOf(e.sheet(), target{e.sheet(), e.row})
		if e.seq > 0 {
			v.text += "第" + itoa(e.seq) + "项"
		}
		return v
	}
	if to, ok := n.at[id]; ok {
		return linkOf(to.sheet, to)
	}
	return value{}
}

// printed is the text a finding is about.
func (n *notice) printed(f *taizhang.Finding) string {
	text := n.Text()
	if !f.Spans.Valid(len(text)) {
		return ""
	}
	return f.Spans.Cut(text)
}
