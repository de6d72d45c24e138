package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// listMarks separate the items of a list.
const listMarks = "、,;，；"

// holds reports whether any of marks stands in s.
func holds(s string, marks ...string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return strings.Contains(s, m) })
}

// hasAny reports whether any of marks stands in s: strings.ContainsAny, which is slow where marks are not ASCII.
func hasAny(s, marks string) bool { return indexAny(s, marks) >= 0 }

// indexAny returns where in s the first of marks stands; -1 where none does.
func indexAny(s, marks string) int {
	begin := firstOf(marks)
	for i := range len(s) {
		if begin>>(s[i]&63)&1 == 1 && markAt(s, i, marks) {
			return i
		}
	}
	return -1
}

// lastAny returns where in s the last of marks stands; -1 where none does.
func lastAny(s, marks string) int {
	begin := firstOf(marks)
	for i := len(s) - 1; i >= 0; i-- {
		if begin>>(s[i]&63)&1 == 1 && markAt(s, i, marks) {
			return i
		}
	}
	return -1
}

// firstOf has a bit for each byte with which any of marks begins.
func firstOf(marks string) (bits uint64) {
	for i := range len(marks) {
		if utf8.RuneStart(marks[i]) {
			bits |= 1 << (marks[i] & 63)
		}
	}
	return bits
}

func markAt(s string, i int, marks string) bool {
	if !utf8.RuneStart(s[i]) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return strings.ContainsRune(marks, r)
}

// clauses splits folded text at marks outside brackets and quotation marks; what
// is empty is left out.
func clauses(s, marks string) []taizhang.Span {
	var out []taizhang.Span
	for start := 0; start < len(s); {
		end := len(s)
		if i := outside(s[start:], marks); i >= 0 {
			end = start + i
		}
		if end > start {
			out = append(out, taizhang.Span{Start: start, End: end})
		}
		_, n := utf8.DecodeRuneInString(s[end:])
		start = end + max(n, 1)
	}
	return out
}

// outside returns where the first of marks stands in s, outside brackets and
// quotation marks; -1 where none does.
func outside(s, marks string) int {
	depth := 0
	for i, r := range s {
		if r >= 0x4e00 && r <= 0x9fff {
			continue // a character is no mark
		}
		switch r {
		case '(', '（', '《', '“', '〔', '【', '〈', '<':
			depth++
		case ')', '）', '》', '”', '〕', '】', '〉', '>':
			depth = max(depth-1, 0)
		}
		if depth == 0 && strings.ContainsRune(marks, r) {
			return i
		}
	}
	return -1
}
