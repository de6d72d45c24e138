package reader

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// ofdPage is a page being read: places in the file are in millimetres from the
// upper left corner of its box.
type ofdPage struct {
	*pdfPage
	box  box
	have map[glyphPlace]bool
}

// glyphPlace is a character at about a place.
type glyphPlace struct {
	r    rune
	x, y int
}

const pointsPerMM = 72 / 25.4

// content adds to p what one Content.xml shows, and returns the templates it uses.
func (d *ofd) content(part string, p *ofdPage, own bool) (templates []string, err error) {
	err = d.every(part, func(x *xmlReader, e element) error {
		switch e.Name.Local {
		case "Template":
			if id := e.attr("TemplateID"); id != "" {
				templates = append(templates, id)
			}
		case "PhysicalBox":
			s, err := x.text()
			if b, ok := boxOf(s); ok && own && b.w > 0 && b.h > 0 {
				p.box = b
			}
			return err
		case "CompositeObject":
			d.leave("组合图形")
		case "ImageObject":
			d.pictures++
		case "TextObject":
			return d.textObject(x, e, p)
		case "PathObject":
			return p.pathObject(x, e)
		}
		return nil
	})
	return templates, err
}

// finish sets the page's size and merges its rules.
func (p *ofdPage) finish() {
	p.width, p.height = p.box.w*pointsPerMM, p.box.h*pointsPerMM
	p.rules = pdfRules{merge(p.rules.across), merge(p.rules.down)}
	p.have = nil
}

// point takes a place on the page to points.
func (p *ofdPage) point(x, y float64) (float64, float64) {
	return (x - p.box.x) * pointsPerMM, (y - p.box.y) * pointsPerMM
}

// placed is an object's place: its boundary, and the matrix inside of it, which
// maps (x, y) to (a·x+c·y+e, b·x+d·y+f).
type placed struct {
	at box
	m  [6]float64
}

func ofdPlace(e element) placed {
	o := placed{m: [6]float64{1, 0, 0, 1, 0, 0}}
	o.at, _ = boxOf(e.attr("Boundary"))
	if f := numbers(e.attr("CTM")); len(f) == 6 {
		o.m = [6]float64(f)
	}
	return o
}

func (o placed) point(x, y float64) (float64, float64) {
	return o.at.x + o.m[0]*x + o.m[2]*y + o.m[4], o.at.y + o.m[1]*x + o.m[3]*y + o.m[5]
}

// ofdShown reports whether an object can be seen.
func ofdShown(e element) bool { return isOn(e.attr("Visible"), true) && e.attr("Alpha") != "0" }

// textObject adds the characters of a TextObject, each at its place.
func (d *ofd) textObject(x *xmlReader, e element, p *ofdPage) error {
	o := ofdPlace(e)
	size := attrNumber(e, "Size", 3.5)
	stretch := attrNumber(e, "HScale", 1)
	if !(size > 0 && size < 1000) || !(stretch > 0 && stretch < 100) {
		size, stretch = 3.5, 1
	}
	across, upright := math.Hypot(o.m[0], o.m[1]), math.Hypot(o.m[2], o.m[3])
	turns := math.Atan2(o.m[1], o.m[0]) / (math.Pi / 2)
	quarter := -1
	if q := math.Round(turns); math.Abs(turns-q) < 0.25 && !sideways(e.attr("CharDirection")) && !sideways(e.attr("ReadDirection")) {
		quarter = (int(q)%4 + 4) % 4
	}
	visible := ofdShown(e)
	startX, startY := 0.0, 0.0
	return x.children(func(c element) error {
		if c.Name.Local != "TextCode" {
			return x.skip()
		}
		text, err := x.text()
		if err != nil || !visible {
			return err
		}
		startX, startY = attrNumber(c, "X", startX), attrNumber(c, "Y", startY) // absent: where the one before began
		n := utf8.RuneCountInString(text)
		dx, dy := ofdDeltas(c.attr("DeltaX"), n), ofdDeltas(c.attr("DeltaY"), n)
		turn := quarter
		if len(dx) == 0 && len(dy) > 0 {
			turn = -1 // from top to bottom
		}
		cx, cy, i, blank := startX, startY, 0, false
		for _, r := range text {
			w := size * ofdWidth(r) * stretch
			step := w
			switch {
			case i < len(dx):
				step = dx[i]
			case len(dx) > 0:
				step = dx[len(dx)-1] // fewer than there should be
			case turn < 0 && len(dy) > 0:
				step = 0
			}
			ch := pdfChar{r: r, em: size * upright * pointsPerMM, blank: blank, quarter: turn}
			ch.x0, ch.y = p.point(o.point(cx, cy))
			ch.x1 = ch.x0 + w*across*pointsPerMM
			blank = taizhang.Blank(r)
			d.char(p, ch)
			cx += step
			if i < len(dy) {
				cy += dy[i]
			}
			i++
		}
		return nil
	})
}

// char adds a character that shows. One that is drawn twice at a place is bold,
// and is one.
func (d *ofd) char(p *ofdPage, c pdfChar) {
	switch {
	case taizhang.Blank(c.r) || c.r < ' ' || c.r == 0x7f || c.r == '\u0085' || c.r == '\u2028' || c.r == '\u2029':
		return
	case c.r >= 0xe000 && c.r <= 0xf8ff || c.r >= 0xf0000:
		d.private++
	}
	if p.have == nil {
		p.have = map[glyphPlace]bool{}
	}
	unit := max(0.25*c.em, 0.1)
	at := glyphPlace{c.r, int(c.x0 / unit), int(c.y / unit)}
	for x := at.x - 1; x <= at.x+1; x++ {
		for y := at.y - 1; y <= at.y+1; y++ {
			if p.have[glyphPlace{c.r, x, y}] {
				return
			}
		}
	}
	p.have[at] = true
	p.chars = append(p.chars, c)
}

func sideways(direction string) bool { return direction == "90" || direction == "270" }

func attrNumber(e element, name string, def float64) float64 {
	if f := numbers(e.attr(name)); len(f) > 0 {
		return f[0]
	}
	return def
}

// ofdDeltas reads DeltaX or DeltaY: distances, in which "g n v" stands for n times v.
// No more are of use than there are characters.
func ofdDeltas(s string, runes int) (all []float64) {
	f := strings.Fields(s)
	for i := 0; i < len(f) && len(all) < runes; i++ {
		n, v := 1, f[i]
		if v == "g" || v == "G" {
			if i+2 >= len(f) {
				return all
			}
			n, _ = strconv.Atoi(f[i+1])
			v = f[i+2]
			i += 2
		}
		d := numbers(v)
		if len(d) == 0 {
			return all
		}
		for ; n > 0 && len(all) < runes; n-- {
			all = append(all, d[0])
		}
	}
	return all
}

// ofdWidth is about how wide a character is, as a part of its size.
func ofdWidth(r rune) float64 {
	switch {
	case r == ' ' || r == 'i' || r == 'l' || r == '.' || r == ',':
		return 0.3
	case r < 0x2e80 && !strings.ContainsRune("—…“”‘’①②③④⑤⑥⑦⑧⑨⑩", r):
		return 0.5
	}
	return 1
}
