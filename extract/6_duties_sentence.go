package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// sentenceDuties reads a sentence: from its first label on (责任单位：…), or the organs
// that its verbs make responsible.
func (w *work) sentenceDuties(p *taizhang.Phrases, x *passage, s taizhang.Span) {
	text := x.Text[s.Start:s.End]
	if strings.IndexByte(text, ':') >= 0 {
		if k := w.words.nextLabel(text); k >= 0 {
			w.labelledDuties(p, x, taizhang.Span{Start: s.Start + k, End: s.End})
			s.End = s.Start + k
			text = text[:k]
		}
	}
	if !holds(text, "牵头", "负责", "配合", "協", "协助", "主办", "参与") {
		return
	}
	open := -1 // where the phrase begins that the clauses belong to
	end := 0
	flush := func() {
		if open >= 0 {
			p.Groups = append(p.Groups, w.groups(x.slice(open, end), "", "prose")...)
			open = -1
		}
	}
	for _, c := range clauses(text, ",:") {
		a, b, ok := w.clauseDuty(text[c.Start:c.End], text[max(0, c.Start-12):c.Start], open >= 0)
		if !ok {
			if open >= 0 && w.words.attributive(text[c.Start:c.End]) {
				open = -1 // 由A牵头、B参加的联席会议
			}
			flush()
			continue
		}
		if open < 0 {
			open = s.Start + c.Start + a
		}
		end = s.Start + c.Start + b
	}
	flush()
}

// clauseDuty returns the bytes of a clause that are organs and the verb that makes
// them responsible; goes on says that a clause before it did.
func (w *work) clauseDuty(clause, before string, goesOn bool) (from, to int, ok bool) {
	at := 0
	by := false
	if k := strings.LastIndex(clause, "由"); k >= 0 {
		if f, t, ok := w.namesAndVerb(clause, k+len("由"), true, goesOn); ok {
			for _, word := range w.words.phrases["founds"] {
				if strings.HasSuffix(before+clause[:k], word) && strings.Contains(clause[t:], "的") {
					return 0, 0, false // 建立由A牵头的…
				}
			}
			return f, t, true
		}
		by = true
	}
	if by && strings.HasPrefix(clause, "由") {
		return 0, 0, false
	}
	return w.namesAndVerb(clause, at, false, goesOn)
}

// namesAndVerb reads names from byte at of a clause up to the verb behind them.
func (w *work) namesAndVerb(clause string, at int, by, goesOn bool) (from, to int, ok bool) {
	s := clause[at:]
	verbAt, word := -1, ""
	for _, v := range w.words.phrases["predicate"] {
		if k := strings.Index(s, v); k > 0 && (verbAt < 0 || k < verbAt || k == verbAt && len(v) > len(word)) {
			verbAt, word = k, v
		}
	}
	if verbAt < 0 || depthAt(clause, at+verbAt) != 0 {
		return 0, 0, false
	}
	support := word != "牵头" && word != "负责" && word != "主办" && word != "牵头负责" && word != "负责牵头"
	if support && !by && !goesOn {
		return 0, 0, false // 鼓励…参与, …支持 of anybody
	}
	names := s[:verbAt]
	for {
		rest, _, cut := cutVerb(names, w.words.how)
		if !cut {
			break
		}
		names = rest
	}
	rest := s[verbAt+len(word):]
	for _, no := range w.words.phrases["not-after-predicate"] {
		if strings.HasPrefix(rest, no) {
			return 0, 0, false
		}
	}
	if leads, ok := strings.CutSuffix(names, "要发挥"); ok && strings.HasPrefix(rest, "作用") {
		names = leads // X要发挥牵头作用
	} else if strings.HasPrefix(rest, "作用") {
		return 0, 0, false
	}
	if names == "" || !w.subject(names, by) {
		return 0, 0, false
	}
	return at, at + verbAt + len(word), true
}

// subject reports whether folded text before a verb is organs and nothing else.
func (w *work) subject(s string, by bool) bool {
	for _, r := range clauses(s, listMarks) {
		name := w.bareText(s[r.Start:r.End])
		if runes(name) > 24 || strings.ContainsAny(name, "的任为是在将把被对于") || holds(name, "设在", "下设", "设立", "明确", "确定", "指定") || !w.words.name(name) {
			return false
		}
		if !by && !w.words.organ(name, false) && !w.words.class(name) && !strings.Contains(name, "等") {
			return false
		}
		for _, no := range w.words.phrases["no-name"] {
			if strings.HasPrefix(name, no) {
				return false
			}
		}
	}
	return true
}

// attributive reports whether a clause makes those before it part of a description:
// B等部门参加的联席会议.
func (v *vocabulary) attributive(clause string) bool {
	for _, word := range v.phrases["predicate"] {
		if strings.Contains(clause, word+"的") {
			return true
		}
	}
	return strings.Contains(clause, "参加的")
}

// labelledDuties reads 责任单位：… from where its label stands to the end of the
// sentence, and the values of times beside it.
func (w *work) labelledDuties(p *taizhang.Phrases, x *passage, s taizhang.Span) {
	groups := w.groups(x.slice(s.Start, s.End), "", "paragraph")
	p.Groups = append(p.Groups, groups...)
	times := 0
	for _, c := range w.words.labelParts(x.Text, s) {
		clause := x.Text[c.Start:c.End]
		k := strings.IndexByte(clause, ':')
		if k <= 0 {
			continue
		}
		for _, label := range w.words.phrases["time-label"] {
			if !strings.HasSuffix(clause[:k], label) {
				continue
			}
			times++
			if value := clause[k+1:]; value != "" && w.times.Leading(value) {
				ss := x.slice(c.Start+k+1, c.End)
				p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(ss.Cut(w.text)), Spans: ss, Value: true, Until: true})
			}
			break
		}
	}
	if len(groups) == 0 && times == 0 {
		w.find("duty-unread", taizhang.Warning, "此处似有责任分工，但未能读出责任单位，请核对", x.slice(s.Start, s.End), "")
	}
}
