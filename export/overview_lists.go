package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/xuri/excelize/v2"
)

// onA3 gives a sheet of many columns the larger paper.
func onA3(b *book, name string) error {
	a3 := 8
	return b.f.SetPageLayout(name, &excelize.PageLayoutOptions{Size: &a3})
}

// listed is a task in a list, by its own number and that of 总台账.
type listed struct {
	standing
	at int
}

func (l listed) answering() string {
	var names []string
	for _, p := range l.Organs {
		if p.Answers {
			names = append(names, p.Organ)
		}
	}
	return strings.Join(names, "、")
}

var warningColumns = []column[listed]{
	{Column: Column{"序号", "逾期的在前，逾期最久的最先；再按到期先后。", typeInt, 6, false}, key: true,
		fill: func(b *book, l listed) value { return numberOf(l.at) }},
	{Column: Column{"预警", "逾期，或" + soonWord + "。", typeText, 11, false}, keep: true,
		fill: func(b *book, l listed) value {
			if l.Soon {
				return codeOf(soonWord).as(lookSoon)
			}
			return codeOf("逾期").as(lookOverdue)
		}},
	{Column: Column{"逾期天数", "截止日期到统计日期的天数。", typeInt, 7, false}, fill: func(b *book, l listed) value { return overdueOf(l.Timeliness) }},
	{Column: Column{"剩余天数", "统计日期到截止日期的天数；当天到期为 0。", typeInt, 7, false},
		fill: func(b *book, l listed) value {
			if !l.Soon {
				return value{}
			}
			return numberOf(l.Left)
		}},
	{Column: Column{"截止日期", "应当办结或采取行动的日期。", typeDate, 11.5, false}, fill: func(b *book, l listed) value { return dateOf(l.Given.Due) }},
	{Column: Column{"时限类型", "限期完成、限期启动等。", typeText, 9, false}, fill: func(b *book, l listed) value { return codeOf(catalog.Word(l.Given.Kind)) }},
	{Column: Column{"完成状态", "同总台账。", typeText, 9, false}, fill: func(b *book, l listed) value { return statusOf(l.Status) }},
	{Column: Column{"任务内容", "任务的原文；超过 180 字的只列前 180 字，以“……”标明。", typeText, 50, false},
		fill: func(b *book, l listed) value { return textOf(clip(l.Given.Text, clipTasks)) }},
	{Column: Column{"负责单位", "完成状态取自这些单位。", typeText, 24, false}, fill: func(b *book, l listed) value { return textOf(l.answering()) }},
	{Column: Column{"各单位状态", "同总台账。", typeText, 20, true}, fill: func(b *book, l listed) value { return textOf(differing(l.TaskStanding)) }},
	ofListed(answered("存在问题", "推进中的问题。", 24, taizhang.Problems)),
	ofListed(answered("下步措施", "下一步怎么办。", 24, taizhang.NextStep)),
	{Column: Column{"台账序号", "在总台账中的序号。", typeInt, 7, false}, fill: func(b *book, l listed) value { return numberOf(l.seq) }},
}

// ofListed is a column of 总台账 in a list.
func ofListed(c column[standing]) column[listed] {
	return column[listed]{Column: c.Column, fill: func(b *book, l listed) value { return c.fill(b, l.standing) }}
}

func warningSheet(o *taizhang.Overview) *sheet[listed] {
	type late struct { // of the tasks themselves there may be more than memory holds
		taizhang.Timeliness
		task int
	}
	var list []late
	for i := range o.Tasks.Len() {
		t := o.Tasks.At(i)
		if t.Overdue > 0 || t.Soon {
			list = append(list, late{t.Timeliness, i})
		}
	}
	slices.SortStableFunc(list, func(a, b late) int {
		return cmp.Or(cmp.Compare(b.Overdue, a.Overdue), cmp.Compare(a.Left, b.Left))
	})
	records := func(yield func(listed) bool) {
		for i, l := range list {
			if !yield(listed{standing{TaskStanding: o.Tasks.At(l.task), seq: l.task + 1}, i + 1}) {
				return
			}
		}
	}
	return &sheet[listed]{name: sheetWarnings, title: "逾期与预警", columns: warningColumns, records: records,
		meaning: asOf(o) + "逾期 " + itoa(o.Overdue) + " 项，" + soonWord + " " + itoa(o.Soon) + " 项。" + overdueRule}
}

// changeRow is a line of 变化情况.
type changeRow struct {
	*taizhang.ReportChange
	task *taizhang.TaskStanding
	seq  int
}

// fieldWords are the columns that 变化情况 looks at.
var fieldWords = map[taizhang.ReportField]string{taizhang.Status: "完成状态",
	taizhang.Quarter1: "一季度进展", taizhang.Quarter2: "二季度进展", taizhang.Quarter3: "三季度进展", taizhang.Quarter4: "四季度进展"}

