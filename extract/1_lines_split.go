package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// crowded is how many bytes a line has that may hold several numbered blocks.
const crowded = 600

// uncrowd splits lines that hold several numbered blocks, as a notice saved on one
// line does: before labels that count on, where a sentence has ended or blanks
// stand. In-sentence lists (…；（2）…) stay as they are.
func (v *vocabulary) uncrowd(text string, lines []line) []line {
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		cuts := v.ends(text, l, cutsOf(text, l))
		if len(cuts) == 0 {
			out = append(out, l)
			continue
		}
		at := l.span.Start
		for _, c := range append(cuts, l.span.End) {
			if s := trimSpan(text, at, c); s.Len() > 0 {
				piece := l
				piece.span = s
				out = append(out, piece)
			}
			at = c
		}
	}
	return out
}

// cutsOf returns the bytes before which a line is to be split: labels of a style
// that count on from 1, or from the label the line begins with.
func cutsOf(text string, l line) []int {
	if l.grid != nil || l.use != free {
		return nil
	}
	s := text[l.span.Start:l.span.End]
	wide := strings.Contains(s, "\u3000\u3000第")
	if len(s) < crowded && !wide {
		return nil
	}
	type found struct {
		at    int
		label label
	}
	var all []found
	for at, r := range s {
		if !beginsLabel(r) || at > 0 && !breaks(s[:at]) {
			continue
		}
		if lb, ok := readLabel(s[at:]); ok && splits(lb.style) {
			all = append(all, found{at, lb})
		}
	}
	// A style's labels count when they run on; a heading between may start them anew.
	last, runs := map[style]int{}, map[style]int{}
	for _, f := range all {
		if f.label.number == last[f.label.style]+1 {
			runs[f.label.style]++
		}
		last[f.label.style] = f.label.number
	}
	var cuts []int
	want := map[style]int{}
	for _, f := range all {
		st := f.label.style
		article := strings.HasPrefix(string(st), "第") // 第八条 after blanks or a full stop is nothing else
		if runs[st] < 2 && !article {
			continue
		}
		if f.at > 0 && article {
			cuts = append(cuts, l.span.Start+f.at)
		} else if f.at > 0 && (f.label.number == want[st]+1 || f.label.number == 1) {
			cuts = append(cuts, l.span.Start+f.at)
		}
		want[st] = f.label.number
	}
	return cuts
}

// ends adds the cuts before the first block of a crowded line and after its last
// one: where blanks follow a title, an addressee's colon or a full stop, and before
// a date that ends the line.
func (v *vocabulary) ends(text string, l line, cuts []int) []int {
	if len(cuts) == 0 || l.span.Len() < crowded {
		return cuts
	}
	var head, tail []int
	at := l.span.Start
	var last rune // before i
	for i, r := range text[l.span.Start:l.span.End] {
		i += l.span.Start
		before := last
		last = r
		if !taizhang.Blank(r) || before == 0 || taizhang.Blank(before) {
			continue
		}
		left, right := text[at:i], strings.TrimLeftFunc(text[i:l.span.End], taizhang.Blank)
		switch {
		case i < cuts[0] && (before == '。' || before == '：' || before == ':' || len(left) < 400 && v.genre(taizhang.FoldString(left))):
			head = append(head, i)
			at = i
		case i > cuts[len(cuts)-1] && (before == '。' || len(right) < 80 && dateLine.MatchString(taizhang.FoldString(right))):
			tail = append(tail, i)
			at = i
		}
	}
	return append(append(head, cuts...), tail...)
}

// beginsLabel reports whether a label may begin with r.
func beginsLabel(r rune) bool {
	return r == '第' || r == '（' || r == '(' || r >= '0' && r <= '9' || r >= '０' && r <= '９' || chineseNumeral(r)
}

// breaks reports whether a block may begin after s: its sentence has ended, or
// two blanks stand there.
func breaks(s string) bool {
	t := strings.TrimRightFunc(s, taizhang.Blank)
	if t == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(t)
	switch r {
	case '。', '！', '）', ')', '”', '：', ':':
		return r == '。' || r == '！' || len(s) > len(t)
	}
	return utf8.RuneCountInString(s[len(t):]) >= 2 || strings.HasSuffix(s, "\u3000") && len(s) > len(t)
}

// splits reports whether labels of a style begin a block inside a line; （1） and ①
// are lists in a sentence more often.
func splits(st style) bool {
	switch st {
	case "一、", "（一）", "1.", "第一条", "第一章", "第一节":
		return true
	}
	return false
}
