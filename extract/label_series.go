package extract

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// A series is a word with a number that a document uses as a label: 问题1：, 专项行动一、, 第一阶段（…）. No list knows these
// words; that the same one stands with 1 and with 2 where blocks begin says that it numbers them.
type series struct {
	word    string // 问题; of 第一阶段 what follows the number
	ordinal bool   // 第一阶段
}

// mostSeries is how many words a document may number: more are a list of some other kind.
const mostSeries = 200

// seriesRank is that of labels of a series: they stand under 一、 and over （1）.
const seriesRank = 7

var (
	seriesHead    = lazy.NewPattern(`^(\p{Han}{2,6}?)\(?(\d{1,2}|[一二三四五六七八九十]{1,3})(?:[:、.]|\)[:、.]?|$)`)
	seriesColon   = lazy.NewPattern(`(\p{Han}{2,4}?)(\d{1,2}|[一二三四五六七八九十]{1,3}):$`)
	seriesOrdinal = lazy.NewPattern(`^第(\d{1,2}|[一二三四五六七八九十]{1,3})(\p{Han}{1,3}?)(?:([:(])|[、.,，]|$)`)
)

// numberSeries finds the series of the document, and gives lines that begin with one their label.
func (w *work) numberSeries() {
	numbers := map[series]map[int]bool{}
	saw := func(s series, numeral string) {
		v, ok := hanzi.Numeral(numeral)
		if !ok || w.beginsNo(s) {
			return
		}
		if numbers[s] == nil {
			numbers[s] = map[int]bool{}
		}
		numbers[s][v] = true
	}
	for i := range w.lines {
		if !w.open(i) || !strings.ContainsAny(beginning(w.lines[i].folded, 48), "0123456789一二三四五六七八九十") && w.lines[i].span.Len() < longLine {
			continue
		}
		for _, head := range []string{beginning(w.lines[i].folded, 48), taizhang.FoldString(firstWord(w.str(i)))} {
			if m := seriesHead.FindStringSubmatch(head); m != nil {
				if d, ok := decimal(head[len(m[1]):]); ok { // 任务2.1
					m[2] = strconv.Itoa(d.number)
				}
				saw(series{m[1], false}, m[2])
				break
			}
			if m := seriesOrdinal.FindStringSubmatch(head); m != nil {
				saw(series{m[2], true}, m[1])
				break
			}
		}
		s := w.lines[i].folded
		for _, at := range each(s, "第") {
			if m := seriesOrdinal.FindStringSubmatch(beginning(s[at:], 30)); m != nil && m[3] != "" {
				saw(series{m[2], true}, m[1])
			}
		}
		for _, at := range each(s, ":") {
			if r := lastRune(s[:at]); !digit(r) && !hanzi.IsNumeral(r) {
				continue
			}
			if m := seriesColon.FindStringSubmatch(lastRunes(s[:at+1], 8)); m != nil {
				for k := range m[1] {
					if utf8.RuneCountInString(m[1][k:]) >= 2 {
						saw(series{m[1][k:], false}, m[2])
					}
				}
			}
		}
	}
	maps.DeleteFunc(numbers, func(_ series, found map[int]bool) bool { return !found[1] || !found[2] })
	if len(numbers) == 0 || len(numbers) > mostSeries {
		return
	}
	w.series = map[rune][]series{}
	for s := range numbers {
		if w.longer(s, numbers) {
			continue
		}
		first := '第'
		if !s.ordinal {
			first = firstRune(s.word)
		}
		w.series[first] = append(w.series[first], s)
	}
	for i := range w.lines {
		if l := &w.lines[i]; w.open(i) && l.label.style == "" {
			if x, ok := w.seriesLabel(l.folded, w.wordEnds(i)); ok {
				f := hanzi.Fold(beginning(w.str(i), 96))
				_, x.len = f.Back(0, x.len)
				l.label = x
			}
		}
	}
}

// beginsNo reports whether a word with a number names no block: 附件1, 第一季度, 专题材料之一.
func (w *work) beginsNo(s series) bool {
	if s.ordinal {
		return !w.words.endsWith(s.word, "stage")
	}
	return w.words.endsWith(s.word, "no-series") || strings.ContainsAny(s.word, "第一二三四五六七八九十年月日")
}

// longer reports whether a longer word counts as far, of which s is the end.
func (w *work) longer(s series, all map[series]map[int]bool) bool {
	for x, found := range all {
		if x != s && x.ordinal == s.ordinal && (strings.HasSuffix(x.word, s.word) && len(found) >= len(all[s]) || strings.HasSuffix(s.word, x.word) && len(found) > len(all[s])) {
			return true
		}
	}
	return false
}

// firstWord is what a line shows up to its first blank.
func firstWord(s string) string {
	s = strings.TrimLeftFunc(beginning(s, 96), taizhang.Blank)
	for i := 0; i < len(s); {
		n := taizhang.AsItIs(s, i)
		if n == 0 {
			var r rune
			if r, n = utf8.DecodeRuneInString(s[i:]); taizhang.Blank(r) {
				return s[:i]
			}
		}
		i += n
	}
	return ""
}

// wordEnds is how many bytes of line i, folded, stand before its first blank; -1 where it has none.
func (w *work) wordEnds(i int) int {
	if s := firstWord(w.str(i)); s != "" {
		return len(taizhang.FoldString(s))
	}
	return -1
}

// seriesLabel reads the label of a series at the start of folded text; a blank at byte blank ends one as a mark does.
func (w *work) seriesLabel(s string, blank int) (label, bool) {
	if w.series == nil {
		return label{}, false
	}
	for _, x := range w.series[firstRune(s)] {
		l := label{style: style(x.word + "一"), rank: seriesRank}
		rest, ok := s, true
		if x.ordinal {
			rest = strings.TrimPrefix(s, "第")
		} else if rest, ok = strings.CutPrefix(s, x.word); !ok {
			continue
		}
		rest, bracket := strings.CutPrefix(rest, "(")
		v, n := either.read(rest)
		if n == 0 || v > 99 {
			continue
		}
		if d, ok := decimal(rest); ok && !x.ordinal && !bracket && !strings.Contains(rest[:d.len], "-") { // 任务2.1
			l.style, v, n = l.style+d.style, d.number, d.len
		}
		rest = rest[n:]
		if bracket {
			if rest, bracket = strings.CutPrefix(rest, ")"); !bracket {
				continue
			}
		}
		if x.ordinal {
			l.style = style("第一" + x.word)
			if rest, ok = strings.CutPrefix(rest, x.word); !ok {
				continue
			}
		}
		l.number, l.len = v, len(s)-len(rest)
		switch r := firstRune(rest); {
		case rest == "", l.len == blank, strings.HasSuffix(string(l.style), ".1"), x.ordinal && (r == '(' || r == '，' || r == ','):
			return l, true
		case r == ':' || r == '、' || r == '.':
			l.len++
			if r == '、' {
				l.len += len("、") - 1
			}
			return l, true
		case bracket:
			return l, true
		}
	}
	return label{}, false
}

// heads reports whether a label is one of Chinese numerals, which outlines have above tables and tables seldom in cells.
func (l label) heads() bool {
	return slices.Contains([]style{"第一章", "第一节", "第一条", "一、", "（一）"}, l.style)
}
