package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// The layout search finds the numbered blocks of a text. A label may stand anywhere a numeral and a label mark meet;
// that a line begins there, or a sentence has ended, is evidence and no gate, as texts lose their lines. All candidates
// are collected, and the cheapest path through them decides (layout_search.go): which labels are blocks, and which
// stand in which.

// candidate is a place where a numbered block may begin.
type candidate struct {
	at       int // in the folded text
	line     int // of the document
	label    label
	evidence evidence
	cost     float64 // of taking it for a label, by what stands around it
	left     float64 // of leaving it
	instead  bool    // of the candidate before it, at the same place
	reset    bool    // no label: a title or a signature, after which numbers may begin anew
}

// longestTitle is how many runes a heading has at most that a label is glued to.
const longestTitle = 36

// farOpens is how many runes a sentence before a colon has at most that may say that a list follows, in a text without
// paragraphs: 有下列情形之一的，给予处分；构成犯罪的，移送司法机关：.
const farOpens = 200

// shortElement is how many bytes an element of a list has at least that has a paragraph of its own, more often than not: the shorter
// ones stand in their sentence (须提供：1.身份证；2.购机发票).
const shortElement = 60

// stream is the folded text of the paragraphs in which blocks are looked for.
type stream struct {
	hanzi.Folded
	starts []int // where each line begins in the folded text
	lines  []int // the lines, by their index in the document

	behind   int   // the end of the last candidate; 0 behind a title
	inner    int   // one more than the last line, by its place here, with a label inside it: it lost its paragraphs
	dash     label // the last with a dash: 1-1, which 1-2 goes on from
	chapters bool  // numbers stand before headings without a mark: 1总则1.1目的
}

func (w *work) stream(lines []int) *stream {
	s := &stream{lines: lines, starts: make([]int, len(lines))}
	spans := make(taizhang.Spans, len(lines))
	n := 0
	for k, i := range lines {
		s.starts[k], spans[k] = n, w.lines[i].span
		n += len(w.lines[i].folded)
	}
	s.Folded = hanzi.FoldSpans(w.text, spans)
	return s
}

// candidates collects the labels in s, and the titles between them.
func (w *work) candidates(s *stream, anywhere bool) []candidate {
	var out []candidate
	heads := w.bareHeads(s)
	listed := 0 // the end of a list of attachments
	for k, i := range s.lines {
		from, to := s.starts[k], len(s.Text)
		if k+1 < len(s.lines) {
			to = s.starts[k+1]
		}
		if w.lines[i].zone || k > 0 && s.lines[k-1] != i-1 && w.lines[i-1].use != asRun && w.lines[i-1].grid == nil {
			out, s.behind = append(out, candidate{at: from, line: i, reset: true}), 0
		}
		if heads[i] {
			out = append(out, candidate{at: from, line: i, label: label{style: "：", rank: headingRank}, cost: w.words.costs[costTaken], left: w.words.costs[costLeft]})
			continue
		}
		if w.lines[i].cont && s.inner == k {
			s.inner = k + 1 // the same paragraph, over a page's end
		}
		for at := from; at < to; {
			r, n := utf8.DecodeRuneInString(s.Text[at:])
			if anywhere && r == '附' && strings.HasPrefix(s.Text[at:], "附件:") {
				listed = listEnd(s.Text, at)
			}
			if at >= listed && (at == from || anywhere && (mayLabel(r) || w.series[r] != nil)) {
				if c, ok := w.candidate(s, k, at); ok {
					if out = append(out, c); at > from {
						s.inner = k + 1
					}
					if c, ok := w.beforeNumber(s, k, c); ok {
						out[len(out)-1].left = 0
						out = append(out, c)
					}
					at += out[len(out)-1].label.len
					s.behind = at
					continue
				}
			}
			at += n
			if !anywhere {
				break
			}
		}
	}
	return out
}

