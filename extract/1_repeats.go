package extract

import (
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A page may hold its article twice, once for phones or for reading aloud. A run of paragraphs that stood before,
// word for word, is the page's and no second notice.

const (
	longParagraph = 20  // runes of a paragraph that is not the same by chance
	repeatedRunes = 250 // of such paragraphs, one after the other
	repeatedLines = 4
)

// repeats takes the second copy of a text.
func (w *work) repeats() {
	w.gluedRepeats()
	first := map[string]int{}
	for i := 0; i < len(w.lines); i++ {
		if !w.open(i) || utf8.RuneCountInString(w.folded(i)) < longParagraph {
			continue
		}
		at, ok := first[w.folded(i)]
		if !ok {
			first[w.folded(i)] = i
			continue
		}
		end, lines, runes := w.sameFrom(at, i)
		if lines < repeatedLines || runes < repeatedRunes {
			continue
		}
		from := i
		for at > 0 && w.open(from-1) && w.open(at-1) && w.folded(from-1) == w.folded(at-1) {
			at--
			from--
		}
		w.useAll(from, end, asChrome)
		w.find("repeated-article", taizhang.Info, "此处与前文逐字相同，视为页面重复内容，不再计入",
			taizhang.Of(w.lines[from].span.Start, w.lines[end-1].span.End), "")
		i = end - 1
	}
}

// sameFrom returns the line after those from b on that say the same as those from
// a on, how many are long, and how many runes these have.
func (w *work) sameFrom(a, b int) (end, lines, runes int) {
	stop := b
	for end = b; a < stop && end < len(w.lines); a, end = a+1, end+1 {
		if !w.open(a) || !w.open(end) || w.folded(a) != w.folded(end) {
			break
		}
		if n := utf8.RuneCountInString(w.folded(end)); n >= longParagraph {
			lines++
			runes += n
		}
	}
	return end, lines, runes
}

// gluedRepeats takes long lines that say once more what the lines before them said:
// a copy that lost its line ends.
func (w *work) gluedRepeats() {
	const window = 12 // runes, that are not the same by chance
	var seen map[uint64]bool
	var before []rune
	known := 0 // of before, that seen has
	for i := range w.lines {
		l := &w.lines[i]
		if !w.open(i) {
			continue
		}
		letters := onlyLetters(l.folded)
		if i > 0 && l.span.Len() >= longLine && len(before) >= len(letters)/2 {
			if seen == nil {
				seen = make(map[uint64]bool, len(before))
			}
			for ; known+window <= len(before); known++ {
				seen[hashRunes(before[known:known+window])] = true
			}
			same, all := 0, 0
			for k := 0; k+window <= len(letters); k += window {
				all++
				if seen[hashRunes(letters[k:k+window])] {
					same++
				}
			}
			if all > 10 && same*10 >= all*9 {
				l.use = asChrome
				w.find("repeated-article", taizhang.Info, "此处与前文逐字相同，视为页面重复内容，不再计入", taizhang.Spans{l.span}, "")
				continue
			}
		}
		before = append(before, letters...)
	}
}

// onlyLetters returns the Chinese characters, letters and digits of folded text.
func onlyLetters(s string) []rune {
	out := make([]rune, 0, len(s)/3)
	for _, r := range s {
		if r >= 0x3400 || r < utf8.RuneSelf && isWord(byte(r)) {
			out = append(out, r)
		}
	}
	return out
}

// hashRunes is FNV-1a over runes.
func hashRunes(rs []rune) uint64 {
	h := uint64(14695981039346656037)
	for _, r := range rs {
		h = (h ^ uint64(r)) * 1099511628211
	}
	return h
}
