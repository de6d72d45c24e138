package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// closing returns the line at which a part's body ends: the closing formula,
// signature and printing line belong to the notice, and so does all from 抄送 on.
func (w *work) closing(p *part) int {
	end := p.last
	below, tasks := false, false // a number, what speaks of a duty or a time
	for i := p.last - 1; i >= p.body && i >= p.last-20; i-- {
		l, labelled := w.label(i)
		if labelled && l.rank < 7 {
			break // no note has 一、
		}
		below = below || w.lines[i].grid != nil || labelled
		key, behind, colon := strings.Cut(w.folded(i), ":")
		if !tasks && w.words.kinds["notes"].has(key) && behind == "" || !below && colon && w.words.kinds["copies"].has(key) {
			end = i
		}
		tasks = tasks || w.words.says(w.folded(i)) || untilThen.MatchString(w.folded(i))
	}
	for i := end - 1; i >= p.body && !(w.open(i) && w.labelled(i)); i-- {
		if w.lines[i].use == asField && dateLine.MatchString(w.folded(i)) {
			end = i // behind the signature nothing is a task's
		}
	}
	called := -1 // the last of the lines that say whom to call
	for i := end - 1; i >= p.body; i-- {
		switch l := w.lines[i]; {
		case called >= 0 && w.labelled(i) && strings.Contains(w.str(i), "联系") && len(w.folded(i)) <= longestContact:
			return called + 1 // 五、联系方式
		case l.use == asField, l.use == asChrome, l.use == asRun:
			end = i
			continue
		case i > p.body && !hasAny(w.folded(i-1), "。;:") && w.words.holds(w.folded(i-1), "in-force-heading") && len(w.folded(i-1)) <= longestContact && entersForce(w.folded(i)):
			// 7.3 实施时间 says it: the sentence is that block's
		case l.use == free && l.grid == nil && (w.closes(w.folded(i)) || i > p.body && w.signs(i) || w.callsToo(i, p.body)):
			if called < 0 && w.words.beginsWith(w.folded(i), "contact") {
				called = i
			}
			end = i
			continue
		}
		break
	}
	return end
}

// callLine is a line that ends with a telephone number: 市水利局 张某 87654321.
var callLine = lazy.NewPattern(`^[^。;]{2,40}[^\d.]\d{7,8}$|^[^。;]{2,40}\D1\d{10}$`)

// mostCalled is how many people a notice says to call at most.
const mostCalled = 20

// callsToo reports whether line i names one more to call, below a line that says so, as far up as from.
func (w *work) callsToo(i, from int) bool {
	for from = max(from, i-mostCalled); i > from && callLine.MatchString(w.folded(i)); i-- {
		if w.words.beginsWith(w.folded(i-1), "contact") {
			return true
		}
	}
	return false
}

// longestContact is how many bytes a heading has at most that says who to call: 五、联系方式.
const longestContact = 48

// closes reports whether a folded paragraph closes a notice.
func (w *work) closes(s string) bool {
	if w.words.beginsWith(s, "contact") || w.words.beginsWith(s, "closing-prefix") || w.words.submits(s) {
		return true
	}
	if w.words.beginsWith(s, "closing-appeal") && !w.words.says(s) && !untilThen.MatchString(s) || w.words.kinds["closing-whole"].has(strings.TrimRight(s, "。!")) {
		return true
	}
	if len(s) <= shortClosing && w.words.beginsWith(s, "closing") || strings.HasPrefix(s, "附") && annexList.MatchString(s) {
		return true
	}
	_, numbered := readLabel(s) // an article that says it is one as any
	return !numbered && entersForce(s)
}

// entersForce reports whether a folded paragraph says from when a notice holds.
func entersForce(s string) bool {
	// the expressions are asked last, of the few lines that have their words
	return strings.ContainsAny(beginning(s, 60), "自从") && len(s) < 600 && (inForce.MatchString(s) || comesInForce.MatchString(s))
}

// untilThen is a time by which something is done: no appeal and no note has one.
var untilThen = lazy.NewPattern(`[年月日底末]前`)

// shortClosing is how many bytes a line has at most whose first words close a notice: 特此函告，请予支持。
const shortClosing = 40

// longestAsking is how many characters the sentence has at most that asks to approve or to do what stands above it.
const longestAsking = 40

// submits reports whether folded sentences ask for an answer to what stands above them, or to carry it out: 以上意见如无不妥，请批转各地执行。,
// 当否，请批复。, 请遵照执行。
func (v *vocabulary) submits(s string) bool {
	s, more, _ := strings.Cut(strings.TrimRight(s, "。！!"), "。")
	if more != "" && !v.submits(more) || len(s) < len("请执行") || runes(s) > longestAsking || strings.ContainsAny(s, ";；:0123456789") {
		return false
	}
	above := v.beginsWith(s, "closing-above")
	if above || v.beginsWith(s, "closing-if") {
		for _, word := range v.phrases["closing-if"] {
			if _, behind, ok := strings.Cut(s, word); ok && v.holds(behind, "closing-ask") {
				return true
			}
		}
	}
	return (above && v.holds(s, "closing-ask") || v.beginsWith(s, "closing-ask")) && v.endsWith(s, "closing-order")
}

// basis records the documents a preamble says the plan rests on.
func (w *work) basis(i int) {
	s := w.str(i)
	if w.lines[i].grid != nil || !strings.Contains(s, "《") {
		return
	}
	for _, c := range clauses(s, "。；;") {
		sentence := s[c.Start:c.End]
		at := -1
		for _, word := range w.words.phrases["basis"] {
			if k := strings.Index(sentence, word); k >= 0 && (at < 0 || k < at) {
				at = k
			}
		}
		if at < 0 {
			continue
		}
		stop := len(sentence)
		for _, word := range w.words.phrases["basis-stop"] {
			if k := strings.Index(sentence[at:], word); k >= 0 {
				stop = min(stop, at+k)
			}
		}
		for _, q := range quoted.FindAllStringIndex(sentence, -1) {
			if q[0] < at || q[1] > stop {
				continue
			}
			from := w.lines[i].span.Start + c.Start
			w.field("basis", sentence[q[0]:q[1]], taizhang.Of(from+q[0], from+q[1]))
		}
	}
}
