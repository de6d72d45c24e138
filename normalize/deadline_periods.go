package normalize

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// within narrows the year to what stands after it.
func (p *pointReader) within(r *partial) {
	if i := r.next; r.found && p.is(i, "of") {
		r.next++ // 2021年的第一周
		if before := *r; !p.narrow(r) {
			*r = before
			r.next = i
		}
		return
	}
	p.narrow(r)
}

// narrow reports whether what stands next is a part of the year.
func (p *pointReader) narrow(r *partial) bool {
	i, year := r.next, r.year
	switch {
	case r.printed && p.is(i, "this-year") && p.words[i].value == "0": // 2021年全年
		r.next = i + 1
	case p.is(i, "mid-year") && (!p.is(i-1, "num") || p.num(i-1, firstYear, lastYear)): // not 5年中
		m, _ := strconv.Atoi(p.words[i].value) // the month it closes
		r.at, r.closed, r.next = period{day(year, 1, 1), day(year, m+1, 0)}, true, i+1
	case p.is(i, "festival"):
		k := len(p.out) - 1
		joined := k > 0 && p.out[k].is("till") && p.out[k-1].value == "feast"
		if joined && !r.printed { // 春节至元宵节: the next one after it
			year = max(year, p.out[k-1].period.from.Year())
		}
		d, ok := p.calendar.festival(p.words[i].value, year)
		next := i + 1
		if p.is(next, "come") && p.is(next+1, "before") {
			next++ // 春节来临之前
		}
		before := p.is(next, "before") // the feast itself is no working day: the day before it
		if due := d.AddDate(0, 0, -1); ok && !r.printed && !joined && p.last == p.year && (due.Year() < year && p.issued == "" || p.issued != "" && string(dateOf(due)) < string(p.issued)) {
			d, ok = p.calendar.festival(p.words[i].value, year+1) // the next one, as this year's is past
		}
		r.unknown = !ok
		if before {
			d = d.AddDate(0, 0, -1)
		}
		r.at, r.next, r.value = period{d, d}, next, "feast"
	case p.num(i, 1, 12) && p.is(i+1, "month") && !p.is(i-1, "every"): // not 每两月
		r.at, r.next = month(year, p.words[i].num), i+2
		p.inMonth(r)
	case r.printed && p.is(i, "num") && p.words[i].num > 12 && p.is(i+1, "month"):
		r.unknown, r.next = true, i+2 // 2023年13月
	case p.is(i, "quarter-of") && (r.found || p.value || p.is(i+1, "quarter")):
		n, _ := strconv.Atoi(p.words[i].value)
		if r.at, r.next = quarter(year, n), i+1; p.is(r.next, "quarter") {
			r.next++ // Q1季度
		}
	case p.num(i, 1, 12) && p.shares(i, "month", r.printed || p.listed(i)): // 1、6月底前 without a year may be the first of a list
		r.at, r.next = month(year, p.words[i].num), i+1
	case p.issued != "" && (!p.prose && p.is(i, "month") && (i == 0 || !p.is(i-1, "num") && p.text[p.words[i].start-1] >= utf8.RuneSelf) && (p.is(i+1, "edge-before") || p.edge(i+1) && p.is(i+2, "before")) || !p.prose && (p.is(i, "this-quarter") || p.is(i, "this-month") || p.is(i, "that-month")) || p.is(i, "this-month") && p.ends(i+1)):
		off, _ := strconv.Atoi(p.words[i].value)
		t, err := time.Parse(time.DateOnly, string(p.issued))
		if err != nil {
			return false
		}
		if r.past, r.next = off < 0, i+1; p.is(i, "this-quarter") {
			r.at = quarter(t.Year(), (int(t.Month())+2)/3+off)
			break
		}
		if !r.printed {
			year = t.Year()
		}
		r.at = month(year, int(t.Month())+off)
		p.inMonth(r)
	case p.is(i, "half"), p.is(i, "later-half") && (i == 0 || !p.words[i-1].is("event")): // not 印发后半年内
		r.at, r.next = period{day(year, 1, 1), day(year, 6, 30)}, i+1
		if p.words[i].value == "2" {
			r.at = period{day(year, 7, 1), day(year, 12, 31)}
		}
	case p.is(i, "nth") && p.num(i+1, 1, 4) && (p.is(i+2, "quarter") || p.is(i+2, "quarters")):
		r.at, r.next = quarter(year, p.words[i+1].num), i+3
	case p.num(i, 1, 4) && p.is(i+1, "quarter"):
		r.at, r.next = quarter(year, p.words[i].num), i+2
	case p.num(i, 1, 4) && p.shares(i, "quarter", true):
		r.at, r.next = quarter(year, p.words[i].num), i+1
	case p.is(i, "nth") && p.num(i+1, 1, 4) && p.shares(i+1, "quarter", true): // 第一至第二季度
		r.at, r.next = quarter(year, p.words[i+1].num), i+2
	case r.printed && p.num(i, 1, 12) && p.edge(i+1): // 2023年6底前, where 月 was left out
		r.at, r.next = month(year, p.words[i].num), i+1
	case p.is(i, "first") && p.is(i+1, "quarter"):
		r.at, r.next = quarter(year, 1), i+2
	case r.printed && p.is(i, "first") && p.is(i+1, "month"):
		r.at, r.next = month(year, 1), i+2
	case p.is(i, "nth") && r.found && p.num(i+1, 1, 12) && p.is(i+2, "months"):
		r.at, r.next = month(year, p.words[i+1].num), i+3
	case !r.printed && p.is(i, "year") && (p.edge(i+1) || p.is(i+1, "early") || p.is(i+1, "within")) && (i == 0 || !p.is(i-1, "num")):
		r.next = i + 1 // 年底, 年内
	default:
		return p.part(r)
	}
	r.found = true
	return true
}

