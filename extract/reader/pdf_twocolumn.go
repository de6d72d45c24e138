package reader

import (
	"cmp"
	"math"
	"slices"
)

// What makes two columns of prose, as gazettes have, of the lines at both sides of a gap.
const (
	gutterLeast = 0.8 // of a character's size: the gap
	columnLines = 5   // lines of each side
	columnRunes = 8   // characters of such a line, on average
	columnFull  = 0.4 // of them reach the column's right edge, as prose does
	columnOpen  = 0.15
)

// pageSegment is a stretch of a page from one line to another that is set in two
// columns, with the place of the gap.
type pageSegment struct {
	from, to float64 // baselines of the first and last line
	gutter   float64
}

// twoColumns finds the stretches of a page that are set in two columns.
func (p *pdfPage) twoColumns(rows [][]pdfChar) (out []pageSegment) {
	gutter, em := findGutter(rows)
	if em == 0 {
		return nil
	}
	crosses := func(row []pdfChar) bool {
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
		return false
	}
	for i := 0; i < len(rows); {
		j := i
		for j < len(rows) && !crosses(rows[j]) {
			j++
		}
		if j > i && isColumns(rows[i:j], gutter, em) {
			out = append(out, pageSegment{rows[i][0].y, rows[j-1][0].y, gutter})
		}
		i = max(j, i+1)
	}
	return out
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

// isColumns reports whether lines at both sides of a gap are two columns of prose:
// many beside each other, long, full, and without gaps of their own.
func isColumns(rows [][]pdfChar, gutter, em float64) bool {
	var side [2]struct {
		lines, runes, open, full int
		first, last              float64
		x0, x1                   []float64
	}
	for _, row := range rows {
		for s, part := range sides(row, gutter) {
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
		if d.lines < columnLines || d.runes < columnRunes*d.lines || float64(d.open) > columnOpen*float64(d.lines) {
			return false
		}
		right := slices.Max(d.x1)
		for _, x := range d.x1 {
			if right-x < 2.5*em {
				d.full++
			}
		}
		if float64(d.full) < columnFull*float64(d.lines) {
			return false
		}
	}
	beside := min(side[0].last, side[1].last) - max(side[0].first, side[1].first)
	shorter := min(side[0].last-side[0].first, side[1].last-side[1].first)
	return beside >= 0.5*shorter && slices.Min(side[1].x0)-slices.Max(side[0].x1) >= gutterLeast*em
}

// sides parts a row at the gap.
func sides(row []pdfChar, gutter float64) (out [2][]pdfChar) {
	i, _ := slices.BinarySearchFunc(row, gutter, func(c pdfChar, x float64) int { return cmp.Compare((c.x0+c.x1)/2, x) })
	out[0], out[1] = row[:i:i], row[i:]
	return out
}

// columned makes the lines of a page of which stretches are set in two columns, each
// line with the place of its column in the order of reading.
func (p *pdfPage) columned(rows [][]pdfChar, segments []pageSegment) (lines []pdfLine) {
	for _, row := range rows {
		k := p.segmentAt(row[0].y, segments)
		if k < 0 {
			l := newLine(p.number, row, false)
			l.column = p.columnAt(row[0].y, (row[0].x0+row[len(row)-1].x1)/2, segments)
			lines = append(lines, l)
			continue
		}
		for s, part := range sides(row, segments[k].gutter) {
			if len(part) > 0 {
				l := newLine(p.number, part, false)
				l.column = 3*k + 1 + s
				lines = append(lines, l)
			}
		}
	}
	return lines
}

func (p *pdfPage) segmentAt(y float64, segments []pageSegment) int {
	return slices.IndexFunc(segments, func(s pageSegment) bool { return y >= s.from && y <= s.to })
}

// columnAt numbers the columns in the order of reading: 0, 3, 6… are full-width lines
// above, between and below stretches of two columns.
func (p *pdfPage) columnAt(y, x float64, segments []pageSegment) int {
	for k, s := range segments {
		switch {
		case y < s.from:
			return 3 * k
		case y <= s.to && x < s.gutter:
			return 3*k + 1
		case y <= s.to:
			return 3*k + 2
		}
	}
	return 3 * len(segments)
}

// views are the parts of a page in the order in which they are read: the page itself,
// or what of it stands in each column.
func (p *pdfPage) views() []*pdfPage {
	if len(p.segments) == 0 {
		return []*pdfPage{p}
	}
	out := make([]*pdfPage, 3*len(p.segments)+1)
	for i := range out {
		out[i] = &pdfPage{number: p.number, width: p.width, height: p.height, side: i % 3}
	}
	for _, l := range p.lines {
		out[l.column].lines = append(out[l.column].lines, l)
	}
	for _, t := range p.tables {
		k := p.columnAt((t.ys[0]+t.ys[len(t.ys)-1])/2, (t.xs[0]+t.xs[len(t.xs)-1])/2, p.segments)
		out[k].tables = append(out[k].tables, t)
	}
	last := len(out) - 1
	out[0].heads, out[last].askew, out[last].feet = p.heads, p.askew, p.feet
	return out
}
