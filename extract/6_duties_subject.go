package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

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
			founded := slices.ContainsFunc(w.words.phrases["founding"], func(x string) bool { return strings.HasSuffix(p.text[a:near+k], x) })
			return start, true, !founded // 建立由某局牵头…的机制
		}
		end = near + k
	}
	ends := p.endsWithin(a, b)
	for i := len(ends) - 1; i >= 0 && b-ends[i] < 300; i-- {
		if before := p.text[a:ends[i]]; w.subject(p.text[ends[i]:b], false) && !w.words.unit(before, false) && !strings.HasSuffix(before, "、") {
			return ends[i], false, true
		}
	}
	if w.subject(p.text[a:b], false) {
		return a, false, true
	}
	if k := strings.LastIndex(p.text[near:b], "--"); k >= 0 && w.subject(p.text[near+k+2:b], false) {
		return near + k + 2, false, true // 推进建设——市教育局牵头
	}
	return 0, false, false
}

// acting returns the organs [start, end) that the verb at byte b has as its subject: right before it, or before what says how
// they act (某局按照年度计划负责…).
func (w *work) acting(p *passage, a, b int) (start, end int, by, ok bool) {
	if start, by, ok = w.subjectStart(p, a, b); ok {
		return start, b, by, ok
	}
	for k, tries := 0, 0; tries < mostTries; tries++ {
		how, word := nextWord(w.words.kinds["adverbial"], p.text[a:b], k)
		if how < 0 {
			break
		}
		if start, by, ok = w.subjectStart(p, a, a+how); ok {
			return start, a + how, by, ok
		}
		k = how + len(word)
	}
	return 0, 0, false, false
}

// untimed cuts the time off the end of a subject: 县卫健局要在10月底前（牵头）.
func (w *work) untimed(s string) string {
	at := 0
	if k := lastAny(s, "、,，由"); k >= 0 {
		_, n := utf8.DecodeRuneInString(s[k:])
		at = k + n
	}
	end := at + w.opening(s[at:])
	rest := s[end:]
	for _, x := range w.words.modals.list {
		rest = strings.TrimPrefix(rest, x.word)
	}
	if end > at && len(rest) <= mostNote && w.times.Leading(rest) {
		return s[:end]
	}
	return s
}

// subject reports whether folded text is a list of organs, as the subject of a
// sentence is; behind 由 regions are too (由达茂旗牵头), and before 等部门 and 部门 short words are names as well (公安、教育等部门).
func (w *work) subject(text string, by bool) bool {
	if text == "" || len(text) > mostPhrase || strings.HasPrefix(strings.TrimPrefix(text, "并"), "会同") { // 会同B负责: A, who stands before
		return false
	}
	if k, n := w.words.withAt(text); k > 0 {
		return w.subject(text[:k], by) && w.subject(text[k+n:], by)
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
			case w.words.beginsWith(name, "outsider"):
				return false
			case w.words.name(name), w.words.kinds["office"].has(name), w.words.kinds["place-group"].has(name), (fields || others) && w.words.field(name), by && w.words.short(name) && (w.words.unit(name, true) || w.words.endsIn(name, "group")):
				organs++
			case w.words.short(name) && w.words.region(name), w.words.kinds["level"].has(name):
				regions++
			case len(items) > 1 && w.words.sharesEnd(name, last):
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

// field reports whether a word may stand for an organ's field, or the tables have an organ of it: 住房和城乡建设.
func (v *vocabulary) field(s string) bool {
	if v.short(s) || !strings.Contains(s, "和") {
		return v.short(s)
	}
	_, at := v.nameHead(s)
	return v.parts().fields[s[at:]]
}

// short reports whether a word may stand for an organ's field: 公安, 市场监管.
func (v *vocabulary) short(s string) bool {
	return utf8.RuneCountInString(s) <= 10 && isName(s) && !strings.ContainsFunc(s, func(r rune) bool { return v.chars("no-field", r) }) && !v.assigning.in(s)
}

func entries(p *passage, a, b int) []entry {
	var out []entry
	for _, r := range clauses(p.text[a:b], listMarks) {
		out = append(out, entry{start: a + r.Start, end: a + r.End})
	}
	return out
}

// elliptic reads a clause that begins with the verb, whose subject opens the sentence:
// 市健康办设在市政府办，负责协调.
func (w *work) elliptic(p *passage, a, start, b int) []taizhang.Group {
	text := p.text[start:b]
	for _, x := range w.words.before.list { // 主要负责, 具体负责
		text = strings.TrimPrefix(text, x.word)
	}
	v := w.words.does(text)
	if v.word == "" {
		return nil
	}
	from := a
	for _, c := range clauses(p.text[a:start-1], ",，") {
		from = a + c.Start
	}
	if ends := p.endsWithin(from, start); len(ends) > 0 && w.opening(p.text[ends[len(ends)-1]:start]) > 0 {
		from = ends[len(ends)-1] // behind a heading
	}
	if end := w.opening(p.text[from:start]); end > 0 {
		return w.said(p, from, from+end, v, false)
	}
	return nil
}

// opening returns where the name of an organ ends that opens a clause, the longest; 0
// where none does.
func (w *work) opening(clause string) int {
	for end := len(beginning(clause, mostName*utf8.UTFMax)); end > 0; { // a longer one is no name
		_, n := utf8.DecodeLastRuneInString(clause[:end])
		if name := clause[:end]; end < len(clause) && w.words.organ(name, false) && w.words.name(name) && !w.words.beginsWith(clause[end-n:], "goes-on") {
			if next, _ := utf8.DecodeRuneInString(clause[end:]); next != '(' {
				return end
			}
		}
		end -= n
	}
	return 0
}

// saidOf reads a name before a colon at byte i whose predicate stands from byte b on: 县财政局：负责资金拨付.
func (w *work) saidOf(p *passage, from, i, b int) []taizhang.Group {
	v := w.words.does(p.text[b:])
	if v.word == "" {
		return nil
	}
	at := w.clauseStart(p, from, i)
	if ends := p.endsWithin(at, i); len(ends) > 0 {
		at = ends[len(ends)-1]
	}
	if !w.answers(p.text[at:i]) {
		return nil
	}
	for at > from && strings.HasSuffix(p.text[from:at], "、") {
		first := w.clauseStart(p, from, at-len("、"))
		if !w.answers(p.text[first:i]) {
			break
		}
		at = first
	}
	return w.said(p, at, i, v, false)
}
