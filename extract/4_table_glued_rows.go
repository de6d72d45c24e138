package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// The path search of a glued table goes over the text character by character. Each column is a field with its own
// kind of cells: a row's number follows the last one, names, times, persons and figures are what the cells' candidates
// say, and text is all that is between them. Columns of text beside each other are one field, for nothing parts them.
// The path that gains most says where rows and cells begin; it takes time in proportion to the text.

const (
	gluedWindow   = 2500            // characters that are searched first; doubled while rows go on
	mostWindow    = 8 * gluedWindow // characters that are searched at once; behind them the search begins anew at a row
	gluedLost     = 1200            // characters behind the best row after which no further one is looked for
	gluedHopeless = 45.0            // how much worse than the best a path may be
	leastShare    = .7              // of what a row gains whose values are all there
	gainNumber    = 2.5             // of a row's number
	gainChinese   = 1.0             // of one in Chinese numerals, which stand in words, too
	lossMeasure   = -1.5            // of one that a measure word follows: 3部分
	lossMerged    = -6.0            // of a row whose number is merged down from the one above
	lossTextRow   = -2.5            // of a row without a number behind a text that no mark ends
	lossNoTime    = -1.5            // of a cell of times that is none
	lossTail      = -.5             // of what stands behind a time in its cell
	priceTail     = -.05            // and of each character of it
	enoughRows    = 8               // that tell what the others are like
	lossLine      = -4.0            // of a row that ends within a line, where rows are lines
	priceRow      = -2.5            // of a row in a table without numbers
	noGain        = -1e9
)

// Within a field the path is at its start, inside its text, behind a name, or behind a mark after one.
const (
	atStart = iota
	inText
	behindName
	behindMark
	places
)

type gluedStep struct {
	gain  float64
	from  int32
	state int16
	last  int16 // the row number last read
	rows  int16
}

type gluedSearch struct {
	*gluedBody
	fields   []gluedField
	numbered bool
	lined    bool // rows are lines
	parted   bool // blanks stand between the words of the header
	coded    bool // rows have codes of their own: 第0012号
	chinese  bool // rows are numbered 一, 二, 三
	steps    []gluedStep
}

// gluedRows reads the rows behind a header; false where there are none to speak of.
func (w *work) gluedRows(t *gluedTable, cols []header, body taizhang.Span) bool {
	g := &gluedSearch{}
	g.fieldsOf(w, t, cols)
	g.lined = strings.HasPrefix(w.text[body.Start:body.End], "\n")
	gain, count := 0.0, 0
	last := int16(0)
	for window := gluedWindow; ; {
		g.gluedBody = w.bodyOf(body, 3*window)
		end := g.search(last)
		more := end > 0 && g.len() >= window*9/10 && end > g.len()-gluedLost && g.from+3*window < body.End
		if more && window < mostWindow {
			window *= 2 // rows go on
			continue
		}
		if more {
			k := g.rowBefore(end, g.len()-2*gluedLost)
			if more = k > 0; more {
				end = k
			}
		}
		if end > 0 {
			s := g.at0(end)
			gain, count, last = gain+s.gain, count+int(s.rows), s.last
			t.rows, t.end = append(t.rows, g.rows(end)...), g.span(end-1, end).End
		}
		if more {
			body.Start = t.end
			continue
		}
		if count < 2 || gain/float64(count) < leastShare*g.full() || !g.numbered && count < 3 {
			return false
		}
		g.unparted(w, t)
		return true
	}
}

// rowBefore returns where a row begins on the path that ends at character end, at character most or before; 0 where none does.
func (g *gluedSearch) rowBefore(end, most int) int {
	for i, f, place := end, 0, atStart; ; {
		s := *g.step(i, f, place)
		switch {
		case f == 0 && place == atStart && i <= most || s.state == -1:
			return i
		case s.state == sectionState:
			i = int(s.from)
		default:
			i, f, place = int(s.from), int(s.state)/places, int(s.state)%places
		}
	}
}

