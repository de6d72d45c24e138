package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// gluedRows reads rows as long as their numbers run on.
func (w *work) gluedRows(t *gluedTable, roles []taizhang.ColumnRole, body taizhang.Span) {
	t.end = body.Start
	at := w.gluedSection(t, body.Start, body.End)
	a, b := w.gluedNumber(at, min(at+6, body.End), 1)
	if a < 0 || strings.TrimFunc(w.text[at:a], taizhang.Blank) != "" {
		return
	}
	for v := 1; a >= 0; v++ {
		number := taizhang.Span{Start: a, End: b}
		best, bestGain := []taizhang.Span(nil), -1e9
		next, after, from := -1, -1, b
		for tries := 0; tries < 6; tries++ { // which of the places where the next number stands
			x, y := w.gluedNumber(from, min(b+longestRow, body.End), v+1)
			if x < 0 {
				break
			}
			from = y
			end := x
			if section := w.sectionAt(b, x); section >= 0 {
				end = section
			}
			cells, gain := w.gluedCells(roles[1:], taizhang.Span{Start: b, End: end}, false)
			if gain > bestGain+.01 {
				best, bestGain, next, after = cells, gain, x, y
			}
			if gain >= w.gluedFull(roles[1:]) {
				break
			}
		}
		if next < 0 || bestGain <= 0 {
			if last, gain := w.gluedCells(roles[1:], taizhang.Span{Start: b, End: min(b+longestRow, body.End)}, true); gain > 0 {
				t.rows = append(t.rows, append([]taizhang.Span{number}, last...))
				t.end = number.End
				for _, c := range last {
					t.end = max(t.end, c.End)
				}
			}
			return
		}
		t.rows = append(t.rows, append([]taizhang.Span{number}, best...))
		t.end = next
		if section := w.sectionAt(b, next); section >= 0 {
			w.gluedSection(t, section, next)
		}
		a, b = next, after
	}
}

var sectionTail = taizhang.NewPattern(`[一二三四五六七八九十]{1,3}、[^。，；、：\d（）()]{2,20}$`)

// sectionAt returns where a section's heading begins that ends the text before a
// number, or -1.
func (w *work) sectionAt(from, to int) int {
	if m := sectionTail.FindStringIndex(w.text[from:to]); m != nil {
		return from + m[0]
	}
	return -1
}

// gluedSection takes the section's heading that begins at a byte, up to the next
// number; it returns the byte after it.
func (w *work) gluedSection(t *gluedTable, from, to int) int {
	s := w.text[from:min(to, from+120)]
	if k := strings.IndexAny(s, "0123456789"); k > 0 {
		s = s[:k]
	}
	l, ok := readLabel(strings.TrimLeftFunc(s, taizhang.Blank))
	if !ok || l.style != "一、" || utf8.RuneCountInString(s) > 30 {
		return from
	}
	t.rows = append(t.rows, []taizhang.Span{trimSpan(w.text, from, from+len(s))})
	return from + len(s)
}

// gluedNumber finds a row's number: its digits alone, and no part of an amount, a
// date or a label.
func (w *work) gluedNumber(from, to, v int) (start, end int) {
	digits := strconv.Itoa(v)
	for at := from; at < to; {
		k := strings.Index(w.text[at:to], digits)
		if k < 0 {
			return -1, -1
		}
		a, b := at+k, at+k+len(digits)
		at = b
		before, _ := utf8.DecodeLastRuneInString(w.text[:a])
		after, _ := utf8.DecodeRuneInString(w.text[b:])
		if isWord(byte(before)) && before < utf8.RuneSelf || strings.ContainsRune("第.．—-~至〔[（(、，", before) {
			continue
		}
		if after < utf8.RuneSelf && isWord(byte(after)) || strings.ContainsRune("年月日季个项家万亿户人名次台套部所条件批%％号级岁届〕]）)、.．—-~周天小元倍类种", after) {
			continue
		}
		return a, b
	}
	return -1, -1
}

// gluedFull is what a row gains in which every value is of its column's kind.
func (w *work) gluedFull(roles []taizhang.ColumnRole) float64 {
	gain := 0.0
	for _, r := range roles {
		if !prose(r) {
			gain += 4
		}
	}
	return gain - 1
}
