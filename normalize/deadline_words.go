package normalize

import (
	"strconv"
	"time"

	"github.com/taizhang/taizhang"
)

// period is a stretch of days, both included. Before the year of a phrase is
// known it is open: the year is filled in by the caller's plan year.
type period struct{ from, to time.Time }

// timeToken is a word of a phrase, or several that are one point in time, with
// the bytes of the folded phrase it takes.
type timeToken struct {
	class      string // of timewords.tsv, or point, point-end, num
	num        int
	period     period
	start, end int
}

// timeTokens cuts a folded phrase into words by jieba and joins those that are
// one point in time. year is the plan year, and the year of a point that prints none.
func (c *calendar) timeTokens(s string, year int) []timeToken {
	ws := c.lexicon.cut(s)
	words := make([]timeToken, 0, len(ws))
	values := make([]string, 0, len(ws))
	for i := 0; i < len(ws); i++ {
		w := ws[i]
		if n, end := number(ws, i); end > i {
			words = append(words, timeToken{class: "num", num: n, start: w.start, end: ws[end-1].end})
			values = append(values, "")
			i = end - 1
			continue
		}
		t := c.words[w.text]
		words = append(words, timeToken{class: t.class, start: w.start, end: w.end})
		values = append(values, t.value)
	}
	out := words[:0:0]
	p := pointReader{calendar: c, words: words, values: values, plan: year, year: year}
	for i := 0; i < len(words); {
		if t, n := p.point(i); n > 0 {
			out = append(out, t)
			i += n
			continue
		}
		out = append(out, words[i])
		i++
	}
	return out
}

// number reads the digits or Chinese numerals from word i on; end is i when
// there are none.
func number(ws []token, i int) (n, end int) {
	s := ""
	end = i
	for end < len(ws) && end-i < 5 {
		c := ws[end].text
		if !(len(c) == 1 && c[0] >= '0' && c[0] <= '9') && !chineseNumeral(c) {
			break
		}
		if end > i && (c[0] < 0x80) != (s[0] < 0x80) {
			break
		}
		s += c
		end++
	}
	if s == "" {
		return 0, i
	}
	n, ok := taizhang.Numeral(s)
	if !ok {
		return 0, i
	}
	return n, end
}

func chineseNumeral(s string) bool {
	for _, r := range s {
		if _, ok := taizhang.ChineseDigit(r); !ok && r != '十' {
			return false
		}
	}
	return true
}

// pointReader joins words into points. year is the last one printed: in
// 2017年6月启动,10月完成 it holds for October too.
type pointReader struct {
	calendar   *calendar
	words      []timeToken
	values     []string
	plan, year int
}

func (p *pointReader) is(i int, class string) bool {
	return i < len(p.words) && p.words[i].class == class
}

func (p *pointReader) classAt(i int) string {
	if i < len(p.words) {
		return p.words[i].class
	}
	return ""
}

