package reader

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// docx reads a Word document: the body in order, then the notes, then what runs
// along the pages.
type docx struct {
	o      *ooxml
	b      *builder
	styles docxStyles
	lists  docxLists

	notes    []docxRef         // footnotes and endnotes in the order of their marks
	related  map[string]string // parts by the id of their relation
	running  []string          // relations of headers and footers
	unseen   unseen            // text that Word does not show, or shows struck through
	embedded bool              // something is in the file that is not read
	chunked  int               // bytes of what it takes in of other files: the same one, as often as it likes
	pictures bool
	comments int

	wordML   bool           // the source is Word's XML of 2003
	marginal []docxMarginal // its headers and footers
}

// docxRef is a mark in the text: the kind of note (footnote, endnote) and its id.
type docxRef struct{ kind, id string }

func readDOCX(in input) (*taizhang.Document, error) {
	o, err := openOOXML(in, docxPart)
	if err != nil {
		return nil, err
	}
	part, err := o.mainPart("word/document.xml")
	if err != nil {
		return nil, err
	}
	rels, err := o.relations(part)
	if err != nil {
		return nil, err
	}
	d := &docx{o: o, b: &builder{}}
	if err := d.prepare(rels); err != nil {
		return nil, err
	}
	if err := d.story(part, d.emit); err != nil {
		return nil, err
	}
	if err := d.readNotes(rels); err != nil {
		return nil, err
	}
	if err := d.readRunning(rels); err != nil {
		return nil, err
	}
	d.report()
	if len(d.b.blocks) == 0 && d.pictures {
		return nil, &taizhang.Error{Kind: taizhang.NeedsOCR, Path: in.src.Name, What: "the document holds pictures and no text",
			Remedy: "save it as PDF and read that with --ocr"}
	}
	if source := d.b.markdown(); source != "" {
		in.data = []byte(source)
		doc, err := readMarkdown(in)
		if err == nil {
			doc.Findings = append(d.b.findings, doc.Findings...)
		}
		return doc, err
	}
	return d.b.document(in.src)
}

// prepare reads what the body depends on.
func (d *docx) prepare(rels []relation) (err error) {
	d.related = map[string]string{}
	for _, r := range rels {
		d.related[r.id] = r.target
		switch r.kind {
		case "styles":
			d.styles, err = d.o.docxStyles(r.target)
		case "numbering":
			d.lists, err = d.o.docxLists(r.target)
		case "comments":
			err = d.o.each(r.target, "comment", func(*xmlReader, element) error { d.comments++; return nil })
		case "image":
			d.pictures = true
		}
		if err != nil {
			return err
		}
	}
	d.lists.resolve(d.styles)
	return nil
}

// story reads a part from its root on; emit is given its items in order.
func (d *docx) story(part string, emit func(docxItem)) error {
	x, err := d.o.open(part)
	if err != nil {
		return err
	}
	defer x.close()
	s := &docxStory{docx: d, x: x}
	f := &docxFlow{emit: emit}
	if err := s.blocks(f); err != nil {
		return err
	}
	f.end()
	return nil
}

// emit appends an item of the body.
func (d *docx) emit(it docxItem) {
	if it.table != nil {
		d.table(it.table)
		return
	}
	if sp := d.b.line(it.text); sp.Len() > 0 {
		d.b.block(it.kind, taizhang.Spans{sp})
		d.b.blocks[len(d.b.blocks)-1].Level = it.level
	}
}

// report says what was left out.
func (d *docx) report() {
	if d.comments > 0 {
		d.b.findings = append(d.b.findings, taizhang.Finding{Code: "comments-left-out", Severity: taizhang.Info,
			Message: fmt.Sprintf("文件带有 %d 条批注，不是公布的正文，未读入", d.comments)})
	}
	d.b.findings = d.unseen.finding(d.b.findings)
	if d.embedded {
		d.b.findings = append(d.b.findings, taizhang.Finding{Code: "embedded-left-out", Severity: taizhang.Warning,
			Message: embeddedMessage})
	}
}

const embeddedMessage = "文件中嵌有图表、图示、文本框或其他文件，其中的文字未读入；请打开原文件核对"

// docxItem is a line of a story, or a table.
type docxItem struct {
	kind  taizhang.BlockKind
	text  string
	level int // as of a block
	table *docxTable
}

// docxFlow takes the items of a body, a cell, a box or a note in order.
type docxFlow struct {
	items []docxItem
	emit  func(docxItem) // or nil: items are kept
	carry []string       // lines before a paragraph mark whose deletion is accepted
}

func (f *docxFlow) add(items ...docxItem) {
	if f.emit == nil {
		f.items = append(f.items, items...)
		return
	}
	for _, it := range items {
		f.emit(it)
	}
}

// end lets go of lines that no paragraph came to join.
func (f *docxFlow) end() {
	for _, l := range f.carry {
		f.add(docxItem{kind: taizhang.Paragraph, text: l})
	}
	f.carry = nil
}

// docxText flattens items: the lines of tables in them row by row.
func docxText(items []docxItem, out []string) []string {
	for _, it := range items {
		if it.table == nil {
			out = append(out, it.text)
			continue
		}
		for _, row := range it.table.rows {
			for _, c := range row {
				out = docxText(c.items, out)
			}
		}
	}
	return out
}

// oddBlank makes a blank of what XML text may hold and one line may not.
var oddBlank = strings.NewReplacer("\n", " ", "\r", " ", "\v", " ", "\f", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ", "\x00", "")
