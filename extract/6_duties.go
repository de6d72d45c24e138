package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// duties finds, in every node and row, the groups of units that a verb makes
// responsible, and the expressions of time.
func (w *work) duties() {
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		for _, s := range append(append(taizhang.Spans{}, n.Title...), n.Text...) {
			if len(n.Title) > 0 && !n.Section && s == n.Title[0] && n.Text.Contains(s.Start) {
				continue // an item's heading is part of its text
			}
			w.bracketDuties(&n.Phrases, s)
			w.labelledDuties(&n.Phrases, s)
			w.prose(&n.Phrases, s)
		}
	}
	for ti := range w.draft.Tables {
		t := &w.draft.Tables[ti]
		timed := false
		for _, c := range t.Columns {
			timed = timed || c.Role == taizhang.ColDeadline
		}
		for ri := range t.Rows {
			r := &t.Rows[ri]
			if r.Kind != taizhang.TaskRow {
				continue
			}
			for c, cell := range r.Cells {
				w.cellPhrases(&r.Phrases, t.Columns[c].Role, cell, timed)
			}
		}
	}
}

// cellPhrases reads a row's cell by the role of its column.
func (w *work) cellPhrases(p *taizhang.Phrases, role taizhang.ColumnRole, cell taizhang.Cell, timed bool) {
	if cell.Text == "" {
		return
	}
	switch role {
	case taizhang.ColUnit:
		p.Groups = append(p.Groups, w.groups(w.without(cell.Spans), taizhang.DutyResponsible, "column")...)
	case taizhang.ColLead:
		p.Groups = append(p.Groups, w.groups(w.without(cell.Spans), taizhang.DutyLead, "column")...)
	case taizhang.ColSupport:
		p.Groups = append(p.Groups, w.groups(w.without(cell.Spans), taizhang.DutySupport, "column")...)
	case taizhang.ColDeadline:
		p.Times = append(p.Times, w.timeValue(cell.Spans))
	case taizhang.ColTask:
		if !timed {
			for _, s := range cell.Spans {
				w.prose(p, s)
			}
		}
	}
}

// timeValue reads the cell of a deadline; of 3-6月：完成设备更新 the time is what stands
// before the colon.
func (w *work) timeValue(spans taizhang.Spans) taizhang.TimePhrase {
	text := spans.Cut(w.text)
	if i := strings.IndexAny(text, ":："); i > 0 && w.times.Whole(text[:i]) {
		spans = spans.Slice(0, i)
		text = text[:i]
	}
	return taizhang.TimePhrase{Raw: squeeze(text), Spans: spans, Value: true}
}

// prose finds expressions of time that say when the task is to be done.
func (w *work) prose(p *taizhang.Phrases, s taizhang.Span) {
	for _, r := range w.times.Find(w.text[s.Start:s.End]) {
		spans := taizhang.Of(s.Start+r.Start, s.Start+r.End)
		p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(spans.Cut(w.text)), Spans: spans})
	}
}

