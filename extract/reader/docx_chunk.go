package reader

import (
	"context"
	"io"

	"github.com/taizhang/taizhang"
)

// docxChunks is from how many bytes of chunks on no more are read.
const docxChunks = 4 << 20

// chunk reads a page or text that Word takes in when it opens the file (altChunk);
// of other kinds it only says that something is there.
func (s *docxStory) chunk(id string, f *docxFlow) error {
	f.end()
	part := s.docx.o.parts[s.docx.related[id]]
	if part == nil || part.UncompressedSize64 > docxPart || s.docx.chunked > docxChunks {
		s.embedded = true
		return s.x.skip()
	}
	rc, err := part.Open()
	if err != nil {
		return s.o.malformed(part.Name, "the part can't be unpacked", err)
	}
	defer rc.Close()
	data, err := io.ReadAll(io.LimitReader(rc, docxPart))
	if err != nil {
		return s.o.malformed(part.Name, "the part can't be unpacked", err)
	}
	s.docx.chunked += len(data)
	read := false
	x := &expander{ctx: context.Background(), opt: s.o.in.opt, yield: func(it Item) bool {
		in := input{s.o.in.src, it.Data, s.o.in.opt}
		from := readText
		switch {
		case isHTML(it.Data):
			from = readHTML
		case isZip(it.Data) || isOLE(it.Data) || isRTF(it.Data) || isBinary(it.Data) || !isText(it.Data):
			return true
		}
		if doc, err := from(in); err == nil {
			read = true
			s.wrote++
			s.docx.b.findings = append(s.docx.b.findings, doc.Findings...)
			f.add(docxItems(doc)...)
		}
		return true
	}}
	x.root(s.o.in.src.Name, data, nil)
	s.embedded = s.embedded || !read
	return s.x.skip()
}

// docxItems makes items of another document's blocks.
func docxItems(doc *taizhang.Document) (items []docxItem) {
	lines := func(kind taizhang.BlockKind, ss taizhang.Spans) (out []docxItem) {
		for _, sp := range ss {
			out = append(out, docxItem{kind: kind, text: doc.Text[sp.Start:sp.End]})
		}
		return out
	}
	for _, b := range doc.Blocks {
		if b.Grid == nil {
			items = append(items, lines(b.Kind, b.Spans)...)
			continue
		}
		t := &docxTable{rows: make([][]*docxCell, len(b.Grid.Rows))}
		first := map[string]*docxCell{}
		for i, row := range b.Grid.Rows {
			for _, c := range row {
				cell := first[c.At]
				switch {
				case !c.Covered || cell == nil:
					cell = &docxCell{items: lines(taizhang.Paragraph, c.Spans), rows: 1, cols: 1, row: i}
					first[c.At] = cell
					t.rows[i] = append(t.rows[i], cell)
				case cell.row == i && cell.rows == 1: // covered to the right, in its first row
					cell.cols++
				case cell.row < i: // … or below: once a row
					cell.row = i
					cell.rows++
				}
			}
		}
		items = append(items, docxItem{table: t})
	}
	return items
}
