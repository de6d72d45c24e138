package reader

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/taizhang/taizhang"
)

// pdfTable is a table on a page. Its columns lie between neighbouring xs, its rows
// between neighbouring ys; rows hold the cells that begin there.
type pdfTable struct {
	page    int
	xs, ys  []float64
	rows    [][]*pdfCell
	ruled   bool
	columns []linePart // of a table without rules, as far as their text reaches
	at      string
}

// pdfCell reaches over rows × cols places from its place on.
type pdfCell struct {
	row, col, rows, cols int
	lines                []pdfLine
	at                   string
	spans                taizhang.Spans
	same                 *pdfCell // the part of this cell on another page, which holds its text
}

// ruledTables finds the tables that rules draw, and takes the characters in them
// from the page. last is the one that ended the page before, of which one may go on that shows
// text in a single column.
func (p *pdfPage) ruledTables(last *pdfTable) {
	var rest []pdfChar
	frames := tableFrames(p.rules)
	inside := map[*frame][]pdfChar{}
	for _, c := range p.chars {
		x, y := (c.x0+c.x1)/2, c.y-0.35*c.em
		i := slices.IndexFunc(frames, func(fr *frame) bool { return fr.holds(x, y) })
		if i < 0 || c.quarter < 0 { // a watermark lies over the cells
			rest = append(rest, c)
			continue
		}
		inside[frames[i]] = append(inside[frames[i]], c)
	}
	for _, fr := range frames {
		if t, columns := fr.table(p.number, inside[fr]); columns > 1 || columns == 1 && last != nil && last.goesOn(t) {
			p.tables = append(p.tables, t)
		} else {
			rest = append(rest, inside[fr]...)
		}
	}
	p.chars = rest
	slices.SortStableFunc(p.tables, func(a, b *pdfTable) int { return cmp.Compare(a.ys[0], b.ys[0]) })
}

// tableFrames returns the rasters that rules draw, none within another.
func tableFrames(rules pdfRules) (out []*frame) {
	for _, g := range rules.connected() {
		if fr := newFrame(g); fr != nil {
			out = append(out, fr)
		}
	}
	return outermostFrames(out)
}

// connected groups rules that cross or meet.
func (r pdfRules) connected() []pdfRules {
	n := len(r.across)
	group := make([]int, n+len(r.down))
	for i := range group {
		group[i] = i
	}
	root := func(i int) int {
		for group[i] != i {
			group[i] = group[group[i]]
			i = group[i]
		}
		return i
	}
	for j, v := range r.down { // r.across is sorted by its place
		from := sort.Search(n, func(i int) bool { return r.across[i].at >= v.lo-near })
		for i := from; i < n && r.across[i].at <= v.hi+near; i++ {
			if h := r.across[i]; v.at >= h.lo-near && v.at <= h.hi+near {
				group[root(i)] = root(n + j)
			}
		}
	}
	var out []pdfRules
	index := map[int]int{}
	for i := range group {
		g := root(i)
		k, ok := index[g]
		if !ok {
			k = len(out)
			index[g] = k
			out = append(out, pdfRules{})
		}
		if i < n {
			out[k].across = append(out[k].across, r.across[i])
		} else {
			out[k].down = append(out[k].down, r.down[i-n])
		}
	}
	return out
}

// unwrapped are the lines of a cell, those joined that only its width broke.
func (t *pdfTable) unwrapped(c *pdfCell) (out []string) {
	right, margin := t.edge(c)
	for i, b := range c.lines {
		if i > 0 && wrapped(c.lines[i-1], b, right, margin) {
			out[len(out)-1] += joined(c.lines[i-1].text, b.text) + b.text
			continue
		}
		out = append(out, b.text)
	}
	return out
}

// edge is where a cell ends at the right, and its margin there: that at the left.
func (t *pdfTable) edge(c *pdfCell) (right, margin float64) {
	left, right := t.xs[c.col], t.xs[min(c.col+c.cols, len(t.xs)-1)]
	margin = right - left
	for _, l := range c.lines {
		margin = min(margin, max(l.x0-left, 0))
	}
	return right, margin
}

// wrapped reports whether only its cell's width broke line b off from a: its first word had no room.
func wrapped(a, b pdfLine, right, margin float64) bool {
	room := right - min(margin, b.em) - a.x1
	listed := itemLabel.MatchString(b.text) && strings.ContainsAny(lastRune(a.text), "。；：.;:！？!?")
	return a.quarter == b.quarter && room < firstToken(b)+0.3*b.em && !listed
}
