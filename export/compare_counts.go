package export

import (
	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/xuri/excelize/v2"
)

const countsMeaning = "“对比”中各种变化的项数。一项任务有几种变化的各计一次，所以各行之和可以大于合计。"

// verdictCount is how many changes have a verdict; the last is of all changes.
type verdictCount struct {
	word string
	n    int
	all  bool
}

var countColumns = []column[verdictCount]{
	{Column: Column{"变化", "变化的种类。", typeText, 18, false}, keep: true,
		fill: func(b *book, c verdictCount) value { return codeOf(c.word) }},
	{Column: Column{"项数", "有这种变化的项数；拆分和合并的，几项合计一项。", typeInt, 10, false},
		fill: func(b *book, c verdictCount) value { return numberOf(c.n) }},
}

func countSheet(c *taizhang.Comparison) *sheet[verdictCount] {
	s := &sheet[verdictCount]{name: sheetCounts, title: "变化汇总", meaning: countsMeaning, columns: countColumns,
		look: func(c verdictCount) look {
			if c.all {
				return total
			}
			return plain
		}}
	s.records = func(yield func(verdictCount) bool) {
		for _, v := range taizhang.Verdicts {
			if !yield(verdictCount{catalog.Word(v), c.Summary[v], false}) {
				return
			}
		}
		yield(verdictCount{"合计", len(c.Changes), true})
	}
	s.before = func(b *book, _ string) error {
		most := 0
		for _, n := range c.Summary {
			most = max(most, n)
		}
		return countChart(b, s, most)
	}
	return s
}

// countChart puts a column a verdict to the right of the table; the highest is of most changes.
func countChart(b *book, s *sheet[verdictCount], most int) error {
	c := &chart{title: "各种变化的项数", kind: excelize.Col, col: 4, row: headerRow, cols: 10, rows: 16, most: most,
		categories: s.ref("变化", firstRow, firstRow+len(taizhang.Verdicts)-1),
		series:     []series{{s.ref("项数", headerRow, headerRow), s.ref("项数", firstRow, firstRow+len(taizhang.Verdicts)-1), "4472C4"}}}
	return c.add(b, s.name)
}
