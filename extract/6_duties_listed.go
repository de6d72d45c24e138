package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// mostPhrase is how many bytes a responsibility phrase in a sentence has at most.
const mostPhrase = 900

// phraseStart returns where in [a, b) a responsibility phrase begins that reaches its
// end: its start, or a line end; -1 where there is none.
func (w *work) phraseStart(p *passage, a, b int) int {
	near := max(a, b-mostPhrase)
	if k := strings.LastIndex(p.text[near:b], "--"); k >= 0 && w.listed(p, near+k+2, b) {
		return near + k + 2 // 新建图书馆——市文旅局负责
	}
	if b-a <= mostPhrase && w.listed(p, a, b) {
		return a
	}
	for _, at := range p.endsWithin(near, b) {
		if w.listed(p, at, b) {
			return at
		}
	}
	return -1
}

// phraseWithin returns behind which comma of [a, b) a phrase begins that reaches its end: …，甲站主抓、乙所协助.
func (w *work) phraseWithin(p *passage, a, b int) int {
	text := p.text[a:b]
	if _, _, ends := w.words.ending(text); !ends || b-a > mostPhrase {
		return -1
	}
	cs := clauses(text, ",，")
	for _, c := range cs[max(0, len(cs)-mostTries):] {
		if c.Start > 0 && w.listed(p, a+c.Start, b) {
			return a + c.Start
		}
	}
	return -1
}

// named reads a clause that says what an organ is: 某局为第一责任单位.
func (v *vocabulary) named(clause string) (before string, found verb, ok bool) {
	at, found, ok := v.labelBefore(clause, 0, len(clause))
	if !ok {
		return "", verb{}, false
	}
	is := v.kinds["copula"].tail(clause[:at])
	return clause[:at-len(is)], found, is != ""
}

// namesUnits reports whether a clause of a folded text says so of one beyond doubt: not 施工单位为责任单位.
func (w *work) namesUnits(text string) bool {
	for _, c := range clauses(text, ",，") {
		if before, _, ok := w.words.named(text[c.Start:c.End]); ok && w.words.unit(before, false) {
			return true
		}
	}
	return false
}

// listed reports whether [a, b) is nothing but organs with their verbs, and times.
func (w *work) listed(p *passage, a, b int) bool {
	organs, open, strong, roled := 0, 0, false, false // open: names that wait for a verb
	for _, c := range w.cutPieces(p, a, b) {
		text := p.text[c.start:c.end]
		if c.kind != plainPiece {
			return false
		}
		before, v, ends := w.words.ending(text)
		if !ends && w.words.roled(text) {
			before, _ = w.words.bracketed(text)
			roled = true
		}
		if !ends && w.times.Leading(text) {
			continue
		}
		if ends && w.times.Leading(before) {
			if k := strings.LastIndex(before, "由"); k > 0 {
				before = before[k:]
			} else {
				return false
			}
		}
		if before == "" && open > 0 {
			open = 0
			strong = strong || !v.loose || v.duty == taizhang.DutyLead
			continue
		}
		if organs > 0 {
			before = strings.TrimPrefix(before, "会同")
		}
		if !w.subject(before, false) {
			return false
		}
		organs++
		if open++; ends {
			open, strong = 0, strong || !v.loose || v.duty == taizhang.DutyLead
		}
	}
	return organs > 0 && (open == 0 && strong || roled)
}

// responsible reports whether folded text, as a whole, is a responsibility
// phrase: a list of organs, with or without a verb.
func (w *work) responsible(s string) bool {
	for _, mark := range []string{"。", ";", "；"} {
		s, _, _ = strings.Cut(s, mark)
	}
	before, _, verb := w.words.ending(strings.TrimSuffix(s, "."))
	if last := before[lastAny(before, "、,，")+1:]; !verb && !w.words.organ(last, true) {
		return false // prose, as nearly every paragraph that is asked about
	}
	if after, _, ok := w.words.labelled(before); ok {
		before, verb = after, true
	}
	items := clauses(before, listMarks)
	strong, weak := 0, 0
	for _, r := range items {
		switch name := before[r.Start:r.End]; {
		case w.words.organ(name, false):
			strong++
		case w.words.organ(name, true), !verb && w.words.place(name): // 南宁市、梧州市人民政府
			weak++
		}
	}
	if verb {
		return strong+weak > 0 && (strong+weak)*2 >= len(items)
	}
	// Among organs, a word that others end in too (市残联) is one as well.
	return strong > 0 && strong >= weak && strong+weak == len(items)
}
