package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// groups reads a responsibility phrase as a whole; a list with no verb takes the
// duty given, and assigns nothing when that is empty.
func (w *work) groups(spans taizhang.Spans, duty taizhang.Duty, rule string) []taizhang.Group {
	if len(spans) == 0 {
		return nil
	}
	p := w.passage(spans)
	groups, _ := w.region(p, 0, len(p.text), duty, rule)
	return groups
}

// entry is an item of a list that has no verb yet; comma counts the commas before it.
type entry struct{ start, end, comma int }

// region is a stretch that is nothing but lists of units, each governed by the verb
// that ends or heads it, and times. It gives the values of times, too.
func (w *work) region(p *passage, a, b int, duty taizhang.Duty, rule string) (out []taizhang.Group, times []taizhang.TimePhrase) {
	var list, idle []entry // idle has no verb in a bracket where others have one
	head := verb{duty: duty}
	commas := 0
	closed := strings.HasPrefix(rule, "bracket") // what says when in a sentence is found there
	closeGroup := func(v verb) {
		switch {
		case len(list) == 0:
		case v.duty == "":
			idle = append(idle, list...)
		case !v.loose || len(out) > 0 || w.units(p, list):
			if closed && v.duty == taizhang.DutySupport && v.word != head.word && len(out) == 0 {
				last := list[len(list)-1].comma // A，B配合: the verb is B's alone
				k := slices.IndexFunc(list, func(e entry) bool { return e.comma == last })
				idle, list = append(idle, list[:k]...), list[k:]
			}
			out = append(out, w.together(p, list, v, rule)...)
		}
		list = nil
	}
	pieces := w.cutPieces(p, a, b)
	for i := 0; i < len(pieces); i++ {
		c := pieces[i]
		switch c.after {
		case '.': // a label holds to the full stop
			closeGroup(head)
			head = verb{duty: duty}
		case ';':
			if commas++; head.word == "" || c.kind != plainPiece { // 责任单位：A；B；C is one list
				closeGroup(head)
			}
		case ',':
			commas++
		}
		if c.kind != plainPiece {
			closeGroup(head)
			if head = c.verb; c.kind != dutyPiece {
				head.duty = ""
			}
		}
		if c.start == c.end {
			continue
		}
		text := p.text[c.start:c.end]
		if c.kind == timePiece {
			said := w.times.Leading(text) || w.says(c.verb.word, "until") && runes(text) <= mostWait // 完成时限：本学期末
			for i+1 < len(pieces) && w.timeGoesOn(p, pieces[i+1:]) {
				i++
				c.end, said = pieces[i].end, true
			}
			if said {
				times = append(times, w.timeAt(p, c.start, c.end, c.verb.word))
			}
			continue
		}
		before, v, ends := w.words.ending(text)
		if !ends && closed {
			before, v, ends = w.words.behind(text) // 市教育局负责各自领域工作
		}
		if !ends && head.duty == "" {
			before, v, ends = w.words.closing(text)
		}
		timed := w.times.Leading(text) || closed && w.eventual(text)
		if ends = ends && !(timed && !strings.Contains(before, "由") && !w.words.unit(before, true)); !ends && timed { // 6月底见效并持续推进
			if closed {
				times = append(times, w.timeAt(p, c.start, c.end, ""))
			}
			continue
		}
		if ends {
			if k := strings.LastIndex(before, "由"); k > 0 && timed {
				if closed {
					times = append(times, w.timeAt(p, c.start, c.start+k, "")) // 6月底前由A负责
				}
				c.start += k
				before = before[k:]
			}
			c.end = c.start + len(before)
			v.loose = v.loose || !w.words.assigning.in(v.word) // 二级主办 is a rank
		}
		if ends && v.duty == taizhang.DutySupport && head.duty != "" && head.duty != taizhang.DutySupport && c.after == ',' {
			closeGroup(head) // A，B配合: the verb is B's alone
		}
		if c.end > c.start {
			list = append(list, entry{c.start, c.end, commas})
		}
		if ends {
			closeGroup(v)
		}
	}
	closeGroup(head)
	if len(out) > 0 && len(idle) > 0 && closed && !slices.ContainsFunc(out, func(g taizhang.Group) bool { return g.Duty != taizhang.DutySupport }) && w.units(p, idle) {
		out = append(w.grouped(p, idle, verb{duty: taizhang.DutyResponsible}, rule), out...)
	}
	return yield(out, ""), times
}

// mostWait is how many characters a value has at most that is of a label of times and holds none.
const mostWait = 10

// timeGoesOn reports whether the value of a time goes on in the next piece: 一季度制定方案，二、三季度实施.
func (w *work) timeGoesOn(p *passage, next []piece) bool {
	c := next[0]
	if c.kind != plainPiece || c.after != ',' && c.after != 0 || c.end == c.start {
		return false
	}
	if before, _, ends := w.words.ending(p.text[c.start:c.end]); ends && !w.times.Whole(before) {
		return false
	}
	return w.times.Leading(p.text[c.start:c.end]) || len(next) > 1 && next[1].kind == plainPiece && next[1].after == 0 && w.times.Leading(p.text[c.start:next[1].end])
}

// units reports whether a list begins and ends with what reads as units.
func (w *work) units(p *passage, list []entry) bool {
	for _, e := range []entry{list[0], list[len(list)-1]} {
		if rest, ok := strings.CutPrefix(p.text[e.start:e.end], "以"); ok && !w.words.organ(rest, false) {
			return false // 以企业为主
		}
		if !w.words.unit(headOf(p.text[e.start:e.end]), true) || utf8.RuneCountInString(p.text[e.start:e.end]) > mostName {
			return false
		}
	}
	return true
}

