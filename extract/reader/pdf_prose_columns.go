package reader

import (
	"cmp"
	"math"
	"slices"
)

// What makes columns of prose, as gazettes have, of the lines beside a gap.
const (
	gutterLeast = 0.8 // of a character's size: the gap
	columnLines = 5   // lines of each column
	columnRunes = 8   // characters of such a line, on average
	columnFull  = 0.4 // of them reach the column's right edge, as prose does
	columnOpen  = 0.15
)

// pageSegment is a stretch of a page from one line to another that is set in columns,
// with the places of the gaps and the number of its first column, in the order of
// reading: full-width lines above it have the number before.
type pageSegment struct {
	from, to float64 // baselines of the first and last line
	gutters  []float64
	first    int
}

// setInColumns finds the stretches of a page that are set in two or three columns:
// by its own lines, else, at its top, as the page before was.
func (p *pdfPage) setInColumns(rows [][]pdfChar, before []pageSegment) (out []pageSegment) {
	if gutters, em := findGutters(rows); em > 0 {
		out = p.stretches(rows, gutters, em, columnLines)
		for i := 0; len(out) == 0 && i < len(gutters) && len(gutters) > 1; i++ {
			out = p.stretches(rows, gutters[i:i+1], em, columnLines)
		}
	}
	if len(out) == 0 && len(rows) > 0 && len(before) > 0 {
		out = p.stretches(rows, before[len(before)-1].gutters, lineSize(rows[0]), 1)
		if len(out) > 0 && out[0].from > rows[0][0].y {
			return nil
		}
	}
	return out
}

// stretches finds those that these gaps part into columns of so many lines at least.
func (p *pdfPage) stretches(rows [][]pdfChar, gutters []float64, em float64, least int) (out []pageSegment) {
	next := 1
	for i := 0; i < len(rows); {
		j := i
		for j < len(rows) && !p.crosses(rows[j], gutters, em) {
			j++
		}
		if j > i && isColumns(rows[i:j], gutters, em, least) {
			out = append(out, pageSegment{rows[i][0].y, rows[j-1][0].y, gutters, next})
			next += len(gutters) + 2
		}
		i = max(j, i+1)
	}
	return out
}

// crosses reports whether a row, or a table at its height, lies across a gap.
func (p *pdfPage) crosses(row []pdfChar, gutters []float64, em float64) bool {
	for _, gutter := range gutters {
		for _, c := range row {
			if c.x0 < gutter-0.2*em && c.x1 > gutter+0.2*em || math.Abs((c.x0+c.x1)/2-gutter) < 0.3*em {
				return true
			}
		}
		for _, t := range p.tables {
			if y := row[0].y; t.xs[0] < gutter && t.xs[len(t.xs)-1] > gutter && y > t.ys[0] && y < t.ys[len(t.ys)-1] {
				return true
			}
		}
	}
	return false
}

// findGutters returns the gap that parts most lines, with one at each side of it if
// there is, and the usual size of characters; no size where there is none.
func findGutters(rows [][]pdfChar) (gutters []float64, em float64) {
	gutter, em := findGutter(rows)
	if em == 0 {
		return nil, 0
	}
	var parts [2][][]pdfChar
	for _, row := range rows {
		for s, part := range sides(row, []float64{gutter}) {
			if len(part) > 0 {
				parts[s] = append(parts[s], part)
			}
		}
	}
	gutters = []float64{gutter}
	for _, part := range parts {
		if g, em := findGutter(part); em > 0 {
			gutters = append(gutters, g)
		}
	}
	slices.Sort(gutters)
	return gutters, em
}

// findGutter returns the place at which most lines of both sides keep clear of each
// other, and the usual size of characters; no size where there is none.
func findGutter(rows [][]pdfChar) (gutter, em float64) {
	var sizes, lefts, rights []float64
	for _, row := range rows {
		sizes = append(sizes, lineSize(row))
		lefts, rights = append(lefts, row[0].x0), append(rights, row[len(row)-1].x1)
	}
	if len(rows) < columnLines {
		return 0, 0
	}
	slices.Sort(sizes)
	slices.Sort(lefts)
	slices.Sort(rights)
	em = sizes[len(sizes)/2]
	x0, x1 := lefts[0], rights[len(rights)-1]
	best, from, to := 0, 0.0, 0.0
	for x := x0 + 0.3*(x1-x0); x < x0+0.7*(x1-x0); x += em / 4 {
		left, right := 0, 0
		for _, row := range rows {
			l, r, clear := false, false, true
			for _, c := range row {
				switch {
				case c.x1 <= x-0.3*em:
					l = true
				case c.x0 >= x+0.3*em:
					r = true
				default:
					clear = false
				}
			}
			if clear && l {
				left++
			}
			if clear && r {
				right++
			}
		}
		switch n := min(left, right); {
		case n > best:
			best, from, to = n, x, x
		case n == best && x-to < em/3:
			to = x
		}
	}
	if best < columnLines {
		return 0, 0
	}
	return (from + to) / 2, em
}