var changeColumns = []column[changeRow]{
	{Column: Column{"序号", "按总台账的顺序。", typeInt, 6, false}, key: true, fill: func(b *book, c changeRow) value { return numberOf(c.seq) }},
	{Column: Column{"台账序号", "在总台账中的序号。", typeInt, 7, false}, keep: true, fill: func(b *book, c changeRow) value { return numberOf(c.Task + 1) }},
	{Column: Column{"任务内容", "任务原文的前 60 字，全文见总台账。", typeText, 40, false},
		fill: func(b *book, c changeRow) value { return textOf(clip(c.task.Given.Text, 60)) }},
	{Column: Column{"单位", "谁的填报有变化。", typeText, 24, false}, keep: true, fill: func(b *book, c changeRow) value { return textOf(c.Organ) }},
	{Column: Column{"角色", "该单位在任务中的角色。", typeText, 9, false}, fill: func(b *book, c changeRow) value { return codeOf(catalog.Word(c.Role)) }},
	{Column: Column{"栏目", "完成状态，或哪个季度的进展。", typeText, 11, false}, keep: true, fill: func(b *book, c changeRow) value { return codeOf(fieldWords[c.Field]) }},
	{Column: Column{"变化", "新填、修改或清除。", typeText, 7, false}, fill: func(b *book, c changeRow) value {
		switch {
		case c.From == "":
			return codeOf("新填")
		case c.To == "":
			return codeOf("清除")
		}
		return codeOf("修改")
	}},
	{Column: Column{"上一轮", "上一轮的内容。", typeText, 34, false}, fill: func(b *book, c changeRow) value { return textOf(c.From) }},
	{Column: Column{"本轮", "本轮的内容。", typeText, 34, false}, fill: func(b *book, c changeRow) value { return textOf(c.To) }},
	{Column: Column{"任务状态", "合并后的任务状态有变化的，从什么变成什么。", typeText, 19, true},
		fill: func(b *book, c changeRow) value {
			if c.Field != taizhang.Status || c.task.Before == c.task.Status {
				return value{}
			}
			return codeOf(c.task.Before + " → " + c.task.Status)
		}},
	{Column: Column{"填报人", "谁填报的。", typeText, 9, true}, fill: func(b *book, c changeRow) value { return codeOf(c.Said.Who) }},
	{Column: Column{"收到日期", "收到反馈的日期。", typeDate, 11.5, true}, fill: func(b *book, c changeRow) value { return dateOf(dayOf(c.Said.At)) }},
}

func changeSheet(o *taizhang.Overview) *sheet[changeRow] {
	s := &sheet[changeRow]{name: sheetChanges, title: "变化情况", columns: changeColumns, meaning: asOf(o)}
	if o.Before == "" {
		s.meaning += "这是第一轮，没有可比的上一轮。"
	} else {
		s.meaning += "与上一轮（" + visible(o.Before) + "）相比，完成状态或各季度进展有变化的，共 " + itoa(o.Changes.Len()) + " 处。"
	}
	s.records = func(yield func(changeRow) bool) {
		for i := range o.Changes.Len() {
			c := o.Changes.At(i)
			if !yield(changeRow{c, o.Tasks.At(c.Task), i + 1}) {
				return
			}
		}
	}
	return s
}

// silentRow is a line of 未反馈单位.
type silentRow struct {
	*taizhang.OrganStanding
	round *taizhang.Round
	seq   int
	late  int // days since the date to reply by
}

func silentCount(name, meaning string, n func(s *taizhang.OrganStanding) int) column[silentRow] {
	return column[silentRow]{Column: Column{name, meaning, typeInt, 10, false}, fill: func(b *book, r silentRow) value { return numberOf(n(r.OrganStanding)) }}
}

var silentColumns = []column[silentRow]{
	{Column: Column{"序号", "按任务数从多到少。", typeInt, 6, false}, key: true, fill: func(b *book, r silentRow) value { return numberOf(r.seq) }},
	{Column: Column{"单位", "下发了任务、本轮没有反馈的单位。", typeText, 40, false}, keep: true, fill: func(b *book, r silentRow) value { return textOf(r.Organ) }},
	silentCount("任务数", "下发给该单位的任务项数。", func(s *taizhang.OrganStanding) int { return s.Total() }),
	silentCount("其中负责", "牵头、共同负责、分别负责的项数。", func(s *taizhang.OrganStanding) int { return s.Total() - s.Roles[taizhang.Support] }),
	silentCount("其中逾期", "按该单位此前填报的状态，已经逾期的项数。", func(s *taizhang.OrganStanding) int { return s.Overdue }),
	{Column: Column{"回复期限", "下发时要求的回复日期。", typeDate, 11.5, true}, fill: func(b *book, r silentRow) value { return dateOf(r.round.ReplyBy) }},
	{Column: Column{"超期天数", "回复期限到统计日期的天数；没有超过的为空。", typeInt, 9, true},
		fill: func(b *book, r silentRow) value {
			if r.late <= 0 {
				return value{}
			}
			return numberOf(r.late).as(lookOverdue)
		}},
	{Column: Column{"下发的文件", "发给该单位的工作簿。", typeText, 44, true}, fill: func(b *book, r silentRow) value { return textOf(r.File) }},
}

func silentSheet(o *taizhang.Overview) *sheet[silentRow] {
	late := 0
	if by, ok := ParseDay(o.Round.ReplyBy); ok {
		if now, ok := ParseDay(o.AsOf); ok {
			late = int(now.Sub(by).Hours() / 24)
		}
	}
	var list []silentRow
	for i := range o.Organs {
		if s := &o.Organs[i]; s.Receipt == nil {
			list = append(list, silentRow{s, &o.Round, len(list) + 1, late})
		}
	}
	return &sheet[silentRow]{name: sheetSilent, title: "未反馈单位", columns: silentColumns, records: slices.Values(list),
		meaning: asOf(o) + "下发 " + itoa(len(o.Organs)) + " 个单位，未反馈 " + itoa(len(list)) + " 个。"}
}
