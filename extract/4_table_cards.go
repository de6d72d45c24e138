package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Cards are a table of a row each that prints its header words again: 重点工作：…, 牵头单位：…, 完成时限：…, 重点工作：…, on lines or
// in the cells of a form. A table on its side is the same: its header words run down the first column.

// pair is a header word of a card and what stands beside it: further lines go on with it if another pair follows. end is the line
// behind it.
type pair struct {
	word, value taizhang.GridCell
	further     taizhang.Spans
	end         int
}

// mostFurther is how many lines may go on with what stands beside a word.
const mostFurther = 12

// cardsAt reads the cards that begin at line i, two at least, and returns the line after them. Their words are those of headers, and
// what stands as often as the first. The last ends before a word that stands in no other: it is of what follows.
func (w *work) cardsAt(lines []line, i int, tried *starts) (*taizhang.Grid, int) {
	if g, next := w.cardLines(lines, i); g != nil || next > i {
		tried.add(byCards, i, next)
		return g, next
	}
	p, ok := w.pairOn(lines[i])
	first := w.shown(p.word)
	if !ok || first == "" {
		return nil, i
	}
	times, end := w.wordsOfCards(lines, i)
	tried.add(byCards, i, end)
	if _, page := w.words.metadata[first]; page && times[first] < leastAlike {
		return nil, i // 名称：… 索引号：… is what a page says of the notice
	}
	if times[first] < 2 || times[first] == 2 && w.header(first).known == unknown {
		return nil, i
	}
	var pairs []pair
	for n := i; n < end; n++ {
		p, ok := w.pairOn(lines[n])
		if s := w.shown(p.word); ok && (w.header(s).known != unknown || times[s] > 1 && times[s]*2 >= times[first]) {
			p.end = n + 1
			pairs = append(pairs, p)
			continue
		}
		last := &pairs[len(pairs)-1]
		if len(last.further) > mostFurther || !w.goesOnCard(last, lines[n]) {
			break
		}
		last.further = append(last.further, w.cellIn(lines[n].span)...)
		if isBar(lastRune(w.text[lines[n].span.Start:lines[n].span.End])) { // a cell's lines have a bar behind
			last.value.Spans, last.further, last.end = append(last.value.Spans, last.further...), nil, n+1
		}
	}
	for len(pairs) > 0 && times[w.shown(pairs[len(pairs)-1].word)] == 1 {
		pairs = pairs[:len(pairs)-1]
	}
	if len(pairs) == 0 {
		return nil, i
	}
	for k := range pairs[:len(pairs)-1] {
		pairs[k].value.Spans = append(pairs[k].value.Spans, pairs[k].further...)
	}
	return w.cards(pairs, 2), pairs[len(pairs)-1].end
}

// wordsOfCards counts the words with a colon that the lines from i on begin with, up to where none follows, or where the last card
// of the first word ends, and returns the line behind the last.
func (w *work) wordsOfCards(lines []line, i int) (times map[string]int, end int) {
	times, end = map[string]int{}, i
	first, card := "", map[string]bool{} // words since the first stood last
	for n := i; n < len(lines) && n-end <= mostFurther && (lines[n].use == free || lines[n].use == asRun) && lines[n].grid == nil; n++ {
		p, ok := w.pairOn(lines[n])
		if !ok {
			continue
		}
		s := w.shown(p.word)
		switch {
		case first == "":
			first = s
		case s == first:
			clear(card)
		case times[first] >= leastAlike && (times[s] == 0 || card[s]):
			if !w.returns(lines, n, first, len(times)) {
				return times, end // other cards, or none
			}
		}
		card[s] = true
		times[s]++
		end = n + 1
	}
	return times, end
}

// returns reports whether a card's first word stands again among the next lines.
func (w *work) returns(lines []line, from int, first string, words int) bool {
	for n := from; n < min(len(lines), from+2*min(words, maxColumns)+mostFurther); n++ {
		if p, ok := w.pairOn(lines[n]); ok && lines[n].grid == nil && w.shown(p.word) == first {
			return true
		}
	}
	return false
}

// goesOnCard reports whether a line may go on with what stands beside a card's word: it begins no block and is of no notice's end,
// and behind organs or a time it goes on with them.
func (w *work) goesOnCard(p *pair, l line) bool {
	text := w.text[l.span.Start:l.span.End]
	s := taizhang.FoldString(text)
	if _, block := readLabel(text); block || w.closes(s) || dateLine.MatchString(s) {
		return false
	}
	before := w.inCell(p.value.Spans) + w.inCell(p.further)
	switch role := w.header(w.shown(p.word)).role; {
	case unitRole(role) && w.kindOf(before) == kindUnits:
		return w.kindOf(before+s) == kindUnits || w.kindOf(s) == kindUnits
	case role == taizhang.ColDeadline && w.times.Whole(before):
		return w.times.Whole(before+s) || w.times.Whole(s)
	}
	return true
}

// shown is what a cell shows as a header word, folded.
func (w *work) shown(x taizhang.GridCell) string {
	if len(x.Spans) == 0 || x.Spans.End()-x.Spans.Start() > 2*longestHeader {
		return ""
	}
	return strings.TrimRight(taizhang.FoldString(x.Spans.Cut(w.text)), ":")
}

