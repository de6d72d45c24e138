package export

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/xuri/excelize/v2"
)

const summaryMeaning = "各机构承担任务的次数，按“责任分解”计：一项任务的一个责任单位计一次，加挂牌子的单位并入本机构。各数是公式，随“责任分解”的修改更新；数据特别多时只列数字。"

// clipOrgan is where a name that is a paragraph is shortened.
const clipOrgan = 120

// chartMost is how many organs the chart can show and still be read.
const chartMost = 45

// organDuties counts one organ's duties.
type organDuties struct {
	organ              string
	units, inRows      []string // other names it acts by: those of items, and those of rows
	role               map[taizhang.Role]int
	items, rows, tasks int
	all                int
	seq                int
}

// dutiesByOrgan count duties by organ.
type dutiesByOrgan struct {
	byOrgan map[string]*organDuties
	task    *entry         // whose duties were counted last
	its     []*organDuties // the organs it was counted for
}

// add counts a duty; those of one task come together.
func (c *dutiesByOrgan) add(d duty) {
	organ, unit := organName(*d.a), unitName(*d.a)
	t := c.byOrgan[organ]
	if t == nil {
		t = &organDuties{organ: organ, role: map[taizhang.Role]int{}}
		c.byOrgan[organ] = t
	}
	t.role[d.a.Role]++
	t.all++
	names := &t.units
	if d.table == nil {
		t.items++
	} else {
		t.rows++
		names = &t.inRows
	}
	if unit != organ && !slices.Contains(*names, unit) {
		*names = append(*names, unit)
	}
	if c.task != d.entry {
		c.task, c.its = d.entry, c.its[:0]
	}
	if !slices.Contains(c.its, t) {
		c.its = append(c.its, t)
		t.tasks++
	}
}

// list gives the dutiesByOrgan, most duties first; equal ones by lead, then by name.
func (c *dutiesByOrgan) list() []*organDuties {
	list := slices.SortedFunc(maps.Values(c.byOrgan), func(a, b *organDuties) int {
		return cmp.Or(cmp.Compare(b.all, a.all), cmp.Compare(b.role[taizhang.Lead], a.role[taizhang.Lead]), cmp.Compare(a.organ, b.organ))
	})
	for i, t := range list {
		t.seq = i + 1
		for _, name := range t.inRows {
			if !slices.Contains(t.units, name) {
				t.units = append(t.units, name)
			}
		}
	}
	return list
}

func countRole(name, meaning string, role taizhang.Role) column[*organDuties] {
	return column[*organDuties]{Column: Column{name, meaning, typeInt, 9, false},
		fill: func(b *book, t *organDuties) value { return b.counted(t, t.role[role], dutyRole, catalog.Word(role)) }}
}

// mostCounted is how many rows of 责任分解, times organs, formulas may go through: beyond
// it a workbook would be slow at every edit, and holds the numbers alone.
const mostCounted = 2_000_000

// counted is how many duties an organ has whose column holds a word, by a formula that
// follows edits of 责任分解. A name that a formula would take for a pattern is none's.
func (b *book) counted(t *organDuties, n int, column, word string) value {
	v := numberOf(n)
	s := b.duties
	if s == nil || s.last*len(b.organs) > mostCounted || strings.ContainsAny(t.organ, "*?~<>=") || t.organ != clip(t.organ, clipOrgan) {
		return v
	}
	ref := func(name string) string { return s.ref(name, firstRow, max(firstRow, s.last)) }
	v.by = ref(dutySeq) + `,">0"` // not the rows on which a long text goes on
	if t.seq > 0 {
		v.by += "," + ref(dutyOrgan) + ",$B" + itoa(firstRow+t.seq-1)
	}
	switch {
	case column == dutyOnce:
		v.by = "SUMIFS(" + ref(dutyOnce) + "," + v.by + ")"
	case column != "":
		v.by = "COUNTIFS(" + v.by + "," + ref(column) + `,"` + word + `")`
	default:
		v.by = "COUNTIFS(" + v.by + ")"
	}
	return v
}

