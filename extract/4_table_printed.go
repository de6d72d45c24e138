package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// A printed table has its cells between marks: bars (as in Markdown), tabs, wide blanks, single blanks, or a bar behind each
// cell of a line. Where all rows have as many cells it is a grid at once; else the path search puts them into columns.

// mark is what stands between two cells, the surest first.
type mark uint8

const (
	byBars mark = iota
	byTabs
	byGaps   // two blanks or more
	byBlanks // one, and empty cells between two
	byWords  // blanks, however many
	byCells  // a line each with a bar behind, and nothing that tells rows
	byCards  // a line each behind its column's word
	byEnds   // bars again, over lines: so many to a row
)

// edgeOf is what a cell loses that goes on over a mark.
var edgeOf = map[mark]float64{byBars: -20, byTabs: -8, byGaps: -.5, byCells: -20}

// wrapOf is what a row loses that goes on in the next line.
var wrapOf = map[mark]float64{byBars: -20, byTabs: -2, byGaps: -2, byBlanks: -2, byWords: -2}

const (
	leastWords     = 3   // of a header in a row, among them one of units or times
	mostPrintedRow = 900 // bytes of a line whose cells have single blanks between them
	oddLines       = 2   // of one word within a table whose cells blanks part
)

// printedTables makes grids of the printed tables among lines, before anything else is read: to the other stages they are tables as any.
func (w *work) printedTables(lines []line) []line {
	lines, pages := w.overPages(w.barred(w.tabbed(w.quoted(lines))))
	out := lines[:0:0]
	var tried starts
	for i := 0; i < len(lines); i++ {
		g, caption, next := w.printedAt(lines, i, &tried)
		if g == nil {
			out = append(out, lines[i])
			continue
		}
		for _, s := range caption {
			l := lines[i]
			l.span, l.piece = s, true
			out = append(out, l)
			i++
		}
		l := lines[i]
		if n := len(caption); n > 0 {
			l.span = trimSpan(w.text, caption[n-1].End, l.span.End) // its bars are the table's
		}
		l.span.End, l.kind, l.grid, l.ruled = lines[next-1].span.End, taizhang.TableGrid, g, true
		out = append(out, l)
		i = next - 1
	}
	return inOrder(append(out, pages...))
}

// inOrder sorts lines by where they begin: what pages print between the rows of a table comes behind it.
func inOrder(lines []line) []line {
	slices.SortStableFunc(lines, func(a, b line) int { return a.span.Start - b.span.Start })
	return lines
}

// printedAt reads the printed table that begins at line i: its grid, what stands over it in lines of one cell, and the line
// after it; nil when none does.
func (w *work) printedAt(lines []line, i int, tried *starts) (g *taizhang.Grid, caption []taizhang.Span, next int) {
	if !tried.enough(byCards, i) {
		if g, next := w.cardsAt(lines, i, tried); g != nil {
			return g, nil, next
		}
	}
	if !tried.enough(byEnds, i) {
		p, ok := w.barRows(lines, i)
		if p.read > 0 {
			tried.add(byEnds, i, i+p.read)
		}
		if ok {
			if g := w.printedGrid(&p); g != nil {
				w.mergedAbove(g, byBars)
				return g, nil, p.next(i)
			}
		}
	}
	parted := w.mayPart(lines[i].span)
	for _, by := range []mark{byCells, byBars, byTabs, byGaps, byBlanks, byWords} {
		if !parted || tried.enough(by, i) {
			continue
		}
		if cells := w.cellsOf(lines[i], by); len(cells) == 0 || len(cells) < 2 && by != byCells || by >= byBlanks && by < byCells && !w.mayHeadBlanks(cells) {
			continue
		}
		p := w.printedRows(lines, i, by)
		tried.add(by, i, i+p.read)
		if len(p.rows) == 0 {
			continue
		}
		if by == byBars && (len(p.rows) == 1 || w.rowsIn(&p)) {
			p.oneLine()
		}
		caption := w.caption(&p)
		if g := w.printedGrid(&p); g != nil {
			w.mergedAbove(g, by)
			return g, caption, p.next(i)
		}
	}
	return nil, nil, i
}

