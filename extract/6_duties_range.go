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

// rangeStated is what one such clause says, and of which tasks.
type rangeStated struct {
	rangeOf
	node  int // the task below which it stands
	chain int // which clauses stand in one line: 其余 is of what the others do not name
	taizhang.Phrases
	whole taizhang.Spans
}

// rangeOf is the tasks that a clause speaks of: by their numbers, the last so many, those the clauses beside it do not name, or all
// since the last such clause.
type rangeOf struct {
	numbers []taizhang.Span // each from a number to another
	count   bool            // 以上三项
	rest    bool            // 其余
	but     bool            // 除第2项由某局负责外: the next clause is of the others
	unread  bool            // it names some, and not in a way that is read
	says    int             // where it says who; 0 where it is no such clause
}

// ranges finds these clauses, and takes them out of the task's text that they stand behind.
func (w *work) ranges() (out []rangeStated) {
	chain := 0
	for i := range w.draft.Nodes {
		n := &w.draft.Nodes[i]
		if n.Section || len(n.Text) < 2 {
			continue
		}
		p := w.passage(w.without(n.Text))
		done := 0 // a line end has a span of its own, before its line's
		for _, from := range p.from[min(1, len(p.from)):] {
			at := p.fold.Index(from)
			if at < done {
				continue
			}
			first := len(out)
			chain++
			for at < len(p.text) {
				of := w.rangeAt(p.text[at:], out[first:])
				if of.says == 0 {
					break
				}
				end := w.rangeEnds(p, at+of.says, of)
				whole := p.at(at, end)
				var said taizhang.Phrases
				if said.Groups, said.Times = w.region(p, at+of.says, end, "", "range"); of.unread {
					w.phrases(&said, whole)
				}
				if len(said.Groups) == 0 && !of.but {
					break
				}
				w.prose(&said, whole)
				out = append(out, rangeStated{of, i, chain, said, whole})
				w.cut = append(w.cut, whole...)
				if w.ofAll(p.text[at+of.says : end]) {
					for k := first; k < len(out)-1; k++ {
						out[k].Times = append(slices.Clip(out[k].Times), said.Times...)
					}
				}
				rest := p.text[end:]
				if of.but {
					rest = rest[len(w.words.kinds["range-outside"].begins(rest)):]
				}
				at = len(p.text) - len(strings.TrimLeft(rest, ",，、;；)。"))
				done = at
			}
			if len(out) > first+1 {
				out[first].count = false // 以上1项由A负责，2项由B负责
			}
		}
	}
	if len(out) > 0 {
		slices.SortFunc(w.cut, func(a, b taizhang.Span) int { return cmp.Compare(a.Start, b.Start) })
	}
	return out
}

// ofAll reports whether a clause goes on with what holds for those before it as well: 第2项由某局牵头，均于6月底前完成.
func (w *work) ofAll(s string) bool {
	for k, c := range clauses(s, ",，;；") {
		if k > 0 && w.words.kinds["range"].head(s[c.Start:c.End]) != "" {
			return true
		}
	}
	return false
}

// rangeEnds returns where a clause ends that says who at byte at: at the full stop, the line's end, or where the next says of others.
func (w *work) rangeEnds(p *passage, at int, of rangeOf) int {
	end := len(p.text)
	if k := sort.Search(len(p.from), func(i int) bool { return p.fold.Index(p.from[i]) > at }); k < len(p.from) {
		end = p.fold.Index(p.from[k])
	}
	for i, r := range p.text[at:end] {
		next := at + i + len(string(r))
		switch {
		case strings.ContainsRune("。)", r), of.but && w.words.beginsWith(p.text[at+i:], "range-outside"):
			return at + i
		case strings.ContainsRune(listMarks, r) && !of.unread && w.rangeAt(p.text[next:end], []rangeStated{{}}).says > 0:
			return at + i
		}
	}
	return end
}

// rangeAt reads the start of a folded text as 以上1-3项由, 第1、4项由, 以上任务均由, 除第2项由…外 or, behind such clauses, as 2项由, 其余由.
func (w *work) rangeAt(s string, behind []rangeStated) (of rangeOf) {
	word := w.words.kinds["range"].head
	rest, above := strings.TrimPrefix(s, "("), ""
	for x := "("; x != ""; rest = rest[len(x):] { // 以上任务除, 除上述
		if x = w.words.kinds["range-but"].head(rest); x != "" {
			of.but = true
		} else if x = w.words.kinds["above"].head(rest); x != "" {
			above = x
		} else if x = word(rest); above == "" || of.but {
			break
		}
	}
	others := w.words.kinds["range-rest"].head(rest)
	numbers, named, n := rangeNumbers(rest, word)
	switch {
	case n > 0:
		if above == "" && len(behind) == 0 && !strings.HasPrefix(rest, "第") || word(rest[n:]) == "" {
			return rangeOf{}
		}
		of.numbers, of.count, rest = numbers, !named && len(numbers) == 1 && numbers[0].Len() == 0, rest[n:]
	case of.but:
		return rangeOf{}
	case len(behind) > 0 && (above == "" && others != "" || behind[len(behind)-1].but):
		of.rest, rest = true, rest[len(others):]
	case above == "":
		return rangeOf{}
	}
	for x := word(rest); x != ""; x = word(rest) {
		rest = rest[len(x):]
	}
	if _, _, label := w.words.labelled(rest); label || strings.HasPrefix(rest, "由") || of.but && w.words.beginsWith(rest, "range-outside") {
		of.says = len(s) - len(rest)
		return of
	}
	if k := strings.Index(beginning(rest, mostHeading), "由"); k > 0 && n > 0 && !of.count && !strings.ContainsAny(rest[:k], "。;；") {
		of.says, of.unread, of.but = len(s)-len(rest)+k, true, false
		return of
	}
	return rangeOf{}
}

