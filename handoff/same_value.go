package handoff

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// trim cuts off what shows nothing, and takes out what no database holds (_x0000_).
func trim(s string) string {
	return strings.TrimFunc(lineEnds.Replace(s), taizhang.Blank)
}

var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

// wholeNumber is a whole number as a program shows it that took it for a fraction.
var wholeNumber = lazy.NewPattern(`^-?\d+\.0+$`)

// unfraction takes the .0 off a whole number.
func unfraction(s string) string {
	if wholeNumber.MatchString(s) {
		s, _, _ = strings.Cut(s, ".")
	}
	return s
}

// plain is what a value says, whatever its width, its spaces and its line breaks, and
// without the characters that a workbook can't hold.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x2400 && r <= 0x2421 || r == utf8.RuneError {
			return -1
		}
		return r
	}, s)
	return unfraction(taizhang.FoldString(s))
}

func same(a, b string) bool { return a == b || plain(a) == plain(b) }

// longCell is near the most characters that a cell holds (32,767): a longer text was cut.
const longCell = 32_000

// cutShort reports whether returned is given as far as a cell can hold it.
func cutShort(given, returned string) bool {
	returned = strings.TrimSuffix(returned, "……") // as export.CellText says so
	return len(returned) > longCell && utf8.RuneCountInString(returned) > longCell && strings.HasPrefix(plain(given), plain(returned))
}

// Days of a spreadsheet's calendar (1 is 1900-01-01) that are taken for dates: 1954 to 2119.
const firstSerial, lastSerial = 20_000, 80_000

// monthDay is 6.30 or 6/30: in prose a number, in a column of dates a day.
var monthDay = lazy.NewPattern(`^(\d{1,2})[./-](\d{1,2})$`)

// dateOf reads a date: ISO, a spreadsheet's number of days, or what parse can make of it.
func dateOf(s string, parse func(string) (taizhang.Date, bool)) (taizhang.Date, bool) {
	s = trim(s)
	if s == "" {
		return "", false
	}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return taizhang.Date(s), true
	}
	if d, ok := serialDate(s); ok {
		return d, true
	}
	if _, err := strconv.Atoi(s); err == nil || parse == nil {
		return "", false
	}
	if m := monthDay.FindStringSubmatch(taizhang.FoldString(s)); m != nil {
		s = m[1] + "月" + m[2] + "日"
	}
	return parse(s)
}

// serialDate reads a spreadsheet's number of days.
func serialDate(s string) (taizhang.Date, bool) {
	n, err := strconv.Atoi(unfraction(s))
	if err != nil || n < firstSerial || n > lastSerial {
		return "", false
	}
	return taizhang.Date(time.Date(1899, 12, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)), true
}
