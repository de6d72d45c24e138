package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// pairOn reads a line that is a short word, a colon, and what stands beside it, with bars around or none.
func (w *work) pairOn(l line) (p pair, ok bool) {
	s := w.text[l.span.Start:min(l.span.End, l.span.Start+longestHeader)]
	marks, open := ":：", 0
	if strings.HasPrefix(s, "【") {
		marks, open = "】", len("【")
	}
	k := indexAny(s, marks)
	if k <= open {
		return p, false
	}
	p.word = taizhang.GridCell{At: l.at, Spans: w.cellIn(taizhang.Span{Start: l.span.Start + open, End: l.span.Start + k})}
	p.value = taizhang.GridCell{At: l.at, Spans: w.cellIn(taizhang.Span{Start: l.span.Start + k + len(string(firstRune(s[k:]))), End: l.span.End})}
	return p, !strings.ContainsAny(s[:k], "。，；,;、")
}

// cellIn returns a stretch without the bars at its ends; nil where nothing is left.
func (w *work) cellIn(s taizhang.Span) taizhang.Spans {
	if s = unbarred(w.text, s.Start, s.End); s.Len() > 0 {
		return taizhang.Spans{s}
	}
	return nil
}

// cardLines reads cards of a line each: 时间：3月，内容：摸底，责任单位：市民政局. Each begins with the known word of the first.
func (w *work) cardLines(lines []line, i int) (*taizhang.Grid, int) {
	var pairs []pair
	n := i
	for ; n < len(lines) && lines[n].use == free && lines[n].grid == nil; n++ {
		own := w.pairsOn(lines[n])
		if len(own) < 3 || n > i && w.shown(own[0].word) != w.shown(pairs[0].word) {
			break
		}
		pairs = append(pairs, own...)
	}
	return w.cards(pairs, 2), n
}

// pairsOn reads a line as pairs of known words with marks between them. Where a sentence goes on behind who or when, it is text.
func (w *work) pairsOn(l line) (out []pair) {
	for k, s := range clauses(w.text[l.span.Start:l.span.End], "，,；; \t\u3000") {
		part := l
		part.span = taizhang.Span{Start: l.span.Start + s.Start, End: l.span.Start + s.End}
		if p, ok := w.pairOn(part); ok && w.header(w.shown(p.word)).known >= built && len(p.value.Spans) > 0 {
			p.word.At, p.value.At = cellPlace(l.at, 2*k), cellPlace(l.at, 2*k+1)
			out = append(out, p)
		} else if len(out) == 0 {
			return nil
		} else {
			out[len(out)-1].value.Spans[0].End = part.span.End
		}
	}
	for _, p := range out {
		s := p.value.Spans[0]
		value, rest, _ := strings.Cut(w.text[s.Start:s.End], "。")
		if k := w.kindOf(taizhang.FoldString(value)); rest != "" && (k == kindUnits || k == kindTime) {
			return nil
		}
	}
	return out
}
