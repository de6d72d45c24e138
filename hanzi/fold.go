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
	from     []int32 // from[i] is where the rune of Text[i] starts in the original
}

// Fold folds s. Chinese punctuation that has no ASCII twin is kept.
func Fold(s string) Folded { return FoldSpans(s, taizhang.Spans{{Start: 0, End: len(s)}}) }

// FoldSpans folds what spans cut out of text; [Folded.Back] leads into text.
func FoldSpans(text string, spans taizhang.Spans) Folded {
	var b strings.Builder
	n := spans.Len()
	b.Grow(n)
	from := make([]int32, 0, n)
	for _, s := range spans {
		cut := text[s.Start:s.End]
		for i := 0; i < len(cut); {
			run := i
			for i < len(cut) {
				n := taizhang.AsItIs(cut, i)
				if n == 0 {
					break
				}
				at := int32(s.Start + i)
				if from = append(from, at); n == 3 {
					from = append(from, at, at)
				}
				i += n
			}
			if i > run {
				b.WriteString(cut[run:i])
				continue
			}
			at := int32(s.Start + i)
			r, n := utf8.DecodeRuneInString(cut[i:])
			i += n
			f, ok := taizhang.FoldRune(r)
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

// Back returns the byte range in the original of Text[start:end], which must
// not be empty.
func (f Folded) Back(start, end int) (int, int) {
	last := int(f.from[end-1])
	_, n := utf8.DecodeRuneInString(f.original[last:])
	return int(f.from[start]), last + n
}

// Index returns the first byte of Text whose rune stands at or after byte at of the
// original; len(Text) when none does.
func (f Folded) Index(at int) int {
	return sort.Search(len(f.from), func(i int) bool { return int(f.from[i]) >= at })
}

// At returns where in the original the rune of byte i of Text begins.
func (f Folded) At(i int) int { return int(f.from[i]) }
