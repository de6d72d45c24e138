package normalize

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// hit is a rule that fits words of a folded phrase, bytes [start, end) of it.
type hit struct {
	rule       *timeRule
	start, end int
	points     []period
	num        int    // the last numeral outside points
	unit       string // the class of the word after it
	issued     bool   // its event is that the notice is issued
	ahead      bool   // a point says that it is before its end: 6月底前
	full       bool   // it ends with its act: 6月底前完成
}

// hits finds the expressions of time in a folded phrase, from left to right. In
// prose only rules that hold inside a sentence count.
func (c *calendar) hits(s string, at context) []hit {
	tokens := c.timeTokens(c.script.Twin(s), at)
	var out []hit
	said, title, from := 0, 0, 0 // in a value: behind the last expression; how many titles are open, up to where they were counted
	for i := 0; i < len(tokens); {
		// In prose 1月1日至12月31日 is a period more often than a deadline: of a policy, of
		// figures. It gives none, rather than half of it.
		if at.prose && i > 0 && tokens[i].class == "to" {
			before := tokens[i-1]
			if before.class == "from" && i > 1 {
				before = tokens[i-2] // 自2000年6月24日起至2010年底前
			}
			switch before.class {
			case "point", "point-end", "past", "unknown", "lasts": // 减免政策至2027年底
				i += 2
				continue
			}
		}
		h, n := c.match(tokens, i, at)
		if n == 0 {
			i++
			continue
		}
		first := i
		if begin := h.rule.pattern[0].class; at.prose && (begin == "after" || begin == "since") {
			first = named(tokens, i)
			h.start = tokens[first].start
		}
		counts := !at.prose || h.rule.tells(tokens, first, i+n)
		if at.value {
			title, from = title+strings.Count(s[from:h.start], "《")-strings.Count(s[from:h.start], "》"), h.start
			counts = title <= 0 && h.rule.heads(s, tokens, i, i+n, said, at)
			act := tokens[i+n-1]
			h.full = (act.class == "done" || act.class == "begin") && act.value != "object"
		}
		if k := len(out) - 1; counts && k >= 0 && (said == i || said == i-1 && tokens[i-1].is("last")) && h.rule.kind == taizhang.Relative && (out[k].rule.kind == h.rule.kind || out[k].rule.kind == taizhang.Recurring) {
			out[k].end, said, counts = h.end, i+n, false // 每年汛期前, 合同签订之日起一年内: one says more of the other
		}
		if counts {
			said = i + n
			if len(h.points) == 1 && (h.rule.kind == taizhang.By || h.rule.pattern[0].class == "coming") {
				out = listed(out, tokens, i, h)
			}
			out = append(out, h)
		}
		i += n
	}
	return out
}

// listed adds what a hit at word i says of the points in a list before it, as far as none is of an earlier hit or
// says as much itself: 3月、6月和9月底前 is three deadlines.
func listed(out []hit, tokens []timeToken, i int, h hit) []hit {
	var list []hit
	for i -= 2; i >= 0 && (tokens[i+1].is("sep") || tokens[i+1].is("and")) && tokens[i].is("when"); i -= 2 {
		t, own := tokens[i], len(out)-1
		h.points, h.start, h.end = []period{t.period}, t.start, t.end
		if own >= 0 && out[own].end > t.start {
			if out[own].start != t.start || out[own].rule.kind == taizhang.By {
				break // what is before it has been added with it
			}
			out = out[:own]
		}
		list = append(list, h)
	}
	slices.Reverse(list)
	return append(out, list...)
}

// names reports whether a word of the class stands in a phrase.
func (c *calendar) names(phrase, class string) bool {
	return slices.ContainsFunc(c.lexicon.cut(taizhang.FoldString(phrase)), func(w token) bool { return c.words[w.text].class == class })
}

// match tries the rules, in their order, on the words from i on.
func (c *calendar) match(tokens []timeToken, at int, in context) (hit, int) {
	prose := in.prose
	var begin []int
	if tokens[at].class != "" {
		begin = c.first[tokens[at].class]
	}
	if in.value && (wordy(tokens[at].class) || tokens[at].is("num")) && (at == 0 || tokens[at-1].is("mark") || tokens[at-1].is("comma")) {
		begin = append(begin[:len(begin):len(begin)], c.first["words"]...)
	}
	for _, ri := range begin {
		r := &c.rules[ri]
		if prose && (r.prose == nowhere || r.prose >= opening && !opens(tokens[:at]) && !(r.prose == behind && at > 0 && tokens[at-1].is("aim"))) {
			continue
		}
		if h, n := r.fit(tokens, at, in); n > 0 {
			return h, n
		}
	}
	return hit{}, 0
}

