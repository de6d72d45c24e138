package extract

import (
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// half is what may be a cell of a line of two.
type half struct {
	span   taizhang.Span
	folded string
}

// gluedCells returns line i, in two where it is organs and a time that nothing parts: 县发改局3月底前. As one cell they cost no more
// than a line does.
func (w *work) gluedCells(i int) []half {
	l := w.lines[i]
	if k := w.organsThenTime(l.folded); k > 0 {
		f := hanzi.Fold(w.text[l.span.Start:l.span.End])
		if f.Text == l.folded {
			at := l.span.Start + f.At(k)
			return []half{{taizhang.Span{Start: l.span.Start, End: at}, l.folded[:k]}, {taizhang.Span{Start: at, End: l.span.End}, l.folded[k:]}}
		}
	}
	return []half{{l.span, l.folded}}
}

// organsThenTime returns where a time begins that follows organs in s; 0 where s is none of that.
func (w *work) organsThenTime(s string) int {
	if len(s) < 12 || len(s) > 2*longestHeader || !w.words.chars("time-ends", lastRune(s)) || w.kindOf(s) == kindUnits {
		return 0
	}
	best := 0
	for k, n := len(s), 0; k > 0 && n < mostTime; n++ {
		r, size := utf8.DecodeLastRuneInString(s[:k])
		if k -= size; k > 0 && w.words.chars("time-begins", r) && w.times.Whole(s[k:]) && w.kindOf(s[:k]) == kindUnits {
			best = k
		}
	}
	return best
}

// timeBehind reads the time that follows organs in their cell, and returns the organs.
func (w *work) timeBehind(r *taizhang.DraftRow, spans taizhang.Spans) taizhang.Spans {
	text := spans.Cut(w.text)
	if len(text) > 2*longestHeader {
		return spans
	}
	f := hanzi.Fold(text)
	k := w.organsThenTime(f.Text)
	if k == 0 {
		return spans
	}
	at := f.At(k)
	r.Times = append(r.Times, taizhang.TimePhrase{Spans: spans.Slice(at, len(text)), Value: true})
	return spans.Slice(0, at)
}
