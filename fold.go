package taizhang

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded is text in one width, with one kind of dash and bracket and without
// white space, and the way back to where each byte stood.
type Folded struct {
	Text string
	from []int32 // from[i] is where the rune of Text[i] starts in the original
	to   []int32 // to[i] is where it ends
}

// Fold folds s. Chinese punctuation that has no ASCII twin is kept.
func Fold(s string) Folded {
	var b strings.Builder
	b.Grow(len(s))
	from, to := make([]int32, 0, len(s)), make([]int32, 0, len(s))
	for i, r := range s {
		if f, ok := foldRune(r); ok {
			n := b.Len()
			b.WriteRune(f)
			for ; n < b.Len(); n++ {
				from = append(from, int32(i))
				to = append(to, int32(i+max(utf8.RuneLen(r), 1)))
			}
		}
	}
	return Folded{b.String(), from, to}
}

// FoldString is Fold without the way back.
func FoldString(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c <= ' ' || c == '[' || c == ']' || c == '~' {
			var b strings.Builder
			b.Grow(len(s))
			for _, r := range s {
				if f, ok := foldRune(r); ok {
					b.WriteRune(f)
				}
			}
			return b.String()
		}
	}
	return s
}

// Back returns the byte range in the original of Text[start:end], which must
// not be empty.
func (f Folded) Back(start, end int) (int, int) {
	return int(f.from[start]), int(f.to[end-1])
}

// foldRune returns what r folds to; false for what shows nothing.
func foldRune(r rune) (rune, bool) {
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
		return foldRune(r - 0xfee0)
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
	}
	return r, !Blank(r)
}

// Index returns the first byte of Text whose rune stands at or after byte at of the
// original; len(Text) when none does.
func (f Folded) Index(at int) int {
	return sort.Search(len(f.from), func(i int) bool { return int(f.from[i]) >= at })
}

// Blank reports whether r shows nothing: white space, and the characters of no
// width that web pages and Word leave behind.
func Blank(r rune) bool {
	switch r {
	case '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u2060', '\ufeff', '\u00ad':
		return true
	}
	return unicode.IsSpace(r)
}
