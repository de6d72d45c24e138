package reader

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
)

// What a child and its parent say to each other: frames, each eight bytes of
// length and then so many bytes. The child begins with a frame of its greeting;
// then one answer follows each request, behind notes of how far the child is.

// greeting keeps a parent from talking to another version of the program.
const greeting = "taizhang read-child 1 " + Version

// The first byte of an answer.
const (
	answerDocument = 'D'
	answerError    = 'E'
	answerNote     = 'N' // pages read, pages to read
)

var errWire = errors.New("the answer of the reading process makes no sense")

func writeFrame(w io.Writer, parts ...[]byte) error {
	n := 0
	for _, p := range parts {
		n += len(p)
	}
	head := binary.LittleEndian.AppendUint64(make([]byte, 0, 64<<10), uint64(n))
	if n+len(head) <= cap(head) { // small frames in one write: each wakes the other side
		for _, p := range parts {
			head = append(head, p...)
		}
		parts = nil
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, p := range parts {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

// readFrame returns the next frame, or errWire when it says to be longer than
// limit. It takes memory only as bytes arrive.
func readFrame(r io.Reader, limit int64) ([]byte, error) {
	var head [8]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return nil, err
	}
	n := binary.LittleEndian.Uint64(head[:])
	if n > uint64(limit) {
		return nil, errWire
	}
	const first = 1 << 20
	b := make([]byte, min(n, first))
	if _, err := io.ReadFull(r, b); err != nil || n <= first {
		return b, err
	}
	all := make([]byte, n)
	copy(all, b)
	_, err := io.ReadFull(r, all[first:])
	return all, err
}

// parseNote reads a note of how far a child is.
func parseNote(frame []byte) (done, pages int, ok bool) {
	if len(frame) == 0 || frame[0] != answerNote {
		return 0, 0, false
	}
	a, n := binary.Uvarint(frame[1:])
	if n <= 0 {
		return 0, 0, false
	}
	b, m := binary.Uvarint(frame[1+n:])
	return int(min(a, 1<<30)), int(min(b, 1<<30)), m > 0 && 1+n+m == len(frame)
}

// request is one source on its way to a child. Options go as JSON, so that a
// new one needs no line here.
type request struct {
	name string
	data []byte
	opt  Options
}

func (q request) write(w io.Writer) error {
	opt, err := json.Marshal(q.opt)
	if err != nil {
		return err
	}
	head := appendString(nil, q.name)
	head = appendString(head, string(opt))
	return writeFrame(w, head, q.data)
}

func parseRequest(b []byte) (q request, err error) {
	name, b, ok := cutBytes(b)
	opt, data, ok2 := cutBytes(b)
	if !ok || !ok2 {
		return q, errWire
	}
	q.name, q.data = string(name), data
	return q, json.Unmarshal(opt, &q.opt)
}

// cutBytes takes what appendString wrote off the front of b.
func cutBytes(b []byte) (s, rest []byte, ok bool) {
	n, size := binary.Uvarint(b)
	if size <= 0 || n > uint64(len(b)-size) {
		return nil, nil, false
	}
	b = b[size:]
	return b[:n], b[n:], true
}

// appendAnswer encodes what reading gave: a document, or else an error.
func appendAnswer(b []byte, doc *taizhang.Document, err error) []byte {
	if err == nil {
		return appendDocument(append(b, answerDocument), doc)
	}
	var e *taizhang.Error
	if !errors.As(err, &e) {
		e = &taizhang.Error{Kind: taizhang.Malformed, What: err.Error()}
	}
	cause := ""
	if e.Err != nil {
		cause = e.Err.Error()
	}
	b = append(b, answerError)
	for _, s := range []string{string(e.Kind), e.Path, e.At, e.What, e.Remedy, cause} {
		b = appendString(b, s)
	}
	return b
}

// parseAnswer is the parent's side: the child may have been taken over by what
// it read, so nothing in b is believed. It takes about budget bytes at most.
func parseAnswer(b []byte, budget int64) (*taizhang.Document, error) {
	if len(b) == 0 {
		return nil, errWire
	}
	d := decoder{rest: string(b[1:]), budget: budget}
	switch b[0] {
	case answerDocument:
		doc := d.document()
		return doc, d.end()
	case answerError:
		e := d.typedError()
		if err := d.end(); err != nil {
			return nil, err
		}
		return nil, e
	}
	return nil, errWire
}

func (d *decoder) typedError() *taizhang.Error {
	e := &taizhang.Error{Kind: taizhang.ErrorKind(d.bytes()), Path: d.bytes(), At: d.string(), What: d.string(), Remedy: d.string()}
	if cause := d.bytes(); cause != "" {
		e.Err = errors.New(strings.ToValidUTF8(cause, "\ufffd"))
	}
	switch e.Kind {
	case taizhang.Unsupported, taizhang.Malformed, taizhang.Encrypted, taizhang.TooLarge, taizhang.Timeout,
		taizhang.Empty, taizhang.NeedsOCR, taizhang.NeedsConverter, taizhang.IO:
	default:
		d.fail(errWire)
	}
	return e
}