// caption cuts the rows off that have a first cell and empty ones: 2023年抽查工作计划 | ||||.
func (w *work) caption(p *printedTable) (out []taizhang.Span) {
	for len(p.rows) > 2 && p.by <= byTabs && p.line[0] == len(out) && len(p.rows[0]) > 1 && p.rows[0][0].Len() > 0 && !w.section(p.rows[0][0]) &&
		!slices.ContainsFunc(p.rows[0][1:], func(s taizhang.Span) bool { return s.Len() > 0 }) {
		out = append(out, p.rows[0][0])
		p.rows, p.at, p.line = p.rows[1:], p.at[1:], p.line[1:]
	}
	p.count()
	return out
}

// mostStarts is how many lines of one run of rows are tried as a table's first: each looks through what is left of the run.
const mostStarts = 16

// starts keeps, by mark, where the run of rows ends that was looked through last, and from how many lines it was.
type starts [byEnds + 1]struct{ end, n int }

func (t *starts) enough(by mark, i int) bool { return i < t[by].end && t[by].n >= mostStarts }

func (t *starts) add(by mark, i, end int) {
	if i >= t[by].end {
		t[by].n = 0
	}
	t[by].n++
	t[by].end = max(t[by].end, end)
}

// printedTable is the rows of a printed table, their places and the lines they stand on.
type printedTable struct {
	by    mark
	rows  [][]taizhang.Span
	at    []string
	line  []int
	on    []int // lines between rules that go on with the row above
	width int   // of most rows
	most  int   // so many have it
	read  int   // lines looked through
	sure  bool  // the bars say how wide all rows are
	cut   bool  // the last row is not whole
}

func (p *printedTable) next(i int) int { return i + p.line[len(p.line)-1] + 1 }

// printedRows gathers the lines from i on whose cells have one mark between them. A section may stand alone in its line.
func (w *work) printedRows(lines []line, i int, by mark) printedTable {
	p := printedTable{by: by}
	odd, rules, ruled := 0, 0, false
	for n := i; n < len(lines); n++ {
		p.read++
		if by == byBars && n > i && lines[n].use == asRun && strings.ContainsAny(w.text[lines[n].span.Start:lines[n].span.End], "─━═") {
			rules, ruled = rules+1, true
			continue
		}
		cells := w.cellsOf(lines[n], by)
		if by == byBars && len(p.rows) > 0 {
			cells = w.edges(lines[n], cells, lines[i], len(p.rows[0]))
		}
		if len(cells) < 2 && by != byCells {
			if len(cells) == 0 || by == byBars || by == byGaps {
				break
			}
			if section := w.section(cells[0]); !section {
				odd++
				if by == byTabs || odd > oddLines || p.alike() {
					break
				}
			}
		} else {
			odd = 0
		}
		if len(cells) == 0 {
			break
		}
		if by == byBars && dashes(w.text, cells) {
			continue
		}
		if by == byCells {
			p.add(w.text, cells, lines[n].at, n-i)
			continue
		}
		p.rows, p.at, p.line = append(p.rows, cells), append(p.at, lines[n].at), append(p.line, n-i)
		if rules > 0 && !ruled && cells[0].Len() == 0 {
			p.on = append(p.on, n-i)
		}
		ruled = false
	}
	if rules < 2 {
		p.on = nil // a rule below the header alone
	}
	for odd > 0 && len(p.rows) > 0 && len(p.rows[len(p.rows)-1]) < 2 {
		p.rows, p.at, p.line = p.rows[:len(p.rows)-1], p.at[:len(p.at)-1], p.line[:len(p.line)-1]
	}
	return p
}

