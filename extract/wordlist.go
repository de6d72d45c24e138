package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// wordList is a list of folded words. Each is found by its first character or its last byte, so that a text is
// not compared with all of them: it is asked about everywhere, and nearly always holds none.
type wordList struct {
	list  []string
	first chain      // by the last byte of the first character
	last  chain      // by the last byte
	inner [64]uint64 // bits for the last two bytes of first characters of three
}

// chain holds numbers by six bits of a byte, in their order.
type chain struct {
	head [64]int16 // the first number, and one more; 0 for none
	next []int16
}

func newChain(n int, key func(i int) byte) chain {
	c := chain{next: make([]int16, n)}
	for i := n - 1; i >= 0; i-- {
		k := key(i) & 63
		c.next[i], c.head[k] = c.head[k], int16(i+1)
	}
	return c
}

func newWordList(list []string) *wordList {
	w := &wordList{list: list}
	w.first = newChain(len(list), func(i int) byte { return list[i][max(0, firstBytes(list[i])-1)] })
	w.last = newChain(len(list), func(i int) byte { return list[i][len(list[i])-1] })
	for _, x := range list {
		if firstBytes(x) == 3 {
			w.inner[x[1]&63] |= 1 << (x[2] & 63)
		}
	}
	return w
}

// firstBytes returns the bytes of the first character, by its first byte.
func firstBytes(s string) int {
	switch {
	case s == "":
		return 0
	case s[0] < 0xc0: // or within a character
		return 1
	case s[0] < 0xe0:
		return 2
	case s[0] < 0xf0:
		return 3
	}
	return utf8.UTFMax
}

// begins returns the first of the words that s begins with; "" for none.
func (w *wordList) begins(s string) string {
	n := firstBytes(s)
	if w == nil || n == 0 || n > len(s) || n == 3 && w.inner[s[1]&63]&(1<<(s[2]&63)) == 0 {
		return ""
	}
	for i := w.first.head[s[n-1]&63]; i > 0; i = w.first.next[i-1] {
		if strings.HasPrefix(s, w.list[i-1]) {
			return w.list[i-1]
		}
	}
	return ""
}

// ends returns the first of the words that s ends with; "" for none.
func (w *wordList) ends(s string) string {
	if w == nil || s == "" {
		return ""
	}
	for i := w.last.head[s[len(s)-1]&63]; i > 0; i = w.last.next[i-1] {
		if strings.HasSuffix(s, w.list[i-1]) {
			return w.list[i-1]
		}
	}
	return ""
}

// head returns the first of the words with which s begins and does not end; "" for none.
func (w *wordList) head(s string) string { return w.shorter(s, w.begins(s), strings.HasPrefix) }

// tail returns the first of the words with which s ends and does not begin; "" for none.
func (w *wordList) tail(s string) string { return w.shorter(s, w.ends(s), strings.HasSuffix) }

// shorter is the word that was found, or the first that is not all of s.
func (w *wordList) shorter(s, found string, fits func(s, word string) bool) string {
	if found != s || s == "" {
		return found
	}
	i := slices.IndexFunc(w.list, func(x string) bool { return len(x) < len(s) && fits(s, x) })
	if i < 0 {
		return ""
	}
	return w.list[i]
}

// has reports whether s is one of the words.
func (w *wordList) has(s string) bool {
	if w == nil || s == "" {
		return false
	}
	for i := w.last.head[s[len(s)-1]&63]; i > 0; i = w.last.next[i-1] {
		if s == w.list[i-1] {
			return true
		}
	}
	return false
}

// in reports whether any of the words stands in s.
func (w *wordList) in(s string) bool {
	return w != nil && !w.each(s, func(int) bool { return false })
}

// all returns which of the words stand in s, in the order of the list: a text is gone through once for all of them.
func (w *wordList) all(s string) (found []string) {
	var which []int
	w.each(s, func(k int) bool { which = append(which, k); return true })
	slices.Sort(which)
	for _, k := range slices.Compact(which) {
		found = append(found, w.list[k])
	}
	return slices.Compact(found)
}

// each goes through s for the words, which it names by their place in the list, until do returns false.
func (w *wordList) each(s string, do func(k int) bool) bool {
	for i := 0; i < len(s); {
		n := firstBytes(s[i:])
		if i+n > len(s) {
			break
		}
		if n != 3 || w.inner[s[i+1]&63]&(1<<(s[i+2]&63)) != 0 {
			for k := w.first.head[s[i+n-1]&63]; k > 0; k = w.first.next[k-1] {
				if strings.HasPrefix(s[i:], w.list[k-1]) && !do(int(k-1)) {
					return false
				}
			}
		}
		i += n
	}
	return true
}

// beginsWith reports whether s begins with any of the phrases of a kind.
func (v *vocabulary) beginsWith(s, kind string) bool { return v.kinds[kind].begins(s) != "" }

// endsWith reports whether s ends with any of the phrases of a kind.
func (v *vocabulary) endsWith(s, kind string) bool { return v.kinds[kind].ends(s) != "" }

// holds reports whether any of the phrases of a kind stands in s.
func (v *vocabulary) holds(s, kind string) bool { return v.kinds[kind].in(s) }
