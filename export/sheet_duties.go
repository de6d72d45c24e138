package export

import (
	"iter"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

const dutiesMeaning = "一项任务的一个责任单位占一行：按“机构”或“责任单位”筛选，就是该单位的全部任务。"

// clipTasks is where 责任分解 shortens a text: it repeats it for each unit.
const clipTasks = 180

// The columns that 部门汇总 counts by.
const (
	dutySeq    = "序号"
	dutyRole   = "角色"
	dutyOrgan  = "机构"
	dutySource = "任务来源"
	dutyOnce   = "计任务数"
)

// duty is one unit's part in one task.
type duty struct {
	*entry
	a    *taizhang.Assignment
	seq  int
	once int // 1 where the organ has no earlier part in the task, else 0
}

var dutyColumns = []column[duty]{
	fileColumn(func(d duty) *notice { return d.notice }),
	{Column: Column{dutySeq, "本表内的流水号，从 1 起。", typeInt, 6, false}, key: true,
		fill: func(b *book, d duty) value { return numberOf(d.seq) }},
	{Column: Column{"责任单位", "单位当年的法定全称；未能确定的照录原文。", typeText, 23, false}, keep: true,
		fill: func(b *book, d duty) value { return textOf(unitName(*d.a)) }},
	{Column: Column{dutyRole, "牵头、配合、共同负责、分别负责。", typeText, 9.5, false}, keep: true,
		fill: func(b *book, d duty) value { return codeOf(catalog.Word(d.a.Role)) }},
	{Column: Column{"任务内容", "任务的原文；超过 180 字的只列前 180 字，以“……”标明，全文见任务链接。", typeText, 125, false},
		fill: func(b *book, d duty) value { return textOf(clip(d.task.Text, clipTasks)) }},
	{Column: Column{"截止日期", "同任务所在行。", typeDate, 11.5, false},
		fill: func(b *book, d duty) value { return dateOf(d.due()) }},
	{Column: Column{dutySource, "任务在哪一张工作表：部门任务或进度安排。", typeText, 9.5, false}, keep: true,
		fill: func(b *book, d duty) value { return codeOf(d.sheet()) }},
	{Column: Column{"任务链接", "点击可到任务所在行。", typeLink, 9, false},
		fill: func(b *book, d duty) value { return d.ref() }},
	{Column: Column{dutyOrgan, "单位背后的法人机构：加挂牌子的单位归到本机构，其余与责任单位相同。", typeText, 24, false}, keep: true, screen: true,
		fill: func(b *book, d duty) value { return textOf(organName(*d.a)) }},
	{Column: Column{"原文称谓", "单位在文中的写法，照录。", typeText, 20, false}, screen: true,
		fill: func(b *book, d duty) value { return textOf(d.a.Mention) }},
	{Column: Column{"备注", "角色不是任务自己写明而取自上级标题的，单位全称未能确定的，在此注明；不打印。", typeText, 13, true}, screen: true,
		fill: func(b *book, d duty) value {
			switch {
			case d.a.Rule == "unresolved":
				return textOf("全称未定，照录原文")
			case d.a.From != "":
				return textOf("取自上级标题")
			}
			return value{}
		}},
	{Column: Column{"任务编号", uidColumn.Meaning, typeText, 19, true}, screen: true,
		fill: func(b *book, d duty) value { return codeOf(d.notice.uids[d.task.ID]) }},
	{Column: Column{dutyOnce, "该机构在该任务中第一次出现的行为 1，其余为 0：部门汇总按此计任务数。隐藏，不打印。", typeInt, 9, false}, screen: true, hidden: true,
		fill: func(b *book, d duty) value { return numberOf(d.once) }},
}

func dutySheet() *sheet[duty] {
	return &sheet[duty]{name: sheetDuties, title: "责任分解表", meaning: dutiesMeaning, columns: dutyColumns}
}

// dutiesOf are the assignments of tasks, numbered on from seq.
func dutiesOf(tasks iter.Seq[*entry], seq *int) iter.Seq[duty] {
	return func(yield func(duty) bool) {
		for e := range tasks {
			as := e.task.Assignments
			for i := range as {
				once := 1
				if slices.ContainsFunc(as[:i], func(a taizhang.Assignment) bool { return organName(a) == organName(as[i]) }) {
					once = 0
				}
				if *seq++; !yield(duty{e, &as[i], *seq, once}) {
					return
				}
			}
		}
	}
}
