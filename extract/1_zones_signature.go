package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
	"github.com/taizhang/taizhang/lazy"
)

// dateGoesOn reports whether folded text goes on behind a date as in a sentence: 2024年5月1日至3日.
func dateGoesOn(s string) bool {
	return s != "" && strings.ContainsRune("起前以至到，,、。;；的印发出召在向就和与及-", firstRune(s))
}

// weekday is what may stand behind the date of a signature, too: （星期二）.
var weekday = lazy.NewPattern(`^\((?:星期|周)[一二三四五六日天]\)$`)

// clockBehind is what stands behind the day of an appointment: （下午5点前）.
var clockBehind = lazy.NewPattern(`^\([^()]{0,30}(?:上午|下午|晚上|中午|\d[时点:]|前\)|前[^()]{0,6}\))`)

// remarks returns the bytes of the bracket that folded text begins with, where it says how a notice is published or sent; else 0.
func (v *vocabulary) remarks(s string) int {
	k := strings.IndexByte(beginning(s, 400), ')') // 此件不公开发布，发至收文单位本部。未经许可，严禁…
	if k < 0 || s[0] != '(' || !holds(beginning(s[:k], 96), v.phrases["published"]...) {
		return 0
	}
	return k + 1
}

// signature cuts around a date that signs a text, and the organs above it.
func (z *zoner) signature(from, to int) {
	s := z.f.Text
	remarked, printed := z.w.words.remarks(s[to:]), s[to:] == "印发"
	if _, labelled := labelAt(beginning(s[to:], 60)); dateGoesOn(s[to:]) && !printed || !labelled && (clockBehind.MatchString(s[to:]) || from == 0 && weekday.MatchString(s[to:])) {
		return // 2024年3月8日（下午5点前）
	}
	if from == 0 && remarked > 0 && to+remarked == len(s) {
		z.add(to) // 2023年3月28日（此件公开发布）
	}
	begin := max(0, from-450) // bytes: of a dozen organs
	for !utf8.RuneStart(s[begin]) {
		begin++
	}
	for i := from; i > begin; i-- {
		if z.at[i] {
			begin = i
		}
	}
	head := s[begin:from]
	if i := strings.LastIndexFunc(head, func(r rune) bool { return r == '。' || r == '！' || r == '!' || r == ';' || r == '；' || r == ':' }); i >= 0 {
		_, n := utf8.DecodeRuneInString(head[i:])
		begin, head = begin+i+n, head[i+n:]
	}
	if i := strings.LastIndexFunc(head, func(r rune) bool { return r < utf8.RuneSelf && isWord(byte(r)) || r == '@' }); i >= 0 {
		begin, head = begin+i+1, head[i+1:] // an address, a telephone number
	}
	if utf8.RuneCountInString(head) > mostSigners {
		return
	}
	if head == "" && begin > 0 && strings.ContainsRune("。！!", lastRune(s[:begin])) && (to == len(s) || strings.HasPrefix(s[to:], "附件")) {
		z.add(from, to) // a sentence has ended, and a day alone stands behind it
		return
	}
	i := z.signersStart(begin, head)
	if i < 0 || printed && i == 0 && (begin == 0 || !strings.ContainsRune("。)", lastRune(s[:begin]))) {
		return
	}
	if begin, head = begin+i, head[i:]; printed {
		z.add(begin)
		return
	}
	if remarked > 0 {
		z.add(to + remarked)
		if end := z.title(to + remarked); end > 0 {
			z.add(end)
		}
	}
	z.add(begin, from, to)
	if !strings.ContainsFunc(z.w.text[z.f.At(begin):z.f.At(from)], taizhang.Blank) && !strings.Contains(head, "驻") { // blanks part names, and 驻 joins two
		_, cuts := z.w.words.signers(head)
		for _, at := range cuts {
			z.add(begin + at)
		}
	}
	if end := z.title(to); end > 0 {
		z.add(end)
	}
}

// blankBefore reports whether a blank stands before byte at of the line.
func (z *zoner) blankBefore(at int) bool {
	_, end := z.f.Back(at-1, at)
	return end < z.f.At(at)
}

// mostSigners is how many characters the names of a signature have at most, with what may stand before them.
const mostSigners = 150

// signedBehind cuts a line whose last sentence an organ's name stands behind, and a date
// alone below: the last line of a paragraph was full, and the signature was joined to it.
func (w *work) signedBehind() {
	var cuts []int
	for i := range w.lines {
		if i+1 == len(w.lines) || !w.open(i) || !w.open(i+1) || !dateLine.MatchString(w.folded(i+1)) {
			continue
		}
		s := w.str(i)
		k := strings.LastIndex(s, "。")
		if k <= 0 {
			continue
		}
		at := k + len("。")
		if name := taizhang.FoldString(s[at:]); len(name) >= len("国务院") && w.words.organ(name, false) && !strings.ContainsAny(name, ",:;、(") {
			cuts = append(cuts, w.lines[i].span.Start+at)
		}
	}
	w.cutLines(cuts)
}