// candidate reads the label at byte at of s, in its k-th line.
func (w *work) candidate(s *stream, k, at int) (candidate, bool) {
	text := s.Text[at:min(len(s.Text), at+96)]
	first := at == s.starts[k] && !w.lines[s.lines[k]].cont
	before := lastRune(s.Text[:at])
	if !first && joined(before, text) || first && w.figureGoesOn(s, k, text) {
		return candidate{}, false
	}
	blank := -1
	if first {
		blank = w.wordEnds(s.lines[k])
	}
	l, ok := w.seriesLabel(text, blank)
	if ok && k+1 < len(s.starts) && at+l.len > s.starts[k+1] {
		l, ok = label{}, false // 主要任务⏎1.
	}
	if ok && labelEnds(s.Text[s.starts[k]:at]) {
		return candidate{}, false // 1.第一阶段
	}
	ok = ok && (first || w.words.kinds["line-stage"].ends(string(l.style)) == "") // 第一板块 in a sentence
	word := ok
	if !ok && first {
		l, ok = wordLabel(text, firstWord(w.str(s.lines[k])))
	}
	if !ok {
		l, ok = labelAt(text)
	}
	if ok && l.len < len(text) && !first && strings.ContainsRune(hanzi.MarksBefore, firstRune(text)) && !ends(before) {
		return candidate{}, false // 5*3. in a formula
	}
	if !ok {
		l, ok = decimal(text)
		if ok && strings.Contains(text[:l.len], "-") {
			ok = (first || ends(before)) && l.len < len(text) && w.blankBetween(s, at+l.len-1, at+l.len) // 1-1 建校舍, and not 1-3月
		} else {
			ok = ok && (first || (before > utf8.RuneSelf || ends(before)) && !w.words.measures(text[l.len:]))
		}
	}
	if ok && l.above > 0 && !word && strings.Contains(text[:l.len], "-") { // 1-1, 1-2, and not 1-2个
		if ok = !w.words.measures(text[l.len:]) && (l.number == 1 || l.above == s.dash.above && l.number-s.dash.number <= 1); ok {
			s.dash = l
		}
	}
	if !ok && first {
		if l, ok = dashed(text); !ok {
			l, ok = w.lineLabel(s, k, at, text)
		}
	}
	beforeDigit := false
	if !ok && (first || ends(before)) {
		l, ok = numberBeforeDigit(text)
		beforeDigit = ok
	}
	odd := false
	if !ok {
		if l, ok = w.unmarked(text); ok && leadsDecimal(text, l) {
			s.chapters = true
		} else if ok {
			ok = s.chapters && first && utf8.RuneCountInString(w.lines[s.lines[k]].folded) <= longestTitle/2
			odd = true
		}
	}
	if !ok && (first || ends(before)) {
		l, ok = oddlyMarked(text)
		odd = ok
	}
	if !ok || !first && closesBracket(s.Text[max(s.starts[k], at-farBracket*utf8.UTFMax):at], text[:l.len]) {
		return candidate{}, false
	}
	if n := w.lines[s.lines[k]].level; n > 0 && first {
		l.style += style(strings.Repeat("<", n)) // 1. under 1., as the list says that it stands in
	}
	l.bare = s.behind > 0 && s.behind < at && at-s.behind <= longestTitle*3 && !strings.ContainsAny(s.Text[s.behind:at], "。;,，；：:!?") // 一、总则|第一条…
	c := candidate{at: at, line: s.lines[k], label: l, evidence: w.standing(s, k, at, before)}
	if l.outsideSentence() && (c.evidence >= afterSemicolon || strings.HasPrefix(text[l.len:], "由")) {
		return candidate{}, false
	}
	price := w.words.costs
	cost := price[costTaken]
	c.label.opens = l.number == 1 && before == ':' && w.chargeAt(s, k, at) < 0 && (at > s.starts[k] || w.labelled(s.lines[k-1]) && w.chargeAt(s, k-1, at) < 0)
	switch {
	case c.evidence != afterColon || l.number != 1:
	case w.chargeAt(s, k, at) >= 0:
		c.evidence = afterStop
		cost += price[costCharged]
	case w.words.endsIn(s.Text[max(0, at-30):at-len(":")], "list-opens"), // 安排如下：1.
		s.inner == k+1 && l.style == "（一）" && w.words.opensList(lastSentence(lastRunes(s.Text[min(s.behind, at-len(":")):at-len(":")], farOpens))):
		c.evidence = afterStop
	case s.inner == k+1 && (l.rank <= 6 || l.rank == 7 && !strings.ContainsAny(text[l.len:min(len(text), l.len+shortElement)], ";。")):
		c.evidence = listBegins
	}
	cost += price[c.evidence]
	near := lastRunes(s.Text[:at], longestTitle+1) // a sentence or a bracket that ended a short while ago: what stands since may be a heading
	if i := strings.LastIndexFunc(near, ends); c.evidence == glued && (word && (text[l.len-1] == ':' || strings.HasPrefix(text[l.len:], "(")) || i >= 0 && runes(near[i:]) > 2) {
		cost += price[costTitled]
	}
	if c.evidence == atLine {
		c.left = price[costLeft]
	}
	if beforeDigit {
		cost += price[costDecimal]
	}
	if l.above > 0 && c.evidence == atLine && w.words.measures(text[l.len:]) {
		cost += price[costFigure]
	}
	if odd {
		cost += price[costOddMark]
	}
	if l.rank >= 10 && c.evidence > afterBlanks {
		cost += price[costCircled]
	}
	after := text[l.len:]
	if beside(after, l) || c.evidence >= glued && w.words.counts(before, l, text) {
		cost += price[costCited]
	}
	if c.evidence != atLine && w.words.cited(s.Text[max(0, at-30):at], after, l) {
		cost += price[costCited]
	}
	if r := firstRune(after); after == "" || strings.ContainsRune("。，、；：,;:)》”.%", r) {
		cost += price[costEmpty]
	}
	c.cost = cost
	return c, true
}
