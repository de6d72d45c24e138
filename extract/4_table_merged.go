package extract

import (
	"math"
	"slices"

	"github.com/taizhang/taizhang"
)

// Where cells are merged down over rows, the rows below print fewer. Which columns they leave out is told by what the others hold:
// each row is put into the columns that its cells fit best, and the columns learn from the rows that are placed.

// The prices of the columns that a row leaves out.
const (
	priceInner = -1.5 // one behind a first column that is there: what is merged, is so with what is left of it
	gainStill  = .5   // one that the row above left out, too
	gainBeside = .3   // or the column before
	gainEnding = .8   // a cell that ends as all others of its column do
	gainSame   = .6   // or that stands in it
	gainFirst  = 1.0  // a row that leaves out its first columns and no other
	gainAlike  = 2.0  // or what all rows leave out that have as many cells
	placings   = 4    // turns
)

// placedColumn is what the cells of a column look like, by the rows placed so far.
type placedColumn struct {
	looks       [symbols]float64
	all         float64
	holes, full [2]float64 // in rows whose first column is there, and in others
	endings     map[string]float64
	texts       map[string]bool
}

// rowCells is the atoms of a row that has fewer than there are columns.
type rowCells struct{ at, from, n int }

// shortRows returns the rows that have fewer cells than there are columns; a heading over all, a sum, and one cell in doubt are none.
func (t *trial) shortRows(sure bool) (short []rowCells) {
	a := t.path.a
	for r := 0; r < len(t.found); r += t.k {
		row := rowCells{r, t.found[r].from, 0}
		for c := range t.k {
			switch e := t.found[r+c]; {
			case e.section && e.n == 1:
				row.n = 1
			case e.section || e.n > 1:
				row.n = t.k
			case e.n == 1:
				row.n++
				row.from = e.from + 1 - row.n
			}
		}
		if s := a.text(row.from, 1); row.n > 1 && row.n < t.k || row.n == 1 && sure && t.k > 1 && !a.w.section(a.spans[row.from]) && !slices.Contains(a.w.words.phrases["total"], s) && a.sym[row.from] != symEmpty {
			short = append(short, row)
		}
	}
	return short
}

// place moves the cells of rows that have fewer than there are columns to where they fit best.
func (t *trial) place(p *printedTable) {
	a := t.path.a
	short, cut := t.shortRows(p.sure), p.cut
	at := map[int]bool{}
	for _, s := range short {
		at[s.at] = true
	}
	seen := map[leftOut]float64{}
	for turn := range placings {
		cols := t.placed(func(r int) bool { return turn > 0 || !at[r] })
		before, last, next := seen, 0, 0
		seen = map[leftOut]float64{}
		for r := 0; r < len(t.found); r += t.k {
			if next < len(short) && short[next].at == r {
				holes := t.put(short[next], cols, before, last, cut && r+t.k == len(t.found))
				seen[leftOut{short[next].n, holes}]++
				seen[leftOut{n: short[next].n}]++
				next++
			}
			for c := range t.k {
				if e := t.found[r+c]; e.n == 1 && t.path.m.cols[c].value == kindNumber && a.number[e.from] >= 0 {
					last = a.number[e.from]
					break
				}
			}
		}
	}
	t.hold(short, cut)
}

// hold says which of the cells left out are the ones above, merged down: those of rows that leave out the first column, and those that
// begin a row behind its number. What is seldom printed is empty, and so is what a row that is cut off has not got to.
func (t *trial) hold(short []rowCells, cut bool) {
	t.held = make([]bool, len(t.found))
	cols := t.placed(func(int) bool { return true })
	for _, s := range short {
		begins := true
		for c := range t.k {
			if t.found[s.at+c].n > 0 {
				if cut && s.at+t.k == len(t.found) {
					break
				}
				begins = begins && c == 0 && t.path.m.cols[0].value == kindNumber
				continue
			}
			there := cols[c].full[0]*4 >= (cols[c].full[0]+cols[c].holes[0])*3 || t.path.m.cols[c].role != taizhang.ColNote
			t.held[s.at+c] = s.at > 0 && there && (begins || t.found[s.at].n == 0)
		}
	}
}

// placed counts what stands in the columns of the rows that count.
func (t *trial) placed(counts func(row int) bool) []placedColumn {
	a := t.path.a
	cols := make([]placedColumn, t.k)
	for c := range cols {
		x := &cols[c]
		x.endings, x.texts = map[string]float64{}, map[string]bool{}
		m := &t.path.m.cols[c]
		for s, n := range m.from {
			x.looks[s] += n / 2
			x.all += n / 2
		}
		prior := .6
		switch {
		case c == 0 || m.role == taizhang.ColCategory:
			prior = 1.5
		case m.role == taizhang.ColNumber || m.role == taizhang.ColNote:
			prior = 1
		case m.role == taizhang.ColTask:
			prior = .3
		}
		x.holes, x.full = [2]float64{prior, prior}, [2]float64{2, 1}
		if c == 0 {
			x.holes, x.full = [2]float64{0, prior}, [2]float64{2, 0}
		}
		for r := c; r < len(t.found); r += t.k {
			e := t.found[r]
			if e.section || !counts(r-c) {
				continue
			}
			out := 0
			if t.found[r-c].n == 0 {
				out = 1
			}
			if e.n == 0 {
				x.holes[out]++
				continue
			}
			x.full[out]++
			x.looks[a.sym[e.from]]++
			x.all++
			s := a.text(e.from, 1)
			x.endings[ending(s)]++
			x.texts[s] = true
		}
	}
	return cols
}

