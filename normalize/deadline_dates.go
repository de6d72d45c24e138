package normalize

import "time"

// period is a stretch of days, both included.
type period struct{ from, to time.Time }

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
	switch which {
	case "1":
		return period{m.from, m.from.AddDate(0, 0, 9)}
	case "2":
		return period{m.from.AddDate(0, 0, 10), m.from.AddDate(0, 0, 19)}
	case "1-2":
		return period{m.from, m.from.AddDate(0, 0, 19)}
	case "2-3":
		return period{m.from.AddDate(0, 0, 10), m.to}
	case "first-half":
		return period{m.from, m.from.AddDate(0, 0, 14)}
	case "second-half":
		return period{m.from.AddDate(0, 0, 15), m.to}
	}
	return period{m.from.AddDate(0, 0, 20), m.to}
}
