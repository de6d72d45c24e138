package export

import (
	"github.com/taizhang/taizhang"

	"github.com/taizhang/taizhang/catalog"
)

const itemsMeaning = "通知正文及所附计划中分部门列出的任务，一项一行。灰底行是章节自己的文字，不计入任务数。"

var itemColumns = []column[*entry]{
	fileColumn(func(e *entry) *notice { return e.notice }),
	{Column: Column{"序号", "本表内的流水号，从 1 起；章节自己的文字不编号。其他工作表的链接按此号。", typeInt, 6, false}, key: true,
		fill: func(b *book, e *entry) value {
			if e.seq == 0 {
				return value{}
			}
			return numberOf(e.seq)
		}},
	{Column: Column{"部门", "任务所在章节的标题，原文；有多级时用“／”连接。", typeText, 13, false}, keep: true,
		fill: func(b *book, e *entry) value { return textOf(e.under) }},
	{Column: Column{"编号", "原文印的编号，照录。", typeText, 6, false}, keep: true,
		fill: func(b *book, e *entry) value { return codeOf(e.task.Number) }},
	{Column: Column{"任务内容", "任务的原文，不含编号。过长的在下一行继续，序号后注“续1”“续2”。", typeText, 100, false},
		fill: func(b *book, e *entry) value { return textOf(e.task.Text) }},
	{Column: Column{"牵头单位", "牵头单位全称；任务本身没有写明的，取自上级标题所指单位。", typeText, 17, false},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Lead)) }},
	{Column: Column{"配合单位", "配合、参与、协助单位全称。", typeText, 17, true},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Support)) }},
	{Column: Column{"共同负责", "几个单位负责而没有写明谁牵头的，各单位全称。", typeText, 17, true},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Joint)) }},
	{Column: Column{"分别负责", "按职责分工负责、分别负责的各单位全称。", typeText, 17, true},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Separate)) }},
	{Column: Column{"时限原文", "文中关于时限的文字，照录，一行一处；有几个日期的，后面用〔〕注明各自日期。", typeText, 14, false},
		fill: func(b *book, e *entry) value { return textOf(e.printedDeadlines()) }},
	{Column: Column{"截止日期", "应当办结或采取行动的日期；有几个的取最早的；没有明确日期的为空。", typeDate, 11.5, false},
		fill: func(b *book, e *entry) value { return dateOf(e.due()) }},
	{Column: Column{"量化目标", "文中的数量要求，照录，一行一个。", typeText, 24, false},
		fill: func(b *book, e *entry) value { return textOf(e.targets()) }},
	{Column: Column{"对应进度安排", "与进度安排中的哪一项是同一任务，点击可到该行。", typeLink, 10, false},
		fill: func(b *book, e *entry) value { return e.twinRef() }},
	{Column: Column{"单位全称", "该章节标题所指单位当年的法定全称；标题不是单位名称时为空；不打印。", typeText, 17, false}, keep: true, screen: true,
		fill: func(b *book, e *entry) value { return textOf(e.unit) }},
	{Column: Column{"原文位置", "在来源文件中的位置，不打印。", typeText, 10, false}, screen: true,
		fill: func(b *book, e *entry) value { return codeOf(catalog.Place(e.task.At)) }},
	uidColumn,
}

// uidColumn comes last: it is for programs and for the hand-off.
var uidColumn = column[*entry]{Column: Column{"任务编号", "任务的稳定编号，重新抽取、修订后不变；尚未入库的没有；不打印。", typeText, 19, true}, screen: true,
	fill: func(b *book, e *entry) value { return codeOf(e.notice.uids[e.task.ID]) }}

func itemSheet() *sheet[*entry] {
	return &sheet[*entry]{name: sheetItems, title: "部门任务清单", meaning: itemsMeaning, columns: itemColumns, look: entryLook}
}

func entryLook(e *entry) look {
	if e.seq == 0 {
		return tinted
	}
	return plain
}