// beforeName returns where the heading of an attachment begins whose title stands
// at byte at: at 附件1 before it, or at the title; -1 where the text only speaks of it.
func (z *zoner) beforeName(at int) int {
	s := z.f.Text
	if lastRune(s[:at]) == '《' {
		return -1
	}
	for _, m := range annexMarks(s[max(0, at-24):min(len(s), at+1)]) {
		if from := max(0, at-24) + m[1]; from == at && s[at-1] != ':' {
			return max(0, at-24) + m[0]
		}
	}
	if z.open(at) == 0 && z.firstBlockAt(at) {
		return at // 二○○五年二月十五日电力监管条例第一章
	}
	if before := lastRune(s[:at]); z.after(at) || ends(before) && before != '》' && before != ':' && z.open(at) == 0 {
		return at
	}
	return -1
}

// firstBlockAt reports whether the name of what is attached that begins at byte at is
// followed by the first number of its outline.
func (z *zoner) firstBlockAt(at int) bool {
	for _, name := range z.names {
		if rest, ok := strings.CutPrefix(z.f.Text[at:], name); ok {
			l, labelled := labelAt(beginning(rest, 60))
			return rest == "" || labelled && l.number == 1 // the line was cut where the outline begins
		}
	}
	return false
}

// tail cuts what a page adds after the notice.
func (z *zoner) tail() {
	s := z.f.Text
	least := len(s)
	from := max(0, len(s)-2999)
	last := func(word string, before int) int { // where a word last begins, from from on
		if k := strings.LastIndex(s[from:before], word); k >= 0 {
			return from + k
		}
		return -1
	}
	for _, word := range z.w.words.pageWords.all(s[from:]) {
		k := last(word, len(s))
		for (k > len(s)/2 || z.inBody && k > 0) && (ends(lastRune(s[:k])) || z.after(k) || lastRune(s[:k]) == ']') {
			least = min(least, k)
			k = last(word, k)
		}
	}
	if least < len(s) {
		z.add(least)
		return
	}
	// Several such words close together are the page's, and so is what stands between the last
	// sentence and them.
	first, words := len(s), 0
	for _, word := range z.w.words.pageEndsGlued.all(s[from:]) {
		if k := last(word, len(s)); len(s)-k < 400 {
			first = min(first, k)
			words++
		}
	}
	if words > 1 && first > 0 {
		if k := strings.LastIndexAny(s[:first], "。)"); k > 0 && first-k < 300 && z.open(k) <= 1 {
			if _, n := utf8.DecodeRuneInString(s[k:]); !z.w.words.says(s[k+n : first]) {
				first = k + n
			}
		}
		z.add(first)
	}
}

// mostAnnounced is how many names a line is searched for.
const mostAnnounced = 100

// announced returns the folded titles that the cover says are attached: 《…》 beside
// 印发, and the names in its list of attachments.
func (w *work) announced() []string {
	var out []string
	var listed []string // by their numbers
	for i := range w.lines {
		if !w.open(i) || w.lines[i].span.Len() < longLine && !w.lines[i].piece {
			continue
		}
		s := w.lines[i].folded
		for _, m := range annexMarks(s) {
			n := 1
			if m[2] >= 0 {
				n, _ = hanzi.Numeral(s[m[2]:m[3]])
			}
			if n > 0 && n <= len(listed) && s[m[1]-1] != ':' {
				if name := commonEdge(listed[n-1], s[m[1]:], true); runes(name) >= leastHead {
					out = append(out, name)
				}
			}
		}
		var names []string
		for _, m := range quoted.FindAllStringIndex(s, -1) {
			near := s[max(0, m[0]-60):min(len(s), m[1]+300)]
			if name := plain(s[m[0]:m[1]]); w.words.holds(near, "attaches") && len(name) >= 18 {
				names = append(names, name)
			}
		}
		for _, name := range names[:min(len(names), mostAnnounced)] {
			if strings.Count(s, name) > 1 {
				out = append(out, name)
			}
		}
		names = names[:0]
		for _, m := range annexNamed.FindAllStringSubmatch(s, -1) {
			for _, e := range numberedNames(m[1]) {
				names = append(names, m[1][e.Start:e.End])
			}
			if len(listed) == 0 {
				listed = names[:min(len(names), mostAnnounced)]
			}
		}
		for _, name := range names[:min(len(names), mostAnnounced)] {
			if name = w.words.twice(name, s); len(name) > 12 {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var annexNamed = lazy.NewPattern(`附件:([^。:;]{6,400})`)

// twice returns the longest beginning of a name that ends as titles do, or in a
// bracket, and stands a second time in the text.
func (v *vocabulary) twice(name, text string) string {
	for end := len(name); end > 12; end-- {
		if s := name[:end]; (s[end-1] == ')' || v.genreEnds(s)) && utf8.ValidString(s) && strings.Count(text, s) > 1 {
			return s
		}
	}
	return ""
}
