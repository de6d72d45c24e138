package hanzi

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// MarksBefore may stand before a number: ★1. is the first task all the same.
const MarksBefore = "★☆▲△☑√※*◆●■"

// IsNumeral reports whether r counts in Chinese: 一, 十, 〇; not 千 and 万, which no label has.
func IsNumeral(r rune) bool {
	_, digit := Digit(r)
	return digit && r > utf8.RuneSelf && r != '○' || r == '十' || r == '百'
}

// LabelNumber returns what a label prints between its marks: 一 of （一）, 6 of 6., 1 of 问题1.
func LabelNumber(label string) string {
	s := strings.TrimLeft(taizhang.FoldString(label), MarksBefore)
	s = strings.Trim(s, "().、·•﹑:,，。第章节条项 ")
	switch {
	case s == "-" && len(taizhang.FoldString(label)) > 1:
		return "一" // （—）: a dash for a one
	case s == "-":
		return "" // of a list
	}
	if k := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' || IsNumeral(r) }); k > 0 { // 问题1
		s = s[k:]
	}
	return s
}

// LabelStyle returns a label with # for its numerals: 一、 and 十二、 are alike; "" for one without any.
func LabelStyle(label string) string {
	var style []rune
	numeral, any := false, false // here, and anywhere
	for _, r := range taizhang.FoldString(label) {
		is := unicode.IsNumber(r) || IsNumeral(r)
		if !is {
			style = append(style, r)
		} else if !numeral {
			style = append(style, '#')
		}
		numeral, any = is, any || is
	}
	if !any {
		return ""
	}
	return string(style)
}
