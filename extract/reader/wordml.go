package reader

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// wordMLPart is the one part of a document in Word's XML of 2003.
const wordMLPart = "word/document.xml"

// readWordML reads a document in Word's XML of 2003, often saved as .doc: the
// elements of .docx, with styles and all else in the one file.
func readWordML(in input) (*taizhang.Document, error) {
	o, err := packOne(in, wordMLPart)
	if err != nil {
		return nil, err
	}
	d := &docx{o: o, b: &builder{}, wordML: true}
	if d.styles, err = o.docxStyles(wordMLPart); err != nil {
		return nil, err
	}
	if err := d.story(wordMLPart, d.emit); err != nil {
		return nil, err
	}
	number := map[string]int{}
	seen := map[string]bool{}
	for _, r := range d.marginal {
		if text := strings.Join(r.lines, "\n"); text != "" && !seen[text] {
			seen[text] = true
			number[r.kind]++
			d.aside(taizhang.Running, fmt.Sprintf("%s[%d]", r.kind, number[r.kind]), r.lines)
		}
	}
	d.report()
	return d.b.document(in.src)
}

// docxMarginal is a header or footer that stands inside the body, as in Word's XML of 2003.
type docxMarginal struct {
	kind  string
	lines []string
}

// wordMLSkipped are its elements that show nothing.
var wordMLSkipped = map[string]bool{
	"styles": true, "lists": true, "fonts": true, "DocumentProperties": true, "CustomDocumentProperties": true, "docOleData": true,
	"docSuppData": true, "binData": true, "shapeDefaults": true, "docPr": true, "ignoreElements": true, "ignoreSubtree": true, "divs": true, "bgPict": true,
}

// wordMLOnly reads an element that only Word's XML of 2003 has, and reports whether it was one.
func (s *docxStory) wordMLOnly(e element) (bool, error) {
	if !s.docx.wordML {
		return false, nil
	}
	switch name := e.Name.Local; {
	case wordMLSkipped[name]:
		return true, s.x.skip()
	case name == "annotation":
		switch e.attr("type") {
		case "Word.Comment":
			s.docx.comments++
			return true, s.x.skip()
		case "Word.Deletion", "Word.Numbering":
			return true, s.x.skip()
		}
	case name == "hdr", name == "ftr":
		f := &docxFlow{}
		err := s.blocks(f)
		f.end()
		kind := "header"
		if name == "ftr" {
			kind = "footer"
		}
		s.docx.marginal = append(s.docx.marginal, docxMarginal{kind, docxText(f.items, nil)})
		return true, err
	}
	return false, nil
}
