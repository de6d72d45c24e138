package normalize

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// timeToken is a word of a phrase, or several that are one point in time, with
// the bytes of the folded phrase it takes.
type timeToken struct {
	class      string // of timewords.tsv, or point, point-end, num; past and unknown are points that set no date
	value      string
	num        int
	digits     int // of num, where it is printed digit by digit
	period     period
	start, end int
}

// context is what a phrase does not say itself.
type context struct {
	year   int           // of the plan: the year of a point that prints none
	near   int           // its year all the same, where the sentence has a later one before it; or 0
	issued taizhang.Date // the date of the notice, from which 本月 is counted; may be empty
	prose  bool          // a clause of a sentence
	recurs bool          // the text says what is done again and again: 本月 is anybody's month
	yearly bool          // the sentence says what is done every year: 次年 behind it is anybody's year
	value  bool          // a phrase known to be a time: 2018 alone is a year
}

// timeTokens cuts a folded phrase into words by jieba and joins those that are
// one point in time.
func (c *calendar) timeTokens(s string, at context) []timeToken {
	ws := c.lexicon.cut(s)
	words := make([]timeToken, 0, len(ws))
	for i := 0; i < len(ws); i++ {
		w := ws[i]
		t := c.words[w.text]
		if t.class != "festival" && t.class != "period" || c.unitAt(ws, i+1) { // 五一 is a feast, in 五一年 a number
			if n, end := number(s, ws, i); end > i {
				if n.digits > 0 && figure(s[n.start]) && c.measures.counts(s[n.end:]) {
					n.value = "count"
				}
				if s[n.start:n.end] == "一" && len(words) > 0 && end < len(ws) && figure(ws[end].text[0]) && (dated(words[len(words)-1]) || words[len(words)-1].digits == 4) {
					n = timeToken{class: "dash", start: n.start, end: n.end} // 5月30日一6月4日, as scans and typists have it
				}
				words = append(words, n)
				i = end - 1
				continue
			}
		}
		if t.class == "dash" && len(words) > 0 && words[len(words)-1].class == "dash" {
			words[len(words)-1].end = w.end // 2018——2020年
			continue
		}
		words = append(words, timeToken{class: t.class, value: t.value, start: w.start, end: w.end})
	}
	p := pointReader{text: s, calendar: c, context: at, words: words, out: make([]timeToken, 0, len(words)), last: cmp.Or(at.near, at.year)}
	for i := 0; i < len(words); {
		if t, n := p.point(i); n > 0 {
			p.out = append(p.out, t)
			i += n
			continue
		}
		if strings.HasPrefix(words[i].class, "every-") { // 每日上午10时
			k := p.clock(i + 1)
			words[i].end, words[k-1] = words[k-1].end, words[i]
			words[k-1].end, i = words[i].end, k-1
		}
		if p.out = append(p.out, words[i]); at.prose && !words[i].links() {
			p.last = cmp.Or(p.near, at.year) // 比2020年增长5%、6月底前完成: the year was of something else
		}
		i++
	}
	shareDay(p.out)
	return p.out
}

// links reports whether a word may stand between two points that share a year.
func (t timeToken) links() bool {
	switch t.class {
	case "dash", "to", "from", "sep", "and", "comma", "every-year", "before", "as-of":
		return true
	}
	return false
}

// shareDay gives the months of a list the day that stands behind the last: 3月、6月、9月的25日.
func shareDay(tokens []timeToken) {
	for i, t := range tokens {
		if t.value != "of-day" {
			continue
		}
		for k := i - 2; k >= 0 && (tokens[k+1].is("sep") || tokens[k+1].is("and")) && tokens[k].is("span") && tokens[k].period.from.Month() == tokens[k].period.to.Month(); k -= 2 {
			tokens[k].period = dayOf(tokens[k].period, min(t.period.to.Day(), tokens[k].period.to.Day()))
		}
	}
}

// dated reports whether a word ends a date: 日, 月, 年.
func dated(t timeToken) bool { return t.is("year") || t.is("month") || t.is("day") }

// unitAt reports whether word i is one that numbers are counted in.
func (c *calendar) unitAt(ws []token, i int) bool {
	if i >= len(ws) {
		return false
	}
	switch c.words[ws[i].text].class {
	case "year", "month", "months", "day", "days", "quarter", "weeks":
		return true
	}
	return chineseNumeral(ws[i].text)
}

// number reads the digits or Chinese numerals from word i on; end is i when
// there are none. Six or eight figures may be a month or a day, and other long numbers are none.
func number(s string, ws []token, i int) (n timeToken, end int) {
	for end = i; end < len(ws); end++ {
		c := ws[end].text
		if !(len(c) == 1 && c[0] >= '0' && c[0] <= '9') && !chineseNumeral(c) || (c[0] < utf8.RuneSelf) != (ws[i].text[0] < utf8.RuneSelf) {
			break
		}
	}
	if end == i {
		return n, i
	}
	n = timeToken{class: "num", start: ws[i].start, end: ws[end-1].end}
	s = s[n.start:n.end]
	if !strings.ContainsAny(s, "十廿卅") {
		n.digits = utf8.RuneCountInString(s)
	}
	if n.digits == 2 && strings.Contains(s, "两") {
		s, n.digits = s[len("两"):], 1 // 两三个月, 一两年: as long as the longer
	}
	var ok bool
	if n.num, ok = hanzi.Numeral(s); !ok {
		n.class = ""
		if len(s) == 8 || len(s) == 6 {
			if n.num, _ = strconv.Atoi(s); n.num > 0 {
				n.class = "num"
			}
		}
	}
	return n, end
}

func chineseNumeral(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		_, ok := hanzi.Digit(r)
		return !ok && r != '十' && r != '廿' && r != '卅'
	})
}
