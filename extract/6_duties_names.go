package extract

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// Names of units stand in lists with a mark, a word (和 及 以及), a blank or nothing between them. Where a name may end and
// another begin, both sides must be names.

// longestList is how many bytes the names between two marks may have.
const longestList = 600

// tailWords stand for units that share a duty and are not named: 等部门.
var tailWords = regexp.MustCompile(`^(?:(?:\d+|[一二三四五六七八九十]+)个)?(?:部门|单位|部门和单位|单位和部门|部门单位|部门\(单位\)|单位\(部门\)|机构|地)?$`)

// names splits the item of a list into names, by its words and blanks; more says that others share
// the duty who are not named.
func (w *work) names(text string, x taizhang.Span, ends []int) (out []taizhang.Span, more bool) {
	x = w.bare(text, x)
	s := text[x.Start:x.End]
	if len(s) > longestList {
		return nil, false
	}
	for _, open := range []string{"〈", "<", "(含", "(包括"} {
		if k := strings.Index(s, open); k > 0 { // 各区人民政府（含开发区，下同）
			x.End = x.Start + k
			s = s[:k]
		}
	}
	if k := outsideWord(s, "等"); k > 0 {
		rest := s[k+len("等"):]
		tail := taizhang.Span{Start: x.End - len(rest), End: x.End}
		switch {
		case tailWords.MatchString(rest):
			out, _ = w.names(text, taizhang.Span{Start: x.Start, End: x.Start + k}, ends)
			return out, true
		case w.words.name(w.bareText(rest)) && w.words.name(s[:k]):
			a, _ := w.names(text, taizhang.Span{Start: x.Start, End: x.Start + k}, ends)
			b, m := w.names(text, tail, ends)
			return append(a, b...), m
		}
	} else if k == 0 && len(s) > len("等") {
		if rest := s[len("等"):]; tailWords.MatchString(rest) {
			return nil, true // 等部门 behind a mark
		}
		return w.names(text, taizhang.Span{Start: x.Start + len("等"), End: x.End}, ends)
	} else if s == "等" {
		return nil, true
	}
	for _, word := range w.words.phrases["and"] {
		for at := 0; ; {
			k := strings.Index(s[at:], word)
			if k < 0 {
				break
			}
			at += k
			left, right := s[:at], w.bareText(s[at+len(word):])
			if depthAt(s, at) == 0 && w.words.name(left) && w.words.name(right) {
				a, m := w.names(text, taizhang.Span{Start: x.Start, End: x.Start + at}, ends)
				b, n := w.names(text, taizhang.Span{Start: x.Start + at + len(word), End: x.End}, ends)
				return append(a, b...), m || n
			}
			at += len(word)
		}
	}
	from, _ := slices.BinarySearch(ends, x.Start+1)
	for _, k := range ends[from:] {
		if k >= x.End {
			break
		}
		if w.words.organ(text[x.Start:k], false) && w.words.organ(text[k:x.End], true) {
			b, n := w.names(text, taizhang.Span{Start: k, End: x.End}, ends)
			return append([]taizhang.Span{{Start: x.Start, End: k}}, b...), n
		}
	}
	if k := w.words.gluedName(s); k > 0 {
		b, n := w.names(text, taizhang.Span{Start: x.Start + k, End: x.End}, ends)
		return append([]taizhang.Span{{Start: x.Start, End: x.Start + k}}, b...), n
	}
	if x.Start < x.End {
		out = append(out, x)
	}
	return out, false
}

// bare cuts marks, numbers and small words off the front of a name, and marks off its end.
func (w *work) bare(text string, x taizhang.Span) taizhang.Span {
	s := text[x.Start:x.End]
	t := strings.TrimLeft(s, marksBefore+"0123456789.①②③④⑤⑥⑦⑧⑨-—:")
	for _, word := range w.words.phrases["before-name"] {
		if rest, ok := strings.CutPrefix(t, word); ok && w.words.name(rest) {
			t = rest
			break
		}
	}
	x.Start = x.End - len(t)
	x.End = x.Start + len(strings.TrimRight(t, ".:-—"))
	return x
}

