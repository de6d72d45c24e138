package extract

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// aboveHeader counts the rows at the top of a grid that stand above its header: one
// cell over the whole width, or what a form says of itself before a row of header words.
func (w *work) aboveHeader(g *grid) int {
	n := 0
	for n < len(g.rows)-2 && len(g.rows[n]) > 2 {
		if _, merged, one := g.oneCell(n); !one || !merged {
			break
		}
		n++
	}
	for r := n; r < min(n+4, len(g.rows)-1); r++ {
		if w.isHeader(g, r) {
			return r
		}
		if !w.letterhead(g, r, true) {
			break
		}
	}
	return n
}

// letterhead reports whether all that row r shows is about the form: 填报单位：市发改委, the same in two cells,
// 2023年3月10日, or one cell alone. Above a header any time is the form's.
func (w *work) letterhead(g *grid, r int, above bool) bool {
	_, _, one := g.oneCell(r)
	if one {
		return true
	}
	told := false // the cell before says what this one is
	for c, s := range g.text[r] {
		if s == "" || c > 0 && g.rows[r][c].At == g.rows[r][c-1].At {
			continue
		}
		if !told && !strings.Contains(s, ":") && !dateLine.MatchString(s) && !(above && w.kindOf(s) == kindTime) {
			return false
		}
		told = strings.HasSuffix(s, ":")
	}
	return true
}

// headerRows counts the rows at the top that are header: none where the first row
// is of the same kinds as those below it; further ones only where those above merge
// cells over them, or print nothing but header words.
func (w *work) headerRows(g *grid) int {
	if len(g.rows) < 2 || w.bodyAt(g) || w.organOver(g) {
		return 0
	}
	rows := 1
	for rows < min(4, len(g.rows)-1) && w.goesOn(g, rows) {
		rows++
	}
	return rows
}

// organOver reports whether the first row is an organ over all columns, as a later one is: its tasks are below.
func (w *work) organOver(g *grid) bool {
	organs := 0
	for r := range g.rows {
		if c, merged, one := g.oneCell(r); one && merged && w.organIn(g.rows[r][c].Spans) != nil {
			organs++
		} else if r == 0 {
			return false
		}
	}
	return organs > 1
}

// coverHeader merges the cells of a header of two levels that has no borders for it: where the first row prints nothing, or one
// cell, over words of the second it reaches over them, and what stands above nothing reaches down.
func (w *work) coverHeader(g *grid) {
	if len(g.rows) < 3 {
		return
	}
	top, sub := slices.Clone(g.rows[0]), slices.Clone(g.rows[1])
	wide := func(c int) bool {
		return c > 0 && c < len(top) && (top[c].Spans == nil || top[c].Covered && top[c].At == top[c-1].At)
	}
	words := 0
	for c := range top {
		if sub[c].Covered && sub[c].At == top[c].At {
			continue
		}
		if narrow := !wide(c) && !wide(c+1); narrow == (sub[c].Spans != nil) || c == 0 && top[c].Spans == nil {
			return
		}
		if s := g.text[1][c]; s != "" {
			words++
			if len(s) > longestHeader || rowNumber(s) >= 0 || strings.ContainsAny(s, "。;") {
				return
			}
		}
	}
	if words < 2 {
		return
	}
	g.rows, g.text = slices.Clone(g.rows), slices.Clone(g.text)
	for r, row := range [][]taizhang.GridCell{top, sub} {
		g.rows[r], g.text[r] = row, slices.Clone(g.text[r])
		for c := range row {
			if row[c].Spans != nil || sub[c].Covered && sub[c].At == top[c].At {
				continue // it is merged already, an empty one too
			}
			row[c], g.text[r][c] = top[c-1+r], g.text[0][c-1+r]
			row[c].Covered = true
		}
	}
}

// bodyAt reports whether the first row of a grid is a row as those below: its values
// (numbers that run on, organs, times) are of the kind of their column.
func (w *work) bodyAt(g *grid) bool {
	agree, values := 0, 0
	for c, s := range g.text[0] {
		if s == "" || g.rows[0][c].Covered {
			continue
		}
		if len(s) <= longestHeader && w.header(s).known >= built {
			return false
		}
		k := w.kindOf(s)
		if !k.value() {
			continue
		}
		values++
		below := w.share(column(g.text[1:min(len(g.text), 40)], c))
		if k == kindNumber {
			if rowNumber(s)+1 == rowNumber(g.text[1][c]) {
				agree++
			}
		} else if below.most(k) {
			agree++
		}
	}
	return agree >= 2 || agree == 1 && values == 1
}

func column(rows [][]string, c int) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		if c < len(r) {
			out = append(out, r[c])
		}
	}
	return out
}

// goesOn reports whether row r is a further level of the header above it: cells of
// that reach into it, and it parts one that was merged, or holds header words alone.
func (w *work) goesOn(g *grid, r int) bool {
	over, parts, words := false, false, true
	for c, x := range g.rows[r] {
		above := g.rows[r-1][c]
		if x.Covered && x.At == above.At {
			over = true
			continue
		}
		parts = parts || c > 0 && above.Covered && above.At == g.rows[r-1][c-1].At
		if s := g.text[r][c]; s != "" {
			words = words && w.header(s).known == listed
		}
	}
	return over && (parts || words)
}

// gridHeader joins the header rows of each column; two levels with a /.
func (w *work) gridHeader(g *grid, rows int) []taizhang.Column {
	out := make([]taizhang.Column, len(g.rows[0]))
	for c := range out {
		col := &out[c]
		for r := range rows {
			x := g.rows[r][c]
			if r > 0 && x.At == g.rows[r-1][c].At {
				continue
			}
			if s := taizhang.Squeeze(x.Spans.Cut(w.text)); s != "" {
				if col.Name != "" {
					col.Name += "/"
				}
				col.Name += s
				col.Spans = append(col.Spans, x.Spans...)
			}
		}
	}
	return out
}