var summaryColumns = []column[*organDuties]{
	{Column: Column{"序号", "按合计从多到少。", typeInt, 7, false}, key: true,
		fill: func(b *book, t *organDuties) value {
			if t.seq == 0 {
				return value{}
			}
			return numberOf(t.seq)
		}},
	{Column: Column{"机构", "法人机构当年的全称；未能确定的照录原文。", typeText, 36, false}, keep: true,
		fill: func(b *book, t *organDuties) value { return textOf(clip(t.organ, clipOrgan)) }},
	{Column: Column{"其中以其他名称出现", "归入该机构的其他单位名称（加挂的牌子等）。", typeText, 26, true},
		fill: func(b *book, t *organDuties) value {
			names := t.units
			if len(names) > 6 {
				names = append(slices.Clone(names[:6]), "等"+itoa(len(t.units))+"个")
			}
			return textOf(clip(strings.Join(names, "、"), 150))
		}},
	countRole("牵头", "角色为牵头的行数。", taizhang.Lead),
	countRole("配合", "角色为配合的行数。", taizhang.Support),
	countRole("共同负责", "角色为共同负责的行数。", taizhang.Joint),
	countRole("分别负责", "角色为分别负责的行数。", taizhang.Separate),
	{Column: Column{"合计", "以上四项之和，等于该机构在“责任分解”中的行数。", typeInt, 9, false},
		fill: func(b *book, t *organDuties) value { return b.counted(t, t.all, "", "") }},
	{Column: Column{"来自部门任务", "合计中来自部门任务的。", typeInt, 10, false},
		fill: func(b *book, t *organDuties) value { return b.counted(t, t.items, dutySource, sheetItems) }},
	{Column: Column{"来自进度安排", "合计中来自进度安排的。", typeInt, 10, false},
		fill: func(b *book, t *organDuties) value { return b.counted(t, t.rows, dutySource, sheetRows) }},
	{Column: Column{"涉及任务数", "该机构承担的任务项数，一项任务只计一次；合计行是全部任务项数，不是各机构之和。", typeInt, 9, false},
		fill: func(b *book, t *organDuties) value {
			if t.seq == 0 { // tasks that no organ has count too
				return numberOf(t.tasks)
			}
			return b.counted(t, t.tasks, dutyOnce, "")
		}},
}

func summarySheet(b *book, o *survey) *sheet[*organDuties] {
	list := o.organDuties.list()
	b.organs = list
	chart := min(len(list), chartMost)
	s := &sheet[*organDuties]{name: sheetSummary, title: "部门汇总表", meaning: summaryMeaning, columns: summaryColumns,
		look: func(t *organDuties) look {
			if t.seq == 0 {
				return total
			}
			return plain
		}}
	s.records = slices.Values(append(slices.Clip(list), sumOf(list, o.items+o.rows)))
	s.before = func(b *book, name string) error { return addChart(b, s, chart, len(list)) }
	return s
}

// sumOf adds dutiesByOrgan up. A task that several organs have counts once.
func sumOf(list []*organDuties, tasks int) *organDuties {
	sum := &organDuties{organ: "合计", role: map[taizhang.Role]int{}, tasks: tasks}
	for _, t := range list {
		for r, n := range t.role {
			sum.role[r] += n
		}
		sum.items, sum.rows, sum.all = sum.items+t.items, sum.rows+t.rows, sum.all+t.all
	}
	return sum
}

// addChart puts a stacked bar of the first n organs to the right of the table.
func addChart(b *book, s *sheet[*organDuties], n, of int) error {
	if n == 0 {
		return nil
	}
	c := &chart{title: "各机构承担任务情况（次）", kind: excelize.BarStacked, col: len(s.columns) + 2, row: headerRow, cols: 12, rows: max(n+3, 18),
		categories: s.ref("机构", firstRow, firstRow+n-1)}
	if n < of {
		c.title = "各机构承担任务情况（次，前 " + itoa(n) + " 位）"
	}
	for _, x := range roleColors {
		c.series = append(c.series, series{s.ref(x.name, headerRow, headerRow), s.ref(x.name, firstRow, firstRow+n-1), x.color})
	}
	return c.add(b, s.name)
}

// roleColors are the columns of roles in charts.
var roleColors = []struct{ name, color string }{{"牵头", "C00000"}, {"配合", "4472C4"}, {"共同负责", "ED9B33"}, {"分别负责", "7FAF5A"}}
