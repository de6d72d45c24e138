package match

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// minGrams is how many pairs of characters a text needs to be compared: a
// shorter one is found in anything.
const minGrams = 8

// says reports whether a folded rune carries meaning: a character, digit or letter.
func says(r rune) bool {
	return r >= 0x4e00 && r <= 0x9fff || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'
}

// said is what s says: folded, without punctuation.
func said(s string) string {
	return strings.Map(func(r rune) rune {
		if says(r) {
			return r
		}
		return -1
	}, taizhang.FoldString(s))
}

// gram is two or three characters that stand next to each other; of two the last is
// 0. Those of filler are apart from the same ones elsewhere.
type gram struct {
	chars  [3]rune
	filler bool
}

// interner numbers grams and counts the texts they stand in.
type interner struct {
	ids  map[gram]int32
	seen []int32
	fine bool // take three characters too, and tell filler apart
}

// grams returns the grams of s, across no mark of punctuation: sorted, each once.
func (in *interner) grams(s string) []int32 {
	out := in.list(s, true)
	for _, g := range out {
		in.seen[g]++
	}
	return out
}

// lookUp returns the grams of s that are known.
func (in *interner) lookUp(s string) []int32 { return in.list(s, false) }

func (in *interner) list(s string, mint bool) []int32 {
	out := make([]int32, 0, len(s)/3)
	add := func(g gram) {
		id, ok := in.ids[g]
		if !ok && mint {
			id, ok = int32(len(in.seen)), true
			in.ids[g] = id
			in.seen = append(in.seen, 0)
		}
		if ok {
			out = append(out, id)
		}
	}
	text := taizhang.FoldString(s)
	known := words()
	empty := 0 // bytes of text up to which it is filler
	var last, before rune
	run := 0 // of the characters last seen that are filler
	for i, r := range text {
		if !says(r) {
			last, before, run = 0, 0, 0
			continue
		}
		if in.fine && i >= empty {
			empty = i + known.filler(text[i:])
		}
		if i < empty {
			run++
		} else {
			run = 0
		}
		if last != 0 {
			add(gram{[3]rune{last, r}, run > 1})
		}
		if in.fine && before != 0 {
			add(gram{[3]rune{before, last, r}, run > 2})
		}
		before, last = last, r
	}
	slices.Sort(out)
	return slices.Compact(out)
}
