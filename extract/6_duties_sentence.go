package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// assigning are the verbs by which a sentence makes its subject responsible.
var assigning = []string{"牵头", "负责", "配合"}

// sentence reads a sentence [a, b) of prose: a responsibility phrase as a whole (A牵头，
// B配合，9月底前完成), or clauses whose subject is organs and whose predicate is 牵头 or 负责.
func (w *work) sentence(p *passage, a, b int) (out []taizhang.Group, times []taizhang.TimePhrase) {
	text := p.text[a:b]
	if !w.words.says(text) {
		return nil, nil
	}
	if start := w.phraseStart(p, a, b); start >= 0 {
		return w.region(p, start, b, "", "paragraph")
	}
	if !holds(text, assigning...) {
		return nil, nil
	}
	for _, c := range clauses(text, ",，") {
		groups := w.clause(p, a+c.Start, a+c.End, len(out) > 0)
		if len(groups) == 0 && len(out) == 0 && c.Start > 0 {
			groups = w.elliptic(p, a, a+c.Start, a+c.End)
		}
		out = append(out, groups...)
	}
	return yield(out, ""), nil
}

// says reports whether prose holds a verb or noun of responsibility.
func (v *vocabulary) says(text string) bool { return holds(text, v.phrases["says"]...) }

// mostPhrase is how many bytes a responsibility phrase in a sentence has at most.
const mostPhrase = 900

// phraseStart returns where in [a, b) a responsibility phrase begins that reaches its
// end: its start, or a line end; -1 where there is none.
func (w *work) phraseStart(p *passage, a, b int) int {
	if b-a <= mostPhrase && w.listed(p, a, b) {
		return a
	}
	for _, at := range p.endsWithin(max(a, b-mostPhrase), b) {
		if w.listed(p, at, b) {
			return at
		}
	}
	return -1
}

// listed reports whether [a, b) is nothing but organs with their verbs, and times.
func (w *work) listed(p *passage, a, b int) bool {
	organs, open, strong := 0, 0, false // open: names that wait for a verb
	for _, c := range w.cutPieces(p, a, b) {
		text := p.text[c.start:c.end]
		if c.kind != plainPiece {
			return false
		}
		before, v, ends := w.words.ending(text)
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
			strong = strong || !v.loose
			continue
		}
		if !w.subject(before, false) {
			return false
		}
		organs++
		if open++; ends {
			open, strong = 0, strong || !v.loose
		}
	}
	return organs > 0 && open == 0 && strong
}

// clause reads one clause: organs and their verb, at its end or with what they are
// responsible for behind it; found says that another clause of the sentence assigns.
func (w *work) clause(p *passage, a, b int, found bool) []taizhang.Group {
	text := p.text[a:b]
	if before, v, ends := w.words.ending(text); ends && (found || !v.loose && holds(v.word, assigning...)) {
		if start, by, ok := w.subjectStart(p, a, a+len(before)); ok {
			return w.said(p, start, a+len(before), v, by)
		}
	}
	for at, tries := 0, 0; tries < mostTries; tries++ {
		k, word := w.nextVerb(text, at)
		if k < 0 {
			break
		}
		end := k + len(word)
		for _, x := range assigning { // 负责牵头, 牵头负责
			if strings.HasPrefix(text[end:], x) {
				end += len(x)
			}
		}
		if at = end; !w.assigns(text[end:]) {
			continue
		}
		before, v, _ := w.words.ending(text[:end])
		if start, by, ok := w.subjectStart(p, a, a+len(before)); ok {
			return w.said(p, start, a+len(before), v, by)
		}
	}
	return nil
}

// mostTries bounds what is tried in a clause that no mark ends.
const mostTries = 8

// nextVerb returns where the next assigning verb stands in text, from byte at on.
func (w *work) nextVerb(text string, at int) (int, string) {
	for i, r := range text[at:] {
		if len(w.words.saying[r]) == 0 {
			continue
		}
		for _, x := range assigning {
			if strings.HasPrefix(text[at+i:], x) {
				return at + i, x
			}
		}
	}
	return -1, ""
}

// assigns reports whether what follows 负责 or 牵头 leaves it a predicate: not 负责人,
// 负责制, 牵头单位, nor 牵头的联席会议.
func (w *work) assigns(rest string) bool {
	if strings.HasPrefix(rest, "、") {
		return false // 党委领导、部门负责、社会参与
	}
	for _, x := range w.words.phrases["no-object"] {
		if strings.HasPrefix(rest, x) {
			for _, but := range w.words.phrases["object"] {
				if strings.HasPrefix(rest, but) {
					return true
				}
			}
			return false
		}
	}
	return true
}

// subjectStart returns where in [a, b) the organs begin that end there: at 由, at the
// clause's start, or at a line end; by says that 由 stands before them.
func (w *work) subjectStart(p *passage, a, b int) (start int, by, ok bool) {
	if b <= a {
		return 0, false, false
	}
	near := max(a, b-mostPhrase)
	for end, tries := b, 0; tries < mostTries; tries++ {
		k := strings.LastIndex(p.text[near:end], "由")
		if k < 0 {
			break
		}
		if start = near + k + len("由"); start < b && w.subject(p.text[start:b], true) {
			return start, true, true
		}
		end = near + k
	}
	if w.subject(p.text[a:b], false) {
		return a, false, true
	}
	ends := p.endsWithin(a, b)
	for i := len(ends) - 1; i >= 0 && b-ends[i] < 300; i-- {
		if w.subject(p.text[ends[i]:b], false) {
			return ends[i], false, true
		}
	}
	return 0, false, false
}

