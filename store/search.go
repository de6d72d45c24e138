package store

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// candidate is an entry with all the texts that it is found by.
type candidate struct {
	Hit
	texts []string
}

// complete reports whether each word stands in one of the texts, and sets the
// stretch around the first word.
func (c *candidate) complete(words [][]rune) bool {
	texts := c.texts
	runes, offsets := make([][]rune, len(texts)), make([][]int, len(texts))
	for i, s := range texts {
		runes[i], offsets[i] = foldText(s)
	}
	for w, word := range words {
		found := false
		for i := range texts {
			at := indexRunes(runes[i], word)
			if at < 0 {
				continue
			}
			if found = true; w == 0 {
				c.quote(texts[i], offsets[i], at, at+len(word))
			}
			break
		}
		if !found {
			return false
		}
	}
	return true
}

// assigned reports whether a unit with a folded word in one of its names has a
// role, either of them any when empty.
func (c *candidate) assigned(unit []rune, role taizhang.Role) bool {
	if len(unit) == 0 {
		return true // the role was looked for
	}
	return slices.ContainsFunc(c.Assignments, func(a taizhang.Assignment) bool {
		return (role == "" || a.Role == role) && slices.ContainsFunc([]string{a.Mention, a.Unit, a.Organ}, func(name string) bool {
			r, _ := foldText(name)
			return indexRunes(r, unit) >= 0
		})
	})
}

// contextRunes is how many characters a hit shows on either side of the match.
const contextRunes = 24

// quote cuts folded runes [from, to) and what stands around them out of text.
func (c *candidate) quote(text string, offsets []int, from, to int) {
	start, end := offsets[max(from-contextRunes, 0)], offsets[min(to+contextRunes, len(offsets)-1)]
	matchEnd := offsets[to-1]
	for i := range text[matchEnd:] { // the end of the last rune that matched
		if i > 0 {
			matchEnd += i
			break
		}
	}
	if matchEnd == offsets[to-1] {
		matchEnd = len(text)
	}
	c.Before, c.Match, c.After = text[start:offsets[from]], text[offsets[from]:matchEnd], text[matchEnd:max(end, matchEnd)]
	if start > 0 {
		c.Before = "…" + c.Before
	}
	if end < len(text) {
		c.After += "…"
	}
}

// foldText folds s, and says at which byte of s each folded rune starts; one
// more offset is the end of s.
func foldText(s string) ([]rune, []int) {
	runes, offsets := make([]rune, 0, len(s)/2), make([]int, 0, len(s)/2+1)
	for i, r := range s {
		if f := fold(r); f != 0 {
			runes, offsets = append(runes, f), append(offsets, i)
		}
	}
	return runes, append(offsets, len(s))
}

func indexRunes(text, word []rune) int {
	for i := 0; i+len(word) <= len(text); i++ {
		if slices.Equal(text[i:i+len(word)], word) {
			return i
		}
	}
	return -1
}
