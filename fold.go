package taizhang

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded is text in one width, with one kind of dash and bracket, with characters for
// radicals and without white space, and the way back to where each byte stood.
type Folded struct {
	Text     string
	original string
	from     []int32 // from[i] is where the rune of Text[i] starts in the original
}

// Fold folds s. Chinese punctuation that has no ASCII twin is kept.
func Fold(s string) Folded { return FoldSpans(s, Spans{{0, len(s)}}) }

// FoldSpans folds what spans cut out of text; [Folded.Back] leads into text.
func FoldSpans(text string, spans Spans) Folded {
	var b strings.Builder
	n := spans.Len()
	b.Grow(n)
	from := make([]int32, 0, n)
	for _, s := range spans {
		cut := text[s.Start:s.End]
		for i := 0; i < len(cut); {
			at := int32(s.Start + i)
			if ideograph(cut, i) {
				b.WriteString(cut[i : i+3])
				from = append(from, at, at, at)
				i += 3
				continue
			}
			r, n := utf8.DecodeRuneInString(cut[i:])
			i += n
			f, ok := foldRune(r)
			if !ok {
				continue
			}
			b.WriteRune(f)
			for len(from) < b.Len() {
				from = append(from, at)
			}
		}
	}
	return Folded{b.String(), text, from}
}

// FoldString is Fold without the way back. What is folded already costs no copy.
func FoldString(s string) string {
	var b strings.Builder
	done := 0 // s[:done] is in b
	for i := 0; i < len(s); {
		if ideograph(s, i) {
			i += 3
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if f, ok := foldRune(r); !ok || f != r || r == utf8.RuneError {
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

// ideograph reports whether the rune at byte i is one of U+5000…U+9FFF, which is most of
// what notices have and folds to itself: told from its bytes, without decoding.
func ideograph(s string, i int) bool {
	return i+2 < len(s) && s[i] >= 0xe5 && s[i] <= 0xe9 && s[i+1]&0xc0 == 0x80 && s[i+2]&0xc0 == 0x80
}

// Back returns the byte range in the original of Text[start:end], which must
// not be empty.
func (f Folded) Back(start, end int) (int, int) {
	last := int(f.from[end-1])
	_, n := utf8.DecodeRuneInString(f.original[last:])
	return int(f.from[start]), last + n
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

// Index returns the first byte of Text whose rune stands at or after byte at of the
// original; len(Text) when none does.
func (f Folded) Index(at int) int {
	return sort.Search(len(f.from), func(i int) bool { return int(f.from[i]) >= at })
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

// At returns where in the original the rune of byte i of Text begins.
func (f Folded) At(i int) int { return int(f.from[i]) }
