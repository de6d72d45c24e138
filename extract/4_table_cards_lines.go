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
