package extract

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// The path search of a glued table puts stretches between cuts into the columns of rows, in reading order.
// A row's number must follow the last one; units, times and what is missing gain and lose as the weights say.

const (
	gluedFar      = 90   // cuts a cell may reach over
	gluedLong     = 2400 // bytes of a cell of prose
	gluedLost     = 6000 // bytes behind the best row after which no further one is looked for
	gluedHopeless = 45.0 // how much worse than the best a path may be
	leastShare    = .75  // of what a row gains whose values are all there
	gainNumber    = 2.5  // of a row's number
	lossMeasure   = -1.5 // of one that a measure word follows: 3部分
	enoughRows    = 8    // that tell what the others are like
	lossMerged    = -8.0 // of a row whose number is merged down from the one above
	priceRow      = -2.5 // of a row in a table without numbers
	noGain        = -1e9
)

// gluedStep is how the best path arrived at a cut with so many columns of the row filled.
type gluedStep struct {
	gain     float64
	cut, col int32 // from where
	number   int32 // of the last row
	rows     int32
}

// gluedSearch is one search: the cuts of the body, the numbers that begin at some of them.
type gluedSearch struct {
	w        *work
	roles    []taizhang.ColumnRole
	numbered bool
	cuts     []int
	ends     []bool      // an organ's name may end at the cut
	numbers  map[int]int // by cut: the number that begins there
	steps    []gluedStep
	units    map[[2]int]float64
}

// gluedRows reads the rows behind a header; false where there are none to speak of.
func (w *work) gluedRows(t *gluedTable, roles []taizhang.ColumnRole, body taizhang.Span) bool {
	g := &gluedSearch{w: w, roles: roles, numbered: roles[0] == taizhang.ColNumber, units: map[[2]int]float64{}}
	g.cut(body)
	end := g.search()
	if end == 0 {
		return false
	}
	t.rows, t.end = g.rows(end)
	whole := 0
	for _, r := range t.rows {
		if len(r) > 1 {
			whole++
		}
	}
	gain := g.at(end, 0).gain / float64(whole)
	return gain >= leastShare*g.full() && (g.numbered && whole >= 2 || whole >= 3 && gain >= 4)
}

// full is what a row gains whose values are all there.
func (g *gluedSearch) full() (gain float64) {
	for _, r := range g.roles {
		if !prose(r) {
			gain += 4
		}
	}
	return gain
}

func (g *gluedSearch) at(cut, col int) *gluedStep { return &g.steps[cut*len(g.roles)+col] }

// search finds the best path and returns the cut at which its last row ends; 0 where none does.
func (g *gluedSearch) search() int {
	k := len(g.roles)
	g.steps = make([]gluedStep, len(g.cuts)*k)
	for i := range g.steps {
		g.steps[i].gain = noGain
	}
	*g.at(0, 0) = gluedStep{cut: -1}
	best, top := 0, 0.0
	for i := range g.cuts {
		if g.cuts[i] > g.cuts[best]+gluedLost {
			break
		}
		for again := true; again; {
			before := g.at(i, 0).gain
			g.section(i)
			for c := range k {
				if s := *g.at(i, c); s.gain > max(noGain, top-gluedHopeless) {
					g.fill(i, c, s)
				}
			}
			again = g.at(i, 0).gain > before
		}
		if s := g.at(i, 0); s.rows > 0 && s.gain > top {
			best, top = i, s.gain
			if s.rows >= enoughRows && s.gain < leastShare/2*g.full()*float64(s.rows) {
				return 0 // words that look like a table's, and are none
			}
		}
	}
	return best
}

// step takes a way to a cut with col columns filled, if it is the best.
func (g *gluedSearch) step(i, c, j int, from gluedStep, gain float64, number int32) {
	next := gluedStep{from.gain + gain, int32(i), int32(c), number, from.rows}
	if c++; c == len(g.roles) {
		c = 0
		next.rows++
		if !g.numbered {
			next.gain += priceRow
		}
	}
	if t := g.at(j, c); next.gain > t.gain {
		*t = next
	}
}

// fill tries every cell of column c that begins at cut i.
func (g *gluedSearch) fill(i, c int, s gluedStep) {
	role := g.roles[c]
	if c == 0 && g.numbered {
		if v, ok := g.numbers[i]; ok && int32(v) == s.number+1 {
			j, _ := slices.BinarySearch(g.cuts, g.cuts[i]+len(strconv.Itoa(v)))
			gain := gainNumber
			if r, _ := utf8.DecodeRuneInString(g.w.text[g.cuts[j]:]); g.w.words.chars("counter", r) {
				gain += lossMeasure
			}
			g.step(i, c, j, s, gain, int32(v))
		} else if s.rows > 0 {
			g.step(i, c, i, s, lossMerged, s.number)
		}
		return
	}
	if c > 0 {
		missing := g.w.gluedCell(role, taizhang.Span{Start: g.cuts[i], End: g.cuts[i]})
		if !g.numbered && missing < 0 {
			missing -= 2
		}
		g.step(i, c, i, s, missing, s.number)
	}
	for j := i + 1; j < len(g.cuts) && j-i <= gluedFar; j++ {
		span := taizhang.Span{Start: g.cuts[i], End: g.cuts[j]}
		switch {
		case span.Len() > gluedLong, role == taizhang.ColDeadline && span.Len() > 120:
			return
		case unitRole(role):
			if span.Len() > 1200 {
				return
			}
			if g.ends[j] {
				g.step(i, c, j, s, g.unit(i, j, span), s.number)
			}
		default:
			g.step(i, c, j, s, g.w.gluedCell(role, span), s.number)
		}
	}
}

// unit says what cuts i to j gain as a list of units; several columns ask.
func (g *gluedSearch) unit(i, j int, s taizhang.Span) float64 {
	gain, ok := g.units[[2]int{i, j}]
	if !ok {
		gain = g.w.gluedUnits(taizhang.FoldString(g.w.text[s.Start:s.End]))
		g.units[[2]int{i, j}] = gain
	}
	return gain
}

var sectionHead = taizhang.NewPattern(`^\s*[一二三四五六七八九十]{1,3}、[^。，；、：\d（）()]{2,20}`)

// section tries a heading over all columns before a row's number.
func (g *gluedSearch) section(i int) {
	s := *g.at(i, 0)
	if s.gain <= noGain || !g.numbered {
		return
	}
	m := sectionHead.FindString(beginning(g.w.text[g.cuts[i]:g.cuts[len(g.cuts)-1]], 120))
	if m == "" {
		return
	}
	j, ok := slices.BinarySearch(g.cuts, g.cuts[i]+len(m))
	if _, number := g.numbers[j]; !ok || !number {
		return
	}
	if t := g.at(j, 0); s.gain > t.gain {
		*t = gluedStep{s.gain, int32(i), -1, s.number, s.rows}
	}
}

// rows walks the path back from the cut at which it ends.
func (g *gluedSearch) rows(end int) (rows [][]taizhang.Span, at int) {
	k := len(g.roles)
	var row []taizhang.Span
	for i, c := end, 0; ; {
		s := g.at(i, c)
		if s.cut < 0 {
			break
		}
		span := trimSpan(g.w.text, g.cuts[s.cut], g.cuts[i])
		if at == 0 {
			at = g.cuts[i]
		}
		if s.col < 0 {
			rows = append(rows, []taizhang.Span{span})
			i = int(s.cut)
			continue
		}
		if row = append(row, span); len(row) == k {
			slices.Reverse(row)
			rows, row = append(rows, row), nil
		}
		i, c = int(s.cut), int(s.col)
	}
	slices.Reverse(rows)
	return rows, at
}