// ends reports whether words from i on, behind 本月, say by when in a sentence: 底, 25日前, 内.
func (p *pointReader) ends(i int) bool {
	return !p.recurs && (p.edge(i) || p.is(i, "before") || p.is(i, "within") || p.num(i, 1, 31) && p.is(i+1, "day") && p.is(i+2, "before"))
}

// inMonth reads what stands after a month: a day, ten days, a week.
func (p *pointReader) inMonth(r *partial) {
	i, m := r.next, r.at
	last := m.to.Day()
	r.found = true
	switch {
	case p.num(i, 1, 31) && p.is(i+1, "day"): // 9月31日: the last there is
		if r.at, r.next = dayOf(m, min(p.words[i].num, last)), i+2; p.is(r.next, "festival") {
			r.next++ // 3月12日植树节
		}
	case p.is(i, "of") && p.num(i+1, 1, last) && p.is(i+2, "day"): // 9月的25日
		r.at, r.next, r.value = dayOf(m, p.words[i+1].num), i+3, "of-day"
	case p.num(i, 1, last) && (p.joins(i+1) && p.num(i+2, 1, last) && p.is(i+3, "day") ||
		p.words[i].digits > 0 && !p.prose && (i+1 == len(p.words) || p.joins(i+1) || p.is(i+1, "before"))):
		r.at, r.next = dayOf(m, p.words[i].num), i+1 // 6月1-10日; 6月30前, where 日 was left out
	case p.is(i, "ten"):
		r.at, r.next = tenDays(m, p.words[i].value), i+1
	case p.is(i, "month") && (p.edge(i+1) || p.is(i+1, "early")):
		r.next++ // 12月月底
	default:
		if p.is(i, "of") {
			r.next++
		}
		if !p.part(r) {
			r.next = i
		}
	}
}

// part reads the first or last few days, weeks, months or quarters of what was
// read, or its week by number: 前三季度, 最后五天, 第二周. Weeks begin on Mondays.
func (p *pointReader) part(r *partial) bool {
	i := r.next
	if !p.is(i+1, "num") || p.words[i+1].num < 1 || i+2 >= len(p.words) {
		return false
	}
	n, unit := p.words[i+1].num, p.words[i+2].class
	if !r.found && !strings.HasPrefix(unit, "quarter") || len(p.out) > 0 && strings.HasPrefix(p.out[len(p.out)-1].class, "point") {
		return false // 6月底前三季度…: the 前 belongs to what stands before it
	}
	var years, months, days int
	switch unit {
	case "year":
		years = 1
	case "quarter", "quarters":
		months = 3
	case "months", "month":
		months = 1
	case "week":
		days = 7
	case "days", "day":
		days = 1
	default:
		return false
	}
	add := func(t time.Time, n int) time.Time { return t.AddDate(years*n, months*n, days*n) }
	from, end := r.at.from, r.at.to.AddDate(0, 0, 1)
	if unit == "week" {
		from = from.AddDate(0, 0, (8-int(from.Weekday()))%7)
	}
	switch {
	case p.is(i, "before"):
		end = add(from, n)
	case p.is(i, "after"), p.is(i, "last"):
		from = add(end, -n)
	case p.is(i, "nth") && unit == "week":
		from = add(from, n-1)
		end = add(from, 1)
	default:
		return false
	}
	if from.Before(r.at.from) || !from.Before(r.at.to) {
		return false
	}
	r.at, r.found, r.next = period{from, end.AddDate(0, 0, -1)}, true, i+3
	return true
}
