package normalize

import (
	"cmp"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// timeWord is a row of timewords.tsv.
type timeWord struct {
	class string
	value string
}

// timeRule is a row of deadlines.tsv: a pattern over the classes of words, and
// what a phrase that fits it means.
type timeRule struct {
	name       string
	pattern    []element
	kind       taizhang.DeadlineKind
	start, end bound
	prose      where
	unless     []string // classes of which no word stands in the rest of the clause; year of the range's length
}

// where in a sentence a rule holds: the prose column of deadlines.tsv.
type where int

const (
	nowhere where = iota // a cell or bracket of its own only
	within               // anywhere
	opening              // where it opens a clause
	behind               // there, or behind 于, 在 and the like
)

// element is a word of a pattern; a point stands for a date, month, year….
type element struct {
	class    string
	optional bool
	ahead    bool // somewhere later in the clause, and no part of the phrase
	not      bool // not the next word
	next     bool // the next word, and no part of the phrase
}

// bound is which day of which point a deadline takes: 1s, 2e, 1n; the zero bound
// is none.
type bound struct {
	point int  // from 1
	edge  byte // s its first day, e its last, n the next; y and m the last of num years or months from its first
}

// calendar reads expressions of time by the rules of deadlines.tsv.
type calendar struct {
	lexicon  *lexicon
	script   *hanzi.Script
	measures *measures
	words    map[string]timeWord
	rules    []timeRule
	begins   map[rune]bool                // first characters of words
	letters  map[rune]bool                // all characters of words
	feasts   map[string]map[int]time.Time // by word, then year; year 0 is every year
	first    map[string][]int             // rules by the class their pattern begins with
	again    []string                     // what says that a text tells of every month: 每月, 当月
	going    []string                     // behind which a clause goes on over its comma: 5月1日起，
	monthly  []string                     // what says so where no numeral stands before it: 月调度
	// What a school year is called, and its second term.
	schoolYears, secondTerms []string
	asked                    []string          // what a quotation asks for that holds times: 要求
	marking                  hanzi.Set         // what these begin with
	marks                    map[rune][]string // words, one of which stands in all expressions of time in prose, by their first character
}

// headClasses are the classes of words that a pattern may begin with where its first element is of none of them.
var headClasses = map[string][]string{
	"date": {"point"}, "coming": {"point"}, "span": {"point"}, "stretch": {"point"}, "term": {"point"}, "when": {"point", "point-end"},
	"event": {"event", "issue", "occasion", "congress", "season", "school-term"}, "occasion": {"occasion", "congress"}, "season": {"season", "school-term"},
}

func readCalendar(fsys fs.FS) (*calendar, error) {
	c := &calendar{words: make(map[string]timeWord), begins: make(map[rune]bool), letters: make(map[rune]bool), first: make(map[string][]int), marks: make(map[rune][]string)}
	rows, err := tsv.Read(fsys, "timewords.tsv", "word", "class", "value")
	if err != nil {
		return nil, err
	}
	classes := map[string]bool{"point": true, "point-end": true, "when": true, "date": true, "coming": true, "span": true, "stretch": true, "term": true, "num": true,
		"count": true, "task": true, "till": true, "words": true, "whole": true}
	for _, r := range rows {
		word := taizhang.FoldString(r.Cells[0])
		if err := checkTimeWord(r); err != nil {
			return nil, err
		}
		if r.Cells[1] == "monthly" {
			c.monthly = append(c.monthly, word)
			continue
		}
		c.words[word] = timeWord{r.Cells[1], r.Cells[2]}
		switch {
		case r.Cells[1] == "from", r.Cells[1] == "within":
			c.going = append(c.going, word)
		case r.Cells[1] == "school-year":
			c.schoolYears = append(c.schoolYears, word)
		case r.Cells[1] == "school-term" && r.Cells[2] == "2":
			c.secondTerms = append(c.secondTerms, word)
		}
		first, _ := utf8.DecodeRuneInString(word)
		c.begins[first] = true
		classes[r.Cells[1]], classes[r.Cells[2]] = true, true
	}
	if err := c.readFestivals(fsys); err != nil {
		return nil, err
	}
	classes["festival"] = true
	c.letters['廿'], c.letters['卅'] = true, true
	for word, t := range c.words {
		if slices.Contains([]string{"amid", "asked", "goes", "habit", "lasts", "occasion", "takes"}, t.class) {
			continue // around times
		}
		for _, r := range word {
			c.letters[r] = true
		}
	}
	if rows, err = tsv.Read(fsys, "deadlines.tsv", "rule", "pattern", "kind", "start", "end", "prose", "unless"); err != nil {
		return nil, err
	}
	for _, r := range rows {
		t := timeRule{name: r.Cells[0], kind: taizhang.DeadlineKind(r.Cells[2])}
		prose := slices.Index([]string{"0", "1", "2", "3"}, r.Cells[5])
		if prose < 0 {
			return nil, r.Errorf("prose %q; want 0, 1, 2 or 3", r.Cells[5])
		}
		t.prose = where(prose)
		if r.Cells[6] != "-" {
			t.unless = strings.Fields(r.Cells[6])
		}
		for _, class := range t.unless {
			if !classes[class] {
				return nil, r.Errorf("unless %q is no class of timewords.tsv", class)
			}
		}
		if !slices.Contains(taizhang.DeadlineKinds, t.kind) {
			return nil, r.Errorf("kind %q; want one of %v", t.kind, taizhang.DeadlineKinds)
		}
		points := 0
		for w := range strings.FieldsSeq(r.Cells[1]) {
			e := element{class: strings.Trim(w, "~?!="), optional: strings.HasSuffix(w, "?"), ahead: strings.HasPrefix(w, "~"), not: strings.HasPrefix(w, "!"), next: strings.HasPrefix(w, "=")}
			if !classes[e.class] {
				return nil, r.Errorf("pattern word %q is no class of timewords.tsv", e.class)
			}
			switch e.class {
			case "point", "point-end", "when", "date", "coming", "span", "stretch", "term":
				points++
			}
			t.pattern = append(t.pattern, e)
		}
		if len(t.pattern) == 0 || t.pattern[0].optional {
			return nil, r.Errorf("a pattern begins with a word that must be there")
		}
		if t.start, err = readBound(r, r.Cells[3], points); err != nil {
			return nil, err
		}
		if t.end, err = readBound(r, r.Cells[4], points); err != nil {
			return nil, err
		}
		begins, ok := headClasses[t.pattern[0].class]
		if !ok {
			begins = []string{t.pattern[0].class}
		}
		for _, b := range begins {
			c.first[b] = append(c.first[b], len(c.rules))
		}
		c.rules = append(c.rules, t)
	}
	c.mark()
	return c, nil
}

// mark collects the words that tell a clause that may hold an expression of time.
func (c *calendar) mark() {
	var words []string
	for w, t := range c.words {
		switch t.class {
		case "asked":
			c.asked = append(c.asked, w)
		case "year", "month", "quarter", "day", "days", "week", "weeks", "mid-year", "this-year", "period", "season", "school-term", "festival", "again", "since", "now", "this-week", "weekday", "finish", "congress":
			words = append(words, w)
		default:
			if strings.HasPrefix(t.class, "every-") {
				words = append(words, w)
			}
			if strings.HasPrefix(t.class, "every") || t.class == "that-month" || t.class == "again" || t.class == "this-month" && strings.HasPrefix(t.value, "-") {
				c.again = append(c.again, w)
			}
		}
	}
	slices.SortFunc(words, func(a, b string) int { return cmp.Or(len(a)-len(b), strings.Compare(a, b)) })
	for _, w := range words {
		if !c.mayTime(w) {
			first, _ := utf8.DecodeRuneInString(w)
			c.marking.Add(first)
			c.marks[first] = append(c.marks[first], w)
		}
	}
}

// The values that the calendar computes with: a period's first and last year, the offsets of two years, an offset in
// years, months or quarters or the month that a mid-year closes.
var periodValue, yearsValue, offsetValue = lazy.NewPattern(`^[1-9]\d{3}-[1-9]\d{3}$`), lazy.NewPattern(`^-?\d+--?\d+$`), lazy.NewPattern(`^-?\d+$`)

// checkTimeWord checks them.
func checkTimeWord(r tsv.Row) error {
	value := r.Cells[2]
	switch r.Cells[1] {
	case "period":
		if !periodValue.MatchString(value) || value[:4] > value[5:] {
			return r.Errorf("value %q; want a period's first and last year, 2016-2020", value)
		}
	case "years":
		if !yearsValue.MatchString(value) {
			return r.Errorf("value %q; want the offsets of the first and the last year, 0-1", value)
		}
	case "this-year", "that-year", "this-month", "that-month", "this-quarter", "mid-year":
		if !offsetValue.MatchString(value) {
			return r.Errorf("value %q; want an offset in years, months or quarters, or the month that a mid-year closes", value)
		}
	}
	return nil
}

// readFestivals makes the words for festivals words of time.
func (c *calendar) readFestivals(fsys fs.FS) error {
	rows, err := tsv.Read(fsys, "festivals.tsv", "festival", "words", "date")
	if err != nil {
		return err
	}
	c.feasts = make(map[string]map[int]time.Time)
	for _, r := range rows {
		year := 0
		date := r.Cells[2]
		if len(date) == len("10-01") {
			date = "2000-" + date
		} else if year, err = strconv.Atoi(date[:min(4, len(date))]); err != nil {
			return r.Errorf("date %q; want 2017-01-28, or 10-01 for every year", r.Cells[2])
		}
		t, err := time.Parse(time.DateOnly, date)
		if err != nil {
			return r.Errorf("date %q; want 2017-01-28, or 10-01 for every year", r.Cells[2])
		}
		for word := range strings.SplitSeq(r.Cells[1], "|") {
			word = taizhang.FoldString(word)
			if c.feasts[word] == nil {
				c.feasts[word] = make(map[int]time.Time)
			}
			c.feasts[word][year] = t
			c.words[word] = timeWord{class: "festival", value: word}
			first, _ := utf8.DecodeRuneInString(word)
			c.begins[first] = true
		}
	}
	return nil
}

// festival returns the day of a festival in a year; false where it is not known.
func (c *calendar) festival(word string, year int) (time.Time, bool) {
	if t, ok := c.feasts[word][year]; ok {
		return t, true
	}
	t, ok := c.feasts[word][0]
	return day(year, int(t.Month()), t.Day()), ok
}

func readBound(r tsv.Row, s string, points int) (bound, error) {
	if s == "-" {
		return bound{}, nil
	}
	n, err := strconv.Atoi(strings.TrimRight(s, "senym"))
	if err != nil || n < 1 || n > points || len(s) != 2 {
		return bound{}, r.Errorf("bound %q; want -, or 1s, 1e, 1n, 1y, 1m, 2s… of a point in the pattern", s)
	}
	return bound{n, s[1]}, nil
}
