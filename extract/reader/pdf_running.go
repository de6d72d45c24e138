package reader

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

var pageNumber = lazy.NewPattern(`(?i)^(?:一\d{1,4}一|[-—–―_·•.]*\d{1,4}[-—–―_·•.]*|第?(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页(?:[,，/]?共(?:\d{1,4}|[一二三四五六七八九十百]{1,5})页)?|\d{1,4}/\d{1,4}|page\d{1,4}(?:of\d{1,4})?|-?[ivx]{1,6}-?)$`)

const (
	edge     = 0.14 // of a page's height: where running heads and feet stand
	edgeMost = 3    // lines at each edge that may be running
)

// runningKey is a line at the edge of pages: its text with its digits, of which one
// number may count along with the pages, and its height.
type runningKey struct {
	text   string
	bottom bool
	place  int
}

// running takes page numbers, and what stands at one height of nearly all pages from
// the first to the last that have it, out of the pages' lines: from each edge inwards,
// until a line does not run. So the second line of a table's repeated head stays.
func running(pages []*pdfPage) {
	seen := map[runningKey]*headPages{}
	within := map[string]int{} // how often a text stands within pages, as a title may once
	for _, p := range pages {
		edges := p.edgeLines()
		for i, l := range p.lines {
			if !slices.Contains(edges, i) {
				within[squeezed(l.text)]++
			}
		}
		for _, i := range edges {
			for _, k := range p.runningKeys(p.lines[i]) {
				if seen[k] == nil {
					seen[k] = &headPages{}
				}
				seen[k].add(p.number)
			}
		}
	}
	runs := func(p *pdfPage, l pdfLine) bool {
		text := squeezed(l.text)
		switch {
		case pageNumber.MatchString(text):
			return true
		case len(l.parts) >= 3 || endsLine.MatchString(text) || within[text] > 1,
			labelled.MatchString(text) && (within[text] > 0 || len(pages) < 5):
			return false
		}
		return slices.ContainsFunc(p.runningKeys(l), func(k runningKey) bool { return seen[k].most(len(pages)) })
	}
	for _, p := range pages {
		out := map[int]bool{}
		edges := p.edgeLines()
		for _, i := range edges { // downwards
			if p.lines[i].y > p.height/2 || !runs(p, p.lines[i]) {
				break
			}
			out[i] = true
		}
		for _, i := range slices.Backward(edges) {
			if p.lines[i].y <= p.height/2 || !runs(p, p.lines[i]) {
				break
			}
			out[i] = true
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

var (
	endsLine  = lazy.NewPattern(`[。；，、;]$`)
	labelled  = lazy.NewPattern(`^[\p{Han}（）()、]{2,10}[：:]`) // no time of day, no address
	numberRun = lazy.NewPattern(`\d+`)
)

// runningKeys are the ways in which a line may be that of other pages: as it is, or
// with one of its numbers counted from the page's; at two neighbouring heights, as a
// baseline moves by a point or two.
func (p *pdfPage) runningKeys(l pdfLine) (keys []runningKey) {
	text := squeezed(l.text)
	texts := []string{text}
	for _, m := range numberRun.FindAllStringIndex(text, 4) {
		if n, err := strconv.Atoi(text[m[0]:m[1]]); err == nil && n < 10000 {
			texts = append(texts, text[:m[0]]+"#"+strconv.Itoa(n-p.number)+text[m[1]:])
		}
	}
	k := runningKey{bottom: l.y > p.height/2}
	y := l.y
	if k.bottom {
		y = p.height - l.y
	}
	for _, k.text = range texts {
		for _, k.place = range []int{int(math.Floor(y / 6)), int(math.Floor(y/6+0.5)) + 1_000_000} {
			keys = append(keys, k)
		}
	}
	return keys
}

// headPages are the pages on which a line stands, all of them and those of each side.
type headPages [3]struct{ first, last, count int }

func (h *headPages) add(page int) {
	for _, i := range []int{0, 1 + page%2} {
		if s := &h[i]; s.count == 0 || s.last != page {
			if s.count == 0 {
				s.first = page
			}
			s.last = page
			s.count++
		}
	}
}

// most reports whether the line stands on nearly all pages from its first to its
// last, or on nearly all left or right ones, and these are a large part of all.
func (h *headPages) most(pages int) bool {
	for i, s := range h {
		step := min(1+i, 2)
		span := (s.last-s.first)/step + 1
		if s.count >= 2 && 5*s.count >= 4*span && (i == 0 || s.count >= 3) && 10*s.count*step >= 4*pages {
			return true
		}
	}
	return false
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
