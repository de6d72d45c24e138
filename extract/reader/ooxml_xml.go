package reader

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"golang.org/x/net/html/charset"

	"github.com/taizhang/taizhang/lazy"
)

const (
	ooxmlDepth = 512     // of open elements, so that readers may recurse
	ooxmlToken = 4 << 20 // bytes of one tag or one piece of text
)

var errLongToken = errors.New("one tag or text of more than 4 MB")

// xmlReader reads one part token by token. Entities other than XML's own five
// are errors, as encoding/xml knows no DTD.
type xmlReader struct {
	o     *ooxml
	part  string
	dec   *xml.Decoder
	in    *tokenBytes
	file  io.Closer
	depth int
}

// tokenBytes bounds what the decoder takes in for one token, which it buffers.
type tokenBytes struct {
	*bufio.Reader
	left int
	over bool
}

// ReadByte is the only method that encoding/xml calls.
func (t *tokenBytes) ReadByte() (byte, error) {
	if t.left--; t.left < 0 {
		t.over = true // the decoder may report the rune that was cut instead
		return 0, errLongToken
	}
	return t.Reader.ReadByte()
}

// element is a start tag. Names are compared without their namespace: no two
// that matter here collide, and Strict files have other namespaces.
type element struct{ xml.StartElement }

// attr returns the attribute of that local name, or empty.
func (e element) attr(name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// number returns an attribute as a whole number, or def where there is none.
func (e element) number(name string, def int) int {
	n, err := strconv.Atoi(strings.TrimSpace(e.attr(name)))
	if err != nil {
		return def
	}
	return n
}

// on reports whether a switch such as <w:vanish/> is on: it is, unless val says no.
func (e element) on() bool { return isOn(e.attr("val"), true) }

func isOn(v string, def bool) bool {
	switch v {
	case "":
		return def
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// open starts reading a part. The caller closes it.
func (o *ooxml) open(part string) (*xmlReader, error) {
	f := o.parts[part]
	if f == nil {
		return nil, o.malformed(part, "the part is missing", nil)
	}
	if f.UncompressedSize64 > o.bound {
		return nil, o.tooLarge(part, fmt.Sprintf("unpacks to more than %d MB", o.bound>>20))
	}
	rc, err := f.Open()
	if err != nil {
		return nil, o.malformed(part, "the part can't be unpacked", err)
	}
	br := bufio.NewReaderSize(rc, 32<<10)
	if label := partCharset(br); label != "" {
		r, err := charset.NewReaderLabel(label, br)
		if err != nil {
			rc.Close()
			return nil, o.malformed(part, "the part can't be decoded", err)
		}
		br = bufio.NewReader(r)
	}
	in := &tokenBytes{Reader: br, left: ooxmlToken}
	dec := xml.NewDecoder(in)
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil } // decoded above
	return &xmlReader{o: o, part: part, dec: dec, in: in, file: rc}, nil
}

// partCharset returns the charset of a part that is not in UTF-8, or empty. It is
// decoded before the decoder sees it, so that tokenBytes counts what it takes in.
func partCharset(br *bufio.Reader) string {
	head, _ := br.Peek(128)
	if bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff")) {
		return "utf-16"
	}
	if m := xmlEncoding.FindSubmatch(head); m != nil && !strings.HasPrefix(strings.ToLower(string(m[1])), "utf") {
		return string(m[1])
	}
	return ""
}

var xmlEncoding = lazy.NewPattern(`^\s*<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)`)

func (x *xmlReader) close() { x.file.Close() }

// next returns the next token, or io.EOF after the last.
func (x *xmlReader) next() (xml.Token, error) {
	x.in.left = ooxmlToken
	tok, err := x.dec.Token()
	switch {
	case err == io.EOF:
		return nil, err
	case err != nil && x.in.over:
		return nil, x.o.tooLarge(x.part, errLongToken.Error())
	case err != nil:
		return nil, x.o.malformed(x.part, "the part is damaged", err)
	}
	switch tok.(type) {
	case xml.StartElement:
		if x.depth++; x.depth > ooxmlDepth {
			return nil, x.o.tooLarge(x.part, fmt.Sprintf("elements nested more than %d deep", ooxmlDepth))
		}
	case xml.EndElement:
		x.depth--
	}
	return tok, nil
}

// children calls do for each element in the one just opened, or in the whole
// part; do must read it to its end.
func (x *xmlReader) children(do func(e element) error) error {
	for {
		tok, err := x.next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if err := do(element{t}); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// skip reads the element just opened to its end.
func (x *xmlReader) skip() error {
	for open := 1; open > 0; {
		tok, err := x.next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		switch tok.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		}
	}
	return nil
}

// text reads the element just opened to its end and returns the text in it.
func (x *xmlReader) text() (string, error) {
	var one string
	var b strings.Builder
	for open := 1; open > 0; {
		tok, err := x.next()
		if err == io.EOF {
			break
		} else if err != nil {
			return "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		case xml.CharData:
			if one == "" && b.Len() == 0 {
				one = string(t) // nearly always all of it
				continue
			}
			if b.Len() == 0 {
				b.WriteString(one)
			}
			if b.Write(t); b.Len() > ooxmlToken {
				return "", x.o.tooLarge(x.part, errLongToken.Error())
			}
		}
	}
	if b.Len() > 0 {
		one = b.String()
	}
	return one, nil
}

// each calls do for every element of that local name in a part, and passes over
// a part that is not there. do reads nothing of the element, or all of it.
func (o *ooxml) each(part, name string, do func(x *xmlReader, e element) error) error {
	if o.parts[part] == nil {
		return nil
	}
	x, err := o.open(part)
	if err != nil {
		return err
	}
	defer x.close()
	return x.elements(func(e element) error {
		if e.Name.Local != name {
			return nil
		}
		return do(x, e)
	})
}

// elements calls do for every element of a part. do reads nothing of it, or all.
func (x *xmlReader) elements(do func(e element) error) error {
	for {
		tok, err := x.next()
		if err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if t, ok := tok.(xml.StartElement); ok {
			if err := do(element{t}); err != nil {
				return err
			}
		}
	}
}
