package export

import (
	"iter"

	"github.com/taizhang/taizhang"
)

const dutiesMeaning = "一项任务的一个责任单位占一行：按“机构”或“责任单位”筛选，就是该单位的全部任务。"

// clipTasks is where 责任分解 shortens a text: it repeats it for each unit.
const clipTasks = 180

// duty is one unit's part in one task.
type duty struct {
	*entry
	a   *taizhang.Assignment
	seq int
}

var dutyColumns = []column[duty]{
	fileColumn(func(d duty) *notice { return d.notice }),
	{Column: Column{"序号", "本表内的流水号，从 1 起。", typeInt, 7, false}, key: true,
		fill: func(b *book, d duty) value { return numberOf(d.seq) }},
	{Column: Column{"责任单位", "单位当年的法定全称；未能确定的照录原文。", typeText, 24, false}, keep: true,
		fill: func(b *book, d duty) value { return textOf(unitName(*d.a)) }},
	{Column: Column{"角色", "牵头、配合、共同负责、分别负责。", typeText, 9.5, false}, keep: true,
		fill: func(b *book, d duty) value { return codeOf(d.a.Role.Word()) }},
	{Column: Column{"机构", "单位背后的法人机构：加挂牌子的单位归到本机构，其余与责任单位相同。", typeText, 24, false}, keep: true,
		fill: func(b *book, d duty) value { return textOf(organName(*d.a)) }},
	{Column: Column{"原文称谓", "单位在文中的写法，照录。", typeText, 20, false},
		fill: func(b *book, d duty) value { return textOf(d.a.Mention) }},
	{Column: Column{"任务来源", "任务在哪一张工作表：部门任务或进度安排。", typeText, 9.5, false}, keep: true,
		fill: func(b *book, d duty) value { return codeOf(d.sheet()) }},
	{Column: Column{"任务链接", "点击可到任务所在行。", typeLink, 10, false},
		fill: func(b *book, d duty) value { return d.ref() }},
	{Column: Column{"任务内容", "任务的原文；超过 180 字的只列前 180 字，以“……”标明，全文见任务链接。", typeText, 56, false},
		fill: func(b *book, d duty) value { return textOf(clip(d.task.Text, clipTasks)) }},
	{Column: Column{"截止日期", "同任务所在行。", typeDate, 11.5, false},
		fill: func(b *book, d duty) value { return dateOf(d.due()) }},
	{Column: Column{"备注", "角色不是任务自己写明而取自上级标题的，单位全称未能确定的，在此注明。", typeText, 14, true},
		fill: func(b *book, d duty) value {
			switch {
			case d.a.Rule == "unresolved":
				return textOf("全称未定，照录原文")
			case d.a.From != "":
				return textOf("取自上级标题")
			}
			return value{}
		}},
	{Column: Column{"任务编号", uidColumn.Meaning, typeText, 19, true},
		fill: func(b *book, d duty) value { return codeOf(d.notice.uids[d.task.ID]) }},
}

func dutySheet() *sheet[duty] {
	return &sheet[duty]{name: sheetDuties, title: "责任分解表", meaning: dutiesMeaning, columns: dutyColumns}
}

// dutiesOf are the assignments of tasks, numbered on from seq.
func dutiesOf(tasks iter.Seq[*entry], seq *int) iter.Seq[duty] {
	return func(yield func(duty) bool) {
		for e := range tasks {
			for i := range e.task.Assignments {
				if *seq++; !yield(duty{e, &e.task.Assignments[i], *seq}) {
					return
				}
			}
		}
	}
}
