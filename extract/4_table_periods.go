package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// periods finds the columns that are quarters, months or, with prose in them, years:
// what stands in such a column is done then. One alone is none; beside others one of figures
// (完成50%) is one, too.
func (w *work) periods(t *table, shares []share) {
	var cols []int
	told := 0
	for c := range t.Columns {
		if !w.period(t.Columns[c].Name) {
			continue
		}
		cols = append(cols, c)
		if w.steps(t.Columns[c].Name, shares[c]) {
			told++
		}
	}
	if told < 2 {
		return
	}
	for _, c := range cols {
		if !partOfYear(t.Columns[c].Name) && !w.steps(t.Columns[c].Name, shares[c]) {
			continue
		}
		t.Columns[c].Role, t.source[c] = taizhang.ColDeadline, byPeriod
	}
}

// period reports whether the lowest level of a header is a part of a year, or a year, before
// a word for what is planned: 第一季度, 3月底, 上半年目标.
func (w *work) period(name string) bool {
	name = taizhang.FoldString(name)
	name = name[strings.LastIndexByte(name, '/')+1:]
	if name == "" || len(name) > longestHeader {
		return false
	}
	name = name[:w.beforeTail(name)]
	return w.times.Whole(name) && (partOfYear(name) || strings.HasSuffix(name, "年"))
}

// beforeTail returns where the words begin that a header has behind its period.
func (w *work) beforeTail(name string) int {
	for _, word := range w.words.phrases["period-tail"] {
		name = strings.TrimSuffix(name, word)
	}
	return len(name)
}

// partOfYear reports whether a period is shorter than a year.
func partOfYear(name string) bool { return holds(name, "季", "月", "旬", "半年") }

// steps reports whether the cells under a period say what is done then, and not how much was.
func (w *work) steps(name string, s share) bool {
	if partOfYear(name) {
		return !s.most(kindFigure, kindNumber)
	}
	return s.most(kindProse, kindShort) && s.long() >= 4
}

// periodSpans returns where a column's header prints its period.
func (w *work) periodSpans(col taizhang.Column) taizhang.Spans {
	if len(col.Spans) == 0 {
		return nil
	}
	spans := col.Spans[len(col.Spans)-1:]
	text := spans.Cut(w.text)
	f := hanzi.Fold(text)
	end := w.beforeTail(f.Text)
	if end == 0 {
		return nil
	}
	a, b := f.Back(0, end)
	return spans.Slice(a, b)
}
