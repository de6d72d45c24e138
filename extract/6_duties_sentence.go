package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

// governs reports whether a clause holds a verb that may assign.
func (v *vocabulary) governs(clause string) bool {
	return v.assigning.in(clause) || strings.ContainsAny(clause, "由对") && v.holds(clause, "predicate-by")
}

// sentence reads a sentence [a, b) of prose: a responsibility phrase as a whole (A牵头，
// B配合，9月底前完成), or clauses whose subject is organs and whose predicate is 牵头 or 负责.
func (w *work) sentence(p *passage, a, b int) (out []taizhang.Group, times []taizhang.TimePhrase) {
	text := p.text[a:b]
	if !w.words.says(text) && !w.words.governs(text) || w.words.quotes(text) {
		return nil, nil
	}
	if start := w.phraseStart(p, a, b); start >= 0 {
		return w.region(p, start, b, "", "paragraph")
	}
	for _, c := range clauses(text, ",，") { // …，牵头单位为某局，配合单位为…
		clause := text[c.Start:c.End]
		if k, is := nextWord(w.words.kinds["copula"], clause, 0); k > 0 && w.words.isLabel(clause[:k]) {
			if name, _, _ := strings.Cut(clause[k+len(is):], "、"); w.words.unit(headOf(name), true) { // not 为1家
				return w.region(p, a+c.Start, b, "", "paragraph")
			}
		}
	}
	if !w.words.governs(text) && !w.namesUnits(text) {
		if start := w.phraseWithin(p, a, b); start >= 0 {
			return w.region(p, start, b, "", "paragraph")
		}
		return nil, nil
	}
	clauses := w.predicates(p, a, b)
	for i, c := range clauses {
		groups := w.clause(p, a+c.Start, a+c.End, len(out) > 0)
		if len(groups) > 0 && len(out) == 0 {
			for _, c := range clauses[:i] { // A为主，B配合: the first assigns as the second does
				out = append(out, w.clause(p, a+c.Start, a+c.End, true)...)
			}
		}
		if len(groups) == 0 && len(out) == 0 && c.Start > 0 {
			groups = w.elliptic(p, a, a+c.Start, a+c.End)
		}
		if len(groups) == 0 && len(out) > 0 { // 某局牵头，会同某局制定方案
			groups = w.followers(p, a+c.Start, a+c.End, verb{}, out[0].Rule)
		}
		out = append(out, groups...)
	}
	return yield(out, ""), nil
}

// predicates splits a sentence [a, b) at commas, and where each part is organs and their
// verb at 、 too: A牵头、B配合完成.
func (w *work) predicates(p *passage, a, b int) (out []taizhang.Span) {
	for _, c := range w.words.answering(p.text[a:b]) {
		text := p.text[a+c.Start : a+c.End]
		var parts []taizhang.Span
		start, whole := 0, true
		items := clauses(text, "、")
		for i, r := range items {
			before, v, ends := w.words.ending(text[start:r.End])
			ends = ends && w.words.assigning.in(v.word)
			if !ends && i+1 < len(items) && !w.organsAct(text[items[i+1].Start:items[i+1].End]) {
				continue
			}
			if ends {
				whole = whole && w.subject(before, false)
			} else {
				whole = whole && len(w.clause(p, a+c.Start+start, a+c.Start+r.End, true)) > 0
			}
			parts = append(parts, taizhang.Span{Start: c.Start + start, End: c.Start + r.End})
			start = r.End + len("、")
		}
		if whole && len(parts) > 1 {
			out = append(out, parts...)
		} else {
			out = append(out, c)
		}
	}
	return out
}

// answering splits a sentence at commas, but for those before a verb whose manner stands before them: 各单位按照职能，分工负责.
func (v *vocabulary) answering(text string) (out []taizhang.Span) {
	for _, c := range clauses(text, ",，") {
		k, next := len(out)-1, text[c.Start:c.End]
		for _, x := range v.manner.list {
			next = strings.TrimPrefix(next, x.word)
		}
		if out = append(out, c); k >= 0 && v.kinds["predicate"].begins(next) != "" {
			if x, manner := v.mannerEnd(text[out[k].Start:out[k].End]); manner && x.duty != "" {
				out[k].End, out = c.End, out[:k+1]
			}
		}
	}
	return out
}

// ending is that of the verbs, but for costs and faults that someone bears: 经费由某局承担.
func (v *vocabulary) ending(clause string) (before string, found verb, ok bool) {
	before, found, ok = v.verbs.ending(clause)
	if ok && v.endsWith(found.word, "bears") && v.holds(before, "borne") {
		return clause, verb{}, false
	}
	return before, found, ok
}

// quotes reports whether a sentence tells what another document says: 《某法》规定，….
func (v *vocabulary) quotes(text string) bool {
	rest, ok := strings.CutPrefix(text, "《")
	_, rest, closed := strings.Cut(rest, "》")
	return ok && closed && v.beginsWith(rest, "cites-after")
}

// organsAct reports whether a clause is organs and their verb: 市财政局配合.
func (w *work) organsAct(clause string) bool {
	before, v, ends := w.words.ending(clause)
	return ends && w.words.assigning.in(v.word) && w.subject(before, false)
}

// says reports whether prose holds a verb or noun of responsibility.
func (v *vocabulary) says(text string) bool { return v.holds(text, "says") }

