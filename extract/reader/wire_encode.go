package reader

import (
	"encoding/binary"
	"strconv"
	"unsafe"

	"github.com/taizhang/taizhang"
)

// How a cell of a grid is written: on its own, or as one beside it. A merged
// cell is in every place it covers, with the same spans.
const (
	cellOwn   = 0
	cellLeft  = 1
	cellAbove = 2

	cellCovered = 4 // a flag beside these
)

// encoder appends a document. Offsets are written as differences, as they grow
// through a document.
type encoder struct {
	b  []byte
	at int // the last offset written
}

// appendDocument encodes doc; decoder.document is the way back. A test keeps
// both complete as fields are added.
func appendDocument(b []byte, doc *taizhang.Document) []byte {
	e := encoder{b: b}
	for _, s := range []string{doc.Source.Name, doc.Source.SHA256, doc.Source.MediaType, doc.Source.Charset, doc.Reader, doc.Text} {
		e.string(s)
	}
	e.int(int(doc.Source.Bytes))
	e.int(len(doc.Blocks))
	for i := range doc.Blocks {
		e.block(&doc.Blocks[i])
	}
	e.int(len(doc.Findings))
	for _, f := range doc.Findings {
		e.string(f.Code)
		e.string(string(f.Severity))
		e.string(f.Message)
		e.string(f.Task)
		e.spans(f.Spans)
		if f.Second == nil {
			e.int(0)
			continue
		}
		e.int(1)
		for _, s := range []string{f.Second.Of, f.Second.Value, f.Second.Rule, strconv.FormatFloat(f.Second.Margin, 'g', -1, 64)} {
			e.string(s)
		}
	}
	return e.b
}

func (e *encoder) int(n int)       { e.b = binary.AppendUvarint(e.b, uint64(n)) }
func (e *encoder) string(s string) { e.b = appendString(e.b, s) }

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func (e *encoder) spans(ss taizhang.Spans) {
	e.int(len(ss))
	for _, s := range ss {
		e.b = binary.AppendVarint(e.b, int64(s.Start-e.at))
		e.b = binary.AppendVarint(e.b, int64(s.End-s.Start))
		e.at = s.End
	}
}

func (e *encoder) block(x *taizhang.Block) {
	e.string(string(x.Kind))
	e.string(x.At)
	e.int(x.Level)
	e.spans(x.Spans)
	if x.Grid == nil {
		e.int(0)
		return
	}
	e.int(1)
	e.int(len(x.Grid.Rows))
	var above []taizhang.GridCell
	for _, row := range x.Grid.Rows {
		e.int(len(row))
		for i := range row {
			e.cell(row, above, i)
		}
		above = row
	}
}

func (e *encoder) cell(row, above []taizhang.GridCell, i int) {
	c := &row[i]
	var how byte = cellOwn
	switch {
	case i > 0 && alike(c, &row[i-1]):
		how = cellLeft
	case i < len(above) && alike(c, &above[i]):
		how = cellAbove
	}
	if c.Covered {
		e.b = append(e.b, how|cellCovered)
	} else {
		e.b = append(e.b, how)
	}
	if how == cellOwn {
		e.string(c.At)
		e.spans(c.Spans)
	}
}

// alike reports whether two cells are of one printed cell: they share the same
// memory of spans.
func alike(a, b *taizhang.GridCell) bool {
	return a.At == b.At && len(a.Spans) == len(b.Spans) && unsafe.SliceData(a.Spans) == unsafe.SliceData(b.Spans)
}
