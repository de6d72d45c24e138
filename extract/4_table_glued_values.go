package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/hanzi"
)

const mostTime = 24 // characters of a time

// timeAt returns where times that begin at character i may end.
func (b *gluedBody) timeAt(i int) []int {
	if ends, ok := b.times[i]; ok {
		return ends
	}
	var ends []int
	if b.w.words.chars("time-begins", b.runes[i]) {
		for j := i + 2; j <= min(b.len(), i+mostTime); j++ {
			r := b.runes[j-1]
			if r == '。' || r == ';' {
				break
			}
			if !b.w.words.chars("time-ends", r) {
				continue
			}
			if b.w.times.Whole(b.text(i, j)) {
				ends = append(ends, j)
			}
		}
	}
	b.times[i] = ends
	return ends
}

// personAt returns what names of people may begin at character i.
func (b *gluedBody) personAt(i int) (out []cell) {
	known := b.w.words.chars("surnames", b.runes[i]) || b.w.words.chars("family", b.runes[i])
	for n := 2; n <= 3 && i+n <= b.len(); n++ {
		if !han(b.runes[i]) || !han(b.runes[i+n-1]) {
			break
		}
		s := b.text(i, i+n)
		worth := -.5
		if n == 3 {
			worth = .3
		}
		if known {
			worth += 1.5
		}
		if b.again(s) {
			worth += gainAgain
		}
		if strings.ContainsAny(s, "市省县区局委办厅处院") || b.w.words.parts().words[b.text(i+n-2, i+n)] {
			worth -= 2
		}
		out = append(out, cell{i + n, worth})
	}
	return out
}

// again reports whether a stretch of two or three characters stands more than once.
func (b *gluedBody) again(s string) bool {
	if b.short == nil {
		b.short = make(map[string]int)
		for i := range b.runes {
			for n := 2; n <= 3 && i+n <= b.len(); n++ {
				b.short[b.text(i, i+n)]++
			}
		}
	}
	return b.short[s] > 1
}

// figureAt returns where figures that begin at character i may end: 1200, 33.5, 80%.
func (b *gluedBody) figureAt(i int) (out []cell) {
	dot := false
	for j := i; j < b.len(); j++ {
		switch r := b.runes[j]; {
		case r >= '0' && r <= '9':
			out = append(out, cell{j + 1, 1})
		case r == '.' && !dot && j > i:
			dot = true
			continue
		case r == '%' && j > i:
			return append(out, cell{j + 1, 1.5})
		default:
			return out
		}
	}
	return out
}

// chineseAt returns the end of the row's number v in Chinese numerals that begins at character i; 0 where it does not.
func (g *gluedSearch) chineseAt(i, v int) int {
	if !g.chinese {
		return 0
	}
	j := i
	for j < g.len() && j < i+3 && hanzi.IsNumeral(g.runes[j]) {
		j++
	}
	for ; j > i; j-- {
		if n, ok := hanzi.Numeral(g.text(i, j)); ok && n == v {
			return j
		}
	}
	return 0
}

// numberAt returns the end of the row's number v that begins at character i, and what it gains; 0 where it does not.
func (b *gluedBody) numberAt(i, v int) (end int, gain float64) {
	j, x, bracket := i, 0, false
	if b.runes[j] == '(' {
		bracket = true
		j++
	}
	for ; j < b.len() && b.runes[j] == '0'; j++ {
	}
	for x < v && j < b.len() && b.runes[j] >= '0' && b.runes[j] <= '9' {
		x = 10*x + int(b.runes[j]-'0')
		j++
	}
	if x != v || v == 0 {
		return 0, 0
	}
	if bracket {
		if j >= b.len() || b.runes[j] != ')' {
			return 0, 0
		}
		return j + 1, gainNumber
	}
	gain = gainNumber
	before, after := ' ', ' '
	if i > 0 && !b.blank[i] {
		before = b.runes[i-1]
	}
	if j < b.len() {
		after = b.runes[j]
	}
	switch {
	case b.blank[min(j, len(b.blank)-1)]:
	case after >= '0' && after <= '9':
		gain -= 1.5
	case strings.ContainsRune("年月日季", after):
		gain += lossMeasure
	case strings.ContainsRune("%号)〕]-~", after):
		return 0, 0
	case after == '.' || after == '、':
		if k := j + 1; k < b.len() && b.runes[k] >= '0' && b.runes[k] <= '9' {
			return 0, 0
		}
		j++
	case b.w.words.chars("counter", after):
		gain += lossMeasure
	}
	if before < utf8.RuneSelf && isWord(byte(before)) && (before < '0' || before > '9') || strings.ContainsRune("第.-~至〔[(、,", before) {
		return 0, 0
	}
	return j, gain
}
