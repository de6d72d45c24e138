package normalize

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// anywhere stands for the plan year and the date of issue where only the place of
// an expression is asked for; all festivals of festivals.tsv have a date in it.
var anywhere = context{year: 2016, issued: "2016-06-30"}

// Whole reports whether s, as a whole, is an expression of time.
func (c *calendar) Whole(s string) bool {
	s = strings.TrimRight(taizhang.FoldString(s), "。.")
	if !c.mayBegin(s) || !c.spells(c.script.Twin(s)) {
		return false
	}
	at := 0
	for _, h := range c.hits(s, anywhere) {
		if strings.Trim(s[at:h.start], "、,;，；") != "" {
			return false
		}
		at = h.end
	}
	return at == len(s)
}

// spells reports whether all of s is characters of words of time, numerals and
// marks between expressions: one glance instead of a cut into words.
func (c *calendar) spells(s string) bool {
	for _, r := range s {
		if _, numeral := hanzi.Digit(r); !numeral && !c.letters[r] && !(r >= '0' && r <= '9') && !strings.ContainsRune("十、,;，；-—/.", r) {
			return false
		}
	}
	return true
}

// Leading reports whether s begins with an expression of time that can stand
// alone as a value, but for words like 力争.
func (c *calendar) Leading(s string) bool {
	s = taizhang.FoldString(s)
	if !c.mayBegin(s) {
		return false
	}
	hits := c.hits(s, anywhere)
	if len(hits) == 0 {
		return false
	}
	return hits[0].start == 0 || !slices.ContainsFunc(c.lexicon.cut(s[:hits[0].start]), func(w token) bool { return c.words[w.text].class != "aim" })
}

// mayBegin is a quick look at the first character and the length of what is to be
// an expression of time.
func (c *calendar) mayBegin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	_, numeral := hanzi.Digit(r)
	return (c.begins[r] || numeral || r >= '0' && r <= '9' || r == '十') && (len(s) <= 60 || utf8.RuneCountInString(s) <= 60)
}

// Dates reports whether prose says when a task is to be done.
func (c *calendar) Dates(s string) bool { return len(c.prose(s, anywhere.year, "")) > 0 }

// prose reads where a paragraph says when a task is to be done: not in the titles of
// documents nor in names between quotation marks. year and issued as of deadlines.
func (c *calendar) prose(s string, year int, issued taizhang.Date) []milestone {
	var out []milestone
	at := context{year: year, issued: issued, prose: true}
	s = c.asking(s)
	depth := 0 // titles and quotation marks open where the clause starts
	closed, asked := lastClosing(s), false
	var annual *timeRule // by which the sentence names a day or month of every year
	for start := 0; start < len(s); {
		end := c.clauseEnd(s, start)
		if clause := s[start:end]; c.mayTime(clause) {
			if !asked {
				at.recurs, asked = issued == "" || c.recurs(s), true
			}
			f := hanzi.Fold(withoutClock(clause))
			hits := c.hits(f.Text, at)
			at.yearly = at.yearly || slices.ContainsFunc(hits, func(h hit) bool { return h.rule.kind == taizhang.Recurring })
			inside, from, closedIn := depth, 0, lastClosing(f.Text)
			for _, h := range hits {
				inside, from = quotes(f.Text[from:h.start], inside), h.start
				if inside > 0 && (closed >= end || closedIn >= h.end) {
					continue
				}
				if k := len(h.points) - 1; k >= 0 && h.points[k].narrow() && h.points[k].to.Year() > year {
					at.near = h.points[k].to.Year() // 2026年3月底前完成方案，6月底前建成
				}
				switch h.rule.kind {
				case taizhang.Recurring:
					if h.rule.pattern[0].class == "every-year" && len(h.points) > 0 && !c.names(f.Text[:h.start], "found") { // not 建立每年3月一次的机制
						annual = h.rule
					}
				case taizhang.By, taizhang.During: // 每年4月底前报送，5月底前完成清算
					if annual != nil && len(h.points) > 0 && !strings.Contains(f.Text[h.start:h.end], "年") {
						h.rule = annual
					}
				}
				a, b := f.Back(h.start, h.end)
				out = append(out, h.milestone(issued, start+a, start+b))
			}
		}
		depth = quotes(s[start:end], depth)
		r, _ := utf8.DecodeLastRuneInString(s[start:end])
		if r != '，' && r != ',' {
			at.near = 0
		}
		if depth > 0 && (strings.ContainsRune("。；;\n", r) || closed < end) {
			depth = 0 // a mark that is never closed opens nothing
		}
		if strings.HasSuffix(s[start:end], "。") {
			at.yearly, annual = false, nil
		}
		start = end
	}
	return out
}

