package export

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// The sheets of a comparison.
const (
	sheetCompare = "对比"
	sheetCounts  = "汇总"
)

const compareMeaning = "两份文件的任务逐项对比，见于 compare 的工作簿。原文中删去的字句为红色删除线，新文中增加的为绿色，通篇改写的不标；单位和时限同此。" +
	"只是改了名称的单位、随计划年度顺延的时限不算变化。"

// CompareJSON writes a comparison as one JSON object.
func CompareJSON(w io.Writer, c *taizhang.Comparison) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(c)
}

// CompareXLSX writes a comparison as a workbook: task by task, and counted.
func CompareXLSX(w io.Writer, c *taizhang.Comparison) (err error) {
	b, err := newBook(compareLooks, []string{sheetCompare, sheetCounts})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, b.f.Close()) }()
	return b.write(w, []page{compareSheet(c), countSheet(c)}, nil, "任务对比："+comparedName(c.Old)+" → "+comparedName(c.New), time.Time{})
}

// comparedName is how a person calls a notice.
func comparedName(n taizhang.Compared) string {
	for _, s := range []string{n.DocNumber, n.Title, n.Key} {
		if s = strings.TrimSpace(s); s != "" {
			return clip(visible(s), 60)
		}
	}
	return "未命名文件"
}

// comparedNames says what was compared.
func comparedNames(c *taizhang.Comparison) string {
	one := func(n taizhang.Compared) string {
		s := comparedName(n)
		if n.Year != 0 {
			s += "（" + strconv.Itoa(n.Year) + "年，"
		} else {
			s += "（"
		}
		return s + itoa(n.Tasks) + "项）"
	}
	return "原文件：" + one(c.Old) + "　新文件：" + one(c.New)
}

// changed is a change with its running number.
type changed struct {
	*taizhang.Change
	seq int
}

var compareColumns = []column[changed]{
	{Column: Column{"序号", "本表内的流水号，从 1 起。", typeInt, 6, false}, key: true,
		fill: func(b *book, c changed) value { return numberOf(c.seq) }},
	{Column: Column{"变化", "未变；改写、拆分、合并、责任单位调整、配合单位调整、时限调整，可有几种；新增；取消。", typeText, 13, false}, keep: true,
		fill: func(b *book, c changed) value { return codeOf(verdictsOf(c.Change, "\n")) }},
	{Column: Column{"原编号", "原文件印的编号，照录；合并的有几个，一行一个。", typeText, 8, false}, keep: true,
		fill: func(b *book, c changed) value { return codeOf(printedNumbers(c.Old)) }},
	{Column: Column{"新编号", "新文件印的编号，照录；拆分的有几个，一行一个。", typeText, 8, false}, keep: true,
		fill: func(b *book, c changed) value { return codeOf(printedNumbers(c.New)) }},
	{Column: Column{"原任务", "原文件中的任务；删改的字句有标记。", typeText, 46, false},
		fill: func(b *book, c changed) value { return richOf(textRuns(c.Old, c.Diff, taizhang.Delete)) }},
	{Column: Column{"新任务", "新文件中的任务；增改的字句有标记。", typeText, 46, false},
		fill: func(b *book, c changed) value { return richOf(textRuns(c.New, c.Diff, taizhang.Insert)) }},
	{Column: Column{"原责任单位", "按角色列出的全称；不再承担的有标记。", typeText, 24, true},
		fill: func(b *book, c changed) value { return richOf(unitRuns(c.Old, c.Units.Gone, markGone)) }},
	{Column: Column{"新责任单位", "按角色列出的全称；新承担的有标记。", typeText, 24, true},
		fill: func(b *book, c changed) value { return richOf(unitRuns(c.New, c.Units.Come, markCome)) }},
	{Column: Column{"原时限", "应当办结或采取行动的日期；有变化的有标记。", typeText, 12, true},
		fill: func(b *book, c changed) value { return richOf(dateRuns(c.Old, c.Deadlines.Gone, markGone)) }},
	{Column: Column{"新时限", "应当办结或采取行动的日期；有变化的有标记。", typeText, 12, true},
		fill: func(b *book, c changed) value { return richOf(dateRuns(c.New, c.Deadlines.Come, markCome)) }},
	{Column: Column{"相近程度", "两边文字的相近程度，以百分数计；新增和取消的没有。", typeInt, 9, false},
		fill: func(b *book, c changed) value {
			if c.Score == 0 {
				return value{}
			}
			return numberOf(int(c.Score*100 + 0.5))
		}},
}

