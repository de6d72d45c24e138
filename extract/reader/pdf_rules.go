package reader

import (
	"cmp"
	"math"
	"slices"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"
)

// rule is a straight line on a page at a place across its direction, from lo to hi.
type rule struct{ at, lo, hi float64 }

// pdfRules are the horizontal and the vertical rules of a page.
type pdfRules struct{ across, down []rule }

const (
	maxSegments = 20_000 // of a page's drawings; a table has far fewer
	maxForms    = 8      // forms in forms
	thin        = 3.0    // points: a rectangle no thicker is a rule
	near        = 3.0    // points: places this close are one
	shortest    = 5.0    // points: of a rule
)

// drawings collects the rules of a page, the area that its pictures cover, the number of its
// other drawings, and where white text stands on a ground.
func (f *pdfFile) drawings(p *pdfPage, ref requests.Page, at turned, white bool) (*drawing, error) {
	count, err := f.lib.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: ref})
	if err != nil {
		return nil, err
	}
	d := &drawing{f: f, at: at, left: maxSegments, white: white}
	for i := 0; i < count.Count && d.left > 0; i++ {
		o, err := f.lib.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: ref, Index: i})
		if err != nil {
			return nil, err
		}
		if err := d.object(o.PageObject, identity, 0); err != nil {
			return nil, err
		}
	}
	p.rules = pdfRules{merge(d.rules.across), merge(d.rules.down)}
	return d, nil
}

var identity = structs.FPDF_FS_MATRIX{A: 1, D: 1}

type drawing struct {
	f       *pdfFile
	at      turned
	rules   pdfRules
	left    int // objects and segments still to be looked at
	covered float64
	drawn   int
	white   bool // some text is: grounds are looked for
	grounds []pdfBox
}

// object looks at one object of a page, or of a form that is placed by m.
func (d *drawing) object(o references.FPDF_PAGEOBJECT, m structs.FPDF_FS_MATRIX, depth int) error {
	kind, err := d.f.lib.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: o})
	if err != nil {
		return err
	}
	if kind.Type == enums.FPDF_PAGEOBJ_TEXT {
		return nil
	}
	d.left--
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_FORM:
		own, err := d.f.lib.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
		if err != nil || depth == maxForms {
			return nil
		}
		count, err := d.f.lib.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: o})
		if err != nil {
			return nil
		}
		for i := 0; i < count.Count && d.left > 0; i++ {
			child, err := d.f.lib.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: o, Index: uint64(i)})
			if err != nil {
				return err
			}
			if err := d.object(child.PageObject, times(own.Matrix, m), depth+1); err != nil {
				return err
			}
		}
	case enums.FPDF_PAGEOBJ_IMAGE, enums.FPDF_PAGEOBJ_PATH, enums.FPDF_PAGEOBJ_SHADING:
		box, err := d.f.lib.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: o})
		if err != nil {
			return nil // it has none: nothing to see
		}
		x0, y0 := d.point(box.Left, box.Bottom, m)
		x1, y1 := d.point(box.Right, box.Top, m)
		if d.white {
			d.ground(o, kind.Type, pdfBox{min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)})
		}
		switch kind.Type {
		case enums.FPDF_PAGEOBJ_IMAGE:
			d.covered += math.Abs(x1-x0) * math.Abs(y1-y0)
			return nil
		case enums.FPDF_PAGEOBJ_SHADING:
			return nil
		}
		d.drawn++
		if !d.line(x0, y0, x1, y1, thin) {
			return d.path(o, m)
		}
	}
	return nil
}

// line keeps a box no thicker than most as a rule.
func (d *drawing) line(x0, y0, x1, y1, most float64) bool {
	x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
	switch {
	case y1-y0 <= most && y1-y0 <= x1-x0:
		d.rules.across = append(d.rules.across, rule{(y0 + y1) / 2, x0, x1})
	case x1-x0 <= most && x1-x0 < y1-y0:
		d.rules.down = append(d.rules.down, rule{(x0 + x1) / 2, y0, y1})
	default:
		return false
	}
	return true
}

// path looks at the lines of a path that is stroked, and at each figure of one
// that is filled: shading has no rules.
func (d *drawing) path(o references.FPDF_PAGEOBJECT, own structs.FPDF_FS_MATRIX) error {
	mode, err := d.f.lib.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: o})
	if err != nil {
		return nil
	}
	count, err := d.f.lib.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: o})
	if err != nil {
		return nil
	}
	inner, err := d.f.lib.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: o})
	if err != nil {
		return nil
	}
	m := times(inner.Matrix, own)
	var figure struct{ x0, y0, x1, y1, sx, sy, x, y float64 }
	filled := func() {
		if !mode.Stroke && figure.x1 >= figure.x0 {
			d.line(figure.x0, figure.y0, figure.x1, figure.y1, thin)
		}
	}
	figure.x1 = math.Inf(-1)
	for i := 0; i < count.Count && d.left > 0; i++ {
		d.left--
		s, err := d.f.lib.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: o, Index: i})
		if err != nil {
			return err
		}
		kind, err := d.f.lib.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		pt, err := d.f.lib.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: s.PathSegment})
		if err != nil {
			return err
		}
		x, y := d.point(pt.X, pt.Y, m)
		if kind.Type == enums.FPDF_SEGMENT_MOVETO {
			filled()
			figure.x0, figure.x1, figure.y0, figure.y1, figure.sx, figure.sy = x, x, y, y, x, y
		} else if kind.Type == enums.FPDF_SEGMENT_LINETO && mode.Stroke {
			d.line(figure.x, figure.y, x, y, 1)
		}
		figure.x, figure.y = x, y
		figure.x0, figure.x1, figure.y0, figure.y1 = min(figure.x0, x), max(figure.x1, x), min(figure.y0, y), max(figure.y1, y)
		closed, err := d.f.lib.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: s.PathSegment})
		if err == nil && closed.IsClose && mode.Stroke {
			d.line(x, y, figure.sx, figure.sy, 1)
		}
	}
	filled()
	return nil
}

func (d *drawing) point(x, y float32, m structs.FPDF_FS_MATRIX) (float64, float64) {
	return d.at.point(float64(x*m.A+y*m.C+m.E), float64(x*m.B+y*m.D+m.F))
}

// times applies a, then b.
func times(a, b structs.FPDF_FS_MATRIX) structs.FPDF_FS_MATRIX {
	return structs.FPDF_FS_MATRIX{
		A: a.A*b.A + a.B*b.C, B: a.A*b.B + a.B*b.D,
		C: a.C*b.A + a.D*b.C, D: a.C*b.B + a.D*b.D,
		E: a.E*b.A + a.F*b.C + b.E, F: a.E*b.B + a.F*b.D + b.F,
	}
}

// merge joins rules that go on in one line, and drops those too short to be one.
func merge(rules []rule) []rule {
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.lo, b.lo)) })
	var out []rule
	for i := 0; i < len(rules); {
		j := i + 1
		for j < len(rules) && rules[j].at-rules[i].at <= near/2 {
			j++
		}
		same := rules[i:j]
		slices.SortStableFunc(same, func(a, b rule) int { return cmp.Compare(a.lo, b.lo) })
		cur := same[0]
		for _, r := range same[1:] {
			if r.lo <= cur.hi+near {
				cur.hi = max(cur.hi, r.hi)
				continue
			}
			out = append(out, cur)
			cur = r
		}
		out = append(out, cur)
		i = j
	}
	return slices.DeleteFunc(out, func(r rule) bool { return !(r.hi-r.lo >= shortest) })
}
