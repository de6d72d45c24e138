package extract

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// What the words of a header say for themselves, before any row is looked at.

// longUnknown is how many characters a header's last word has at most that no table knows, where all others are known.
const longUnknown = 6

// anchor is how many words a header has that begins with one over numbers, the first of which stands behind it; 0 where none does.
func (a *atoms) anchor() int {
	if h := a.w.header(a.text(0, 1)); a.first != nil || h.role != taizhang.ColNumber || h.known < built {
		return 0
	}
	for n := 1; n < min(a.len(), maxColumns+2) && a.words(n-1, 1) == 1; n++ {
		if a.number[n] == 1 {
			return n
		}
	}
	return 0
}

// columnWord reports whether s ends or begins as words of a header do that no stem makes: 检查对象, 是否涉企.
func (w *work) columnWord(s string) bool {
	return len(s) <= 3*shortCell && (w.words.endsWith(s, "column-tail") || w.words.beginsWith(s, "column-head"))
}

// alike reports whether atom head+c begins or ends with the two characters that another of n from head on does: 抽查事项, 抽查比例.
func (a *atoms) alike(head, n, c int) bool {
	const two = 2 * 3
	s := a.text(head+c, 1)
	for i := head; i < head+n && len(s) > two; i++ {
		if x := a.text(i, 1); i != head+c && len(x) > two && x != s && (x[:two] == s[:two] || x[len(x)-two:] == s[len(s)-two:]) {
			return true
		}
	}
	return false
}

// saysOf reports whether a folded line is a word and what it says of one: 组长:张某. A header's word does so in a bracket alone.
func saysOf(s string) bool {
	word, said, ok := strings.Cut(s, ":")
	return ok && said != "" && !strings.Contains(word, "(")
}

// again reports whether the text of atom i stands again behind it: a cell that reads as a header's word.
func (a *atoms) again(i int) bool {
	for j := i + 1; j < min(a.len(), window); j++ {
		if a.text(j, 1) == a.text(i, 1) {
			return true
		}
	}
	return false
}

// evidence is what the n words of a header at atom head say for themselves; false where they are none.
func (w *work) evidence(a *atoms, head, n int) (evidence float64, ok bool) {
	if n == 0 && head == 0 {
		return 0, true
	}
	same := n > 0 // two columns of one name are none
	for c := 1; c < n && same; c++ {
		same = a.text(head+c, 1) == a.text(head, 1)
	}
	if same {
		return 0, false
	}
	for i := range head { // what is left above the header should be a title
		switch s := a.text(i, 1); {
		case a.title[i] || a.sym[i] == symLong:
		case a.sym[i] == symHeader:
			evidence -= 12
		case utf8.RuneCountInString(s) <= 8:
			evidence -= 2
		}
	}
	if n == 0 {
		return evidence, true
	}
	known, alike := 0, 0.0
	for c := range n {
		s := a.text(head+c, 1)
		h := w.header(s)
		if h.known >= built || w.columnWord(s) {
			known++
		} else if c == n-1 && known > 2 && known == c {
			evidence -= 3 // all others are known: the rows begin with it
			if len(s) > 3*longUnknown {
				evidence -= 2
			}
		}
		if len(s) > longestHeader {
			return 0, false
		}
		switch y := a.sym[head+c]; {
		case a.title[head+c] && (c == 0 || !w.timeWord(s)):
			evidence -= 15
		case strings.HasSuffix(s, ","), strings.HasSuffix(s, "、"):
			evidence -= 9 // a sentence that a page tore
		case saysOf(s):
			evidence -= 5
		case h.known == listed:
			evidence += 3
		case h.known == built:
			evidence += 2
		case y == symLabel:
			evidence -= 9
		case w.columnWord(s):
			evidence += 1.5
		case a.alike(head, n, c):
			alike += .7
		case h.known == bareNoun && y == symUnits: // 评审部门
		case y == symTime && w.timeWord(s):
		case y == symNumber || y == symTime || y == symFigure || y == symSentence || y == symUnits || y >= symRepeats:
			evidence -= 5
		case y == symLong:
			evidence -= 3
		case y == symMiddle:
			evidence--
		}
	}
	if known > 0 { // names in a list are alike, too
		evidence += alike
	}
	next := head + n
	for i := next; i < a.len() && a.sym[i] == symHeader && i < next+n; i++ {
		if !a.again(i) {
			evidence -= 10 // the header goes on
		}
	}
	if next < a.len() && evidence >= 0 {
		switch y := a.sym[next]; { // the few words of a header end where the rows begin
		case y == symShort || y == symMiddle || y == symHeader:
		case a.sym[next-1] == symShort || a.sym[next-1] == symHeader || a.sym[next-1] == symOrgan:
			evidence += 2
		}
	}
	return evidence, true
}