func compareSheet(c *taizhang.Comparison) *sheet[changed] {
	return &sheet[changed]{name: sheetCompare, title: "任务对比表", columns: compareColumns,
		meaning: comparedNames(c) + "　删去的字句为红色删除线，增加的为绿色，通篇改写的不标。只是改了名称的单位、随计划年度顺延的时限不算变化。",
		look: func(c changed) look {
			switch v := c.Verdicts; {
			case slices.Contains(v, taizhang.Same):
				return plain
			case slices.Contains(v, taizhang.Added):
				return lookAdded
			case slices.Contains(v, taizhang.Dropped):
				return lookDropped
			case slices.Contains(v, taizhang.Split), slices.Contains(v, taizhang.Merged):
				return lookRegrouped
			}
			return lookChanged
		},
		records: func(yield func(changed) bool) {
			for i := range c.Changes {
				if !yield(changed{&c.Changes[i], i + 1}) {
					return
				}
			}
		}}
}

// verdictsOf says what became of a task.
func verdictsOf(c *taizhang.Change, sep string) string {
	var words []string
	for _, v := range c.Verdicts {
		words = append(words, catalog.Word(v))
	}
	return strings.Join(words, sep)
}

func printedNumbers(sides []taizhang.Side) string {
	var out []string
	for _, s := range sides {
		out = append(out, s.Number)
	}
	return strings.Join(out, "\n")
}

// rewritten reports whether nothing of a text was kept: to mark all of it says no more
// than the verdict does.
func rewritten(diff []taizhang.Edit) bool {
	return len(diff) > 0 && !slices.ContainsFunc(diff, func(e taizhang.Edit) bool { return e.Op == taizhang.Keep })
}

// textRuns gives the texts of one side of a change, with what that side alone has marked.
func textRuns(sides []taizhang.Side, diff []taizhang.Edit, op taizhang.EditOp) (out []run) {
	if len(diff) == 0 || rewritten(diff) {
		for i, s := range sides {
			if i > 0 {
				out = append(out, run{text: "\n"})
			}
			out = append(out, run{text: s.Text})
		}
		return out
	}
	for _, e := range diff {
		switch {
		case e.Op == taizhang.Keep:
			out = append(out, run{text: e.Text})
		case e.Op == op && op == taizhang.Delete:
			out = append(out, run{e.Text, markGone})
		case e.Op == op:
			out = append(out, run{e.Text, markCome})
		}
	}
	return out
}

// unitRuns lists the units of one side by role, a role a line, with those among marked marked.
func unitRuns(sides []taizhang.Side, marked []taizhang.UnitRole, m mark) (out []run) {
	for _, role := range []taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support} {
		var seen []string
		for _, s := range sides {
			for _, u := range s.Units {
				if u.Role != role || slices.Contains(seen, u.Unit) {
					continue
				}
				sep := "、"
				if len(seen) == 0 {
					if sep = catalog.Word(role) + "："; len(out) > 0 {
						sep = "\n" + sep
					}
				}
				seen = append(seen, u.Unit)
				r := run{text: u.Unit}
				if slices.Contains(marked, u) {
					r.mark = m
				}
				out = append(out, run{text: sep}, r)
			}
		}
	}
	return out
}

// dateRuns lists the dates of one side, one a line.
func dateRuns(sides []taizhang.Side, marked []taizhang.Date, m mark) (out []run) {
	var seen []taizhang.Date
	for _, s := range sides {
		for _, d := range s.Due {
			if slices.Contains(seen, d) {
				continue
			}
			if seen = append(seen, d); len(out) > 0 {
				out = append(out, run{text: "\n"})
			}
			r := run{text: string(d)}
			if slices.Contains(marked, d) {
				r.mark = m
			}
			out = append(out, r)
		}
	}
	return out
}
