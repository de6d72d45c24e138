package normalize

import "time"

// period is a stretch of days, both included.
type period struct{ from, to time.Time }

// narrow reports whether a period is shorter than a year.
func (p period) narrow() bool { return p.to.Before(p.from.AddDate(0, 11, 0)) }

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

func oneDay(y, m, d int) period { return period{day(y, m, d), day(y, m, d)} }

func dayOf(m period, d int) period {
	t := m.from.AddDate(0, 0, d-1)
	return period{t, t}
}

func month(y, m int) period { return period{day(y, m, 1), day(y, m+1, 0)} }

func quarter(y, q int) period { return period{day(y, 3*q-2, 1), day(y, 3*q+1, 0)} }

// lastDay puts right the end of February a year on.
func lastDay(t, was time.Time) time.Time {
	if was.AddDate(0, 0, 1).Day() == 1 {
		return day(t.Year(), int(was.Month())+1, 0)
	}
	return t
}

// early is the beginning of a year (two months), of a month (five days) or of a
// half or quarter (a month): as JioNLP reads 初.
func early(at period) period {
	switch n := int(at.to.Sub(at.from).Hours() / 24); {
	case n > 200:
		return period{at.from, at.from.AddDate(0, 2, -1)}
	case n > 31:
		return period{at.from, at.from.AddDate(0, 1, -1)}
	case n > 10:
		return period{at.from, at.from.AddDate(0, 0, 4)}
	}
	return at
}

// tenDays is the first, second or third ten days of a month, two of them, or a
// half of it.
func tenDays(m period, which string) period {
	first, last := 21, m.to.Day()
	switch which {
	case "1":
		first, last = 1, 10
	case "2":
		first, last = 11, 20
	case "1-2":
		first, last = 1, 20
	case "2-3":
		first = 11
	case "first-half":
		first, last = 1, 15
	case "second-half":
		first = 16
	}
	return period{dayOf(m, first).from, dayOf(m, last).from}
}
