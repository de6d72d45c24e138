package extract

import (
	"strings"
	"unicode/utf8"
)

// What a page prints at its top or foot stands next to page numbers again and again. As a line it is taken before lines
// are joined; glued to the text it is cut off.

const (
	leastHeads = 3 // pages that say the same
	leastHead  = 4 // runes
)

// heads returns what stands at least so often next to page numbers, below them or above: the lines that print it, and
// what it says.
func heads(lines []line, below bool) (at []int, head string) {
	var near []int
	step := -1
	if below {
		step = 1
	}
	for i := range lines {
		k := i + step
		if below && i == 0 && lines[0].use == free {
			k = 0 // the first page has none before it
		} else if lines[i].use != asRun {
			continue
		}
		if k < 0 || k >= len(lines) || lines[k].use != free || lines[k].grid != nil {
			continue
		}
		near = append(near, k)
	}
	for n := 1; n < len(near); n++ {
		if s := commonEdge(lines[near[n-1]].folded, lines[near[n]].folded, below); utf8.RuneCountInString(s) >= leastHead && (head == "" || len(s) < len(head)) {
			head = s
		}
	}
	for _, k := range near {
		if head != "" && commonEdge(lines[k].folded, head, below) == head {
			at = append(at, k)
		}
	}
	if len(at) < leastHeads || len(at)*2 < len(near) || strings.Contains(head, ":") { // 责任单位：市
		return nil, ""
	}
	return at, head
}

// commonEdge returns what two texts begin with alike, or end with.
func commonEdge(a, b string, begin bool) string {
	n := 0
	for n < len(a) && n < len(b) && (begin && a[n] == b[n] || !begin && a[len(a)-1-n] == b[len(b)-1-n]) {
		n++
	}
	if begin {
		for n > 0 && n < len(a) && !utf8.RuneStart(a[n]) {
			n--
		}
		return a[:n]
	}
	for n > 0 && !utf8.RuneStart(a[len(a)-n]) {
		n--
	}
	return a[len(a)-n:]
}

// takeHeads takes the lines that are running heads and no more.
func takeHeads(lines []line) {
	for _, below := range []bool{true, false, true} { // a head may have two lines
		at, head := heads(lines, below)
		for _, k := range at {
			if lines[k].folded == head {
				lines[k].use = asRun
			}
		}
	}
}
