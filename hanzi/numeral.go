package hanzi

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Numeral reads a whole number below 100,000 in digits of any width or in Chinese
// numerals: 12, １２, 十二, 二〇一七, 一百零一. It reports whether s is one.
func Numeral(s string) (int, bool) {
	s = taizhang.FoldString(s)
	if s == "" {
		return 0, false
	}
	if s[0] >= '0' && s[0] <= '9' {
		n, err := strconv.Atoi(s)
		return n, err == nil && len(s) <= 5
	}
	if strings.Trim(s, "Oo0") == "" {
		return 0, false
	}
	s = tens.Replace(s)
	total, digit, digits, units := 0, -1, 0, false
	for _, r := range s {
		if v, ok := Digit(r); ok {
			switch {
			case digit < 1 && (digit < 0 || units):
				digit = v
			case units:
				return 0, false // 十四五
			default:
				digit = digit*10 + v // 二〇一七
			}
			if digits++; digits > 5 {
				return 0, false
			}
			continue
		}
		unit, ok := chineseUnit[r]
		if !ok || units && digit < 0 && total == 0 {
			return 0, false
		}
		if unit == 10000 && total > 0 {
			return 0, false // 二十万 is beyond what is read here
		}
		if digit < 0 {
			digit = 1 // 十二
		}
		total += digit * unit
		digit, units = -1, true
	}
	if digit > 0 {
		total += digit
	} else if digit == 0 && !units {
		return 0, digits == 1
	}
	return total, true
}

var tens = strings.NewReplacer("廿", "二十", "卅", "三十")

// Digit returns the value of one Chinese digit.
func Digit(r rune) (int, bool) {
	switch taizhang.Radical(r) {
	case '〇', '零', '○', 'O', 'o', '0': // 二O一七年 is typed with a letter, or a digit
		return 0, true
	case '一', '壹':
		return 1, true
	case '二', '两', '贰':
		return 2, true
	case '三', '叁':
		return 3, true
	case '四', '肆':
		return 4, true
	case '五', '伍':
		return 5, true
	case '六', '陆':
		return 6, true
	case '七', '柒':
		return 7, true
	case '八', '捌':
		return 8, true
	case '九', '玖':
		return 9, true
	}
	return 0, false
}

var chineseUnit = map[rune]int{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000, '万': 10000}
