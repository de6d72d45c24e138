package extract

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// An aligned table is what a program prints of a PDF with its columns: header words with blanks between them, and below
// each what begins at the same character. A line that leaves the number's column empty goes on with the row above, cell by cell.

const (
	alignSlack   = 3 // characters by which a cell may begin beside its column
	leastAligned = 2 // rows
)

// cellRun is a stretch of a line between gaps, and the character of the line at which it begins.
type cellRun struct {
	span taizhang.Span
	from int
}

// aligned makes grids of the aligned tables.
func (w *work) aligned(lines []line) []line {
	out := lines[:0:0]
	for i := 0; i < len(lines); i++ {
		head := w.alignedHeader(lines[i])
		if head == nil {
			out = append(out, lines[i])
			continue
		}
		top := make([]taizhang.Spans, len(head))
		for c, r := range head {
			top[c] = taizhang.Spans{r.span}
		}
		from := i + 1
		for ; from < min(i+3, len(lines)); from++ { // words of the header that go on below
			more := w.under(lines[from], head)
			if more == nil || len(more[0]) > 0 {
				break
			}
			for c := range top {
				top[c] = append(top[c], more[c]...)
			}
		}
		rows, next := w.alignedRows(lines, from, head, from-i-1)
		if len(rows) < leastAligned {
			out = append(out, lines[i])
			continue
		}
		g := &taizhang.Grid{}
		for r, cells := range append([][]taizhang.Spans{top}, rows...) {
			row := make([]taizhang.GridCell, len(head))
			for c := range row {
				row[c].At, row[c].Spans = cellPlace(lines[i].at+"/row["+strconv.Itoa(r)+"]", c), cells[c]
			}
			g.Rows = append(g.Rows, row)
		}
		l := lines[i]
		l.span.End, l.kind, l.grid = lines[next-1].span.End, taizhang.TableGrid, g
		out = append(out, l)
		i = next - 1
	}
	return out
}

// alignedHeader returns the cells of a header that begins with a number's and has blanks between its words; nil
// where the line is none.
func (w *work) alignedHeader(l line) []cellRun {
	if l.grid != nil || l.use != free || l.span.Len() > 6*longestHeader || strings.Contains(w.text[l.span.Start:l.span.End], "\t") {
		return nil
	}
	runs := w.runs(l)
	if len(runs) < 3 || len(runs) > maxColumns {
		return nil
	}
	known, who := 0, false
	for c, r := range runs {
		h := w.headerIn(r.span)
		if c == 0 && h.role != taizhang.ColNumber {
			return nil
		}
		if h.known >= built {
			known++
		}
		who = who || whoOrWhen(h.role)
	}
	if !who || known*3 < len(runs)*2 {
		return nil
	}
	return runs
}

// alignedRows reads rows from line i on, and returns the line behind the last. A header on the next page has below further lines.
func (w *work) alignedRows(lines []line, i int, head []cellRun, below int) (rows [][]taizhang.Spans, next int) {
	last := 0
	anchors := head // where the cells of the row begin: a program that prints a PDF shifts them from row to row
	for next = i; next < len(lines); next++ {
		l := lines[next]
		if l.use == asRun || pageNumber.MatchString(taizhang.FoldString(w.text[l.span.Start:l.span.End])) {
			continue
		}
		if l.grid != nil || l.use != free {
			break
		}
		if again := w.alignedHeader(l); again != nil && len(again) == len(head) && len(rows) > 0 {
			next = min(next+below, len(lines)-1)
			continue // on the next page
		}
		runs := w.runs(l)
		counted := strings.HasSuffix(taizhang.FoldString(w.text[head[0].span.Start:head[0].span.End]), "序号") // 编号 may be any
		v := rowNumber(taizhang.FoldString(w.text[runs[0].span.Start:runs[0].span.End]))
		if first := len(rows) == 0 || runs[0].from <= anchors[0].from+alignSlack; first && counted && v != last+1 {
			if len(runs) > 2 {
				return nil, i // a row that is none: its cells do not stand where they were printed
			}
			break
		} else if first && len(runs) == len(head) {
			anchors = runs
		}
		cells := w.under(l, anchors)
		if cells == nil {
			break
		}
		if len(cells[0]) > 0 && (v == last+1 || !counted) {
			last = v
			rows = append(rows, cells)
			continue
		}
		row := rows[len(rows)-1]
		for c := range row {
			row[c] = append(row[c], cells[c]...)
		}
	}
	for next > i && (lines[next-1].use == asRun || lines[next-1].grid != nil) {
		next--
	}
	return rows, next
}

// under puts the runs of a line into the columns that begin nearest to them, in order; nil where one begins beside all.
func (w *work) under(l line, anchors []cellRun) []taizhang.Spans {
	if l.grid != nil || l.use != free {
		return nil
	}
	cells := make([]taizhang.Spans, len(anchors))
	at := -1
	for runs := w.runs(l); len(runs) > 0; {
		r := runs[0]
		runs = runs[1:]
		best, near := -1, alignSlack+1
		for c := at + 1; c < len(anchors); c++ {
			if d := max(r.from-anchors[c].from, anchors[c].from-r.from); d < near {
				best, near = c, d
			}
		}
		if best < 0 {
			return nil
		}
		if best+1 < len(anchors) {
			if k := w.begins(r, anchors[best+1].from); k > 0 { // 市发展改革委 3 月底
				runs = append([]cellRun{{taizhang.Span{Start: k, End: r.span.End}, anchors[best+1].from}}, runs...)
				r.span = trimSpan(w.text, r.span.Start, k)
			}
		}
		cells[best], at = taizhang.Spans{r.span}, best
	}
	return cells
}

// begins returns the byte at which a word of a run begins at a character of its line, or beside it; 0 where none does.
func (w *work) begins(r cellRun, at int) int {
	n, before := r.from, 'x'
	for i, c := range w.text[r.span.Start:r.span.End] {
		if n >= at-1 && n <= at+1 && i > 0 && taizhang.Blank(before) && !taizhang.Blank(c) {
			return r.span.Start + i
		}
		before = c
		n++
	}
	return 0
}

// runs returns what a line shows between gaps, with the characters at which it begins in the line as printed. One blank is
// a gap between Chinese characters, and none beside figures (3 月底).
func (w *work) runs(l line) []cellRun {
	start := strings.LastIndexByte(w.text[:l.span.Start], '\n') + 1
	var out []cellRun
	n, blanks := 0, 2
	before := ' '
	for i, r := range w.text[start:l.span.End] {
		switch {
		case r == '\t':
			blanks += 2
		case taizhang.Blank(r):
			blanks++
		default:
			if blanks >= 2 || blanks == 1 && r > utf8.RuneSelf && before > utf8.RuneSelf {
				if k := len(out) - 1; k >= 0 {
					out[k].span = trimSpan(w.text, out[k].span.Start, start+i)
				}
				out = append(out, cellRun{taizhang.Span{Start: start + i, End: l.span.End}, n})
			}
			blanks, before = 0, r
		}
		n++
	}
	return out
}
