package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
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

// entry is an item of a list that has no verb yet; comma counts the commas before it, and part the marks that part
// who leads from the others, by the notice's word.
type entry struct{ start, end, comma, part int }

// region is a stretch that is nothing but lists of units, each governed by the verb
// that ends or heads it, and times. It gives the values of times, too.
func (w *work) region(p *passage, a, b int, duty taizhang.Duty, rule string) (out []taizhang.Group, times []taizhang.TimePhrase) {
	var list, idle []entry // idle has no verb in a bracket where others have one
	head := verb{duty: duty}
	commas, part := 0, 0
	closed := strings.HasPrefix(rule, "bracket") // what says when in a sentence is found there
	roled := false                               // a bracket behind a name says its role, and no verb stands in the list: A(牵头)、B
	closeGroup := func(v verb) {
		if v.duty == "" && roled {
			v.duty = taizhang.DutyResponsible
		}
		roled = false
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
			parts := w.stated.parts(';', p, c.start)
			if parts {
				part++
			}
			if commas++; !parts && (head.word == "" || c.kind != plainPiece) { // 责任单位：A；B；C is one list
				closeGroup(head)
			}
		case ',':
			if commas++; w.stated.parts(',', p, c.start) {
				part++
			}
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
		if !ends {
			if name, as, ok := w.words.named(text); ok && w.words.unit(name, true) { // （某局为牵头单位，某局为配合单位）
				before, v, ends = name, as, true
			}
		}
		roled = roled || !ends && head.duty == "" && w.words.roled(text)
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
			list = append(list, entry{c.start, c.end, commas, part})
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
// first comma leads, under 带*的为牵头单位 what has the star.
func (w *work) grouped(p *passage, list []entry, v verb, rule string) []taizhang.Group {
	g := taizhang.Group{Verb: v.word, Duty: v.duty, Rule: rule}
	parts := []taizhang.Group{g}
	if v.duty == taizhang.DutyResponsible && list[0].part != list[len(list)-1].part {
		parts = append(parts, g)
		parts[0].Duty, parts[1].Duty = taizhang.DutyLead, w.stated.rest
	}
	for _, e := range list {
		to := &parts[0]
		if e.part != list[0].part {
			to = &parts[len(parts)-1]
		}
		mentions, more, left := w.mentions(p, e)
		to.Mentions, to.Left = append(to.Mentions, mentions...), append(to.Left, left...)
		to.Others = to.Others || more
	}
	if len(parts) == 1 && v.duty == taizhang.DutyResponsible {
		parts = w.starred(parts[0])
	}
	var out []taizhang.Group
	for _, g := range parts {
		out = append(out, w.marked(g)...)
	}
	return out
}

// timeAt is the value of a time under a label, or none.
func (w *work) timeAt(p *passage, a, b int, label string) taizhang.TimePhrase {
	return taizhang.TimePhrase{Spans: p.at(a, b), Value: true, As: w.timeOf(label)}
}

// timeOf is what a label or header makes of the times it heads: an end under 完成时限, a start under 开工时间, the day itself
// under 日期.
func (w *work) timeOf(label string) taizhang.DeadlineKind {
	switch until, onset := w.says(label, "until"), w.says(label, "onset"); {
	case w.says(label, "period"):
	case until && !onset:
		return taizhang.By
	case onset && !until:
		return taizhang.Start
	case !until && w.words.kinds["on-day"].has(taizhang.FoldString(label)):
		return taizhang.During
	}
	return ""
}
