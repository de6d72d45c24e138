package extract

import "github.com/taizhang/taizhang"

// tabbed joins the lines of a row whose cells have several, as a word processor copies them, below a header with tabs: they have as
// many cells together as the header, and fewer by themselves.
func (w *work) tabbed(lines []line) []line {
	out := lines[:0:0]
	width, others := 0, 0 // cells of the header, and lines since that were no rows
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		cells := w.cellsOf(l, byTabs)
		switch n := len(cells); {
		case n > 2 && n <= maxColumns && w.headsTabs(cells):
			width, others = n, 0
		case width == 0 || n == width:
			others = 0
		case n == 0 || n > width:
			width = 0
		default:
			if next := w.rowEnds(lines, i, cells, width); next > i {
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

// headsTabs reports whether known words head the cells of a line.
func (w *work) headsTabs(cells []taizhang.Span) bool {
	known := 0
	for _, s := range cells {
		if w.headerIn(s).known >= built {
			known++
		}
	}
	return known > 1 && known*2 >= len(cells)
}

// rowEnds returns the line up to which the cells from line i on make a row; i where they make none: a value is a whole cell, and a
// number begins a row.
func (w *work) rowEnds(lines []line, i int, cells []taizhang.Span, width int) int {
	n := len(cells)
	last := cells[n-1]
	for next := i + 1; next < min(len(lines), i+mostBroken) && lines[next].use == free && lines[next].grid == nil; next++ {
		more := w.cellsOf(lines[next], byTabs)
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
