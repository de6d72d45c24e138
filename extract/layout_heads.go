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

// headsOver takes the line before a block that begins a count for whose duties it counts. It is the last open one in lines (from, until);
// bare says that it has no colon, as others.
func (w *work) headsOver(node, from, until int, bare bool) {
	i := until - 1
	for i > from && !w.open(i) {
		i--
	}
	if i == from {
		return
	}
	if _, ok := w.charges(w.folded(i)); ok || bare && w.bareCharge(w.folded(i)) {
		l := w.lines[i].span
		w.lines[i].use = asOther
		if ok {
			l.End = l.Start + strings.LastIndexAny(w.text[l.Start:l.End], ":：")
		}
		w.heads = append(w.heads, charge{node, trimSpan(w.text, l.Start, l.End)})
	}
}

// bareCharge reports whether a folded line is of organs alone, beyond doubt: 财政局, and not 活动室.
func (w *work) bareCharge(s string) bool {
	organs, sure := w.words.offices(s)
	return organs && sure && len(s) <= mostHead
}

// severalBare returns the blocks below such lines without a colon, each of which begins a count of tasks anew; none where there is one.
func (w *work) severalBare(blocks []block, body int) map[int]bool {
	heads := map[int]bool{}
	var open [maxDepth + 1]int // by depth: the number of the last block there
	for k := 0; k < len(blocks); {
		i, from := blocks[k].line-1, body
		if k > 0 {
			from = blocks[k-1].line + 1
		}
		for i > from && !w.open(i) {
			i--
		}
		last, depth := k+1, blocks[k].depth
		for last < len(blocks) && blocks[last].depth >= depth && blocks[last].label.number != 1 {
			last++
		}
		if blocks[k].label.number == 1 && i >= from && w.open(i) && w.bareCharge(w.folded(i)) && w.tasks(blocks[k:last]) &&
			(depth == 1 || open[depth-1] == 0 || !w.words.endsIn(strings.TrimRight(w.folded(blocks[open[depth-1]-1].line), ":。 "), "untasked")) {
			heads[k] = true
		}
		for ; k < last; k++ {
			open[blocks[k].depth] = k + 1
		}
	}
	if len(heads) < 2 {
		return nil
	}
	return heads
}

// tasks reports whether blocks below organs alone on a line may be what these are to do: not where all are persons, or fields as the
// organs' addresses.
func (w *work) tasks(blocks []block) bool {
	for _, b := range blocks {
		text, name := w.folded(b.line), ""
		if l, ok := labelAt(beginning(text, 60)); ok {
			text = text[l.len:]
		}
		for _, word := range strings.Fields(beginning(w.str(b.line), 60)) { // 1.张三 男 科长, 1. 张三
			if name = taizhang.FoldString(word); strings.HasPrefix(text, name) {
				break
			}
			if l, ok := labelAt(name); ok && l.len < len(name) {
				name = name[l.len:]
				break
			}
		}
		if !w.words.beginsWith(text, "contact") && !w.words.fieldOf(text) && !(runes(name) <= mostPerson && w.words.person(name)) {
			return true
		}
	}
	return false
}

// mostPerson is how many characters a person's name has: 方案编制 begins as one, too.
const mostPerson = 3

// charge is a line over node and its next siblings that names who answers for them.
type charge struct {
	node int
	span taizhang.Span
}
