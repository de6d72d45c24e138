package export

import "unicode"

// Measures of a row, in points. A line of 宋体 at 10 points takes 12 to 13.5, of the
// Noto fonts that LibreOffice puts in its place 14.5, some of it empty.
const (
	lineHeight  = 14
	rowPadding  = 3
	minHeight   = 18
	maxLines    = 28   // 28 × 14 + 3 = 395, below Excel's limit of 409
	maxLineRune = 1000 // 27,000 characters, below Excel's limit of 32,767 a cell
)

func heightOf(lines int) float64 { return max(minHeight, float64(lines)*lineHeight+rowPadding) }

// Widths of characters in twentieths of an em. Latin is taken as wider than half a
// character, since the font that stands in for 宋体 may be proportional.
func runeWidth(r rune) int {
	switch {
	case r >= 0x3000 && r < 0xfe00:
		return 20
	case r == '\t':
		return 80
	case r < 0x20:
		return 0
	case r >= 'A' && r <= 'Z', r == '@', r == '%', r == '&':
		return 16
	case r < 0x7f:
		return 13
	case unicode.In(r, unicode.Mn, unicode.Me):
		return 0
	}
	return 20
}

// capacity is how much fits on a line of a column that is width digits wide: 8 pixels a
// digit, 20 units on 13⅓ pixels, less one character for the rule that no line
// begins with a full stop.
func capacity(width float64) int { return max(20, int((width*8-6)*1.5)-20) }

// split cuts s where it must continue on another row: into pieces of at most
// maxLines lines in a column of that capacity. It returns where each piece ends,
// and the number of lines of each.
func split(s string, room int) (ends, lines []int) {
	n, used, runes := 1, 0, 0        // lines of the piece, units and runes on the line
	word, wordAt, wordLen := 0, 0, 0 // the Latin word at the end of the line, which moves as a whole
	newLine := func(at, width, length int) {
		if n == maxLines {
			ends, lines = append(ends, at), append(lines, n)
			n = 0
		}
		n++
		used, runes = width, length
	}
	for i, r := range s {
		w := runeWidth(r)
		if r == '\n' {
			newLine(i+1, 0, 0)
			word, wordLen = 0, 0
			continue
		}
		latin := r > ' ' && r < 0x7f
		switch {
		case used+w <= room && runes < maxLineRune:
			used += w
			runes++
			if !latin {
				word, wordLen = 0, 0
				continue
			}
		case latin && word > 0 && word+w <= room && word < used && runes < maxLineRune:
			newLine(wordAt, word+w, wordLen+1)
		default:
			newLine(i, w, 1)
			word, wordLen = 0, 0
			if !latin {
				continue
			}
		}
		if wordLen == 0 {
			wordAt = i
		}
		word += w
		wordLen++
	}
	return append(ends, len(s)), append(lines, n)
}
