package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// statements are the sentences, and the lines of grids, that hold the literal of any convention.
func (w *work) statements() (out []hanzi.Folded) {
	for _, l := range w.lines {
		sep := "\n"
		if l.grid == nil {
			if sep = "。"; !w.words.stating.in(l.folded) {
				continue
			}
		}
		at := l.span.Start
		for text := range strings.SplitAfterSeq(w.text[l.span.Start:l.span.End], sep) {
			if w.words.stating.in(taizhang.FoldString(text)) {
				out = append(out, hanzi.FoldSpans(w.text, taizhang.Spans{{Start: at, End: at + len(text)}}))
			}
			at += len(text)
		}
	}
	return out
}

// matches finds a convention, with its group, where its literals stand.
func (w *work) matches(c convention, in []hanzi.Folded) (out [][]int) {
	for _, f := range in {
		if slices.ContainsFunc(c.must, func(one []string) bool { return !holds(f.Text, one...) }) {
			continue
		}
		for _, m := range c.pattern.FindAllStringSubmatchIndex(f.Text, -1) {
			for i := 0; i < len(m); i += 2 {
				if m[i] >= 0 && m[i] < m[i+1] {
					m[i], m[i+1] = f.Back(m[i], m[i+1])
				}
			}
			out = append(out, m)
		}
	}
	return out
}

// paragraph returns the paragraph that holds byte at; false in a table.
func (w *work) paragraph(at int) (taizhang.Span, bool) {
	k := sort.Search(len(w.lines), func(i int) bool { return w.lines[i].span.End > at })
	if k < len(w.lines) && w.lines[k].grid == nil && w.lines[k].span.Start <= at {
		return w.lines[k].span, true
	}
	return taizhang.Span{}, false
}
