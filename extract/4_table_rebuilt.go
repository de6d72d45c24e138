package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// rebuilt makes the grid of a path; a cell that fits badly or is not there is a
// finding. A category that is not printed again is that of the row above.
func (w *work) rebuilt(t trial) *taizhang.Grid {
	a := t.path.a
	g := &taizhang.Grid{}
	levels := min(t.body, 1)
	for _, over := range t.over {
		levels = max(levels, len(over))
	}
	for l := range levels {
		row := make([]taizhang.GridCell, t.k)
		for c, over := range t.over {
			if len(over) == 0 { // no word
				row[c].At = cellPlace(a.at[0], c)
				continue
			}
			i := over[min(l, len(over)-1)]
			row[c] = taizhang.GridCell{Spans: taizhang.Spans{a.spans[i]}, At: cellPlace(a.at[i], i)}
			row[c].Covered = c > 0 && len(t.over[c-1]) > 0 && i == t.over[c-1][min(l, len(t.over[c-1])-1)] || l >= len(over)
		}
		g.Rows = append(g.Rows, row)
	}
	last := int32(0)
	for at := 0; at < len(t.found); at += t.k {
		row := make([]taizhang.GridCell, t.k)
		var all taizhang.Spans
		var bad []string
		place, covered := "", at > 0 && !t.found[at-t.k].section
		below := covered && t.found[at].n == 0 && t.path.m.cols[0].role == taizhang.ColNumber // a row below the number of another one
		for c := t.k - 1; c >= 0; c-- {
			if e := t.found[at+c]; e.n > 0 {
				place, below = a.at[e.from], below && !unitRole(t.path.m.cols[c].role)
			}
		}
		for c := range row {
			e := t.found[at+c]
			if a.full && a.edge == 0 && !e.section && e.n == 1 && a.text(e.from, 1) == "" {
				e.n = 0 // two blanks: the cell is merged from above
			}
			x := &t.path.m.cols[c]
			covered = covered && (e.n == 0 && (a.first != nil || x.merges()) || x.value == kindNumber)
			row[c].At = cellPlace(place, c)
			if e.section {
				if a.sym[e.from] == symEmpty && c > 0 {
					continue // …… in the first cell alone
				}
				e.from, e.n = e.from+min(c, e.n-1), 1
				if a.sym[e.from] != symEmpty {
					row[c].At, row[c].Covered = row[0].At, c > 0
				}
			}
			for _, s := range a.spans[e.from : e.from+e.n] {
				if k := len(row[c].Spans) - 1; k >= 0 && row[c].Spans[k].End == s.Start { // halves of a line
					row[c].Spans[k].End = s.End
					continue
				}
				row[c].Spans = append(row[c].Spans, w.linesIn(s)...)
			}
			all = append(all, row[c].Spans...)
			switch {
			case e.section, a.full && e.n == 1 && a.sym[e.from] == symEmpty:
			case e.n == 0 && t.held != nil && !t.held[at+c]:
			case e.n == 0 && (t.held != nil || covered || below && unitRole(x.role) || x.role == taizhang.ColCategory && at > 0 && !t.found[at-t.k].section):
				row[c] = g.Rows[len(g.Rows)-1][c]
				row[c].Covered = true
			case e.n == 0 && (x.missing > -1.2 || a.width > 0 || a.full): // it is printed empty
			case t.path.fitsBadly(e, x, &last):
				bad = append(bad, w.columnName(t, c))
			}
		}
		g.Rows = append(g.Rows, row)
		if len(bad) > 0 && len(all) > 0 {
			w.odd = append(w.odd, oddRow{code: "table-cell", message: fmt.Sprintf("平铺表格按单元格重排时，“%s”一栏缺失或与栏目不符，请与原文核对", strings.Join(bad, "”“")), spans: all})
		}
	}
	return g
}

