package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// phrases reads the prose of a node in one pass: brackets, lists behind a label,
// sentences whose predicate is 牵头 or 负责, and values of time.
func (w *work) phrases(into *taizhang.Phrases, ss taizhang.Spans) {
	if len(ss) == 0 {
		return
	}
	p := w.passage(ss)
	var said []taizhang.Group // by sentences
	add := func(groups []taizhang.Group, times []taizhang.TimePhrase) {
		into.Groups = append(into.Groups, groups...)
		into.Times = append(into.Times, times...)
	}
	from := 0
	sentence := func(end int) {
		if end > from {
			groups, times := w.sentence(p, from, end)
			said = append(said, groups...)
			into.Times = append(into.Times, times...)
		}
	}
	for i := 0; i < len(p.text); {
		if k, _, ok := w.gapLabel(p, i, len(p.text)); ok && i >= from { // 责任单位 市教育局
			sentence(i)
			end := w.listEnd(p, k)
			add(w.region(p, i, end, "", "paragraph"))
			from, i = end, end
			continue
		}
		r, n := utf8.DecodeRuneInString(p.text[i:])
		switch r {
		case '(':
			end := p.closing(i)
			if end < 0 { // it has no end: a slip, or a text that was cut off
				sentence(i)
				if from = i + n; len(p.text)-from > mostPhrase || strings.Contains(p.text[from:], "。") {
					break
				}
				end = len(p.text)
				if last := len(w.draft.Nodes) - 1; last < 0 || p.spans.End() >= w.draft.Nodes[last].Text.End() {
					end = p.whole(from) // the last name may be half
				}
				if groups, times := w.region(p, from, end, "", "bracket"); len(groups) > 0 {
					add(groups, times)
					from, i = len(p.text), len(p.text)
					continue
				}
				break
			}
			groups, times := w.bracket(p, i, end)
			if len(groups) > 0 {
				sentence(i)
				from = end + 1
			}
			add(groups, times)
			i = end + 1
			continue
		case ':':
			at, kind, _ := w.labelAt(p.text, w.clauseStart(p, from, i), i)
			switch kind {
			case dutyPiece, timePiece:
				sentence(at)
				end := w.listEnd(p, i+n)
				add(w.region(p, at, end, "", "paragraph"))
				from, i = end, end
				continue
			}
			said = append(said, w.saidOf(p, from, i, i+n)...)
			sentence(i)
			from = i + n
		case '-': // 市公安局——负责押运
			if rest := p.text[i:]; strings.HasPrefix(rest, "--") {
				if n = len(rest) - len(strings.TrimLeft(rest, "-")); n == 2 {
					if groups := w.saidOf(p, from, i, i+n); len(groups) > 0 {
						said = append(said, groups...)
						sentence(i)
						from = i + n
					}
				}
			}
		case '。', ';', '；', '!', '?':
			sentence(i)
			from = i + n
		}
		i += n
	}
	sentence(len(p.text))
	yield(into.Groups, "paragraph")
	// What a bracket or a label states is the notice's own word; a subject in a
	// sentence beside it is part of the story.
	stated := len(into.Groups) > 0
	beside := stated || slices.ContainsFunc(said, func(g taizhang.Group) bool { return g.Rule != "prose-beside" })
	for _, g := range said {
		if beside && (g.Rule != "sentence" || !stated) { // 公司配合做好集训, and nobody leads: a story
			into.Groups = append(into.Groups, g)
		}
	}
	if len(into.Groups) == 0 {
		into.Unread = append(into.Unread, w.unread(p)...)
	}
}

// mostNote is how many bytes a bracket within a label has at most.
const mostNote = 30

// clauseStart returns where the clause that ends at byte i begins, not before from:
// behind the last mark, or line end that follows one.
func (w *work) clauseStart(p *passage, from, i int) int {
	for from = max(from, i-mostPhrase); from < i && !utf8.RuneStart(p.text[from]); {
		from++
	}
	end := i
	if open := strings.LastIndexByte(p.text[from:i], '('); open > 0 && strings.HasSuffix(p.text[from:i], ")") && i-from-open <= mostNote {
		end = from + open // 责任部门(单位):
	}
	if k := strings.LastIndexAny(p.text[from:end], ",，、;；。()"); k >= 0 {
		_, n := utf8.DecodeRuneInString(p.text[from+k:])
		from += k + n
	}
	if k := strings.LastIndex(p.text[from:max(from, end)], "--"); k >= 0 { // 改造旧城——主办：市住建局
		from += k + len("--")
	}
	return from
}

