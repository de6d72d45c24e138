package reader

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// rootElement is the first element of an XML file, behind its declarations and remarks.
var rootElement = lazy.NewPattern(`^(?:\s|<\?[^>]{0,400}\?>|<!--(?:[^-]|-[^-]){0,400}-->)*<(?:[\w.-]+:)?([\w.-]+)[\s>]`)

// flatHead returns the first words of a file as UTF-8.
func flatHead(data []byte) []byte {
	head := data[:min(len(data), 4096)]
	if order, bom := utf16Order(data); order != nil {
		head = []byte(fromUTF16(head[bom:len(head)/2*2], order))
	}
	return bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
}

// flatRoot returns the root element's name of what may be an Office file in one XML
// file, or empty.
func flatRoot(data []byte) string {
	head := bytes.TrimLeft(flatHead(data), " \t\r\n\f")
	if !bytes.HasPrefix(head, []byte("<")) { // nearly all: the expression takes a millisecond to compile
		return ""
	}
	m := rootElement.FindSubmatch(head)
	if m == nil {
		return ""
	}
	return string(m[1])
}

func isFlatOPC(data []byte) bool {
	return flatRoot(data) == "package" && bytes.Contains(flatHead(data), []byte("xmlPackage"))
}
func isWordML(data []byte) bool { return flatRoot(data) == "wordDocument" }
func isXLSML(data []byte) bool {
	return flatRoot(data) == "Workbook" && bytes.Contains(flatHead(data), []byte("office:spreadsheet"))
}

// isOtherXML knows Office files in one XML file that are not read: slides, drawings,
// the Chinese UOF.
func isOtherXML(data []byte) bool {
	root := flatRoot(data)
	return root == "UOF" || root == "document" && bytes.Contains(flatHead(data), []byte("opendocument"))
}

func refuseOtherXML(in input) (*taizhang.Document, error) {
	what := "an OpenDocument file that is neither text nor a spreadsheet"
	if flatRoot(in.data) == "UOF" {
		what = "a document in the Chinese office format UOF (标文通)"
	}
	return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: in.src.Name, What: "this is " + what, Remedy: "open it in WPS or LibreOffice and save it as .docx or .xlsx"}
}

// readFlatOPC reads a file of Word or Excel whose parts stand in one XML file, as
// the same parts in a ZIP.
func readFlatOPC(in input) (*taizhang.Document, error) {
	packed, err := packFlat(in)
	if err != nil {
		return nil, err
	}
	in.data = packed
	switch ooxmlKind(packed) {
	case "word":
		return readDOCX(in)
	case "xl":
		return readXLSX(in)
	}
	return nil, unsupported(in.src.Name, "this is an Office file that is neither a document nor a workbook")
}

func packFlat(in input) ([]byte, error) {
	text, _, _ := decode(in.data, "")
	data := []byte(text)
	bad := func(err error) error {
		return &taizhang.Error{Kind: taizhang.Malformed, Path: in.src.Name, What: "the parts of the file are damaged", Err: err, Remedy: ooxmlRemedy}
	}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = false
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	name, from, depth, parts := "", int64(0), 0, 0
	for {
		before := dec.InputOffset()
		tok, err := dec.RawToken()
		if tok == nil {
			if err != nil && parts == 0 {
				return nil, bad(err)
			}
			break
		}
		switch t := tok.(type) {
		case xml.StartElement:
			depth++
			switch {
			case depth == 2 && t.Name.Local == "part":
				name = strings.TrimPrefix(element{t}.attr("name"), "/")
				if parts++; parts > in.opt.Limits.Entries {
					return nil, overSize(in.src.Name, in.opt.Limits.FileBytes)
				}
			case depth == 3:
				from = dec.InputOffset()
			}
		case xml.EndElement:
			if depth == 3 && name != "" && before >= from {
				part := data[from:before]
				if t.Name.Local == "binaryData" {
					clean := strings.Join(strings.Fields(string(part)), "")
					if part, err = base64.StdEncoding.DecodeString(clean); err != nil {
						part = nil // a picture
					}
				}
				w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
				if err == nil {
					_, err = w.Write(part)
				}
				if err != nil {
					return nil, bad(err)
				}
			}
			depth--
		}
	}
	if err := z.Close(); err != nil {
		return nil, bad(err)
	}
	return out.Bytes(), nil
}

// packOne puts a file as the only part of that name into a ZIP, for readers of parts.
func packOne(in input, name string) (*ooxml, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err == nil {
		_, err = w.Write(in.data)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", in.src.Name, err)
	}
	in.data = out.Bytes()
	return openOOXML(in, xlsxPart)
}
