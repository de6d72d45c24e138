package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// style is the form of a label; labels of one style are siblings.
type style string

// label is a printed number that may begin a block.
type label struct {
	style  style
	number int
	above  int // of 2.1.3 the numbers before the last, 2001; else 0
	rank   int8
	opens  bool // it is the number 1 behind a colon
	bare   bool // nothing but a heading stands between the label before it and this one
	digits bool // a digit stands behind its mark, and the number may be a decimal: 2.3年
	len    int  // in bytes, from where the label begins, the marks before its number included
}

// form is a way to print a label: its numeral between open and one of close. One of higher rank usually stands under one of lower rank.
type form struct {
	style style
	open  string
	kind  numeralKind
	close []string
	rank  int8
}

// outsideSentence reports whether a label is one that sentences use too (第3项), and so begins a block only where no sentence goes on.
func (l label) outsideSentence() bool { return l.style == "第一项" }

// plain reports whether a label is of the styles that most outlines have, of which a copy loses the first now and then.
func (l label) plain() bool {
	return slices.Contains([]style{"一、", "（一）", "1.", "（1）"}, l.style)
}

// unnumbered reports whether a label has no number: a bullet's, or a heading's that has none.
func (l label) unnumbered() bool { return l.number == 0 }

type numeralKind int8

const (
	digits numeralKind = iota
	chinese
	either // 第1章, 第一章
	stem   // 甲乙丙丁
	latin  // A, a
	roman  // i, IV
)

// forms are tried in order, on folded text.
var forms = []form{
	{"第一部分", "第", either, []string{"部分", "编", "篇"}, 1},
	{"第一章", "第", either, []string{"章"}, 2},
	{"第一节", "第", either, []string{"节"}, 3},
	{"第一条", "第", either, []string{"条"}, 4},
	{"第一项", "第", either, []string{"项:", "项"}, 6},
	{"（一）", "(", chinese, []string{")、", ").", ")"}, 6},
	{"（1）", "(", digits, []string{")、", ").", ")"}, 8},
	{"（一）", "", chinese, []string{")"}, 6}, // its bracket was lost
	{"一、", "", chinese, []string{"、", ".", "·", "﹑"}, 5},
	{"1.", "", digits, []string{".、", ".", "、", "·", "•", "﹑"}, 7},
	{"1)", "", digits, []string{")"}, 9},
	{"甲、", "", stem, []string{"、", "."}, 7},
	{"A.", "", latin, []string{".", "、", ")"}, 9},
	{"i.", "", roman, []string{".", "、", ")"}, 9},
	{"(i)", "(", roman, []string{")"}, 9},
}

// circled are labels of one character: the first, the last, and the form they stand for. A mark may stand behind one, or has to:
// Ⅱ类 is no label.
var circled = []struct {
	first, last rune
	style       style
	rank        int8
	marked      bool
}{
	{'①', '⑳', "①", 10, false}, {'㈠', '㈩', "（一）", 6, false}, {'⒈', '⒛', "1.", 7, false}, {'⑴', '⒇', "（1）", 8, false},
	{'㊀', '㊉', "㊀", 10, false}, {'❶', '❿', "①", 10, false}, {'Ⅰ', 'Ⅻ', "Ⅰ、", 5, true},
}

// bullets begin a block without a number.
const bullets = "●◆■▲★◎○◦□▪◇➢➤▶•·"

const (
	articleRank = 4 // of 第一条
	bulletRank  = 11
)

// labelAt reads the label at the start of folded text. A numeral that goes on
// (4.2.1, 2017.12, 1.5倍) is none of these.
func labelAt(s string) (label, bool) {
	skip := 0
	for skip < len(s) {
		r, n := utf8.DecodeRuneInString(s[skip:])
		if !strings.ContainsRune(hanzi.MarksBefore, r) {
			break
		}
		skip += n
	}
	l, ok := numbered(s[skip:])
	l.len += skip
	return l, ok
}

// mayNumber reports whether a label without marks before it may begin with a folded character.
func mayNumber(r rune) bool {
	if r < utf8.RuneSelf {
		x := r | 0x20
		return r >= '0' && r <= '9' || r == '(' || x >= 'a' && x <= 'i' || x == 'v' || x == 'x'
	}
	return r == '第' || hanzi.IsNumeral(r) || strings.ContainsRune(stems, r) || r >= '①' && r <= '⒛' || r >= '㈠' && r <= '㊉' || r >= '❶' && r <= '❿' || r >= 'Ⅰ' && r <= 'Ⅻ'
}

const stems = "甲乙丙丁戊己庚辛壬癸"