// bracketDuties reads （…负责） and （责任单位：…） in a stretch of prose.
func (w *work) bracketDuties(p *taizhang.Phrases, s taizhang.Span) {
	text := w.text[s.Start:s.End]
	if !strings.ContainsAny(text, "(（") {
		return
	}
	depth, start := 0, 0
	for i, r := range text {
		switch r {
		case '(', '（':
			if depth == 0 {
				start = i + len(string(r))
			}
			depth++
		case ')', '）':
			if depth--; depth == 0 {
				w.bracket(p, taizhang.Of(s.Start+start, s.Start+i))
			}
			depth = max(depth, 0)
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

// labelledDuties reads a paragraph that begins with 责任单位：.
func (w *work) labelledDuties(p *taizhang.Phrases, s taizhang.Span) {
	head := taizhang.FoldString(w.text[s.Start:min(s.End, s.Start+60)])
	if _, _, ok := w.words.labelled(head); ok {
		p.Groups = append(p.Groups, w.groups(taizhang.Spans{s}, "", "paragraph")...)
	}
}

// groups reads a responsibility phrase: lists of units, each governed by the
// verb that ends or heads it. A list with no verb takes the duty given, and none
// when that is empty: then it assigns nothing.
func (w *work) groups(spans taizhang.Spans, duty taizhang.Duty, rule string) []taizhang.Group {
	if len(spans) == 0 {
		return nil
	}
	f := taizhang.Fold(spans.Cut(w.text))
	var out []taizhang.Group
	var list []taizhang.Span
	head := verb{duty: duty}
	closeGroup := func(v verb) {
		if g := (taizhang.Group{Verb: v.word, Duty: v.duty, Rule: rule}); v.duty != "" {
			for _, r := range list {
				m, more, ok := w.mention(f, r, spans)
				if ok {
					g.Mentions = append(g.Mentions, m)
				}
				g.Others = g.Others || more
			}
			if len(g.Mentions) > 0 {
				out = append(out, g)
			}
		}
		list = nil
	}
	for _, sentence := range clauses(f.Text, "。.;；") {
		for _, c := range clauses(f.Text[sentence.Start:sentence.End], ",，") {
			c.Start, c.End = c.Start+sentence.Start, c.End+sentence.Start
			clause := f.Text[c.Start:c.End]
			if after, v, ok := w.words.labelled(clause); ok {
				closeGroup(head)
				head = v
				c.Start = c.End - len(after)
				clause = after
			} else if k := strings.IndexByte(clause, ':'); k > 0 && k <= 8*3 {
				closeGroup(head) // 适用范围：… and what follows it is no list of units
				head = verb{word: clause[:k]}
				continue
			}
			before, v, ends := w.words.ending(clause)
			if ends {
				c.End = c.Start + len(before)
			}
			for _, r := range clauses(f.Text[c.Start:c.End], listMarks) {
				list = append(list, taizhang.Span{Start: c.Start + r.Start, End: c.Start + r.End})
			}
			if ends {
				closeGroup(v)
			}
		}
		if head.word == "" || len(list) > 0 {
			closeGroup(head)
		}
	}
	return out
}

// mention makes a mention of the folded range r. A bare 等部门 is none; more says
// that others share the duty who are not named.
func (w *work) mention(f taizhang.Folded, r taizhang.Span, spans taizhang.Spans) (m taizhang.Mention, more, ok bool) {
	name := f.Text[r.Start:r.End]
	for _, tail := range []string{"等有关部门", "等相关部门", "等有关单位", "等相关单位"} {
		if name == tail {
			r.Start += len("等")
			name = f.Text[r.Start:r.End]
		}
	}
	for _, tail := range []string{"等部门", "等单位", "等部门和单位", "等"} {
		if rest, cut := strings.CutSuffix(name, tail); cut {
			name, more = rest, true
			r.End -= len(tail)
			break
		}
	}
	if lead, cut := strings.CutPrefix(name, "由"); cut && w.words.organ(lead, true) {
		name = lead
		r.Start += len("由")
	}
	if !isName(name) || w.times.Whole(name) {
		return m, more, false
	}
	a, b := f.Back(r.Start, r.End)
	ss := spans.Slice(a, b)
	return taizhang.Mention{Text: squeeze(ss.Cut(w.text)), Spans: ss}, more, true
}

// isName reports whether folded text holds a character that names are made of.
func isName(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x3400 && r <= 0x9fff || r >= 0x20000 })
}

// responsible reports whether folded text, as a whole, is a responsibility
// phrase: a list of organs, with or without a verb.
func (w *work) responsible(s string) bool {
	if i := strings.IndexAny(s, "。;；"); i >= 0 {
		s = s[:i]
	}
	before, _, verb := w.words.ending(strings.TrimSuffix(s, "."))
	if last := before[strings.LastIndexAny(before, "、,，")+1:]; !verb && !w.words.organ(last, false) {
		return false // prose, as nearly every paragraph that is asked about
	}
	if after, _, ok := w.words.labelled(before); ok {
		before, verb = after, true
	}
	items := clauses(before, listMarks)
	good := 0
	for _, r := range items {
		if w.words.organ(before[r.Start:r.End], verb) {
			good++
		}
	}
	return good > 0 && (good*2 >= len(items) && verb || good == len(items))
}

// conventions notes what the notice states once, such as who leads in a list.
func (w *work) conventions() {
	for _, c := range w.words.conventions {
		if !strings.Contains(w.text, c.must) {
			continue
		}
		for _, m := range c.pattern.FindAllStringIndex(w.text, -1) {
			start, end := w.sentence(m[0], m[1])
			s := trimSpan(w.text, start, end)
			w.field("convention", squeeze(w.text[s.Start:s.End]), taizhang.Spans{s})
			w.cut = append(w.cut, s)
			if w.draft.FirstLeadsFrom < 0 {
				// The list it follows is the first it holds for.
				w.draft.FirstLeadsFrom = strings.LastIndexByte(w.text[:start], '\n') + 1
				w.find("convention", taizhang.Info, "按文中约定“"+squeeze(w.text[s.Start:s.End])+"”，自此处起“负责”的各单位中列第一位的为牵头单位，其余为配合单位", taizhang.Spans{s}, "")
			}
		}
	}
}

// sentence widens [start, end) to the sentence around it, within its line.
func (w *work) sentence(start, end int) (int, int) {
	const marks = "\n。;；(（)）"
	from := 0
	if i := strings.LastIndexAny(w.text[:start], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(w.text[i:])
		from = i + n
	}
	to := len(w.text)
	if i := strings.IndexAny(w.text[end:], marks); i >= 0 {
		to = end + i
		if strings.HasPrefix(w.text[to:], "。") {
			to += len("。")
		}
	}
	return from, to
}

// without returns spans less the text of conventions.
func (w *work) without(spans taizhang.Spans) taizhang.Spans {
	out := spans
	for _, c := range w.cut {
		var next taizhang.Spans
		for _, s := range out {
			if a := min(s.End, c.Start); a > s.Start {
				next = append(next, taizhang.Span{Start: s.Start, End: a})
			}
			if b := max(s.Start, c.End); b < s.End {
				next = append(next, taizhang.Span{Start: b, End: s.End})
			}
		}
		out = next
	}
	return out
}
