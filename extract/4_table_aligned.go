package extract

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// An aligned table is what a program prints of a PDF with its columns: header words with blanks between them, and below
// each what begins at the same character. A line that leaves the first column empty goes on with the row above, cell by cell.

const (
	alignSlack   = 3 // characters by which a cell may begin beside its column
	leastAligned = 2 // rows
)

// aligned makes grids of the aligned tables.
func (w *work) aligned(lines []line) []line {
	out := lines[:0:0]
	var tried starts
	for i := 0; i < len(lines); i++ {
		h := w.alignedHeader(lines, i)
		if h == nil || tried.enough(byGaps, i) {
			out = append(out, lines[i])
			continue
		}
		rows, at, next := w.alignedRows(lines, i+h.lines, h)
		tried.add(byGaps, i, next)
		if len(rows) < leastAligned || h.who && !w.organsHead(rows) {
			out = append(out, lines[i])
			continue
		}
		g := &taizhang.Grid{}
		at = append([]string{lines[i].at}, at...)
		for r, cells := range append([][]taizhang.Spans{h.cells}, rows...) {
			row := make([]taizhang.GridCell, len(h.runs))
			for c := range row {
				if row[c].At = cellPlace(at[r], c); len(cells[c]) != 1 || !w.dash(cells[c][0]) {
					row[c].Spans = cells[c]
				}
			}
			g.Rows = append(g.Rows, row)
		}
		l := lines[i]
		l.span.End, l.kind, l.grid, l.ruled = lines[next-1].span.End, taizhang.TableGrid, g, true
		out = append(out, l)
		i = next - 1
	}
	return out
}

// organsHead reports whether rows begin with organs.
func (w *work) organsHead(rows [][]taizhang.Spans) bool {
	texts := make([]string, len(rows))
	for r := range rows {
		texts[r] = w.inCell(rows[r][0])
	}
	return len(rows) > leastAligned && w.share(texts).most(kindUnits, kindOrgan)
}

// inCell is what a cell shows, folded.
func (w *work) inCell(s taizhang.Spans) string { return taizhang.FoldString(s.Cut(w.text)) }

// alignedHead is a header: its words where they begin, and what goes on below them on further lines.
type alignedHead struct {
	runs         []cellRun
	cells        []taizhang.Spans
	lines        int
	counted, who bool // rows begin with numbers that run on, or with who answers
}

// alignedHeader returns the header that begins on line i, with a number's word or a unit's first and blanks between its words; nil
// where none does.
func (w *work) alignedHeader(lines []line, i int) *alignedHead {
	l := lines[i]
	if l.grid != nil || l.use != free || l.span.Len() > 6*longestHeader || strings.Contains(w.text[l.span.Start:l.span.End], "\t") {
		return nil
	}
	h := &alignedHead{runs: w.runs(l)}
	if len(h.runs) < 2 || len(h.runs) > maxColumns {
		return nil
	}
	first := w.headerIn(h.runs[0].span).role
	if h.who = unitRole(first); !h.who && (first != taizhang.ColNumber || len(h.runs) < 3) {
		return nil
	}
	for _, r := range h.runs {
		h.cells = append(h.cells, taizhang.Spans{r.span})
	}
	h.counted = !h.who && strings.HasSuffix(w.inCell(h.cells[0]), "序号") // 编号 may be any
	for h.lines = 1; h.lines < 3 && i+h.lines < len(lines); h.lines++ { // words of the header go on below
		more := w.under(lines[i+h.lines], h.runs)
		if more == nil || len(more[0]) > 0 {
			break
		}
		for c := range h.cells {
			h.cells[c] = append(h.cells[c], more[c]...)
		}
	}
	known, when := 0, h.who
	for _, c := range h.cells {
		x := w.header(w.inCell(c))
		if x.known >= built || x.known != unknown && h.counted {
			known++
		}
		when = when || whoOrWhen(x.role)
	}
	if !when || h.counted && known*2 < len(h.cells) || !h.counted && !h.who && known*3 < len(h.cells)*2 {
		return nil
	}
	return h
}

