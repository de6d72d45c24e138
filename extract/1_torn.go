package extract

import (
	"strings"
	"unicode/utf8"
)

// joinDates joins the lines that one date was torn over, as pages do that print each figure
// in a span of its own: 2019, 年, 8, 月, 29, 日.
func joinDates(text string, lines []line) []line {
	out := lines[:0]
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		all := l.folded
		for n := 1; n < mostTorn && i+n < len(lines) && l.grid == nil && l.use == free; n++ {
			next := lines[i+n]
			if all == "" || len(all) > 24 || next.grid != nil || next.use != free || utf8.RuneCountInString(next.folded) > 4 {
				break
			}
			if all += next.folded; dateLine.MatchString(all) {
				l.span.End = next.span.End
				l = fold(text, []line{l})[0]
				i += n
				break
			}
		}
		out = append(out, l)
	}
	return out
}

// joinTorn joins the lines that an element inside a sentence was torn out into, as a page's text is taken a span a line:
// 建设⏎44⏎个专项⏎，完成…. What closes a clause begins no line, and a text in which that happens again and again
// has figures on lines of their own, too.
func (w *work) joinTorn(text string, lines []line) []line {
	prose := func(l line) bool { return l.grid == nil && l.use == free && l.folded != "" }
	goesOn := func(k int) bool {
		return k > 0 && prose(lines[k]) && prose(lines[k-1]) && !strings.ContainsRune("。;；:：!！?？", lastRune(lines[k-1].folded))
	}
	closes := func(k int) bool {
		return goesOn(k) && strings.ContainsRune("，,。、；)》”’%", firstRune(lines[k].folded)) && len(lines[k].folded) > len("，")
	}
	figure := func(k int, joined, surely bool) bool {
		return goesOn(k) && isFigure(lines[k].folded) && (joined || utf8.RuneCountInString(lines[k-1].folded) >= leastWidth/2) && k+1 < len(lines) &&
			prose(lines[k+1]) && (strings.ContainsRune(followsFigure, firstRune(lines[k+1].folded)) || !surely && w.words.measures(lines[k+1].folded))
	}
	count := 0
	for k := range lines {
		if closes(k) || figure(k, false, true) {
			count++
		}
	}
	if count < leastTorn || widthOf(text, lines).width > 0 { // a line that is cut at a width may begin with any mark
		return lines
	}
	out := lines[:0:0]
	joined := false // the last line of out has others joined to it
	for k, l := range lines {
		behind := joined && goesOn(k) && isFigure(lines[k-1].folded)
		if figure(k, joined, false) || behind || closes(k) {
			out[len(out)-1].span.End = l.span.End
			joined = true
			continue
		}
		if joined {
			fold(text, out[len(out)-1:])
		}
		out, joined = append(out, l), false
	}
	if joined {
		fold(text, out[len(out)-1:])
	}
	return out
}

const (
	leastTorn     = 2                 // signs that a text's sentences are torn
	followsFigure = "年月日号时，,、。；;)-〕]" // what goes on behind a figure, and begins no cell
)

// isFigure reports whether a folded line is a number alone.
func isFigure(s string) bool { return len(s) <= 6 && s != "" && strings.Trim(s, "0123456789.%") == "" }

// mostTorn is over how many lines a date may be torn.
const mostTorn = 10
