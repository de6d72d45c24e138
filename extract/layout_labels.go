package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// Labels that are one only where they stand: at the start of a line, before a blank.

// wordLabel reads a number that a blank parts from the digits behind it: 1.1 2022年6月…. word is what the line shows up to there.
func wordLabel(text, word string) (label, bool) {
	word = taizhang.FoldString(word)
	if word == "" || len(word) > 8 || len(word) >= len(text) || text[len(word)] >= utf8.RuneSelf || strings.Trim(word, "0123456789.-") != "" || !strings.HasPrefix(text, word) {
		return label{}, false
	}
	if l, ok := decimal(word); ok && l.len == len(word) {
		return l, true
	}
	v, n := digits.read(word)
	if n == 0 || n > 2 || n < len(word) && word[n:] != "." || !startsDate.MatchString(text[len(word):]) {
		return label{}, false // 3 100万元
	}
	if n < len(word) {
		return label{style: "1.", number: v, rank: 7, len: len(word)}, v > 0
	}
	return label{style: "1", number: v, rank: 4, len: n}, v > 0
}

// beside reports whether a label in brackets has another of its style next to it, as those that a sentence cites: 第（一）（二）项.
func beside(after string, l label) bool {
	if !strings.HasPrefix(string(l.style), "（") {
		return false
	}
	next, ok := labelAt(after)
	return ok && next.style == l.style
}

// closesBracket reports whether a label is the end of a bracket that opened before it: (星期一).
func closesBracket(before, label string) bool {
	if !strings.HasSuffix(label, ")") || strings.Contains(label, "(") {
		return false
	}
	open := strings.LastIndexByte(before, '(')
	return open >= 0 && !strings.ContainsAny(before[open:], ")。；;：:，,")
}

// counts reports whether a label is of a list of numbers, each one more than the last (1、2号楼, 表1、表2, 一、二级), or of what a number
// tells from others: 高一(1)班.
func (v *vocabulary) counts(before rune, l label, text string) bool {
	after := text[l.len:]
	if strings.HasSuffix(text[:l.len], "、") {
		rest := strings.TrimPrefix(after, string(before))
		kind := digits
		if numeral := func(r rune) bool { return r == '、' || hanzi.IsNumeral(r) }; numeral(firstRune(text)) {
			if kind = chinese; !v.chars("class", firstRune(strings.TrimLeftFunc(rest, numeral))) {
				return false // 二、三农工作
			}
		}
		next, _ := kind.read(rest)
		return next == l.number+1 && !startsDate.MatchString(rest)
	}
	class, told := firstRune(after), digit(before) || hanzi.IsNumeral(before)
	return strings.HasSuffix(text[:l.len], ")") && v.chars("class", class) &&
		(told || v.chars("class-behind", before) || !ends(before) && before > utf8.RuneSelf && v.chars("class-alone", class) && !v.beginsWith(after, "class-goes-on"))
}

// labelEnds reports whether a label ends what stands before.
func labelEnds(before string) bool {
	for i := max(0, len(before)-12); i < len(before); i++ { // bytes of the longest: （十二）
		if utf8.RuneStart(before[i]) {
			if l, ok := labelAt(before[i:]); ok && l.len == len(before)-i {
				return true
			}
		}
	}
	return false
}

// lineLabel reads what is a label at the start of a line alone: 2 加强, 二 加强, and bullets.
func (w *work) lineLabel(s *stream, k, at int, text string) (label, bool) {
	if r := firstRune(text); w.bullet(s, k, r) && !overlaps(w.cut, taizhang.Span{Start: s.At(at), End: s.At(at) + 1}) && !w.words.fieldOf(text[utf8.RuneLen(r):]) {
		return label{style: style(r), rank: bulletRank, len: utf8.RuneLen(r)}, true
	}
	l, kind := label{style: "1", rank: 4}, digits
	if hanzi.IsNumeral(firstRune(text)) {
		l, kind = label{style: "一", rank: 3}, chinese
	}
	if l.number, l.len = kind.read(text); l.number == 0 || l.number > 99 || l.len == len(text) || text[l.len] < utf8.RuneSelf || !w.blankBetween(s, at+l.len-1, at+l.len) || strings.ContainsRune("年月日个%万亿倍元是", firstRune(text[l.len:])) {
		return label{}, false
	}
	return l, true
}

// bullet reports whether the k-th line of s begins with a bullet: it says something, or the line above or below, but for the
// fields of a task (责任单位：…), has the same one. A dash is one before a blank alone, beside another.
func (w *work) bullet(s *stream, k int, r rune) bool {
	line := w.lines[s.lines[k]].folded
	dash := r == '-'
	if !dash && !strings.ContainsRune(bullets, r) {
		return false
	}
	if !dash && holds(line, "。", "；", ";", ":") {
		return true
	}
	listed := func(k int) bool {
		if k < 0 || k >= len(s.lines) {
			return false
		}
		l := w.lines[s.lines[k]]
		rest, ok := strings.CutPrefix(l.folded, string(r))
		field := k+1 < len(s.lines) && w.words.fieldOf(w.lines[s.lines[k+1]].folded) // a line about it below
		return ok && runes(beginning(rest, 16)) >= leastListed && firstRune(rest) >= utf8.RuneSelf && (field || !w.words.organ(rest, false)) && !w.words.fieldOf(rest) &&
			(!dash || runes(firstWord(w.str(s.lines[k]))) == 1)
	}
	if !listed(k) {
		return false
	}
	for _, step := range [...]int{-1, 1} {
		next := k + step
		for n := 0; n < mostFields && next >= 0 && next < len(s.lines) && w.words.fieldOf(w.lines[s.lines[next]].folded); n++ {
			next += step
		}
		if listed(next) {
			return true
		}
	}
	return false
}

