package extract

import "github.com/taizhang/taizhang"

// wholeRows joins the lines of a row whose cells have several, as a word processor copies them, below a header with tabs or bars: they have
// as many cells together as the header, and fewer by themselves.
func (w *work) wholeRows(lines []line, by mark) []line {
	out := lines[:0:0]
	width, others := 0, 0 // cells of the header, and lines since that were no rows
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		cells := w.cellsOf(l, by)
		switch n := len(cells); {
		case n > 2 && n <= maxColumns && w.headsColumns(cells):
			width, others = n, 0
		case width == 0 || n == width:
			others = 0
		case n == 0 || n > width || n == 1 && annexLine.MatchString(taizhang.FoldString(w.text[cells[0].Start:cells[0].End])):
			width = 0
		default:
			if next := w.rowEnds(lines, i, cells, width, by); next > i {
				l.span.End, others = lines[next].span.End, 0
				i = next
			} else if others++; n < 2 && others > oddLines {
				width = 0 // the table has ended
			}
		}
		out = append(out, l)
	}
	return out
}

// headsColumns reports whether known words head the cells of a line.
func (w *work) headsColumns(cells []taizhang.Span) bool {
	known := w.knownIn(cells)
	return known > 1 && known*2 >= len(cells)
}

// knownIn counts the cells that are known words of headers.
func (w *work) knownIn(cells []taizhang.Span) (n int) {
	for _, s := range cells {
		if w.headerIn(s).known >= built {
			n++
		}
	}
	return n
}

// rowEnds returns the line up to which the cells from line i on make a row; i where they make none: a value is a whole cell, and a
// number begins a row.
func (w *work) rowEnds(lines []line, i int, cells []taizhang.Span, width int, by mark) int {
	n := len(cells)
	last := cells[n-1]
	for next := i + 1; next < min(len(lines), i+mostBroken) && lines[next].use == free && lines[next].grid == nil; next++ {
		more := w.cellsOf(lines[next], by)
		if len(more) == 0 || len(more) >= width || w.kindAt(last).value() || w.kindAt(more[0]) == kindNumber || n+len(more)-1 > width {
			return i
		}
		n, last = n+len(more)-1, more[len(more)-1]
		if n == width {
			return next
		}
	}
	return i
}

// kindAt is the kind of what a stretch of the text shows.
func (w *work) kindAt(s taizhang.Span) kind {
	return w.kindOf(taizhang.FoldString(w.text[s.Start:s.End]))
}

// mostBroken is how many lines a row has at most whose cells have several.
const mostBroken = 8
