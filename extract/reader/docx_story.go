package reader

import (
	"strings"
)

// docxStory walks one part. It recurses on elements, which xmlReader bounds.
type docxStory struct {
	*docx
	x         *xmlReader
	fields    []bool // open fields, true from their result on
	code      []string
	codes     int  // those of them still in their code
	wrote     int  // grows with all that was taken
	framed    int  // tables and text boxes around, which may have a ground of their own
	rowHidden bool // the row at hand is
}

// blocks reads paragraphs and tables to the end of the element just opened.
func (s *docxStory) blocks(f *docxFlow) error {
	return s.x.children(func(e element) error { return s.block(e, f) })
}

// block reads one element where paragraphs and tables stand.
func (s *docxStory) block(e element, f *docxFlow) error {
	switch e.Name.Local {
	case "p":
		return s.paragraph(f)
	case "tbl":
		f.end()
		return s.table(f)
	case "AlternateContent":
		return s.alternate(func() error { return s.blocks(f) })
	case "altChunk":
		return s.chunk(e.attr("id"), f)
	case "headerReference", "footerReference":
		s.docx.running = append(s.docx.running, e.attr("id"))
		return s.x.skip()
	}
	if docxSkipped[e.Name.Local] {
		return s.x.skip()
	}
	if done, err := s.wordMLOnly(e); done {
		return err
	}
	return s.blocks(f)
}

// docxSkipped are elements that show nothing: text that was deleted or moved
// away, properties as they were before a change, codes of fields.
var docxSkipped = map[string]bool{
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true, "rt": true, // readings stand above the text

	"rPrChange": true, "pPrChange": true, "tblPrChange": true, "trPrChange": true, "tcPrChange": true,
	"sectPrChange": true, "tblGridChange": true, "tblPrExChange": true, "numberingChange": true,
	"sdtPr": true, "sdtEndPr": true, "smartTagPr": true, "customXmlPr": true, "fldData": true,
	"tblPr": true, "tblGrid": true, "tblPrEx": true, "ffData": true,
}

// alternate reads the first of the choices that shows anything, and no other.
func (s *docxStory) alternate(read func() error) error {
	before := s.wrote
	return s.x.children(func(e element) error {
		if s.wrote > before {
			return s.x.skip()
		}
		return read()
	})
}

// docxPara is a paragraph on its way.
type docxPara struct {
	docxProps
	lines     []string // ended by a break
	line      strings.Builder
	boxes     docxFlow // text boxes anchored after its first words
	concealed bool     // some of its text is
	flow      *docxFlow
}

// empty reports whether nothing was written yet.
func (p *docxPara) empty() bool { return len(p.lines) == 0 && p.line.Len() == 0 }

func (p *docxPara) endLine() {
	p.lines = append(p.lines, p.line.String())
	p.line.Reset()
}

// paragraph reads a paragraph. What precedes a deleted paragraph mark joins the
// next one, which also gives the properties, as when Word accepts the deletion.
func (s *docxStory) paragraph(f *docxFlow) error {
	p := &docxPara{flow: f}
	p.lines, f.carry = f.carry, nil
	if n := len(p.lines); n > 0 {
		p.line.WriteString(p.lines[n-1])
		p.lines = p.lines[:n-1]
	}
	if err := s.inline(p, 0); err != nil {
		return err
	}
	p.endLine()
	p.boxes.end()
	if p.markDeleted {
		f.carry = p.lines
		if len(p.lines) == 1 && p.lines[0] == "" {
			f.carry = nil
		}
		f.add(p.boxes.items...)
		return nil
	}
	kind, level := s.styles.kind(p.docxProps), 0
	if empty := strings.Join(p.lines, "") == ""; !p.markHidden || !empty {
		// What is struck out whole is counted, and its number is as good as struck.
		if label := or(p.printed, s.lists.label(p.docxProps, s.styles)); label != "" && !(empty && p.concealed) {
			p.lines[0] = joinLabel(label, p.lines[0])
			s.wrote++
			if p.printed == "" {
				level = s.lists.alike
			}
		}
	}
	for _, l := range p.lines {
		if trim(l, 0, len(l)).Len() > 0 {
			f.add(docxItem{kind: kind, text: l, level: level})
		}
		level = 0
	}
	f.add(p.boxes.items...)
	return nil
}

// box reads a text box where it is anchored: before the paragraph's text, or
// after it once there is some.
func (s *docxStory) box(p *docxPara, read func(f *docxFlow) error) error {
	f := &docxFlow{}
	fields, codes := s.fields, s.codes
	s.fields, s.codes = nil, 0 // a box is a story of its own
	s.framed++
	err := read(f)
	s.framed--
	s.fields, s.codes = fields, codes
	f.end()
	if p.empty() {
		p.flow.add(f.items...)
	} else {
		p.boxes.add(f.items...)
	}
	return err
}

// show writes text of the page.
func (s *docxStory) show(p *docxPara, text string, why concealed) {
	switch {
	case s.codes > 0 && (s.codes > 1 || s.fields[len(s.fields)-1]):
		// the result of a field inside another's code
	case why != 0 || s.rowHidden:
		if s.rowHidden {
			why |= byHiding
		}
		s.docx.unseen.add(text, why)
		p.concealed = true
	default:
		s.wrote++
		p.line.WriteString(text)
	}
}

// field follows the marks of complex fields: begin, code, separate, result, end.
func (s *docxStory) field(mark string) {
	n := len(s.fields)
	switch {
	case mark == "begin":
		s.fields, s.code = append(s.fields, false), append(s.code, "")
		s.codes++
	case n == 0:
	case mark == "separate" && !s.fields[n-1]:
		s.fields[n-1] = true
		s.codes--
	case mark == "end":
		if !s.fields[n-1] {
			s.codes--
		}
		s.fields, s.code = s.fields[:n-1], s.code[:n-1]
	}
}
