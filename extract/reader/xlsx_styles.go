package reader

import (
	"cmp"
	"slices"
	"strings"
)

// readFormats reads which number format each cell style has, and whether it strikes out
// or is white on white.
func (w *xlsx) readFormats(part string) error {
	var fonts []concealed
	var grounds []bool // fills that are not white
	return w.o.each(part, "styleSheet", func(x *xmlReader, _ element) error {
		return x.children(func(e element) error {
			switch e.Name.Local {
			case "numFmts":
				return x.children(func(e element) error {
					w.numbers.codes[e.number("numFmtId", 0)] = e.attr("formatCode")
					return x.skip()
				})
			case "fonts":
				return x.children(func(element) error {
					var why concealed
					err := x.children(func(e element) error {
						switch {
						case e.Name.Local == "strike" && e.on():
							why |= byStrike
						case e.Name.Local == "color" && whiteInk(e):
							why |= byHiding
						}
						return x.skip()
					})
					fonts = append(fonts, why)
					return err
				})
			case "fills":
				return x.children(func(element) error {
					ground := false
					err := x.children(func(e element) error {
						pattern := e.attr("patternType")
						ground = e.Name.Local == "gradientFill" || pattern != "" && pattern != "none"
						return x.children(func(e element) error {
							if e.Name.Local == "fgColor" && pattern == "solid" && whiteInk(e) {
								ground = false
							}
							return x.skip()
						})
					})
					grounds = append(grounds, ground)
					return err
				})
			case "cellXfs":
				return x.children(func(e element) error {
					w.formats = append(w.formats, e.number("numFmtId", 0))
					var why concealed
					if i := e.number("fontId", -1); i >= 0 && i < len(fonts) {
						why = fonts[i]
					}
					if i := e.number("fillId", -1); i >= 0 && i < len(grounds) && grounds[i] {
						why &^= byHiding
					}
					w.looks = append(w.looks, why)
					return x.skip()
				})
			}
			return x.skip()
		})
	})
}

// whiteInk reports whether a color is white: by its value, the palette or the theme's ground.
func whiteInk(e element) bool {
	return e.attr("tint") == "" && (strings.HasSuffix(strings.ToUpper(e.attr("rgb")), "FFFFFF") || e.attr("theme") == "0" || e.attr("indexed") == "9" || e.attr("indexed") == "1")
}

// look takes a cell's text away where its style conceals it; white on white is told
// from white on a table's own ground when all of the sheet is known.
func (w *xlsx) look(s *xlsxSheet, style int, out *xlsxCell, value string) {
	if strings.HasPrefix(out.text, "=DISPIMG(") {
		w.drawn, out.text = true, ""
	}
	if style < 0 || style >= len(w.looks) || w.looks[style] == 0 || s.hidden {
		return
	}
	text := cmp.Or(out.text, value)
	if w.looks[style]&byStrike != 0 {
		w.unseen.add(text, byStrike)
		out.num, out.text = 0, ""
		return
	}
	if s.pale == nil {
		s.pale = map[[2]int32]string{}
	}
	s.pale[[2]int32{out.row, out.col}] = text
}

// bleach takes out what is white on white, unless something else gives the sheet's cells
// their grounds.
func (w *xlsx) bleach(s *xlsxSheet) {
	if len(s.pale) == 0 || s.dressed {
		return
	}
	s.cells = slices.DeleteFunc(s.cells, func(c xlsxCell) bool {
		text, pale := s.pale[[2]int32{c.row, c.col}]
		if pale {
			w.unseen.add(text, byHiding)
		}
		return pale
	})
	s.pale = nil
}
