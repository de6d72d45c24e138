package reader

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang/lazy"
)

// itemLabel is what a numbered paragraph begins with.
var itemLabel = lazy.NewPattern(`^(?:附件[:：]?)?\s*(?:[一二三四五六七八九十百零〇]{1,5}[、.．]|[(（][一二三四五六七八九十百零〇\d]{1,5}[)）]|\d{1,3}[、.．)）]|第[一二三四五六七八九十百零〇\d]{1,5}[章节条]|[①-⑳])\s*`)

var endsSentence = lazy.NewPattern(`[。；：.;:！？!?]$`)

var labelNumber = lazy.NewPattern(`[一二三四五六七八九十百零〇\d①-⑳]+`)

// column is where the text of pages of one size begins and ends. In a flush one
// numbered paragraphs begin at its left edge.
type column struct {
	left, right, pitch float64
	flush              bool
}

// measure finds the column of each size of page, and of each page that was scanned.
func measure(pages []*pdfPage) map[[3]int]column {
	alike := map[[3]int][]*pdfPage{}
	for _, p := range pages {
		if len(p.lines) > 0 {
			alike[p.size()] = append(alike[p.size()], p)
		}
	}
	out := map[[3]int]column{}
	for size, pages := range alike {
		out[size] = measureColumn(pages)
	}
	return out
}

// measureColumn takes the outermost places at which several lines begin and end, and
// the usual distance of baselines. Punctuation may hang over the right edge, so what
// ends in none tells where that is.
func measureColumn(pages []*pdfPage) column {
	var left, right, inner, pitch, sizes []float64
	for _, p := range pages {
		for i, l := range p.lines {
			left, right, sizes = append(left, l.x0), append(right, -l.x1), append(sizes, l.em)
			if !hanging(l.text) {
				inner = append(inner, -l.x1)
			}
			if i > 0 && l.y > p.lines[i-1].y {
				pitch = append(pitch, (l.y-p.lines[i-1].y)/max(l.em, 1))
			}
		}
	}
	slices.Sort(sizes)
	em := sizes[len(sizes)/2]
	c := column{pitch: 1.5}
	c.left, _ = outermost(left)
	edge, sure := outermost(right)
	if c.right = -edge; !sure { // short lines alone: the margins are alike
		c.right = max(c.right, pages[0].width-c.left)
	} else if len(inner) > 0 {
		if in, sure := outermost(inner); sure && in-edge < 1.1*em {
			c.right = -in
		}
	}
	if len(pitch) > 0 {
		slices.Sort(pitch)
		c.pitch = pitch[len(pitch)/2]
	}
	flush, set := 0, 0 // numbered lines after short ones
	for _, p := range pages {
		for i, l := range p.lines {
			switch {
			case i == 0 || c.right-p.lines[i-1].x1 < 3*em || !itemLabel.MatchString(l.text):
			case l.x0-c.left < em:
				flush++
			default:
				set++
			}
		}
	}
	c.flush = flush >= set
	return c
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
		n := utf8.RuneCountInString(squeezed(m))
		if p.hang = l.x0 + float64(n)*l.em/2; n < len(l.row) {
			p.hang = l.row[n].x0
		}
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
	if len(a.parts) > 2 || len(b.parts) > 2 || contentsLine.MatchString(a.text) {
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
	within := !col.flush && p.lines[0].x0-col.left > 1.2*em && b.x0-col.left < 0.5*em // numbers in a sentence
	if label && !within && (endsSentence.MatchString(a.text) || strings.ContainsAny(lastRune(a.text), "）)") && sameLabel(p.lines[0].text, b.text)) {
		return false
	}
	switch indent, set := b.x0-col.left, a.x0-col.left; {
	case indent < 1.2*em: // a title stands alone, and what is set right, as a date
		return !(set > 3*em && centred(a, col)) && !(len(p.lines) == 1 && set > 4.5*em)
	case label:
		return false
	case math.Abs(b.x0-p.hang) < 1.2*em && (math.Abs(p.hang-(col.left+2*em)) > em || !endsSentence.MatchString(a.text)):
		return true // lines hang under a label; where paragraphs begin, only in the midst of a sentence
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
			if r == ' ' || !closing(r) && !opening(p) && (wide(r) || wide(p)) {
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

func opening(r rune) bool { return strings.ContainsRune("（《〈“‘【〔「『([", r) }

// hanging reports whether a text ends in punctuation that some programs let stand over the edge.
func hanging(s string) bool { return strings.ContainsAny(lastRune(s), "，。；：、！？,.") }

// sameLabel reports whether two texts begin with labels of one style.
func sameLabel(a, b string) bool {
	style := func(s string) string {
		return labelNumber.ReplaceAllString(strings.TrimSpace(itemLabel.FindString(s)), "#")
	}
	return style(a) != "" && style(a) == style(b)
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
