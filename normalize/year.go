package normalize

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

var (
	aYear       = lazy.NewPattern(`(?:^|[^\d〇○零Oo一二三四五六七八九])((?:19|20)\d\d|[二一][〇○零Oo九][〇○零Oo一二三四五六七八九]{2})(?:年|-\d)`) // and not 科技创新2030-重大项目
	goesOnYear  = lazy.NewPattern(`\d年[^\P{Han}季]{2,12}[和及暨与]\p{Han}{0,4}((?:19|20)\d\d)年`)                            // 2022年总结和2023年打算
	ofNumber    = lazy.NewPattern(`\(((?:19|20)\d\d)\)`)
	inName      = lazy.NewPattern(`(?:^|\D)(20\d\d)(?:\D|$)`)
	aDate       = lazy.NewPattern(`((?:19|20)\d\d)年\d{1,2}月\d{1,2}日|[二一][〇○零Oo九][〇○零Oo一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日`)
	anyYear     = lazy.NewPattern(`(?:^|[^\d到至])((?:19|20)\d\d)年(?:[^底前末以]|$)`)
	aSchoolYear = lazy.NewPattern(`(?:19|20)\d\d年?[-—–~至]—?((?:19|20)\d\d)年?`)
	ofThePlan   = lazy.NewPattern(`((?:19|20)\d\d)年(?:度|起|\d{1,2}月|[一二三四]季度|上半年|下半年|第[一二三四]季度)`)
)

// year is the year the notice plans for: the one its title names, or that of a part;
// else the one it was signed in, by its date, its document number, or what reads as a
// signature; else what its name as a file says, the year in which its text does most,
// and at last what its folder says.
func (w *work) year() int {
	n := &w.ledger.Notice
	year := w.calendar.yearOf(n.Title)
	for _, p := range w.draft.Parts {
		if year == 0 {
			year = w.calendar.yearOf(p.Title)
		}
	}
	if year == 0 && n.SignedOn != "" {
		year, _ = strconv.Atoi(string(n.SignedOn[:4]))
	}
	if year == 0 {
		year = match(ofNumber, taizhang.FoldString(n.DocNumber))
	}
	if year == 0 {
		year = w.signed().year
	}
	for _, t := range w.draft.Tables {
		if year == 0 {
			year = w.calendar.yearOf(t.Title)
		}
	}
	if year != 0 {
		return year
	}
	names := w.sourceNames()
	if len(n.PublishedAt) >= 4 {
		year, _ = strconv.Atoi(n.PublishedAt[:4])
	}
	next, rule := 0, "" // the first other one
	also := func(y int, by string) {
		switch {
		case year == 0:
			year = y
		case next == 0 && y != year && y != 0:
			next, rule = y, by
		}
	}
	also(match(inName, names[len(names)-1]), "file")
	also(w.busiest(), "text")
	for i := len(names) - 2; i >= 0; i-- { // the folder it lies in, then that one's
		also(match(inName, names[i]), "folder")
	}
	if year != 0 {
		w.find("year-inferred", taizhang.Info, fmt.Sprintf("标题、落款和文号未写年份，计划年度推断为 %d", year), nil, "")
		if next != 0 {
			w.second("plan_year", strconv.Itoa(next), rule, 0)
		}
	}
	return year
}

// sourceNames are those of the folders that the source lies in, and of its file.
func (w *work) sourceNames() []string {
	return strings.Split(strings.ReplaceAll(w.draft.Doc.Source.Name, "\\", "/"), "/")
}

// yearOf returns the first year in a title, of a school year's second term the second, or 0.
func (c *calendar) yearOf(title string) int {
	s := taizhang.FoldString(title)
	if year := c.secondTerm(s); year != 0 {
		return year
	}
	year := match(aYear, s)
	if next := match(goesOnYear, s); next == year+1 {
		return next
	}
	return year
}

// secondTerm is the year of a school year's second term in a folded title, 0 where it names none: 2022—2023学年第二学期 is in 2023.
func (c *calendar) secondTerm(title string) int {
	for _, m := range aSchoolYear.FindAllStringSubmatchIndex(title, -1) {
		for _, years := range c.schoolYears {
			rest, ok := strings.CutPrefix(title[m[1]:], years)
			if ok && slices.ContainsFunc(c.secondTerms, func(term string) bool { return strings.HasPrefix(strings.TrimPrefix(rest, "("), term) }) {
				year, _ := strconv.Atoi(title[m[2]:m[3]])
				return year
			}
		}
	}
	return 0
}

func match(re *lazy.Pattern, s string) int {
	m := re.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	y, _ := hanzi.Numeral(m[1])
	return y
}

// yearsHead is how many bytes of a text may stand before the only year it names.
const yearsHead = 1200

// busiest is the year that most days, months and quarters of the text are of, the
// earliest of several; else the only one it names, if its head does, but as the end of a long plan.
func (w *work) busiest() (year int) {
	count := map[int]int{}
	for _, m := range ofThePlan.FindAllStringSubmatch(w.folded(), -1) {
		y, _ := strconv.Atoi(m[1])
		count[y]++
	}
	if len(count) == 0 {
		if m := anyYear.FindStringSubmatchIndex(w.folded()); m == nil || m[2] > yearsHead {
			return 0
		}
		for _, m := range anyYear.FindAllStringSubmatchIndex(w.folded(), -1) {
			y, _ := strconv.Atoi(w.folded()[m[2]:m[3]])
			count[y]++
		}
		if len(count) > 1 {
			return 0
		}
	}
	for y, n := range count {
		if n > count[year] || n == count[year] && y < year {
			year = y
		}
	}
	return year
}

// folded is the text without what stands in 《》, which is others'.
func (w *work) folded() string {
	if w.prose == "" {
		var b strings.Builder
		depth := 0
		for _, r := range taizhang.FoldString(w.twin) {
			switch {
			case r == '《':
				depth++
			case r == '》':
				depth = max(depth-1, 0)
			case depth == 0:
				b.WriteRune(r)
			}
		}
		w.prose = b.String()
	}
	return w.prose
}

// signature is an organ's name with a date right after it.
type signature struct {
	organ string
	year  int
}

// signed finds the last signature in the text, which layout may have hidden: a name
// that ends as organs' names do, from its region on, and a full date.
func (w *work) signed() signature {
	var last signature
	text := w.folded()
	for _, m := range aDate.FindAllStringSubmatchIndex(text, -1) {
		if next, _ := utf8.DecodeRuneInString(text[m[1]:]); strings.ContainsRune("前后起至到以之-印发召下通批施会成在对就向与和的开正，、,", next) && m[1] < len(text) {
			continue // a date in a sentence
		}
		before := text[max(m[0]-40*3, 0):m[0]]
		for before != "" && !utf8.RuneStart(before[0]) {
			before = before[1:]
		}
		if i := strings.LastIndexAny(before, "，。；：、！？,;:!?“”"); i >= 0 {
			_, n := utf8.DecodeRuneInString(before[i:])
			before = before[i+n:]
		}
		if !w.organs.looksLikeOrgan(before, strings.Contains(before, "公司")) {
			continue
		}
		year := 0
		if m[2] >= 0 {
			year, _ = strconv.Atoi(text[m[2]:m[3]])
		} else {
			digits, _, _ := strings.Cut(text[m[0]:m[1]], "年")
			for _, r := range digits {
				d, _ := hanzi.Digit(r)
				year = year*10 + d
			}
		}
		for i := range before {
			if _, n := w.regions.Prefix(before[i:], Place{Year: year}); n > 0 || w.centralLead(before[i:]) {
				last = signature{before[i:], year}
				break
			}
		}
	}
	return last
}