// edges puts the empty cells back that a row begins and ends with, where it has fewer cells than the first, whose edges have no bars.
func (w *work) edges(l line, cells []taizhang.Span, first line, width int) []taizhang.Span {
	bars := func(l line) (before, behind bool) {
		s := strings.TrimFunc(w.text[l.span.Start:l.span.End], taizhang.Blank)
		return isEdge(firstRune(s)), isEdge(lastRune(s))
	}
	before, behind := bars(first)
	opens, closes := bars(l)
	if opens && !before && len(cells) < width {
		cells = slices.Insert(slices.Clone(cells), 0, taizhang.Span{Start: l.span.Start, End: l.span.Start})
	}
	if closes && !behind && len(cells) < width {
		cells = append(cells, taizhang.Span{Start: l.span.End, End: l.span.End})
	}
	return cells
}

// add takes the cells of a line with a bar behind. Where rows open with a bar, too, its lines are one row of cells between bars.
func (p *printedTable) add(text string, cells []taizhang.Span, at string, n int) {
	k := len(p.rows) - 1
	if len(cells) == 2 && cells[0].Len() == 0 && (cells[1].Len() > 0 || strings.ContainsFunc(text[cells[0].Start:cells[1].Start], taizhang.Blank)) {
		if p.by == byCells {
			if p.by = byBars; k > 0 { // the header did not open
				p.rows, p.at, p.line = [][]taizhang.Span{slices.Concat(p.rows...)}, p.at[:1], p.line[k:]
			}
		}
		p.rows, p.at, p.line = append(p.rows, cells[1:]), append(p.at, at), append(p.line, n)
		return
	}
	if p.by == byBars {
		p.rows[k], p.line[k] = append(p.rows[k], cells...), n
		return
	}
	for c := range cells {
		p.rows, p.at, p.line = append(p.rows, cells[c:c+1]), append(p.at, at), append(p.line, n)
	}
}

// rowsIn reports whether the first line holds rows, or parts of some: it is unlike the others, and has a row's number within or too many
// cells.
func (w *work) rowsIn(p *printedTable) bool {
	p.count()
	first := p.rows[0]
	return (len(first) != p.width || p.most == 1) && (len(first) > maxColumns ||
		slices.ContainsFunc(first[1:], func(s taizhang.Span) bool { return rowNumber(taizhang.FoldString(w.text[s.Start:s.End])) >= 0 }))
}

// oneLine takes the lines for a table whose rows lost their line ends.
func (p *printedTable) oneLine() {
	rows, at, line := p.rows, p.at, p.line
	p.by, p.rows, p.at, p.line = byCells, nil, nil, nil
	for r := range rows {
		for c, s := range rows[r] {
			if s.Len() == 0 && c == 0 && r > 0 { // a bar where the line was broken
				continue
			}
			p.rows, p.at, p.line = append(p.rows, rows[r][c:c+1]), append(p.at, at[r]), append(p.line, line[r])
		}
	}
}

// count says how wide most rows are.
func (p *printedTable) count() {
	count := map[int]int{}
	p.width, p.most = 0, 0
	for _, r := range p.rows {
		n := len(r)
		if count[n]++; n > 1 && (count[n] > p.most || count[n] == p.most && n > p.width) {
			p.width, p.most = n, count[n]
		}
	}
}

// alike reports whether the rows behind the header, three at least, have as many cells.
func (p *printedTable) alike() bool {
	n := len(p.rows)
	return n > 3 && !slices.ContainsFunc(p.rows[n-3:], func(r []taizhang.Span) bool { return len(r) != len(p.rows[n-1]) })
}

// section reports whether a cell reads as the heading of rows.
func (w *work) section(s taizhang.Span) bool {
	l, ok := readLabel(taizhang.FoldString(w.text[s.Start:s.End]))
	return ok && (l.style == "一、" || l.style == "（一）") && s.Len() <= 150
}