// alignedRows reads rows from line i on, and returns them with their places, and the line behind the last.
func (w *work) alignedRows(lines []line, i int, head *alignedHead) (rows [][]taizhang.Spans, at []string, next int) {
	last, below := 0, 0
	var above []cellRun  // pieces of the next row's last cells
	anchors := head.runs // where the cells of the row begin: a program that prints a PDF shifts them from row to row
	for next = i; next < len(lines); next++ {
		l := lines[next]
		if l.use == asRun || pageNumber.MatchString(taizhang.FoldString(w.text[l.span.Start:l.span.End])) {
			continue
		}
		if l.grid != nil || l.use != free {
			break
		}
		if again := w.alignedHeader(lines, next); again != nil && len(again.runs) == len(head.runs) && len(rows) > 0 {
			next = min(next+again.lines, len(lines)) - 1
			continue // on the next page
		}
		runs := w.runs(l)
		if len(runs) == 1 && w.section(runs[0].span) {
			break
		}
		v := rowNumber(taizhang.FoldString(w.text[runs[0].span.Start:runs[0].span.End]))
		first := len(rows) == 0 || runs[0].from <= anchors[0].from+alignSlack
		if first && head.counted && v != last+1 {
			n := len(head.runs) - len(runs)
			switch {
			case below > 0 && below == len(runs):
				below = 0
				for k, r := range runs {
					rows[len(rows)-1][n+k] = append(rows[len(rows)-1][n+k], r.span)
				}
				continue
			case n > 0 && next+1 < len(lines) && w.numbered(lines[next+1], n) == last+1:
				above = runs
				continue
			case len(rows) > 0 && len(runs) == 1 && strings.Trim(w.text[l.span.Start:l.span.End], "….· ") == "": // and so on
				rows, at = append(rows, make([]taizhang.Spans, len(head.runs))), append(at, l.at)
				rows[len(rows)-1][0] = taizhang.Spans{l.span}
				if next++; next < len(lines) {
					if v := w.numbered(lines[next], len(head.runs)); v > last {
						last = v - 1
						next--
						continue
					}
				}
			case len(runs) > 2:
				return nil, nil, i // a row that is none: its cells do not stand where they were printed
			}
			break
		}
		if first && len(runs) == len(head.runs) {
			anchors = runs
		}
		cells := w.under(l, anchors)
		if below = len(above); below > 0 { // cells of several lines, centred beside the row's own
			cells = make([]taizhang.Spans, 0, len(head.runs))
			for _, r := range append(runs, above...) {
				cells = append(cells, taizhang.Spans{r.span})
			}
			above = nil
		}
		for n := next + 1; cells == nil && n < min(next+mostFurther, len(lines)); n++ { // on a further page columns stand elsewhere
			if more := w.runs(lines[n]); len(more) == len(head.runs) && more[0].from <= head.runs[0].from+alignSlack {
				anchors = more
				cells = w.under(l, anchors)
				break
			}
		}
		if cells == nil {
			break
		}
		begins := len(cells[0]) > 0 && (v == last+1 || !head.counted)
		if begins && head.who {
			if begins = len(rows) == 0 || !w.nameGoesOn(rows[len(rows)-1][0], cells[0]); begins && (len(runs) < 2 || runs[0].from+utf8.RuneCountInString(w.text[cells[0].Start():cells[0].End()]) > anchors[1].from) {
				break // a line of text, a title
			}
		}
		if begins {
			last = v
			rows, at = append(rows, cells), append(at, l.at)
			continue
		}
		if len(rows) == 0 {
			break
		}
		row := rows[len(rows)-1]
		for c := range row {
			row[c] = append(row[c], cells[c]...)
		}
	}
	for next > i && (lines[next-1].use == asRun || lines[next-1].grid != nil) {
		next--
	}
	return rows, at, next
}

// numbered returns the row's number that a line of so many cells begins with; less than 0 where none does.
func (w *work) numbered(l line, cells int) int {
	if l.grid != nil || l.use != free {
		return -1
	}
	own := w.runs(l)
	if len(own) != cells {
		return -1
	}
	return rowNumber(w.inCell(taizhang.Spans{own[0].span}))
}

// nameGoesOn reports whether a name goes on in a cell's next line: it is none by itself.
func (w *work) nameGoesOn(name, more taizhang.Spans) bool {
	k := w.kindOf(w.inCell(name))
	return k != kindUnits && k != kindOrgan && w.kindOf(w.inCell(append(slices.Clone(name), more...))) == kindUnits
}
