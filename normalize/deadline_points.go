package normalize

import (
	"slices"
	"strconv"
	"strings"
)

// pointReader joins words into points: a year, and in it a half, quarter, month,
// week or day. last is the last year printed: in 2017年6月启动,10月完成 it holds for
// October too.
type pointReader struct {
	text     string // the folded phrase
	calendar *calendar
	context
	words, out []timeToken // the words, and what was made of those before
	last       int
}

// partial is a point as far as it is read.
type partial struct {
	next    int // the word to read next
	at      period
	year    int
	printed bool // with its year
	found   bool
	past    bool   // 去年: in prose no task is done then
	closed  bool   // 年中 has the half year's end
	value   string // term: a plan's years with 期间, plan: without; of-day: a day behind 的
	unknown bool   // no day: February 30th, a feast of a year that is in no table
}

// The years that a plan can speak of.
const firstYear, lastYear = 1949, 2100

func (p *pointReader) is(i int, class string) bool {
	return i >= 0 && i < len(p.words) && p.words[i].class == class
}

// num reports whether word i is a numeral from lo to hi.
func (p *pointReader) num(i, lo, hi int) bool {
	return p.is(i, "num") && p.words[i].num >= lo && p.words[i].num <= hi
}

func (p *pointReader) joins(i int) bool { return p.is(i, "dash") || p.is(i, "to") }

// mostShared is how many numerals at most share a unit: of all that stand in a list, each
// would look through the rest.
const mostShared = 40

// shares reports whether the unit of the numeral at word i stands behind those
// that follow it: 3-6月; in a list too, 三、四季度.
func (p *pointReader) shares(i int, unit string, list bool) bool {
	last := i + 2*mostShared
	for i++; i < last && (p.joins(i) || list && p.is(i, "sep")); i += 2 {
		if p.is(i+1, "nth") {
			i++
		}
		if !p.is(i+1, "num") {
			return false
		}
		if p.is(i+2, unit) {
			return true
		}
	}
	return false
}

// listed reports whether the numeral at word i begins or continues a list of months that is the value
// (4、9月), and no list of sentences.
func (p *pointReader) listed(i int) bool {
	if k := len(p.out); i > 0 {
		return p.value && k > 1 && p.is(i-1, "sep") && p.out[k-2].is("span")
	}
	return p.value && (p.words[i].num > 1 || i+4 == len(p.words)) // 1、2月; not 1、2月招标
}

// point reads one point from word i on; n is how many words it took.
func (p *pointReader) point(i int) (t timeToken, n int) {
	if p.words[i].class == "" {
		return t, 0
	}
	r := partial{next: i, year: p.last}
	if !p.figures(&r) && !p.years(&r) && !p.sameMonth(&r) {
		p.yearOf(&r)
		p.within(&r)
	}
	if !r.found {
		return t, 0
	}
	if r.printed {
		if p.last = r.year; p.prose && r.year > p.year && r.at.narrow() {
			p.near = r.year
		}
	} else if k := len(p.out) - 1; k > 0 && (p.out[k].class == "to" || p.out[k].class == "dash") &&
		p.out[k-1].class == "point" && r.at.to.Before(p.out[k-1].period.from) && p.last == r.year {
		r.at = period{r.at.from.AddDate(1, 0, 0), lastDay(r.at.to.AddDate(1, 0, 0), r.at.to)} // 11月至3月
		p.last++
	}
	t = timeToken{class: "point", start: p.words[i].start}
	if p.is(r.next, "early") {
		r.at = early(r.at)
		r.next++
	} else if p.edge(r.next) {
		r.closed = true
		r.next++
	}
	if p.is(r.next, "about") {
		r.next++
	}
	if r.at.from.Equal(r.at.to) && !r.closed {
		r.next = p.lunar(p.clock(r.next))
	}
	if r.closed {
		t.class = "point-end"
	}
	t.value = r.value
	if p.is(r.next-1, "edge-before") {
		t.value = "ahead-of" // 6月底前
	}
	if r.unknown || i > 0 && p.is(i-1, "lunar") {
		t.class = "unknown"
	} else if r.past && p.prose {
		t.class = "past"
	}
	t.period, t.end = r.at, p.words[r.next-1].end
	return t, r.next - i
}

