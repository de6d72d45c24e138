package extract

import (
	"sort"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// matches finds a convention, with its group, in the lines that hold its literal.
func (w *work) matches(c convention) (out [][]int) {
	read := func(p taizhang.Span) {
		f := hanzi.FoldSpans(w.text, taizhang.Spans{p})
		for _, m := range c.pattern.FindAllStringSubmatchIndex(f.Text, -1) {
			for i := 0; i < len(m); i += 2 {
				if m[i] >= 0 && m[i] < m[i+1] {
					m[i], m[i+1] = f.Back(m[i], m[i+1])
				}
			}
			out = append(out, m)
		}
	}
	for _, l := range w.lines {
		switch {
		case l.grid == nil && holds(l.folded, c.must...) && c.pattern.MatchString(l.folded):
			read(l.span)
		case l.grid != nil:
			at := l.span.Start
			for text := range strings.SplitAfterSeq(w.text[l.span.Start:l.span.End], "\n") {
				if holds(text, c.must...) {
					read(taizhang.Span{Start: at, End: at + len(strings.TrimSuffix(text, "\n"))})
				}
				at += len(text)
			}
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