// yield makes those supporters who are responsible beside a lead: A牵头，B负责, and
// 牵头单位：A；责任单位：B. With a rule only its groups count.
func yield(groups []taizhang.Group, rule string) []taizhang.Group {
	ours := func(g taizhang.Group, d taizhang.Duty) bool { return g.Duty == d && (rule == "" || g.Rule == rule) }
	if slices.ContainsFunc(groups, func(g taizhang.Group) bool { return ours(g, taizhang.DutyLead) }) {
		for i, g := range groups {
			if ours(g, taizhang.DutyResponsible) {
				groups[i].Duty = taizhang.DutySupport
			}
		}
	}
	return groups
}

// grouped makes the group of a list. Under 逗号前为牵头单位 what stands before the
// first comma leads.
func (w *work) grouped(p *passage, list []entry, v verb, rule string) []taizhang.Group {
	g := taizhang.Group{Verb: v.word, Duty: v.duty, Rule: rule}
	parts := []taizhang.Group{g}
	if v.duty == taizhang.DutyResponsible && list[0].comma != list[len(list)-1].comma && w.commaLeads(p, list[0].start) {
		parts = append(parts, g)
		parts[0].Duty, parts[1].Duty = taizhang.DutyLead, w.commaRest
	}
	for _, e := range list {
		to := &parts[0]
		if e.comma != list[0].comma {
			to = &parts[len(parts)-1]
		}
		mentions, more := w.mentions(p, e)
		to.Mentions = append(to.Mentions, mentions...)
		to.Others = to.Others || more
	}
	var out []taizhang.Group
	for _, g := range parts {
		out = append(out, w.marked(g)...)
	}
	return out
}

// marked takes the roles that stand behind names: 市交通运输局（牵头）、市财政局（配合单位）, and what
// a bracket there says of others: （市财政局配合）. Where any leads so, the others support it.
func (w *work) marked(g taizhang.Group) []taizhang.Group {
	if len(g.Mentions) == 0 {
		return nil
	}
	lead, support, rest := g, g, g
	lead.Duty, lead.Mentions = taizhang.DutyLead, nil
	support.Duty, support.Mentions = taizhang.DutySupport, nil
	rest.Mentions = nil
	var others []taizhang.Group
	for _, m := range g.Mentions {
		name, inner := w.words.bracketed(m.Text)
		if inner == "" {
			rest.Mentions = append(rest.Mentions, m)
			continue
		}
		f := hanzi.Fold(m.Spans.Cut(w.text))
		_, b := f.Back(0, len(name))
		bare := m
		bare.Spans = m.Spans.Slice(0, b)
		bare.Text = squeeze(bare.Spans.Cut(w.text))
		switch duty := w.words.role(inner); duty {
		case taizhang.DutyLead:
			lead.Mentions = append(lead.Mentions, bare)
		case taizhang.DutySupport:
			support.Mentions = append(support.Mentions, bare)
		case "":
			_, manner := w.words.mannerEnd(inner)
			if manner && g.Duty == taizhang.DutyResponsible {
				rest.Duty = taizhang.DutySeparate // 市教育局、市财政局（按职责分工）
			}
			if manner || w.words.person(inner) { // 市教育局（张三）
				rest.Mentions = append(rest.Mentions, bare)
				break
			}
			from, to := f.Back(len(name)+1, len(name)+1+len(inner))
			said := w.groups(m.Spans.Slice(from, to), "", "bracket")
			if len(said) == 0 {
				bare = m
			}
			rest.Mentions = append(rest.Mentions, bare)
			others = append(others, said...)
		}
	}
	if len(lead.Mentions) > 0 {
		rest.Duty = taizhang.DutySupport
	}
	var out []taizhang.Group
	for _, g := range []taizhang.Group{lead, rest, support} {
		if len(g.Mentions) > 0 {
			out = append(out, g)
		}
	}
	return append(out, others...)
}

// bracketed returns a folded name without the bracket at its end, and what that holds; no
// bracket, nothing.
func (v *vocabulary) bracketed(name string) (bare, inner string) {
	f := taizhang.FoldString(name)
	at := strings.IndexByte(f, '(')
	if at <= 0 || !strings.HasSuffix(f, ")") || strings.Count(f, "(") > 1 {
		return f, ""
	}
	return f[:at], f[at+1 : len(f)-1]
}

// role is the duty that a word alone gives: 牵头, 配合单位; empty for any other.
func (v *vocabulary) role(word string) taizhang.Duty {
	x, ok := v.alone[word]
	if !ok {
		x, ok = v.label(word)
	}
	if !ok || x.duty == taizhang.DutyResponsible || x.duty == taizhang.DutySeparate {
		return ""
	}
	return x.duty
}

// timeAt is the value of a time under a label, or none.
func (w *work) timeAt(p *passage, a, b int, label string) taizhang.TimePhrase {
	return taizhang.TimePhrase{Spans: p.at(a, b), Value: true, As: w.timeOf(label)}
}

// timeOf is what a label or header makes of the times it heads: an end under 完成时限, a start under 开工时间.
func (w *work) timeOf(label string) taizhang.DeadlineKind {
	switch until, onset := w.says(label, "until"), w.says(label, "onset"); {
	case w.says(label, "period"):
	case until && !onset:
		return taizhang.By
	case onset && !until:
		return taizhang.Start
	}
	return ""
}
