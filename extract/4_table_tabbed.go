package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
)

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
		case n == 0 || n > width || n == 1 && annexLine.MatchString(taizhang.FoldString(w.text[cells[0].Start:cells[0].End])):
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

// mostBetween is how many lines stand between the rows of two pages at most.
const mostBetween = 4

// overPages takes out of lines what pages print between two rows with tabs whose numbers run on: their own number, tops and feet,
// which stand at other pages, too.
func (w *work) overPages(lines []line) (rows, pages []line) {
	again := map[string]int{}
	for _, l := range lines {
		if l.span.Len() <= longestHeader {
			again[w.text[l.span.Start:l.span.End]]++
		}
	}
	for i := 0; i < len(lines); i++ {
		rows = append(rows, lines[i])
		above, next, page := w.cellsOf(lines[i], byTabs), i+1, false
		if len(above) < 2 {
			continue
		}
		for ; next < min(i+1+mostBetween, len(lines)) && len(w.cellsOf(lines[next], byTabs)) < 2 && lines[next].grid == nil && !w.section(lines[next].span); next++ {
			if s := w.text[lines[next].span.Start:lines[next].span.End]; pageSpan(w.text, lines[next].span) {
				page = true
			} else if again[s] < 2 || strings.Contains(s, "。") {
				page = false
				break
			}
		}
		for k := next; page && k < min(next+2, len(lines)); k++ {
			below := w.cellsOf(lines[k], byTabs)
			if len(below) != len(above) || k == next && !w.headsTabs(below) && w.numberIn(below[0]) < 0 {
				break
			}
			if w.numberIn(below[0]) == w.numberIn(above[0])+1 && w.numberIn(above[0]) > 0 {
				for i++; i < next; i++ {
					lines[i].use = asRun
					pages = append(pages, lines[i])
				}
				i--
				break
			}
		}
	}
	return rows, pages
}

func (w *work) numberIn(s taizhang.Span) int {
	return rowNumber(taizhang.FoldString(w.text[s.Start:s.End]))
}

// kindAt is the kind of what a stretch of the text shows.
func (w *work) kindAt(s taizhang.Span) kind {
	return w.kindOf(taizhang.FoldString(w.text[s.Start:s.End]))
}
