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
	for _, w := range c.lexicon.cut(s[:hits[0].start]) {
		if c.words[w.text].class != "aim" {
			return false
		}
	}
	return true
}

// mayBegin is a quick look at the first character and the length of what is to be
// an expression of time.
func (c *calendar) mayBegin(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	_, numeral := hanzi.Digit(r)
	return (c.begins[r] || numeral || r >= '0' && r <= '9' || r == '十') && utf8.RuneCountInString(s) <= 60
}

// Find returns where prose says when a task is to be done: not in the titles of
// documents nor in names between quotation marks.
func (c *calendar) Find(s string) []taizhang.FoundTime {
	var out []taizhang.FoundTime
	at := anywhere
	at.prose, at.issued = true, "" // 本月 in a sentence is anybody's month
	depth := 0                     // titles and quotation marks open where the clause starts
	closed := strings.LastIndexAny(s, closing)
	for start := 0; start < len(s); {
		end := clauseEnd(s, start)
		if clause := s[start:end]; c.mayTime(clause) {
			f := hanzi.Fold(clause)
			hits := c.hits(f.Text, at)
			inside, from, closedIn := depth, 0, strings.LastIndexAny(f.Text, closing)
			for i, h := range hits {
				if i+1 < len(hits) && h.rule.kind == taizhang.Start && hits[i+1].rule.kind == taizhang.Recurring {
					continue // 2020年起，于每年2月底前: what comes back has no start of its own
				}
				if i > 0 && hits[i-1].rule.kind == taizhang.During && h.rule.kind == taizhang.Recurring {
					continue // 2020—2022年，每年新建10个: the period says when
				}
				inside, from = quotes(f.Text[from:h.start], inside), h.start
				if inside > 0 && (closed >= end || closedIn >= h.end) {
					continue
				}
				a, b := f.Back(h.start, h.end)
				out = append(out, taizhang.FoundTime{Span: taizhang.Span{Start: start + a, End: start + b}, Until: h.rule.until()})
			}
		}
		depth = quotes(s[start:end], depth)
		if r, _ := utf8.DecodeLastRuneInString(s[start:end]); depth > 0 && (strings.ContainsRune("。；;\n", r) || closed < end) {
			depth = 0 // a mark that is never closed opens nothing
		}
		start = end
	}
	return out
}

// closing are the marks that end what is quoted, and titles.
const closing = "》”"

// clauseEnd returns where the clause that begins at start ends, its mark included.
// 2020年起， 2020年， and “十四五”期间， go with what follows them.
func clauseEnd(s string, start int) int {
	for at := start; ; {
		i := strings.IndexFunc(s[at:], endsClause)
		if i < 0 {
			return len(s)
		}
		r, n := utf8.DecodeRuneInString(s[at+i:])
		before := s[start : at+i]
		bare := (r == '，' || r == ',') && (strings.HasSuffix(before, "年") || strings.HasSuffix(before, "期间")) && utf8.RuneCountInString(before) <= 14
		if !strings.HasSuffix(before, "起") && !bare {
			return at + i + n
		}
		at += i + n
	}
}

// mayTime is a quick look for one of the words that every expression of time in
// prose has, as most clauses have none.
func (c *calendar) mayTime(s string) bool {
	for i, r := range s {
		if c.marking.Has(r) && slices.ContainsFunc(c.marks, func(m string) bool { return strings.HasPrefix(s[i:], m) }) {
			return true
		}
	}
	return false
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

func endsClause(r rune) bool {
	switch r {
	case '。', '；', ';', '，', ',', '\n':
		return true
	}
	return false
}

// until reports whether a rule makes a bare period the end of what is to be done, by
// a verb later in its clause.
func (r *timeRule) until() bool {
	return r.kind == taizhang.By && len(r.pattern) == 2 && r.pattern[1].ahead
}
