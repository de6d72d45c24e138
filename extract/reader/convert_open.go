package reader

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
)

// openFormats are the OpenDocument files that LibreOffice reads, by what they say they
// are: in a ZIP its first entry, in one XML file the root. UOF is none of them: of what
// LibreOffice itself wrote it loses merged cells and the numbers of lists.
var openFormats = []struct {
	root, kind string // of one XML file its root element; the mimetype
	how        conversion
}{
	{"", "application/vnd.oasis.opendocument.text", conversion{"odt", "writer8", "docx", "MS Word 2007 XML"}},
	{"", "application/vnd.oasis.opendocument.spreadsheet", fromODS},
	{"document", "application/vnd.oasis.opendocument.text", conversion{"fodt", "OpenDocument Text Flat XML", "docx", "MS Word 2007 XML"}},
	{"document", "application/vnd.oasis.opendocument.spreadsheet", conversion{"fods", "OpenDocument Spreadsheet Flat XML", "xlsx", "Calc MS Excel 2007 XML"}},
}

// openFormat is how data is converted that is one of them.
func openFormat(data []byte) (how conversion, ok bool) {
	root, said := "", mimetypeEntry(data)
	if said == "" {
		if root = flatRoot(data); root == "" {
			return conversion{}, false
		}
		said = string(flatHead(data))
	}
	for _, f := range openFormats {
		if f.root == root && (root == "" && strings.HasPrefix(said, f.kind) || root != "" && strings.Contains(said, `mimetype="`+f.kind+`"`)) {
			return f.how, true
		}
	}
	return conversion{}, false
}

func isOpenFormat(data []byte) bool { _, ok := openFormat(data); return ok }

func readOpenFormat(in input) (*taizhang.Document, error) {
	how, _ := openFormat(in.data)
	if how.to == "xlsx" {
		return how.read(in, readXLSX)
	}
	return how.read(in, readDOCX)
}

func isODS(data []byte) bool {
	how, ok := openFormat(data)
	return ok && how == fromODS
}

// mimetypeEntry is what an archive of the OpenDocument family says first that it is.
func mimetypeEntry(data []byte) string {
	if !isZip(data) {
		return ""
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) == 0 || z.File[0].Name != "mimetype" {
		return ""
	}
	r, err := z.File[0].Open()
	if err != nil {
		return ""
	}
	defer r.Close()
	b, _ := io.ReadAll(io.LimitReader(r, 256))
	return string(b)
}
