package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A line of organs and a colon heads the numbers behind it, which begin with 1: 后勤保障部：⏎1.…. They begin anew below
// the next such line; where lines have run together, the head stands behind a sentence.

// charges reports whether a folded line is of organs alone and ends in a colon, and returns them.
func (w *work) charges(s string) (organs string, ok bool) {
	organs, ok = strings.CutSuffix(s, ":")
	return organs, ok && w.subject(organs, false) && !w.words.beginsWith(organs, "class-lead") && !w.words.isLabel(organs) &&
		(!w.words.endsIn(organs, "group") || w.words.group(organs)) // not 参加单位：
}

// chargeAt returns where the head begins that ends at byte at of s, in its k-th line: …验收。|公安局：1.…; -1 where none does.
func (w *work) chargeAt(s *stream, k, at int) int {
	from := max(s.starts[k], at-mostHead)
	before := s.Text[from:at]
	head, ok := strings.CutSuffix(before, ":")
	if !ok {
		return -1
	}
	i := strings.LastIndexFunc(head, ends)
	if i < 0 && from > s.starts[k] {
		return -1
	}
	if i >= 0 {
		_, n := utf8.DecodeRuneInString(head[i:])
		from, before = from+i+n, before[i+n:]
	}
	if _, ok = w.charges(before); !ok {
		return -1
	}
	return from
}

// mostHead is how many bytes a head inside a line has at most.
const mostHead = 240

// counted reports whether line i is a head, and the number 1 begins the next line.
func (w *work) counted(i int) bool {
	for k := i + 1; k < len(w.lines); k++ {
		if w.open(k) {
			l, labelled := w.label(k)
			_, charges := w.charges(w.folded(i))
			return labelled && l.number == 1 && charges
		}
	}
	return false
}

// severalCounted reports whether more than one head stands over its count: they are no addressees.
func (w *work) severalCounted() bool {
	n := 0
	for i := range w.lines {
		if w.open(i) && strings.HasSuffix(w.folded(i), ":") && w.counted(i) {
			n++
		}
	}
	return n > 1
}

// headingRank is that of a heading without a number: under （一）, over 1..
const headingRank = 6

// bareHeads returns which lines of s are headings without a number: a few words and a colon over a count, which begins anew
// below the next one: 基础设施：⏎1.… 2.… 民生保障：⏎1.….
func (w *work) bareHeads(s *stream) map[int]bool {
	out, again, times := map[int]bool{}, map[string]bool{}, map[string]int{}
	var over []int // lines that may be some
	last := -1     // the last one that no label of a lower rank than its count has closed
	var count label
	for k, i := range s.lines {
		l, labelled := w.label(i)
		if labelled && last >= 0 && l.rank < count.rank {
			last = -1
		}
		if labelled || k+1 == len(s.lines) || !w.bareHead(w.folded(i)) {
			continue
		}
		next, ok := w.label(s.lines[k+1])
		if !ok || next.number != 1 || next.rank <= headingRank {
			continue
		}
		if last >= 0 && next.style == count.style {
			again[w.folded(last)], again[w.folded(i)] = true, true
		}
		last, count, over = i, next, append(over, i)
		times[w.folded(i)]++
	}
	for _, i := range over {
		out[i] = again[w.folded(i)] && times[w.folded(i)] == 1 // 整改措施： of each problem is a field
	}
	return out
}

// longestHead is how many characters a heading without a number has at most.
const longestHead = 16

// bareHead reports whether a folded line is a few words and a colon, and no organs', field's or sentence's.
func (w *work) bareHead(s string) bool {
	words, ok := strings.CutSuffix(s, ":")
	if n := runes(words); !ok || n < 2 || n > longestHead || strings.ContainsAny(words, "。;:,，；、()《") || w.words.endsIn(words, "list-opens") || w.words.fieldOf(s) {
		return false
	}
	_, charges := w.charges(s)
	return !charges
}

// headsOver takes the line before a block that begins a count for whose duties it counts. It is the last open one in lines (from, until).
func (w *work) headsOver(node, from, until int) {
	i := until - 1
	for i > from && !w.open(i) {
		i--
	}
	if i == from {
		return
	}
	if _, ok := w.charges(w.folded(i)); ok {
		l := w.lines[i].span
		w.lines[i].use = asOther
		l.End = l.Start + strings.LastIndexAny(w.text[l.Start:l.End], ":：")
		w.heads = append(w.heads, charge{node, trimSpan(w.text, l.Start, l.End)})
	}
}

// charge is a line over node and its next siblings that names who answers for them.
type charge struct {
	node int
	span taizhang.Span
}
