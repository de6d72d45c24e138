package reader

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// itemLabel is what a numbered paragraph begins with.
var itemLabel = taizhang.NewPattern(`^(?:附件[:：]?)?\s*(?:[一二三四五六七八九十百零〇]{1,5}[、.．]|[(（][一二三四五六七八九十百零〇\d]{1,5}[)）]|\d{1,3}[、.．)）]|第[一二三四五六七八九十百零〇\d]{1,5}[章节条]|[①-⑳])\s*`)

// column is where the text of pages of one size begins and ends.
type column struct{ left, right, pitch float64 }

// measure finds the column of each size of page, and of each page that was scanned:
// the outermost places at which several lines begin and end, and the usual distance
// of baselines.
func measure(pages []*pdfPage) map[[3]int]column {
	type edges struct {
		left, right, pitch []float64
		width              float64
	}
	all := map[[3]int]*edges{}
	for _, p := range pages {
		e := all[p.size()]
		if e == nil {
			e = &edges{width: p.width}
			all[p.size()] = e
		}
		for i, l := range p.lines {
			e.left, e.right = append(e.left, l.x0), append(e.right, -l.x1)
			if i > 0 && l.y > p.lines[i-1].y {
				e.pitch = append(e.pitch, (l.y-p.lines[i-1].y)/max(l.em, 1))
			}
		}
	}
	out := map[[3]int]column{}
	for size, e := range all {
		if len(e.left) == 0 {
			continue
		}
		c := column{pitch: 1.5}
		c.left, _ = outermost(e.left)
		right, sure := outermost(e.right)
		if c.right = -right; !sure { // short lines alone: the margins are alike
			c.right = max(c.right, e.width-c.left)
		}
		if len(e.pitch) > 0 {
			slices.Sort(e.pitch)
			c.pitch = e.pitch[len(e.pitch)/2]
		}
		out[size] = c
	}
	return out
}

// size is what pages of one layout have in common: a scanned one lies as it was put
// on the glass.
func (p *pdfPage) size() [3]int {
	if p.ocr {
		return [3]int{2: p.number}
	}
	return [3]int{int(math.Round(p.width)), int(math.Round(p.height)), -p.side}
}

// outermost returns the least value that a second one is near to; else the least,
// and false.
func outermost(vs []float64) (float64, bool) {
	slices.Sort(vs)
	for i := 1; i < len(vs); i++ {
		if vs[i]-vs[i-1] < 4 {
			return vs[i-1], true
		}
	}
	return vs[0], false
}

// paragraph is lines that belong together; hang is where its text stands after a
// label, as lines under it may.
type paragraph struct {
	lines []pdfLine
	hang  float64
}

func newParagraph(l pdfLine) *paragraph {
	p := &paragraph{lines: []pdfLine{l}, hang: math.NaN()}
	if m := itemLabel.FindString(l.text); m != "" && len(m) < len(l.text) {
		all, n := utf8.RuneCountInString(l.text), utf8.RuneCountInString(m)
		p.hang = l.x0 + (l.x1-l.x0)*float64(n)/float64(all)
	}
	return p
}

// goesOn reports whether a line goes on with the paragraph. In this order: type of
// another size, a gap, a line that had room for more, a label, and an indentation
// begin a new one.
func (p *paragraph) goesOn(b pdfLine, col column) bool {
	a := p.lines[len(p.lines)-1]
	em := max(a.em, b.em)
	if math.Abs(a.em-b.em) > 0.12*em && len(p.lines) == 1 && utf8.RuneCountInString(b.text) > 3 {
		return false
	}
	if a.page != b.page || a.column != b.column {
		if b.page > a.page+1 {
			return false
		}
	} else if b.y-a.y > 1.5*max(col.pitch, 1.2)*em || b.y <= a.y {
		return false
	}
	if len(a.parts) > 2 || len(b.parts) > 2 {
		return false // columns
	}
	room := 0.6 * em
	if a.ocr {
		room = 2 * em // the page is seldom straight
	}
	if col.right-a.x1 > firstToken(b)+room {
		return false
	}
	label := itemLabel.MatchString(b.text)
	if label && strings.ContainsAny(lastRune(a.text), "。；：.;:！？!?") {
		return false
	}
	switch indent := b.x0 - col.left; {
	case indent < 1.2*em:
		return !(a.x0-col.left > 3*em && centred(a, col)) // a title stands alone
	case label:
		return false
	case math.Abs(b.x0-p.hang) < 1.2*em && math.Abs(p.hang-(col.left+2*em)) > em:
		return true
	default:
		// a block set in: it goes on where its lines begin, unless that is the usual indentation
		return len(p.lines) > 1 && math.Abs(b.x0-a.x0) < 0.5*em && p.lines[0].x0 != a.x0 && indent > 0
	}
}

// firstToken is the width of what can't be parted at the start of a line: a word,
// or a character and the punctuation after it.
func firstToken(l pdfLine) float64 {
	n := 0
	for i, r := range l.text {
		if i > 0 {
			p, _ := utf8.DecodeLastRuneInString(l.text[:i])
			if r == ' ' || !closing(r) && (wide(r) || wide(p)) {
				break
			}
		}
		if n++; n == 40 {
			break
		}
	}
	return float64(n) * (l.x1 - l.x0) / float64(max(utf8.RuneCountInString(l.text), 1))
}

func closing(r rune) bool {
	return strings.ContainsRune("，。；：、！？）》〉”’】〕」』,.;:!?)%％…—", r)
}

func centred(l pdfLine, col column) bool {
	return math.Abs((l.x0-col.left)-(col.right-l.x1)) < 2*l.em
}

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// byPlace sorts lines from top to bottom.
func byPlace(lines []pdfLine) {
	slices.SortStableFunc(lines, func(a, b pdfLine) int { return cmp.Compare(a.y, b.y) })
}