func (w *work) bareText(s string) string {
	x := w.bare(s, taizhang.Span{Start: 0, End: len(s)})
	return s[x.Start:x.End]
}

// name reports whether folded text can be the name of a unit or of a class of them.
func (v *vocabulary) name(s string) bool {
	if n := utf8.RuneCountInString(s); n < 2 || n > 30 {
		return false
	}
	if k := strings.Index(s, "等"); k > 0 && v.organ(s[:k], true) {
		return true
	}
	return v.organ(s, true) || v.class(s) || v.place(s)
}

// class reports whether folded text names units by their kind: 各区, 有关单位.
func (v *vocabulary) class(s string) bool {
	for _, word := range v.phrases["class-begin"] {
		if rest, ok := strings.CutPrefix(s, word); ok && runes(s) <= 16 {
			if v.organ(s, true) || v.place(s) {
				return true
			}
			for _, end := range v.phrases["class-end"] {
				if strings.HasSuffix(rest, end) {
					return true
				}
			}
		}
	}
	return false
}

// gluedName returns where a second name begins that stands behind a first without
// a mark: 市商务局|市司法局; 0 where none does.
func (v *vocabulary) gluedName(s string) int {
	first := firstRune(s)
	if !strings.ContainsRune("省市县区州盟旗", first) {
		return 0
	}
	for i, r := range s {
		if i >= 6 && r == first && !strings.HasSuffix(s, "分局") && v.organ(s[:i], false) && v.organ(s[i:], false) {
			return i
		}
	}
	return 0
}

// outsideWord returns where a word stands in s outside brackets; -1 where it does not.
func outsideWord(s, word string) int {
	for at := 0; ; {
		k := strings.Index(s[at:], word)
		if k < 0 {
			return -1
		}
		at += k
		if depthAt(s, at) == 0 {
			return at
		}
		at += len(word)
	}
}

// depthAt returns how many brackets are open at byte at of folded text.
func depthAt(s string, at int) int {
	return strings.Count(s[:at], "(") - strings.Count(s[:at], ")")
}

// listed reports whether a folded phrase is lists of organs, each but the last
// with its verb.
func (w *work) listed(phrase string) bool {
	organs := 0
	for _, c := range clauses(phrase, ",，") {
		before, _, _ := w.words.ending(phrase[c.Start:c.End])
		for _, r := range clauses(before, listMarks) {
			name := before[r.Start:r.End]
			if !w.words.name(name) || utf8.RuneCountInString(name) > 24 {
				return false
			}
			organs++
		}
	}
	return organs > 0
}

// responsible reports whether folded text, as a whole, is a responsibility
// phrase: a list of organs, with or without a verb.
func (w *work) responsible(s string) bool {
	for _, mark := range []string{"。", ";", "；"} {
		s, _, _ = strings.Cut(s, mark)
	}
	before, _, verb := w.words.ending(strings.TrimSuffix(s, "."))
	if last := before[strings.LastIndexAny(before, "、,，")+1:]; !verb && !w.words.organ(last, true) {
		return false // prose, as nearly every paragraph that is asked about
	}
	if after, _, ok := w.words.labelled(before); ok {
		before, verb = after, true
	}
	items := clauses(before, listMarks)
	strong, weak := 0, 0
	for _, r := range items {
		switch name := before[r.Start:r.End]; {
		case w.words.organ(name, false):
			strong++
		case w.words.organ(name, true), !verb && w.words.place(name): // 南宁市、梧州市人民政府
			weak++
		}
	}
	if verb {
		return strong+weak > 0 && (strong+weak)*2 >= len(items)
	}
	// Among organs, a word that others end in too (市残联) is one as well.
	return strong > 0 && strong >= weak && strong+weak == len(items)
}