// subject reports whether folded text is a list of organs, as the subject of a
// sentence is; behind 由 regions are too (由达茂旗牵头), and before 等部门 and 部门 short words are names as well (公安、教育等部门).
func (w *work) subject(text string, by bool) bool {
	if text == "" || len(text) > mostPhrase {
		return false
	}
	if k := strings.Index(text, "会同"); k > 0 {
		return w.subject(text[:k], by) && w.subject(text[k+len("会同"):], by)
	}
	items := clauses(text, listMarks)
	if len(items) == 0 {
		return false
	}
	last := text[items[len(items)-1].Start:]
	fields := len(items) > 1 && !w.words.bare(last) && (strings.HasSuffix(last, "部门") || strings.HasSuffix(last, "单位"))
	organs, regions := 0, 0
	for _, r := range items {
		spans, others := w.words.names(text[r.Start:r.End])
		for _, n := range spans {
			name := text[r.Start+n.Start : r.Start+n.End]
			switch {
			case w.words.name(name), (fields || others) && short(name), by && short(name) && (w.words.unit(name, true) || w.words.endsIn(name, "group")):
				organs++
			case short(name) && w.words.region(name):
				regions++
			default:
				return false
			}
		}
		if len(spans) == 0 && !others {
			return false
		}
	}
	return organs > 0 || by && regions > 0
}

// short reports whether a word may stand for an organ's field: 公安, 市场监管.
func short(s string) bool {
	return utf8.RuneCountInString(s) <= 8 && isName(s) && !strings.ContainsAny(s, "的为是在将把被由和对与") && !holds(s, assigning...)
}

// said makes the groups of a sentence's subject [a, b).
func (w *work) said(p *passage, a, b int, v verb, by bool) []taizhang.Group {
	rule := "sentence"
	if by || v.duty == taizhang.DutySupport {
		rule = "prose"
	}
	if k := strings.Index(p.text[a:b], "会同"); k > 0 {
		lead := w.grouped(p, entries(p, a, a+k), verb{word: v.word, duty: taizhang.DutyLead}, rule)
		return append(lead, w.grouped(p, entries(p, a+k+len("会同"), b), verb{word: v.word, duty: taizhang.DutySupport}, rule)...)
	}
	return w.grouped(p, entries(p, a, b), v, rule)
}

func entries(p *passage, a, b int) []entry {
	var out []entry
	for _, r := range clauses(p.text[a:b], listMarks) {
		out = append(out, entry{a + r.Start, a + r.End, 0})
	}
	return out
}

// elliptic reads a clause that begins with the verb, whose subject opens the sentence:
// 市健康办设在市政府办，负责协调.
func (w *work) elliptic(p *passage, a, start, b int) []taizhang.Group {
	text := p.text[start:b]
	for _, x := range assigning[:2] {
		rest, ok := strings.CutPrefix(text, x)
		if !ok || rest == "" || !w.assigns(rest) {
			continue
		}
		_, v, _ := w.words.ending(x)
		from := a
		for _, c := range clauses(p.text[a:start-1], ",，") {
			from = a + c.Start
		}
		if end := w.opening(p.text[from:start]); end > 0 {
			return w.said(p, from, from+end, v, false)
		}
	}
	return nil
}

// opening returns where the name of an organ ends that opens a clause, the longest; 0
// where none does.
func (w *work) opening(clause string) int {
	for end := len(clause); end > 0; {
		if name := clause[:end]; w.words.organ(name, false) && w.words.name(name) && end < len(clause) {
			if next, _ := utf8.DecodeRuneInString(clause[end:]); next != '(' {
				return end
			}
		}
		_, n := utf8.DecodeLastRuneInString(clause[:end])
		end -= n
	}
	return 0
}

// unread returns where the text says that someone is responsible, of which nothing
// was assigned.
func (w *work) unread(p *passage) taizhang.Spans {
	for i, r := range p.text {
		word := ""
		for _, x := range w.words.saying[r] {
			if len(x) > len(word) && strings.HasPrefix(p.text[i:], x) {
				word = x
			}
		}
		if word == "" {
			continue
		}
		rest := p.text[i+len(word):]
		if _, label := w.words.labels[word]; label {
			if strings.HasPrefix(rest, ":") {
				return p.at(i, i+len(word))
			}
			continue
		}
		if !holds(word, assigning[:2]...) || !w.assigns(rest) {
			continue
		}
		clause := p.text[w.clauseStart(p, 0, i):i]
		nobody := holds(clause, w.words.phrases["nobody"]...) || strings.Contains(clause, "对") && strings.IndexAny(beginning(rest, 4), ",，。;；") == 0
		if !nobody {
			return p.at(i, i+len(word))
		}
	}
	return nil
}
