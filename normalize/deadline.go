package normalize

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// anyYear stands for the plan year where only the place of an expression is asked
// for; all festivals of festivals.tsv have a date in it.
const anyYear = 2016

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
func (c *calendar) hits(s string, year int, prose bool) []hit {
	tokens := c.timeTokens(s, year)
	var out []hit
	for i := 0; i < len(tokens); {
		// In prose 1月1日至12月31日 is a period more often than a deadline: of a policy, of
		// figures. It gives none, rather than half of it.
		if prose && i > 0 && tokens[i].class == "to" && strings.HasPrefix(tokens[i-1].class, "point") {
			i += 2
			continue
		}
		h, n := c.match(tokens[i:], prose)
		if n == 0 {
			i++
			continue
		}
		out = append(out, h)
		i += n
	}
	return out
}

// match tries the rules, in their order, on the words at hand.
func (c *calendar) match(tokens []timeToken, prose bool) (hit, int) {
	if tokens[0].class == "" {
		return hit{}, 0
	}
	for _, ri := range c.first[tokens[0].class] {
		r := &c.rules[ri]
		if prose && !r.prose {
			continue
		}
		h := hit{rule: r, start: tokens[0].start}
		i := 0
		fits := true
		for _, e := range r.pattern {
			if e.ahead {
				if fits = foresees(tokens[i:], e.class); !fits {
					break
				}
				continue
			}
			if i < len(tokens) && tokens[i].is(e.class) {
				switch t := tokens[i]; e.class {
				case "point", "point-end", "date":
					h.points = append(h.points, t.period)
				case "num":
					h.num = t.num
				case "months", "day", "days", "workdays":
					h.unit = e.class
				}
				if !prose || e.class != "done" && e.class != "begin" {
					h.end = tokens[i].end // in a sentence the verb belongs to its object
				}
				i++
			} else if !e.optional {
				fits = false
				break
			}
		}
		if fits {
			return h, i
		}
	}
	return hit{}, 0
}

// foresees reports whether a word of the class stands before the next point.
func foresees(tokens []timeToken, class string) bool {
	for _, t := range tokens {
		switch t.class {
		case class:
			return true
		case "point", "point-end":
			return false
		}
	}
	return false
}

// is reports whether the token is of a class; a date is a point of one day.
func (t timeToken) is(class string) bool {
	if class == "date" {
		return t.class == "point" && t.period.from.Equal(t.period.to)
	}
	return t.class == class
}

// Whole reports whether s, as a whole, is an expression of time.
func (c *calendar) Whole(s string) bool {
	s = strings.TrimRight(taizhang.FoldString(s), "。.")
	r, _ := utf8.DecodeRuneInString(s)
	if _, numeral := taizhang.ChineseDigit(r); !c.begins[r] && !numeral && !(r >= '0' && r <= '9') && r != '十' {
		return false
	}
	if utf8.RuneCountInString(s) > 60 || !c.spells(s) {
		return false
	}
	at := 0
	for _, h := range c.hits(s, anyYear, false) {
		if strings.Trim(s[at:h.start], "、,;，；") != "" {
			return false
		}
		at = h.end
	}
	return at == len(s)
}

// Leading reports whether s begins with an expression of time that can stand
// alone as a value.
func (c *calendar) Leading(s string) bool {
	s = taizhang.FoldString(s)
	r, _ := utf8.DecodeRuneInString(s)
	if !c.begins[r] && !(r >= '0' && r <= '9') || utf8.RuneCountInString(s) > 60 {
		return false
	}
	hits := c.hits(s, anyYear, false)
	return len(hits) > 0 && hits[0].start == 0
}

// Find returns where prose says when a task is to be done: not in the titles of
// documents nor in names between quotation marks.
func (c *calendar) Find(s string) []taizhang.Span {
	var out []taizhang.Span
	depth := 0 // titles and quotation marks open where the clause starts
	for start := 0; start < len(s); {
		end := len(s)
		if i := strings.IndexFunc(s[start:], endsClause); i >= 0 {
			_, n := utf8.DecodeRuneInString(s[start+i:])
			end = start + i + n
		}
		if clause := s[start:end]; mayTime(clause) {
			f := taizhang.Fold(clause)
			for _, h := range c.hits(f.Text, anyYear, true) {
				if quotes(f.Text[:h.start], depth) > 0 && strings.ContainsAny(s[start+len(clause):]+f.Text[h.end:], "》”") {
					continue
				}
				a, b := f.Back(h.start, h.end)
				out = append(out, taizhang.Span{Start: start + a, End: start + b})
			}
		}
		depth = quotes(s[start:end], depth)
		if r, _ := utf8.DecodeLastRuneInString(s[start:end]); depth > 0 && (strings.ContainsRune("。；;\n", r) || !strings.ContainsAny(s[end:], "》”")) {
			depth = 0 // a mark that is never closed opens nothing
		}
		start = end
	}
	return out
}

func endsClause(r rune) bool {
	switch r {
	case '。', '；', ';', '，', ',', '\n':
		return true
	}
	return false
}

// spells reports whether all of s is characters of words of time, numerals and
// marks between expressions: one glance instead of a cut into words.
func (c *calendar) spells(s string) bool {
	for _, r := range s {
		if _, numeral := taizhang.ChineseDigit(r); !numeral && !c.letters[r] && !(r >= '0' && r <= '9') && !strings.ContainsRune("十、,;，；", r) {
			return false
		}
	}
	return true
}

