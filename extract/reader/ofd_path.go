package reader

import "strings"

// operands says how many numbers follow each operator of AbbreviatedData; the
// last two are where the pen goes.
var operands = map[string]int{"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

// pathObject adds the straight lines of a PathObject that run along the edges of
// the page; a filled box as thin as a line is one.
func (p *ofdPage) pathObject(x *xmlReader, e element) error {
	o, visible, stroke := ofdPlace(e), ofdShown(e), isOn(e.attr("Stroke"), true)
	return x.children(func(c element) error {
		if c.Name.Local != "AbbreviatedData" {
			return x.skip()
		}
		data, err := x.text()
		if err != nil || !visible {
			return err
		}
		pen := &ofdPen{d: &drawing{}, stroke: stroke}
		f := strings.Fields(data)
		for i := 0; i < len(f); {
			n, known := operands[f[i]]
			if !known {
				i++
				continue
			}
			op, last := f[i], i+n
			if i = last + 1; last >= len(f) {
				break
			}
			if n == 0 {
				pen.close()
				continue
			}
			to := numbers(f[last-1] + " " + f[last])
			if len(to) < 2 {
				continue
			}
			px, py := p.point(o.point(to[0], to[1]))
			pen.move(op, px, py)
		}
		pen.end()
		p.rules.across = append(p.rules.across, pen.d.rules.across...)
		p.rules.down = append(p.rules.down, pen.d.rules.down...)
		if len(p.rules.across)+len(p.rules.down) > maxSegments {
			p.rules = pdfRules{} // a picture drawn in lines
		}
		return nil
	})
}

// ofdPen follows a path.
type ofdPen struct {
	d              *drawing
	stroke         bool
	x, y           float64
	sx, sy         float64 // where the figure began
	x0, y0, x1, y1 float64 // its extent
	drawn          int
}

func (n *ofdPen) move(op string, x, y float64) {
	if op == "M" || op == "S" {
		n.end()
		n.sx, n.sy, n.x0, n.y0, n.x1, n.y1 = x, y, x, y, x, y
	} else if n.drawn++; op == "L" && n.stroke {
		n.d.line(n.x, n.y, x, y, 1)
	}
	n.x, n.y = x, y
	n.x0, n.y0, n.x1, n.y1 = min(n.x0, x), min(n.y0, y), max(n.x1, x), max(n.y1, y)
}

func (n *ofdPen) close() {
	if n.stroke && n.drawn > 0 {
		n.d.line(n.x, n.y, n.sx, n.sy, 1)
	}
	n.x, n.y = n.sx, n.sy
}

// end ends a figure: one that is filled is a rule if it is thin.
func (n *ofdPen) end() {
	if !n.stroke && n.drawn > 0 {
		n.d.line(n.x0, n.y0, n.x1, n.y1, thin)
	}
	n.drawn = 0
}
