package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

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
	byCells  // a bar behind each, and nothing that tells rows
)

// edgeOf is what a cell loses that goes on over a mark.
var edgeOf = map[mark]float64{byBars: -20, byTabs: -8, byGaps: -.5, byCells: -20}

const (
	leastWords     = 3   // of a header in a row, among them one of units or times
	mostPrintedRow = 900 // bytes of a line whose cells have single blanks between them
	oddLines       = 2   // of one word within a table whose cells blanks part
)

// printedTables makes grids of the printed tables among lines, before anything else is read: to the other stages they are tables as any.
func (w *work) printedTables(lines []line) []line {
	out := lines[:0:0]
	var tried starts
	for i := 0; i < len(lines); i++ {
		g, next := w.printedAt(lines, i, &tried)
		if g == nil {
			out = append(out, lines[i])
			continue
		}
		l := lines[i]
		l.span.End, l.kind, l.grid, l.ruled = lines[next-1].span.End, taizhang.TableGrid, g, true
		out = append(out, l)
		i = next - 1
	}
	return out
}

// printedAt reads the printed table that begins at line i: its grid, and the line after it; nil when none does.
func (w *work) printedAt(lines []line, i int, tried *starts) (*taizhang.Grid, int) {
	for _, by := range []mark{byCells, byBars, byTabs, byGaps, byBlanks, byWords} {
		if tried.enough(by, i) {
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
		if g := w.printedGrid(&p); g != nil {
			return g, p.next(i)
		}
	}
	return nil, i
}

// mostStarts is how many lines of one run of rows are tried as a table's first: each looks through what is left of the run.
const mostStarts = 16

// starts keeps, by mark, where the run of rows ends that was looked through last, and from how many lines it was.
type starts [byCells + 1]struct{ end, n int }

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
	width int // of most rows
	most  int // so many have it
	read  int // lines looked through
}

func (p *printedTable) next(i int) int { return i + p.line[len(p.line)-1] + 1 }

// printedRows gathers the lines from i on whose cells have one mark between them. A section may stand alone in its line.
func (w *work) printedRows(lines []line, i int, by mark) printedTable {
	p := printedTable{by: by}
	odd := 0
	for n := i; n < len(lines); n++ {
		p.read++
		cells := w.cellsOf(lines[n], by)
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
		p.rows, p.at, p.line = append(p.rows, cells), append(p.at, lines[n].at), append(p.line, n-i)
	}
	count := map[int]int{}
	for _, r := range p.rows {
		n := len(r)
		if count[n]++; n > 1 && (count[n] > p.most || count[n] == p.most && n > p.width) {
			p.width, p.most = n, count[n]
		}
	}
	for odd > 0 && len(p.rows) > 0 && len(p.rows[len(p.rows)-1]) < 2 {
		p.rows, p.at, p.line = p.rows[:len(p.rows)-1], p.at[:len(p.at)-1], p.line[:len(p.line)-1]
	}
	return p
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

// dashes tells the line of Markdown between header and body: |---|:-:|.
func dashes(text string, row []taizhang.Span) bool {
	for _, s := range row {
		if strings.Trim(text[s.Start:s.End], "-:=－—─ ") != "" || s.Len() < 2 {
			return false
		}
	}
	return true
}

// cellsOf splits a line at marks: its cells, empty ones too.
func (w *work) cellsOf(l line, by mark) (cells []taizhang.Span) {
	if l.grid != nil || l.use != free && (by != byCells || l.use != asRun) {
		return nil
	}
	start, end := l.span.Start, l.span.End
	if by == byTabs || by == byBlanks { // cells at the edges may be empty
		for start > 0 && w.text[start-1] != '\n' && taizhang.Blank(rune(w.text[start-1])) {
			start--
		}
		for end < len(w.text) && (w.text[end] == '\t' || by == byBlanks && w.text[end] == ' ') {
			end++
		}
	}
	text := w.text[start:end]
	var cuts [][]int
	switch by {
	case byBars, byCells:
		for k, r := range text {
			if r == '|' || r == '｜' || r == '│' || r == '┃' {
				cuts = append(cuts, []int{k, k + utf8.RuneLen(r)})
			}
		}
		if by == byCells && (len(cuts) != 1 || !strings.HasSuffix(strings.TrimRightFunc(text, taizhang.Blank), "|")) {
			return nil
		}
	case byTabs, byBlanks:
		for k := range len(text) {
			if text[k] == '\t' || by == byBlanks && text[k] == ' ' {
				cuts = append(cuts, []int{k, k + 1})
			}
		}
	case byGaps:
		if strings.Contains(text, "  ") || strings.Contains(text, "\u3000") || strings.Contains(text, "\u00a0\u00a0") {
			cuts = gaps.FindAllStringIndex(text, -1)
		}
	case byWords:
		if len(text) > mostPrintedRow {
			return nil
		}
		return atBlanks(w.text, l.span)
	}
	if len(cuts) == 0 {
		if (by == byTabs || by == byBlanks) && len(text) <= mostPrintedRow {
			return []taizhang.Span{l.span}
		}
		return nil
	}
	at := 0
	for _, c := range append(cuts, []int{len(text), len(text)}) {
		cells = append(cells, trimSpan(w.text, start+at, start+c[0]))
		at = c[1]
	}
	switch by {
	case byCells:
		cells = cells[:1]
	case byBars: // bars at the edges bound nothing
		if len(cells) > 1 && cells[0].Len() == 0 {
			cells = cells[1:]
		}
		if len(cells) > 1 && cells[len(cells)-1].Len() == 0 {
			cells = cells[:len(cells)-1]
		}
	}
	return cells
}
