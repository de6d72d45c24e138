package extract

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// A schedule flattened to one cell a paragraph is rebuilt by the cheapest path
// through its lines: each line is put into a column in reading order, and what a
// path costs says how badly header, running numbers and the kinds of the cells
// disagree with it. So a number inside a cell, a missing cell or a cell of two
// paragraphs is absorbed where it stands and does not shift the rest.

// The costs, in units of one paragraph that continues a cell of prose.
const (
	costMore    = 1.0 // a further paragraph in a cell of prose
	costPiece   = 0.5 // a further piece of a broken value
	costOdd     = 4.0 // a cell whose text is not of its column's kind
	costMissing = 5.0 // a cell that is not there
	costJump    = 3.0 // a row number that does not follow the last one
	costNoRow   = 9.0 // a row without its number
)

// maxPieces is how many lines a value of a kind (number, unit, deadline) may be
// broken over.
const maxPieces = 4

// maxParagraphs is how many paragraphs a cell of prose may have.
const maxParagraphs = 12

// flatTable rebuilds the flattened schedule whose header starts at line i, and
// returns the line after it; nil when none does.
func (w *work) flatTable(i int, p *part) (*table, int) {
	cols, body, kind := w.flatHeader(i, p.last)
	if cols == nil {
		return nil, i
	}
	end := w.tableEnd(body, p)
	f := &flat{w: w, cols: cols}
	f.take(body, end, p)
	path := f.solve()
	if path == nil {
		return nil, i
	}
	t := &table{DraftTable: taizhang.DraftTable{Columns: cols}}
	fills := f.fills(path)
	if kind == taizhang.DataTable && !f.counts(fills) {
		return nil, i
	}
	for k := i; k < body; k++ {
		w.lines[k].use = asRecord
	}
	f.rows(&t.DraftTable, fills)
	return t, end
}

// flatHeader reads lines of header words from i: a table's whole header, one word
// a line. One that heads no schedule must have a number column, by which its
// rows can be told.
func (w *work) flatHeader(i, end int) ([]taizhang.Column, int, taizhang.TableKind) {
	var cells []taizhang.Cell
	j := i
	for ; j < end && w.open(j); j++ {
		s := w.str(j)
		if len(s) > 80 || w.words.header(w.folded(j)).known < built {
			break
		}
		cells = append(cells, taizhang.Cell{Text: squeeze(s), Spans: taizhang.Spans{w.lines[j].span}})
	}
	if len(cells) < 3 {
		return nil, 0, ""
	}
	cols, schedule := w.flatColumns(cells)
	if schedule {
		return cols, j, taizhang.ScheduleTable
	}
	for _, c := range cols {
		if c.Role == taizhang.ColNumber {
			return cols, j, taizhang.DataTable
		}
	}
	return nil, 0, ""
}

// flatColumns reads header words as columns.
func (w *work) flatColumns(cells []taizhang.Cell) (cols []taizhang.Column, schedule bool) {
	task, who := false, false
	for _, c := range cells {
		h := w.words.header(taizhang.FoldString(c.Text))
		task = task || h.role == taizhang.ColTask
		who = who || h.strong && (unitRole(h.role) || h.role == taizhang.ColDeadline)
		cols = append(cols, taizhang.Column{Name: squeeze(c.Text), Role: h.role, Spans: c.Spans})
	}
	return cols, task && who
}

// tableEnd returns the line before which a flattened table must end: a grid, or
// a line that something else took.
func (w *work) tableEnd(from int, p *part) int {
	for i := from; i < p.last; i++ {
		if !w.open(i) {
			return i
		}
		s := w.folded(i)
		if w.closes(s) || w.note(s) {
			return i
		}
		if l, ok := w.label(i); ok && l.style == "一、" && i > from && !w.rowFollows(i, p) {
			return i // the outline goes on
		}
	}
	return p.last
}

// rowFollows reports whether the line after line i is a row's number.
func (w *work) rowFollows(i int, p *part) bool {
	return i+1 < p.last && w.open(i+1) && rowNumber(w.folded(i+1)) >= 0
}

// flat is one rebuilding: n lines from line from on, into cols.
type flat struct {
	w        *work
	cols     []taizhang.Column
	at       []int // the lines, by their index in the document
	sections []int // lines that head the rows after them, and are in no row
	n        int
	folded   string // the lines' folded text, joined
	start    []int  // where line i starts in it; the last is its end
	number   []int  // the integer that the line is, or -1
	heads    []bool // the line has a label 一、 or （一）
	known    [2][][maxPieces + 1]int8
}

// step is how the cheapest path arrived at a state: the state has so many lines
// used and so many columns of the current row filled.
type step struct {
	cost  float64
	lines int32 // lines in the cell just filled
	last  int32 // the row number last read
	rows  int32
}

// take collects the lines of the table. Where no column is for categories, a line
// 一、… before a row's number heads the rows after it.
func (f *flat) take(from, end int, p *part) {
	category := slices.ContainsFunc(f.cols, func(c taizhang.Column) bool { return c.Role == taizhang.ColCategory })
	for i := from; i < end; i++ {
		if l, ok := f.w.label(i); ok && !category && (l.style == "一、" || l.style == "（一）") && f.w.rowFollows(i, p) {
			f.sections = append(f.sections, i)
			continue
		}
		f.at = append(f.at, i)
	}
	f.n = len(f.at)
}

