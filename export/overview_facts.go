package export

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// figure is a line of 汇总.
type figure struct {
	name    string
	value   value
	of      int // the whole that the value is a part of; 0 for none
	note    string
	heading bool
}

var factColumns = []column[figure]{
	{Column: Column{"项目", "统计的是什么。", typeText, 25, false}, keep: true, fill: func(b *book, f figure) value {
		for _, s := range statuses {
			if s.word == f.name {
				return textOf(f.name).as(s.look)
			}
		}
		return textOf(f.name)
	}},
	{Column: Column{"数值", "项数、单位数或日期。", "文本、整数或日期", 13, false}, fill: func(b *book, f figure) value { return f.value }},
	{Column: Column{"占比（%）", "占该组总数的百分比，四舍五入到整数。", typeInt, 9, false}, fill: func(b *book, f figure) value { return percent(f.value.n, f.of) }},
	{Column: Column{"说明", "怎样统计的。", typeText, 48, false}, fill: func(b *book, f figure) value { return textOf(f.note) }},
}

// The headings and totals of 汇总 that charts refer to.
const (
	factTasks    = "任务（项）"
	factQuarters = "各季度有进展的任务（项）"
	factOrgans   = "单位（个）"
	factReturned = "已反馈"
	factSilent   = "未反馈"
)

var quarterNames = [4]string{"一季度", "二季度", "三季度", "四季度"}

func figures(o *taizhang.Overview) []figure {
	said := func(name string, v value, note string) figure { return figure{name: name, value: v, note: note} }
	count := func(name string, n, of int, note string) figure {
		return figure{name: name, value: numberOf(n), of: of, note: note}
	}
	heading := func(name string, n int) figure { return figure{name: name, value: numberOf(n), heading: true} }
	total := o.Total()
	out := []figure{
		{name: "范围", heading: true},
		said("文件", value{}, clip(strings.Join(o.Notices, "；"), 300)),
		said("轮次", codeOf(o.Round.Name), ""),
	}
	if o.Before != "" {
		out = append(out, said("上一轮", codeOf(o.Before), ""))
	}
	if o.Round.ReplyBy != "" {
		out = append(out, said("回复期限", dateOf(o.Round.ReplyBy), ""))
	}
	out = append(out, said("统计日期", dateOf(o.AsOf), "逾期与预警以这一天为准"), heading(factTasks, total))
	for _, s := range statuses {
		out = append(out, count(s.word, o.ByStatus[s.word], total, s.meaning))
	}
	out = append(out, said("完成率（%）", percent(o.ByStatus[taizhang.Done], total-o.ByStatus[taizhang.Cancelled]), "已完成 ÷（全部 − 不再实施）"),
		count("逾期", o.Overdue, total, overdueRule),
		count(soonWord, o.Soon, total, "自统计日期起，含当天"))
	if o.Before != "" {
		moved := 0
		for i := range o.Tasks.Len() {
			t := o.Tasks.At(i)
			if t.Status != t.Before {
				moved++
			}
		}
		out = append(out, count("状态有变化", moved, total, "与上一轮相比"))
	}
	out = append(out, figure{name: factQuarters, heading: true})
	for i, n := range o.Quarters {
		out = append(out, count(quarterNames[i], n, total, ""))
	}
	returned := 0
	for _, s := range o.Organs {
		if s.Receipt != nil {
			returned++
		}
	}
	return append(out, heading(factOrgans, len(o.Organs)),
		count(factReturned, returned, len(o.Organs), ""), count(factSilent, len(o.Organs)-returned, len(o.Organs), "名单见“"+sheetSilent+"”"))
}

func overviewSheet(o *taizhang.Overview) *sheet[figure] {
	list := figures(o)
	s := &sheet[figure]{name: sheetCounts, title: overviewTitle(o), meaning: asOf(o) + statusRule, columns: factColumns, records: slices.Values(list),
		look: func(f figure) look {
			if f.heading {
				return total
			}
			return plain
		}}
	s.before = func(b *book, name string) error {
		one := 1
		if err := b.f.SetPageLayout(name, &excelize.PageLayoutOptions{FitToHeight: &one}); err != nil { // it is read as one page
			return err
		}
		row := func(fact string) int {
			return firstRow + slices.IndexFunc(list, func(f figure) bool { return f.name == fact })
		}
		bar := func(fact, color string) series {
			return series{s.ref("项目", row(fact), row(fact)), s.ref("数值", row(fact), row(fact)), color}
		}
		var byStatus []series
		most := 0
		for _, x := range statuses {
			byStatus = append(byStatus, bar(x.word, tints[x.look]))
			most = max(most, o.ByStatus[x.word])
		}
		q := row(factQuarters) + 1
		for i, c := range []chart{
			{title: "任务按完成状态（项）", series: byStatus, most: most},
			{title: "各季度有进展的任务（项）", most: slices.Max(o.Quarters[:]), categories: s.ref("项目", q, q+3),
				series: []series{{s.ref("项目", q-1, q-1), s.ref("数值", q, q+3), tints[lookDone]}}},
			{title: "单位反馈情况（个）", most: len(o.Organs), series: []series{bar(factReturned, tints[lookDone]), bar(factSilent, tints[lookNotReported])}},
		} {
			c.kind, c.col, c.cols, c.rows = excelize.Col, len(s.columns)+2, 10, (len(list)+2)/3
			c.row = headerRow + i*c.rows
			if err := c.add(b, name); err != nil {
				return err
			}
		}
		return nil
	}
	return s
}
