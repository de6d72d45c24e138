package reader

import "slices"

// unruledTables finds runs of lines that keep to common columns without rules, and
// takes them out of the page's lines. It is wary: three rows of three columns, and
// no line across a gap. The table that open ends the page before may go on with fewer.
// It returns the one that ends this page, or nil.
func (p *pdfPage) unruledTables(open *pdfTable) *pdfTable {
	byPlace(p.lines)
	var rest []pdfLine
	for i := 0; i < len(p.lines); {
		n, cols := columnRun(p.lines[i:])
		if i == 0 && open != nil && len(p.tables) == 0 {
			if k, more := columnsFrom(p.lines, open.columns, 1); k > n {
				n, cols = k, more
			}
		}
		if n == 0 {
			rest = append(rest, p.lines[i])
			i++
			continue
		}
		p.tables = append(p.tables, unruled(p.number, p.lines[i:i+n], cols))
		i += n
	}
	if n := len(p.lines); n > 0 && len(p.tables) > 0 {
		if last := p.tables[len(p.tables)-1]; last.columns != nil && last.ys[len(last.ys)-1] >= p.lines[n-1].y {
			open = last
		} else {
			open = nil
		}
	} else {
		open = nil
	}
	p.lines = rest
	return open
}

// What parts columns: gaps of atoms (pieces of a line without a visible gap), of
// columns that may stand close, and of those that are surely apart. A date's numbers
// stand apart too, so two gaps must be sure.
const (
	atomGap   = 0.25
	closeGap  = 0.3
	headGap   = 0.5
	columnGap = 0.8
)

// columnRun returns how many lines from the first on are one table, and its columns:
// as the first line's words show them, else as its wide gaps do.
func columnRun(lines []pdfLine) (n int, cols []linePart) {
	for _, gap := range []float64{headGap, 1.5} {
		if first := pieces(lines[0], gap); len(first) >= 3 {
			if n, cols = columnsFrom(lines, first, 3); n > 0 {
				return n, cols
			}
		}
	}
	return 0, nil
}

// columnsFrom lets the columns that begin with first grow line by line, until a line
// has a piece that lies across two. So many lines must fill all columns.
func columnsFrom(lines []pdfLine, first []linePart, need int) (n int, cols []linePart) {
	cols = first
	full, last := 0, 0
	for i, l := range lines {
		if i > 0 && (l.y-lines[i-1].y > 4*l.em || abs(l.em-lines[0].em) > 0.3*lines[0].em) {
			break
		}
		grown := slices.Clone(cols)
		filled := make([]bool, len(cols))
		for _, part := range pieces(l, atomGap) {
			k := -1
			for c := range grown {
				if part.x0 < grown[c].x1 && part.x1 > grown[c].x0 {
					if k >= 0 {
						k = -2 // it lies across a gap
						break
					}
					k = c
				}
			}
			if k == -1 { // a piece of its own in a gap: of the column that it is nearer to
				k = besideWhich(grown, part)
			}
			if k < 0 {
				return ended(last, full >= need, cols, l.em)
			}
			filled[k] = true
			grown[k].x0, grown[k].x1 = min(grown[k].x0, part.x0), max(grown[k].x1, part.x1)
		}
		for c := 1; c < len(grown); c++ {
			if grown[c].x0-grown[c-1].x1 < closeGap*l.em {
				return ended(last, full >= need, cols, l.em)
			}
		}
		cols = grown
		if !slices.Contains(filled, false) {
			full++
		}
		last = i + 1
	}
	return ended(last, full >= need, cols, lines[0].em)
}

// besideWhich returns the column next to which a piece stands, or -2 when it is far from all.
func besideWhich(cols []linePart, part linePart) int {
	best, at := 0.0, -2
	for c := range cols {
		d := max(cols[c].x0-part.x1, part.x0-cols[c].x1)
		if at < 0 || d < best {
			best, at = d, c
		}
	}
	if best > 40 {
		return -2
	}
	return at
}

