package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

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
	leads := func(m taizhang.Mention) bool {
		_, said := cutLead(taizhang.FoldString(m.Text))
		return said
	}
	if !slices.ContainsFunc(g.Mentions, leads) {
		return []taizhang.Group{g}
	}
	lead, rest := g, g
	lead.Duty, lead.Mentions, rest.Duty, rest.Mentions = taizhang.DutyLead, nil, taizhang.DutySupport, nil
	for _, m := range g.Mentions {
		name, said := cutLead(taizhang.FoldString(m.Text))
		if !said {
			rest.Mentions = append(rest.Mentions, m)
			continue
		}
		_, b := taizhang.Fold(m.Spans.Cut(w.text)).Back(0, len(name))
		m.Spans = m.Spans.Slice(0, b)
		m.Text = squeeze(m.Spans.Cut(w.text))
		lead.Mentions = append(lead.Mentions, m)
	}
	if len(rest.Mentions) == 0 {
		return []taizhang.Group{lead}
	}
	return []taizhang.Group{lead, rest}
}

// cutLead cuts the word in brackets off a folded name that says its unit leads.
func cutLead(s string) (name string, ok bool) {
	for _, end := range []string{"(牵头)", "(牵头单位)", "(牵头部门)", "(主办)", "(主责)"} {
		if name, ok = strings.CutSuffix(s, end); ok && name != "" {
			return name, true
		}
	}
	return s, false
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
	for _, mark := range []string{"。", ";", "；"} {
		s, _, _ = strings.Cut(s, mark)
	}
	before, _, verb := w.words.ending(strings.TrimSuffix(s, "."))
	if last := before[strings.LastIndexAny(before, "、,，")+1:]; !verb && !w.words.organ(last, true) {
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
