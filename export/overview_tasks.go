package export

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// standing is a line of 总台账, with its running number.
type standing struct {
	*taizhang.TaskStanding
	seq     int
	several bool // there are several notices
}

// given is a column of what was handed out.
func given(name, meaning string, width float64, optional bool, of func(h *taizhang.Handout) string) column[standing] {
	return column[standing]{Column: Column{name, meaning, typeText, width, optional}, fill: func(b *book, t standing) value { return textOf(of(&t.Given)) }}
}

// answered is a column of what the organs that answer for a task said.
func answered(name, meaning string, width float64, fields ...taizhang.ReportField) column[standing] {
	return column[standing]{Column: Column{name, meaning + "负责的单位不止一个的，单位写在前面的【】里。", typeText, width, true}, fill: func(b *book, t standing) value {
		var lines []string
		for i := range t.Organs {
			if p := &t.Organs[i]; p.Answers {
				said := ""
				for _, f := range fields {
					said += " " + p.Said[f].Value
				}
				if said = strings.TrimSpace(said); said != "" {
					lines = append(lines, t.by(p)+said)
				}
			}
		}
		return textOf(strings.Join(lines, "\n"))
	}}
}

// by names an organ before what it said, unless it is the only one that answers for the task.
func (t standing) by(p *taizhang.OrganReport) string {
	if len(t.Organs) == 1 || p.Answers && !t.Organs[1].Answers {
		return ""
	}
	return "【" + p.Organ + "】"
}

var standingColumns = []column[standing]{
	{Column: Column{"序号", "本表内的流水号，从 1 起；其他工作表的“台账序号”即此号。", typeInt, 6, false}, key: true,
		fill: func(b *book, t standing) value { return numberOf(t.seq) }},
	{Column: Column{"文件", "任务出自哪一份文件。只有一份文件时不出现。", typeText, 16, true}, keep: true,
		fill: func(b *book, t standing) value {
			if !t.several {
				return value{}
			}
			return textOf(cmp.Or(t.Given.NoticeTitle, t.Given.Notice))
		}},
	given("类别/来源", "任务在文件中所属的部分。", 14, true, func(h *taizhang.Handout) string { return h.Section }),
	given("任务内容", "任务的原文。过长的在下一行继续，序号后注“续1”“续2”。", 40, false, func(h *taizhang.Handout) string { return h.Text }),
	given("年度目标/成果形式", "文件写明的成果形式或量化目标。", 18, true, func(h *taizhang.Handout) string { return h.Result }),
	given("牵头单位", "牵头、共同或分别负责的单位。", 18, false, func(h *taizhang.Handout) string { return h.Lead }),
	given("配合单位", "配合的单位。", 18, true, func(h *taizhang.Handout) string { return h.Support }),
	given("完成时限（原文）", "文件写明的时限，照录。", 12, false, func(h *taizhang.Handout) string { return h.DeadlineRaw }),
	{Column: Column{"时限类型", "限期完成、限期启动、时段内、持续实施、定期、相对时限、未定时间。", typeText, 9, true},
		fill: func(b *book, t standing) value { return codeOf(catalog.Word(t.Given.Kind)) }},
	{Column: Column{"截止日期", "应当办结或采取行动的日期；没有的留空。", typeDate, 11.5, false},
		fill: func(b *book, t standing) value { return dateOf(t.Given.Due) }},
	{Column: Column{"完成状态", statusRule, typeText, 9, false}, keep: true,
		fill: func(b *book, t standing) value { return statusOf(t.Status) }},
	{Column: Column{"逾期天数", overdueRule, typeInt, 7, false},
		fill: func(b *book, t standing) value { return overdueOf(t.Timeliness) }},
	{Column: Column{"各单位状态", "负责的单位填报不一致时，谁填报了什么。", typeText, 20, true},
		fill: func(b *book, t standing) value { return textOf(differing(t.TaskStanding)) }},
	answered("一季度进展", "负责的单位填报的一季度进展。", 24, taizhang.Quarter1),
	answered("二季度进展", "负责的单位填报的二季度进展。", 24, taizhang.Quarter2),
	answered("三季度进展", "负责的单位填报的三季度进展。", 24, taizhang.Quarter3),
	answered("四季度进展", "负责的单位填报的四季度进展。", 24, taizhang.Quarter4),
	answered("存在问题", "推进中的问题。", 20, taizhang.Problems),
	answered("下步措施", "下一步怎么办。", 20, taizhang.NextStep),
	answered("佐证材料", "证明完成情况的文件名或文号。", 18, taizhang.Evidence),
	answered("备注", "其他说明。", 14, taizhang.Remark),
	answered("责任人", "责任人和电话。", 15, taizhang.Person, taizhang.Phone),
	{Column: Column{"配合情况", "配合的单位，以及有牵头单位时分别负责的单位，填报了什么；没有填报的列在最后。", typeText, 28, true},
		fill: func(b *book, t standing) value { return textOf(supported(t.TaskStanding)) }},
	{Column: Column{"单位增加的子任务", "各单位在该任务下自行增加的行。", typeText, 24, true},
		fill: func(b *book, t standing) value { return textOf(children(t.TaskStanding)) }},
	{Column: Column{"填报来源", "谁在何时、哪个文件的哪些单元格填报的。", typeText, 40, true},
		fill: func(b *book, t standing) value { return textOf(sources(t.TaskStanding)) }},
	given("原文出处", "文件名称、编号及段落，便于核对。", 14, true, func(h *taizhang.Handout) string { return h.Source }),
	{Column: Column{"任务编号", "任务的固定编号，历次下发不变；不打印。", typeText, 14, false}, screen: true,
		fill: func(b *book, t standing) value { return codeOf(t.Given.Task) }},
}

