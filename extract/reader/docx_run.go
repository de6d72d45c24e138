package reader

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// inline reads the content of a paragraph, a run, a link, a field… to the end of
// the element just opened. Runs are joined wherever Word split them.
func (s *docxStory) inline(p *docxPara, hidden bool) error {
	return s.x.children(func(e element) error {
		switch e.Name.Local {
		case "pPr":
			return s.paraProps(&p.docxProps)
		case "rPr":
			return s.runProps(func(on bool) { hidden = on })
		case "t":
			text, err := s.x.text()
			if err != nil {
				return err
			}
			if e.attr("space") != "preserve" {
				text = strings.Trim(text, " \t\r\n")
			}
			if strings.ContainsAny(text, "\n\r\v\f\u0085\u2028\u2029\x00") {
				text = oddBlank.Replace(text)
			}
			s.show(p, text, hidden)
			return nil
		case "p":
			return s.box(p, s.paragraph)
		case "tbl":
			return s.box(p, s.table)
		case "txbxContent":
			return s.box(p, s.blocks)
		case "AlternateContent":
			return s.alternate(func() error { return s.inline(p, hidden) })
		case "footnoteReference", "endnoteReference":
			if !hidden {
				s.notes = append(s.notes, docxRef{strings.TrimSuffix(e.Name.Local, "Reference"), e.attr("id")})
			}
		case "fldChar":
			s.field(e.attr("fldCharType"))
		case "tab", "ptab":
			s.show(p, "\t", hidden)
		case "noBreakHyphen":
			s.show(p, "-", hidden)
		case "br", "cr":
			if !hidden {
				p.endLine()
			}
		case "sym":
			s.show(p, symbol(e.attr("font"), e.attr("char")), hidden)
		case "textpath": // WordArt of VML keeps its text in an attribute
			if text := oddBlank.Replace(e.attr("string")); text != "" {
				s.wrote++
				return s.box(p, func(f *docxFlow) error {
					f.add(docxItem{kind: taizhang.Paragraph, text: text})
					return s.x.skip()
				})
			}
		case "relIds", "chart", "OLEObject", "altChunk":
			s.embedded = true
		case "blip", "imagedata":
			s.pictures = true
			s.wrote++
		default:
			if !docxSkipped[e.Name.Local] {
				return s.inline(p, hidden)
			}
		}
		return s.x.skip()
	})
}

// runProps reads rPr and says whether it, or a style it names, hides the text.
func (s *docxStory) runProps(hide func(bool)) error {
	return s.x.children(func(e element) error {
		switch e.Name.Local {
		case "vanish":
			hide(e.on())
		case "rStyle":
			if s.styles.hides(e.attr("val")) {
				hide(true)
			}
		}
		return s.x.skip()
	})
}

// docxProps are the properties of a paragraph that matter here.
type docxProps struct {
	style       string
	outline     int    // level from 1 on, 0 where it isn't said
	list        string // numId, or empty where it isn't said
	level       int    // ilvl, or -1
	levelSet    bool
	markDeleted bool
	markHidden  bool
}

func (s *docxStory) paraProps(p *docxProps) error {
	return s.x.children(func(e element) error {
		switch e.Name.Local {
		case "pStyle":
			p.style = e.attr("val")
		case "outlineLvl":
			p.outline = e.number("val", 9) + 1
		case "numPr":
			return s.x.children(func(e element) error {
				switch e.Name.Local {
				case "ilvl":
					p.level, p.levelSet = e.number("val", 0), true
				case "numId":
					p.list = e.attr("val")
				}
				return s.x.skip()
			})
		case "rPr": // of the paragraph mark
			return s.x.children(func(e element) error {
				switch e.Name.Local {
				case "del", "moveFrom":
					p.markDeleted = true
				case "vanish":
					p.markHidden = e.on()
				}
				return s.x.skip()
			})
		case "sectPr":
			return s.blocks(&docxFlow{})
		}
		return s.x.skip()
	})
}

// symbol returns what <w:sym> shows. Symbol fonts have their characters in the
// private use area; the usual ones have a place of their own in Unicode.
func symbol(font, char string) string {
	n, err := strconv.ParseUint(char, 16, 32)
	if err != nil || n == 0 || n >= 0xd800 && n < 0xe000 || n > 0x10ffff || n < 0x20 {
		return ""
	}
	return string(unsymbol(font, rune(n)))
}

func unsymbol(font string, r rune) rune {
	if r < 0xf000 || r > 0xf0ff {
		return r
	}
	table := wingdings
	if strings.EqualFold(font, "Symbol") {
		table = symbolFont
	}
	if u, ok := table[r]; ok {
		return u
	}
	return r
}

var (
	symbolFont = map[rune]rune{0xf0b7: '•', 0xf0a8: '♦', 0xf0b0: '°', 0xf0b1: '±', 0xf0b4: '×', 0xf0a3: '≤', 0xf0b3: '≥', 0xf02d: '−', 0xf06d: 'μ', 0xf025: '%'}
	wingdings  = map[rune]rune{
		0xf06c: '●', 0xf06e: '■', 0xf06f: '□', 0xf071: '❑', 0xf072: '❒', 0xf075: '◆', 0xf076: '❖', 0xf077: '⬥', 0xf09f: '•',
		0xf0a1: '○', 0xf0a7: '▪', 0xf0a8: '◻', 0xf0ab: '★', 0xf0b2: '✧', 0xf0d8: '➢', 0xf0e0: '→', 0xf0e8: '➔', 0xf0f0: '⇨',
		0xf0fb: '✗', 0xf0fc: '✓', 0xf0fd: '☒', 0xf0fe: '☑', 0xf052: '☑', 0xf0a3: '☐',
		0xf081: '①', 0xf082: '②', 0xf083: '③', 0xf084: '④', 0xf085: '⑤', 0xf086: '⑥', 0xf087: '⑦', 0xf088: '⑧', 0xf089: '⑨', 0xf08a: '⑩',
	}
)
