package normalize

import (
	"io/fs"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// script undoes for look-up what mirrors and typesetting do to names: traditional
// characters, readings in brackets, quotation marks.
type script struct {
	simple [hanLast - hanFirst]uint16 // 0: as it is
}

// The block of unified ideographs.
const hanFirst, hanLast = 0x4e00, 0xa000

func readScript(fsys fs.FS) (*script, error) {
	rows, err := tsv.Read(fsys, "traditional.tsv", "simplified", "traditional")
	if err != nil {
		return nil, err
	}
	t := &script{}
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

// simplify returns text in simplified characters, each in the place of one as long.
func (t *script) simplify(s string) string {
	other := func(r rune) bool { return t.rune(r) != r }
	if !strings.ContainsFunc(s, other) {
		return s
	}
	return strings.Map(t.rune, s)
}

// rune is the simplified character of one, and of a radical.
func (t *script) rune(r rune) rune {
	if r = taizhang.Radical(r); r >= hanFirst && r < hanLast && t.simple[r-hanFirst] != 0 {
		return rune(t.simple[r-hanFirst])
	}
	return r
}

// plain returns a mention in simplified characters, without quotation marks and
// without readings: “雙打”辦 is 双打办, 農業(yè)部 is 农业部.
func (t *script) plain(s string) string {
	for i, r := range s {
		if r >= hanFirst && r < hanLast && t.simple[r-hanFirst] == 0 {
			continue
		}
		if r < utf8.RuneSelf && r != '(' && r != '"' && r != '\'' {
			continue
		}
		var b strings.Builder
		b.Grow(len(s))
		b.WriteString(s[:i])
		han := i > 0
		for s = s[i:]; s != ""; {
			r, n := utf8.DecodeRuneInString(s)
			switch x := t.rune(r); {
			case x >= hanFirst && x < hanLast:
				b.WriteRune(x)
				han = true
				s = s[n:]
				continue
			case quote(r):
				s = s[n:]
				continue
			case han && (r == '(' || r == '（'):
				if skip := reading(s[n:]); skip > 0 {
					s = s[n+skip:]
					continue
				}
			}
			han = false
			b.WriteString(s[:n])
			s = s[n:]
		}
		return b.String()
	}
	return s
}

func quote(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '"', '\'', '「', '」', '『', '』', '＂', '＇':
		return true
	}
	return false
}

// reading returns the length of a reading and its closing bracket at the start
// of s: a few small Latin letters, tone marks among them.
func reading(s string) int {
	for i, r := range s {
		switch {
		case i > 0 && (r == ')' || r == '）'):
			return i + utf8.RuneLen(r)
		case i > 10 || !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Mn, r) || unicode.IsUpper(r):
			return 0
		}
	}
	return 0
}