// recurs reports whether a text says that something is done again and again, so that 本月 in it is no month of the calendar.
func (c *calendar) recurs(s string) bool {
	return strings.Contains(s, "月") && (slices.ContainsFunc(c.again, func(w string) bool { return strings.Contains(s, w) }) ||
		slices.ContainsFunc(c.monthly, func(w string) bool { return c.unnumbered(s, w) }))
}

// unnumbered reports whether a word that begins with 月 stands in s where that is no part of a certain month: 月底前, not 6月底前.
func (c *calendar) unnumbered(s, word string) bool {
	for at := 0; ; at += len(word) {
		i := strings.Index(s[at:], word)
		if i < 0 {
			return false
		}
		at += i
		before, _ := utf8.DecodeLastRuneInString(s[:at])
		_, numeral := hanzi.Digit(before)
		of := c.words[string(before)+"月"].class // 本月底, 两个月末
		if !numeral && !figure(byte(min(before, utf8.RuneSelf))) && before != '十' && before != ' ' && of != "this-month" && of != "months" {
			return true
		}
	}
}

// mostQuoted is how many bytes what a quotation asks for has at most, and mostAsked what stands between it and the word
// that says so.
const mostQuoted, mostAsked = 240, 24

// asking puts blanks for the marks around a quotation of what is asked for, byte for byte: 落实“6月底前完成”的进度要求 says
// when, “2019年底前清零”经验 what something is called.
func (c *calendar) asking(s string) string {
	var out []byte
	for at := 0; ; {
		open := strings.Index(s[at:], "“")
		if open < 0 {
			break
		}
		open += at
		at = open + len("“")
		inside, after, ok := strings.Cut(s[at:min(len(s), at+mostQuoted)], "”")
		after = after[:min(len(after), mostAsked)]
		if k := strings.IndexFunc(after, endsClause); k >= 0 {
			after = after[:k]
		}
		if !ok || !strings.ContainsAny(inside, "前底") || !slices.ContainsFunc(c.asked, func(w string) bool { return strings.Contains(after, w) }) {
			continue
		}
		if out == nil {
			out = []byte(s)
		}
		copy(out[open:], "　")
		copy(out[at+len(inside):], "，")
	}
	if out == nil {
		return s
	}
	return string(out)
}

// lastClosing returns where the last mark stands that ends a title or what is quoted, 》 or ”; -1 where none does.
func lastClosing(s string) int {
	for i := len(s) - len("》"); i >= 0; i-- {
		if b := s[i]; (b == "》"[0] || b == "”"[0]) && (strings.HasPrefix(s[i:], "》") || strings.HasPrefix(s[i:], "”")) {
			return i
		}
	}
	return -1
}

// mostTimes is how many bytes of times may open a clause, commas included.
const mostTimes = 90

// clauseEnd returns where the clause that begins at start ends, its mark included. What is
// nothing but times goes with what follows: 2020年， 截至6月底， 自5月18日起至5月30日，
func (c *calendar) clauseEnd(s string, start int) int {
	for at := start; ; {
		i := strings.IndexFunc(s[at:], endsClause)
		if i < 0 {
			return len(s)
		}
		r, n := utf8.DecodeRuneInString(s[at+i:])
		before := strings.TrimLeftFunc(s[start:at+i], taizhang.Blank)
		times := false
		if (r == '，' || r == ',') && len(before) <= mostTimes {
			before = taizhang.FoldString(before)
			times = c.mayBegin(before) && c.spells(c.script.Twin(before))
		}
		if !times && !slices.ContainsFunc(c.going, func(w string) bool { return strings.HasSuffix(before, w) }) {
			return at + i + n
		}
		at += i + n
	}
}

// mayTime is a quick look for one of the words that every expression of time in
// prose has, as most clauses have none.
func (c *calendar) mayTime(s string) bool {
	for i, r := range s {
		if c.marking.Has(r) && slices.ContainsFunc(c.marks[r], func(m string) bool { return strings.HasPrefix(s[i:], m) }) {
			return true
		}
		if (r == '.' || r == '/' || r == '-') && i >= 4 && i+1 < len(s) && figure(s[i+1]) && figure(s[i-1]) && figure(s[i-4]) {
			return true // 2022.6.30前
		}
		if (r == '.' || r == '/') && i > 0 && figure(s[i-1]) && len(s) > i+3 && strings.HasPrefix(s[i+3:], "前") {
			return true // 6.30前
		}
	}
	return false
}

func figure(b byte) bool { return b >= '0' && b <= '9' }

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

func endsClause(r rune) bool {
	switch r {
	case '。', '；', ';', '，', ',', '\n':
		return true
	}
	return false
}
