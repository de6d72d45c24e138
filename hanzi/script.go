package hanzi

import (
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// Script undoes, for reading, what mirrors and typesetting do to text: traditional characters,
// characters for radicals, readings in brackets.
type Script struct {
	simple [hanLast - hanFirst]uint16 // 0: as it is
}

// The block of unified ideographs.
const hanFirst, hanLast = 0x4e00, 0xa000

// ReadScript compiles traditional.tsv. Errors name file and line.
func ReadScript(fsys fs.FS) (*Script, error) {
	rows, err := tsv.Read(fsys, "traditional.tsv", "simplified", "traditional")
	if err != nil {
		return nil, err
	}
	t := &Script{}
	for _, row := range rows {
		s, n := utf8.DecodeRuneInString(row.Cells[0])
		if n != len(row.Cells[0]) || s < hanFirst || s >= hanLast || row.Cells[1] == "" {
			return nil, row.Errorf("want one simplified character, and the traditional ones of it")
		}
		for _, r := range row.Cells[1] {
			if r < hanFirst || r >= hanLast || t.simple[r-hanFirst] != 0 || r == s {
				return nil, row.Errorf("%c is no traditional character, or stands in two rows", r)
			}
			t.simple[r-hanFirst] = uint16(s)
		}
	}
	return t, nil
}

// Twin is text of the same length in bytes, to be read instead: each character simplified, each
// reading blank. 農業(yè)部 is 农业部 with blanks of no width.
func (t *Script) Twin(s string) string {
	i := t.first(s)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	b.WriteString(s[:i])
	han := i > 0
	for s = s[i:]; s != ""; {
		r, n := utf8.DecodeRuneInString(s)
		x := t.rune(r)
		if utf8.RuneLen(x) == n {
			r = x
		}
		skip := 0
		if han && (r == '(' || r == '（') {
			skip = reading(s[n:])
		}
		if han = Unified(r); skip > 0 {
			b.WriteString(blank(n + skip))
		} else if r == utf8.RuneError {
			b.WriteString(s[:n])
		} else {
			b.WriteRune(r)
		}
		s = s[n+skip:]
	}
	return b.String()
}

// first is where s may differ from its twin; len(s) where it does nowhere.
func (t *Script) first(s string) int {
	for i := 0; i < len(s); {
		switch n := taizhang.AsItIs(s, i); {
		case n == 3:
			if r := rune(s[i]&0xf)<<12 | rune(s[i+1]&0x3f)<<6 | rune(s[i+2]&0x3f); t.simple[r-hanFirst] != 0 {
				return i
			}
			i += 3
		case s[i] == '(' && reading(s[i+1:]) > 0:
			return max(0, i-utf8.UTFMax)
		case s[i] < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == '（' && reading(s[i+n:]) > 0 || taizhang.Radical(r) != r {
				return i
			}
			i += n
		}
	}
	return len(s)
}

// Unified reports whether r is in the block of unified ideographs.
func Unified(r rune) bool { return r >= hanFirst && r < hanLast }

// rune is the simplified character of one, and of a radical.
func (t *Script) rune(r rune) rune {
	if r = taizhang.Radical(r); Unified(r) && t.simple[r-hanFirst] != 0 {
		return rune(t.simple[r-hanFirst])
	}
	return r
}

// blank is so many bytes, two at least, that show nothing.
func blank(n int) string {
	if n%2 == 1 {
		return "\u2060" + strings.Repeat("\u00ad", (n-3)/2)
	}
	return strings.Repeat("\u00ad", n/2)
}

// reading returns the length of a reading and its closing bracket at the start
// of s: a few small Latin letters, tone marks among them.
func reading(s string) int {
	tone := false
	for i, r := range s {
		switch {
		case i > 0 && (r == ')' || r == '）'):
			if !tone {
				return 0
			}
			return i + utf8.RuneLen(r)
		case i > 10 || !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) || unicode.IsUpper(r):
			return 0
		}
		tone = tone || r >= utf8.RuneSelf
	}
	return 0
}
