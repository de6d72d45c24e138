package extract

import (
	"slices"
	"sort"
	"strings"

	"github.com/taizhang/taizhang"
)

// groups reads a responsibility phrase: lists of units, each governed by the
// verb that ends it or the label that heads it. A list with neither takes the duty given, and none
// when that is empty: then it assigns nothing.
func (w *work) groups(spans taizhang.Spans, duty taizhang.Duty, rule string) []taizhang.Group {
	if len(spans) == 0 {
		return nil
	}
	r := groupReader{work: w, f: taizhang.FoldSpans(w.text, spans), spans: spans, rule: rule, given: verb{duty: duty}}
	r.ends = r.lineEnds()
	r.head = r.given
	text := r.f.Text
	for _, sentence := range clauses(text, "。;；!?") {
		if strings.HasSuffix(text[:sentence.Start], "。") {
			r.head = r.given // a label holds to the full stop
		}
		for _, c := range w.words.labelParts(text, sentence) {
			r.clause(c)
		}
		if r.head.word == "" || len(r.list) > 0 {
			r.close(r.head)
		}
	}
	return beside(r.out)
}

// groupReader reads one phrase.
type groupReader struct {
	*work
	f     taizhang.Folded
	spans taizhang.Spans
	ends  []int // bytes of the folded text where a line ends or blanks stand
	rule  string
	given verb
	head  verb            // the label that governs what follows
	list  []taizhang.Span // units whose verb is still to come
	out   []taizhang.Group
}

// clause reads one clause: names, and the verb that ends them or the label before them.
func (r *groupReader) clause(c taizhang.Span) {
	clause := r.f.Text[c.Start:c.End]
	if after, v, ok := r.words.labelled(clause); ok {
		r.close(r.head)
		r.head = v
		c.Start = c.End - len(after)
		clause = after
	} else if k := strings.IndexByte(beginning(clause, 30), ':'); k > 0 {
		r.close(r.head) // 适用范围：… and what follows it is no list of units
		r.head = verb{word: clause[:k]}
		return
	}
	for strings.HasSuffix(clause, ".") { // a full stop typed for 。
		c.End--
		clause = clause[:len(clause)-1]
	}
	before, v, ends := r.words.ending(clause)
	if ends {
		c.End = c.Start + len(before)
	}
	if k := strings.Index(r.f.Text[c.Start:c.End], "会同"); k > 0 && len(r.list) == 0 && v.duty != taizhang.DutySupport && (ends || r.head.duty != "") {
		// A会同B负责: A leads, B supports
		r.add(taizhang.Span{Start: c.Start, End: c.Start + k})
		r.close(verb{v.word, taizhang.DutyLead})
		c.Start += k + len("会同")
		v.duty = taizhang.DutySupport
		if !ends {
			r.add(c)
			r.close(v)
			return
		}
	}
	if ends && v.duty == taizhang.DutySupport && r.head.duty != "" && r.head.duty != taizhang.DutySupport {
		r.close(r.head) // A，B配合: the verb is B's alone
	}
	r.add(c)
	if ends {
		r.close(v)
	}
}

// add puts the names between two bytes on the list.
func (r *groupReader) add(c taizhang.Span) {
	for _, x := range clauses(r.f.Text[c.Start:c.End], listMarks+"/·") {
		r.list = append(r.list, taizhang.Span{Start: c.Start + x.Start, End: c.Start + x.End})
	}
}

// close makes a group of the list.
func (r *groupReader) close(v verb) {
	list := r.list
	r.list = nil
	if v.duty == "" {
		return
	}
	g := taizhang.Group{Verb: v.word, Duty: v.duty, Rule: r.rule}
	for _, x := range list {
		names, more := r.names(r.f.Text, x, r.ends)
		g.Others = g.Others || more
		for _, n := range names {
			if m, ok := r.mention(n); ok {
				g.Mentions = append(g.Mentions, m)
			}
		}
	}
	r.out = append(r.out, r.marked(g)...)
}

// mention makes a mention of a folded range, unless it is no name.
func (r *groupReader) mention(n taizhang.Span) (taizhang.Mention, bool) {
	name := r.f.Text[n.Start:n.End]
	if !isName(name) || r.times.Whole(name) {
		return taizhang.Mention{}, false
	}
	a, b := r.f.Back(n.Start, n.End)
	ss := within(r.spans, a, b)
	return taizhang.Mention{Text: squeeze(ss.Cut(r.text)), Spans: ss}, true
}

// within returns what of spans lies between two bytes of the document.
func within(spans taizhang.Spans, from, to int) taizhang.Spans {
	var out taizhang.Spans
	first := sort.Search(len(spans), func(i int) bool { return spans[i].End > from })
	for _, s := range spans[first:] {
		if s.Start >= to {
			break
		}
		if a, b := max(s.Start, from), min(s.End, to); a < b {
			out = append(out, taizhang.Span{Start: a, End: b})
		}
	}
	return out
}

// lineEnds returns where in the folded text a line ends or blanks stand: a name may
// end there without a mark.
func (r *groupReader) lineEnds() []int {
	var out []int
	end := -1 // of the rune before
	for i := 0; i < len(r.f.Text); {
		a, b := r.f.Back(i, i+1)
		if end >= 0 && a > end {
			out = append(out, i)
		}
		end = b
		for i++; i < len(r.f.Text) && r.f.At(i) == a; i++ {
		}
	}
	return out
}

// beside makes those who answer beside a lead support it: A牵头，B负责.
func beside(groups []taizhang.Group) []taizhang.Group {
	if slices.ContainsFunc(groups, func(g taizhang.Group) bool { return g.Duty == taizhang.DutyLead }) {
		for i := range groups {
			if groups[i].Duty == taizhang.DutyResponsible {
				groups[i].Duty = taizhang.DutySupport
			}
		}
	}
	return groups
}

// marked takes the roles that stand behind names: 市交通运输局（牵头）、市财政局. Where
// any leads so, the others support it.
func (w *work) marked(g taizhang.Group) []taizhang.Group {
	if len(g.Mentions) == 0 {
		return nil
	}
	leads := func(m taizhang.Mention) bool {
		_, said := w.words.cutLead(taizhang.FoldString(m.Text))
		return said
	}
	if !slices.ContainsFunc(g.Mentions, leads) {
		return []taizhang.Group{g}
	}
	lead, rest := g, g
	lead.Duty, lead.Mentions, rest.Duty, rest.Mentions = taizhang.DutyLead, nil, taizhang.DutySupport, nil
	lead.Others = false
	for _, m := range g.Mentions {
		name, said := w.words.cutLead(taizhang.FoldString(m.Text))
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
func (v *verbs) cutLead(s string) (name string, ok bool) {
	k := strings.LastIndexByte(s, '(')
	if k <= 0 || !strings.HasSuffix(s, ")") {
		return s, false
	}
	word := s[k+1 : len(s)-1]
	for _, list := range []byLast{v.label, v.end} {
		if x, ok := list.is(word); ok && x.duty == taizhang.DutyLead {
			return s[:k], true
		}
	}
	return s, false
}

// isName reports whether folded text holds a character that names are made of.
func isName(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= 0x3400 && r <= 0x9fff || r >= 0x20000 })
}
