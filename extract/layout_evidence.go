package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/hanzi"
)

// evidence is what stands before a candidate.
type evidence price

const (
	atLine      evidence = iota // a line begins
	afterBlanks                 // blanks, as where a line was
	afterStop                   // 。！？
	afterBracket
	afterSemicolon
	afterColon
	listBegins // ：in a text without paragraphs, where a list's first follows
	glued      // a character, as of a title
	afterComma
	inPhrase // 、（
)

// inside reports whether what stands before a label leaves it inside a sentence.
func (e evidence) inside() bool { return e == afterSemicolon || e == afterColon || e == listBegins }

// blankBetween reports whether blanks stand between two bytes of s on one line.
func (w *work) blankBetween(s *stream, a, b int) bool {
	_, end := s.Back(a, a+1)
	gap := w.text[end:s.At(b)]
	return gap != "" && !strings.Contains(gap, "\n")
}

// standing says what a label at byte at stands after.
func (w *work) standing(s *stream, k, at int, before rune) evidence {
	if at == s.starts[k] && !w.lines[s.lines[k]].cont {
		return atLine
	}
	if at > s.starts[k] {
		if _, end := s.Back(at-1, at); utf8.RuneCountInString(w.text[end:s.At(at)]) >= 2 || strings.HasPrefix(w.text[end:], "\u3000") {
			return afterBlanks
		}
	}
	switch before {
	case '。', '!', '！', '?', '？', '…':
		return afterStop
	case ')', '”', '》':
		return afterBracket
	case ';', '；':
		return afterSemicolon
	case ':', '：':
		return afterColon
	case '，', ',':
		return afterComma
	case '、', '(', '“', '《', '-', '/', '·':
		return inPhrase
	}
	return glued
}

// joined reports whether what stands before a numeral belongs to it: 2017.1, 第十一、.
func joined(before rune, text string) bool {
	r := firstRune(text)
	switch {
	case r >= '0' && r <= '9':
		return before >= '0' && before <= '9' || before == '.' || before|0x20 >= 'a' && before|0x20 <= 'z' || before == '第'
	case hanzi.IsNumeral(r):
		return hanzi.IsNumeral(before) || before == '第' || before == '千' || before == '万'
	case r|0x20 >= 'a' && r|0x20 <= 'h':
		return !ends(before)
	case r == '(': // f(1), WTO(1)
		return before < utf8.RuneSelf && isWord(byte(before))
	}
	return false
}
