package handoff

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
)

// letterCharts draw where a round stands.
type letterCharts struct {
	o     *taizhang.Overview
	names []string // of sections, with what each comes to
	parts []*taizhang.Counts
}

// drawnStatuses are those that charts show, the most advanced first.
var drawnStatuses = []string{taizhang.Done, taizhang.UnderWay, taizhang.Behind, taizhang.NotBegun, taizhang.Cancelled, taizhang.NotReported}

const (
	mostBars    = 12 // in a chart that fits below the text on the first page
	longestBar  = 16 // characters of what stands beside a bar
	lateColor   = "C00000"
	repliedBlue = "0072B2"
)

func newLetterCharts(o *taizhang.Overview) *letterCharts { return &letterCharts{o: o} }

func (c *letterCharts) section(name string, counts *taizhang.Counts) {
	c.names, c.parts = append(c.names, name), append(c.parts, counts)
}

// whole are the tasks by status, and the units by whether they replied.
func (c *letterCharts) whole() []*export.LetterChart {
	status := &export.LetterChart{Title: "任务完成状态（项）", Half: true, Series: []export.LetterSeries{{Name: "任务", Color: repliedBlue}}}
	for _, s := range drawnStatuses {
		if n := c.o.ByStatus[s]; n > 0 || s != taizhang.Cancelled {
			status.Rows, status.Colors = append(status.Rows, s), append(status.Colors, export.StatusColor(s))
			status.Series[0].Values = append(status.Series[0].Values, n)
		}
	}
	replied := &export.LetterChart{Title: "反馈情况（个单位）", Half: true, Rows: []string{"已反馈", "部分未能读取", "未反馈"}, Colors: []string{repliedBlue, "74C0EE", lateColor}}
	counts := make([]int, len(replied.Rows))
	for i := range c.o.Organs {
		switch r := c.o.Organs[i].Receipt; {
		case r == nil:
			counts[2]++
		case r.Partly:
			counts[1]++
		default:
			counts[0]++
		}
	}
	replied.Series = []export.LetterSeries{{Name: "单位", Color: repliedBlue, Values: counts}}
	return []*export.LetterChart{status, replied}
}

// stacked draws counts by status, a bar each.
func stacked(title string, names []string, counts []*taizhang.Counts) []*export.LetterChart {
	if len(names) == 0 {
		return nil
	}
	x := &export.LetterChart{Title: title}
	for _, name := range names {
		if r := []rune(name); len(r) > longestBar {
			name = string(r[:longestBar-1]) + "…"
		}
		x.Rows = append(x.Rows, cmp.Or(name, unnamed))
	}
	for _, s := range drawnStatuses {
		v := export.LetterSeries{Name: s, Color: export.StatusColor(s)}
		there := 0
		for _, k := range counts {
			v.Values = append(v.Values, k.ByStatus[s])
			there += k.ByStatus[s]
		}
		if there > 0 || s != taizhang.Cancelled {
			x.Series = append(x.Series, v)
		}
	}
	return []*export.LetterChart{x}
}

// first bounds how many bars a chart has, and says so.
func first(title string, n int) (string, int) {
	if n > mostBars {
		return title + "（项，前" + strconv.Itoa(mostBars) + "个）", mostBars
	}
	return title + "（项）", n
}

func (c *letterCharts) units() []*export.LetterChart {
	title, n := first("各单位完成情况", len(c.o.Organs))
	var names []string
	var counts []*taizhang.Counts
	for i := range n {
		names, counts = append(names, c.o.Organs[i].Organ), append(counts, &c.o.Organs[i].Counts)
	}
	return stacked(title, names, counts)
}

func (c *letterCharts) sections() []*export.LetterChart {
	title, n := first("各部分完成情况", len(c.names))
	return stacked(title, c.names[:n], c.parts[:n])
}

// late are the units with overdue tasks, by their own reports, those with most first.
func (c *letterCharts) late() []*export.LetterChart {
	var late []*taizhang.OrganStanding
	for i := range c.o.Organs {
		if c.o.Organs[i].Overdue > 0 {
			late = append(late, &c.o.Organs[i])
		}
	}
	slices.SortStableFunc(late, func(a, b *taizhang.OrganStanding) int { return b.Overdue - a.Overdue })
	title, n := first("各单位逾期任务", len(late))
	x := &export.LetterChart{Title: title, Bars: true, Series: []export.LetterSeries{{Name: "逾期", Color: lateColor}}}
	for _, s := range late[:n] {
		x.Rows, x.Series[0].Values = append(x.Rows, s.Organ), append(x.Series[0].Values, s.Overdue)
	}
	if n == 0 {
		return nil
	}
	return []*export.LetterChart{x}
}
