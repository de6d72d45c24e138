package extract

import (
	"math"

	"github.com/taizhang/taizhang"
)

// A model says how likely each symbol is in each column, against how likely it is
// anywhere; a gain is the logarithm of that. It starts from what the header words say
// and from the symbols that return at the distance of a row, and learns the rest from
// the path it finds.
type model struct {
	cols    []columnModel
	ground  [symbols]float64 // how likely a symbol is anywhere
	counted bool             // rows begin with numbers that run on
}

type columnModel struct {
	role    taizhang.ColumnRole
	known   known // of its header
	gain    [symbols]float64
	missing float64 // what an absent cell costs
	late    float64 // of two that may be absent, the later is
	value   kind    // a column of values: its kind; kindProse where it is none
	runs    bool    // its numbers run on, or the labels that its texts begin with
	from    [symbols]float64
}

// groundOf counts how likely symbols are anywhere among atoms [body, end).
func groundOf(a *atoms, body, end int) *model {
	m := &model{}
	n := 0.0
	for i := body; i < end; i++ {
		m.ground[a.sym[i]]++
		n++
	}
	for s := range m.ground {
		m.ground[s] = (m.ground[s] + .5) / (n + .5*float64(symbols))
	}
	return m
}

// take gives a column what its header says.
func (x *columnModel) take(h header) {
	x.role, x.known = h.role, h.known
	shares, ok := symbolsOf[x.role]
	if h.persons {
		shares, ok = personSymbols, true
	}
	if ok && h.known != unknown {
		for s, p := range shares {
			x.from[s] = p * priorWeight
		}
	}
}

// newModel makes the first model: header roles, and for columns of which nothing is
// known the symbols at their place of the first rows. Where rows are shorter than the
// header, period is how long they are: some columns are empty all the way down.
func newModel(a *atoms, with *trial, end int) *model {
	cols, body, period := with.cols, with.body, with.period
	m := groundOf(a, body, end)
	m.cols = make([]columnModel, len(cols))
	k := len(cols)
	for c := range m.cols {
		h := cols[c]
		if c == 0 && with.groups {
			h = header{role: taizhang.ColCategory, known: built}
		}
		if with.like != nil && h.known < built {
			h.role, h.known = roleOf[with.like[c]], bareNoun
		}
		m.cols[c].take(h)
		m.cols[c].late = -.004 * float64(k-c)
		if a.first != nil { // what is missing is covered by a merged cell above, the outer one first
			m.cols[c].late = -.004 * float64(c)
		}
	}
	lack := 0.0 // the share of cells that are missing
	if rows := a.counted(body, end); rows > 0 && m.cols[0].role == taizhang.ColNumber && (with.like != nil || cols[0].known >= built) {
		m.counted, lack = true, min(.8, 1-float64(end-body)/float64(rows*k))
	}
	if period > 0 {
		m.align(a, body, end, period)
		return m
	}
	for c := range m.cols {
		x := &m.cols[c]
		var counts [symbols]float64
		if with.like == nil && (x.from == counts || cols[c].known < built || a.first != nil) {
			a.column(body, c, k, end, &counts)
		}
		missing := .5
		switch {
		case c == 0 && with.groups:
			missing, x.late, counts = leastGroup, 0, [symbols]float64{}
		case x.role == taizhang.ColNote || x.role == taizhang.ColCategory:
			missing = 2
		case x.role == taizhang.ColNumber:
			missing = .05
		}
		if c > 0 && lack > 0 && x.role != taizhang.ColTask {
			missing = max(missing, 6*lack/(1-lack))
		}
		x.settle(m, counts, missing)
		x.runs = x.role == taizhang.ColNumber || (x.value == kindNumber || !m.counted) && x.running(a, body+c, k, end)
	}
	return m
}

// align puts the cells of a row that is shorter than the header into columns, in
// order, so that what stands there fits best what their words say; the columns that
// are left are empty.
func (m *model) align(a *atoms, body, end, period int) {
	k := len(m.cols)
	at := func(j, c int) int { return j*(k+1) + c }
	var slots [][symbols]float64
	var took []bool
	most := math.Inf(-1)
	for turn := range period { // the first row may lack cells
		cells := make([][symbols]float64, period)
		for j := range cells {
			a.column(body+turn, j, period, end, &cells[j])
		}
		best := make([]float64, (period+1)*(k+1)) // slots used, columns used
		from := make([]bool, len(best))
		for i := range best {
			best[i] = math.Inf(-1)
		}
		best[0] = 0
		for j := 0; j <= period; j++ {
			for c := range k {
				x := &m.cols[c]
				absent := lossAbsent
				if x.role == taizhang.ColNote {
					absent = lossNoNote
				} else if x.role == taizhang.ColOther {
					absent = lossNoOther
				}
				if g := best[at(j, c)] + absent + x.late; g > best[at(j, c+1)] {
					best[at(j, c+1)], from[at(j, c+1)] = g, false
				}
				if j == period {
					continue
				}
				if g := best[at(j, c)] + x.fits(m, &cells[j]); g >= best[at(j+1, c+1)] {
					best[at(j+1, c+1)], from[at(j+1, c+1)] = g, true
				}
			}
		}
		if g := best[at(period, k)] - lossTurn*float64(min(turn, 1)); g > most {
			slots, took, most = cells, from, g
		}
	}
	for j, c := period, k; c > 0; c-- {
		x := &m.cols[c-1]
		var counts [symbols]float64
		missing := 8.0
		if took[at(j, c)] {
			j--
			counts, missing = slots[j], .3
		}
		x.settle(m, counts, missing)
		x.runs = x.role == taizhang.ColNumber && missing < 1
	}
}

