package export

import (
	"github.com/taizhang/taizhang"

	"github.com/taizhang/taizhang/catalog"
)

const rowsMeaning = "进度安排表中的任务，一项一行，单位名称已补为全称。灰底行是表中的分节行或合计行，不计入任务数。"

var rowColumns = []column[*entry]{
	fileColumn(func(e *entry) *notice { return e.notice }),
	{Column: Column{"序号", "原表印的序号。", "整数或文本", 6, false}, key: true,
		fill: func(b *book, e *entry) value { return printedNumber(e.task.Number) }},
	{Column: Column{"流水号", "本表内的流水号，从 1 起；原表序号不连续或有几份文件时才出现，其他工作表的链接按此号。", typeInt, 7, true}, keep: true,
		fill: func(b *book, e *entry) value {
			if e.seq == 0 || !b.renumbered {
				return value{}
			}
			return numberOf(e.seq)
		}},
	{Column: Column{"工作任务", "任务的原文。过长的在下一行继续，序号后注“续1”“续2”。", typeText, 54, false},
		fill: func(b *book, e *entry) value { return textOf(e.task.Text) }},
	{Column: Column{"牵头单位", "牵头单位全称。", typeText, 16, false},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Lead)) }},
	{Column: Column{"配合单位", "配合、参与、协助单位全称。", typeText, 36, true},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Support)) }},
	{Column: Column{"共同负责", "几个单位负责而没有写明谁牵头的，各单位全称。", typeText, 11, true},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Joint)) }},
	{Column: Column{"分别负责", "按职责分工负责、分别负责的各单位全称。", typeText, 36, true},
		fill: func(b *book, e *entry) value { return textOf(e.units(taizhang.Separate)) }},
	{Column: Column{"时间进度", "时限的原文，照录；有几个日期的，后面用〔〕注明各自日期。", typeText, 12, false},
		fill: func(b *book, e *entry) value { return textOf(e.printedDeadlines()) }},
	{Column: Column{"时限类型", "限期完成、限期启动、时段内、持续实施、定期、相对时限、未定时间。", typeText, 9.5, false},
		fill: func(b *book, e *entry) value { return codeOf(e.deadlineKinds()) }},
	{Column: Column{"截止日期", "应当办结或采取行动的日期；有几个的取最早的；没有明确日期的为空。", typeDate, 11.5, false},
		fill: func(b *book, e *entry) value { return dateOf(e.due()) }},
	{Column: Column{"成果形式", "成果形式栏的原文，照录。", typeText, 46, false},
		fill: func(b *book, e *entry) value { return textOf(e.task.Result) }},
	{Column: Column{"其他栏目", "原表的类别、指标、备注等其他栏目，照录。", typeText, 22, true},
		fill: func(b *book, e *entry) value {
			if e.seq == 0 {
				return value{}
			}
			return textOf(e.byRole(taizhang.ColCategory, taizhang.ColMeasure, taizhang.ColNote, taizhang.ColOther))
		}},
	{Column: Column{"对应部门任务", "与部门任务中的哪一项是同一任务，点击可到该行。", typeLink, 10, false},
		fill: func(b *book, e *entry) value { return e.twinRef() }},
	{Column: Column{"责任单位（原文）", "责任单位栏的原文，照录；不打印。", typeText, 25, false}, screen: true,
		fill: func(b *book, e *entry) value {
			if e.seq == 0 {
				return value{}
			}
			return textOf(e.byRole(taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport))
		}},
	{Column: Column{"原文位置", "在来源文件中的位置，不打印。", typeText, 10, false}, screen: true,
		fill: func(b *book, e *entry) value { return codeOf(catalog.Place(e.task.At)) }},
	uidColumn,
}

func rowSheet() *sheet[*entry] {
	return &sheet[*entry]{name: sheetRows, title: "进度安排表", meaning: rowsMeaning, columns: rowColumns, look: entryLook}
}
