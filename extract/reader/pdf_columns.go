package reader

import "slices"

// unruledTables finds runs of lines that keep to common columns without rules, and
// takes them out of the page's lines. It is wary: three rows of three columns, and
// no line across a gap.
func (p *pdfPage) unruledTables() {
	byPlace(p.lines)
	var rest []pdfLine
	for i := 0; i < len(p.lines); {
		n, cols := columnRun(p.lines[i:])
		if n == 0 {
			rest = append(rest, p.lines[i])
			i++
			continue
		}
		p.tables = append(p.tables, unruled(p.number, p.lines[i:i+n], cols))
		i += n
	}
	p.lines = rest
}

// columnRun returns how many lines from the first on are one table, and its columns.
func columnRun(lines []pdfLine) (n int, cols []linePart) {
	if len(lines[0].parts) < 3 {
		return 0, nil
	}
	for _, part := range lines[0].parts {
		cols = append(cols, linePart{x0: part.x0, x1: part.x1})
	}
	full, last := 0, 0
	for i, l := range lines {
		if i > 0 && (l.y-lines[i-1].y > 4*l.em || abs(l.em-lines[0].em) > 0.3*lines[0].em) {
			break
		}
		grown := slices.Clone(cols)
		for _, part := range l.parts {
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
			if k < 0 {
				return ended(last, full, cols)
			}
			grown[k].x0, grown[k].x1 = min(grown[k].x0, part.x0), max(grown[k].x1, part.x1)
		}
		for c := 1; c < len(grown); c++ {
			if grown[c].x0-grown[c-1].x1 < 0.8*l.em {
				return ended(last, full, cols)
			}
		}
		cols = grown
		if len(l.parts) == len(cols) {
			full++
		}
		last = i + 1
	}
	return ended(last, full, cols)
}

func ended(n, full int, cols []linePart) (int, []linePart) {
	if full < 3 {
		return 0, nil
	}
	return n, cols
}

// unruled makes a table of lines that keep to columns.
func unruled(page int, lines []pdfLine, cols []linePart) *pdfTable {
	t := &pdfTable{page: page, xs: []float64{cols[0].x0}}
	for c := 1; c < len(cols); c++ {
		t.xs = append(t.xs, (cols[c-1].x1+cols[c].x0)/2)
	}
	t.xs = append(t.xs, cols[len(cols)-1].x1)
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

// rowGroups parts lines into rows. Where the distances between lines show the rows
// they part them, if each then has one line that is full or begins in the first
// column; else a row begins at each such line.
func rowGroups(lines []pdfLine, cols int) [][]pdfLine {
	first := lines[0].parts[0]
	anchor := func(l pdfLine) bool {
		return len(l.parts) == cols || l.parts[0].x0 < first.x1 && l.parts[0].x1 > first.x0
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