func numbered(s string) (label, bool) {
	r, n := utf8.DecodeRuneInString(s)
	if !mayNumber(r) {
		return label{}, false
	}
	for _, c := range circled {
		if r >= c.first && r <= c.last {
			mark := len(s[n:]) - len(strings.TrimPrefix(strings.TrimPrefix(s[n:], "、"), "."))
			return label{style: c.style, number: int(r-c.first) + 1, rank: c.rank, len: n + mark}, mark > 0 || !c.marked
		}
	}
	for i := range forms {
		f := &forms[i]
		rest, ok := strings.CutPrefix(s, f.open)
		if !ok {
			continue
		}
		value, width := f.kind.read(rest)
		if width == 0 || value < 1 || value > 999 {
			continue
		}
		for _, mark := range f.close {
			after, ok := strings.CutPrefix(rest[width:], mark)
			if !ok {
				continue
			}
			if mark == ")、" && strings.HasPrefix(after, "(") {
				continue // （三）、（四）项
			}
			if mark == "." && after != "" && after[0] >= '0' && after[0] <= '9' && !startsDate.MatchString(after) {
				continue
			}
			return label{style: f.style, number: value, rank: f.rank, len: len(s) - len(after)}, true
		}
	}
	return label{}, false
}

// read returns the value of the numeral that s begins with, and its bytes.
func (k numeralKind) read(s string) (value, width int) {
	switch k {
	case stem:
		r, n := utf8.DecodeRuneInString(s)
		if i := strings.IndexRune(stems, r); i >= 0 {
			return i/utf8.RuneLen(r) + 1, n
		}
		return 0, 0
	case roman:
		return romanNumeral(s)
	case latin:
		if s != "" && s[0]|0x20 >= 'a' && s[0]|0x20 <= 'h' {
			return int(s[0]|0x20-'a') + 1, 1
		}
		return 0, 0
	}
	for width < len(s) {
		r, n := utf8.DecodeRuneInString(s[width:])
		digit, numeral := r >= '0' && r <= '9', hanzi.IsNumeral(r)
		if width > 0 && s[0] < utf8.RuneSelf != digit || k == digits && !digit || k == chinese && (digit || !numeral) || !digit && !numeral {
			break
		}
		width += n
	}
	if width == 0 {
		return 0, 0
	}
	value, ok := hanzi.Numeral(s[:width])
	if !ok {
		return 0, 0
	}
	return value, width
}

// decimal reads 2.1 and 2.1.3, which stand at the start of a line alone, and 2-1.
func decimal(s string) (label, bool) {
	var parts []int
	at, mark := 0, byte('.')
	for len(parts) < 4 {
		n := 0
		for at+n < len(s) && s[at+n] >= '0' && s[at+n] <= '9' {
			n++
		}
		if n == 0 || n > 2 {
			break
		}
		v, _ := hanzi.Numeral(s[at : at+n])
		parts = append(parts, v)
		at += n
		if len(parts) == 1 && at < len(s) && s[at] == '-' {
			mark = '-'
		}
		if at >= len(s) || s[at] != mark {
			break
		}
		at++
	}
	if at > 0 && s[at-1] == '.' && (at == len(s) || s[at] < utf8.RuneSelf) {
		at-- // 1.1.学校 has its last mark
	}
	if len(parts) < 2 || at < len(s) && s[at] < utf8.RuneSelf {
		return label{}, false
	}
	l := label{style: style(strings.Repeat("1.", len(parts)-1) + "1"), number: parts[len(parts)-1], rank: int8(4 + len(parts)), len: at}
	for _, v := range parts[:len(parts)-1] {
		l.above = l.above*1000 + v
	}
	return l, l.number > 0 && parts[0] > 0 // 0.02毫米
}

// readLabel reads the label at the start of s, as printed.
func readLabel(s string) (label, bool) {
	head := beginning(s, 48)
	for _, r := range head {
		if r, ok := taizhang.FoldRune(r); ok {
			if !mayNumber(r) && !strings.ContainsRune(hanzi.MarksBefore, r) {
				return label{}, false
			}
			break
		}
	}
	f := hanzi.Fold(head)
	l, ok := labelAt(f.Text)
	if !ok {
		l, ok = dashed(f.Text)
	}
	if !ok {
		return label{}, false
	}
	_, l.len = f.Back(0, l.len)
	return l, true
}

// dashed reads a label at a line's start whose 一 was typed as a dash: （—）, —、.
func dashed(s string) (label, bool) {
	one, ok := strings.CutPrefix(s, "(-)")
	if ok {
		return label{style: "（一）", number: 1, rank: 6, len: len(s) - len(one)}, true
	}
	one, ok = strings.CutPrefix(s, "-、")
	return label{style: "一、", number: 1, rank: 5, len: len(s) - len(one)}, ok
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
var startsDate = lazy.NewPattern(`^(?:\d{1,2}(?:-\d{1,2})?月|(?:19|20)\d\d(?:-(?:19|20)?\d\d)?年)`)

// romanNumeral reads a number up to 39, as no list goes further: its value and its bytes; 0 of what is none.
func romanNumeral(s string) (value, width int) {
	last := 0
	for ; width < len(s) && width < 7; width++ {
		i := strings.IndexByte("ivx", s[width]|0x20)
		if i < 0 {
			break
		}
		v := [...]int{1, 5, 10}[i]
		if value += v; v > last {
			value -= 2 * last // iv
		}
		last = v
	}
	if width < len(s) && isWord(s[width]) {
		return 0, 0 // xml.
	}
	return value, width
}