// figures reads 2020.12, 2020.12.31, 2020-12-31, 20201231, 202406, 2023.1-6 and, with what stands around them, 6.30.
func (p *pointReader) figures(r *partial) bool {
	i, k := r.next, len(p.out)-1
	is := func(at period, n int) bool {
		r.at, r.found, r.next = at, true, i+n
		return true
	}
	in := func(y, m, n int) bool { // with its year
		r.year, r.printed = y, true
		return is(month(y, m), n)
	}
	if !p.is(i, "num") {
		return false
	}
	n := p.words[i]
	y, m, d := n.num/100, n.num%100, 0
	if n.digits == 8 {
		y, m, d = n.num/10000, n.num/100%100, n.num%100
	}
	if n.digits == 8 || p.value && n.digits == 6 {
		if y < firstYear || y > lastYear || m < 1 || m > 12 || n.digits == 8 && (d < 1 || d > month(y, m).to.Day()) {
			return false
		}
		if in(y, m, 1); n.digits == 8 {
			r.at = oneDay(y, m, d)
		}
		return true
	}
	ends := func(n int) bool { return i+n == len(p.words) || p.is(i+n, "before") }
	dots := p.is(i+1, "dot") && p.is(i+5, "dot") && p.joins(i+3) || p.joins(i-1) && p.is(i-3, "dot")
	switch {
	case p.num(i, 1, 12) && p.is(i+1, "dot") && n.digits > 0 && p.num(i+2, 1, month(p.year, n.num).to.Day()) && (p.words[i+2].digits == 2 || p.value && dots) &&
		(p.is(i+3, "before") && !p.is(i-1, "dot") || p.value && (dots || i == 0) && (i+3 == len(p.words) || p.joins(i+3) || dots)): // 6.30前, 4.1-6.30
		return is(oneDay(p.year, n.num, p.words[i+2].num), 3)
	case p.value && p.num(i, firstYear, lastYear) && n.digits == 4 && p.is(i+1, "dash") && p.num(i+2, 1, 12) && p.words[i+2].digits > 0 && (ends(3) || p.is(i+3, "to") || p.edge(i+3)): // 2023-06
		return in(n.num, p.words[i+2].num, 3)
	case p.value && p.joins(i-1) && p.is(i-3, "dot") && p.num(i, p.words[max(0, i-2)].num, 12) && k > 0 && p.out[k-1].is("span") && ends(1): // 2023.1-6
		return in(p.last, n.num, 1)
	}
	if !p.num(i, firstYear, lastYear) || !p.is(i+1, "dot") && !(p.is(i+1, "dash") && p.is(i+3, "dash")) || !p.num(i+2, 1, 12) {
		return false
	}
	if in(n.num, p.words[i+2].num, 3); i+3 < len(p.words) && p.words[i+1].class == p.words[i+3].class && p.num(i+4, 1, r.at.to.Day()) {
		is(oneDay(r.year, p.words[i+2].num, p.words[i+4].num), 5)
	}
	return true
}

// years reads 十四五 (its years), 今明两年 (counted from the plan's) and 2022—2023学年 (September to August).
func (p *pointReader) years(r *partial) bool {
	i := r.next
	if p.num(i, firstYear, lastYear-1) && p.joins(i+1) && p.num(i+2, p.words[i].num+1, p.words[i].num+1) && p.is(i+3, "school-year") {
		y := p.words[i].num
		r.at, r.year, r.printed, r.found, r.next = period{day(y, 9, 1), day(y+1, 8, 31)}, y, true, true, i+4
		if r.value = "school"; p.is(i+4, "school-term") { // 2024—2025学年第一学期
			r.next++
			if r.at.to = day(y+1, 1, 31); p.words[i+4].value == "2" {
				r.at = period{day(y+1, 2, 1), day(y+1, 7, 31)}
			}
		}
		return true
	}
	if !p.is(i, "period") && !p.is(i, "years") {
		return false
	}
	first, end, _ := strings.Cut(p.words[i].value, "-")
	a, _ := strconv.Atoi(first)
	b, _ := strconv.Atoi(end)
	if p.is(i, "years") {
		a, b = p.year+a, p.year+b
	}
	r.at, r.found, r.next = period{day(a, 1, 1), day(b, 12, 31)}, true, i+1
	if p.is(i, "period") {
		r.value = "plan"
	}
	if p.is(r.next, "during") {
		if r.value = ""; p.words[r.next].value == "term" {
			r.value = "term"
		}
		r.next++
	}
	p.part(r) // 前三年
	return true
}

