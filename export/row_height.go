package export

import (
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Measures of a row, in points. A line of 宋体 at 10 points takes 12 to 13.5, of the
// Noto fonts that LibreOffice puts in its place 14.5, some of it empty.
const (
	lineHeight  = 14
	rowPadding  = 2
	minHeight   = 16
	maxLines    = 28   // 28 × 14 + 2 = 394, below Excel's limit of 409
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

// unitsOf is how wide a line of text is in a document, which puts a quarter of an em between
// Latin and Chinese.
func unitsOf(line string) (n int) {
	last := rune(0)
	for _, r := range line {
		if n += runeWidth(r); last != 0 && last < 0x7f != (r < 0x7f) {
			n += 5
		}
		last = r
	}
	return n
}

// capacity is how much fits on a line of a column that is width digits wide: 8 pixels a
// digit, 20 units on 13⅓ pixels.
func capacity(width float64) int { return max(20, int((width*8-6)*1.5)) }

// beginsNoLine tells the marks before which no line ends, endsNone those behind which none does.
func beginsNoLine(r rune) bool {
	switch r {
	case '、', '，', '。', '；', '：', '！', '？', '）', '〕', '】', '》', '」', '』', '”', '’', '…', '—', '％', '%', ',', '.', ';', ':', '!', '?', ')', ']', '}':
		return true
	}
	return false
}

func endsNone(r rune) bool {
	switch r {
	case '（', '〔', '【', '《', '「', '『', '“', '‘', '(', '[', '{':
		return true
	}
	return false
}

// joined reports whether no line ends between two characters: within a Latin word, before a
// full stop, behind an opening bracket.
func joined(a, b rune) bool {
	latin := func(r rune) bool { return r > ' ' && r < 0x7f }
	return latin(a) && latin(b) || beginsNoLine(b) || endsNone(a)
}

// split cuts s where it must continue on another row: into pieces of at most
// maxLines lines in a column of that capacity. It returns where each piece ends,
// and the number of lines of each.
func split(s string, room int) (ends, counts []int) {
	n := 1 // lines of the piece
	lines(s, room, func(at int) {
		if n == maxLines {
			ends, counts = append(ends, at), append(counts, n)
			n = 0
		}
		n++
	})
	return append(ends, len(s)), append(counts, n)
}

// lines calls begin with where each line of s but the first begins, in a column of that capacity.
func lines(s string, room int, begin func(at int)) {
	var few [64]stretch
	breakLines(stretches(few[:0], s), room, begin)
}

// stretch is as many Chinese characters, of three bytes and an em each, and one other character behind them.
type stretch struct {
	han, size int
	other     rune
}

// stretches adds to out what s is made of: its lines are counted at many widths, and nearly all of it is Chinese.
func stretches(out []stretch, s string) []stretch {
	for i := 0; i < len(s); {
		var r stretch
		for ; i < len(s) && taizhang.AsItIs(s, i) == 3; i += 3 {
			r.han++
		}
		if i < len(s) {
			r.other, r.size = utf8.DecodeRuneInString(s[i:])
			i += r.size
		}
		out = append(out, r)
	}
	return out
}

// breakLines is lines of a text that was cut into stretches.
func breakLines(text []stretch, room int, begin func(at int)) {
	used, runes := 0, 0            // units and runes on the line
	width, from, length := 0, 0, 0 // what stands at the end of the line and moves as a whole
	newLine := func(at, width, length int) {
		begin(at)
		used, runes = width, length
	}
	last, mark := '\n', false // mark: last may be joined with what follows
	at := 0
	one := func(r rune, size int) {
		at += size
		if r == '\n' {
			newLine(at, 0, 0)
			last = r
			return
		}
		w, han := 20, r >= 0x4e00 && r < 0xa000
		if !han {
			w = runeWidth(r)
		}
		if last == '\n' || han && !mark || !joined(last, r) {
			width, from, length = 0, at-size, 0
		}
		mark = !han
		width += w
		length++
		last = r
		switch {
		case used+w <= room && runes < maxLineRune:
			used += w
			runes++
		case width <= room && width-w < used && runes < maxLineRune:
			newLine(from, width, length)
		default:
			newLine(at-size, w, 1)
			width, from, length = w, at-size, 1
		}
	}
	for _, r := range text {
		for han := r.han; han > 0; {
			if n := min(han, (room-used)/20, maxLineRune-runes); n > 0 && !mark { // as many as the line takes
				used, runes, at, han = used+n*20, runes+n, at+n*3, han-n
				last, width, from, length = '一', 20, at-3, 1
				continue
			}
			one('一', 3)
			han--
		}
		if r.size > 0 {
			one(r.other, r.size)
		}
	}
}
