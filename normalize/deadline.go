package normalize

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// milestone is a deadline read from a phrase, with the bytes of the phrase that
// say it.
type milestone struct {
	taizhang.Deadline
	from, to int
	at       period // of its first point
}

// as makes of a time what its label says: a period's end, the start of what is to be done, or the day it is done on.
func (m *milestone) as(kind taizhang.DeadlineKind) {
	bare := m.Kind == taizhang.By || m.Kind == taizhang.During
	switch {
	case kind == taizhang.By && m.Rule == "point":
		m.Kind, m.Start = taizhang.By, ""
	case kind == taizhang.Start && bare && !m.at.from.IsZero():
		m.Kind, m.Start, m.End = taizhang.Start, dateOf(m.at.from), dateOf(m.at.to)
		m.Due = m.End
	case kind == taizhang.During && m.Rule == "date":
		m.Kind, m.Start = taizhang.During, m.End
	}
}

var printsYear = lazy.NewPattern(`[\dOo〇○零一二三四五六七八九]年`)

// signedIn moves a day without a year that had gone when the notice was signed, in a later year than its plan's, into
// that year: 3月2日前 in a notice of February 2021 about the figures of 2020.
func (m *milestone) signedIn(raw string, signed taizhang.Date, year int) {
	if m.Kind != taizhang.By || m.End == "" || m.End >= signed || !strings.HasSuffix(raw, "前") || printsYear.MatchString(raw) || string(m.End[:4]) != strconv.Itoa(year) {
		return
	}
	later, err := time.Parse(time.DateOnly, string(signed[:4]+m.End[4:]))
	if err == nil && dateOf(later) >= signed {
		m.End, m.at.from = dateOf(later), later.AddDate(0, 0, int(m.at.from.Sub(m.at.to).Hours()/24))
		m.Due = m.End
	}
}

var clock = lazy.NewPattern(`(\d)[ \x{a0}\x{3000}T]+(\d{1,2}[:：]\d\d)`)

// typed finds a numeral before 年, 月 or 日 in which a letter was typed, or scanned, for a figure: l2月, 3O日.
var typed = lazy.NewPattern(`(?:[OIl]\d|\d[OIl])\d*[年月日]`)

// withoutClock puts a comma of the same length for the blank before a time of day,
// which would else run into the day: 2023-06-15 17:00.
func withoutClock(s string) string {
	if strings.ContainsAny(s, "OIl") {
		s = typed.ReplaceAllStringFunc(s, strings.NewReplacer("O", "0", "I", "1", "l", "1").Replace)
	}
	if !strings.ContainsAny(s, ":：") {
		return s
	}
	return clock.ReplaceAllStringFunc(s, strings.NewReplacer(" ", ",", "T", ",", "\u00a0", "·", "\u3000", "，").Replace)
}

// milestone is what the hit means, of bytes [from, to).
func (h hit) milestone(issued taizhang.Date, from, to int) milestone {
	m := milestone{Deadline: h.deadline(issued), from: from, to: to}
	if len(h.points) > 0 {
		m.at = h.points[0]
	}
	return m
}

// deadline computes what the hit means.
func (h hit) deadline(issued taizhang.Date) taizhang.Deadline {
	d := taizhang.Deadline{Kind: h.rule.kind, Rule: h.rule.name, Start: h.bound(h.rule.start), End: h.bound(h.rule.end)}
	if d.Start > d.End && h.rule.has("date") && h.rule.has("during") { // 国庆、中秋期间, where the second is the first that year
		d.Start, d.End = d.End, d.Start
	}
	switch d.Kind {
	case taizhang.By, taizhang.During:
		if h.rule.has("now") { // 即日起至年底
			d.Start = issued
		}
		d.Due, d.DueBasis = d.End, "end"
	case taizhang.Start:
		if h.rule.has("now") { // 即日起: from the day the notice is signed
			d.Start, d.End = issued, issued
		} else if h.ahead { // 6月底前启动: no earlier day is printed
			d.Start = ""
		}
		d.Due, d.DueBasis = d.End, "end"
	case taizhang.Relative:
		// Only what is counted from the notice's own issue has a date.
		if t, err := time.Parse(time.DateOnly, string(issued)); err == nil && h.num > 0 && h.issued {
			switch h.unit {
			case "months":
				d.Due = dateOf(addMonths(t, h.num))
			case "day", "days":
				d.Due = dateOf(t.AddDate(0, 0, h.num))
			}
			if d.Due != "" {
				d.DueBasis = "issued"
			}
		}
	case taizhang.Recurring:
		d.Repeat = h.repeat()
	}
	return d
}

func (r *timeRule) has(class string) bool {
	return slices.ContainsFunc(r.pattern, func(e element) bool { return e.class == class })
}

func (h hit) bound(b bound) taizhang.Date {
	if b.point == 0 {
		return ""
	}
	p := h.points[b.point-1]
	switch b.edge {
	case 's':
		return dateOf(p.from)
	case 'n':
		return dateOf(p.to.AddDate(0, 0, 1))
	case 'y':
		return dateOf(p.from.AddDate(h.num, 0, -1))
	case 'm':
		return dateOf(addMonths(p.from, h.num).AddDate(0, 0, -1))
	}
	return dateOf(p.to)
}

// repeat is how often a recurring deadline comes back, and its day in the year
// where one is printed.
func (h hit) repeat() *taizhang.Repeat {
	r := &taizhang.Repeat{}
	for _, e := range h.rule.pattern {
		if every, ok := strings.CutPrefix(e.class, "every-"); ok {
			r.Every = every
		} else if e.class == "again" { // 次月5日前
			r.Every = "month"
		}
	}
	if h.unit == "day" { // 每月10日前
		r.Day = h.num
	}
	if n := len(h.points); n > 0 {
		r.Month, r.Day = int(h.points[n-1].to.Month()), h.points[n-1].to.Day()
	}
	return r
}

// dateOf writes a day; none where the year is neither printed nor known.
func dateOf(t time.Time) taizhang.Date {
	if t.Year() < 1000 {
		return ""
	}
	return taizhang.Date(t.Format(time.DateOnly))
}

// addMonths adds whole months; the last day of a short month ends a longer one.
func addMonths(t time.Time, n int) time.Time {
	last := day(t.Year(), int(t.Month())+n+1, 0)
	if t.Day() > last.Day() {
		return last
	}
	return t.AddDate(0, n, 0)
}
