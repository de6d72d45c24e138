package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// What a page adds behind the notice is told from the notice's last lines by what kinds of
// lines stand there, from the end up: those that speak for a page (备案号, 上一篇, 打印), those
// that do so only beside such (主办单位, 解读), and short ones that say nothing of a task.

// footKind says what a line at the end of a text may be.
type footKind uint8

const (
	ofNotice footKind = iota // a task's, a signature, a sentence
	footBare                 // short, and no sentence
	footNear                 // the page's, beside other such lines
	footSure                 // the page's
)

const (
	footLines = 240 // how many lines are looked at
	footBares = 8   // how many short lines may stand in a row under one that is the page's
	footLong  = 160
)

// pageFoot takes what the page adds after the notice.
func (w *work) pageFoot() {
	last := len(w.lines) - 1
	from, bares, i, filed := -1, 0, last, false
	for ; i >= 0 && i > last-footLines; i-- {
		if w.lines[i].use == asRun || w.open(i) && footMarks.Replace(w.folded(i)) == "" {
			if from == i+1 { // a rule above the page's lines
				from = i
			}
			continue
		}
		k := w.footKind(i)
		if k == ofNotice && bares == 0 && w.open(i) && annexLine.MatchString(w.folded(i)) {
			k = footBare // a link to an annex that is not here
		}
		if k == ofNotice {
			break
		}
		switch {
		case k == footSure && w.words.filed(w.folded(i)): // a site's number: offices may be listed below it
			from, bares, filed = i, 0, true
		case bares > footBares: // a list of some kind, the page's only if the notice was signed above it
		case k == footSure:
			from, bares = i, 0
		case k == footNear && from >= 0 && bares == 0:
			from = i
		default:
			bares++
		}
	}
	if i >= 0 && w.signed(i) && from != i+1 { // behind the signature nothing is a task's
		u := asOther
		if from >= 0 {
			u = asChrome
		}
		w.takeOpen(i+1, len(w.lines), u)
	}
	if from > last/2 || filed && from > 0 {
		w.takeOpen(from, len(w.lines), asChrome)
	}
	if i >= 0 && w.open(i) {
		w.footBehind(i)
	}
}

// footBehind cuts a line whose last sentence the page's words stand behind.
func (w *work) footBehind(i int) {
	span := w.lines[i].span
	s := w.text[span.Start:span.End]
	at := 0
	for _, mark := range []string{"。", "；", "）", ")"} {
		if k := strings.LastIndex(s, mark); k >= 0 {
			at = max(at, k+len(mark))
		}
	}
	rest := taizhang.FoldString(s[at:])
	sure, _ := w.words.foot(rest)
	if at == 0 || !sure || w.words.says(beforeFoot(rest, w.words.chrome)) {
		return
	}
	w.cutLines([]int{span.Start + at})
	w.lines[i+1].use = asChrome
}

// beforeFoot is what of a folded text stands before the first word of a page's foot.
func beforeFoot(s string, words []chromeLine) string {
	for _, c := range words {
		if c.match == "foot" || c.match == "filed" {
			s, _, _ = strings.Cut(s, c.text)
		}
	}
	return s
}

// takeOpen gives the lines [from, to) that nothing took a use, time stamps but.
func (w *work) takeOpen(from, to int, u use) {
	for k := from; k < to; k++ {
		if w.open(k) && !stampLine.MatchString(w.folded(k)) {
			w.lines[k].use = u
		}
	}
}

// footKind says what line i may be of the foot of a page.
func (w *work) footKind(i int) footKind {
	l := &w.lines[i]
	if l.use == asChrome {
		return footSure
	}
	if !w.open(i) || w.labelled(i) {
		return ofNotice
	}
	s := strings.ReplaceAll(w.folded(i), "**", "")
	n := utf8.RuneCountInString(s)
	if s == "" {
		return footBare
	}
	if n > footLong || w.signed(i) || w.closes(s) && !w.words.beginsWith(s, "contact") || w.note(s) || strings.HasPrefix(s, "附") && annexLine.MatchString(s) {
		return ofNotice
	}
	sure, near := w.words.foot(s)
	if sure {
		return footSure
	}
	if strings.ContainsAny(lastOf(s), "。;:，,；") || !near && (n > 60 || w.words.says(s)) || w.times.Dates(s) {
		return ofNotice
	}
	if near {
		return footNear
	}
	return footBare
}

// signed reports whether line i ends a signature: a date alone, a note of publication or
// a printing line.
func (w *work) signed(i int) bool {
	s := w.folded(i)
	return dateLine.MatchString(s) || strings.HasSuffix(s, "印发") && len(s) < 200 && printLine.MatchString(s)
}

func lastOf(s string) string {
	r, _ := utf8.DecodeLastRuneInString(s)
	return string(r)
}

// foot reports whether a folded line speaks for the foot of a page, or does so beside
// others: a line that is made of such words alone is sure.
func (v *vocabulary) foot(s string) (sure, near bool) {
	rest := footMarks.Replace(s)
	if rest == "" {
		return false, false
	}
	for _, c := range v.chrome {
		switch at := strings.Index(s, c.text); c.match {
		case "foot", "filed":
			if at >= 0 && c.tells(s, at) {
				return true, true
			}
			near = near || at >= 0 && !v.says(s)
		case "key":
			if c.opens(s) && !v.says(s) && !holds(s, "。") {
				return true, true // 文章来源：县政府办
			}
			near = near || at >= 0
		case "near":
			near = near || at >= 0
		}
	}
	for rest != "" {
		best := 0
		for _, c := range v.chrome {
			if len(c.text) > best && strings.HasPrefix(rest, c.text) {
				best = len(c.text)
			}
		}
		if best == 0 {
			return false, near
		}
		rest = rest[best:]
	}
	return true, true
}

// opens reports whether a folded line begins with a key of a page and what it says: 来源：县政府办, 【责任编辑】张三, 阅读次数123次.
func (c chromeLine) opens(s string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(s, "[(【"), strings.TrimSuffix(c.text, ":"))
	return ok && (strings.ContainsRune(":])】", firstRune(rest)) || digit(firstRune(rest)) || runes(c.text) > leastKey && runes(rest) <= longestPost)
}

// leastKey is how many characters a key of a page has that what it says may stand glued to.
const leastKey = 4

// tells reports whether a word of a page's foot stands at byte at of a folded line as it does there, and not in a sentence:
// at its start, before a colon or figures, behind a mark or Latin letters, or as the end of a file's name.
func (c chromeLine) tells(s string, at int) bool {
	before, after := lastRune(s[:at]), firstRune(s[at+len(c.text):])
	return at == 0 || c.text[0] == '.' || after == ':' || digit(after) || before < utf8.RuneSelf && !strings.ContainsRune(",;:", before)
}

// filed reports whether a folded line has the number a site is filed under.
func (v *vocabulary) filed(s string) bool {
	return slices.ContainsFunc(v.chrome, func(c chromeLine) bool {
		at := strings.Index(s, c.text)
		return c.match == "filed" && at >= 0 && c.tells(s, at)
	})
}

// footMarks are what stands between words on a page's own lines.
var footMarks = strings.NewReplacer("(", "", ")", "", "[", "", "]", "", "|", "", "-", "", "·", "", "/", "", ",", "", ":", "", "、", "", "<", "", ">", "", "«", "", "»", "", "×", "", "+", "", "↺", "")
