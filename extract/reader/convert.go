package reader

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/lazy"
)

// The formats that LibreOffice reads for us. WPS and ET files are the same
// containers with the same streams as DOC and XLS.
var (
	fromRTF      = conversion{"rtf", "Rich Text Format", "docx", "MS Word 2007 XML"}
	fromDOC      = conversion{"doc", "MS Word 97", "docx", "MS Word 2007 XML"}
	fromOldDOC   = conversion{"doc", "MS Word 95", "docx", "MS Word 2007 XML"}
	fromOlderDOC = conversion{"doc", "MS WinWord 6.0", "docx", "MS Word 2007 XML"}
	fromXLS      = conversion{"xls", "MS Excel 97", "xlsx", "Calc MS Excel 2007 XML"}
	fromOldXLS   = conversion{"xls", "MS Excel 95", "xlsx", "Calc MS Excel 2007 XML"}
	fromODS      = conversion{"ods", "calc8", "xlsx", "Calc MS Excel 2007 XML"}
)

// conversion says what to make of what, with LibreOffice's names of its filters:
// left to itself it reads whatever is damaged as text.
type conversion struct{ from, infilter, to, outfilter string }

func isRTF(data []byte) bool { return bytes.HasPrefix(data, []byte(`{\rtf`)) }

func isDOC(data []byte) bool { return oleKind(data) == "doc" }
func isXLS(data []byte) bool { return oleKind(data) == "xls" }
func isOLE(data []byte) bool { return bytes.HasPrefix(data, []byte(ole2)) }

// oleKind tells by its streams what an OLE2 container is. A document can hold a
// workbook and a workbook a document: only those at the top count, unless the
// container is broken.
func oleKind(data []byte) string {
	if !isOLE(data) {
		return ""
	}
	streams, whole := oleStreams(data)
	for _, s := range []struct{ stream, kind string }{{"WordDocument", "doc"}, {"Workbook", "xls"}, {"Book", "xls"}} {
		if _, ok := streams[s.stream]; ok {
			return s.kind
		}
	}
	if !whole {
		for _, s := range []struct{ stream, kind string }{{"WordDocument", "doc"}, {"Workbook", "xls"}} {
			var wide []byte
			for _, c := range []byte(s.stream) {
				wide = append(wide, c, 0)
			}
			if bytes.Contains(data, wide) {
				return s.kind
			}
		}
	}
	return ""
}

func readRTF(in input) (*taizhang.Document, error) {
	for row := range bytes.SplitSeq(in.data, []byte(`\trowd`)) {
		if bytes.Count(row, []byte(`\cellx`)) > mostCells {
			return nil, &taizhang.Error{Kind: taizhang.TooLarge, Path: in.src.Name, What: fmt.Sprintf("a row of a table has more than %d cells", mostCells), Remedy: ooxmlRemedy}
		}
	}
	for _, m := range rtfBytes.Compiled().FindAllSubmatch(in.data, -1) {
		if n, err := strconv.Atoi(string(m[1])); err != nil || n > len(in.data) {
			return nil, tooFewBytes(in.src.Name)
		}
	}
	return fromRTF.read(in, readDOCX)
}

// mostCells is what a row has in no document: Word has room for 63, and LibreOffice takes
// time that grows with the square.
const mostCells = 1000

// rtfBytes is where bytes of something else lie in an RTF file, and how many: LibreOffice
// looks for them beyond the end of the file.
var rtfBytes = lazy.NewPattern(`\\bin(\d+)`)

func tooFewBytes(name string) error {
	return &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: "it tells of more bytes than there are", Remedy: ooxmlRemedy}
}

func readDOC(in input) (*taizhang.Document, error) {
	streams, _ := oleStreams(in.data)
	how, head := fromDOC, streams["WordDocument"]
	if len(head) >= 12 {
		switch nFib := binary.LittleEndian.Uint16(head[2:]); {
		case head[11]&1 != 0:
			return nil, encryptedFile(in.src.Name)
		case nFib < 0x67:
			how = fromOlderDOC
		case nFib < 0xc1:
			how = fromOldDOC
		case len(head) >= 80 && uint64(binary.LittleEndian.Uint32(head[76:])) > uint64(len(in.data)): // a character is a byte at least; LibreOffice makes up what is lacking
			return nil, tooFewBytes(in.src.Name)
		}
	}
	return how.read(in, readDOCX)
}

func readXLS(in input) (*taizhang.Document, error) {
	how, head := xlsBy(in.data)
	doc, err := how.read(in, readXLSX)
	// A workbook that is only protected against writing is encrypted too, with a
	// password that LibreOffice knows: so it is asked first.
	if err != nil && taizhang.KindOf(err) == taizhang.Malformed && hasFilePass(head) {
		return nil, encryptedFile(in.src.Name)
	}
	return doc, err
}

// hasFilePass looks among the first records of a workbook for the one that says
// how it is encrypted.
func hasFilePass(head []byte) bool {
	for len(head) >= 4 {
		id, n := binary.LittleEndian.Uint16(head), int(binary.LittleEndian.Uint16(head[2:]))
		if id == 0x2f {
			return true
		}
		if head = head[4:]; n > len(head) {
			break
		}
		head = head[n:]
	}
	return false
}

// refuseOLE names what else comes in such a container.
func refuseOLE(in input) (*taizhang.Document, error) {
	streams, whole := oleStreams(in.data)
	if !whole {
		return nil, &taizhang.Error{Kind: taizhang.Malformed, Path: in.src.Name, What: "an old Office file that is cut off or damaged", Remedy: ooxmlRemedy}
	}
	what := "this is an old Office file, but no document and no workbook"
	if _, ok := streams["PowerPoint Document"]; ok {
		what = "these are slides (.ppt)"
	} else if _, ok := streams["__properties_version1.0"]; ok {
		what = "this is a mail saved by Outlook (.msg)"
	}
	return nil, unsupported(in.src.Name, what)
}

// read converts in and has what comes out read as the same source.
func (c conversion) read(in input, read func(input) (*taizhang.Document, error)) (*taizhang.Document, error) {
	return c.readWith(in, officePlaces(), read)
}

func (c conversion) readWith(in input, places []string, read func(input) (*taizhang.Document, error)) (*taizhang.Document, error) {
	data, err := c.bytesWith(in, places)
	if err != nil {
		return nil, err
	}
	return read(input{in.src, data, in.opt})
}

// bytes converts in.
func (c conversion) bytes(in input) ([]byte, error) { return c.bytesWith(in, officePlaces()) }

func (c conversion) bytesWith(in input, places []string) ([]byte, error) {
	office, err := findOffice(places)
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.NeedsConverter, Path: in.src.Name,
			What:   fmt.Sprintf(".%s files are read by way of LibreOffice, which is not on this computer", c.from),
			Remedy: fmt.Sprintf("install LibreOffice (libreoffice.org), or save the file as .%s", c.to)}
	}
	return c.run(office, in)
}