func (g *gluedSearch) step(i, f, place int) *gluedStep {
	return &g.steps[(i*len(g.fields)+f)*places+place]
}

// at0 is the step at which a row may begin at character i.
func (g *gluedSearch) at0(i int) *gluedStep { return g.step(i, 0, atStart) }

// search finds the best path behind the row number last, and returns the character at which its last row ends; 0 where
// none does.
func (g *gluedSearch) search(last int16) int {
	g.steps = make([]gluedStep, (g.len()+1)*len(g.fields)*places)
	for i := range g.steps {
		g.steps[i].gain = noGain
	}
	*g.at0(0) = gluedStep{state: -1, last: last}
	g.chinese = g.numbered && g.len() > 1 && (last > 0 && g.chinese || last == 0 && g.runes[0] == '一' && g.runes[1] != '、')
	g.coded = g.numbered && rowCode.MatchString(g.text(0, min(g.len(), 14)))
	best, top := 0, 0.0
	for i := 0; i <= g.len() && i <= best+gluedLost; i++ {
		if i > 0 && i < g.len() && g.w.note(g.text(i, min(g.len(), i+6))) {
			g.runes, g.steps = g.runes[:i], g.steps[:(i+1)*len(g.fields)*places]
		}
		for again := true; again; {
			before := g.at0(i).gain
			g.section(i)
			for f := range g.fields {
				g.close(i, f)
			}
			again = g.at0(i).gain > before
		}
		if i < g.len() {
			for f := range g.fields {
				for place := range places {
					if s := *g.step(i, f, place); s.gain > max(noGain, top-gluedHopeless) {
						g.open(i, f, place, s)
					}
				}
			}
		}
		if s := g.at0(i); s.rows > 0 && s.gain > top {
			best, top = i, s.gain
			if s.rows >= enoughRows && s.gain < leastShare/2*g.full()*float64(s.rows) {
				return 0 // words that look like a table's, and are none
			}
		}
	}
	return best
}

// move takes a way from a state to another, if it is the best.
func (g *gluedSearch) move(i, f, place int, s gluedStep, j, f2, place2 int, gain float64) {
	next := gluedStep{s.gain + gain, int32(i), int16(f*places + place), s.last, s.rows}
	if f2 == len(g.fields) {
		f2, place2 = 0, atStart
		next.rows++
		if g.lined && j < g.len() && !g.lines[j] {
			next.gain += lossLine
		}
		if !g.numbered {
			next.gain += priceRow
		}
	}
	if t := g.step(j, f2, place2); next.gain > t.gain {
		*t = next
	}
}

// rows walks the path back from the character at which it ends. A section has one cell.
func (g *gluedSearch) rows(end int) (rows [][]taizhang.Span) {
	cuts := make([]int, 0, len(g.fields))
	row := func() {
		slices.Reverse(cuts)
		cells := make([]taizhang.Span, 0, len(g.fields))
		for f := range g.fields {
			cells = append(cells, g.columns(g.fields[f], cuts[f], cuts[f+1])...)
		}
		rows = append(rows, cells)
		cuts = cuts[:0]
	}
	cuts = append(cuts, end)
	for i, f, place := end, 0, atStart; ; {
		s := *g.step(i, f, place)
		switch {
		case s.state == -1:
			slices.Reverse(rows)
			return rows
		case s.state == sectionState:
			cuts = append(cuts[:0], int(s.from))
			rows = append(rows, []taizhang.Span{g.span(int(s.from), i)})
			i = int(s.from)
			continue
		}
		was, at := int(s.state)/places, int(s.state)%places
		if i, f, place = int(s.from), was, at; place != atStart {
			continue
		}
		cuts = append(cuts, i)
		if f == 0 {
			row()
			cuts = append(cuts, i)
		}
	}
}

// columns puts what stands in a field into its column of tasks, as nothing parts it.
func (g *gluedSearch) columns(x gluedField, i, j int) []taizhang.Span {
	out := make([]taizhang.Span, x.n)
	out[x.task] = g.span(i, j)
	return out
}
