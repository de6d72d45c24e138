package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// duties finds, in every node and row, the groups of units that a verb makes
// responsible, and the expressions of time.
func (w *work) duties() {
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section {
			w.phrases(&n.Phrases, n.Title)
		}
		w.phrases(&n.Phrases, n.Text)
	}
	w.governing()
}

// phrases reads prose: brackets over line ends too, as text may be hard-wrapped;
// paragraphs that are a responsibility phrase; 由A牵头; expressions of time.
func (w *work) phrases(p *taizhang.Phrases, ss taizhang.Spans) {
	w.bracketDuties(p, ss)
	for _, s := range ss {
		w.labelledDuties(p, s)
		w.labelledTimes(p, s)
		w.byDuties(p, s)
		w.prose(p, s)
	}
}

// byDuties reads 由A、B牵头 and 由A负责 in a sentence, where A and B are organs by
// their endings.
func (w *work) byDuties(p *taizhang.Phrases, s taizhang.Span) {
	text := w.text[s.Start:s.End]
	for at := 0; ; {
		k := strings.Index(text[at:], "由")
		if k < 0 {
			return
		}
		at += k + len("由")
		rest := text[at:min(len(text), at+240)]
		if stop := strings.IndexAny(rest, "。；;：:\n(（"); stop >= 0 {
			rest = rest[:stop]
		}
		end := -1
		for _, v := range []string{"牵头", "负责"} {
			if i := strings.Index(rest, v); i > 0 && (end < 0 || i < end) {
				end = i
			}
		}
		if end < 0 {
			continue
		}
		names := taizhang.FoldString(rest[:end])
		ok := !strings.ContainsAny(names, "的设任为是在将") // 由市长任组长的领导小组，办公室设在…
		for _, r := range clauses(names, listMarks) {
			name := names[r.Start:r.End]
			ok = ok && utf8.RuneCountInString(name) <= 20 && (w.words.organ(name, true) || w.words.place(name))
		}
		if !ok {
			continue
		}
		end += len("牵头")
		if strings.HasPrefix(rest[end:], "解释") {
			continue // of the document: not this task
		}
		for { // …，市教育局配合
			more := strings.TrimLeft(rest[end:], "，,、")
			stop := strings.IndexAny(more, "，,")
			if stop < 0 {
				stop = len(more)
			}
			before, _, verb := w.words.ending(taizhang.FoldString(more[:stop]))
			if !verb || !w.listed(before) {
				break
			}
			end = len(rest) - len(more) + stop
		}
		p.Groups = append(p.Groups, w.groups(taizhang.Of(s.Start+at, s.Start+at+end), "", "prose")...)
		at += end
	}
}

// governing moves a responsibility paragraph after a section's last child up to
// the section, where no other child has any: it governs them all.
func (w *work) governing() {
	last, others := map[int]int{}, map[int]int{} // by parent: the last child, and how many before it state units
	children := map[int]int{}
	for i, n := range w.draft.Nodes {
		if n.Parent < 0 {
			continue
		}
		if l, ok := last[n.Parent]; ok && len(w.draft.Nodes[l].Groups) > 0 {
			others[n.Parent]++
		}
		last[n.Parent] = i
		children[n.Parent]++
	}
	for parent, i := range last {
		n, up := &w.draft.Nodes[i], &w.draft.Nodes[parent]
		if n.Section || children[parent] < 2 || others[parent] > 0 || len(n.Groups) == 0 || len(n.Text) < 2 {
			continue
		}
		tail := n.Text[len(n.Text)-1]
		whole := true
		for _, g := range n.Groups {
			whole = whole && g.Mentions[0].Spans.Start() >= tail.Start
		}
		text := strings.TrimRight(taizhang.FoldString(w.text[tail.Start:tail.End]), "。")
		_, _, labelled := w.words.labelled(text)
		if whole && (labelled || strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")) {
			up.Groups, n.Groups = append(up.Groups, n.Groups...), nil
			var own []taizhang.TimePhrase
			for _, t := range n.Times {
				if t.Spans.Start() >= tail.Start {
					up.Times = append(up.Times, t)
				} else {
					own = append(own, t)
				}
			}
			n.Times = own
			cut := len(n.Text) - 1
			for cut > 0 && strings.TrimFunc(n.Text[cut-1:cut].Cut(w.text), taizhang.Blank) == "" {
				cut--
			}
			n.Text, up.Text = n.Text[:cut], append(up.Text, tail)
		}
	}
}