// columnSide is what stands in one column.
type columnSide struct {
	lines, runes, open, full int
	first, last              float64
	x0, x1                   []float64
}

// isColumns reports whether lines beside gaps are columns of prose: many beside each
// other, long, full, and without gaps of their own.
func isColumns(rows [][]pdfChar, gutters []float64, em float64, least int) bool {
	side := make([]columnSide, len(gutters)+1)
	for _, row := range rows {
		for s, part := range sides(row, gutters) {
			if len(part) == 0 {
				continue
			}
			d := &side[s]
			if d.lines == 0 {
				d.first = part[0].y
			}
			d.last = part[0].y
			d.lines++
			d.runes += len(part)
			d.x0, d.x1 = append(d.x0, part[0].x0), append(d.x1, part[len(part)-1].x1)
			for i := 1; i < len(part); i++ {
				if part[i].x0-part[i-1].x1 > 1.5*em {
					d.open++
					break
				}
			}
		}
	}
	for s := range side {
		d := &side[s]
		if d.lines < least || d.runes < columnRunes*d.lines || float64(d.open) > columnOpen*float64(d.lines) {
			return false
		}
		right := slices.Max(d.x1)
		for _, x := range d.x1 {
			if right-x < 2.5*em {
				d.full++
			}
		}
		if d.lines >= columnLines && float64(d.full) < columnFull*float64(d.lines) {
			return false
		}
	}
	for s := 1; s < len(side); s++ {
		a, b := &side[s-1], &side[s]
		beside := min(a.last, b.last) - max(a.first, b.first)
		shorter := min(a.last-a.first, b.last-b.first)
		if beside < 0.5*shorter || slices.Min(b.x0)-slices.Max(a.x1) < gutterLeast*em {
			return false
		}
	}
	return true
}

// sides parts a row at the gaps.
func sides(row []pdfChar, gutters []float64) (out [][]pdfChar) {
	for _, gutter := range gutters {
		i, _ := slices.BinarySearchFunc(row, gutter, func(c pdfChar, x float64) int { return cmp.Compare((c.x0+c.x1)/2, x) })
		out, row = append(out, row[:i:i]), row[i:]
	}
	return append(out, row)
}

// columned makes the lines of a page of which stretches are set in columns, each line
// with the number of its column in the order of reading.
func (p *pdfPage) columned(rows [][]pdfChar, segments []pageSegment) (lines []pdfLine) {
	for _, row := range rows {
		parts := [][]pdfChar{row}
		if k := slices.IndexFunc(segments, func(s pageSegment) bool { return row[0].y >= s.from && row[0].y <= s.to }); k >= 0 {
			parts = sides(row, segments[k].gutters)
		}
		for _, part := range parts {
			if len(part) > 0 {
				l := newLine(p.number, part, false)
				l.column = columnAt(part[0].y, (part[0].x0+part[len(part)-1].x1)/2, segments)
				lines = append(lines, l)
			}
		}
	}
	return lines
}

// columnAt numbers the columns in the order of reading, with full-width lines above,
// between and below stretches of columns as columns of their own.
func columnAt(y, x float64, segments []pageSegment) int {
	last := 0
	for _, s := range segments {
		i, _ := slices.BinarySearch(s.gutters, x)
		switch {
		case y < s.from:
			return s.first - 1
		case y <= s.to:
			return s.first + i
		}
		last = s.first + len(s.gutters) + 1
	}
	return last
}

// views are the parts of a page in the order in which they are read: the page itself,
// or what of it stands in each column.
func (p *pdfPage) views() []*pdfPage {
	if len(p.segments) == 0 {
		return []*pdfPage{p}
	}
	view := func(side int) *pdfPage {
		return &pdfPage{number: p.number, width: p.width, height: p.height, side: side}
	}
	out := []*pdfPage{view(0)}
	for _, s := range p.segments {
		for i := range len(s.gutters) + 1 {
			out = append(out, view(i+1))
		}
		out = append(out, view(0))
	}
	for _, l := range p.lines {
		out[l.column].lines = append(out[l.column].lines, l)
	}
	for _, t := range p.tables {
		k := columnAt((t.ys[0]+t.ys[len(t.ys)-1])/2, (t.xs[0]+t.xs[len(t.xs)-1])/2, p.segments)
		out[k].tables = append(out[k].tables, t)
	}
	last := len(out) - 1
	out[0].heads, out[last].askew, out[last].feet = p.heads, p.askew, p.feet
	return out
}
