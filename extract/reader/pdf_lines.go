package reader

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// pdfLine is what stands on one baseline. Parts are its stretches between gaps
// wide enough to part columns.
type pdfLine struct {
	page          int
	x0, x1, y, em float64
	text          string
	parts         []linePart
	quarter       int  // as of its characters
	ocr           bool // read by tesseract
	column        int  // of a page with columns, in the order of reading
	row           []pdfChar
}

type linePart struct {
	x0, x1 float64
	text   string
}

// makeLines makes lines of characters, from top to bottom. A character belongs to
// the baseline that is less than half its size away, so that raised and lowered
// ones stay with their line.
func makeLines(page int, chars []pdfChar) []pdfLine {
	var lines []pdfLine
	for _, row := range baselines(chars) {
		lines = append(lines, newLine(page, row, row[0].read))
	}
	return lines
}

// baselines parts characters into those of each line.
func baselines(chars []pdfChar) (rows [][]pdfChar) {
	chars = slices.Clone(chars)
	slices.SortStableFunc(chars, func(a, b pdfChar) int { return cmp.Compare(a.y, b.y) })
	for i := 0; i < len(chars); {
		y, em := chars[i].y, chars[i].em
		j := i + 1
		for ; j < len(chars) && chars[j].y-y <= 0.45*max(em, chars[j].em); j++ {
			if chars[j].em > em { // the largest sets the baseline
				y, em = chars[j].y, chars[j].em
			}
		}
		row := chars[i:j]
		slices.SortStableFunc(row, func(a, b pdfChar) int { return cmp.Compare(a.x0, b.x0) })
		rows = append(rows, row)
		i = j
	}
	return rows
}

// newLine writes down characters in the order in which they are given. Boxes that
// were recognized are too rough for blanks between Chinese characters.
func newLine(page int, row []pdfChar, ocr bool) pdfLine {
	l := pdfLine{page: page, ocr: ocr, row: row, x0: math.Inf(1), x1: math.Inf(-1), em: lineSize(row)}
	var text, part strings.Builder
	var ys []float64
	open := linePart{x0: row[0].x0}
	for i, c := range row {
		if i > 0 {
			p := row[i-1]
			gap := c.x0 - p.x1
			if gap > 1.5*l.em {
				open.text, open.x1 = part.String(), p.x1
				l.parts = append(l.parts, open)
				open = linePart{x0: c.x0}
				part.Reset()
				text.WriteByte(' ')
			} else if blankBetween(p, c, gap, l.em) && !(ocr && wide(p.r) && wide(c.r)) {
				text.WriteByte(' ')
				part.WriteByte(' ')
			}
		}
		text.WriteRune(c.r)
		part.WriteRune(c.r)
		l.x0, l.x1 = min(l.x0, c.x0), max(l.x1, c.x1)
		ys = append(ys, c.y)
	}
	open.text, open.x1 = part.String(), row[len(row)-1].x1
	l.parts = append(l.parts, open)
	l.text = text.String()
	slices.Sort(ys)
	l.y = ys[len(ys)/2]
	return l
}

// lineSize is the size of most wide characters, or of most if there is none.
func lineSize(row []pdfChar) float64 {
	var sizes []float64
	for _, only := range []bool{true, false} {
		for _, c := range row {
			if wide(c.r) || !only {
				sizes = append(sizes, c.em)
			}
		}
		if len(sizes) > 0 {
			break
		}
	}
	slices.Sort(sizes)
	return sizes[len(sizes)/2]
}

// blankBetween reports whether a blank shows between two characters. Gaps count
// where the file has no blank: many programs leave them out.
func blankBetween(p, c pdfChar, gap, em float64) bool {
	switch {
	case c.blank && gap > 0.08*em:
		return true
	case !wide(p.r) && !wide(c.r):
		return gap > 0.2*em
	}
	return gap > 0.7*em
}

// turnedLines makes a line of each run of characters that are not upright, as the
// file orders them.
func turnedLines(page int, chars []pdfChar) []pdfLine {
	var out []pdfLine
	for i := 0; i < len(chars); {
		j := i + 1
		for j < len(chars) && chars[j].quarter == chars[i].quarter && !chars[j].blank &&
			math.Hypot(chars[j].x0-chars[j-1].x0, chars[j].y-chars[j-1].y) < 3*chars[i].em {
			j++
		}
		l := pdfLine{page: page, x0: chars[i].x0, x1: chars[i].x1, y: chars[i].y, em: chars[i].em, quarter: chars[i].quarter}
		var text strings.Builder
		for _, c := range chars[i:j] {
			text.WriteRune(c.r)
		}
		l.text = text.String()
		out = append(out, l)
		i = j
	}
	return out
}

// joined returns what stands between two lines of one paragraph: a blank between
// words of letters, nothing else.
func joined(a, b string) string {
	p, _ := utf8.DecodeLastRuneInString(a)
	c, _ := utf8.DecodeRuneInString(b)
	switch {
	case wide(p) || wide(c) || !wordRune(p) && !strings.ContainsRune(",.;:!?)%", p) || !wordRune(c) && c != '(':
		return ""
	case digit(p) && digit(c), upper(p) && upper(c): // a number or an abbreviation that was broken
		return ""
	}
	return " "
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
func upper(r rune) bool { return r >= 'A' && r <= 'Z' }
func wordRune(r rune) bool {
	return digit(r) || upper(r) || r >= 'a' && r <= 'z' || r >= 0xc0 && r < 0x2000
}