// fit tries a rule on the words from at on, and returns how many it takes.
func (r *timeRule) fit(tokens []timeToken, at int, in context) (hit, int) {
	h := hit{rule: r, start: tokens[at].start}
	i := at
	for _, e := range r.pattern {
		switch {
		case e.not:
			if i < len(tokens) && tokens[i].is(e.class) {
				return h, 0
			}
			continue
		case e.next:
			if i == len(tokens) || !tokens[i].is(e.class) {
				return h, 0
			}
			continue
		case e.ahead:
			if !foresees(in.about(tokens[i:]), e.class) {
				return h, 0
			}
			continue
		case e.class == "words":
			k := i
			for i < len(tokens) && (wordy(tokens[i].class) || tokens[i].is("num") && i+1 < len(tokens) && tokens[i+1].is("")) { // 两会
				i++
			}
			if i == k || i > k+mostWords || !in.value { // a value alone is all about its time
				return h, 0
			}
			continue
		case e.class == "whole":
			if !in.value || i < len(tokens) && !tokens[i].is("mark") && !tokens[i].is("comma") || at > 0 && (tokens[at-1].is("") || tokens[at-1].is("task")) {
				return h, 0
			}
			continue
		case i < len(tokens) && (tokens[i].is(e.class) || e.class == "coming" && in.coming(tokens[i]) || e.class == "day" && tokens[i].is("days") && i+1 < len(tokens) && tokens[i+1].is("within")): // 30天内
		case e.optional:
			continue
		default:
			return h, 0
		}
		switch t := tokens[i]; e.class {
		case "point", "point-end", "when", "date", "coming", "span", "stretch", "term":
			h.ahead = h.ahead || t.is("ahead-of")
			if h.points = append(h.points, t.period); len(h.points) == 1 && headed(r.pattern[0].class) {
				h.start = t.start // what heads a date is no part of it
			}
		case "num":
			h.num = t.num
		case "event":
			h.issued = t.class == "issue"
		case "now":
			h.issued = true
		case "months", "day", "days", "workdays":
			h.unit = e.class
		}
		if verb := e.class == "held" || e.class == "as" || e.class == "comma" || e.class == "must" || e.optional && e.class == "done"; !in.prose || !verb { // in a sentence the verb belongs to its object
			h.end = tokens[i].end
		}
		i++
	}
	return h, i - at
}

// coming reports whether a token is a day, no feast, after the one on which the notice was issued.
func (c context) coming(t timeToken) bool {
	return c.issued != "" && t.is("date") && t.value != "feast" && dateOf(t.period.from) > c.issued
}

// headed reports whether a word of the class heads a date as a label does.
func headed(class string) bool { return class == "time" || class == "closing" || class == "set" }

// mostWords is how long the name of an event may be.
const mostWords = 12

// named returns where the name of the event begins that word i of a sentence stands behind: 自收到复核申请之日起.
func named(tokens []timeToken, i int) int {
	first, stop := i, false
	for k := i - 1; k >= 0 && i-k <= mostWords && (wordy(tokens[k].class) || tokens[k].is("to")); k-- {
		if tokens[k].is("as-of") {
			return k
		}
		if stop = stop || slices.Contains([]string{"aim", "apart", "must", "right"}, tokens[k].class); !stop {
			first = k
		}
	}
	return first
}

// wordy reports whether a token of the class may be part of an event's name.
func wordy(class string) bool {
	switch class {
	case "point", "point-end", "past", "unknown", "num", "before", "edge-before", "edge", "within", "after", "since", "from", "mark", "comma", "sep", "colon", "dash", "to", "during":
		return false
	}
	return true
}

// is reports whether the token is of a class; a date is a point of one day, a
// stretch one of several, a span a stretch shorter than a year, a term the years of a plan with 期间; when is any
// point, till 至 or a dash, a count a number with its measure; a task is a verb of what is to be done, a duty one by which time has to be
// kept in days.
func (t timeToken) is(class string) bool {
	switch class {
	case "when":
		return t.class == "point" || t.class == "point-end"
	case "event":
		return t.class == "event" || t.class == "issue" || t.class == "occasion" || t.class == "season" || t.class == "school-term"
	case "season":
		return t.class == "season" || t.class == "school-term"
	case "till":
		return t.class == "dash" || t.class == "to"
	case "stop":
		return t.class == "stop" || t.class == "finish"
	case "task":
		switch t.class {
		case "act", "done", "begin", "held", "found", "reached", "issue", "duty":
			return true
		}
	case "date":
		return t.class == "point" && t.period.from.Equal(t.period.to)
	case "stretch":
		return t.class == "point" && t.period.from.Before(t.period.to)
	case "span":
		return t.is("stretch") && t.value != "school" && t.period.narrow()
	}
	return t.class == class || class != "" && t.value == class // 召开 is an event, and held
}
