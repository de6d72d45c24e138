package extract

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// style is the form of a label; labels of one style are siblings.
type style string

// label is a printed number at the start of a line.
type label struct {
	style  style
	number int
	len    int // of the label in the line, in bytes
}

// labelForms are tried in order. open and close enclose the numeral; where
// chinese, it is in Chinese numerals, else in digits.
var labelForms = []struct {
	style       style
	open, close string
	chinese     bool
}{
	{"第一部分", "第", "部分", true},
	{"第一章", "第", "章", true},
	{"第一节", "第", "节", true},
	{"第一条", "第", "条", true},
	{"（一）", "(", ")", true},
	{"（1）", "(", ")", false},
	{"一、", "", "、", true},
	{"一、", "", ".", true},
	{"1.", "", ".", false},
	{"1.", "", "、", false},
	{"1)", "", ")", false},
}

// readLabel reads the label at the start of s, as printed. A numeral that goes
// on (4.2.1, 2017.12, 1.5倍) is no label.
func readLabel(s string) (label, bool) {
	switch r, n := utf8.DecodeRuneInString(s); {
	case r >= '①' && r <= '⑳':
		return label{"①", int(r-'①') + 1, n}, true
	case r >= '㈠' && r <= '㈩':
		return label{"（一）", int(r-'㈠') + 1, n}, true
	case r >= '⒈' && r <= '⒛':
		return label{"1.", int(r-'⒈') + 1, n}, true
	case r >= '⑴' && r <= '⒇':
		return label{"（1）", int(r-'⑴') + 1, n}, true
	}
	head := beginning(s, 48)
	folded := taizhang.FoldString(head)
	for _, form := range labelForms {
		rest, ok := strings.CutPrefix(folded, form.open)
		if !ok {
			continue
		}
		i := 0
		for i < len(rest) {
			r, n := utf8.DecodeRuneInString(rest[i:])
			if form.chinese && !chineseNumeral(r) || !form.chinese && (r < '0' || r > '9') {
				break
			}
			i += n
		}
		if i == 0 || !strings.HasPrefix(rest[i:], form.close) {
			continue
		}
		n, ok := taizhang.Numeral(rest[:i])
		if !ok || n == 0 || n > 999 {
			continue
		}
		after := rest[i+len(form.close):]
		if form.close == "." && after != "" && after[0] >= '0' && after[0] <= '9' && !startsDate.MatchString(after) {
			continue
		}
		_, end := taizhang.Fold(head).Back(0, len(form.open)+i+len(form.close))
		return label{form.style, n, end}, true
	}
	return label{}, false
}

// beginning returns at most n bytes of s, and no half of a rune.
func beginning(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n]
}

// startsDate tells 1.2021年底前, 2.6月底前 and 3.5—10月 from 1.5倍: a date follows the
// label, and no decimal.
var startsDate = regexp.MustCompile(`^(?:\d{1,2}(?:-\d{1,2})?月|(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年)`)

func chineseNumeral(r rune) bool {
	_, digit := taizhang.ChineseDigit(r)
	return digit || r == '十' || r == '百'
}

// numeral returns what a label prints between its marks: 一 of （一）, 6 of 6.
func numeral(printed string) string {
	return strings.Trim(taizhang.FoldString(printed), "().、第条章节")
}
