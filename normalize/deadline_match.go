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
}

// hits finds the expressions of time in a folded phrase, from left to right. In
// prose only rules that hold inside a sentence count.
func (c *calendar) hits(s string, at context) []hit {
	tokens := c.timeTokens(c.script.Twin(s), at)
	var out []hit
	for i := 0; i < len(tokens); {
		// In prose 1月1日至12月31日 is a period more often than a deadline: of a policy, of
		// figures. It gives none, rather than half of it.
		if at.prose && i > 0 && tokens[i].class == "to" {
			before := tokens[i-1]
			if before.class == "from" && i > 1 {
				before = tokens[i-2] // 自2000年6月24日起至2010年底前
			}
			switch before.class {
			case "point", "point-end", "past", "unknown":
				i += 2
				continue
			}
		}
		h, n := c.match(tokens, i, at)
		if n == 0 {
			i++
			continue
		}
		if !at.prose || h.rule.tells(tokens, i, i+n) {
			if h.rule.kind == taizhang.By && at.prose {
				h.start = listStart(tokens, i, h.start)
				for len(out) > 0 && out[len(out)-1].start >= h.start {
					out = out[:len(out)-1]
				}
			}
			out = append(out, h)
		}
		i += n
	}
	return out
}

// listStart returns where the list of points begins whose last is at word i: 3月、6月和9月底前
// says one thing of three.
func listStart(tokens []timeToken, i, start int) int {
	for i >= 2 && (tokens[i-1].class == "sep" || tokens[i-1].class == "and") && (tokens[i-2].class == "point" || tokens[i-2].class == "point-end") {
		i -= 2
		start = tokens[i].start
	}
	return start
}

// names reports whether a word of the class stands in a phrase.
func (c *calendar) names(phrase, class string) bool {
	for _, w := range c.lexicon.cut(taizhang.FoldString(phrase)) {
		if c.words[w.text].class == class {
			return true
		}
	}
	return false
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
		if prose && (r.prose == nowhere || r.prose == opening && !opens(tokens[:at])) {
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
		case e.ahead:
			if !foresees(tokens[i:], e.class) {
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
			if i < len(tokens) && !tokens[i].is("mark") && !tokens[i].is("comma") || at > 0 && tokens[at-1].is("") {
				return h, 0
			}
			continue
		case i < len(tokens) && tokens[i].is(e.class):
		case e.optional:
			continue
		default:
			return h, 0
		}
		switch t := tokens[i]; e.class {
		case "point", "point-end", "date", "span", "stretch", "term":
			if h.points = append(h.points, t.period); len(h.points) == 1 && headed(r.pattern[0].class) {
				h.start = t.start // what heads a date is no part of it
			}
		case "num":
			h.num = t.num
		case "months", "day", "days", "workdays":
			h.unit = e.class
		}
		if verb := e.class == "held" || e.class == "comma" || e.optional && e.class == "done"; !in.prose || !verb { // in a sentence the verb belongs to its object
			h.end = tokens[i].end
		}
		i++
	}
	return h, i - at
}

// headed reports whether a word of the class heads a date as a label does.
func headed(class string) bool { return class == "phase" || class == "closing" }

// mostWords is how long the name of an event may be.
const mostWords = 12

// wordy reports whether a token of the class may be part of an event's name.
func wordy(class string) bool {
	switch class {
	case "point", "point-end", "past", "unknown", "num", "before", "edge-before", "edge", "within", "after", "since", "from", "mark", "comma", "sep", "colon", "dash", "to":
		return false
	}
	return true
}

// clauseWords is how many words around an expression say what it is of: a clause has fewer, and
// looking further would cost the square of a text without marks.
const clauseWords = 60

// foresees reports whether a word of the class stands before the next point, and
// does not tell of what was done.
func foresees(tokens []timeToken, class string) bool {
	for i, t := range tokens[:min(len(tokens), clauseWords)] {
		switch t.class {
		case class:
			return i+1 == len(tokens) || tokens[i+1].class != "fact" && tokens[i+1].class != "of" // 开展了, 上线的
		case "point", "point-end":
			return false
		}
	}
	return false
}

