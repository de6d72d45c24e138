package export

import (
	"slices"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/xuri/excelize/v2"
)

// organRow is a line of 部门完成情况; the last is the sum.
type organRow struct {
	*taizhang.OrganStanding
	seq int // 0: the sum
}

func organCount(name, meaning string, width float64, n func(*taizhang.OrganStanding) int) column[organRow] {
	return column[organRow]{Column: Column{name, meaning, typeInt, width, false},
		fill: func(b *book, r organRow) value { return numberOf(n(r.OrganStanding)) }}
}

var organColumns = sync.OnceValue(func() []column[organRow] {
	out := []column[organRow]{
		{Column: Column{"序号", "按任务数从多到少。", typeInt, 6, false}, key: true,
			fill: func(b *book, r organRow) value {
				if r.seq == 0 {
					return value{}
				}
				return numberOf(r.seq)
			}},
		{Column: Column{"单位", "下发任务的单位。", typeText, 34, false}, keep: true, fill: func(b *book, r organRow) value { return textOf(clip(r.Organ, 120)) }},
		organCount("任务数", "下发给该单位的任务项数，一项任务只计一次；合计行是各单位之和，不是全部任务项数。", 8, func(s *taizhang.OrganStanding) int { return s.Total() }),
	}
	for _, r := range []taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support} {
		out = append(out, organCount(catalog.Word(r), "该单位"+catalog.Word(r)+"的任务项数。", 8, func(s *taizhang.OrganStanding) int { return s.Roles[r] }))
	}
	for _, x := range statuses {
		out = append(out, organCount(x.word, "该单位填报为“"+x.word+"”的任务项数。", 8, func(s *taizhang.OrganStanding) int { return s.ByStatus[x.word] }))
	}
	out[len(out)-1].Meaning = "该单位没有填报完成状态的任务项数。"
	out = append(out,
		column[organRow]{Column: Column{"完成率（%）", "已完成 ÷（任务数 − 不再实施），四舍五入到整数。", typeInt, 9, false},
			fill: func(b *book, r organRow) value {
				return percent(r.ByStatus[taizhang.Done], r.Total()-r.ByStatus[taizhang.Cancelled])
			}},
		column[organRow]{Column: Column{"逾期", overdueRule + "按该单位自己填报的状态。", typeInt, 7, false},
			fill: func(b *book, r organRow) value {
				if r.Overdue > 0 && r.seq > 0 {
					return numberOf(r.Overdue).as(lookOverdue)
				}
				return numberOf(r.Overdue)
			}},
		organCount(soonWord, "自统计日期起"+soonWord+"、没有完成的任务项数。", 9, func(s *taizhang.OrganStanding) int { return s.Soon }))
	for i, q := range quarterNames {
		out = append(out, organCount(q+"有进展", "填报了"+q+"进展的任务项数。", 8, func(s *taizhang.OrganStanding) int { return s.Quarters[i] }))
	}
	return append(out, column[organRow]{Column: Column{"本轮反馈", "收到反馈的日期；有的行尚未确定属于哪一任务的，注明“部分未能读取”；没有反馈的写“未反馈”。", "日期或文本", 12, false},
		fill: func(b *book, r organRow) value {
			switch {
			case r.seq == 0:
				return value{}
			case r.Receipt == nil:
				return codeOf("未反馈").as(lookNotReported)
			case r.Receipt.Partly:
				return textOf(string(dayOf(r.Receipt.At)) + " 已收到、部分未能读取").as(lookSoon)
			}
			return dateOf(dayOf(r.Receipt.At))
		}})
})

// dayOf is the day of a time stamp.
func dayOf(at string) taizhang.Date { return taizhang.Date(at[:min(len(at), len("2006-01-02"))]) }

func organSheet(o *taizhang.Overview) *sheet[organRow] {
	all := sumOfOrgans(o)
	s := &sheet[organRow]{name: sheetOrgans, title: "部门完成情况表", columns: organColumns(),
		meaning: asOf(o) + "完成状态按各单位自己填报的计；一项任务有几个单位的，各计一次。图在表的下方。" + overdueRule,
		look: func(r organRow) look {
			if r.seq == 0 {
				return total
			}
			return plain
		}}
	s.records = func(yield func(organRow) bool) {
		for i := range o.Organs {
			if !yield(organRow{&o.Organs[i], i + 1}) {
				return
			}
		}
		yield(organRow{all, 0})
	}
	s.before = func(b *book, name string) error { return organCharts(b, s, o, all) }
	return s
}

func sumOfOrgans(o *taizhang.Overview) *taizhang.OrganStanding {
	sum := &taizhang.OrganStanding{Organ: "合计", Roles: map[taizhang.Role]int{}, Counts: taizhang.Counts{ByStatus: map[string]int{}}}
	for _, s := range o.Organs {
		for r, n := range s.Roles {
			sum.Roles[r] += n
		}
		for x, n := range s.ByStatus {
			sum.ByStatus[x] += n
		}
		for i, n := range s.Quarters {
			sum.Quarters[i] += n
		}
		sum.Overdue, sum.Soon = sum.Overdue+s.Overdue, sum.Soon+s.Soon
	}
	return sum
}

// organCharts puts three charts side by side below the table, on a page of their own.
func organCharts(b *book, s *sheet[organRow], o *taizhang.Overview, all *taizhang.OrganStanding) error {
	if len(o.Organs) == 0 {
		return nil
	}
	n := min(len(o.Organs), chartMost)
	of := "（项）"
	if n < len(o.Organs) {
		of = "（项，前 " + itoa(n) + " 位）"
	}
	sum := firstRow + len(o.Organs)
	values := func(name string) series {
		return series{name: s.ref(name, headerRow, headerRow), values: s.ref(name, firstRow, firstRow+n-1)}
	}
	organs := s.ref("单位", firstRow, firstRow+n-1)
	status := chart{title: "各单位任务的完成状态" + of, kind: excelize.BarStacked, categories: organs, rows: max(n+4, 18), cols: s.at("配合")}
	for _, x := range statuses {
		v := values(x.word)
		v.color = tints[x.look]
		status.series = append(status.series, v)
	}
	roles := chart{title: "各单位承担的角色" + of, kind: excelize.BarStacked, categories: organs, rows: status.rows, cols: s.at(soonWord) - status.cols}
	for _, x := range roleColors {
		v := values(x.name)
		v.color = x.color
		roles.series = append(roles.series, v)
	}
	from, to := s.at("一季度有进展"), s.at("四季度有进展")
	across := func(row int) string { return s.area(from, row, to, row) }
	quarters := chart{title: "各季度有进展的任务（项次）", kind: excelize.Col, rows: 18, cols: len(s.columns) - status.cols - roles.cols,
		categories: across(headerRow), series: []series{{s.ref("单位", sum, sum), across(sum), tints[lookDone]}}}
	quarters.most = slices.Max(all.Quarters[:])
	col := 1
	for _, c := range []chart{status, roles, quarters} {
		c.row, c.col = sum+2, col
		col += c.cols
		if err := c.add(b, s.name); err != nil {
			return err
		}
	}
	return b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name,
		RefersTo: s.area(1, 1, len(s.columns), sum) + "," + s.area(1, sum+2, len(s.columns), sum+2+status.rows)})
}
