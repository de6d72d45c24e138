package reader

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

const (
	nsW   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`
	nsX   = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
)

// zipOf packs parts in order of their names.
func zipOf(t testing.TB, parts map[string]string) []byte { return zipBy(t, zip.Deflate, parts) }

// zipBy is zipOf by a method; fuzzing only stores, as packing takes most of its time.
func zipBy(t testing.TB, method uint16, parts map[string]string) []byte {
	t.Helper()
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		must(t, err)
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	must(t, z.Close())
	return out.Bytes()
}

func relsOf(rels ...string) string {
	var b strings.Builder
	b.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for _, r := range rels {
		id, rest, _ := strings.Cut(r, " ")
		kind, target, _ := strings.Cut(rest, " ")
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, relNS, kind, target)
	}
	return b.String() + `</Relationships>`
}

// docxParts are the parts of a document with that body; more adds others, of
// which those in word/ are related under the name of the file.
func docxParts(body string, more map[string]string) map[string]string {
	parts := map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":         relsOf("r1 officeDocument word/document.xml"),
		"word/document.xml":   `<?xml version="1.0" encoding="UTF-8"?><w:document ` + nsW + `><w:body>` + body + `</w:body></w:document>`,
	}
	var rels []string
	for name, text := range more {
		parts["word/"+name] = text
		base := strings.TrimSuffix(name, ".xml")
		rels = append(rels, base+" "+strings.TrimRight(base, "0123456789")+" "+name)
	}
	sort.Strings(rels)
	parts["word/_rels/document.xml.rels"] = relsOf(rels...)
	return parts
}

func docxOf(t testing.TB, body string, more map[string]string) []byte {
	t.Helper()
	return zipOf(t, docxParts(body, more))
}

func mustRead(t *testing.T, data []byte) *taizhang.Document {
	t.Helper()
	doc, err := Read("x", data, Options{})
	must(t, err)
	soundDocument(t, doc)
	return doc
}

// soundDocument checks what every document promises.
func soundDocument(t testing.TB, doc *taizhang.Document) {
	t.Helper()
	if !utf8.ValidString(doc.Text) || strings.ContainsAny(doc.Text, "\x00\r") {
		t.Fatalf("the text is not clean: %.200q", doc.Text)
	}
	last := 0
	for _, b := range doc.Blocks {
		if !b.Spans.Valid(len(doc.Text)) || len(b.Spans) == 0 || b.Spans.Start() < last || b.At == "" {
			t.Fatalf("block %s %s has spans %v after %d, in a text of %d", b.Kind, b.At, b.Spans, last, len(doc.Text))
		}
		last = b.Spans.End()
		for _, s := range b.Spans {
			if !utf8.ValidString(doc.Text[s.Start:s.End]) || strings.Contains(doc.Text[s.Start:s.End], "\n") {
				t.Fatalf("block %s %s: span %v cuts %q", b.Kind, b.At, s, doc.Text[s.Start:s.End])
			}
		}
		if b.Grid == nil {
			continue
		}
		for _, row := range b.Grid.Rows {
			if len(row) != len(b.Grid.Rows[0]) {
				t.Fatalf("%s has rows of %d and %d cells", b.At, len(b.Grid.Rows[0]), len(row))
			}
			for _, c := range row {
				if !c.Spans.Valid(len(doc.Text)) {
					t.Fatalf("%s has spans %v", c.At, c.Spans)
				}
			}
		}
	}
}

// outlineOf renders a document for comparison: a line a block, | between the
// lines of a block or a cell, and a grid row by row; ^ marks a covered cell, > a list in one whose labels look alike.
func outlineOf(doc *taizhang.Document) string {
	var b strings.Builder
	lines := func(ss taizhang.Spans) string {
		var l []string
		for _, s := range ss {
			l = append(l, doc.Text[s.Start:s.End])
		}
		return strings.Join(l, "|")
	}
	for _, bl := range doc.Blocks {
		if bl.Grid == nil {
			fmt.Fprintf(&b, "%s %s%s: %s\n", bl.Kind, bl.At, strings.Repeat(">", bl.Level), lines(bl.Spans))
			continue
		}
		fmt.Fprintf(&b, "%s %s\n", bl.Kind, bl.At)
		for _, row := range bl.Grid.Rows {
			var cells []string
			for _, c := range row {
				s := lines(c.Spans)
				if c.Covered {
					s = "^" + s
				}
				cells = append(cells, s)
			}
			fmt.Fprintf(&b, "  [%s]\n", strings.Join(cells, "]["))
		}
	}
	for _, f := range doc.Findings {
		fmt.Fprintf(&b, "! %s %s: %s\n", f.Severity, f.Code, f.Message)
	}
	return b.String()
}

func checkOutline(t *testing.T, data []byte, want string) {
	t.Helper()
	want = strings.ReplaceAll(strings.TrimPrefix(want, "\n"), "\t\t", "")
	if got := outlineOf(mustRead(t, data)); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func kindOfRead(t testing.TB, data []byte, opt Options) taizhang.ErrorKind {
	t.Helper()
	doc, err := Read("x", data, opt)
	if err == nil {
		soundDocument(t, doc)
		return ""
	}
	var typed *taizhang.Error
	if !errors.As(err, &typed) {
		t.Fatalf("%T is no typed error: %v", err, err)
	}
	return typed.Kind
}

func TestOOXMLSniff(t *testing.T) {
	word, book := docxOf(t, para("甲"), nil), xlsxOf(t, `<row><c t="str"><v>甲</v></c></row>`)
	for _, c := range []struct {
		name       string
		data       []byte
		docx, xlsx bool
	}{
		{"document", word, true, false},
		{"document cut off", word[:len(word)-30], true, false},
		{"workbook", book, false, true},
		{"workbook cut off", book[:len(book)-30], false, true},
		{"plain zip", zipOf(t, map[string]string{"a.txt": "x", "b/word/document.xml": "x"}), false, false},
		{"ofd", zipOf(t, map[string]string{"OFD.xml": "<x/>", "Doc_0/Document.xml": "<x/>"}), false, false},
		{"slides", zipOf(t, map[string]string{"[Content_Types].xml": "<x/>", "ppt/presentation.xml": "<x/>"}), false, false},
		{"text", []byte("PK 通知"), false, false},
		{"signature alone", []byte("PK\x03\x04"), false, false},
	} {
		if isDOCX(c.data) != c.docx || isXLSX(c.data) != c.xlsx {
			t.Errorf("%s: docx %t, xlsx %t", c.name, isDOCX(c.data), isXLSX(c.data))
		}
	}
}

// TestOOXMLNames: parts are found whatever the case and slashes of their names,
// and where the package says that they are.
func TestOOXMLNames(t *testing.T) {
	parts := docxParts(para("甲"), nil)
	parts[`word\Document.xml`] = parts["word/document.xml"]
	delete(parts, "word/document.xml")
	checkOutline(t, zipOf(t, parts), "paragraph p[1]: 甲\n")

	parts = docxParts(para("甲"), nil)
	parts["word/document2.xml"] = parts["word/document.xml"]
	parts["_rels/.rels"] = relsOf("r1 officeDocument /word/document2.xml")
	delete(parts, "word/document.xml")
	checkOutline(t, zipOf(t, parts), "paragraph p[1]: 甲\n")
}

func TestOOXMLCharsets(t *testing.T) {
	parts := docxParts(para("通知"), nil)
	text := parts["word/document.xml"]
	wide := []byte("\xff\xfe")
	for _, r := range strings.Replace(text, "UTF-8", "UTF-16", 1) {
		wide = append(wide, byte(r), byte(r>>8))
	}
	parts["word/document.xml"] = string(wide)
	checkOutline(t, zipOf(t, parts), "paragraph p[1]: 通知\n")
	parts["word/document.xml"] = strings.Replace(strings.Replace(text, "UTF-8", "gb2312", 1), "通知", "\xcd\xa8\xd6\xaa", 1)
	checkOutline(t, zipOf(t, parts), "paragraph p[1]: 通知\n")
}
