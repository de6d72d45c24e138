package extract

import (
	"math"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// trial is a header of k atoms at atom head, and what the rows gain under it.
type trial struct {
	head, k, end int
	period       int // of the rows, where they are shorter than the header
	cols         []header
	gain         float64
	evidence     float64 // of it, what the header's words say
	path         *path
	found        []cellAtoms
}

// try searches the window with a header of k atoms.
func (w *work) try(a *atoms, head, k int) trial {
	t := trial{head: head, k: k, gain: math.Inf(-1)}
	if head+2*k > a.len() {
		return t
	}
	evidence, same := 0.0, true // two columns of one name are none
	for c := 1; c < k && same; c++ {
		same = a.text(head+c, 1) == a.text(head, 1)
	}
	if same {
		return t
	}
	for i := range head { // what is left above the header should be a title
		switch s := a.text(i, 1); {
		case a.title[i] || a.sym[i] == symLong:
		case a.sym[i] == symHeader:
			evidence -= 12
		case utf8.RuneCountInString(s) <= 8:
			evidence -= 2
		}
	}
	for c := range k {
		s := a.text(head+c, 1)
		h := w.header(s)
		if len(s) > longestHeader {
			return t
		}
		switch y := a.sym[head+c]; {
		case a.title[head+c]:
			evidence -= 15
		case h.known == listed:
			evidence += 3
		case h.known == built:
			evidence += 2
		case y == symLabel:
			evidence -= 9
		case y == symNumber || y == symTime || y == symFigure || y == symSentence || y == symUnits || y >= symRepeats:
			evidence -= 5
		case y == symLong:
			evidence -= 3
		case y == symMiddle:
			evidence--
		}
		t.cols = append(t.cols, h)
	}
	for i := head + k; i < a.len() && a.sym[i] == symHeader && i < head+2*k; i++ {
		evidence -= 10 // the header goes on
	}
	if next := head + k; next < a.len() && evidence >= 0 {
		switch y := a.sym[next]; { // the few words of a header end where the rows begin
		case y == symShort || y == symMiddle || y == symHeader:
		case a.sym[next-1] == symShort || a.sym[next-1] == symHeader || a.sym[next-1] == symOrgan:
			evidence += 2
		}
	}
	if evidence < leastEvidence {
		return t
	}
	b := a.from(head)
	periods := []int{0}
	if p := b.period(k); p > 1 && p < k {
		periods = append(periods, p)
	}
	for _, period := range periods {
		if full := w.solve(b, t.cols, period); full.gain+evidence > t.gain {
			full.cols, full.head, full.period = t.cols, head, period
			full.gain += evidence
			full.evidence = evidence
			t = full
		}
	}
	return t
}

// from returns the atoms from i on.
func (a *atoms) from(i int) *atoms {
	b := *a
	b.spans, b.at, b.start = a.spans[i:], a.at[i:], a.start[i:]
	b.number, b.sym, b.joined, b.title = a.number[i:], a.sym[i:], a.joined[i:], a.title[i:]
	return &b
}

// solve searches the rows below a header of k atoms, learning the columns as it goes.
func (w *work) solve(a *atoms, cols []header, period int) trial {
	k := len(cols)
	m := newModel(a, cols, k, a.len(), period)
	var t trial
	for turn := range turns {
		p := search(a, m, k, a.len())
		end, gain := p.top()
		if turn == 0 || turn == 1 && end == k {
			end, gain = p.furthest() // nothing is known yet: learn from all
		}
		if end == k {
			return trial{gain: math.Inf(-1)}
		}
		before := t.gain
		t = trial{k: k, end: end, gain: gain - columnPrice*float64(k), path: p, found: p.cells(end)}
		if turn > 2 && t.gain-before < .5 {
			break
		}
		m = p.m.again(a, t.found)
	}
	for c := range k { // a column that is empty all the way down needs a word
		filled := 0
		for r := c; r < len(t.found); r += k {
			if e := t.found[r]; !e.section && e.n > 0 {
				filled++
			}
		}
		if filled == 0 && cols[c].role != taizhang.ColNote {
			t.gain -= 2
		}
	}
	return t
}

// stop ends a table where another begins in it: from a title, or a row that fits
// badly, on, where a header of its own would gain more.
func (w *work) stop(t *trial, cols []header, period int) {
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
				if x := w.try(near, skip, k); x.gain > max(rest, wantGain) && (x.evidence >= 4 || a.title[i] && x.evidence >= 0) && x.proved(x.cols) {
					*t = w.solve(a.upTo(i), cols, period)
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

// upTo returns the first n atoms.
func (a *atoms) upTo(n int) *atoms {
	n = min(n, a.len())
	b := *a
	b.spans, b.at, b.start = a.spans[:n], a.at[:n], a.start[:n+1]
	b.number, b.sym, b.joined, b.title = a.number[:n], a.sym[:n], a.joined[:n], a.title[:n]
	return &b
}

// again learns a further model, and keeps the one that the path was found with.
func (m *model) again(a *atoms, cells []cellAtoms) *model {
	next := &model{cols: append([]columnModel(nil), m.cols...), ground: m.ground}
	next.learn(a, cells)
	return next
}

// proved reports whether a table is more than prose that happens to repeat: numbers
// that run on, header words, or columns of values.
func (t trial) proved(cols []header) bool {
	words, values, rows := 0, 0, 0
	for _, h := range cols {
		if h.known >= built {
			words++
		}
	}
	for r := 0; r < len(t.found); r += t.k {
		if !t.found[r].section {
			rows++
		}
	}
	runs := false
	for c := range t.path.m.cols {
		x := &t.path.m.cols[c]
		n, of := 0, 0
		for r := c; r < len(t.found); r += t.k {
			if e := t.found[r]; !e.section && e.n > 0 {
				of++
				if y := t.path.a.sym[e.from]; y == symNumber || y == symUnits || y == symTime || y == symFigure || y == symOrgan {
					n++
				}
			}
		}
		if of > 2 && n*10 >= of*7 && of*2 >= rows {
			values++
		}
		runs = runs || x.runs && n >= 3
	}
	switch {
	case words >= 3 && words*2 > len(cols):
		return true
	case runs, words >= 2:
		return rows >= 2 && values > 0
	}
	return rows >= 5 && values > 0 && t.gain >= 2*float64(rows)
}
