package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// listMarks separate the items of a list.
const listMarks = "、,;，；"

// holds reports whether any of marks stands in s: strings.ContainsAny, which is
// slow where marks are not ASCII.
func holds(s string, marks ...string) bool {
	for _, m := range marks {
		if strings.Contains(s, m) {
			return true
		}
	}
	return false
}

// clauses splits folded text at marks outside brackets and quotation marks; what
// is empty is left out.
func clauses(s, marks string) []taizhang.Span {
	var out []taizhang.Span
	depth, start := 0, 0
	for i, r := range s {
		if r >= 0x4e00 && r <= 0x9fff {
			continue // a character is no mark
		}
		switch r {
		case '(', '《', '“', '〈', '<':
			depth++
		case ')', '》', '”', '〉', '>':
			depth = max(depth-1, 0)
		}
		if depth == 0 && strings.ContainsRune(marks, r) {
			if i > start {
				out = append(out, taizhang.Span{Start: start, End: i})
			}
			start = i + utf8.RuneLen(r)
		}
	}
	if start < len(s) {
		out = append(out, taizhang.Span{Start: start, End: len(s)})
	}
	return out
}

// outside returns where the first of marks stands in s, outside brackets and
// quotation marks; -1 where none does.
func outside(s, marks string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '(', '（', '《', '“', '〔', '【':
			depth++
		case ')', '）', '》', '”', '〕', '】':
			depth = max(depth-1, 0)
		}
		if depth == 0 && strings.ContainsRune(marks, r) {
			return i
		}
	}
	return -1
}
