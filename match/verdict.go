package match

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// tail is how much may stand beside the units in a clause that says who does a
// task, and no more: 牵头，…配合.
const tail = 12

// says is what a task says of itself: without the plan's year, without the clauses
// that hand it out, and without its deadlines, which are compared as such.
func (t *task) says(year int) string {
	text := t.text
	for _, clause := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("（）()。\n", r) }) {
		rest, handed := clause, false
		for _, a := range t.Assignments {
			if a.Mention != "" && strings.Contains(rest, a.Mention) {
				rest, handed = strings.ReplaceAll(rest, a.Mention, ""), true
			}
		}
		if handed && utf8.RuneCountInString(said(rest)) <= tail {
			text = strings.Replace(text, clause, "", 1)
		}
	}
	for _, d := range t.Deadlines {
		if d.Raw != "" {
			text = strings.Replace(text, d.Raw, "", 1)
		}
	}
	if year != 0 { // 2021年 in the plan of 2021 says what 2023年 says in that of 2023
		text = strings.ReplaceAll(text, strconv.Itoa(year)+"年", "今年")
	}
	return text
}

func answers(u taizhang.UnitRole) bool { return u.Role != taizhang.Support }

// units says which units went and which came, and whether one that supports did.
// A unit that was renamed, merged or split since is the one it became.
func (c *comparer) units(olds, news []task) (shift taizhang.UnitShift, support bool) {
	before, after := c.assigned(olds, true), c.assigned(news, false)
	missing := func(list, in []assigned) []taizhang.UnitRole {
		out := []taizhang.UnitRole{}
		for _, x := range list {
			if !slices.ContainsFunc(in, x.is) && !slices.Contains(out, x.UnitRole) {
				out = append(out, x.UnitRole)
				support = support || !answers(x.UnitRole)
			}
		}
		return out
	}
	shift.Gone = missing(before, after)
	shift.Come = missing(after, before)
	return shift, support
}

// assigned is a unit with every name it goes by.
type assigned struct {
	taizhang.UnitRole
	names []string
}

// is reports whether two are the same unit, and both answer for the task or support it.
func (x assigned) is(y assigned) bool {
	return answers(x.UnitRole) == answers(y.UnitRole) && slices.ContainsFunc(x.names, func(s string) bool { return slices.Contains(y.names, s) })
}

func (c *comparer) assigned(tasks []task, old bool) (out []assigned) {
	for _, t := range tasks {
		for _, a := range t.Assignments {
			x := assigned{UnitRole: taizhang.UnitRole{Unit: a.Unit, Role: a.Role}}
			if a.Unit == "" {
				x.Unit = a.Mention
			}
			x.names = []string{x.Unit}
			if a.Organ != "" {
				x.names = append(x.names, a.Organ)
			}
			if old && c.opt.Lineage != nil && c.fromYear != c.toYear {
				for _, name := range slices.Clone(x.names) {
					x.names = append(x.names, c.opt.Lineage(name, c.fromYear, c.toYear)...)
				}
			}
			out = append(out, x)
		}
	}
	return out
}

// dates says which dates to act on went and which came. One that is the same, or the
// same day of the plan's year in both, did neither.
func (c *comparer) dates(olds, news []task) taizhang.DateShift {
	shift := taizhang.DateShift{Gone: []taizhang.Date{}, Come: []taizhang.Date{}}
	years := 0
	if c.fromYear != 0 && c.toYear != 0 {
		years = c.toYear - c.fromYear
	}
	all := func(tasks []task) (out []taizhang.Date) {
		for _, t := range tasks {
			out = append(out, t.side.Due...)
		}
		slices.Sort(out)
		return slices.Compact(out)
	}
	before, after := all(olds), all(news)
	for _, d := range before {
		if !slices.Contains(after, d) && !slices.Contains(after, rolls(d, years)) {
			shift.Gone = append(shift.Gone, d)
		}
	}
	for _, d := range after {
		if !slices.Contains(before, d) && !slices.ContainsFunc(before, func(b taizhang.Date) bool { return rolls(b, years) == d }) {
			shift.Come = append(shift.Come, d)
		}
	}
	return shift
}
