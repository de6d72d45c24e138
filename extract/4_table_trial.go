package extract

import (
	"math"
	"slices"

	"github.com/taizhang/taizhang"
)

// trial is a header of k columns at atom head, and what the rows gain under it.
type trial struct {
	heading
	head, k, end int
	period       int  // of the rows, where they are shorter than the header
	groups       bool // the first column names groups of rows
	gain         float64
	evidence     float64 // of it, what the header's words say
	path         *path
	found        []cellAtoms
	held         []bool // by cell: it is the one above, merged down
}

// best is the trial that gains most, with fewer than skips atoms before the header.
func (w *work) best(a *atoms, skips int) trial {
	best, proved := trial{gain: math.Inf(-1)}, trial{gain: math.Inf(-1)}
	keep := func(t trial) {
		if t.gain > best.gain {
			best = t
		}
		if t.gain > max(proved.gain, t.want()) && t.proved() {
			proved = t
		}
	}
	for skip := range skips {
		for _, k := range a.widths(skip) {
			keep(w.try(a, skip, k))
		}
		for _, h := range w.profiled(a.from(skip)) {
			keep(w.ledBy(a, skip, len(h.like), h))
		}
	}
	if proved.body > 0 && !best.proved() {
		return proved
	}
	return best
}

// try searches the window with a header of k columns.
func (w *work) try(a *atoms, head, k int) trial {
	t := trial{gain: math.Inf(-1)}
	if head+k+(k+1)/2 > a.len() && a.width == 0 {
		return t // not even the half of a row
	}
	for _, h := range w.headings(a.from(head), k) {
		if x := w.ledBy(a, head, k, h); x.gain > t.gain {
			t = x
		}
	}
	return t
}

// ledBy searches the window with a heading at atom head over k columns.
func (w *work) ledBy(a *atoms, head, k int, h heading) trial {
	t := trial{gain: math.Inf(-1)}
	evidence, ok := w.evidence(a, head, h.body)
	if !a.full && h.body > k { // a word below others is no more than one of its own
		evidence -= 3 * float64(a.known(head+k, h.body-k))
		for i := head + k; i < head+h.body; i++ {
			if !w.timeWord(a.text(i, 1)) && a.known(i, 1) == 0 {
				evidence -= 1.5 // and an unknown one a cell
			}
		}
	}
	b := a.from(head)
	switch n := b.anchor(); {
	case n == 0 || n == h.body+1: // 第一部分 stands before the first number
	case n == h.body:
		evidence += gainAnchor
	default:
		evidence -= gainAnchor
	}
	if !ok || evidence < leastEvidence {
		return t
	}
	ways := []trial{{heading: h, k: k}}
	if p := b.period(h.body); p > 1 && p < k && b.first == nil && h.like == nil {
		ways = append(ways, trial{heading: h, k: k, period: p})
	}
	if h.mayGroup() {
		ways = append(ways, trial{heading: h, k: k, groups: true})
	}
	for i := range ways {
		x := w.solve(b, &ways[i])
		if p := ways[i].period; p > 0 && b.known(p, k-p) == 0 && h.body != b.anchor() {
			x.gain -= 3 // where no word says so, the rows begin within what would be a header with columns that stay empty
		}
		if x.gain += evidence; x.gain > t.gain {
			t, t.head, t.evidence = x, head, evidence
		}
	}
	return t
}

// solve searches the rows below a header, learning the columns as it goes.
func (w *work) solve(a *atoms, with *trial) trial {
	k, body := with.k, with.body
	m := newModel(a, with, a.len())
	t := trial{heading: with.heading, k: k, period: with.period, groups: with.groups}
	var steps []step
	for turn := range turns {
		p := search(a, m, body, a.len(), steps)
		steps = p.best
		end, gain := p.top()
		learnt := turn > 1 || turn == 1 && end != body
		if !learnt || a.whole {
			end, gain = p.furthest() // nothing is known yet: learn from all
		}
		if end == body {
			t.gain = math.Inf(-1)
			return t
		}
		before := t.gain
		t.end, t.gain, t.path, t.found = end, gain-columnPrice*float64(k), p, p.cells(end)
		if turn > 2 && t.gain-before < .5 {
			break
		}
		next := m.again(a, t.found)
		if (learnt || a.whole) && slices.Equal(next.cols, m.cols) {
			break // further turns would find the same
		}
		m = next
	}
	for c := range k { // a column that is empty all the way down needs a word
		filled := 0
		for r := c; r < len(t.found); r += k {
			if e := t.found[r]; !e.section && e.n > 0 {
				filled++
			}
		}
		if filled == 0 && t.cols[c].role != taizhang.ColNote {
			t.gain -= 2
		}
	}
	return t
}

// stop ends a table where another begins in it: from a title, or a row that fits
// badly, on, where a header of its own would gain more.
func (w *work) stop(t *trial) {
	if math.IsInf(t.gain, -1) {
		return
	}
	a := t.path.a
	looked := 0
	for r := 2 * t.k; r < len(t.found) && looked < stops; r += t.k {
		if t.found[r].section {
			continue
		}
		i, next := t.found[r].from, t.found[r+t.k-1].from+t.found[r+t.k-1].n
		bad := t.path.at(i, 0).gain-t.path.at(next, t.k).gain > lossRow*float64(t.k)
		for j := i; j < next; j++ {
			if a.title[j] {
				i, bad = j, true
				break
			}
		}
		if !bad {
			continue
		}
		looked++
		near := a.from(i).upTo(window)
		rest := t.path.peak(min(i+near.len(), t.end)) - t.path.peak(i)
		for skip := range 3 {
			for _, k := range near.widths(skip) {
				if x := w.try(near, skip, k); x.gain > max(rest, wantGain) && (x.evidence >= 4 || a.title[i] && x.evidence >= 0) && x.proved() {
					*t = w.solve(a.upTo(i), t)
					return
				}
			}
		}
	}
}

// peak is the best of what may have been gained when i atoms are used.
func (p *path) peak(i int) float64 {
	top := math.Inf(-1)
	for c := range len(p.m.cols) + 1 {
		top = max(top, p.at(i, c).gain)
	}
	return top
}

// again learns a further model, and keeps the one that the path was found with.
func (m *model) again(a *atoms, cells []cellAtoms) *model {
	next := &model{cols: append([]columnModel(nil), m.cols...), ground: m.ground, counted: m.counted}
	next.learn(a, cells)
	return next
}
