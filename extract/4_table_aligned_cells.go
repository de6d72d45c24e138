package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// cellRun is a stretch of a line between gaps, and the character of the line at which it begins.
type cellRun struct {
	span taizhang.Span
	from int
}

// under puts the runs of a line into the columns that begin nearest to them, in order; nil where one begins beside all.
func (w *work) under(l line, anchors []cellRun) []taizhang.Spans {
	if l.grid != nil || l.use != free {
		return nil
	}
	cells := make([]taizhang.Spans, len(anchors))
	at := -1
	for runs := w.runs(l); len(runs) > 0; {
		r := runs[0]
		runs = runs[1:]
		best, near := -1, alignSlack+1
		for c := at + 1; c < len(anchors); c++ {
			if d := max(r.from-anchors[c].from, anchors[c].from-r.from); d < near {
				best, near = c, d
			}
		}
		if best < 0 {
			if at < 0 || r.from > anchors[at].from+alignSlack && w.text[r.span.Start-2] == ' ' && w.text[r.span.Start-1] == ' ' {
				return nil
			}
			cells[at] = append(cells[at], r.span) // a blank within a cell
			continue
		}
		if best+1 < len(anchors) {
			if k := w.begins(r, anchors[best+1].from); k > 0 { // 市发展改革委 3 月底
				runs = append([]cellRun{{taizhang.Span{Start: k, End: r.span.End}, anchors[best+1].from}}, runs...)
				r.span = trimSpan(w.text, r.span.Start, k)
			}
		}
		cells[best], at = taizhang.Spans{r.span}, best
	}
	return cells
}

// begins returns the byte at which a word of a run begins at a character of its line, or beside it; 0 where none does.
func (w *work) begins(r cellRun, at int) int {
	n, before := r.from, 'x'
	for i, c := range w.text[r.span.Start:r.span.End] {
		if n >= at-1 && n <= at+1 && i > 0 && taizhang.Blank(before) && !taizhang.Blank(c) {
			return r.span.Start + i
		}
		before = c
		n++
	}
	return 0
}

// runs returns what a line shows between gaps, with the characters at which it begins in the line as printed. One blank is
// a gap between Chinese characters, and none beside figures (3 月底).
func (w *work) runs(l line) []cellRun {
	start := strings.LastIndexByte(w.text[:l.span.Start], '\n') + 1
	var out []cellRun
	n, blanks := 0, 2
	before := ' '
	for i, r := range w.text[start:l.span.End] {
		switch {
		case r == '\t':
			blanks += 2
		case taizhang.Blank(r):
			blanks++
		default:
			if blanks >= 2 || blanks == 1 && r > utf8.RuneSelf && before > utf8.RuneSelf {
				if k := len(out) - 1; k >= 0 {
					out[k].span = trimSpan(w.text, out[k].span.Start, start+i)
				}
				out = append(out, cellRun{taizhang.Span{Start: start + i, End: l.span.End}, n})
			}
			blanks, before = 0, r
		}
		n++
	}
	return out
}