// onSide reads a grid whose words run down: columns of words with what each says beside it, or one before all others; nil where
// they are none.
func (w *work) onSide(rows [][]taizhang.GridCell) *taizhang.Grid {
	if len(rows) < 2 || len(rows[0]) < 2 || !slices.ContainsFunc(rows[0][1:], func(x taizhang.GridCell) bool { return w.header(w.shown(x)).known < built }) {
		return nil // words head the columns
	}
	same := func(r []taizhang.GridCell, c int) bool { return c > 0 && r[c].Covered && r[c].At == r[c-1].At }
	var heads []int
	for c := range rows[0] {
		n := 0
		for _, r := range rows {
			s := w.shown(r[c])
			if same(r, c) {
				continue
			}
			if n++; len(s) > longestHeader || w.header(s).known == unknown {
				n = 0
				break
			}
		}
		if n > 0 && (len(heads) == 0 || heads[len(heads)-1] < c-1) {
			heads = append(heads, c)
		} else if c == 0 {
			return nil
		}
	}
	var pairs []pair
	take := func(r []taizhang.GridCell, head, c int) {
		if !same(r, c) {
			word := r[head]
			at := word.Spans.Start()
			word.Spans = w.cellIn(taizhang.Span{Start: at, End: at + len(strings.TrimRight(w.text[at:word.Spans.End()], ":： "))})
			pairs = append(pairs, pair{word: word, value: r[c]})
		}
	}
	for _, r := range rows {
		for _, h := range heads {
			if len(heads) > 1 && h+1 < len(r) && !same(r, h) {
				take(r, h, h+1)
			}
		}
	}
	for c := 1; c < len(rows[0]) && len(heads) == 1; c++ {
		for _, r := range rows {
			take(r, 0, c)
		}
	}
	return w.cards(pairs, 1)
}

// leastAlike is how many cards of words that no table lists are some by no chance.
const leastAlike = 3

// alike reports whether three words or more stand on nearly each of so many cards, and few others on some.
func alike(times map[string]int) bool {
	most, on := 0, 0
	for _, n := range times {
		most = max(most, n)
	}
	for _, n := range times {
		if n >= leastAlike && n*3 >= most*2 {
			on++
		}
	}
	return on >= 3 && on*3 >= len(times)*2
}

// parted reports whether lines stand between cards: 第二组 heads them, and they are the text of a block.
func parted(pairs []pair) bool {
	return slices.ContainsFunc(pairs[:len(pairs)-1], func(p pair) bool { return len(p.further) > 0 })
}

// unasked reports whether organs stand on cards of which no word asks for who answers, and no time says by when: 时间：3月5日,
// 主持：市教育局 tell of a meeting, and 业主：市交通局, 批复：2023年5月 of what was.
func (w *work) unasked(pairs []pair) bool {
	organs, due, times := false, 0, 0
	for _, p := range pairs {
		if unitRole(w.header(w.shown(p.word)).role) {
			return false
		}
		s := w.inCell(p.value.Spans)
		switch w.kindOf(s) {
		case kindUnits, kindOrgan:
			organs = true
		case kindTime:
			if times++; w.due(s) {
				due++
			}
		}
	}
	return organs && due*10 < times*6+1
}

// cards makes a grid of pairs: a card begins where the first word stands again. nil where they are fewer than least, or hand
// out nothing.
func (w *work) cards(pairs []pair, least int) *taizhang.Grid {
	at := map[string]int{}
	var words []taizhang.GridCell
	roles := map[taizhang.ColumnRole]bool{}
	sure, who, last := 0, false, -1
	times := map[string]int{}
	for _, p := range pairs {
		s := w.shown(p.word)
		times[s]++
		if c, ok := at[s]; ok {
			last = c
			continue
		}
		h := w.header(s)
		if h.known >= built {
			sure++
		}
		last++
		for other, c := range at { // cards before lacked it
			if c >= last {
				at[other] = c + 1
			}
		}
		at[s], words = last, slices.Insert(words, last, p.word)
		roles[h.role] = true
		who = who || whoOrWhen(h.role)
	}
	if handsOut := who && roles[taizhang.ColTask] && sure*2 >= len(words); len(words) < 3 || len(words) > maxColumns || !handsOut && (!alike(times) || !who && parted(pairs) || w.unasked(pairs)) {
		return nil
	}
	g := &taizhang.Grid{}
	n, before := 0, len(words)
	for _, p := range pairs {
		c := at[w.shown(p.word)]
		if c < before || c == 0 { // the words again, and a row below them
			g.Rows = append(g.Rows, append([]taizhang.GridCell(nil), words...), make([]taizhang.GridCell, len(words)))
			n++
		}
		before = c
		head, row := g.Rows[2*n-2], g.Rows[2*n-1]
		head[c] = p.word
		if row[c].Spans == nil {
			row[c] = p.value
		} else if len(p.value.Spans) > 0 && p.value.Spans.Start() >= row[c].Spans.End() { // a merged cell is one value
			row[c].Spans = append(row[c].Spans, p.value.Spans...)
		}
	}
	if n < least {
		return nil
	}
	return g
}