// clause reads one clause: organs and their verb, at its end or with what they are
// responsible for behind it; found says that another clause of the sentence assigns.
func (w *work) clause(p *passage, a, b int, found bool) []taizhang.Group {
	text := p.text[a:b]
	if before, v, ok := w.words.named(text); ok && w.subject(before, false) {
		return w.said(p, a, a+len(before), v, false)
	}
	if before, v, ends := w.words.ending(text); ends && (found || w.words.governs(text)) {
		before = w.untimed(before)
		whole := strings.HasSuffix(v.word, "负总责")
		if k := strings.Index(before, "对"); k > 0 && whole { // 各市政府对本市的治理负总责
			before = before[:k]
		}
		if start, end, by, ok := w.acting(p, a, a+len(before)); ok && (found || whole || by && end == a+len(before) && w.words.holds(v.word, "predicate-by") || !v.loose && w.words.assigning.in(v.word)) {
			return w.said(p, start, end, v, by)
		}
	}
	if out := w.object(p, a, b, w.words.assigning); out != nil || !strings.Contains(text, "由") {
		return out
	}
	return w.object(p, a, b, w.words.kinds["bears"]) // 由某局承担监测任务
}

// object reads a clause in which one of the verbs has its object behind it: 某局负责监测.
func (w *work) object(p *passage, a, b int, verbs *wordList) []taizhang.Group {
	text := p.text[a:b]
	for at, tries := 0, 0; tries < mostTries; tries++ {
		k, word := nextWord(verbs, text, at)
		if k < 0 {
			break
		}
		end := k + len(word)
		for x := w.words.assigning.begins(text[end:]); x != ""; x = w.words.assigning.begins(text[end:]) { // 负责牵头, 牵头负责
			end += len(x)
		}
		if at = end; !w.words.assigns(text[end:]) || verbs != w.words.assigning && w.words.holds(deed(text[end:]), "borne") {
			continue // 由某公司承担赔偿责任
		}
		before, v, _ := w.words.ending(text[:end])
		before = w.untimed(before)
		if start, organs, by, ok := w.acting(p, a, a+len(before)); ok && (by || verbs == w.words.assigning) {
			out := w.said(p, start, organs, v, by)
			for i := range out {
				if v.duty == taizhang.DutySupport {
					out[i].Rule = "prose-beside" // 公司配合做好集训: of a task that others have
				}
			}
			if len(out) > 0 {
				out = append(out, w.followers(p, a+end, b, v, out[0].Rule)...)
			}
			return out
		}
	}
	return nil
}

// mostTries bounds what is tried in a clause that no mark ends.
const mostTries = 8

// nextWord returns where the next of some words stands in text, from byte at on.
func nextWord(words *wordList, text string, at int) (int, string) {
	for i := range text[at:] {
		if x := words.begins(text[at+i:]); x != "" {
			return at + i, x
		}
	}
	return -1, ""
}

// assigns reports whether what follows 负责 or 牵头 leaves it a predicate: not 负责人,
// 负责制, 牵头单位, nor 牵头的联席会议.
func (v *vocabulary) assigns(rest string) bool {
	if strings.HasPrefix(rest, "、") || v.past(rest) || v.holds(deed(rest), "attributive") {
		return false // 部门负责、社会参与; 牵头完成了改造; 负责此项工作的人员名单报市工信局
	}
	return !v.beginsWith(rest, "no-object") || v.beginsWith(rest, "object")
}

// does returns the verb of responsibility that a folded text begins with, where it has a predicate.
func (v *vocabulary) does(s string) verb {
	if x := v.kinds["predicate"].head(s); x != "" && v.assigns(s[len(x):]) {
		_, found, _ := v.ending(x)
		return found
	}
	return verb{}
}

// mostDeed is how many bytes a verb and what is done have, as far as 了.
const mostDeed = 60

// deed returns what of a text is the clause it begins with.
func deed(s string) string {
	s = beginning(s, mostDeed)
	if k := strings.IndexAny(s, ",，。;；"); k >= 0 {
		s = s[:k]
	}
	return s
}

// past reports whether a clause begins by telling of what was done: 完成了, not 了解.
func (v *vocabulary) past(clause string) bool {
	clause = deed(clause)
	for _, x := range v.phrases["not-past"] {
		clause = strings.ReplaceAll(clause, x, "")
	}
	return strings.Contains(clause, "了")
}

// unread returns where the text says that someone is responsible, of which nothing
// was assigned.
func (w *work) unread(p *passage) taizhang.Spans {
	for i := range p.text {
		word := w.words.kinds["says"].begins(p.text[i:])
		if word == "" {
			continue
		}
		rest := p.text[i+len(word):]
		for x := w.words.assigning.begins(rest); x != ""; x = w.words.assigning.begins(rest) {
			rest = rest[len(x):] // 牵头负责部门
		}
		if w.words.isLabel(word) {
			if strings.HasPrefix(rest, ":") {
				return p.at(i, i+len(word))
			}
			continue
		}
		sure := w.words.holds(word, "predicate")
		if !sure && !w.words.holds(word, "predicate-by") || !w.words.assigns(rest) {
			continue
		}
		clause := p.text[w.clauseStart(p, 0, i):i]
		if !sure && !w.subject(clause, false) { // 市文联主办
			continue
		}
		nobody := w.words.holds(clause, "nobody") || strings.Contains(clause, "对") && strings.IndexAny(beginning(rest, 4), ",，。;；") == 0
		if !nobody {
			return p.at(i, i+len(word))
		}
	}
	return nil
}