// mayTime is a quick look for what every expression of time in prose has, as
// most clauses have none.
func mayTime(s string) bool {
	return (strings.Contains(s, "年") || strings.Contains(s, "月") || strings.Contains(s, "日") || strings.Contains(s, "季度") || strings.Contains(s, "节")) &&
		(strings.Contains(s, "前") || strings.Contains(s, "底") || strings.Contains(s, "末") || strings.Contains(s, "到") ||
			strings.Contains(s, "至") || strings.Contains(s, "内") || strings.Contains(s, "每") || strings.Contains(s, "成"))
}

// quotes returns how many titles and quotation marks are open after s, where
// depth were open before it.
func quotes(s string, depth int) int {
	for i := 0; i < len(s); i++ {
		if s[i] != 0xe2 && s[i] != 0xe3 { // the first byte of “ ” and of 《 》
			continue
		}
		switch r, _ := utf8.DecodeRuneInString(s[i:]); r {
		case '《', '“':
			depth++
		case '》', '”':
			depth = max(depth-1, 0)
		}
	}
	return depth
}

// milestone is a deadline read from a phrase, with the bytes of the phrase that
// say it.
type milestone struct {
	taizhang.Deadline
	from, to int
}

// deadlines reads a phrase as printed: one milestone for each expression of time
// in it. A value without any is unspecified. year is the plan year; issued the
// date of the notice, or empty.
func (c *calendar) deadlines(phrase string, value bool, year int, issued taizhang.Date) []milestone {
	f := taizhang.Fold(phrase)
	hits := c.hits(f.Text, year, false)
	if len(hits) == 0 {
		if !value || f.Text == "" {
			return nil
		}
		return []milestone{{taizhang.Deadline{Kind: taizhang.Unspecified, Rule: "no-time"}, 0, len(phrase)}}
	}
	out := make([]milestone, 0, len(hits))
	for i, h := range hits {
		m := milestone{Deadline: h.deadline(issued), from: 0, to: len(phrase)}
		stop := len(f.Text)
		if len(hits) > 1 {
			// A milestone is its expression, and is about what follows up to the next.
			m.from, m.to = f.Back(h.start, h.end)
			if i+1 < len(hits) {
				stop = hits[i+1].start
			}
			if value { // 5月底取得阶段性成效并持续推进
				said := strings.TrimRight(f.Text[:stop], "、,;，；。.并且和及")
				_, m.to = f.Back(h.start, max(len(said), h.end))
			}
		}
		m.What = strings.Trim(f.Text[h.end:stop], "、,;，；。.")
		out = append(out, m)
	}
	return out
}

// deadline computes what the hit means.
func (h hit) deadline(issued taizhang.Date) taizhang.Deadline {
	d := taizhang.Deadline{Kind: h.rule.kind, Rule: h.rule.name, Start: h.bound(h.rule.start), End: h.bound(h.rule.end)}
	switch d.Kind {
	case taizhang.By, taizhang.During:
		d.Due, d.DueBasis = d.End, "end"
	case taizhang.Start:
		if d.Rule == "now" { // 即日起: from the day the notice is signed
			d.Start, d.End = issued, issued
		}
		d.Due, d.DueBasis = d.End, "end"
	case taizhang.Relative:
		// Only what is counted from the notice's own issue has a date.
		if t, err := time.Parse(time.DateOnly, string(issued)); err == nil && h.num > 0 && h.rule.has("event") {
			switch h.unit {
			case "months":
				d.Due = dateOf(addMonths(t, h.num))
			case "day", "days":
				d.Due = dateOf(t.AddDate(0, 0, h.num))
			}
			if d.Due != "" {
				d.DueBasis = "issued"
			}
		}
	case taizhang.Recurring:
		d.Repeat = h.repeat()
	}
	return d
}

func (r *timeRule) has(class string) bool {
	return slices.ContainsFunc(r.pattern, func(e element) bool { return e.class == class })
}

func (h hit) bound(b bound) taizhang.Date {
	if b.point == 0 {
		return ""
	}
	p := h.points[b.point-1]
	if b.last {
		return dateOf(p.to)
	}
	return dateOf(p.from)
}

// repeat is how often a recurring deadline comes back, and its day in the year
// where one is printed.
func (h hit) repeat() *taizhang.Repeat {
	r := &taizhang.Repeat{}
	for _, e := range h.rule.pattern {
		if every, ok := strings.CutPrefix(e.class, "every-"); ok {
			r.Every = every
		}
	}
	if n := len(h.points); n > 0 {
		r.Month, r.Day = int(h.points[n-1].to.Month()), h.points[n-1].to.Day()
	}
	return r
}

// dateOf writes a day; none where the year is neither printed nor known.
func dateOf(t time.Time) taizhang.Date {
	if t.Year() < 1000 {
		return ""
	}
	return taizhang.Date(t.Format(time.DateOnly))
}

// addMonths adds whole months; the last day of a short month ends a longer one.
func addMonths(t time.Time, n int) time.Time {
	last := day(t.Year(), int(t.Month())+n+1, 0)
	if t.Day() > last.Day() {
		return last
	}
	return t.AddDate(0, n, 0)
}