// mostFields is how many lines about a task stand below it at most.
const mostFields = 6

// leastListed is how many characters stand behind a bullet that has no sentence behind it.
const leastListed = 3

// fieldOf reports whether folded text begins with a label of units or times (责任单位：), as a line about the task above does, or
// with a key of the page (发布日期：).
func (v *vocabulary) fieldOf(s string) bool {
	word, _, ok := strings.Cut(s, ":")
	if !ok || len(word) > longestHeader {
		return false
	}
	_, page := v.metadata[word]
	return page || v.isLabel(word) || v.kinds["time-label"].has(word)
}

// numberBeforeDigit reads 11. of 11.121人才梯队.
func numberBeforeDigit(s string) (label, bool) {
	v, n := digits.read(s)
	if n == 0 || n > 2 || n+1 >= len(s) || s[n] != '.' || s[n+1] < '0' || s[n+1] > '9' || shortDate.MatchString(s) {
		return label{}, false
	}
	return label{style: "1.", number: v, rank: 7, len: n + 1}, v > 0
}

// beforeNumber is the other reading of a decimal (3.3年内建成): the number of a block, and one that its text begins with.
// A blank between them says so, where it is no slip of the print (1.1目的, 1. 2依据). A line that begins with a number is none
// that was torn where a sentence ends above it, or a heading.
func (w *work) beforeNumber(s *stream, k int, c candidate) (candidate, bool) {
	l, ok := numberBeforeDigit(s.Text[c.at:])
	if !ok || c.label.above == 0 {
		return candidate{}, false
	}
	blank := w.blankBetween(s, c.at+l.len-1, c.at+l.len)
	if c.evidence != atLine && !ends(lastRune(s.Text[:c.at])) || c.evidence == atLine && !blank && s.torn(k) {
		return candidate{}, false
	}
	whole := c.label.len
	l.digits = true
	c.label, c.instead = l, true
	if !blank {
		c.cost += w.words.costs[costDecimal]
	}
	if c.evidence == atLine && !blank && !ends(lastRune(s.Text[:c.at])) && !w.words.measures(s.Text[c.at+whole:min(len(s.Text), c.at+96)]) {
		c.cost += w.words.costs[costFigure] // else it is in the price already
	}
	return c, true
}

// figureGoesOn reports whether a line that begins with a figure and its measure is the rest of the one above: …增长⏎1.5倍.
func (w *work) figureGoesOn(s *stream, k int, text string) bool {
	l, ok := numberBeforeDigit(text)
	return ok && s.torn(k) && w.words.measures(strings.TrimLeft(text, ".0123456789")) && !w.blankBetween(s, s.starts[k]+l.len-1, s.starts[k]+l.len)
}

// torn reports whether the k-th line may go on with a sentence: the one above has no end, and is no heading.
func (s *stream) torn(k int) bool {
	if k == 0 || ends(lastRune(s.Text[:s.starts[k]])) {
		return false
	}
	above := s.Text[s.starts[k-1]:s.starts[k]]
	return len(above) > mostHead || runes(above) > longestHead
}

// shortDate tells 5.25-5.31 and 6.8前 from a label before a number.
var shortDate = lazy.NewPattern(`^(?:0?[1-9]|1[0-2])\.(?:[0-2]?\d|3[01])(?:[-~—]|至\d{1,2}[.月日]|日|前)`)

// oddlyMarked reads a number with a mark that ends no number in print: 2，加强 and 三。加强.
func oddlyMarked(s string) (label, bool) {
	kind, l := digits, label{style: "1.", rank: 7}
	if hanzi.IsNumeral(firstRune(s)) {
		kind, l = chinese, label{style: "一、", rank: 5}
	}
	v, n := kind.read(s)
	if n == 0 || v < 1 || v > 99 {
		return label{}, false
	}
	mark, size := utf8.DecodeRuneInString(s[n:])
	if after := firstRune(s[n+size:]); !strings.ContainsRune("。，,：:", mark) || after < utf8.RuneSelf || hanzi.IsNumeral(after) || strings.ContainsRune("。，、；：）》", after) {
		return label{}, false
	}
	l.number, l.len = v, n+size
	return l, true
}

// unmarked reads a number that stands before a heading without a mark: 1总则.
func (w *work) unmarked(s string) (label, bool) {
	v, n := digits.read(s)
	if n == 0 || n > 2 || v < 1 || n == len(s) || s[n] < utf8.RuneSelf || w.words.measures(s[n:]) || strings.ContainsRune("年月日时分秒。，、；：）》”—～", firstRune(s[n:])) {
		return label{}, false
	}
	return label{style: "1", number: v, rank: 4, len: n}, true
}

// leadsDecimal reports whether the decimal numbers of a chapter begin close behind its heading: 1总则1.1目的.
func leadsDecimal(s string, l label) bool {
	k := strings.Index(beginning(s[l.len:], longestTitle*3), s[:l.len]+".1")
	return k > 0 && !strings.ContainsAny(s[l.len:l.len+k], "。；;0123456789")
}
