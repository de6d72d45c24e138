package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

const (
	longestHeading = 12 // runes that a heading which runs on has
	longHeading    = 36 // and of one that is no heading for its length
	wordsOfText    = 8  // and the first clause of a text behind one, at least
)

// headingEnd returns where the heading ends that a sentence stands glued to: 主要内容“百校千企”活动…，…; 0 where none does. A
// heading is words that name what its text is about (培训对象, 存在的主要问题), or ends in some; the text begins with words that
// no heading goes on with, or says the heading's own again (竞赛规则竞赛实行…, 方式…的方式进行).
func (v *vocabulary) headingEnd(s string) int {
	size := utf8.RuneCountInString(s)
	sentence := size > longHeading || strings.ContainsAny(s, "，,")
	if v.beginsWith(s, "preamble") || v.beginsWith(s, "text-sure") && !v.beginsWith(s, "heading-stem") {
		return 0
	}
	asks := v.beginsWith(s, "heading-verb")
	longest, noun, n := 0, "", 0 // the longest heading by its words alone
	for i := range beginning(s, (longestHeading+1)*utf8.UTFMax) {
		if n++; n > longestHeading+1 {
			break
		}
		last := v.kinds["heading-noun"].ends(s[:i])
		if last == "" {
			continue
		}
		behind, named := s[i:], v.headingWords(s[:i])
		sure := v.beginsWith(behind, "text-sure")
		switch {
		case sentence && blankOrLabel(behind):
			return i
		case named && (strings.ContainsRune("、的和与及组(（", firstRune(behind)) || !sure && v.beginsWith(behind, "heading-noun")):
			longest = 0
		case named && sure,
			sentence && !asks && sure,
			sentence && (named || !asks && v.headingWords(lastRunes(s[:i], 4))) && (firstRune(behind) == '“' || v.beginsWith(behind, "preamble") || startsDate.MatchString(behind)),
			n > 4 && strings.HasPrefix(behind, s[:i]),
			sentence && named && n > 4 && strings.HasPrefix(behind, beginning(s, 6)):
			return i
		case named:
			longest, noun = i, last
		case longest > 0 && v.headingWords(s[longest:i]):
			longest = 0 // 问题整改措施: one heading, or two
		}
	}
	rest := s[longest:]
	clause, _, more := strings.Cut(strings.ReplaceAll(rest, "，", ","), ",")
	if longest > len(noun) && (size > longHeading || more && utf8.RuneCountInString(clause) >= wordsOfText || strings.Contains(rest, noun)) || longest > 0 && strings.Contains(rest, "的"+noun) {
		return longest
	}
	return 0
}

// headingWords reports whether folded words are those of a heading and nothing else: 组织机构, 工作目标和任务.
func (v *vocabulary) headingWords(s string) bool {
	named := false
	for s != "" {
		word := v.kinds["heading-noun"].begins(s)
		switch {
		case word != "":
			named = true
		case !named && v.beginsWith(s, "heading-stem"):
			word = v.kinds["heading-stem"].begins(s)
		case strings.ContainsRune("的和与及、", firstRune(s)):
			word, named = s[:utf8.RuneLen(firstRune(s))], false
		default:
			return false
		}
		s = s[len(word):]
	}
	return named
}

// blankOrLabel reports whether a blank or a label stands behind a heading.
func blankOrLabel(s string) bool {
	_, labelled := labelAt(beginning(s, 48))
	return labelled || taizhang.Blank(firstRune(s))
}

// lastRunes returns the last n characters of s.
func lastRunes(s string, n int) string {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return s[at:]
}

// lastSentence returns what stands in s behind its last stop.
func lastSentence(s string) string {
	if k := strings.LastIndex(s, "。"); k >= 0 {
		s = s[k+len("。"):]
	}
	return s
}

// behindHeading returns where in folded text the organs begin that stand behind a label and its heading: 五、日程安排|云海市体育局;
// 0 where none do.
func (v *vocabulary) behindHeading(s string) int {
	l, ok := labelAt(beginning(s, 60))
	if !ok {
		return 0
	}
	at := 0
	for i := range beginning(s[l.len:], (longestHeading+1)*utf8.UTFMax) {
		if k := l.len + i; v.headingWords(s[l.len:k]) && v.organ(s[k:], true) {
			at = k
		}
	}
	return at
}