// listEnd returns where the lists that a label at byte from of running text heads
// come to an end: at the full stop, and at a line end behind which no list goes on.
func (w *work) listEnd(p *passage, from int) int {
	for i := from; i < len(p.text); {
		r, n := utf8.DecodeRuneInString(p.text[i:])
		if r == '(' {
			if end := p.closing(i); end > 0 {
				i = end + 1
				continue
			}
		}
		if r == '。' || r == '!' || r == '?' || (r == ';' || r == ',') && w.timeLabelBare(p.text[i+n:]) {
			return i
		}
		if k, line := slices.BinarySearch(p.ends, i); line && k >= 0 && i > from && !w.listGoesOn(p, from, i) {
			return i
		}
		i += n
	}
	return len(p.text)
}

// timeLabelBare reports whether text begins with a label of times that no colon follows: 完成时间6月底前.
func (w *work) timeLabelBare(s string) bool {
	n, h := w.words.headerAt(beginning(s, longestHeader))
	return n > 0 && h.role == taizhang.ColDeadline && !strings.HasPrefix(s[n:], ":")
}

// listGoesOn reports whether a list goes on behind the line end at byte i: within a name, behind
// a comma, or with a name or a label.
func (w *work) listGoesOn(p *passage, from, i int) bool {
	if strings.HasSuffix(p.text[from:i], "、") || strings.HasSuffix(p.text[from:i], ",") || strings.HasSuffix(p.text[from:i], ";") {
		return true
	}
	rest := p.text[i:]
	if k := strings.IndexAny(rest, "、,;:。("); k >= 0 {
		if rest[k] == ':' {
			_, kind, _ := w.labelAt(rest, 0, k)
			return kind == dutyPiece || kind == timePiece
		}
		rest = rest[:k]
	}
	before := p.text[w.clauseStart(p, from, i):i]
	if last, next := lastRune(before), firstRune(rest); digit(last) || digit(next) && strings.ContainsRune("年月-", last) {
		return true // 2021 年 9 月: blanks around figures end nothing
	}
	if w.words.unit(before, false) || w.times.Whole(before) {
		word := rest
		for _, k := range p.endsWithin(i, i+len(rest)) {
			word = p.text[i:k]
			break
		}
		return w.words.name(rest) || w.words.name(word) || w.words.region(word) // 市农业农村局 龙山市
	}
	return w.words.unit(before+rest, true) || w.times.Leading(before+rest)
}

// prose lists the paragraphs in which expressions of time are to be looked for.
func (w *work) prose(into *taizhang.Phrases, ss taizhang.Spans) {
	from := 0
	for i, s := range ss {
		if i+1 == len(ss) || !w.wraps(s) {
			into.Times = append(into.Times, taizhang.TimePhrase{Spans: ss[from : i+1]})
			from = i + 1
		}
	}
}

// wraps reports whether a line is part of a paragraph that goes on in the next.
func (w *work) wraps(s taizhang.Span) bool {
	text := strings.TrimRightFunc(w.text[s.Start:s.End], taizhang.Blank)
	last, _ := utf8.DecodeLastRuneInString(text)
	return len(text) >= 60 && !strings.ContainsRune("。；;：:！!？?）)", last)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// stops returns a folded text with a ; for each dot between characters that ends a sentence, as scans and typists have
// it: behind no numeral (一.), and behind no organ, where it parts a list.
func (v *vocabulary) stops(s string) string {
	var out []byte
	for i := 0; i < len(s); i++ {
		if s[i] != '.' || i == 0 || i+1 == len(s) || s[i-1] < utf8.RuneSelf || s[i+1] < utf8.RuneSelf {
			continue
		}
		from := max(0, i-3*mostName)
		for !utf8.RuneStart(s[from]) {
			from++
		}
		last := lastRune(s[:i])
		if _, numeral := hanzi.Digit(last); numeral || strings.ContainsRune("十百甲乙丙丁", last) || v.organ(s[from:i], true) {
			continue
		}
		if out == nil {
			out = []byte(s)
		}
		out[i] = ';'
	}
	if out == nil {
		return s
	}
	return string(out)
}
