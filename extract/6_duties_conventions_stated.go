package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// statement is a line, or one of a grid, that holds the literal of any convention.
type statement struct {
	text string
	span taizhang.Span
	grid bool
}

func (w *work) statements() (out []statement) {
	for _, l := range w.lines {
		if l.grid == nil {
			if w.words.stating.in(l.folded) {
				out = append(out, statement{l.folded, l.span, false})
			}
			continue
		}
		at := l.span.Start
		for text := range strings.SplitAfterSeq(w.text[l.span.Start:l.span.End], "\n") {
			if w.words.stating.in(text) {
				out = append(out, statement{text, taizhang.Span{Start: at, End: at + len(strings.TrimSuffix(text, "\n"))}, true})
			}
			at += len(text)
		}
	}
	return out
}

// matches finds a convention, with its group, where its literal stands.
func (w *work) matches(c convention, in []statement) (out [][]int) {
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
	for _, s := range in {
		if !slices.ContainsFunc(c.must, func(one []string) bool { return !holds(s.text, one...) }) && (s.grid || c.pattern.MatchString(s.text)) {
			read(s.span)
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
