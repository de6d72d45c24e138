package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// longestHeading is how many runes a heading has that names of organs stand glued to.
const longestHeading = 12

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

// titles parts the titles of the sections among blocks, the first of which is node first, from the texts that go on behind them.
func (w *work) titles(blocks []block, first int) {
	same := map[style][]lead{} // how the blocks of a style begin
	for k, b := range blocks {
		n := &w.draft.Nodes[first+k]
		text := n.Text.Cut(w.text)
		if n.Section {
			text = strings.ReplaceAll(n.Title.Cut(w.text), "\n", "") // a title's line ends part nothing
		}
		same[b.label.style] = append(same[b.label.style], leadOf(text))
	}
	seen := map[style]int{}
	for k, b := range blocks {
		n, leads, at := &w.draft.Nodes[first+k], same[b.label.style], seen[b.label.style]
		if seen[b.label.style]++; n.Section {
			from := max(0, min(at-farBeside, len(leads)-2*farBeside-1))
			beside := slices.Concat(leads[from:at], leads[at+1:min(len(leads), from+2*farBeside+1)])
			title, run := w.runIn(n.Title, leads[at], beside, b.label.rank != articleRank)
			n.Title, n.Text = title, w.joined(run, n.Text)
		}
	}
}

// leadOf returns how a block begins.
func leadOf(s string) lead {
	s, _, _ = strings.Cut(s, "\n")
	i := outside(s, "。：:")
	if i < 0 {
		return lead{text: s}
	}
	return lead{s[:i], strings.Replace(string(firstRune(s[i:])), ":", "：", 1)}
}

// overLines returns where in s byte k stands of s without its line ends.
func overLines(s string, k int) int {
	for i := 0; i < min(k, len(s)); i++ {
		if s[i] == '\n' {
			k++
		}
	}
	return k
}

// runIn parts a section's title from the text that goes on behind it on its line,
// at the first 。 or ：, or where a heading runs on into a sentence; a mark that ends the line parts nothing.
func (w *work) runIn(line taizhang.Spans, l lead, beside []lead, headed bool) (title, text taizhang.Spans) {
	s := line.Cut(w.text)
	i := overLines(s, len(l.text))
	if k := overLines(s, w.words.headingEnd(l, beside)); headed && k > 0 {
		return line.Slice(0, len(strings.TrimRightFunc(s[:k], taizhang.Blank))), line.Slice(len(s)-len(strings.TrimLeftFunc(s[k:], taizhang.Blank)), len(s))
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	rest := strings.TrimFunc(s[i+n:], taizhang.Blank)
	if rest == "" || r != '。' && !strings.ContainsAny(rest, "。：:；") {
		return line, nil // 贫困村：24个: all of it is the title
	}
	from := i + n + strings.Index(s[i+n:], rest)
	return line.Slice(0, len(strings.TrimRightFunc(s[:i], taizhang.Blank))), line.Slice(from, from+len(rest))
}
