package extract

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// A ruled table is lines of text whose cells have marks between them: bars (as in
// Markdown), tabs, or wide blanks. A row is a line, so it becomes a grid.

// marks between cells, the surest first.
type ruling uint8

const (
	noRuling ruling = iota
	byBars
	byTabs
	byBlanks
)

// ruled makes grids of the ruled tables among lines, before anything else is read:
// to the other stages they are tables as any.
func (w *work) ruled(lines []line) []line {
	out := lines[:0:0]
	for i := 0; i < len(lines); i++ {
		g, next := w.cellLines(lines, i)
		if g == nil {
			g, next = w.ruledAt(lines, i)
		}
		if g != nil {
			l := lines[i]
			l.span.End, l.kind, l.grid, l.ruled = lines[next-1].span.End, taizhang.TableGrid, g, true
			out = append(out, l)
			i = next - 1
			continue
		}
		out = append(out, lines[i])
	}
	return out
}

// ruledAt reads the ruled table that begins at line i: its grid, and the line after
// it; nil when none does.
func (w *work) ruledAt(lines []line, i int) (*taizhang.Grid, int) {
	for _, kind := range []ruling{byBars, byTabs, byBlanks} {
		row := w.ruledRow(lines[i], kind)
		if len(row) < 2 || kind == byBlanks && len(row) < 3 {
			continue
		}
		if g, next := w.ruledRows(lines, i, kind); g != nil {
			return g, next
		}
	}
	return nil, i
}

// ruledRows gathers the lines from i on that have cells of one ruling. At least
// three rows in five must have the same number of cells.
func (w *work) ruledRows(lines []line, i int, kind ruling) (*taizhang.Grid, int) {
	var rows [][]taizhang.Span
	next := i
	for ; next < len(lines); next++ {
		row := w.ruledRow(lines[next], kind)
		if len(row) < 2 {
			break
		}
		rows = append(rows, row)
	}
	width, most := 0, 0
	count := map[int]int{}
	for _, r := range rows {
		if dashes(w.text, r) {
			continue
		}
		if count[len(r)]++; count[len(r)] > most || count[len(r)] == most && len(r) > width {
			width, most = len(r), count[len(r)]
		}
	}
	if most < 2 || width < 2 || most*5 < len(rows)*3 || kind == byBlanks && (width < 3 || most < 3) {
		return nil, i
	}
	// The table begins with the first row that is as wide as the others, and what
	// stands narrower above it is no part of it.
	if len(rows[0]) != width && kind == byBlanks {
		return nil, i
	}
	for k, r := range rows {
		if kind == byBlanks && len(r) > width {
			rows[k] = w.fitRow(rows, r, width)
		}
	}
	g := &taizhang.Grid{}
	for k, r := range rows {
		if dashes(w.text, r) {
			continue
		}
		cells := make([]taizhang.GridCell, width)
		at := lines[i+k].at
		for c := range cells {
			cells[c].At = fmt.Sprintf("%s/td[%d]", at, c+1)
			if c >= len(r) || r[c].Len() == 0 {
				continue
			}
			s := taizhang.Spans{r[c]}
			if kind == byBlanks && w.kindOf(taizhang.FoldString(s.Cut(w.text))) == kindEmpty && !strings.Contains(s.Cut(w.text), "…") {
				continue // between blanks, a dash is how an empty cell is printed
			}
			cells[c].Spans = s
		}
		if len(r) > width { // what is too much stays in the last cell
			cells[width-1].Spans = taizhang.Of(r[width-1].Start, r[len(r)-1].End)
		}
		g.Rows = append(g.Rows, cells)
	}
	if kind == byBars {
		w.unshift(g)
	}
	return g, next
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

// ruledRow splits a line at marks of a ruling: its cells, empty ones too.
func (w *work) ruledRow(l line, kind ruling) (cells []taizhang.Span) {
	if l.grid != nil || l.use != free {
		return nil
	}
	start, end := l.span.Start, l.span.End
	if kind == byTabs { // cells at the edges may be empty
		for start > 0 && w.text[start-1] != '\n' && taizhang.Blank(rune(w.text[start-1])) {
			start--
		}
		for end < len(w.text) && w.text[end] == '\t' {
			end++
		}
	}
	text := w.text[start:end]
	var cuts [][]int
	switch kind {
	case byBars:
		for k, r := range text {
			if r == '|' || r == '｜' || r == '│' || r == '┃' {
				cuts = append(cuts, []int{k, k + len(string(r))})
			}
		}
	case byTabs:
		for k := range len(text) {
			if text[k] == '\t' {
				cuts = append(cuts, []int{k, k + 1})
			}
		}
	case byBlanks:
		if strings.Contains(text, "  ") || strings.Contains(text, "\u3000") || strings.Contains(text, "\u00a0\u00a0") {
			cuts = gaps.FindAllStringIndex(text, -1)
		}
	}
	if len(cuts) == 0 {
		return nil
	}
	at := 0
	for _, c := range append(cuts, []int{len(text), len(text)}) {
		cells = append(cells, trimSpan(w.text, start+at, start+c[0]))
		at = c[1]
	}
	if kind == byBars { // bars at the edges bound nothing
		if len(cells) > 1 && cells[0].Len() == 0 {
			cells = cells[1:]
		}
		if len(cells) > 1 && cells[len(cells)-1].Len() == 0 {
			cells = cells[:len(cells)-1]
		}
	}
	return cells
}

// fitRow joins neighbours of a row that has a blank inside a cell, where the cells
// that are left are most like those of their columns in the other rows.
func (w *work) fitRow(rows [][]taizhang.Span, row []taizhang.Span, width int) []taizhang.Span {
	like := make([][kinds]int, width)
	for k, n := 0, 0; k < len(rows) && n < 60; k++ {
		if r := rows[k]; len(r) == width {
			n++
			for c, s := range r {
				like[c][w.kindOf(taizhang.FoldString(w.text[s.Start:s.End]))]++
			}
		}
	}
	for len(row) > width {
		best, most := 0, -1
		for k := range len(row) - 1 {
			joined := append(append(append([]taizhang.Span(nil), row[:k]...), taizhang.Span{Start: row[k].Start, End: row[k+1].End}), row[k+2:]...)
			fit := 0
			for c := range min(width, len(joined)) {
				fit += like[c][w.kindOf(taizhang.FoldString(w.text[joined[c].Start:joined[c].End]))]
			}
			if fit > most {
				best, most = k, fit
			}
		}
		row = append(append(append([]taizhang.Span(nil), row[:best]...), taizhang.Span{Start: row[best].Start, End: row[best+1].End}), row[best+2:]...)
	}
	return row
}
