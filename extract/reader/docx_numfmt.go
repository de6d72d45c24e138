package reader

import (
	"strconv"
	"strings"
)

// formatNumber writes a number in one of Word's formats (ST_NumberFormat). What a
// format can't write, and formats not listed, are digits, as in Word.
func formatNumber(n int, format string) string {
	digits := strconv.Itoa(n)
	if n < 0 {
		return digits
	}
	switch format {
	case "none", "bullet":
		return ""
	case "decimalZero":
		return padded(n, 2)
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, digits)
	case "numberInDash":
		return "- " + digits + " -"
	case "lowerLetter":
		return letters(n, 'a', digits)
	case "upperLetter":
		return letters(n, 'A', digits)
	case "lowerRoman":
		return strings.ToLower(roman(n, digits))
	case "upperRoman":
		return roman(n, digits)
	case "ordinal":
		return digits + ordinal(n)
	case "chineseCounting", "taiwaneseCounting", "koreanDigital":
		if n < 100 {
			return chinese(n, plainChinese)
		}
		return chineseDigits(digits, '○')
	case "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseDigitalTenThousand":
		return chinese(n, plainChinese)
	case "japaneseCounting":
		return chinese(n, japanese)
	case "chineseLegalSimplified":
		return chinese(n, legalSimplified)
	case "ideographLegalTraditional":
		return chinese(n, legalTraditional)
	case "ideographDigital", "taiwaneseDigital":
		return chineseDigits(digits, '〇')
	}
	for _, s := range enclosed[format] {
		if i := n - s.from; i >= 0 && i < s.n {
			return string(s.first + rune(i))
		}
	}
	if s := []rune(sequences[format]); n >= 1 && n <= len(s) {
		return string(s[n-1])
	}
	if first, _, ok := strings.Cut(format, ","); ok && strings.Trim(first, "0") == "1" { // 001, 002, 003, ...
		return padded(n, min(len(first), 9))
	}
	return digits
}

// enclosed are formats of single characters in runs of the code chart.
var enclosed = map[string][]struct {
	from, n int
	first   rune
}{
	"decimalEnclosedCircle":        {{1, 20, '①'}, {21, 15, '㉑'}, {36, 15, '㊱'}},
	"decimalEnclosedCircleChinese": {{1, 20, '①'}, {21, 15, '㉑'}, {36, 15, '㊱'}},
	"decimalEnclosedFullstop":      {{1, 20, '⒈'}},
	"decimalEnclosedParen":         {{1, 20, '⑴'}},
	"ideographEnclosedCircle":      {{1, 10, '㊀'}},
}

// sequences are formats that run through a fixed row of characters.
var sequences = map[string]string{
	"ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
	"ideographZodiac":      "子丑寅卯辰巳午未申酉戌亥",
}

func padded(n, width int) string {
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(width-len(s), 0)) + s
}

// letters counts a … z, aa, bb … as Word does.
func letters(n int, first rune, digits string) string {
	if n < 1 || n > 26*30 {
		return digits
	}
	return strings.Repeat(string(first+rune((n-1)%26)), (n-1)/26+1)
}

func roman(n int, digits string) string {
	if n < 1 || n > 3999 {
		return digits
	}
	var b strings.Builder
	for _, r := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= r.v; n -= r.v {
			b.WriteString(r.s)
		}
	}
	return b.String()
}

func ordinal(n int) string {
	if n%100/10 != 1 {
		switch n % 10 {
		case 1:
			return "st"
		case 2:
			return "nd"
		case 3:
			return "rd"
		}
	}
	return "th"
}

// numerals is a way to write numbers with 十, 百, 千, 万.
type numerals struct {
	digits, units []rune // 〇一二…, then the signs of 10, 100, 1,000 and 10,000
	bare          int    // units before which a one is left out: 0 none, 1 十 at the start, 3 all
}

var (
	plainChinese     = numerals{[]rune("〇一二三四五六七八九"), []rune("十百千万"), 1}
	japanese         = numerals{[]rune("〇一二三四五六七八九"), []rune("十百千万"), 3}
	legalSimplified  = numerals{[]rune("零壹贰叁肆伍陆柒捌玖"), []rune("拾佰仟萬"), 0}
	legalTraditional = numerals{[]rune("零壹貳參肆伍陸柒捌玖"), []rune("拾佰仟萬"), 0}
)

// chinese writes n with signs for its powers of ten: 一百零一.
func chinese(n int, w numerals) string {
	if n == 0 {
		return string(w.digits[0])
	}
	if n >= 100_000 {
		return strconv.Itoa(n)
	}
	var out []rune
	gap := false
	for i, p := 4, 10_000; p > 0; i, p = i-1, p/10 {
		d := n / p % 10
		switch {
		case d == 0:
			gap = len(out) > 0
			continue
		case gap && w.bare < 3:
			zero := '零'
			out = append(out, zero)
		}
		gap = false
		if i == 0 {
			out = append(out, w.digits[d])
			break
		}
		if !(d == 1 && (w.bare == 3 && i < 4 || w.bare == 1 && i == 1 && len(out) == 0)) {
			out = append(out, w.digits[d])
		}
		out = append(out, w.units[i-1])
	}
	return string(out)
}

// chineseDigits writes each digit as a character: 一〇一.
func chineseDigits(digits string, zero rune) string {
	return strings.Map(func(r rune) rune {
		if r == '0' {
			return zero
		}
		return plainChinese.digits[r-'0']
	}, digits)
}