// rangeNumbers reads the numbers that a folded text begins with, 1、3-5 or (一)、(三); named says that they are no mere count, as 三 of
// 三项 is.
func rangeNumbers(s string, word func(string) string) (out []taizhang.Span, named bool, at int) {
	through := false // a range is open
	for next := 0; ; {
		k := next + len(s[next:]) - len(strings.TrimLeft(s[next:], "第("))
		v, n := either.read(s[k:])
		if n == 0 {
			return out, named, at
		}
		named = named || k > next
		if k += n; strings.HasPrefix(s[k:], ")") {
			k++
		}
		if through {
			out[len(out)-1].End = v
		} else {
			out = append(out, taizhang.Span{Start: v, End: v})
		}
		at = k
		if x := word(s[k:]); x != "" && strings.HasPrefix(strings.TrimLeft(s[k+len(x):], "、和及与至到-—~"), "第") {
			k += len(x) // 第1项和第3项
		}
		next = k + len(s[k:]) - len(strings.TrimLeft(s[k:], "、和及与至到-—~"))
		if next == k {
			return out, named, at
		}
		through = !strings.ContainsAny(s[k:next], "、和及与")
	}
}

// mostRanged is how many blocks a clause looks back over for its numbers.
const mostRanged = 200

// ranged gives the tasks that such a clause speaks of, and that name nobody, who it says, and when. One that names tasks which are not
// there gives nobody anything, and is reported.
func (w *work) ranged(all []rangeStated) {
	since := map[int]int{} // by parent: the task below which the last clause of all stands
	named := map[int]bool{}
	for k, r := range all {
		if k > 0 && all[k-1].chain != r.chain {
			clear(named)
		}
		of := w.rangeTasks(r, since, named)
		if len(of) == 0 {
			if len(w.draft.Unheld) < mostUnheld {
				w.draft.Unheld = append(w.draft.Unheld, r.whole)
			}
			continue
		}
		for _, i := range of {
			named[i] = true
			if n := &w.draft.Nodes[i]; len(n.Groups) == 0 {
				n.Groups, n.Unread = slices.Clone(r.Groups), nil
			}
			w.draft.Nodes[i].Times = append(w.draft.Nodes[i].Times, r.Times...)
		}
		if len(r.numbers) == 0 && !r.rest {
			since[w.draft.Nodes[r.node].Parent] = r.node
		}
	}
}

// rangeTasks returns the tasks of a clause: siblings of the one it stands below, or of one above that; none where not all are there.
func (w *work) rangeTasks(r rangeStated, since map[int]int, named map[int]bool) []int {
	if r.unread {
		return nil
	}
	for at := r.node; at >= 0; at = w.draft.Nodes[at].Parent {
		own := w.draft.Nodes[at]
		from := max(own.Parent, r.node-mostRanged)
		if len(r.numbers) == 0 && !r.rest {
			from = own.Parent
			if last, ok := since[own.Parent]; ok {
				from = last
			}
		}
		var all, of []int
		there := map[int]bool{}
		for i := from + 1; i <= r.node; i++ {
			n := &w.draft.Nodes[i]
			if n.Parent != own.Parent || n.Part != own.Part {
				continue
			}
			all = append(all, i)
			v, _ := hanzi.Numeral(n.Number)
			there[v] = true
			switch {
			case r.rest && !named[i], len(r.numbers) == 0 && !r.rest,
				slices.ContainsFunc(r.numbers, func(s taizhang.Span) bool { return s.Start <= v && v <= s.End }):
				of = append(of, i)
			}
		}
		switch {
		case r.count:
			if n := r.numbers[0].Start; n <= len(all) {
				return all[len(all)-n:]
			}
		case !slices.ContainsFunc(r.numbers, func(s taizhang.Span) bool { return !allThere(there, s) }):
			return of
		}
	}
	return nil
}

// allThere reports whether all numbers of a span are there.
func allThere(there map[int]bool, s taizhang.Span) bool {
	if s.Len() < 0 || s.Len() > mostRanged {
		return false
	}
	for v := s.Start; v <= s.End; v++ {
		if !there[v] {
			return false
		}
	}
	return true
}