// ending is what the cells of a column have alike: how they are labelled, or the character they end with.
func ending(s string) string {
	if l, ok := readLabel(s); ok {
		return string(l.style)
	}
	return string(lastRune(s))
}

// fit says how well atom i fits the column.
func (x *placedColumn) fit(t *trial, m *columnModel, i, last int) float64 {
	a := t.path.a
	ground := t.path.m.ground[a.sym[i]]
	gain := math.Log((x.looks[a.sym[i]] + 2*ground) / (x.all + 2) / ground)
	gain = min(most, max(least, gain))
	s := a.text(i, 1)
	gain += gainEnding * x.endings[ending(s)] / (x.all + 1)
	if x.texts[s] {
		gain += gainSame
	}
	if v := a.number[i]; m.value == kindNumber && m.runs {
		if v == last+1 || last == 0 {
			gain += gainRun
		} else {
			gain += lossJump
		}
	}
	return gain
}

// leftOut is the columns that a row of n cells leaves out; none stands for all such rows.
type leftOut struct {
	n     int
	holes uint32
}

// put puts the cells of a row into columns, in order, and returns those left out. What is behind the cells of a row that is cut off says
// nothing of where they stand.
func (t *trial) put(row rowCells, cols []placedColumn, seen map[leftOut]float64, last int, cut bool) (holes uint32) {
	k, n := t.k, row.n
	hole, there, fit := make([]float64, 2*k), make([]float64, 2*k), make([]float64, k*n)
	for c := range k {
		x, m := &cols[c], &t.path.m.cols[c]
		for out := range 2 {
			all := x.holes[out] + x.full[out]
			if c == 0 {
				all = x.holes[1] + x.full[0]
			}
			hole[out*k+c], there[out*k+c] = math.Log(x.holes[out]/all), math.Log(x.full[out]/all)
			if row.at > 0 && t.found[row.at-k+c].n == 0 {
				hole[out*k+c] += gainStill
			}
			if out == 0 && m.role != taizhang.ColNote {
				hole[out*k+c] += priceInner
			}
		}
		for j := max(0, n-(k-c)); j < min(n, c+1); j++ {
			fit[c*n+j] = x.fit(t, m, row.from+j, last)
		}
	}
	gain := math.Inf(-1)
	try := func(left uint32) {
		g, j, out := gainAlike*seen[leftOut{n, left}]/max(seen[leftOut{n: n}], 1), 0, int(left&1)*k
		if left == 1<<(k-n)-1 {
			g += gainFirst
		}
		for c := range k {
			if cut && j == n {
				break
			}
			if left>>c&1 == 0 {
				g += there[out+c] + fit[c*n+j]
				j++
			} else if g += hole[out+c]; c > 0 && left>>(c-1)&1 == 1 {
				g += gainBeside
			}
		}
		if g > gain || g == gain && left < holes { // seen has no order
			gain, holes = g, left
		}
	}
	for left := range k - n + 1 {
		if cut || left == k-n {
			try(1<<left - 1 | (1<<k-1)&^(1<<(left+n)-1))
		}
	}
	if cut {
		clear(seen)
	} else {
		try(bestHoles(k, n, hole[:k], there[:k], fit))
		try(bestHoles(k, n, hole[k:], there[k:], fit))
	}
	for x := range seen {
		if x.n == n && x.holes > 0 {
			try(x.holes)
		}
	}
	for c, j := 0, 0; c < k; c++ {
		e := cellAtoms{from: row.from + j}
		if holes>>c&1 == 0 {
			e.n = 1
			j++
		}
		t.found[row.at+c] = e
	}
	return holes
}

// bestHoles returns the columns, of k, that n cells leave out so that they fit best.
func bestHoles(k, n int, hole, there, fit []float64) (holes uint32) {
	best, out := make([]float64, (n+1)*(k+1)), make([]bool, (n+1)*(k+1)) // by cells and columns used
	at := func(j, c int) int { return j*(k+1) + c }
	for i := range best {
		best[i] = math.Inf(-1)
	}
	best[0] = 0
	for c := range k {
		for j := max(0, n-(k-c)); j <= min(n, c); j++ {
			if g := best[at(j, c)] + hole[c]; g > best[at(j, c+1)] {
				best[at(j, c+1)], out[at(j, c+1)] = g, true
			}
			if j < n {
				if g := best[at(j, c)] + there[c] + fit[c*n+j]; g > best[at(j+1, c+1)] {
					best[at(j+1, c+1)], out[at(j+1, c+1)] = g, false
				}
			}
		}
	}
	for j, c := n, k; c > 0; c-- {
		if out[at(j, c)] {
			holes |= 1 << (c - 1)
		} else {
			j--
		}
	}
	return holes
}