func standingSheet(o *taizhang.Overview) *sheet[standing] {
	several := len(o.Notices) > 1
	return &sheet[standing]{name: sheetStandings, title: "任务总台账", meaning: asOf(o) + statusRule + overdueRule, columns: standingColumns,
		before: onA3,
		records: func(yield func(standing) bool) {
			for i := range o.Tasks.Len() {
				t := o.Tasks.At(i)
				if !yield(standing{t, i + 1, several}) {
					return
				}
			}
		}}
}

// differing says which organs that answer for a task reported what; nothing where they agree.
func differing(t *taizhang.TaskStanding) string {
	by := map[string][]string{}
	for _, p := range t.Organs {
		if p.Answers {
			by[p.Status] = append(by[p.Status], p.Organ)
		}
	}
	if len(by) < 2 {
		return ""
	}
	var lines []string
	for _, s := range statuses {
		if organs := by[s.word]; len(organs) > 0 {
			lines = append(lines, s.word+"："+strings.Join(organs, "、"))
		}
	}
	return strings.Join(lines, "\n")
}

// supported joins what those said who don't answer for the task; an office that only
// oversees it is named where it said something.
func supported(t *taizhang.TaskStanding) string {
	var lines, silent []string
	for _, p := range t.Organs {
		if p.Answers {
			continue
		}
		var parts []string
		if p.Status != taizhang.NotReported {
			parts = append(parts, p.Status)
		}
		for _, f := range toldFields {
			if v := p.Said[f.field].Value; v != "" {
				parts = append(parts, f.word+"："+strings.TrimRight(v, "。；"))
			}
		}
		if len(parts) == 0 {
			if p.Role != "" {
				silent = append(silent, p.Organ)
			}
			continue
		}
		role := ""
		if p.Role != taizhang.Support {
			role = "（统筹）"
			if p.Role != "" {
				role = "（" + catalog.Word(p.Role) + "）"
			}
		}
		lines = append(lines, "【"+p.Organ+"】"+role+strings.Join(parts, "；"))
	}
	if len(silent) > 0 {
		lines = append(lines, taizhang.NotReported+"："+strings.Join(silent, "、"))
	}
	return strings.Join(lines, "\n")
}

// toldFields are what 配合情况 tells, in words.
var toldFields = []struct {
	field taizhang.ReportField
	word  string
}{
	{taizhang.Quarter1, "一季度"}, {taizhang.Quarter2, "二季度"}, {taizhang.Quarter3, "三季度"}, {taizhang.Quarter4, "四季度"},
	{taizhang.Problems, "问题"}, {taizhang.NextStep, "下步"}, {taizhang.Evidence, "佐证"}, {taizhang.Remark, "备注"},
}

func children(t *taizhang.TaskStanding) string {
	var lines []string
	for _, p := range t.Organs {
		for _, c := range p.Children {
			line := "【" + p.Organ + "】" + c.Text + "（" + c.Status + "）"
			for _, f := range toldFields {
				if v := c.Said[f.field].Value; v != "" {
					line += "；" + f.word + "：" + strings.TrimRight(v, "。；")
				}
			}
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// sources says who reported what stands in a row, when, and in which cells of which file.
func sources(t *taizhang.TaskStanding) string {
	var lines []string
	for _, p := range t.Organs {
		var order []string
		cells := map[string][]string{} // by who, day and file
		for _, f := range taizhang.ReportFields {
			s := p.Said[f]
			if s.File == "" {
				continue
			}
			k := strings.Join(slices.DeleteFunc([]string{s.Who, string(dayOf(s.At)), s.File}, func(x string) bool { return x == "" }), "，")
			if cells[k] == nil {
				order = append(order, k)
			}
			cells[k] = append(cells[k], s.Cell[strings.LastIndexByte(s.Cell, '!')+1:])
		}
		for i, k := range order {
			order[i] = k + " " + strings.Join(cells[k], "、")
		}
		if len(order) > 0 {
			lines = append(lines, "【"+p.Organ+"】"+strings.Join(order, "；"))
		}
	}
	return strings.Join(lines, "\n")
}
