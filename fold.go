package taizhang

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FoldString is text in one width, with one kind of dash and bracket, with characters for
// radicals and without white space: hanzi.Fold without the way back. What is folded already costs no copy.
func FoldString(s string) string {
	var b strings.Builder
	done := 0 // s[:done] is in b
	for i := 0; i < len(s); {
		if n := AsItIs(s, i); n > 0 {
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if f, ok := FoldRune(r); !ok || f != r || r == utf8.RuneError {
			if b.Cap() == 0 {
				b.Grow(len(s))
			}
			b.WriteString(s[done:i])
			if ok {
				b.WriteRune(f)
			}
			done = i + n
		}
		i += n
	}
	if done == 0 {
		return s
	}
	b.WriteString(s[done:])
	return b.String()
}

// AsItIs returns the bytes of the rune at byte i where it folds to itself and is told from them without decoding: a
// character of U+4E00…U+9FFF or ASCII, nearly all of what notices have; else 0.
func AsItIs(s string, i int) int {
	c := s[i]
	if c < utf8.RuneSelf {
		return int(asItIs[c])
	}
	if i+2 < len(s) && c >= 0xe4 && c <= 0xe9 && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80 && (c > 0xe4 || s[i+1] >= 0xb8) {
		return 3
	}
	return 0
}

// asItIs is 1 for each byte that folds to itself.
var asItIs = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		if r, ok := FoldRune(rune(c)); ok && r == rune(c) {
			t[c] = 1
		}
	}
	return t
}()

// FoldRune returns what r folds to; false for what shows nothing.
func FoldRune(r rune) (rune, bool) {
	switch {
	case r > ' ' && r < utf8.RuneSelf:
		switch r {
		case '[', '{':
			return '(', true
		case ']', '}':
			return ')', true
		case '~':
			return '-', true
		}
		return r, true
	case r >= 0x4e00 && r <= 0x9fff:
		return r, true
	case r >= 0xff01 && r <= 0xff5e:
		return FoldRune(r - 0xfee0)
	case r >= 0x2e80 && r <= 0x2fd5:
		return Radical(r), true
	}
	switch r {
	case '〔', '【', '﹝', '［':
		return '(', true
	case '〕', '】', '﹞', '］':
		return ')', true
	case '‐', '‑', '‒', '–', '—', '―', '−', '─', '﹣', '～', '〜', '∼', 'ー':
		return '-', true
	case '﹐':
		return ',', true
	case '﹕', '︰':
		return ':', true
	case '﹔':
		return ';', true
	case '﹒':
		return '.', true
	}
	return r, !Blank(r)
}

// Blank reports whether r shows nothing: white space, and the characters of no
// width that web pages and Word leave behind.
func Blank(r rune) bool {
	if r > '\u3000' {
		return r == '\ufeff'
	}
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\u00ad':
		return true
	}
	return unicode.IsSpace(r)
}

// Squeeze removes white space: a printed value may be broken or spaced out.
func Squeeze(s string) string {
	if !strings.ContainsFunc(s, Blank) {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, Blank), "")
}
