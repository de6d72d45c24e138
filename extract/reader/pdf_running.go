package reader

import (
	"cmp"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

var pageNumber = regexp.MustCompile(`(?i)^(?:一\d{1,4}一|[-—–―_·•.]*\d{1,4}[-—–―_·•.]*|第?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页(?:[,，/]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页)?|\d{1,4}/\d{1,4}|page\d{1,4}(?:of\d{1,4})?|-?[ivx]{1,6}-?)$`)

const (
	edge     = 0.14 // of a page's height: where running heads and feet stand
	edgeMost = 3    // lines at each edge that may be running
)

// running takes page numbers and what is repeated at the same place on most pages
// out of the pages' lines.
func running(pages []*pdfPage) {
	type key struct {
		text   string
		bottom bool
		place  int
	}
	seen := map[key]map[int]bool{}
	keys := func(p *pdfPage, l pdfLine) [2]key {
		k := key{text: numberless(l.text), bottom: l.y > p.height/2}
		y := l.y
		if k.bottom {
			y = p.height - l.y
		}
		a, b := k, k // neighbouring places, as a baseline moves by a point or two
		a.place, b.place = int(math.Floor(y/6)), int(math.Floor(y/6+0.5))+1_000_000
		return [2]key{a, b}
	}
	for _, p := range pages {
		for _, l := range p.edgeLines() {
			for _, k := range keys(p, p.lines[l]) {
				if seen[k] == nil {
					seen[k] = map[int]bool{}
				}
				seen[k][p.number] = true
			}
		}
	}
	enough := max(2, int(math.Ceil(0.4*float64(len(pages)))))
	for _, p := range pages {
		out := map[int]bool{}
		for _, i := range p.edgeLines() {
			l := p.lines[i]
			repeated := false
			for _, k := range keys(p, l) {
				repeated = repeated || len(seen[k]) >= enough && len(l.parts) < 3
			}
			if repeated || pageNumber.MatchString(squeezed(l.text)) {
				out[i] = true
			}
		}
		var rest []pdfLine
		for i, l := range p.lines {
			switch {
			case !out[i]:
				rest = append(rest, l)
			case l.y < p.height/2:
				p.heads = append(p.heads, l)
			default:
				p.feet = append(p.feet, l)
			}
		}
		p.lines = rest
	}
}

// edgeLines returns the lines that no other line or table parts from the edge of
// the page, and that stand near it.
func (p *pdfPage) edgeLines() (out []int) {
	first, last := p.height, 0.0
	for _, t := range p.tables {
		first, last = min(first, t.ys[0]), max(last, t.ys[len(t.ys)-1])
	}
	order := make([]int, len(p.lines))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p.lines[a].y, p.lines[b].y) })
	for n, i := range order {
		y := p.lines[i].y
		if n < edgeMost && y < edge*p.height && y <= first || n >= len(order)-edgeMost && y > (1-edge)*p.height && y >= last {
			out = append(out, i)
		}
	}
	return out
}

func squeezed(s string) string {
	return strings.Map(func(r rune) rune {
		if taizhang.Blank(r) {
			return -1
		}
		if r >= 0xff01 && r <= 0xff5e {
			return r - 0xfee0
		}
		return r
	}, s)
}

// numberless is a line with its numbers left open: a running head may hold one.
func numberless(s string) string {
	return strings.Map(func(r rune) rune {
		if digit(r) {
			return '#'
		}
		return r
	}, squeezed(s))
}
