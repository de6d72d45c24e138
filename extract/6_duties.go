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
				w.cellPhrases(&r.Phrases, t.Columns[c].Role, t.Columns[c].Name, cell, timed)
			}
		}
	}
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

// cellPhrases reads a row's cell by the role of its column.
func (w *work) cellPhrases(p *taizhang.Phrases, role taizhang.ColumnRole, header string, cell taizhang.Cell, timed bool) {
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
		t := w.timeValue(cell.Spans)
		t.Until = strings.Contains(header, "完成") || strings.Contains(header, "时限") || strings.Contains(header, "期限")
		p.Times = append(p.Times, t)
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
		if slices.ContainsFunc(p.Times, func(t taizhang.TimePhrase) bool { return t.Spans.Contains(spans[0].Start) }) {
			continue // the value of a bracket, read before
		}
		p.Times = append(p.Times, taizhang.TimePhrase{Raw: squeeze(spans.Cut(w.text)), Spans: spans})
	}
}

// bracketDuties reads （…负责） and （责任单位：…） in prose.
func (w *work) bracketDuties(p *taizhang.Phrases, ss taizhang.Spans) {
	text := ss.Cut(w.text)
	if !strings.ContainsAny(text, "(（【[〔") {
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
	if !strings.ContainsAny(text, ":：") {
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
	if !strings.ContainsAny(text, ":：") {
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

// listed reports whether a folded phrase is lists of organs, each but the last
// with its verb.
func (w *work) listed(phrase string) bool {
	organs := 0
	for _, c := range clauses(phrase, ",，") {
		before, _, _ := w.words.ending(phrase[c.Start:c.End])
		for _, r := range clauses(before, listMarks) {
			name := before[r.Start:r.End]
			if !w.words.organ(strings.TrimSuffix(name, "部门"), true) && !w.words.organ(name, true) || utf8.RuneCountInString(name) > 20 {
				return false
			}
			organs++
		}
	}
	return organs > 0
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
			for _, r := range w.atLineEnds(f, list, spans) {
				m, more, ok := w.mention(f, r, spans)
				if ok {
					g.Mentions = append(g.Mentions, m)
				}
				g.Others = g.Others || more
			}
			out = append(out, w.marked(g)...)
		}
		list = nil
	}
	for _, sentence := range clauses(f.Text, "。.;；") {
		if before := f.Text[:sentence.Start]; strings.HasSuffix(before, "。") || strings.HasSuffix(before, ".") {
			head = verb{duty: duty} // a label holds to the full stop
		}
		for _, c := range w.words.duties(f.Text, sentence) {
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
			if k := strings.Index(f.Text[c.Start:c.End], "会同"); k > 0 && ends && v.duty != taizhang.DutySupport && len(list) == 0 {
				// A会同B负责: A leads, B supports
				for _, r := range clauses(f.Text[c.Start:c.Start+k], listMarks) {
					list = append(list, taizhang.Span{Start: c.Start + r.Start, End: c.Start + r.End})
				}
				closeGroup(verb{v.word, taizhang.DutyLead})
				c.Start += k + len("会同")
				v.duty = taizhang.DutySupport
			}
			if ends && v.duty == taizhang.DutySupport && head.duty != "" && head.duty != taizhang.DutySupport {
				closeGroup(head) // A，B配合: the verb is B's alone
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

// marked takes the roles that stand behind names: 市交通运输局（牵头）、市财政局. Where
// any leads so, the others support it.
func (w *work) marked(g taizhang.Group) []taizhang.Group {
	if len(g.Mentions) == 0 {
		return nil
	}
	lead, rest := g, g
	lead.Duty, lead.Mentions, rest.Duty, rest.Mentions = taizhang.DutyLead, nil, taizhang.DutySupport, nil
	for _, m := range g.Mentions {
		said := false
		for _, end := range []string{"(牵头)", "(牵头单位)", "(牵头部门)", "(主办)", "(主责)"} {
			if f := taizhang.Fold(m.Spans.Cut(w.text)); strings.HasSuffix(f.Text, end) && len(f.Text) > len(end) {
				_, b := f.Back(0, len(f.Text)-len(end))
				m.Spans = m.Spans.Slice(0, b)
				m.Text = squeeze(m.Spans.Cut(w.text))
				said = true
				break
			}
		}
		if said {
			lead.Mentions = append(lead.Mentions, m)
		} else {
			rest.Mentions = append(rest.Mentions, m)
		}
	}
	switch {
	case len(lead.Mentions) == 0:
		return []taizhang.Group{g}
	case len(rest.Mentions) == 0:
		return []taizhang.Group{lead}
	}
	return []taizhang.Group{lead, rest}
}

// atLineEnds splits the items of a list at line ends and blanks where a name has
// ended: units of a cell may stand one a line, without a mark between them.
func (w *work) atLineEnds(f taizhang.Folded, list []taizhang.Span, spans taizhang.Spans) []taizhang.Span {
	text := spans.Cut(w.text)
	var ends []int // bytes of text where a name may end
	at := 0
	for _, s := range spans[:len(spans)-1] {
		at += s.Len()
		ends = append(ends, at)
	}
	last := rune(0)
	for i, r := range text {
		if taizhang.Blank(r) && !taizhang.Blank(last) {
			ends = append(ends, i)
		}
		last = r
	}
	if len(ends) == 0 {
		return list
	}
	slices.Sort(ends)
	var out []taizhang.Span
	for _, r := range list {
		for _, at := range ends {
			if k := f.Index(at); k > r.Start && k < r.End && w.words.organ(f.Text[r.Start:k], false) && w.words.organ(f.Text[k:r.End], true) {
				out = append(out, taizhang.Span{Start: r.Start, End: k})
				r.Start = k
			}
		}
		out = append(out, r)
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
		for _, m := range w.matches(c) {
			start, end := w.sentence(m[0], m[1])
			s := trimSpan(w.text, start, end)
			if c.code == "carry-forward" {
				w.find("carry-forward", taizhang.Info, "文中说明“"+squeeze(w.text[s.Start:s.End])+"”，以下各项未补列，请按需要自行增补", taizhang.Spans{s}, "")
				continue
			}
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

// matches finds a convention in the lines that hold its literal.
func (w *work) matches(c convention) [][]int {
	var out [][]int
	for at := 0; ; {
		k := strings.Index(w.text[at:], c.must)
		if k < 0 {
			return out
		}
		from := strings.LastIndexByte(w.text[:at+k], '\n') + 1
		to := len(w.text)
		if i := strings.IndexByte(w.text[at+k:], '\n'); i >= 0 {
			to = at + k + i
		}
		for _, m := range c.pattern.FindAllStringIndex(w.text[from:to], -1) {
			out = append(out, []int{from + m[0], from + m[1]})
		}
		at = to
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
