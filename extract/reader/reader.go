package reader

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/taizhang/taizhang"
)

// Version is part of the key of a source that was read: spans hold for one
// version. Raise it whenever a Document changes for the same bytes.
const Version = "reader/7"

// Options are what the user says of reading. The zero value is the default.
type Options struct {
	OCRDPI  int      // at how many points an inch pages are drawn for tesseract; 0 is 300
	OCR     bool     // read pictures of text with tesseract
	Records *Records `json:"-"` // sources are collections of records; of no matter to the reader of one
	All     bool     // expand gives files too whose names say that they are no documents
	Limits  Limits   // zero fields are those of DefaultLimits

	// Recognized is told how many of a source's pages that are pictures have been read; it
	// may be called by several goroutines at a time. Nil: nobody asks.
	Recognized func(name string, done, pages int) `json:"-"`
}

// input is one source on its way into a document.
type input struct {
	src  taizhang.Source
	data []byte
	opt  Options
}

// format is one row of the table of formats. Sniff sees the whole source and is
// cheap, as it runs in the caller's process. A pool reads a format in a child
// process, unless it is inProcess: bounded, with no recursion on input depth.
type format struct {
	name      string
	sniff     func(data []byte) bool
	read      func(in input) (*taizhang.Document, error)
	inProcess bool
}

// formats are tried in order; text is last, as it fits nearly everything.
var formats = []format{
	{name: "encrypted Office file", sniff: isEncryptedOffice, read: refuseEncryptedOffice, inProcess: true},
	{name: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", sniff: isDOCX, read: readDOCX},
	{name: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", sniff: isXLSX, read: readXLSX},
	{name: "application/ofd", sniff: isOFD, read: readOFD},
	{name: "application/msword", sniff: isDOC, read: readDOC},
	{name: "application/vnd.ms-excel", sniff: isXLS, read: readXLS},
	{name: "application/vnd.oasis.opendocument", sniff: isOpenFormat, read: readOpenFormat},
	{name: "application/rtf", sniff: isRTF, read: readRTF},
	{name: "archive or mail", sniff: isContainer, read: refuseContainer, inProcess: true},
	{name: "winmail.dat", sniff: isTNEF, read: refuseTNEF, inProcess: true},
	{name: "old Office file", sniff: isOLE, read: refuseOLE, inProcess: true},
	{name: "application/pdf", sniff: isPDF, read: readPDF},
	{name: "known binary", sniff: isBinary, read: refuseBinary, inProcess: true},
	{name: "application/vnd.ms-word.xml", sniff: isWordML, read: readWordML},
	{name: "application/vnd.ms-excel.xml", sniff: isXLSML, read: readXLSML},
	{name: "application/vnd.openxmlformats-officedocument.flat", sniff: isFlatOPC, read: readFlatOPC},
	{name: "XML of another office", sniff: isOtherXML, read: refuseOtherXML, inProcess: true},
	{name: "application/json", sniff: isJSON, read: readJSON},
	{name: "text/csv", sniff: isCSV, read: readCSV},
	{name: "text/markdown", sniff: isMarkdown, read: readMarkdown},
	{name: "text/html", sniff: isHTML, read: readHTML, inProcess: true},
	{name: "text/plain", sniff: isText, read: readText, inProcess: true},
}

// Read reads one source in this process, whatever its format; a Pool is for
// sources that nobody vouches for. Errors are of type *taizhang.Error.
func Read(name string, data []byte, opt Options) (*taizhang.Document, error) {
	in, f, err := identify(name, data, opt)
	if err != nil {
		return nil, err
	}
	return f.document(in)
}

// identify finds the format of a source.
func identify(name string, data []byte, opt Options) (input, *format, error) {
	opt.Limits = opt.Limits.orDefault()
	if len(bytes.TrimSpace(data)) == 0 {
		return input{}, nil, &taizhang.Error{Kind: taizhang.Empty, Path: name, What: "the file has no content",
			Remedy: "download or save the notice again"}
	}
	for i := range formats {
		if f := &formats[i]; f.sniff(data) {
			src := taizhang.Source{Name: name, SHA256: Sum(data), Bytes: int64(len(data)), MediaType: f.name}
			return input{src, data, opt}, f, nil
		}
	}
	return input{}, nil, unsupported(name, "the file is binary data of no known format")
}

func (f *format) document(in input) (*taizhang.Document, error) {
	doc, err := f.read(in)
	if err != nil {
		return nil, err
	}
	doc.Reader = Version
	return doc, nil
}

// Sum is the key of a source's bytes: their SHA-256 in hex.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// noFile is the error of what may never end, nor let itself be opened.
func noFile(path string) error {
	return &taizhang.Error{Kind: taizhang.Unsupported, Path: path, What: "this is no ordinary file",
		Remedy: "save what it gives as a file, or pass it to standard input and name it -"}
}

// Load returns the bytes of the file at path; - is standard input. Errors are of
// type *taizhang.Error: io, too-large, unsupported (a folder).
func Load(path string, stdin io.Reader) ([]byte, error) {
	if path != "-" {
		return load(path, io.ReadFull)
	}
	data, err := io.ReadAll(io.LimitReader(stdin, DefaultLimits.FileBytes+1))
	if err != nil {
		return nil, ioError(path, err)
	}
	if int64(len(data)) > DefaultLimits.FileBytes {
		return nil, tooLarge(path)
	}
	return data, nil
}

// mostLoads is how often a file that changes while it is read is read again.
const mostLoads = 3

func load(path string, read func(io.Reader, []byte) (int, error)) ([]byte, error) {
	for range mostLoads {
		info, err := os.Stat(path)
		switch {
		case err != nil:
			return nil, ioError(path, err)
		case info.IsDir():
			return nil, unsupported(path, "this is a folder, not a file")
		case !info.Mode().IsRegular():
			return nil, noFile(path)
		case info.Size() > DefaultLimits.FileBytes:
			return nil, tooLarge(path)
		}
		f, err := os.Open(path)
		if err != nil {
			return nil, ioError(path, err)
		}
		data := make([]byte, info.Size())
		n, err := read(f, data)
		after, bad := f.Stat()
		f.Close()
		if err = cmp.Or(err, bad); err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
			return nil, ioError(path, err)
		}
		if bad == nil && after.Size() == info.Size() && after.ModTime().Equal(info.ModTime()) {
			return data[:n], nil
		}
	}
	return nil, &taizhang.Error{Kind: taizhang.IO, Path: path, What: "the file changes while it is read", Remedy: "wait until it is written, and read it again"}
}

func ioError(path string, err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err // without the path, which the message names already
	}
	return &taizhang.Error{Kind: taizhang.IO, Path: path, What: "can't read the file", Err: err,
		Remedy: "check the name and your right to read it"}
}

func tooLarge(path string) error {
	return &taizhang.Error{Kind: taizhang.TooLarge, Path: path, What: fmt.Sprintf("larger than %d MB", DefaultLimits.FileBytes>>20),
		Remedy: "a notice is far smaller: split the file, or check that it is the right one"}
}

func unsupported(path, what string) error {
	return &taizhang.Error{Kind: taizhang.Unsupported, Path: path, What: what,
		Remedy: "give a web page or a text, Word, WPS, Excel, PDF or OFD file; archives are unpacked by `ingest` and `convert`"}
}
