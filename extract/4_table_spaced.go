package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A table copied into one line may keep a blank between its cells: 序号 工作任务 责任单位 1 …. From the first of its
// header words on the line is taken apart at its blanks, read as a table of one cell a line, and what no
// table took is put together again.

const leastSpaced = 150 // bytes of a line that may hold a table

// spaced makes grids of the tables whose cells have blanks between them on one line.
func (w *work) spaced(lines []line) []line {
	out := lines[:0:0]
	for _, l := range lines {
		if l.grid == nil && l.use == free && l.span.Len() >= leastSpaced {
			if pieces := w.takenApart(l); pieces != nil {
				if read, ok := w.readApart(pieces); ok {
					out = append(out, read...)
					continue
				}
			}
		}
		out = append(out, l)
	}
	return out
}

// takenApart parts a line at its blanks, from where a title or the first header word of a table stands; nil where the
// line shows no header of a table.
func (w *work) takenApart(l line) []line {
	words := atBlanks(w.text, l.span)
	if len(words) < leastWords { // as of nearly all prose
		return nil
	}
	regular := w.valuesAmong(words)
	for i := range words {
		n, known, who := 0, 0, false
		for i+n < len(words) && n < maxColumns {
			h := w.headerIn(words[i+n])
			if s := taizhang.FoldString(w.text[words[i+n].Start:words[i+n].End]); h.known >= built {
				known++
			} else if k := w.kindOf(s); len(s) > longestHeader || n == 0 || k != kindShort && k != kindOrgan && !w.timeWord(s) {
				break
			}
			who = who || whoOrWhen(h.role)
			n++
		}
		if (known < leastWords || !who) && !(regular && (known >= 2 || i == 0 && n > 0)) {
			continue
		}
		for k := i - 1; k >= max(0, i-3); k-- { // 序号 before a word that nobody knows
			if w.headerIn(words[k]).known >= built {
				i = k
			}
		}
		if i > 0 && utf8.RuneCountInString(w.text[words[i-1].Start:words[i-1].End]) <= 40 {
			i-- // a title, or one more such word
		}
		var out []line
		piece := func(s taizhang.Span) {
			if s = trimSpan(w.text, s.Start, s.End); s.Len() > 0 {
				p := l
				p.span, p.piece = s, true
				out = append(out, p)
			}
		}
		piece(taizhang.Span{Start: l.span.Start, End: words[i].Start})
		for _, s := range words[i:] {
			piece(s)
		}
		return out
	}
	return nil
}

// leastValues is how many words of a line tell that it is a table.
const leastValues = 12

// valuesAmong reports whether half of the words of a line are values: figures, organs, times.
func (w *work) valuesAmong(words taizhang.Spans) bool {
	if len(words) < leastValues {
		return false
	}
	n := 0
	for _, s := range words {
		if w.kindOf(taizhang.FoldString(w.text[s.Start:s.End])).value() {
			n++
		}
	}
	return n*2 >= len(words)
}

// headerIn is what a stretch of the text says as a header word.
func (w *work) headerIn(s taizhang.Span) header {
	return w.header(taizhang.FoldString(w.text[s.Start:s.End]))
}

// whoOrWhen reports whether a column says who answers for a task, or until when.
func whoOrWhen(role taizhang.ColumnRole) bool { return unitRole(role) || role == taizhang.ColDeadline }

// readApart reads flattened tables in lines that were taken apart, and puts what is none together; false where it found none.
func (w *work) readApart(pieces []line) ([]line, bool) {
	sub := work{Extractor: w.Extractor, text: w.text, draft: &taizhang.Draft{Doc: w.draft.Doc}, lines: fold(w.text, pieces), kinds: w.kinds, headers: w.headers}
	sub.flattened()
	for _, l := range sub.lines {
		if l.grid != nil {
			w.odd = append(w.odd, sub.odd...)
			return together(w.text, sub.lines), true
		}
	}
	return nil, false
}

// together joins the pieces of a line between tables again.
func together(text string, lines []line) []line {
	var out []line
	for _, l := range lines {
		if n := len(out); n > 0 && l.grid == nil && out[n-1].grid == nil && !strings.Contains(text[out[n-1].span.End:l.span.Start], "\n") {
			out[n-1].span.End = l.span.End
			continue
		}
		l.folded, l.label = "", label{}
		out = append(out, l)
	}
	return out
}
