package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

const (
	longestHeading = 10 // runes that a heading which runs on has
	longHeading    = 36 // and of one that is no heading for its length
)

// headingEnd returns where the heading ends that a sentence stands glued to: 主要内容“百校千企”活动…，…; 0 where none does.
func (v *vocabulary) headingEnd(s string) int {
	if !strings.ContainsAny(s, "，,") && utf8.RuneCountInString(s) <= longHeading || v.beginsWith(s, "preamble") {
		return 0
	}
	n, long := 0, utf8.RuneCountInString(s) > longHeading
	for i := range beginning(s, (longestHeading+1)*utf8.UTFMax) {
		if n > longestHeading {
			break
		}
		n++
		if whole := long && slices.Contains(v.phrases["heading"], s[:i]); whole || endsWith(s[:i], v.phrases["heading"]) && v.beginsText(s[i:]) {
			return i
		}
	}
	return 0
}

// beginsText reports whether what stands behind a heading is a text under it: behind a blank, in quotation marks, or with
// the words, the date or the label that texts begin with.
func (v *vocabulary) beginsText(s string) bool {
	_, labelled := labelAt(beginning(s, 48))
	return taizhang.Blank(firstRune(s)) || firstRune(s) == '“' || v.beginsWith(s, "preamble") || startsDate.MatchString(s) || labelled
}
