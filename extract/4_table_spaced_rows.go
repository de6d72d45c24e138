package extract

import "github.com/taizhang/taizhang"

// A table may be copied with a row a line and one blank between its cells. Its header tells it; the lines below are taken
// apart at their blanks, and read as a table of one cell a line.

const mostSpacedRow = 900 // bytes of a row's line

var wideGap = taizhang.NewPattern(`[ \x{a0}\x{3000}]{2,}`)

// spacedRows returns the lines that the rows below header line i and itself make, taken apart, and the line after them; nil
// where line i heads none.
func (w *work) spacedRows(lines []line, i int) (pieces []line, next int) {
	head := w.spacedHeader(lines[i])
	if head < leastWords {
		return nil, i
	}
	like, odd := 0, 0
	for next = i; next < len(lines); next++ {
		l := lines[next]
		if l.grid != nil || l.use != free || l.span.Len() > mostSpacedRow {
			break
		}
		words := atBlanks(w.text, l.span)
		if next > i {
			if n := len(words); n >= head-2 && n <= head+1 {
				like++
				odd = 0
			} else if odd++; odd > 2 {
				break
			}
		}
		for _, s := range words {
			p := l
			p.span, p.piece = s, true
			pieces = append(pieces, p)
		}
	}
	if like < 2 {
		return nil, i
	}
	return pieces, next
}

// spacedHeader returns how many words a line has that is a header's, most of which are known; 0 for any other line.
func (w *work) spacedHeader(l line) int {
	if l.grid != nil || l.use != free || l.span.Len() > 3*longestHeader || wideGap.MatchString(w.text[l.span.Start:l.span.End]) {
		return 0 // wider gaps tell the cells, and what is missing between them
	}
	words, known, who := atBlanks(w.text, l.span), 0, false
	for _, s := range words {
		if h := w.headerIn(s); h.known >= built {
			known++
			who = who || whoOrWhen(h.role)
		}
	}
	if !who || known*3 < len(words)*2 || len(words) > maxColumns {
		return 0
	}
	return len(words)
}

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