// prose finds expressions of time that say when the task is to be done.
func (w *work) prose(p *taizhang.Phrases, s taizhang.Span) {
	for _, r := range w.times.Find(w.text[s.Start:s.End]) {
		spans := taizhang.Of(s.Start+r.Start, s.Start+r.End)
		if slices.ContainsFunc(p.Times, func(t taizhang.TimePhrase) bool { return t.Spans.Contains(spans[0].Start) }) {
			continue // the value of a bracket, read before
		}
		p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(spans.Cut(w.text)), Spans: spans})
	}
}

// bracketDuties reads （…负责） and （责任单位：…） in prose.
func (w *work) bracketDuties(p *taizhang.Phrases, ss taizhang.Spans) {
	text := ss.Cut(w.text)
	if !holds(text, "(", "（", "【", "[", "〔") {
		return
	}
	depth, start := 0, 0
	for i, r := range text {
		switch r {
		case '(', '（', '【', '[', '〔':
			if depth == 0 {
				start = i + utf8.RuneLen(r)
			}
			depth++
		case ')', '）', '】', ']', '〕':
			if depth--; depth == 0 {
				w.bracket(p, ss.Slice(start, i))
			}
			depth = max(depth, 0)
		case '。':
			if depth > 1 {
				depth = 1 // an inner bracket that is never closed
			}
		}
	}
}

// bracket reads what stands in a bracket: units, and beside them the value of a
// deadline (6月底完成，牵头单位：市工信局).
func (w *work) bracket(p *taizhang.Phrases, spans taizhang.Spans) {
	groups := w.groups(spans, "", "bracket")
	if len(groups) == 0 {
		return
	}
	p.Groups = append(p.Groups, groups...)
	text := spans.Cut(w.text)
	for _, c := range clauses(text, ",，;；。") {
		clause := text[c.Start:c.End]
		if at := strings.IndexAny(clause, ":："); at >= 0 && strings.Contains(taizhang.FoldString(clause[:at]), "时") {
			_, n := utf8.DecodeRuneInString(clause[at:])
			c.Start += at + n // 完成时限：6月底
			clause = text[c.Start:c.End]
		}
		if w.times.Leading(clause) {
			ss := spans.Slice(c.Start, c.End)
			p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(clause), Spans: ss, Value: true})
		}
	}
}

// labelledDuties reads 责任单位：… from where its label stands to the end of the
// line, and a line that is a responsibility phrase as a whole (A牵头，B配合).
func (w *work) labelledDuties(p *taizhang.Phrases, s taizhang.Span) {
	text := w.text[s.Start:s.End]
	if !holds(text, ":", "：") {
		if f := taizhang.FoldString(text); len(f) <= 300 && !strings.HasPrefix(f, "(") {
			if before, _, verb := w.words.ending(strings.TrimRight(f, "。")); verb && w.listed(before) {
				p.Groups = append(p.Groups, w.groups(taizhang.Spans{s}, "", "paragraph")...)
			}
		}
		return
	}
	f := taizhang.Fold(text)
	at := 0
	if _, _, ok := w.words.labelled(f.Text); !ok {
		if at = w.words.nextLabel(f.Text); at <= 0 || strings.Count(f.Text[:at], "(") > strings.Count(f.Text[:at], ")") {
			return // none, or one in a bracket, which is read there
		}
	}
	a, _ := f.Back(at, len(f.Text))
	p.Groups = append(p.Groups, w.groups(taizhang.Of(s.Start+a, s.End), "", "paragraph")...)
}

// labelledTimes reads 完成时限：年内 in prose: the value up to the next mark.
func (w *work) labelledTimes(p *taizhang.Phrases, s taizhang.Span) {
	text := w.text[s.Start:s.End]
	if !holds(text, ":", "：") {
		return
	}
	for _, label := range w.words.phrases["time-label"] {
		k := strings.Index(text, label)
		if k < 0 {
			continue
		}
		rest := text[k+len(label):]
		value := strings.TrimPrefix(strings.TrimPrefix(rest, "："), ":")
		if value == rest {
			continue
		}
		at := s.Start + k + len(label) + len(rest) - len(value)
		if stop := strings.IndexAny(value, "。；;，,)）】\n"); stop >= 0 {
			value = value[:stop]
		}
		span := trimSpan(w.text, at, at+len(value))
		taken := slices.ContainsFunc(p.Times, func(t taizhang.TimePhrase) bool { return t.Spans.Contains(span.Start) })
		if span.Len() > 0 && !taken && w.times.Leading(w.text[span.Start:span.End]) {
			ss := taizhang.Spans{span}
			p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(ss.Cut(w.text)), Spans: ss, Value: true, Until: true})
		}
	}
}
