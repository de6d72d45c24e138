package reader

import (
	"math"
	"unicode"
	"unicode/utf16"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"github.com/taizhang/taizhang"
)

// pdfChar is a visible character on a page, in points from the page's upper left
// corner: x0 to x1 along the baseline y.
type pdfChar struct {
	r         rune
	x0, x1, y float64
	em        float64 // size of the type, by the character's box
	blank     bool    // a blank is printed before it
	read      bool    // by tesseract
	quarter   int     // quarter turns, clockwise; -1 is askew
}

// rawChar is a character as pdfium gives it: origin and box, from below.
type rawChar struct {
	pdfChar
	ox, oy, l, b, r, t float64
	turns              float64 // quarter turns, and parts of one
	white              bool
}

// pdfPage is what one page shows.
type pdfPage struct {
	number        int
	width, height float64
	chars         []pdfChar
	rules         pdfRules
	picture       bool    // it shows a picture, and hardly any text
	ocr           bool    // its lines were read by tesseract
	sure          float64 // how sure it is of them, of 100
	unmapped      bool    // a character has no Unicode value
	garbled       bool    // its characters are not what it shows

	lines    []pdfLine     // outside of tables
	askew    []pdfLine     // watermarks, stamps
	tables   []*pdfTable   // ruled
	segments []pageSegment // set in columns
	side     int           // of a view of such a page: 1 left, 2 right
	heads    []pdfLine     // running heads and feet
	feet     []pdfLine
	notes    []pdfLine // footnotes
}

// fewRunes is a page's text that a watermark and a page number come up to.
const fewRunes = 24

// page reads page i, and closes it again.
func (f *pdfFile) page(i int) (*pdfPage, error) {
	loaded, err := f.lib.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: f.doc, Index: i})
	if err != nil {
		return nil, err
	}
	defer f.lib.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	ref := requests.Page{ByReference: &loaded.Page}
	box, err := f.lib.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: ref})
	if err != nil {
		return nil, err
	}
	l, b, r, t := float64(box.Rect.Left), float64(box.Rect.Bottom), float64(box.Rect.Right), float64(box.Rect.Top)
	p := &pdfPage{number: i + 1}
	colored := f.hasWhiteText(ref)
	raw, err := f.chars(p, ref, colored)
	if err != nil {
		return nil, err
	}
	arcs(raw)
	turn := upright(raw)
	at := turned{l, b, r, t, turn}
	p.width, p.height = r-l, t-b
	if turn%2 == 1 {
		p.width, p.height = p.height, p.width
	}
	white := map[int]bool{} // of the characters kept
	for i := range raw {
		c := raw[i].place(at)
		if c.x1 >= 0 && c.x0 <= p.width && c.y >= 0 && c.y-c.em <= p.height { // else off the page, shown to nobody
			if raw[i].white {
				white[len(p.chars)] = true
			}
			p.chars = append(p.chars, c)
		}
	}
	d, err := f.drawings(p, ref, at, colored)
	if err != nil {
		return nil, err
	}
	p.unseen(white, d.grounds, &f.unseen)
	p.picture = len(p.chars) < fewRunes && (d.covered > 0.3*p.width*p.height || d.drawn > 200)
	return p, nil
}

// chars reads the characters of a page in the order of its content.
func (f *pdfFile) chars(p *pdfPage, ref requests.Page, colored bool) ([]rawChar, error) {
	loaded, err := f.lib.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: ref})
	if err != nil {
		return nil, err
	}
	text := loaded.TextPage
	defer f.lib.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text})
	count, err := f.lib.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return nil, err
	}
	out := make([]rawChar, 0, count.Count)
	blank, high := false, rune(0)
	for i := range count.Count {
		u, err := f.lib.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return nil, err
		}
		r := rune(u.Unicode)
		switch {
		case r == 2 || r == 0xfffe: // how pdfium marks a hyphen at the end of a line
			r = '-'
		case utf16.IsSurrogate(r) && high == 0:
			high = r
			continue
		case utf16.IsSurrogate(r):
			r = utf16.DecodeRune(high, r)
		case r == 0 || !unicode.IsPrint(r) && unicode.IsControl(r) && r > ' ' || r > unicode.MaxRune:
			r = unicode.ReplacementChar
		case r < ' ' || taizhang.Blank(r):
			blank = true
			continue
		}
		high = 0
		p.unmapped = p.unmapped || r == unicode.ReplacementChar
		c, err := f.char(text, i)
		if err != nil {
			return nil, err
		}
		c.pdfChar.r, c.blank = r, blank
		if colored {
			ink, err := f.lib.FPDFText_GetFillColor(&requests.FPDFText_GetFillColor{TextPage: text, Index: i})
			c.white = err == nil && min(ink.R, ink.G, ink.B) >= whiteLeast
		}
		out = append(out, c)
		blank = false
	}
	return out, nil
}