// pieces parts a line where a gap is at least so many times its size.
func pieces(l pdfLine, gap float64) (out []linePart) {
	for i, c := range l.row {
		if i == 0 || c.x0-l.row[i-1].x1 > gap*l.em {
			out = append(out, linePart{x0: c.x0, x1: c.x1})
		}
		out[len(out)-1].x1 = max(out[len(out)-1].x1, c.x1)
	}
	return out
}

// cut parts a line at the middles between columns.
func (l pdfLine) cut(xs []float64) pdfLine {
	l.parts = nil
	for i := 0; i < len(l.row); {
		c := stretch(xs, (l.row[i].x0+l.row[i].x1)/2)
		j := i + 1
		for j < len(l.row) && stretch(xs, (l.row[j].x0+l.row[j].x1)/2) == c {
			j++
		}
		n := newLine(l.page, l.row[i:j:j], l.ocr)
		l.parts = append(l.parts, linePart{x0: n.x0, x1: n.x1, text: n.text})
		i = j
	}
	return l
}

func ended(n int, full bool, cols []linePart, em float64) (int, []linePart) {
	sure := 0
	for c := 1; c < len(cols); c++ {
		if cols[c].x0-cols[c-1].x1 >= columnGap*em {
			sure++
		}
	}
	if !full || sure < 2 {
		return 0, nil
	}
	return n, cols
}

// unruled makes a table of lines that keep to columns.
func unruled(page int, lines []pdfLine, cols []linePart) *pdfTable {
	t := &pdfTable{page: page, columns: cols, xs: []float64{cols[0].x0}}
	for c := 1; c < len(cols); c++ {
		t.xs = append(t.xs, (cols[c-1].x1+cols[c].x0)/2)
	}
	t.xs = append(t.xs, cols[len(cols)-1].x1)
	lines = slices.Clone(lines)
	for i := range lines {
		lines[i] = lines[i].cut(t.xs)
	}
	for r, group := range rowGroups(lines, len(cols)) {
		row := make([]*pdfCell, len(cols))
		for c := range row {
			row[c] = &pdfCell{row: r, col: c, rows: 1, cols: 1}
		}
		for _, l := range group {
			for _, part := range l.parts {
				c := stretch(t.xs, (part.x0+part.x1)/2)
				row[c].lines = append(row[c].lines, pdfLine{page: page, x0: part.x0, x1: part.x1, y: l.y, em: l.em, text: part.text})
			}
		}
		t.rows = append(t.rows, row)
		t.ys = append(t.ys, group[0].y-group[0].em)
	}
	t.ys = append(t.ys, lines[len(lines)-1].y)
	return t
}

// numeric reports whether a line begins with a digit.
func numeric(l pdfLine) bool { return l.text != "" && digit(rune(l.text[0])) }

// rowGroups parts lines into rows. Where the distances between lines show the rows
// they part them, if each then has one line that is full or begins in the first
// column; else a row begins at each such line.
func rowGroups(lines []pdfLine, cols int) [][]pdfLine {
	first := lines[0].parts[0]
	begins := func(l pdfLine) bool { return l.parts[0].x0 < first.x1 && l.parts[0].x1 > first.x0 }
	numbers, others := 0, 0 // in the first column
	for _, l := range lines {
		if begins(l) {
			if numeric(l) {
				numbers++
			} else {
				others++
			}
		}
	}
	anchor := func(l pdfLine) bool { // of a column of numbers what is none goes on: 序, 号
		return len(l.parts) == cols || begins(l) && (numbers <= others || numeric(l))
	}
	least := 0.0
	for i := 1; i < len(lines); i++ {
		if d := lines[i].y - lines[i-1].y; least == 0 || d < least {
			least = d
		}
	}
	var out [][]pdfLine
	clear := true
	for i, l := range lines {
		if i == 0 || l.y-lines[i-1].y > 1.25*max(least, 0.6*l.em) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], l)
	}
	for _, g := range out {
		n := 0
		for _, l := range g {
			if anchor(l) {
				n++
			}
		}
		clear = clear && n == 1
	}
	if clear {
		return out
	}
	out = nil
	for _, l := range lines {
		if len(out) == 0 || anchor(l) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], l)
	}
	return out
}
