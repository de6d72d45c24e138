package export

import (
	"github.com/taizhang/taizhang"
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
			if !yield(verdictCount{say(verdictWords, v), c.Summary[v], false}) {
				return
			}
		}
		yield(verdictCount{"合计", len(c.Changes), true})
	}
	s.before = func(b *book, name string) error {
		most := 0
		for _, n := range c.Summary {
			most = max(most, n)
		}
		return countChart(b, name, most)
	}
	return s
}

// countChart puts a column a verdict to the right of the table; the highest is of most changes.
func countChart(b *book, sheet string, most int) error {
	last := itoa(firstRow + len(taizhang.Verdicts) - 1)
	ref := func(column string) string {
		return "'" + sheet + "'!$" + column + "$" + itoa(firstRow) + ":$" + column + "$" + last
	}
	font := excelize.Font{Family: fontName, Size: 10, Color: "404040"}
	title := font
	title.Size, title.Bold = 14, true
	gap := uint(60)
	return b.f.AddChart(sheet, "D"+itoa(headerRow), &excelize.Chart{
		Type: excelize.Col, GapWidth: &gap,
		Series: []excelize.ChartSeries{{Name: "'" + sheet + "'!$B$" + itoa(headerRow), Categories: ref("A"), Values: ref("B"),
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"4472C4"}}}},
		Title:     excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: "各种变化的项数", Font: &title}}},
		Legend:    excelize.ChartLegend{Position: "none"},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true},
		Dimension: excelize.ChartDimension{Width: 640, Height: 320},
		Format:    excelize.GraphicOptions{Positioning: "absolute", Name: "各种变化的项数", AltText: "各种变化的项数"},
		XAxis:     excelize.ChartAxis{Font: font},
		YAxis:     excelize.ChartAxis{MajorGridLines: true, MajorUnit: float64(max(1, (most+4)/5)), Font: font},
	})
}
