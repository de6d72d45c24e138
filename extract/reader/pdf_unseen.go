package reader

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// What of a page's text is not seen, or no longer counts.
const (
	whiteLeast = 250  // of 255: of each color of white
	strikeOff  = 0.13 // of a character's size: from its middle to the line through it
)

// pdfBox is a part of a page, from its upper left corner.
type pdfBox struct{ x0, y0, x1, y1 float64 }

func (b pdfBox) holds(x, y float64) bool { return x > b.x0 && x < b.x1 && y > b.y0 && y < b.y1 }

// middle is the middle of a character.
func (c pdfChar) middle() (x, y float64) { return (c.x0 + c.x1) / 2, c.y - 0.35*c.em }

// hasWhiteText reports whether a page sets any text in white: to ask it of each character
// takes longer than to read them.
func (f *pdfFile) hasWhiteText(ref requests.Page) bool {
	count, err := f.lib.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return false
	}
	left := maxSegments
	for i := 0; i < count.Count && left > 0; i++ {
		if o, err := f.lib.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i}); err == nil && f.whiteText(o.PageObject, 0, &left) {
			return true
		}
	}
	return false
}

func (f *pdfFile) whiteText(o references.FPDF_PAGEOBJECT, depth int, left *int) bool {
	*left--
	kind, err := f.lib.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	switch {
	case err != nil:
	case kind.Type == enums.FPDF_PAGEOBJ_TEXT:
		return f.white(o)
	case kind.Type == enums.FPDF_PAGEOBJ_FORM && depth < maxForms:
		count, err := f.lib.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		for i := 0; err == nil && i < count.Count && *left > 0; i++ {
			if child, err := f.lib.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)}); err == nil && f.whiteText(child.PageObject, depth+1, left) {
				return true
			}
		}
	}
	return false
}

// white reports whether an object is filled with white.
func (f *pdfFile) white(o references.FPDF_PAGEOBJECT) bool {
	c, err := f.lib.FPDFPageObj_GetFillColor(&requests.FPDFPageObj_GetFillColor{PageObject: o})
	return err == nil && min(c.FillColor.R, c.FillColor.G, c.FillColor.B) >= whiteLeast
}

// ground notes where something lies under text that is set in white.
func (d *drawing) ground(o references.FPDF_PAGEOBJECT, kind enums.FPDF_PAGEOBJ, box pdfBox) {
	if kind == enums.FPDF_PAGEOBJ_PATH {
		mode, err := d.f.lib.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
		if err != nil || mode.FillMode == enums.FPDF_FILLMODE_NONE || d.f.white(o) {
			return
		}
	}
	d.grounds = append(d.grounds, box)
}

// unseen takes the characters off a page that are white on white, or that a line strikes
// through, and counts them.
func (p *pdfPage) unseen(white map[int]bool, grounds []pdfBox, u *unseen) {
	struck := p.struck()
	kept := p.chars[:0]
	for i, c := range p.chars {
		hidden := white[i]
		if hidden {
			for _, g := range grounds {
				if g.holds(c.middle()) {
					hidden = false
					break
				}
			}
		}
		switch {
		case hidden:
			u.add(string(c.r), byHiding)
		case struck[i]:
			u.add(string(c.r), byStrike)
		default:
			kept = append(kept, c)
		}
	}
	p.chars = kept
}

// struck returns the characters through whose middle a line goes that is no longer than they
// are, and that meets no other.
func (p *pdfPage) struck() map[int]bool {
	out := map[int]bool{}
	for _, r := range p.rules.across {
		lo, hi, em := math.Inf(1), math.Inf(-1), 0.0
		var through []int
		for i, c := range p.chars {
			if x, y := c.middle(); c.quarter == 0 && x > r.lo && x < r.hi && math.Abs(y-r.at) < strikeOff*c.em {
				through = append(through, i)
				lo, hi, em = min(lo, c.x0), max(hi, c.x1), max(em, c.em)
			}
		}
		if len(through) == 0 || r.lo < lo-2.5*em || r.hi > hi+em || p.meets(r) {
			continue
		}
		for _, i := range through {
			out[i] = true
		}
	}
	return out
}

// meets reports whether a rule across meets one that goes down.
func (p *pdfPage) meets(r rule) bool {
	for _, v := range p.rules.down {
		if v.at >= r.lo-near && v.at <= r.hi+near && r.at >= v.lo-near && r.at <= v.hi+near {
			return true
		}
	}
	return false
}
