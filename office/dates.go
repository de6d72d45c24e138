package office

import (
	"strconv"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
	"github.com/taizhang/taizhang/normalize"
)

// figures are days as people type them into a cell: 2017-06-30, 2017/6/30, 2017.6.30, 6.30.
var figures = lazy.NewPattern(`^(?:((?:19|20)\d\d)[-./])?(\d{1,2})[-./](\d{1,2})$`)

// typedDate reads a date that a person typed: in figures, or in words as in a notice
// (2017年6月, 六月底), in a plan year where none is typed. A month is its last day.
func typedDate(n func() *normalize.Normalizer, year int) func(string) (taizhang.Date, bool) {
	return func(s string) (taizhang.Date, bool) {
		s = taizhang.FoldString(s)
		if m := figures.FindStringSubmatch(s); m != nil {
			y := year
			if m[1] != "" {
				y, _ = strconv.Atoi(m[1])
			}
			month, _ := strconv.Atoi(m[2])
			day, _ := strconv.Atoi(m[3])
			t := time.Date(y, time.Month(month), day, 0, 0, 0, 0, time.UTC)
			if y == 0 || int(t.Month()) != month || t.Day() != day {
				return "", false
			}
			return taizhang.Date(t.Format(time.DateOnly)), true
		}
		ds := n().Deadlines(s, year, "")
		if len(ds) != 1 || ds[0].End == "" || ds[0].Raw != s {
			return "", false
		}
		return ds[0].End, true
	}
}
