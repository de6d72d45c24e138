package reader

import (
	"slices"
	"unicode/utf8"

	"github.com/taizhang/taizhang/lazy"
)

// noteMark is what a footnote begins with, and no item.
var noteMark = lazy.NewPattern(`^(?:\d{1,3}|[①-⑳]|[\[［〔]\d{1,3}[\]］〕]|[*＊※†])[ \x{3000}]*[^\d\s.．、)）年月日—\-%％]`)

// noteSize is how large the type of a footnote is at most, against the text's.
const noteSize = 0.9

// footnotes takes the lines of smaller type below all else on each page, from one with a
// mark on: they stand behind the paragraph that goes on over the page, not in it.
func footnotes(pages []*pdfPage) {
	size := usualSize(pages)
	for _, p := range pages {
		if p.ocr || len(p.segments) > 0 {
			continue
		}
		from := len(p.lines)
		for i := len(p.lines) - 1; i > 0 && p.lines[i].em <= noteSize*size; i-- {
			if noteMark.MatchString(p.lines[i].text) {
				from = i
			}
		}
		columns := func(l pdfLine) bool { return len(l.parts) > 1 }
		if from == len(p.lines) || p.lines[from-1].em <= noteSize*size || slices.ContainsFunc(p.lines[from:], columns) {
			continue // none, a page of small type, or a table of it
		}
		for _, t := range p.tables {
			if t.ys[0] > p.lines[from].y {
				from = len(p.lines) // the small type is a table's heading
			}
		}
		p.notes, p.lines = slices.Clone(p.lines[from:]), p.lines[:from]
	}
}

// usualSize is the size of type that most characters have.
func usualSize(pages []*pdfPage) (best float64) {
	runes := map[float64]int{}
	for _, p := range pages {
		for _, l := range p.lines {
			em := float64(int(l.em*2+.5)) / 2
			if runes[em] += utf8.RuneCountInString(l.text); runes[em] > runes[best] || runes[em] == runes[best] && em > best {
				best = em
			}
		}
	}
	return best
}

// noteLines joins the lines of each footnote.
func noteLines(lines []pdfLine) (out [][]pdfLine) {
	for _, l := range lines {
		if len(out) == 0 || noteMark.MatchString(l.text) {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], l)
	}
	return out
}
