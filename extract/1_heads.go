package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
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
	if len(at) < leastHeads || len(at)*2 < len(near) || strings.ContainsAny(head, ":。;") || strings.Count(head, "(") != strings.Count(head, ")") { // 责任单位：市, 等负责）
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

// gluedHeads cuts off the heads that stand glued to the text next to page numbers.
func (w *work) gluedHeads() {
	takeHeads(w.lines)
	for _, below := range []bool{true, false} {
		at, head := heads(w.lines, below)
		var cuts []int
		starts := map[int]bool{} // of the heads
		for _, k := range at {
			l := w.lines[k]
			f := hanzi.FoldSpans(w.text, taizhang.Spans{l.span})
			if len(head) >= len(f.Text) {
				starts[l.span.Start] = true // nothing else stands on the line
				continue
			}
			cut := f.At(len(f.Text) - len(head))
			starts[cut] = true
			if below {
				starts[l.span.Start] = true
				delete(starts, cut)
				cut = f.At(len(head))
			}
			cuts = append(cuts, cut)
		}
		w.cutLines(cuts)
		for i := range w.lines {
			if l := &w.lines[i]; starts[l.span.Start] && strings.HasPrefix(head, l.folded) {
				l.use = asRun
			}
		}
	}
}

// Pages that a file site prints as one line each are so many at least, and have so many runes, the last one but.
const (
	leastPages = 3
	longPage   = 100
)

// pageLabels takes the numbers that a file site prints before the text of each page, which stands on one line: …共同负责⏎2、的
// 组织协调. They count the lines, and most of them stand where no sentence has ended; no other label stands before them.
func (w *work) pageLabels() {
	var cuts []int
	var pages []int
	torn := map[int]bool{} // where each page's text begins, and whether it goes on from the page before
	tears := 0
	for i := range w.lines {
		if !w.open(i) || w.folded(i) == "" {
			continue
		}
		l, ok := w.label(i)
		if !ok && len(pages) == 0 {
			continue
		}
		if !ok || l.style != "1." || l.number != len(pages)+1 || !strings.HasSuffix(w.str(i)[:l.len], "、") {
			break
		}
		if n := len(pages); n > 0 && runes(w.folded(pages[n-1])) < longPage {
			return
		}
		at := w.lines[i].span.Start + l.len
		n := len(pages)
		if torn[at] = n > 0 && !ends(lastRune(w.folded(pages[n-1]))); torn[at] {
			tears++
		}
		pages, cuts = append(pages, i), append(cuts, at)
	}
	if len(pages) < leastPages || tears == 0 || tears*2 < len(pages)-1 {
		return
	}
	w.cutLines(cuts)
	for k := 1; k < len(w.lines); k++ {
		if goesOn, page := torn[w.lines[k].span.Start]; page {
			w.lines[k-1].use = asRun
			w.lines[k].cont = goesOn
		}
	}
}
