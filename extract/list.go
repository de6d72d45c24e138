package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// listItems returns the items of a folded list, split at 、 , ; outside
// brackets and quotation marks, without those that are empty.
func listItems(s string) []taizhang.Span {
	var out []taizhang.Span
	depth, start := 0, 0
	add := func(end int) {
		if end > start {
			out = append(out, taizhang.Span{Start: start, End: end})
		}
	}
	for i, r := range s {
		switch r {
		case '(', '《', '“':
			depth++
		case ')', '》', '”':
			depth = max(depth-1, 0)
		case '、', ',', ';', '，', '；':
			if depth == 0 {
				add(i)
				start = i + utf8.RuneLen(r)
			}
		}
	}
	add(len(s))
	return out
}

// clauses splits folded text at marks outside brackets and quotation marks.
func clauses(s, marks string) []taizhang.Span {
	var out []taizhang.Span
	depth, start := 0, 0
	for i, r := range s {
		switch r {
		case '(', '《', '“':
			depth++
		case ')', '》', '”':
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
