package extract

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// A line below several tasks may say who answers for them all, or for some of them by their numbers: 以上任务由某局牵头;
// 以上1—3项由某局负责，第4项由某局负责.

// rangeStated is what one such clause says: of which numbers, or of all tasks since the last such clause.
type rangeStated struct {
	node     int // the task below which it stands
	from, to int // numbers; 0 for none
	groups   []taizhang.Group
}

// ranges finds these clauses, and takes them out of the task's text that they stand behind.
func (w *work) ranges() (out []rangeStated) {
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section || len(n.Text) < 2 {
			continue
		}
		p := w.passage(w.without(n.Text))
		for _, from := range p.from[min(1, len(p.from)):] {
			at := p.fold.Index(from)
			for at < len(p.text) {
				first, last, says := w.rangeAt(p.text[at:])
				if says == 0 {
					break
				}
				end := w.rangeEnds(p, at+says)
				groups, _ := w.region(p, at+says, end, "", "range")
				if len(groups) == 0 {
					break
				}
				out = append(out, rangeStated{i, first, last, groups})
				w.cut = append(w.cut, p.at(at, end)...)
				at = end + len(p.text[end:]) - len(strings.TrimLeft(p.text[end:], ",，;；)"))
			}
		}
	}
	if len(out) > 0 {
		slices.SortFunc(w.cut, func(a, b taizhang.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
	return out
}

// rangeEnds returns where a clause that begins at byte at ends: at the full stop, the line's end, or where the next says of others.
func (w *work) rangeEnds(p *passage, at int) int {
	end := len(p.text)
	if k := sort.Search(len(p.from), func(i int) bool { return p.fold.Index(p.from[i]) > at }); k < len(p.from) {
		end = p.fold.Index(p.from[k])
	}
	for i, r := range p.text[at:end] {
		switch r {
		case '。', ')':
			return at + i
		case ',', '，', ';', '；':
			if _, _, says := w.rangeAt(p.text[at+i+len(string(r)):]); says > 0 {
				return at + i
			}
		}
	}
	return end
}

// rangeAt reads the start of a folded text as 以上1-3项由, 第4项由 or 以上任务均由: the numbers, and where it says who; 0 where it is none.
func (w *work) rangeAt(s string) (from, to, says int) {
	rest := strings.TrimPrefix(s, "(")
	above := w.words.kinds["above"].head(rest)
	rest = strings.TrimLeft(rest[len(above):], "第(")
	if v, n := either.read(rest); n > 0 && (above != "" || strings.HasPrefix(s, "第")) {
		from, to = v, v
		next := strings.TrimLeft(rest[n:], ")-—~至到、和及第(")
		if v, n := either.read(next); n > 0 && v > from {
			to, next = v, strings.TrimLeft(next[n:], ")")
		}
		if rest = next; w.words.kinds["range"].head(rest) == "" {
			return 0, 0, 0
		}
	} else if above == "" {
		return 0, 0, 0
	}
	for x := w.words.kinds["range"].head(rest); x != ""; x = w.words.kinds["range"].head(rest) {
		rest = rest[len(x):]
	}
	says = len(s) - len(rest)
	if _, _, label := w.words.labelled(rest); label || strings.HasPrefix(rest, "由") {
		return from, to, says
	}
	return 0, 0, 0
}

// mostRanged is how many blocks a clause looks back over for its numbers.
const mostRanged = 200

// ranged gives the tasks that such a clause speaks of, and that name nobody, who it says.
func (w *work) ranged(all []rangeStated) {
	since := map[int]int{} // by parent: the task below which the last clause of all stands
	for _, r := range all {
		own := w.draft.Nodes[r.node]
		from, ok := since[own.Parent]
		if !ok {
			from = own.Parent
		}
		if r.from > 0 {
			from = max(own.Parent, r.node-mostRanged)
		}
		for i := from + 1; i <= r.node; i++ {
			n := &w.draft.Nodes[i]
			v, _ := hanzi.Numeral(n.Number)
			if n.Parent == own.Parent && n.Part == own.Part && len(n.Groups) == 0 && (r.from == 0 || v >= r.from && v <= r.to) {
				n.Groups, n.Unread = slices.Clone(r.groups), nil
			}
		}
		if r.from == 0 {
			since[own.Parent] = r.node
		}
	}
}
