package main

import (
	"regexp"
	"slices"
	"time"

	"github.com/taizhang/taizhang"
)

// closed is what closes a phrase at its end: it names a last day, and no first one, whatever span the suite
// blurs it to (年底 is 11-01 to 12-31 in JioNLP).
var closed = regexp.MustCompile(`[前底末内]|月底|截[止至]`)

// right compares what the normalizer reads with the suite's answers:
//   - a day that begins and ends: one deadline that ends on it;
//   - a span: its first and last day; where the phrase is closed by 底, 末, 内 or 前, its last;
//   - a span open at its end (X起, X以后): it begins on that day; open at its beginning (X前): it ends on that day;
//   - what comes back: as often, and on that day where the suite gives one in the year.
func (c testCase) right(got []taizhang.Deadline) bool {
	if len(got) != 1 {
		return false
	}
	d := got[0]
	return slices.ContainsFunc(c.want, func(w answer) bool {
		switch {
		case w.every != "":
			if d.Kind != taizhang.Recurring || d.Repeat == nil || d.Repeat.Every != w.every {
				return false
			}
			return w.end == "" || taizhang.Date(time.Date(2000, time.Month(d.Repeat.Month), d.Repeat.Day, 0, 0, 0, 0, time.UTC).Format("01-02")) == w.end[len("2000-"):]
		case w.start == "" && w.end == "":
			return false
		case w.end == "":
			return d.Kind == taizhang.Start && d.Start == w.start
		case w.start == "", w.start == w.end, closed.MatchString(c.phrase):
			return (d.Kind == taizhang.By || d.Kind == taizhang.During) && d.End == w.end
		}
		return d.Kind == taizhang.During && d.Start == w.start && d.End == w.end
	})
}

// point is the first and last day of a plain date, month or year: 2018-10-01, 2018-10, 2018.
func point(s string) (from, to time.Time, ok bool) {
	for layout, add := range map[string][3]int{"2006": {1, 0, 0}, "2006-01": {0, 1, 0}, time.DateOnly: {0, 0, 1}} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, t.AddDate(add[0], add[1], add[2]-1), true
		}
	}
	return from, to, false
}

func date(t time.Time) taizhang.Date { return taizhang.Date(t.Format(time.DateOnly)) }

// outside reports whether all answers lie outside the years that a plan can speak of.
func outside(want []answer) bool {
	for _, w := range want {
		s := w.start
		if s == "" {
			s = w.end
		}
		if s == "" || s >= "1949" && s < "2100" {
			return false
		}
	}
	return len(want) > 0
}