func (f *flat) solve() []step {
	k := len(f.cols)
	f.start, f.number, f.heads = make([]int, f.n+1), make([]int, f.n), make([]bool, f.n)
	for kind := range f.known {
		f.known[kind] = make([][maxPieces + 1]int8, f.n)
	}
	var all strings.Builder
	for i := range f.n {
		s := f.w.folded(f.at[i])
		all.WriteString(s)
		f.start[i+1] = all.Len()
		f.number[i] = rowNumber(s)
		if l, ok := f.w.label(f.at[i]); ok {
			f.heads[i] = l.style == "一、" || l.style == "（一）"
		}
	}
	f.folded = all.String()
	// best[i*(k+1)+c]: the cheapest way to have used i lines with c columns of a
	// row filled; c == k closes a row and is the same place as c == 0.
	best := make([]step, (f.n+1)*(k+1))
	for i := range best {
		best[i].cost = math.Inf(1)
	}
	best[0] = step{}
	at := func(i, c int) *step { return &best[i*(k+1)+c] }
	for i := 0; i <= f.n; i++ {
		for again := true; again; {
			if again = at(i, k).cost < at(i, 0).cost; again { // the row is whole: the next may begin
				s := at(i, k)
				*at(i, 0) = step{s.cost, 0, s.last, s.rows}
			}
			least := math.Inf(1)
			for c := range k {
				least = min(least, at(i, c).cost)
			}
			for c := range k {
				if s := *at(i, c); s.cost <= least+hopeless {
					f.fill(best, i, c, s)
				}
			}
		}
	}
	if end := at(f.n, k); math.IsInf(end.cost, 1) || end.rows == 0 {
		return nil
	}
	return best
}

// hopeless is how much more than the best path to the same line one may cost
// before it is given up.
const hopeless = 30

// fill tries every way to fill column c with the lines from i on.
func (f *flat) fill(best []step, i, c int, s step) {
	k := len(f.cols)
	role := f.cols[c].Role
	limit := maxPieces
	if prose(role) {
		limit = maxParagraphs
	}
	rows := s.rows
	if c == 0 {
		rows++
	}
	cost, last := 0.0, s.last
	for n := 0; n <= limit && i+n <= f.n; n++ {
		switch {
		case n == 0 && role == taizhang.ColNumber:
			cost = costNoRow
		case n == 0:
			cost = f.missing(c)
		case !prose(role):
			cost, last = f.value(i, n, role, s.last)
		case n == 1:
			cost = f.paragraph(i, role, s.last)
		default:
			cost += costMore + f.paragraph(i+n-1, role, s.last)
		}
		if t := &best[(i+n)*(k+1)+c+1]; s.cost+cost < t.cost {
			*t = step{s.cost + cost, int32(n), last, rows}
		}
	}
}

// value says how badly lines [i, i+n) fit a column of values, and the row number
// they leave.
func (f *flat) value(i, n int, role taizhang.ColumnRole, last int32) (float64, int32) {
	cost := costPiece * float64(n-1)
	switch role {
	case taizhang.ColNumber:
		v := f.number[i]
		switch {
		case n > 1 || v < 0:
			return costNoRow + costOdd*float64(n), last
		case v == int(last)+1 || last == 0:
			return 0, int32(v)
		case v > int(last):
			return costJump, int32(v)
		}
		return 2 * costJump, int32(v)
	case taizhang.ColDeadline:
		if !f.is(isTime, i, n) {
			cost += f.odd(i, n)
		}
	default:
		if !f.is(isUnits, i, n) {
			cost += f.odd(i, n)
		}
	}
	return cost, last
}

// odd is the cost of lines that are not of their column's kind: twice that where
// they read as sentences, which values do not.
func (f *flat) odd(i, n int) float64 {
	cost := 0.0
	for ; n > 0; i, n = i+1, n-1 {
		cost += costOdd
		if s := f.lines(i, 1); strings.HasSuffix(s, "。") || utf8.RuneCountInString(s) > 30 {
			cost += costOdd
		}
	}
	return cost
}

// missing says how unlikely it is that a cell of column c is not there: remarks
// often are not, nor is a category that was merged over its rows.
func (f *flat) missing(c int) float64 {
	switch {
	case f.cols[c].Role == taizhang.ColCategory:
		return costPiece
	case f.cols[c].Role == taizhang.ColNote && c == len(f.cols)-1:
		return costMore
	}
	return costMissing
}

// paragraph says how badly line i fits a cell of prose.
func (f *flat) paragraph(i int, role taizhang.ColumnRole, last int32) float64 {
	if role != taizhang.ColCategory {
		if f.heads[i] {
			return 2 * costMore // a category's
		}
	}
	switch v := f.number[i]; {
	case v >= 0 && v == int(last)+1, f.is(isTime, i, 1), f.is(isUnits, i, 1):
		return costOdd
	case v >= 0:
		return costMore
	}
	return 0
}

// lines returns the folded text of lines [i, i+n), joined.
func (f *flat) lines(i, n int) string { return f.folded[f.start[i]:f.start[i+n]] }

const (
	isTime = iota
	isUnits
)

// is reports whether lines [i, i+n), joined, are one value of a kind; asked often
// for the same lines, it remembers.
func (f *flat) is(kind, i, n int) bool {
	m := &f.known[kind][i][n]
	if *m == 0 {
		*m = 1
		if n > 1 && strings.HasSuffix(f.lines(i, n-1), "。") {
			// A sentence has ended: what follows must be a value of its own.
			if f.is(kind, i, n-1) && f.is(kind, i+n-1, 1) {
				*m = 2
			}
			return *m == 2
		}
		for k := i; k < i+n && kind == isUnits && n > 1; k++ {
			if f.number[k] >= 0 || f.is(isTime, k, 1) {
				return false // a number and a deadline are cells of their own
			}
		}
		s := f.lines(i, n)
		if kind == isTime && len(s) <= 120 && f.w.times.Whole(s) || kind == isUnits && len(s) <= 1200 && f.w.responsible(s) {
			*m = 2
		}
	}
	return *m == 2
}
