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

// search finds the best path from atom begin on; its rows need not reach the end.
func search(a *atoms, m *model, begin, end int) *path {
	k := len(m.cols)
	p := &path{a: a, m: m, begin: begin, end: end, best: make([]step, (end-begin+1)*(k+1))}
	for i := range p.best {
		p.best[i].gain = math.Inf(-1)
	}
	p.at(begin, 0).gain = 0
	p.at(begin, 0).atoms = 0
	for i := begin; i <= end; i++ {
		for again := true; again; {
			if whole := *p.at(i, k); whole.gain+p.inside(i) > p.at(i, 0).gain { // the row is whole: the next may begin
				*p.at(i, 0) = step{whole.gain + p.inside(i), 0, whole.last, false}
			}
			p.section(i)
			before := p.at(i, k).gain
			top := math.Inf(-1)
			for c := range k {
				top = max(top, p.at(i, c).gain)
			}
			for c := range k {
				if s := *p.at(i, c); s.gain >= top-hopelessGain && !math.IsInf(s.gain, -1) {
					p.fill(i, c, s)
				}
			}
			again = p.at(i, k).gain > before // its last cells are missing
		}
	}
	return p
}

// inside is the price of a row that begins at atom i, within a line that is a row.
func (p *path) inside(i int) float64 {
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
	case p.a.sym[i] == symLabel && i+1 < p.end && (p.m.cols[0].runs && p.a.number[i+1] >= 0 || p.a.first != nil && p.a.first[i] && p.a.first[i+1]):
		try(1, lossSection)
	case p.a.sym[i] == symEmpty && strings.Contains(p.a.text(i, 1), "…"):
		try(1, gainDots)
	}
}

// fill tries every way to fill column c with the atoms from i on.
func (p *path) fill(i, c int, s step) {
	x := &p.m.cols[c]
	limit := maxParagraphs
	if x.value != kindProse {
		limit = maxPieces
	}
	gain, last, more, edges := 0.0, s.last, 0.0, 0.0
	k := len(p.m.cols) + 1
	for n, at := 0, (i-p.begin)*k+c+1; n <= limit && i+n <= p.end; n, at = n+1, at+k {
		t := &p.best[at]
		if n > 1 {
			edges += p.a.edge
		}
		if n > 0 && p.a.first != nil && p.a.first[i+n-1] && (n > 1 || s.used) {
			edges += p.a.wrap
		}
		if edges <= least {
			break // the cell ends for sure
		}
		switch {
		case n == 0:
			gain = x.missing
			if p.a.full {
				gain = lossFull
			}
		case n == 1:
			gain, last = p.one(i, x, s.last)
		case x.value != kindProse:
			gain = least + lossPiece*float64(n-1)
			// What the pieces are together is asked last: it costs most, and most ways to fill a cell gain less than one known.
			if joined := x.gain[symbolOf(x.value)] + lossPiece*float64(n-1); x.value != kindNumber && s.gain+max(gain, joined)+edges > t.gain && p.a.is(i, n) == x.value {
				gain = joined
				if slices.Contains(p.a.sym[i:i+n], symOrgan) {
					gain = min(joined, x.gain[symOrgan]+lossPiece*float64(n-1)) // 人事处⏎教务处 are no surer than one of them
				}
			}
		default:
			more += lossMore
			whole := symLong // what the paragraphs are together
			if y := p.a.sym[i+n-1]; y == symSentence || y == symDuty {
				whole = symSentence
			}
			if y := p.a.sym[i+n-1]; y == symUnits || y == symTime || y >= symRepeats || y == symNumber && p.a.number[i+n-1] == int(last)+1 {
				more += lossValue
			}
			gain = min(x.gain[p.a.sym[i]], x.gain[whole]) + more
		}
		if s.gain+gain+edges > t.gain {
			*t = step{s.gain + gain + edges, int32(n), last, s.used || n > 0}
		}
	}
}

// one says what a single atom gains in a column, and the row number it leaves.
func (p *path) one(i int, x *columnModel, last int32) (float64, int32) {
	gain := x.gain[p.a.sym[i]]
	if y := p.a.sym[i]; (x.value != kindProse || x.role == taizhang.ColCategory) && (y == symSentence || y == symLong || (y == symLabel || y == symDuty && x.value != kindUnits) && x.value != kindProse) {
		gain = min(gain, lossValue)
	}
	v := p.a.number[i]
	if !x.runs || v < 0 {
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
