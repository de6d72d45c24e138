package extract

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// phrases reads the prose of a node in one pass: brackets, lists behind a label,
// sentences whose predicate is 牵头 or 负责, and expressions of time.
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
			if end < 0 {
				break
			}
			if groups, times, ok := w.bracket(p, i, end); ok {
				sentence(i)
				add(groups, times)
				from = end + 1
			} else if w.times.Whole(p.text[i+1:end]) && w.words.endsIn(p.text[:i], "stage") {
				into.Times = append(into.Times, w.timeAt(p, i+1, end, false)) // 第一阶段（3月1日至31日）
			}
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
			sentence(i)
			from = i + n
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
	for _, g := range said {
		if g.Rule != "sentence" || !stated {
			into.Groups = append(into.Groups, g)
		}
	}
	if len(into.Groups) == 0 {
		into.Unread = append(into.Unread, w.unread(p)...)
	}
	w.prose(into, p)
}

// clauseStart returns where the clause that ends at byte i begins, not before from:
// behind the last mark, or line end that follows one.
func (w *work) clauseStart(p *passage, from, i int) int {
	for from = max(from, i-mostPhrase); from < i && !utf8.RuneStart(p.text[from]); {
		from++
	}
	if k := strings.LastIndexAny(p.text[from:i], ",，、;；。()"); k >= 0 {
		_, n := utf8.DecodeRuneInString(p.text[from+k:])
		return from + k + n
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
		if r == '。' || r == '!' || r == '?' {
			return i
		}
		if k, line := slices.BinarySearch(p.ends, i); line && k >= 0 && i > from && !w.listGoesOn(p, from, i) {
			return i
		}
		i += n
	}
	return len(p.text)
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
		return w.words.name(rest)
	}
	return w.words.unit(before+rest, true) || w.times.Leading(before+rest)
}

// bracket reads a bracket [open, end]: lists of units with a verb or label, or
// nothing but organs where a task's bracket stands; and beside them a time.
func (w *work) bracket(p *passage, open, end int) ([]taizhang.Group, []taizhang.TimePhrase, bool) {
	groups, times := w.region(p, open+1, end, "", "bracket")
	if len(groups) == 0 && w.closesTask(p, open, end) && w.bareOrgans(p, open+1, end) {
		groups, times = w.region(p, open+1, end, taizhang.DutyResponsible, "bracket-organs")
		groups = oneList(groups)
	}
	return groups, times, len(groups) > 0
}

// oneList joins groups that no verb parts: （市教育局；市财政局） is one list.
func oneList(groups []taizhang.Group) []taizhang.Group {
	for i := len(groups) - 1; i > 0; i-- {
		if a, b := &groups[i-1], groups[i]; a.Verb == "" && b.Verb == "" && a.Duty == b.Duty {
			a.Mentions, a.Others = append(a.Mentions, b.Mentions...), a.Others || b.Others
			groups = slices.Delete(groups, i, i+1)
		}
	}
	return groups
}

// closesTask reports whether a bracket stands behind a sentence and not behind a name.
func (w *work) closesTask(p *passage, open, end int) bool {
	if w.afterSentence(p, open) {
		return true
	}
	after, _ := utf8.DecodeRuneInString(p.text[end+1:])
	if end+1 < len(p.text) && !strings.ContainsRune("。;；", after) && !slices.Contains(p.ends, end+1) {
		return false
	}
	return open > 0 && !w.words.unit(p.text[w.clauseStart(p, 0, open):open], true)
}

// afterSentence reports whether byte i stands behind the end of a sentence or of what is quoted.
func (w *work) afterSentence(p *passage, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(p.text[:i])
	return i > 0 && strings.ContainsRune("。;；!?)”》", before)
}

// bareOrgans reports whether bytes [a, b) are organs, one of them beyond doubt, and
// times, and nothing else.
func (w *work) bareOrgans(p *passage, a, b int) bool {
	strong := false
	for _, word := range w.words.phrases["aside"] {
		if strings.HasPrefix(p.text[a:b], word) {
			return false // 含总部、分部和省公司
		}
	}
	for _, c := range w.cutPieces(p, a, b) {
		text := p.text[c.start:c.end]
		if c.kind != plainPiece {
			return false
		}
		names, _ := w.words.names(text)
		for _, n := range names {
			name := text[n.Start:n.End]
			if w.times.Leading(name) {
				continue
			}
			if !w.words.name(name) && !w.words.organ(name, true) {
				return false
			}
			plate := strings.HasSuffix(name, "中心") && !w.words.ofLevel(name) && !w.afterSentence(p, a-1) // 综合体（社区服务中心）
			strong = strong || w.words.organ(name, false) && !plate || w.words.group(name)
		}
	}
	return strong
}

// prose finds expressions of time that say when the task is to be done, paragraph by
// paragraph, and puts them between those that were read as values.
func (w *work) prose(into *taizhang.Phrases, p *passage) {
	values := into.Times
	slices.SortStableFunc(values, func(a, b taizhang.TimePhrase) int { return cmp.Compare(a.Spans.Start(), b.Spans.Start()) })
	var out []taizhang.TimePhrase
	v, at, offset := 0, 0, 0
	for i, s := range p.spans {
		offset += s.Len()
		if i+1 < len(p.spans) && w.wraps(s) {
			continue
		}
		for _, r := range w.times.Find(p.raw[at:offset]) {
			spans := p.cut(at+r.Start, at+r.End)
			for v < len(values) && values[v].Spans.End() <= spans.Start() {
				out = append(out, values[v])
				v++
			}
			if v < len(values) && values[v].Spans.Start() <= spans.Start() {
				continue // part of a value
			}
			out = append(out, taizhang.TimePhrase{Raw: squeeze(spans.Cut(w.text)), Spans: spans, Until: r.Until})
		}
		at = offset
	}
	into.Times = append(out, values[v:]...)
}

// wraps reports whether a line is part of a paragraph that goes on in the next.
func (w *work) wraps(s taizhang.Span) bool {
	text := strings.TrimRightFunc(w.text[s.Start:s.End], taizhang.Blank)
	last, _ := utf8.DecodeLastRuneInString(text)
	return len(text) >= 60 && !strings.ContainsRune("。；;：:！!？?）)", last)
}

func digit(r rune) bool { return r >= '0' && r <= '9' }