// sameMonth reads the day that ends 9月10日至20日.
func (p *pointReader) sameMonth(r *partial) bool {
	k := len(p.out) - 1
	if k < 1 || !p.is(r.next+1, "day") || p.is(r.next+2, "within") {
		return false
	}
	switch p.out[k].class {
	case "to", "dash", "sep", "and": // 9月10日、12日
	default:
		return false
	}
	from := p.out[k-1]
	if !from.is("date") || !p.num(r.next, 1, month(from.period.from.Year(), int(from.period.from.Month())).to.Day()) {
		return false
	}
	r.year = from.period.from.Year()
	r.at, r.found, r.next = oneDay(r.year, int(from.period.from.Month()), p.words[r.next].num), true, r.next+2
	return true
}

// yearOf reads the year, if one is printed.
func (p *pointReader) yearOf(r *partial) {
	i := r.next
	switch {
	case p.num(i, firstYear, lastYear) && p.is(i+1, "year"):
		r.year, r.printed, r.next = p.words[i].num, true, i+2
	case p.num(i, firstYear, lastYear) && (p.is(i+1, "quarter-of") || p.shares(i, "year", true) || p.bareYear(i)):
		r.year, r.printed, r.next = p.words[i].num, true, i+1 // 2023Q3; the unit of 2018—2020年 stands at the end
	case p.shortYear(i):
		r.year = 2000 + p.words[i].num
		if p.year > 0 { // the nearest
			r.year = p.year + (p.words[i].num-p.year%100+149)%100 - 49
		}
		r.printed, r.next = true, i+2
	case p.is(i, "this-year"), p.is(i, "that-year") && !p.prose:
		off, _ := strconv.Atoi(p.words[i].value)
		r.year, r.printed, r.past, r.next = p.year+off, true, off < 0, i+1
	case p.is(i, "next-year") && (p.joins(i-1) || !p.yearly && !slices.ContainsFunc(p.out, func(t timeToken) bool { return t.is("every-year") })):
		r.year, r.printed, r.next = p.last+1, true, i+1
	}
	r.at, r.found = period{day(r.year, 1, 1), day(r.year, 12, 31)}, r.printed
	if r.printed && p.is(r.next, "year") && (p.edge(r.next+1) || p.is(r.next+1, "early") || p.is(r.next+1, "within")) {
		r.next++ // 今年年底
	}
}

// bareYear reports whether the year at word i, without 年, is one: alone, or at
// either end of a range, in a phrase known to be a time.
func (p *pointReader) bareYear(i int) bool {
	if !p.value || p.words[i].digits != 4 {
		return false
	}
	before := i == 0 || p.joins(i-1) || p.is(i-1, "as-of")
	after := i+1 == len(p.words) || p.joins(i+1) || p.is(i+1, "before") || p.edge(i+1)
	return before && after
}

// about reports whether word i is two numerals that follow each other: 三四年 and 三五年 are lengths, 九七年 is a year.
func (p *pointReader) about(i int) bool {
	n := p.words[i].num
	return !figure(p.text[p.words[i].start]) && (n%10 == n/10+1 || n == 35)
}

// shortYear reports whether word i and 年 are a year printed in two digits: 17年6月,
// 07年. 15年 may as well be a length, unless it stands alone.
func (p *pointReader) shortYear(i int) bool {
	if !p.is(i, "num") || p.words[i].digits != 2 || !p.is(i+1, "year") || p.about(i) && !p.is(i+3, "month") {
		return false
	}
	if p.num(i+2, 1, 12) && p.is(i+3, "month") {
		return true
	}
	if p.prose {
		return false
	}
	return p.words[i].num < 10 || i == 0 && i+2 == len(p.words) || p.edge(i+2) || p.is(i+2, "early") || p.is(i+2, "half") || p.is(i+2, "nth") ||
		p.num(i+2, 1, 4) && p.is(i+3, "quarter") || p.is(i+2, "before") && p.is(i+3, "num") || i > 0 && p.joins(i-1)
}

// edge reports whether word i closes a point.
func (p *pointReader) edge(i int) bool { return p.is(i, "edge") || p.is(i, "edge-before") }
