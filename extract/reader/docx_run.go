package reader

import (
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// inline reads the content of a paragraph, a run, a link, a field… to the end of
// the element just opened. Runs are joined wherever Word split them.
func (s *docxStory) inline(p *docxPara, why concealed) error {
	return s.x.children(func(e element) error {
		switch e.Name.Local {
		case "pPr":
			err := s.paraProps(&p.docxProps)
			s.styles.conceals(p.style).over(&why)
			return err
		case "rPr":
			return s.runProps(p, &why)
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
			text = withWidth(text)
			s.show(p, text, why)
			return nil
		case "p":
			return s.box(p, s.paragraph)
		case "tbl":
			return s.box(p, s.table)
		case "txbxContent":
			return s.box(p, s.blocks)
		case "AlternateContent":
			return s.alternate(func() error { return s.inline(p, why) })
		case "footnoteReference", "endnoteReference":
			if why == 0 {
				s.notes = append(s.notes, docxRef{strings.TrimSuffix(e.Name.Local, "Reference"), e.attr("id")})
			}
		case "instrText":
			text, err := s.x.text()
			if n := len(s.code); n > 0 && !s.fields[n-1] {
				s.code[n-1] += text
			}
			return err
		case "fldChar":
			code := ""
			if n := len(s.code); n > 0 && e.attr("fldCharType") == "end" && !s.fields[n-1] {
				code = s.code[n-1]
			}
			if s.field(e.attr("fldCharType")); equationField.MatchString(code) {
				text := equation(code)
				s.embedded = s.embedded || text == ""
				s.show(p, text, why)
			}
		case "tab", "ptab":
			s.show(p, "\t", why)
		case "noBreakHyphen":
			s.show(p, "-", why)
		case "br", "cr":
			if why&byHiding == 0 {
				p.endLine()
			}
		case "sym":
			s.show(p, symbol(e.attr("font"), e.attr("char")), why)
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
			if done, err := s.wordMLOnly(e); done {
				return err
			}
			if !docxSkipped[e.Name.Local] {
				return s.inline(p, why)
			}
		}
		return s.x.skip()
	})
}

// runProps reads rPr: why it, or a style that it names, conceals the text.
func (s *docxStory) runProps(p *docxPara, why *concealed) error {
	var own concealment
	white, shaded := false, s.framed > 0 || s.styles.shaded(p.docxProps)
	err := s.x.children(func(e element) error {
		switch e.Name.Local {
		case "color":
			white = strings.EqualFold(e.attr("val"), "FFFFFF")
		case "shd", "highlight", "bdr":
			shaded = true
		case "rStyle":
			s.styles.conceals(e.attr("val")).over(why)
		default:
			own.property(e)
		}
		return s.x.skip()
	})
	if own.over(why); white && !shaded {
		*why |= byHiding
	}
	return err
}

// property takes a property of text that conceals it. Double lines strike too; a
// size, in half points, of 2 or less is a speck.
func (c *concealment) property(e element) {
	switch e.Name.Local {
	case "vanish":
		c.set(byHiding, e.on())
	case "strike", "dstrike":
		c.set(byStrike, e.on() || c.on&byStrike != 0)
	case "sz":
		if e.number("val", 20) <= 2 {
			c.set(byHiding, true)
		}
	}
}

// concealment is what properties say of concealing, and leave unsaid.
type concealment struct{ on, said concealed }

func (c *concealment) set(why concealed, on bool) {
	c.said |= why
	if c.on &^= why; on {
		c.on |= why
	}
}

// over lays c over what holds around it.
func (c concealment) over(why *concealed) { *why = *why&^c.said | c.on }

// docxProps are the properties of a paragraph that matter here.
type docxProps struct {
	style       string
	outline     int    // level from 1 on, 0 where it isn't said
	list        string // numId, or empty where it isn't said
	level       int    // ilvl, or -1
	levelSet    bool
	markDeleted bool
	markHidden  bool
	shaded      bool
	printed     string // the label itself
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
		case "listPr": // of Word's XML of 2003, which says what is printed
			return s.x.children(func(e element) error {
				if e.Name.Local == "t" && e.attr("val") != "" {
					p.printed = e.attr("val") + " "
				}
				return s.x.skip()
			})
		case "shd":
			p.shaded = true
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
