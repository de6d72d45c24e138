package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// A table in the text of a PDF: cells stand on one line with two or more blanks
// between them, and a cell of several lines, centred, has its pieces on the lines
// above and below the row's own.

var gaps = taizhang.NewPattern(`[ \x{a0}\x{3000}]*\t[ \t\x{a0}\x{3000}]*|[ \x{a0}\x{3000}]{2,}`)

// pieces splits line i at gaps of two or more blanks.
func (w *work) pieces(i int) taizhang.Spans {
	s := w.lines[i].span
	text := w.text[s.Start:s.End]
	var out taizhang.Spans
	at := 0
	for _, g := range append(gaps.FindAllStringIndex(text, -1), []int{len(text), len(text)}) {
		if g[0] > at {
			out = append(out, trimSpan(w.text, s.Start+at, s.Start+g[0]))
		}
		at = g[1]
	}
	return out
}

// textTable reads a table whose header words stand on line i, and returns the
// line after it; nil when none does.
func (w *work) textTable(i int, p *part) (*table, int) {
	if len(w.str(i)) > 300 || !strings.Contains(w.str(i), "  ") && !strings.Contains(w.str(i), "\t") {
		return nil, i
	}
	var cols []taizhang.Column
	known := 0
	for _, s := range w.pieces(i) {
		name := squeeze(w.text[s.Start:s.End])
		h := w.header(taizhang.FoldString(name))
		if h.known >= built {
			known++
		}
		cols = append(cols, taizhang.Column{Name: name, Role: h.role, Spans: taizhang.Spans{s}})
	}
	if len(cols) < 3 || known*2 <= len(cols) || cols[0].Role != taizhang.ColNumber {
		return nil, i
	}
	end := min(p.last, w.tableEnd(i))
	t := &table{DraftTable: taizhang.DraftTable{Columns: cols}}
	last := 0
	var loose []taizhang.Spans // pieces above the row they belong to
	j := i + 1
	for ; j < end && w.open(j); j++ {
		ps := w.pieces(j)
		first := squeeze(w.text[ps[0].Start:ps[0].End])
		n, ok := hanzi.Numeral(first)
		switch {
		case ok && n == last+1 && len(ps) > 1, strings.Trim(first, "….·") == "" && len(ps) == 1:
			if ok {
				last = n
			}
			r := taizhang.DraftRow{At: w.lines[j].at, Cells: make([]taizhang.Cell, len(cols))}
			if !ok {
				r.Kind = taizhang.DataRow
			}
			var pieces []taizhang.Spans
			for _, s := range ps {
				pieces = append(pieces, taizhang.Spans{s})
			}
			w.place(&r, pieces, cols, loose)
			loose = nil
			t.Rows = append(t.Rows, r)
		case len(ps) < len(cols) && len(t.Rows) > 0 && w.lacks(&t.Rows[len(t.Rows)-1], len(ps)):
			w.complete(&t.Rows[len(t.Rows)-1], ps, cols)
		case len(ps) < len(cols) && (len(ps) > 1 || j+1 < end):
			loose = append(loose, ps)
		}
		if len(loose) > 3 || len(ps) == 1 && strings.HasSuffix(first, "。") {
			break
		}
	}
	if last < 2 || len(loose) > 0 {
		j -= len(loose)
	}
	if last < 2 {
		return nil, i
	}
	for k := i; k < j; k++ {
		w.lines[k].use = asRecord
	}
	return t, j
}

// place puts a row's own pieces into its cells from the left; the cells that stay
// empty take the pieces of the lines above, when there are as many.
func (w *work) place(r *taizhang.DraftRow, own []taizhang.Spans, cols []taizhang.Column, above []taizhang.Spans) {
	for c := range min(len(own), len(cols)) {
		r.Cells[c] = w.cell(own[c], cols[c].Role)
	}
	for _, ps := range above {
		if missing := len(cols) - len(own); missing == len(ps) {
			for k, p := range ps {
				c := len(own) + k
				r.Cells[c] = w.cell(append(slices.Clone(r.Cells[c].Spans), p), taizhang.ColNumber)
			}
		}
	}
}

// lacks reports whether the row's last n cells can take a further piece: they are
// empty, or hold pieces from above, which no full row does.
func (w *work) lacks(r *taizhang.DraftRow, n int) bool {
	line := r.Cells[0].Spans
	if len(line) == 0 || n >= len(r.Cells) {
		return false
	}
	for _, c := range r.Cells[len(r.Cells)-n:] {
		if len(c.Spans) > 0 && c.Spans.Start() > line.Start() {
			return false
		}
	}
	return true
}

// complete adds the pieces of the line below a row to its last cells.
func (w *work) complete(r *taizhang.DraftRow, ps taizhang.Spans, cols []taizhang.Column) {
	for k, p := range ps {
		c := len(cols) - len(ps) + k
		r.Cells[c] = w.cell(append(slices.Clone(r.Cells[c].Spans), p), taizhang.ColNumber)
	}
}