// columnName is the word over a column, or which it is.
func (w *work) columnName(t trial, c int) string {
	if over := t.over[c]; len(over) > 0 {
		return taizhang.Squeeze(w.text[t.path.a.spans[over[0]].Start:t.path.a.spans[over[0]].End])
	}
	return fmt.Sprintf("第%d列", c+1)
}

// merges reports whether a column's cells are often merged over rows: what is missing at a row's beginning is the one above.
func (x *columnModel) merges() bool { return x.value != kindNumber && x.missing > mayMerge }

func cellPlace(at string, c int) string { return fmt.Sprintf("%s/td[%d]", at, c+1) }

// fitsBadly reports whether a cell is missing, or of values and not of its column's
// kind; last is the row number read so far.
func (p *path) fitsBadly(e cellAtoms, x *columnModel, last *int32) bool {
	if e.n == 0 {
		return true
	}
	if x.value == kindProse {
		return slices.ContainsFunc(p.a.sym[e.from:e.from+e.n], func(y symbol) bool {
			return (y == symUnits || y == symTime || y == symNumber) && x.gain[y] < -1
		})
	}
	if x.value != kindNumber {
		return !(e.n == 2 && p.a.half(e.from)) && p.a.is(e.from, min(e.n, maxPieces)) != x.value
	}
	v := p.a.number[e.from]
	if !x.runs && p.a.sym[e.from] == symFigure {
		return false
	}
	ok := e.n == 1 && v >= 0 && (v == int(*last)+1 || *last == 0 || !x.runs)
	if v >= 0 && x.runs {
		*last = int32(v)
	}
	return !ok
}

// signsAt reports whether an organ and a date of lines i-1 and i sign the notice: one organ alone, and no column of
// dates, unless the title says that the organ issues it.
func (w *work) signsAt(i int) bool {
	name := w.folded(i - 1)
	if !dateLine.MatchString(w.folded(i)) || !w.words.organ(name, false) || strings.ContainsAny(name, "、,;，；") {
		return false
	}
	for k := max(0, i-dateNear); k < min(len(w.lines), i+dateNear); k++ {
		if k != i && w.open(k) && len(w.folded(k)) <= 60 && dateLine.MatchString(w.folded(k)) {
			return slices.ContainsFunc(w.lines[:min(i, coverLines)], func(l line) bool { return strings.Contains(l.folded, name+"关于") })
		}
	}
	return true
}

// dateNear is how many lines apart the dates of a column stand at most.
const dateNear = 20

// tableEnd returns the line before which a flattened table must end: a grid, a
// closing formula, a note, the signature.
func (w *work) tableEnd(from int) int {
	if from < w.endsAt.to && from >= w.endsAt.from { // asked for line after line
		return w.endsAt.to
	}
	end := len(w.lines)
	for i := from; i < len(w.lines); i++ {
		s := w.folded(i)
		if !w.open(i) || w.closes(s) || w.note(s) || strings.HasPrefix(s, "附") && annexLine.MatchString(s) || w.words.isChrome(s) || len(s) <= 60 && w.words.endsPage(s, false) && !w.valueBehind(i) || strings.HasSuffix(s, "印发") && len(s) < 200 && printLine.MatchString(s) || i > from && w.signsAt(i) {
			end = i
			if dateLine.MatchString(s) {
				end = i - 1
			}
			break
		}
	}
	w.endsAt.from, w.endsAt.to = from, max(end, from)
	return end
}

// farValue is how many lines behind a cell the values of its row stand at most.
const farValue = 9

// valueBehind reports whether organs or a row's number stand a few lines behind line i, as behind a task that is called what pages call
// their links: 政策解读.
func (w *work) valueBehind(i int) bool {
	for k := i + 1; k < min(len(w.lines), i+farValue); k++ {
		if kind := w.kindOf(w.folded(k)); w.open(k) && (kind == kindUnits || kind == kindOrgan || kind == kindNumber) {
			return true
		}
	}
	return false
}
