package reader

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// goesOn reports whether table b, first on its page, goes on with t, last on the
// page before: it has the same edges, and its columns are t's or some of them.
func (t *pdfTable) goesOn(b *pdfTable) bool {
	if b.page != t.page+1 || t.ruled != b.ruled {
		return false
	}
	off := near + 1.0
	if !t.ruled { // its edges are those of its words
		if off = 24; len(t.xs) != len(b.xs) {
			return false
		}
	}
	if math.Abs(t.xs[0]-b.xs[0]) > off || math.Abs(t.xs[len(t.xs)-1]-b.xs[len(b.xs)-1]) > off {
		return false
	}
	return among(b.xs, t.xs, off) || among(t.xs, b.xs, off)
}

func among(some, all []float64, off float64) bool {
	for _, v := range some {
		if math.Abs(all[nearest(all, v)]-v) > off {
			return false
		}
	}
	return true
}

// joinTables makes one table of its parts on several pages.
func joinTables(parts []*pdfTable) *pdfTable {
	whole := &pdfTable{page: parts[0].page, at: parts[0].at, xs: parts[0].xs, ruled: parts[0].ruled}
	if whole.ruled {
		var xs []float64
		for _, t := range parts {
			xs = append(xs, t.xs...)
		}
		whole.xs = distinct(xs)
	}
	for n, t := range parts {
		for r, row := range t.rows {
			for k, c := range row {
				c.at = fmt.Sprintf("%s/tr[%d]/td[%d]", t.at, r+1, k+1)
				if whole.ruled {
					right := nearest(whole.xs, t.xs[min(c.col+c.cols, len(t.xs)-1)])
					c.col = nearest(whole.xs, t.xs[c.col])
					c.cols = max(right-c.col, 1)
				}
			}
		}
		rows := t.rows
		if n > 0 {
			head := repeatedRows(parts[0].rows, rows)
			if head < len(rows) && whole.brokenRow(rows[head]) {
				down := whole.mend(rows[head])
				rows = append(rows[:head:head], rows[head+1:]...)
				if head < len(rows) {
					rows[head] = inOrder(append(down, rows[head]...))
				}
			}
			if head < len(rows) {
				whole.mergeOver(rows[head])
			}
		}
		whole.rows = append(whole.rows, rows...)
	}
	return whole
}

// repeatedRows counts the rows at the top of a part that repeat the table's own.
func repeatedRows(first, part [][]*pdfCell) int {
	n := 0
	for n < len(first) && n < len(part) && n < 3 && rowText(first[n]) != "" && rowText(first[n]) == rowText(part[n]) {
		n++
	}
	return n
}

func rowText(row []*pdfCell) string {
	var b strings.Builder
	for _, c := range row {
		for _, l := range c.lines {
			b.WriteString(squeezed(l.text))
		}
		b.WriteByte('|')
	}
	if s := b.String(); strings.Trim(s, "|") != "" {
		return s
	}
	return ""
}

// above returns the cell of the last rows that ends right above c, as wide as c.
func (t *pdfTable) above(c *pdfCell) *pdfCell {
	for i := len(t.rows) - 1; i >= 0; i-- {
		for _, a := range t.rows[i] {
			if a.col == c.col && a.cols == c.cols && i+a.rows >= len(t.rows) {
				return a
			}
		}
		if len(t.rows)-i > 4096 {
			break
		}
	}
	return nil
}

// leastCut is how many characters a line that stands alone in a cell has at least that is full by more than chance.
const leastCut = 6

// brokenRow reports whether a row at the top of a page is the rest of the one
// before: where every row so far shows something, as a number, it does not, or more cells break off
// in a sentence, where their line was full, than come to an end.
func (t *pdfTable) brokenRow(row []*pdfCell) bool {
	key, goes, cut := false, false, 0
	for _, c := range row {
		a := t.above(c)
		switch {
		case a == nil || len(c.lines) > 0 && len(a.lines) == 0:
			return false
		case len(c.lines) == 0:
			key = key || c.rows == 1 && a.rows == 1 && len(a.lines) > 0 && t.always(c)
			continue
		}
		goes = true
		last, first := a.lines[len(a.lines)-1], c.lines[0]
		right, margin := t.edge(a)
		full, merged := wrapped(last, first, right, margin), a.rows > 1 || c.rows > 1
		switch {
		case !full && merged:
			return false
		case merged:
		case !full || strings.ContainsAny(lastRune(last.text), "。；;！!？?）)") || itemLabel.MatchString(first.text):
			cut--
		case len(a.lines) > 1 || utf8.RuneCountInString(last.text) >= leastCut:
			cut++
		}
	}
	return goes && (key || cut > 0)
}

// always reports whether the column of c shows something in every row, of at least three.
func (t *pdfTable) always(c *pdfCell) bool {
	n := 0
	for _, row := range t.rows {
		for _, a := range row {
			if a.col == c.col {
				if len(a.lines) == 0 {
					return false
				}
				n++
			}
		}
	}
	return n >= 3
}

// mend puts the lines of a row's rest where they belong, and returns the cells
// that reach further down than it.
func (t *pdfTable) mend(row []*pdfCell) (down []*pdfCell) {
	for _, c := range row {
		if len(c.lines) > 0 {
			a := t.above(c)
			a.lines, c.lines, c.same = append(a.lines, c.lines...), nil, a
		}
		if c.rows > 1 {
			c.rows--
			down = append(down, c)
		}
	}
	return down
}

func inOrder(row []*pdfCell) []*pdfCell {
	slices.SortStableFunc(row, func(a, b *pdfCell) int { return cmp.Compare(a.col, b.col) })
	return row
}

// mergeOver finds merged cells that a page broke: one part shows the text, the
// other is empty.
func (t *pdfTable) mergeOver(row []*pdfCell) {
	for _, c := range row {
		a := t.above(c)
		switch {
		case a == nil:
		case len(c.lines) == 0 && a.same != nil:
			c.same = a.same
		case a.rows == 1 && c.rows == 1:
		case len(c.lines) == 0 && len(a.lines) > 0:
			c.same = a
		case len(c.lines) > 0 && len(a.lines) == 0 && a.rows > 1 && a.same == nil:
			a.same = c
		}
	}
}
