package extract

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Some pages print a table a cell a line, with a bar behind each, empty ones too. Then all cells are known, and only how many
// stand in a row is not: as many as come before the number 1, or as header words begin it.

const leastBarred = 3 // rows, with the header

// cellLines reads the table of cells with a bar behind each that begins at line i: its grid, and the line after it.
func (w *work) cellLines(lines []line, i int) (*taizhang.Grid, int) {
	var cells []taizhang.Span
	var texts []string
	next := i
	for ; next < len(lines) && lines[next].grid == nil; next++ {
		s := lines[next].span
		text := strings.TrimRightFunc(w.text[s.Start:s.End], taizhang.Blank)
		body, ok := strings.CutSuffix(text, "|")
		if !ok || strings.Contains(body, "|") {
			break
		}
		cell := trimSpan(w.text, s.Start, s.Start+len(body))
		cells, texts = append(cells, cell), append(texts, taizhang.FoldString(w.text[cell.Start:cell.End]))
	}
	k := w.cellsOfRow(texts)
	if k == 0 || len(cells) < leastBarred*k {
		return nil, i
	}
	g := &taizhang.Grid{}
	at := 0
	for row := 1; at < len(cells); row++ {
		out := make([]taizhang.GridCell, k)
		place := lines[i+at].at + "/row[" + strconv.Itoa(row) + "]"
		n := k
		if _, labelled := readLabel(texts[at]); labelled && at+1 < len(texts) && rowNumber(texts[at+1]) >= 0 && rowNumber(texts[at]) < 0 && rowNumber(texts[0]) < 0 {
			n = 1 // a section has one cell
		}
		if at+n > len(cells) {
			break
		}
		for c := range out {
			out[c].At = cellPlace(place, c)
			switch {
			case n == 1:
				out[c].At, out[c].Covered, out[c].Spans = out[0].At, c > 0, taizhang.Spans{cells[at]}
			case cells[at+c].Len() > 0:
				out[c].Spans = taizhang.Spans{cells[at+c]}
			}
		}
		g.Rows = append(g.Rows, out)
		at += n
	}
	if len(g.Rows) < leastBarred {
		return nil, i
	}
	return g, i + at
}

// cellsOfRow returns how many cells stand in a row; 0 where no header begins them.
func (w *work) cellsOfRow(texts []string) int {
	known := 0
	for k, s := range texts[:min(len(texts), maxColumns+1)] {
		if k >= 2 && rowNumber(s) == 1 && w.header(texts[0]).role == taizhang.ColNumber {
			if _, labelled := readLabel(texts[k-1]); labelled {
				k--
			}
			if known*2 < k {
				return 0
			}
			return k
		}
		if w.header(s).known >= bareNoun && len(s) <= longestHeader && s != "" {
			known++
		} else if w.header(texts[0]).role != taizhang.ColNumber {
			if k >= 2 && known == k {
				return k
			}
			return 0
		}
	}
	return 0
}