// point reads one point from word i on: a year, and in it a half, quarter,
// month, ten days or day, closed by 底 or 末 or not. n is how many words it took.
func (p *pointReader) point(i int) (t timeToken, n int) {
	begin := i
	year, printed := p.year, false
	switch {
	case p.is(i, "num") && p.is(i+1, "year") && p.words[i].num >= 1949 && p.words[i].num <= 2100:
		year, printed = p.words[i].num, true
		i += 2
	case p.is(i, "num") && p.words[i].num >= 1949 && p.words[i].num <= 2100 && (p.is(i+1, "dot") || p.is(i+1, "dash") && p.is(i+3, "dash")) &&
		p.is(i+2, "num") && p.words[i+2].num >= 1 && p.words[i+2].num <= 12: // 2020.12, 2020.12.31, 2020-12-31
		p.year = p.words[i].num
		at, n := month(p.year, p.words[i+2].num), 3
		if d := i + 4; p.words[i+1].class == p.classAt(i+3) && p.is(d, "num") && p.words[d].num >= 1 && p.words[d].num <= at.to.Day() {
			at, n = period{day(p.year, p.words[i+2].num, p.words[d].num), day(p.year, p.words[i+2].num, p.words[d].num)}, 5
		}
		return p.close(begin, i+n, at), n + p.edge(i+n)
	case p.is(i, "this-year"):
		off, _ := strconv.Atoi(p.values[i])
		year, printed = p.plan+off, true
		i++
	case p.is(i, "next-year"):
		year, printed = p.year+1, true
		i++
	case p.is(i, "period"):
		a, _ := strconv.Atoi(p.values[i][:4])
		b, _ := strconv.Atoi(p.values[i][5:])
		i++
		if p.is(i, "during") {
			i++
		}
		return p.close(begin, i, period{day(a, 1, 1), day(b, 12, 31)}), i - begin + p.edge(i)
	}
	at := period{day(year, 1, 1), day(year, 12, 31)}
	found := printed
	if p.is(i, "mid-year") {
		p.year = year
		t := p.close(begin, i+1, period{day(year, 1, 1), day(year, 6, 30)})
		t.class = "point-end"
		return t, i + 1 - begin
	}
	if printed && p.is(i, "year") && p.edge(i+1) > 0 {
		i++ // 今年年底
	}
	if p.is(i, "num") && p.is(i+1, "dash") && p.is(i+2, "num") { // the unit of 2018—2020年, 3-6月 stands at the end
		switch v := p.words[i].num; {
		case !printed && p.is(i+3, "year") && v >= 1949 && v <= 2100:
			return p.close(begin, i+1, period{day(v, 1, 1), day(v, 12, 31)}), i + 1 - begin
		case p.is(i+3, "month") && v >= 1 && v <= 12:
			p.year = year
			return p.close(begin, i+1, month(year, v)), i + 1 - begin
		}
	}
	switch {
	case p.is(i, "festival"):
		d, ok := p.calendar.festival(p.values[i], year)
		if !ok {
			return t, 0
		}
		if p.is(i+1, "before") { // the feast itself is no working day: the day before it
			d = d.AddDate(0, 0, -1)
		}
		at, found = period{d, d}, true
		i++
	case p.is(i, "num") && p.is(i+1, "month") && p.words[i].num >= 1 && p.words[i].num <= 12:
		m := p.words[i].num
		at, found = month(year, m), true
		i += 2
		switch {
		case p.is(i, "num") && p.is(i+1, "day") && p.words[i].num >= 1 && p.words[i].num <= at.to.Day():
			at = period{day(year, m, p.words[i].num), day(year, m, p.words[i].num)}
			i += 2
		case p.is(i, "ten"):
			at = tenDays(at, p.values[i])
			i++
		}
	case p.is(i, "half"):
		at, found = period{day(year, 1, 1), day(year, 6, 30)}, true
		if p.values[i] == "2" {
			at = period{day(year, 7, 1), day(year, 12, 31)}
		}
		i++
	case p.is(i, "nth") && p.is(i+1, "num") && p.is(i+2, "quarter"), p.is(i, "num") && p.is(i+1, "quarter"):
		if p.is(i, "nth") {
			i++
		}
		q := p.words[i].num
		if q < 1 || q > 4 {
			return t, 0
		}
		at, found = period{day(year, 3*q-2, 1), day(year, 3*q+1, 0)}, true
		i += 2
	case !printed && p.is(i, "year") && (p.edge(i+1) > 0 || p.is(i+1, "within")) && (i == 0 || !p.is(i-1, "num")):
		found = true // 年底, 年内
		i++
	}
	if !found {
		return t, 0
	}
	if printed {
		p.year = year
	}
	return p.close(begin, i, at), i - begin + p.edge(i)
}

// close makes the point of words [from, to) and the 底 after it.
func (p *pointReader) close(from, to int, at period) timeToken {
	t := timeToken{class: "point", period: at, start: p.words[from].start, end: p.words[to-1].end}
	if n := p.edge(to); n > 0 {
		t.class, t.end = "point-end", p.words[to+n-1].end
	}
	return t
}

// edge is 1 when word i closes a point, else 0.
func (p *pointReader) edge(i int) int {
	if p.is(i, "edge") || p.is(i, "edge-before") {
		return 1
	}
	return 0
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func month(y, m int) period { return period{day(y, m, 1), day(y, m+1, 0)} }

// tenDays is the first, second or third ten days of a month.
func tenDays(m period, which string) period {
	switch which {
	case "1":
		return period{m.from, m.from.AddDate(0, 0, 9)}
	case "2":
		return period{m.from.AddDate(0, 0, 10), m.from.AddDate(0, 0, 19)}
	}
	return period{m.from.AddDate(0, 0, 20), m.to}
}
