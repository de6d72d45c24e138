package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// A line below several tasks may say who answers for them all: 以上任务由某局牵头. What it says of some of them by their
// numbers (以上1—3项由某局负责) is given to none, and reported.

// above is what one such line says.
type above struct {
	node int // the task below which it stands
	some bool
	taizhang.Phrases
	whole taizhang.Spans
}

// aboves finds these lines, and takes them out of the task's text that they stand behind.
func (w *work) aboves() (out []above) {
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section || len(n.Text) < 2 {
			continue
		}
		p := w.passage(w.without(n.Text))
		done := 0 // a line end has a span of its own, before its line's
		for k := 1; k < len(p.from); k++ {
			at, end := p.fold.Index(p.from[k]), len(p.text)
			if k+1 < len(p.from) {
				end = p.fold.Index(p.from[k+1])
			}
			if at < done || end == at {
				continue
			}
			done = end
			says, some := w.saysAbove(p.text[at:end])
			if says == 0 {
				continue
			}
			a := above{node: i, some: some, whole: p.at(at, at+len(strings.TrimRight(p.text[at:end], "\n。;；)")))}
			if w.phrases(&a.Phrases, p.at(at+says, end)); len(a.Groups) == 0 {
				continue
			}
			w.prose(&a.Phrases, a.whole)
			out, w.cut = append(out, a), append(w.cut, p.at(at, end)...)
		}
	}
	slices.SortFunc(w.cut, func(a, b taizhang.Span) int { return cmp.Compare(a.Start, b.Start) })
	return out
}

// saysAbove returns where in a folded line 以上任务由 or 上述各项责任单位： says who, and whether it names some tasks: 第1、4项由, 以上三项由,
// 除第2项外均由.
func (w *work) saysAbove(line string) (at int, some bool) {
	rest := strings.TrimPrefix(line, "(")
	above := w.words.kinds["above"].head(rest)
	rest = rest[len(above):]
	for x := w.words.kinds["range"].head(rest); x != ""; x = w.words.kinds["range"].head(rest) {
		rest = rest[len(x):]
	}
	at = len(line) - len(rest)
	by := strings.Index(beginning(rest, mostHeading), "由")
	if _, _, label := w.words.labelled(rest); above != "" && (label || by == 0) {
		return at, false
	}
	_, count := either.read(strings.TrimLeft(rest, "第("))
	if by > 0 && (above != "" && count > 0 || (above != "" || strings.HasPrefix(rest, "第") || strings.HasPrefix(rest, "除")) && strings.ContainsAny(rest[:by], "第0123456789")) {
		return at + by, true
	}
	return 0, false
}

// overAll gives the tasks above such a line, up to the one before, that name nobody, who it says, and when.
func (w *work) overAll(all []above) {
	since := map[int]int{} // by parent: the task below which the last line stands
	for _, a := range all {
		if a.some {
			if len(w.draft.Unheld) < mostUnheld {
				w.draft.Unheld = append(w.draft.Unheld, a.whole)
			}
			continue
		}
		own := w.draft.Nodes[a.node]
		for i := max(own.Parent, since[own.Parent]-1) + 1; i <= a.node; i++ {
			n := &w.draft.Nodes[i]
			if n.Parent != own.Parent || n.Part != own.Part {
				continue
			}
			if len(n.Groups) == 0 {
				n.Groups, n.Unread = slices.Clone(a.Groups), nil
			}
			n.Times = append(n.Times, a.Times...)
		}
		since[own.Parent] = a.node + 1
	}
}