// is reports whether the token is of a class; a date is a point of one day, a
// stretch one of several, a span a stretch shorter than a year, a term the years of a plan with 期间.
func (t timeToken) is(class string) bool {
	switch class {
	case "date":
		return t.class == "point" && t.period.from.Equal(t.period.to)
	case "stretch":
		return t.class == "point" && t.period.from.Before(t.period.to)
	case "term":
		return t.class == "point" && t.value == "term"
	case "span":
		return t.is("stretch") && t.period.to.Before(t.period.from.AddDate(0, 11, 0))
	}
	return t.class == class
}

// mostOpening is how many words may stand before an expression that opens its clause: a list of times has few.
const mostOpening = 40

// opens reports whether what stands before a point leaves it at the opening of
// its clause: nothing, 力争在, a stage's name, or a list of points (4月、9月).
func opens(before []timeToken) bool {
	for i := len(before) - 1; i >= 0; i-- {
		if len(before)-i > mostOpening {
			return false
		}
		switch before[i].class {
		case "aim":
		case "sep", "and":
			if i--; i < 0 || before[i].class != "point" {
				return false
			}
		case "colon", "stage": // 时间：, 复赛阶段8月
			return true
		default:
			return false
		}
	}
	return true
}

// tells reports whether words [i, end) of a sentence say when the task is to be
// done, by the words around them: not in 较2017年底, 对6月底前未整改的, 执行至2020年底,
// 2017年完成的, 6月1日起施行 and 2018—2020年规划.
func (r *timeRule) tells(tokens []timeToken, i, end int) bool {
	before := i
	for before > 0 && tokens[before-1].class == "aim" {
		before--
	}
	if before > 0 {
		switch t := tokens[before-1]; t.class {
		case "apart", "fact", "event", "as-at":
			return false
		case "year", "amount": // 连续3年每年, 不少于每周
			if r.kind == taizhang.Recurring && (t.class == "year" || t.value == "bound") {
				return false
			}
		}
	}
	last := tokens[end-1]
	if last.class == "comma" && !tokens[end-2].period.to.Before(tokens[end-4].period.from.AddDate(0, 11, 0)) {
		return false // 2019年1月1日至12月31日，对企业返还: a policy's year
	}
	if end == len(tokens) {
		return true
	}
	if r.has("term") && slices.ContainsFunc(tokens[end:min(len(tokens), end+clauseWords)], func(t timeToken) bool { return t.class == "fact" }) {
		return false // “十三五”期间，取得了: what was
	}
	switch r.kind {
	case taizhang.Start, taizhang.By:
		if foresees(tokens[end:], "right") {
			return false // 自2019年1月1日起可继续免征
		}
	case taizhang.Recurring:
		if r.has("point") || r.has("point-end") {
			break
		}
		founded := slices.ContainsFunc(tokens[max(0, before-clauseWords):before], func(t timeToken) bool { return t.class == "found" })
		if founded && foresees(tokens[end:], "regime") || !r.has("once") && foresees(tokens[end:], "pay") {
			return false // 建立固定资产投资按月通报机制; 按月全额结算
		}
	}
	return r.goesOn(tokens[end:], last)
}

// goesOn reports whether an expression that ends in the word last may stand before the words
// after.
func (r *timeRule) goesOn(after []timeToken, last timeToken) bool {
	next := timeToken{}
	if len(after) > 1 {
		next = after[1]
	}
	switch after[0].class {
	case "of", "after", "onward", "fact":
		return false
	case "thing": // 年底各项工作, 每年结余
		return !strings.HasPrefix(last.class, "point") && !strings.HasPrefix(last.class, "every-")
	case "to", "dash": // a period's end follows; 4月底前到货 holds a word
		return !strings.HasPrefix(next.class, "point")
	case "is": // 3月1日至31日为动员部署阶段
		return r.kind == taizhang.During && foresees(after, "stage")
	case "named":
		return r.prose != opening
	case "event": // 起施行 is of a law; 起实施XX工程 begins a task
		return r.kind != taizhang.Start || next.class != "of" && next.class != "comma" && next.class != "mark" && len(after) > 1
	}
	return true
}
