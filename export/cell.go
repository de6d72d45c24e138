package export

import (
	"unicode/utf16"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// What other rooms that write workbooks share with this one.
const (
	FontName = fontName
	FontSize = fontSize // points
)

// maxCell is how many UTF-16 units a cell can hold; excelize cuts silently what is more.
const maxCell = 32767

// CellText is s as a cell can hold it: what XML can't is shown by other characters, and
// what is longer than a cell is shortened, and says so.
func CellText(s string) string {
	s = visible(s)
	if len(s) <= maxCell {
		return s
	}
	const end = "……"
	units, fits := 0, 0
	for i, r := range s {
		if units += utf16.RuneLen(r); units > maxCell {
			return s[:fits] + end
		}
		if units <= maxCell-utf8.RuneCountInString(end) {
			fits = i + utf8.RuneLen(r)
		}
	}
	return s
}

// TextFormat reports whether a cell with that text can have the text format, which keeps
// a later edit from becoming a date or formula: Excel before 2010 shows long ones as ####.
func TextFormat(s string) bool { return textOf(s).styled() != longText }

// Lines is how many lines s takes in a column that is width digits wide.
func Lines(s string, width float64) int {
	n := 1
	lines(s, capacity(width), func(int) { n++ })
	return n
}

// Height is that of a row whose fullest cell has so many lines, in points; whole is
// false where a row can't be that high.
func Height(lines int) (points float64, whole bool) {
	return heightOf(min(lines, maxLines)), lines <= maxLines
}

// Day writes a date as people do: 2017年6月30日, or as it is where it is none.
func Day(d taizhang.Date) string {
	if t, ok := ParseDay(d); ok {
		return t.Format("2006年1月2日")
	}
	return string(d)
}

// Names are a unit's full name and that of the legal body behind it, or the mention
// where they are not known.
func Names(a taizhang.Assignment) (unit, organ string) { return unitName(a), organName(a) }
