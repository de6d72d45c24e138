// Package hanzi reads Chinese writing as it is typed: text in one width with the way back
// to the original, numerals, sets of characters.
package hanzi

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Folded is text in one width, with one kind of dash and bracket, with characters for
// radicals and without white space, and the way back to where each byte stood.
type Folded struct {
	Text     string
	original string
	runs     []run
}

// run is a stretch of the folded text, up to the next, that is the original's from byte at on, or a single character.
type run struct{ text, at int32 }

// Fold folds s. Chinese punctuation that has no ASCII twin is kept.
func Fold(s string) Folded { return FoldSpans(s, taizhang.Spans{{Start: 0, End: len(s)}}) }

// FoldSpans folds what spans cut out of text; [Folded.Back] leads into text.
func FoldSpans(text string, spans taizhang.Spans) Folded {
	f := Folded{original: text}
	var b strings.Builder
	add := func(s string, at int) {
		if k := len(f.runs) - 1; s != "" && (k < 0 || at-int(f.runs[k].at) != b.Len()-int(f.runs[k].text)) {
			f.runs = append(f.runs, run{int32(b.Len()), int32(at)})
		}
		b.WriteString(s)
	}
	for _, s := range spans {
		cut, done := text[s.Start:s.End], 0
		for i := 0; i < len(cut); {
			if n := taizhang.AsItIs(cut, i); n > 0 {
				i += n
				continue
			}
			r, n := utf8.DecodeRuneInString(cut[i:])
			if to, ok := taizhang.FoldRune(r); !ok || to != r || r == utf8.RuneError {
				if b.Cap() == 0 {
					b.Grow(spans.Len())
				}
				add(cut[done:i], s.Start+done)
				if ok {
					add(string(to), s.Start+i)
				}
				done = i + n
			}
			i += n
		}
		if done == 0 && len(spans) == 1 { // nothing to fold
			return Folded{cut, text, []run{{0, int32(s.Start)}}}
		}
		add(cut[done:], s.Start+done)
	}
	f.Text = b.String()
	return f
}

// Back returns the byte range in the original of Text[start:end], which must
// not be empty.
func (f Folded) Back(start, end int) (int, int) {
	last := f.At(end - 1)
	_, n := utf8.DecodeRuneInString(f.original[last:])
	return f.At(start), last + n
}

// Index returns the first byte of Text whose rune stands at or after byte at of the
// original; len(Text) when none does.
func (f Folded) Index(at int) int {
	k := sort.Search(len(f.runs), func(k int) bool { return int(f.runs[k].at) >= at })
	end := len(f.Text)
	if k < len(f.runs) {
		end = int(f.runs[k].text)
	}
	if k == 0 {
		return end
	}
	i := int(f.runs[k-1].text) + at - int(f.runs[k-1].at)
	for i < end && !utf8.RuneStart(f.Text[i]) {
		i++
	}
	return min(i, end)
}

// At returns where in the original the rune of byte i of Text begins.
func (f Folded) At(i int) int {
	for !utf8.RuneStart(f.Text[i]) {
		i--
	}
	k := sort.Search(len(f.runs), func(k int) bool { return int(f.runs[k].text) > i }) - 1
	return int(f.runs[k].at) + i - int(f.runs[k].text)
}
