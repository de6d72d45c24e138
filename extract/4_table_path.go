package extract

import (
	"math"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// The path search puts atoms into the columns of rows, in reading order; the path
// that gains most over the reading as prose says where rows begin, which cells are
// missing or have several paragraphs, and where the table ends. It takes time in
// proportion to the atoms.

// cellAtoms is the atoms of one cell: n from atom from on. Of a section's row each
// cell has the same.
type cellAtoms struct {
	from, n int
	section bool
}

// step is how the best path arrived at a state: so many atoms used, so many columns
// of the current row filled.
type step struct {
	gain  float64
	atoms int32 // in the cell just filled; less than 0: a row that is one cell
	last  int32 // the row number last read
	used  bool  // the row has an atom
}

type path struct {
	a          *atoms
	m          *model
	begin, end int
	best       []step
}

// search finds the best path from atom begin on; its rows need not reach the end. It works in the steps of
// an earlier path, which is no more needed, where there are as many.
func search(a *atoms, m *model, begin, end int, steps []step) *path {
	k := len(m.cols)
	n := (end - begin + 1) * (k + 1)
	if len(steps) != n {
		steps = make([]step, n)
	}
	p := &path{a: a, m: m, begin: begin, end: end, best: steps}
	for i := range p.best {
		p.best[i] = step{gain: math.Inf(-1)}
	}
	p.at(begin, 0).gain = 0
	filled := make([]float64, k) // with what gain each column of the row was filled from atom i on
	for i := begin; i <= end; i++ {
		row := p.best[(i-begin)*(k+1):][:k+1]
		for c := range filled {
			filled[c] = math.Inf(-1)
		}
		for again := true; again; {
			if whole := row[k]; whole.gain+p.inside(i) > row[0].gain { // the row is whole: the next may begin
				row[0] = step{whole.gain + p.inside(i), 0, whole.last, false}
			}
			if row[0].gain > filled[0] {
				p.section(i)
			}
			before := row[k].gain
			top := math.Inf(-1)
			for c := range k {
				top = max(top, row[c].gain)
			}
			for c := range k {
				if s := row[c]; s.gain > filled[c] && s.gain >= top-hopelessGain {
					filled[c] = s.gain
					p.fill(i, c, s)
				}
			}
			again = row[k].gain > before // its last cells are missing
		}
	}
	return p
}

// inside is the price of a row that begins at atom i, within a line that is a row or a cell.
func (p *path) inside(i int) float64 {
	if i > p.begin && p.a.half(i-1) {
		return lossInside
	}
	if p.a.first == nil || i >= p.end || p.a.first[i] {
		return 0
	}
	return lossInside
}

func (p *path) at(i, c int) *step { return &p.best[(i-p.begin)*(len(p.m.cols)+1)+c] }

// section tries a row that is one cell: the same text as often as there are columns,
// a heading before a row's number, or dots for what is left out.
func (p *path) section(i int) {
	s := *p.at(i, 0)
	if math.IsInf(s.gain, -1) || i >= p.end {
		return
	}
	k := len(p.m.cols)
	try := func(n int, gain float64) {
		if t := p.at(i+n, k); s.gain+gain > t.gain {
			*t = step{s.gain + gain, int32(-n), s.last, true}
		}
	}
	same := 1
	for same < k && i+same < p.end && p.a.text(i+same, 1) == p.a.text(i, 1) {
		same++
	}
	switch {
	case p.a.full && p.a.sym[i] == symLabel:
		n := 1
		for i+n < p.end && p.a.sym[i+n] == symEmpty {
			n++
		}
		if n >= k && k > 2 {
			try(n, 0) // the cells that it spans are bars of their own
		}
	case same == k && k > 2 && p.a.number[i] < 0:
		try(k, 0)
	case p.a.sym[i] == symLabel && i+1 < p.end && (p.m.cols[0].value == kindNumber && (p.a.number[i+1] >= 0 || p.a.sym[i+1] == symLabel) || p.a.first != nil && p.a.first[i] && p.a.first[i+1]):
		try(1, lossSection)
	case p.a.headsCount(i) && p.m.cols[0].value == kindNumber: // an organ, and its tasks counted anew
		s.last = 0
		try(1, lossSection)
	case p.a.sym[i] == symEmpty && strings.Contains(p.a.text(i, 1), "…"):
		try(1, gainDots)
	}
}

// fill tries every way to fill column c with the atoms from i on.
func (p *path) fill(i, c int, s step) {
	x := &p.m.cols[c]
	k := len(p.m.cols) + 1
	to := p.best[(i-p.begin)*k+c+1:] // to[n*k] is where n atoms lead
	gain := x.missing
	if i == p.begin && c == 0 && x.value != kindNumber {
		gain += lossFirst
	}
	if p.a.full && (s.used || p.a.first != nil || x.value != kindProse) {
		gain = lossFull // all cells are printed, but for those that are merged from above
	}
	if s.gain+gain > to[0].gain {
		to[0] = step{s.gain + gain, 0, s.last, s.used}
	}
	if i == p.end {
		return
	}
	edges := 0.0
	if p.a.first != nil && p.a.first[i] && s.used {
		edges += p.a.wrap
	}
	if p.a.above(i) {
		edges += lossAbove
	}
	if edges <= least {
		return // the cell ends for sure
	}
	gain, last := p.one(i, x, s.last)
	if t := &to[k]; s.gain+gain+edges > t.gain {
		*t = step{s.gain + gain + edges, 1, last, true}
	}
	s.last = last
	switch {
	case x.value != kindProse:
		p.pieces(i, x, s, edges, to)
	case p.a.first != nil && p.a.edge == 0:
		p.words(i, x, s, edges, to)
	default:
		p.paragraphs(i, x, s, edges, to)
	}
}

// one says what a single atom gains in a column, and the row number it leaves.
func (p *path) one(i int, x *columnModel, last int32) (float64, int32) {
	gain := x.gain[p.a.sym[i]]
	if y := p.a.sym[i]; (x.value != kindProse || x.role == taizhang.ColCategory) && (y == symSentence || y == symLong || (y == symLabel || y == symDuty && x.value != kindUnits) && x.value != kindProse) {
		gain = min(gain, lossValue)
	}
	if p.a.broken[i] {
		gain += lossTorn
	}
	v := p.a.count[i]
	if !x.runs || v < 0 || v != p.a.number[i] && x.value == kindNumber {
		if v = p.a.number[i]; v >= 0 && v == int(last)+1 && p.m.counted && x.from[symFigure] == 0 && x.known >= built {
			gain += lossNext
		}
		return gain, last
	}
	if v == int(last)+1 || last == 0 {
		return gain + gainRun, int32(v)
	}
	return gain + lossJump, int32(v)
}

// top returns the atom before which the table ends best, and what it gains.
func (p *path) top() (int, float64) {
	end, gain := p.begin, 0.0
	for i := p.begin + 1; i <= p.end; i++ {
		if p.inside(i) < 0 {
			continue
		}
		if s := p.at(i, 0); s.gain > gain {
			end, gain = i, s.gain
		}
		if s := p.at(i, len(p.m.cols)); s.gain > gain {
			end, gain = i, s.gain
		}
	}
	return end, gain
}

// furthest returns the last atom before which a row may end, and what is gained by
// then.
func (p *path) furthest() (int, float64) {
	for i := p.end; i > p.begin; i-- {
		if s := p.at(i, len(p.m.cols)); !math.IsInf(s.gain, -1) {
			return i, s.gain
		}
	}
	return p.begin, 0
}

// cells walks the path back from its end: the atoms of each cell, row by row.
func (p *path) cells(end int) []cellAtoms {
	k := len(p.m.cols)
	var out []cellAtoms
	for i, c := end, k; i > p.begin || c < k; {
		n := int(p.at(i, c).atoms)
		if n < 0 {
			for range k {
				out = append(out, cellAtoms{i + n, -n, true})
			}
			i, c = i+n, k
			continue
		}
		out = append(out, cellAtoms{i - n, n, false})
		if i, c = i-n, c-1; c == 0 {
			if i == p.begin {
				break
			}
			c = k // the row before ends where this one starts
		}
	}
	slices.Reverse(out)
	return out
}