// fits says how well symbols fit what a column's word says.
func (x *columnModel) fits(m *model, slot *[symbols]float64) float64 {
	total, prior := 0.0, 0.0
	for s := range slot {
		total += slot[s]
		prior += x.from[s]
	}
	if prior == 0 || total == 0 || x.role == taizhang.ColNote {
		return 0
	}
	fit := 0.0
	for s, n := range slot {
		fit += n / total * max(least, math.Log((x.from[s]+.5*m.ground[s])/(prior+.5)/m.ground[s]))
	}
	return fit
}

// column counts the symbols in column c of k behind atom body: at the distance of a row, the nearer ones more, or in the
// lines of k atoms.
func (a *atoms) column(body, c, k, end int, counts *[symbols]float64) {
	if a.first != nil {
		wide := k
		if a.width > 0 && c < k-1 && !a.w.rowsOf(a, body, k) {
			wide = k - 1 // no row has remarks
		}
		a.rows(body, func(i, n int) {
			if n == wide && i < end {
				counts[a.sym[i+c]]++
			}
		})
		return
	}
	for j, i := 0, body+c; i < end && j < 12; j, i = j+1, i+k {
		weight := 1.0
		if j > 4 {
			weight = .3 // rows may have shifted by then
		}
		counts[a.sym[i]] += weight
	}
}

// counted returns how many of the numbers among atoms [from, end) run on, if most do and three at least, two where the first begins: rows begin with them.
func (a *atoms) counted(from, end int) int {
	last, follow, numbers := 0, 0, 0
	for i := from; i < end; i++ {
		if v := a.number[i]; v >= 0 {
			if numbers++; v == last+1 || numbers == 1 {
				last = v
				follow++
			}
		}
	}
	if follow < 3 && (follow < 2 || a.number[from] != 1) || follow*2 <= numbers {
		return 0
	}
	return follow
}

func (x *columnModel) running(a *atoms, at, k, end int) bool {
	return at+k < end && a.count[at] > 0 && a.count[at]+1 == a.count[at+k] && (x.value == kindNumber || a.number[at] < 0)
}

// settle turns counts into gains.
func (x *columnModel) settle(m *model, counts [symbols]float64, missing float64) {
	total := 0.0
	for s := range counts {
		counts[s] += x.from[s] + 2*m.ground[s]
		total += counts[s]
	}
	for s := range counts {
		x.gain[s] = min(most, max(least, math.Log(counts[s]/total/m.ground[s])))
		if symbol(s) == symHeader {
			x.gain[s] = min(x.gain[s], lossHeader)
		}
	}
	x.missing = max(least, math.Log(missing/(total+missing))) + x.late
	x.value = kindProse
	for _, k := range []kind{kindNumber, kindUnits, kindTime} {
		if counts[symbolOf(k)]*2 > total {
			x.value = k
		}
	}
}

// learn makes the model of the next turn from the cells of a path.
func (m *model) learn(a *atoms, cells []cellAtoms) {
	k := len(m.cols)
	for c := range m.cols {
		x := &m.cols[c]
		var counts [symbols]float64
		missing, follow, numbers, last := .3, 0, 0, 0
		for r := c; r < len(cells); r += k {
			switch e := cells[r]; {
			case e.section:
			case e.n == 0:
				missing++
			default:
				s := a.sym[e.from]
				if e.n > 1 && x.value != kindProse && a.is(e.from, min(e.n, maxPieces)) == x.value {
					s = symbolOf(x.value)
				}
				counts[s]++
				if v := a.count[e.from]; v >= 0 && (v == a.number[e.from] || x.value != kindNumber) {
					numbers++
					if v == last+1 {
						follow++
					}
					last = v
				}
			}
		}
		filled := 0.0
		for _, n := range counts {
			filled += n
		}
		x.settle(m, counts, missing)
		x.missing = max(least, math.Log(missing/(filled+missing+.3))) + x.late
		x.runs = (x.value == kindNumber || !m.counted && follow > 1) && follow*2 > numbers || c == 0 && m.counted
	}
}

func symbolOf(k kind) symbol {
	switch k {
	case kindNumber:
		return symNumber
	case kindTime:
		return symTime
	}
	return symUnits
}
