package match

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// yearOf is the year of a plan, else that of the signature, or 0.
func yearOf(l *taizhang.Ledger) int {
	if l.Notice.PlanYear != 0 {
		return l.Notice.PlanYear
	}
	y, _, _ := strings.Cut(string(l.Notice.SignedOn), "-")
	year, _ := strconv.Atoi(y)
	return year
}

// rolls returns the date a year or more on: the last day of February stays that.
func rolls(d taizhang.Date, years int) taizhang.Date {
	y, rest, ok := strings.Cut(string(d), "-")
	year, err := strconv.Atoi(y)
	if !ok || err != nil {
		return d
	}
	if year += years; rest == "02-29" || rest == "02-28" {
		rest = "02-28"
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			rest = "02-29"
		}
	}
	return taizhang.Date(strconv.Itoa(year) + "-" + rest)
}
