package handoff

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/taizhang/taizhang"
)

// header says which column of a sheet is which of [Columns].
type header struct {
	columns map[int]string // by the column of the sheet: the name
	unknown map[int]string // filled headers that are none of ours
	key     int            // the column of the sheet whose header is the key's; -1 for none
	brief   int            // how many headers are such as the short form alone has
}

// minHeaders is how many names a row must have to be a header.
const minHeaders = 3

// nameForms are the forms in which a header is compared, from exact to loose.
var nameForms = []func(string) string{trim, taizhang.FoldString, bareName}

// bareName is a header without what stands in brackets, and without punctuation.
func bareName(s string) string {
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth = max(0, depth-1)
		case depth == 0 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			return unicode.ToLower(r)
		}
		return -1
	}, taizhang.FoldString(s))
}

// knownNames has the forms of the columns' names, form by form.
var knownNames = func() []map[string]string {
	out := make([]map[string]string, len(nameForms))
	for i, form := range nameForms {
		out[i] = map[string]string{}
		for _, c := range shortForm { // a header of the full form is never another's of the short one
			if c.Header != "" {
				out[i][form(c.Header)] = c.Name
			}
		}
		for _, c := range Columns {
			out[i][form(c.Name)] = c.Name
		}
	}
	return out
}()

// shortHeaders are the headers, bare, that the short form alone has: 1 of each.
var shortHeaders = sync.OnceValue(func() map[string]int {
	out := map[string]int{}
	for _, c := range shortForm {
		if s := bareName(c.Header); s != "" && s != bareName(c.Name) {
			out[s] = 1
		}
	}
	return out
})

// short reports whether a table is in the short form.
func (h *header) short() bool { return h.brief > 1 }

// absent are the columns to fill in that a header does not have. The short form has the
// progress of one quarter: which is not to be seen where it is missing.
func (h *header) absent() (names []string) {
	quarter := slices.ContainsFunc(taizhang.Quarters, func(f taizhang.ReportField) bool { return h.column(fieldColumn(f)) >= 0 })
	for _, c := range Columns {
		switch isQuarter := slices.Contains(taizhang.Quarters, c.Field); {
		case c.Field == "" || h.column(c.Name) >= 0:
		case h.short() && (isQuarter && quarter || !isQuarter && !inShortForm(c.Name)):
		default:
			names = append(names, c.Name)
		}
	}
	return names
}

func inShortForm(name string) bool {
	return slices.ContainsFunc(shortForm, func(c Column) bool { return c.Name == name })
}

// mayBe reports whether an unknown column may be one of those absent: it has a word of
// its name, or stands in its place, as far from the known ones beside it.
func (h *header) mayBe(col int, absent []string) bool {
	for _, name := range absent {
		if likeness(bareName(h.unknown[col]), bareName(name)) > 0 {
			return true
		}
		form := Columns
		if h.short() {
			form = ShortColumns(max(1, slices.IndexFunc(taizhang.Quarters, func(f taizhang.ReportField) bool { return fieldColumn(f) == name || h.column(fieldColumn(f)) >= 0 })+1))
		}
		i := slices.IndexFunc(form, func(c Column) bool { return c.Name == name })
		left, right := 1, 1
		for left <= i && h.columns[col-left] == "" {
			left++
		}
		for i+right < len(form) && h.columns[col+right] == "" {
			right++
		}
		if left <= i && i+right < len(form) && h.columns[col-left] == form[i-left].Name && h.columns[col+right] == form[i+right].Name {
			return true
		}
	}
	return false
}

// headerOf reads a row as a header: names that are the same first, folded next, then
// those that are alike. It returns nil for a row that is none.
func headerOf(r *sheetRow) *header {
	h := &header{columns: map[int]string{}, unknown: map[int]string{}, key: -1}
	taken := map[string]bool{}
	for i, form := range nameForms {
		for col, c := range r.cells {
			if name, ok := knownNames[i][form(c)]; ok && h.columns[col] == "" && !taken[name] {
				h.columns[col], taken[name] = name, true
				h.brief += shortHeaders()[bareName(c)]
			}
		}
	}
	if len(h.columns) < minHeaders {
		return nil
	}
	for col, c := range r.cells {
		switch {
		case c == "" || h.columns[col] != "":
		case taizhang.FoldString(c) == KeyHeader && h.key < 0:
			h.key = col
		default:
			h.unknown[col] = c
		}
	}
	h.resemble(taken)
	return h
}

// minLikeness is how alike a renamed header must be to the name it had.
const minLikeness = 0.5

// resemble gives the headers that are left the columns that are left, where each is
// by itself most like the other.
func (h *header) resemble(taken map[string]bool) {
	best := map[int]string{}
	for col, c := range h.unknown {
		var top, next float64
		for _, k := range Columns {
			switch l := resemblanceTo(c, k.Name); {
			case l > top:
				top, next, best[col] = l, top, k.Name
			case l > next:
				next = l
			}
		}
		if top < minLikeness || top == next || taken[best[col]] {
			delete(best, col)
		}
	}
	claims := map[string][]int{}
	for col, name := range best {
		claims[name] = append(claims[name], col)
	}
	for name, cols := range claims {
		var top, next float64
		winner := -1
		for _, col := range cols {
			switch l := resemblanceTo(h.unknown[col], name); {
			case l > top:
				top, next, winner = l, top, col
			case l > next:
				next = l
			}
		}
		if top > next {
			h.columns[winner] = name
			delete(h.unknown, winner)
		}
	}
}

// resemblanceTo is how much a header is like a column's, in either form.
func resemblanceTo(typed, name string) float64 {
	l := resemblance(bareName(typed), bareName(name))
	for _, c := range shortForm {
		if c.Name == name && c.Header != "" {
			l = max(l, resemblance(bareName(typed), bareName(c.Header)))
		}
	}
	return l
}

// resemblance is likeness, and at least half where a name of some length was only added
// to: 第二季度工作进展情况 has all of 二季度进展 in its order.
func resemblance(typed, name string) float64 {
	l := likeness(typed, name)
	rest := []rune(name)
	if len(rest) < 4 {
		return l
	}
	for _, r := range typed {
		if len(rest) > 0 && r == rest[0] {
			rest = rest[1:]
		}
	}
	if len(rest) == 0 {
		return max(l, minLikeness)
	}
	return l
}

// likeness is the share of neighbouring pairs of characters that two names have in
// common (Dice).
func likeness(a, b string) float64 {
	pairs := func(s string) map[[2]rune]int {
		out := map[[2]rune]int{}
		rs := []rune(s)
		for i := 1; i < len(rs); i++ {
			out[[2]rune{rs[i-1], rs[i]}]++
		}
		return out
	}
	pa, pb := pairs(a), pairs(b)
	common, all := 0, 0
	for p, n := range pa {
		common += min(n, pb[p])
		all += n
	}
	for _, n := range pb {
		all += n
	}
	if all == 0 {
		return 0
	}
	return 2 * float64(common) / float64(all)
}

// column is the column of the sheet that holds a name; -1 for none.
func (h *header) column(name string) int {
	for col, n := range h.columns {
		if n == name {
			return col
		}
	}
	return -1
}
