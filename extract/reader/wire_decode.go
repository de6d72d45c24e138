package reader

import (
	"encoding/binary"
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/taizhang/taizhang"
)

var errBudget = errors.New("the document is larger than the memory allowed for it")

// decoder reads what encoder wrote and believes none of it: once something is
// wrong, err is set and everything after is empty.
type decoder struct {
	rest   string
	err    error
	budget int64 // bytes of memory left to take
	at     int
	text   string // of the document: spans must cut it between runes
}

func (d *decoder) fail(err error) {
	if d.err == nil {
		d.err = err
	}
	d.rest = ""
}

// end reports what was wrong; bytes left over are.
func (d *decoder) end() error {
	if d.rest != "" {
		d.fail(errWire)
	}
	return d.err
}

func (d *decoder) int() int {
	n := uint64(0)
	for i := 0; i < len(d.rest) && i < binary.MaxVarintLen32; i++ {
		c := d.rest[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			if d.rest = d.rest[i+1:]; n > math.MaxInt32 {
				break
			}
			return int(n)
		}
	}
	d.fail(errWire)
	return 0
}

func (d *decoder) signed() int {
	n := d.int()
	if n&1 != 0 {
		return ^(n >> 1)
	}
	return n >> 1
}

// count reads how many elements follow, each at least one byte long, and takes
// size bytes of memory for each.
func (d *decoder) count(size uintptr) int {
	n := d.int()
	if n > len(d.rest) {
		d.fail(errWire)
		return 0
	}
	if d.budget -= int64(n) * int64(size); d.budget < 0 {
		d.fail(errBudget)
		return 0
	}
	return n
}

// bytes returns a string as it is: a part of the frame, which it keeps alive.
func (d *decoder) bytes() string {
	n := d.int()
	if n > len(d.rest) {
		d.fail(errWire)
		return ""
	}
	s := d.rest[:n]
	d.rest = d.rest[n:]
	return s
}

// string returns a string that must be UTF-8.
func (d *decoder) string() string {
	s := d.bytes()
	if !utf8.ValidString(s) {
		d.fail(errWire)
		return ""
	}
	return s
}

func (d *decoder) document() *taizhang.Document {
	doc := &taizhang.Document{}
	doc.Source.Name = d.bytes() // as the system has it
	for _, p := range []*string{&doc.Source.SHA256, &doc.Source.MediaType, &doc.Source.Charset, &doc.Reader, &doc.Text} {
		*p = d.string()
	}
	if strings.ContainsAny(doc.Text, "\x00\r") {
		d.fail(errWire)
	}
	d.text = doc.Text
	doc.Source.Bytes = int64(d.int())
	if n := d.count(unsafe.Sizeof(taizhang.Block{})); n > 0 {
		doc.Blocks = make([]taizhang.Block, n)
		for i := range doc.Blocks {
			d.block(&doc.Blocks[i])
		}
	}
	if n := d.count(unsafe.Sizeof(taizhang.Finding{})); n > 0 {
		doc.Findings = make([]taizhang.Finding, n)
		for i := range doc.Findings {
			doc.Findings[i] = taizhang.Finding{Code: d.string(), Severity: taizhang.Severity(d.string()), Message: d.string(),
				Task: d.string(), Spans: d.spans()}
			if d.int() != 0 {
				second := &taizhang.Second{Of: d.string(), Value: d.string(), Rule: d.string()}
				margin, err := strconv.ParseFloat(d.string(), 64)
				if err != nil {
					d.fail(errWire)
				}
				second.Margin, doc.Findings[i].Second = margin, second
			}
		}
	}
	return doc
}

func (d *decoder) spans() taizhang.Spans {
	n := d.count(unsafe.Sizeof(taizhang.Span{}))
	if n == 0 {
		return nil
	}
	ss := make(taizhang.Spans, n)
	for i := range ss {
		start := d.at + d.signed()
		d.at = start + d.signed()
		ss[i] = taizhang.Span{Start: start, End: d.at}
	}
	if !ss.Valid(len(d.text)) {
		d.fail(errWire)
		return nil
	}
	for _, s := range ss {
		if !utf8.RuneStart(d.text[s.Start]) || s.End < len(d.text) && !utf8.RuneStart(d.text[s.End]) {
			d.fail(errWire)
			return nil
		}
	}
	return ss
}

func (d *decoder) block(x *taizhang.Block) {
	x.Kind, x.At, x.Level, x.Spans = taizhang.BlockKind(d.string()), d.string(), d.int(), d.spans()
	if d.int() == 0 {
		return
	}
	if x.Kind != taizhang.TableGrid {
		d.fail(errWire)
		return
	}
	x.Grid = &taizhang.Grid{}
	n := d.count(unsafe.Sizeof([]taizhang.GridCell{}))
	if n > 0 {
		x.Grid.Rows = make([][]taizhang.GridCell, n)
	}
	var above []taizhang.GridCell
	for i := range x.Grid.Rows {
		width := d.count(unsafe.Sizeof(taizhang.GridCell{}))
		if i > 0 && width != len(above) {
			d.fail(errWire)
		}
		if d.err != nil {
			x.Grid = nil
			return
		}
		row := make([]taizhang.GridCell, width)
		for k := range row {
			d.cell(row, above, k)
		}
		x.Grid.Rows[i], above = row, row
	}
}

func (d *decoder) cell(row, above []taizhang.GridCell, i int) {
	how := d.int()
	c := &row[i]
	switch how &^ cellCovered {
	case cellOwn:
		c.At, c.Spans = d.string(), d.spans()
	case cellLeft:
		if i > 0 {
			*c = row[i-1]
			break
		}
		d.fail(errWire)
	case cellAbove:
		if i < len(above) {
			*c = above[i]
			break
		}
		d.fail(errWire)
	default:
		d.fail(errWire)
	}
	c.Covered = how&cellCovered != 0
}
