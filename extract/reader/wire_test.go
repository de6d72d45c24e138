package reader

import (
	"bytes"
	"encoding/binary"
	"io"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestWireRoundTrip: what a reader gives arrives as it was.
func TestWireRoundTrip(t *testing.T) {
	b := &builder{}
	b.block(taizhang.Heading, taizhang.Spans{b.line("通知"), b.line("（全文）")})
	b.table("table[1]", testRows(b, 40), 1<<20)
	b.findings = []taizhang.Finding{{Code: "doubt", Severity: taizhang.Warning, Message: "疑", Spans: taizhang.Of(0, 6), Task: "x"}}
	doc, err := b.document(taizhang.Source{Name: "a\xff", SHA256: "s", Bytes: 1 << 25, MediaType: "m", Charset: "c"})
	must(t, err)
	doc.Reader = Version
	got, err := parseAnswer(appendAnswer(nil, doc, nil), 1<<30)
	if err != nil || !reflect.DeepEqual(got, doc) {
		t.Errorf("error %v; got %.2000v\nwant %.2000v", err, got, doc)
	}
	q := request{"名\xff.docx", []byte("data"), Options{}}
	fill(reflect.ValueOf(&q.opt).Elem())
	q.opt.Records = nil // says how to expand sources, which a child does not
	var w bytes.Buffer
	must(t, q.write(&w))
	frame, err := readFrame(&w, 1<<20)
	must(t, err)
	if back, err := parseRequest(frame); err != nil || !reflect.DeepEqual(back, q) {
		t.Errorf("error %v; got %+v, want %+v", err, back, q)
	}
}

// TestWireIsComplete fails when a field is added to Document that the wire does
// not carry.
func TestWireIsComplete(t *testing.T) {
	doc := &taizhang.Document{}
	fill(reflect.ValueOf(doc).Elem())
	doc.Blocks[0].Kind = taizhang.TableGrid
	doc.Members = nil // a child reads one file; files are joined later
	got, err := parseAnswer(appendAnswer(nil, doc, nil), 1<<30)
	if err != nil || !reflect.DeepEqual(got, doc) {
		t.Errorf("wire_encode.go and wire_decode.go do not carry all of a Document: %v\n got %+v\nwant %+v", err, got, doc)
	}
}

// fill sets every field to something that is not zero; spans are [1,2).
func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[taizhang.Span]() {
			v.Set(reflect.ValueOf(taizhang.Span{Start: 1, End: 2}))
			return
		}
		for _, f := range v.Fields() {
			fill(f)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem())
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Float64:
		v.SetFloat(7)
	case reflect.Func: // stays nil
	default:
		panic("wire_test.go: fill knows no " + v.Kind().String())
	}
}

// TestWireHostile: answers that a child taken over could give are refused, in
// bounded memory.
func TestWireHostile(t *testing.T) {
	doc := func(change func(*taizhang.Document)) []byte {
		d := &taizhang.Document{Text: "一二\n三", Blocks: []taizhang.Block{{Kind: taizhang.Paragraph, Spans: taizhang.Of(0, 6), At: "p[1]"}}}
		change(d)
		return appendAnswer(nil, d, nil)
	}
	grid := func(rows ...[]taizhang.GridCell) []byte {
		return doc(func(d *taizhang.Document) {
			d.Blocks[0].Kind, d.Blocks[0].Grid = taizhang.TableGrid, &taizhang.Grid{Rows: rows}
		})
	}
	cell := taizhang.GridCell{Spans: taizhang.Of(0, 3)}
	if _, err := parseAnswer(grid([]taizhang.GridCell{cell, cell}), 1<<20); err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"empty":          {},
		"unknown":        []byte("X"),
		"outside":        doc(func(d *taizhang.Document) { d.Blocks[0].Spans[0].End = 11 }),
		"before":         doc(func(d *taizhang.Document) { d.Blocks[0].Spans[0].Start = -3 }),
		"inside a rune":  doc(func(d *taizhang.Document) { d.Blocks[0].Spans[0].End = 4 }),
		"backwards":      doc(func(d *taizhang.Document) { d.Blocks[0].Spans = taizhang.Spans{{Start: 3, End: 6}, {Start: 0, End: 3}} }),
		"not UTF-8":      doc(func(d *taizhang.Document) { d.Text = "一二\xff三" }),
		"NUL":            doc(func(d *taizhang.Document) { d.Text = "一二\x00三三" }),
		"CR":             doc(func(d *taizhang.Document) { d.Text = "一二\r三三" }),
		"place":          doc(func(d *taizhang.Document) { d.Blocks[0].At = "\xff" }),
		"finding":        doc(func(d *taizhang.Document) { d.Findings = []taizhang.Finding{{Spans: taizhang.Of(90, 99)}} }),
		"grid elsewhere": doc(func(d *taizhang.Document) { d.Blocks[0].Grid = &taizhang.Grid{} }),
		"ragged":         grid([]taizhang.GridCell{cell, cell}, []taizhang.GridCell{cell}),
		"cell outside":   grid([]taizhang.GridCell{{Spans: taizhang.Of(6, 99)}}),
		"too many":       append(doc(func(*taizhang.Document) {})[:20], 0xff, 0xff, 0xff, 0xff, 0x7f),
		"left over":      append(doc(func(*taizhang.Document) {}), 0),
		"error":          appendAnswer(nil, nil, &taizhang.Error{Kind: "fun"}),
	} {
		if d, err := parseAnswer(b, 1<<20); err != errWire {
			t.Errorf("%s: %v, %v", name, d, err)
		}
	}
	many := doc(func(d *taizhang.Document) { d.Blocks = make([]taizhang.Block, 1<<16) })
	if _, err := parseAnswer(many, 1<<20); err != errBudget {
		t.Errorf("a document of 4 MB in a budget of one: %v", err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	whole := grid([]taizhang.GridCell{cell, cell}, []taizhang.GridCell{cell, cell})
	for range 20_000 {
		b := bytes.Clone(whole)
		for range 1 + r.IntN(3) {
			b[r.IntN(len(b))] = byte(r.Uint32())
		}
		parseAnswer(b[:r.IntN(len(b)+1)], 1<<20) // must not panic
	}
}

// TestFrames: a frame that says to be longer than it may be, or than it is.
func TestFrames(t *testing.T) {
	head := func(n uint64) []byte { return binary.LittleEndian.AppendUint64(nil, n) }
	if _, err := readFrame(bytes.NewReader(head(1<<62)), 1<<20); err != errWire {
		t.Error(err)
	}
	if _, err := readFrame(bytes.NewReader(append(head(5<<20), 1)), 1<<30); err != io.ErrUnexpectedEOF {
		t.Error(err)
	}
	long := strings.Repeat("長", 1<<20)
	var w bytes.Buffer
	must(t, writeFrame(&w, []byte(long), []byte("end")))
	if b, err := readFrame(&w, 1<<30); err != nil || string(b) != long+"end" {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}
