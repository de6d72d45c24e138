package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// together makes groups of a list under a verb. Of A、B会同C、D负责 what stands before 会同 leads, and
// the rest supports.
func (w *work) together(p *passage, list []entry, v verb, rule string) []taizhang.Group {
	for i, e := range list {
		k, n := w.words.withAt(p.text[e.start:e.end])
		if k <= 0 || v.duty == taizhang.DutySupport {
			continue
		}
		before, _, _ := w.words.ending(p.text[e.start : e.start+k]) // 由某局牵头会同…落实
		lead := append(slices.Clone(list[:i]), entry{e.start, e.start + len(before), e.comma, e.part})
		rest := append([]entry{{e.start + k + n, e.end, e.comma, e.part}}, list[i+1:]...)
		return append(w.grouped(p, lead, verb{word: v.word, duty: taizhang.DutyLead}, rule),
			w.grouped(p, rest, verb{word: v.word, duty: taizhang.DutySupport}, rule)...)
	}
	return w.grouped(p, list, v, rule)
}

// withAt returns where in a list what goes with its lead begins, and how long the word before it is:
// A会同B, A商B. -1 where none does.
func (v *vocabulary) withAt(s string) (at, n int) {
	at = -1
	for _, x := range v.phrases["with"] {
		k := strings.Index(s, x)
		for k >= 0 && v.beginsWith(s[k:], "no-with") { // 市商务局
			next := strings.Index(s[k+len(x):], x)
			if next >= 0 {
				next += k + len(x)
			}
			k = next
		}
		if k < 0 || at >= 0 && k >= at {
			continue
		}
		left, _, _ := v.ending(s[strings.LastIndexAny(s[:k], "、,;")+1 : k])
		right := headOf(s[k+len(x):])
		if i := strings.IndexAny(right, "、,;"); i > 0 {
			right = right[:i]
		}
		if k == 0 || len(x) > len("商") || v.unit(strings.TrimPrefix(left, "由"), false) && v.unit(right, true) {
			at, n = k, len(x)
		}
	}
	return at, n
}

// said makes the groups of a sentence's subject [a, b).
func (w *work) said(p *passage, a, b int, v verb, by bool) []taizhang.Group {
	rule := "sentence"
	if by || v.duty == taizhang.DutySupport {
		rule = "prose"
	}
	return w.together(p, entries(p, a, b), v, rule)
}

// followers reads who goes with a lead behind its verb: 牵头会同某局制定方案. It begins at byte a of clause [a, b).
func (w *work) followers(p *passage, a, b int, v verb, rule string) []taizhang.Group {
	k, n := w.words.withAt(p.text[a:b])
	if k != 0 {
		return nil
	}
	a += n
	end := a
	for _, c := range clauses(p.text[a:b], listMarks) {
		name := p.text[a+c.Start : a+c.End]
		if !w.words.name(name) {
			if k := max(w.opening(name), len(w.words.kinds["office"].begins(name))); k > 0 { // 财务处拟定方案
				end = a + c.Start + k
			}
			break
		}
		end = a + c.End
	}
	if end == a {
		return nil
	}
	return w.grouped(p, entries(p, a, end), verb{word: v.word, duty: taizhang.DutySupport}, rule)
}