// char reads where a character stands.
func (f *pdfFile) char(text references.FPDF_TEXTPAGE, i int) (c rawChar, err error) {
	at, err := f.lib.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return c, err
	}
	c.ox, c.oy = at.X, at.Y
	c.l, c.r, c.b, c.t = c.ox, c.ox, c.oy, c.oy
	if box, err := f.lib.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i}); err == nil {
		c.l, c.r, c.b, c.t = float64(box.Rect.Left), float64(box.Rect.Right), float64(box.Rect.Bottom), float64(box.Rect.Top)
	}
	angle, err := f.lib.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: text, Index: i})
	if err != nil {
		return c, err
	}
	c.turns = float64(angle.CharAngle) / (math.Pi / 2)
	c.quarter = -1
	if q := math.Round(c.turns); math.Abs(c.turns-q) < 0.25 { // slanted type leans by less
		c.quarter = (int(q)%4 + 4) % 4
	}
	return c, nil
}

// What makes letters an arc, as around a seal: so many in a row, each turned a little
// further than the one before.
const (
	arcLetters = 4
	arcLeast   = 0.02 // quarter turns from one to the next
	arcMost    = 0.7
)

// arcs takes letters that are set around a circle for askew, also those at its top,
// which are nearly upright.
func arcs(chars []rawChar) {
	step := func(i int) float64 {
		d := math.Mod(chars[i].turns-chars[i-1].turns, 4)
		if d > 2 {
			return d - 4
		} else if d < -2 {
			return d + 4
		}
		return d
	}
	turns := func(i int) bool { d := math.Abs(step(i)); return d > arcLeast && d < arcMost }
	for i := 1; i < len(chars); {
		j := i
		for j < len(chars) && turns(j) && step(j)*step(i) > 0 {
			j++
		}
		if j-i+1 >= arcLetters {
			box := pdfBox{math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)}
			for k := i - 1; k < j; k++ {
				c := &chars[k]
				c.quarter = -1
				box = pdfBox{min(box.x0, c.ox), min(box.y0, c.oy-3*(c.t-c.b)), max(box.x1, c.ox), max(box.y1, c.oy)}
			}
			for k := range chars { // the star in its middle
				if c := &chars[k]; (c.pdfChar.r == '★' || c.pdfChar.r == '☆') && box.holds((c.l+c.r)/2, (c.b+c.t)/2) {
					c.quarter = -1
				}
			}
		}
		i = max(j, i+1)
	}
}

// upright returns the quarter turns that set most characters upright.
func upright(chars []rawChar) int {
	var n [4]int
	for _, c := range chars {
		if c.quarter >= 0 {
			n[c.quarter]++
		}
	}
	best := 0
	for q, k := range n {
		if k > n[best] {
			best = q
		}
	}
	return (4 - best) % 4
}

// turned takes points of a page's box to the page turned clockwise by quarters,
// measured from its upper left corner.
type turned struct {
	l, b, r, t float64
	quarters   int
}

func (t turned) point(x, y float64) (float64, float64) {
	switch t.quarters {
	case 1:
		return y - t.b, x - t.l
	case 2:
		return t.r - x, y - t.b
	case 3:
		return t.t - y, t.r - x
	}
	return x - t.l, t.t - y
}

// place gives the character its place on the upright page.
func (c *rawChar) place(t turned) pdfChar {
	ax, ay := t.point(c.l, c.b)
	bx, by := t.point(c.r, c.t)
	out := c.pdfChar
	out.x0, out.x1, out.em = min(ax, bx), max(ax, bx), max(math.Abs(ay-by), 1)
	_, out.y = t.point(c.ox, c.oy)
	if wide(out.r) && out.x1 > out.x0 {
		out.em = out.x1 - out.x0
	}
	if out.quarter >= 0 {
		out.quarter = (out.quarter + t.quarters) % 4
	}
	return out
}

// wide reports whether r takes a full square: Chinese and full-width forms.
func wide(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff || r >= 0xff01 && r <= 0xff60 || r >= 0x20000 && r <= 0x3ffff
}
