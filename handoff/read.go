package handoff

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/xuri/excelize/v2"
)

// ReadOptions are what [Read] needs of others, and its bounds; zero is a default.
type ReadOptions struct {
	ParseDate   func(string) (taizhang.Date, bool) // reads a typed date, such as 2017年6月 or 6.30
	MaxExpanded int64                              // bytes of the unpacked workbook; 256 MB
	MaxCells    int                                // cells of all sheets, filled or styled; 1,000,000
	MaxAdded    int                                // rows that were not handed out; 5,000
}

func (o ReadOptions) withDefaults() ReadOptions {
	if o.MaxExpanded <= 0 {
		o.MaxExpanded = 256 << 20
	}
	if o.MaxCells <= 0 {
		o.MaxCells = 1_000_000
	}
	if o.MaxAdded <= 0 {
		o.MaxAdded = 5_000
	}
	return o
}

const saveAgain = "open it in Excel or WPS, save it as .xlsx and collect that"

// Read reads a returned workbook: one Return for each round and organ whose rows it
// holds, sorted by both. The error is a [taizhang.Error]: no workbook, or none that was
// handed out.
func Read(name string, data []byte, opt ReadOptions) (returns []Return, err error) {
	opt = opt.withDefaults()
	// excelize is a large library that meets bytes of anybody's making: a panic of
	// its is a malformed workbook.
	defer func() {
		if r := recover(); r != nil {
			returns, err = nil, &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: "the workbook is damaged", Remedy: saveAgain, Err: fmt.Errorf("%v", r)}
		}
	}()
	f, err := openReturned(name, data, opt)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it read memory
	b := &returnedBook{name: name, opt: opt}
	sheets := f.GetSheetList()
	if i := slices.Index(sheets, SheetMeta); i > 0 { // what the workbook says of itself comes first
		sheets = slices.Insert(slices.Delete(sheets, i, i+1), 0, SheetMeta)
	}
	for _, s := range sheets {
		if err := b.sheet(f, s); err != nil {
			return nil, err
		}
	}
	sum := sha256.Sum256(data)
	returns = b.returns()
	for i := range returns {
		returns[i].File, returns[i].SHA256 = name, hex.EncodeToString(sum[:])
	}
	added := 0
	for _, r := range returns {
		for _, row := range r.Rows {
			if row.Key == "" {
				added++
			}
		}
	}
	if added > opt.MaxAdded {
		return nil, &taizhang.Error{Kind: taizhang.TooLarge, Path: name, What: fmt.Sprintf("%d rows in it were not handed out, and more than %d are no additions to a table of tasks", added, opt.MaxAdded),
			Remedy: "delete what is none of the table and collect it again; nothing of it was taken"}
	}
	switch {
	case slices.Contains(sheets, export.SheetDictionary) && !keyed(returns):
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: name, What: "this is a ledger or roll-up that the program wrote, and no workbook that a department was handed",
			Remedy: "collect the workbooks that departments sent back"}
	case len(returns) == 0 && b.headless:
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: name, What: "its rows have no header above them, and the columns are not where they were handed out",
			Remedy: "put the row of headers back above the table, as in the workbook that was handed out, and collect it again"}
	case len(returns) == 0:
		return nil, noKey(name)
	}
	return returns, nil
}

// keyed reports whether any row has the key by which it was handed out.
func keyed(returns []Return) bool {
	return slices.ContainsFunc(returns, func(r Return) bool {
		return slices.ContainsFunc(r.Rows, func(x ReturnedRow) bool { return x.Key != "" })
	})
}

func noKey(name string) error {
	return &taizhang.Error{Kind: taizhang.Unsupported, Path: name, What: "no row carries the hidden key of a handed-out task",
		Remedy: "ask for the workbook that was handed out, filled in; rows copied from it must bring their hidden last column (" + KeyHeader + ") along"}
}

// IsWorkbook reports whether data is a spreadsheet, or what is left of one, whatever its
// name. Read says what is wrong with one that it can't read.
func IsWorkbook(data []byte) bool {
	switch {
	case bytes.HasPrefix(data, []byte("PK")): // a download that broke off has no list of its parts at the end
		return bytes.Contains(data, []byte("xl/workbook")) || bytes.Contains(data, []byte("xl/worksheets/")) ||
			bytes.Contains(data[:min(len(data), 256)], []byte("opendocument.spreadsheet"))
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return bytes.Contains(data, utf16Name("Workbook")) || bytes.Contains(data, utf16Name("EncryptedPackage"))
	}
	return false
}

// utf16Name is how an OLE file names a part of it.
func utf16Name(s string) (b []byte) {
	for i := range len(s) {
		b = append(b, s[i], 0)
	}
	return b
}

// openReturned opens a workbook within bounds.
func openReturned(name string, data []byte, opt ReadOptions) (*excelize.File, error) {
	fail := func(k taizhang.ErrorKind, what, remedy string, err error) (*excelize.File, error) {
		return nil, &taizhang.Error{Kind: k, Path: name, What: what, Remedy: remedy, Err: err}
	}
	const old = "an old or foreign spreadsheet (.xls, .et, .ods, .xlsb)"
	switch {
	case len(data) == 0:
		return fail(taizhang.Empty, "the file is empty", "ask for it again", nil)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		if bytes.Contains(data, utf16Name("EncryptedPackage")) {
			return fail(taizhang.Encrypted, "the workbook is protected by a password", "save it without one and collect that", nil)
		}
		return fail(taizhang.NeedsConverter, old, saveAgain, nil)
	case !bytes.HasPrefix(data, []byte("PK")):
		return fail(taizhang.Unsupported, "no workbook (.xlsx)", saveAgain, nil)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fail(taizhang.Malformed, "the workbook is cut short or damaged", "ask for it again", err)
	}
	var total uint64
	for _, p := range z.File {
		if p.Name == "mimetype" || p.Name == "xl/workbook.bin" {
			return fail(taizhang.NeedsConverter, old, saveAgain, nil)
		}
		if total += p.UncompressedSize64; p.UncompressedSize64 > math.MaxInt64 || total > uint64(opt.MaxExpanded) {
			return fail(taizhang.TooLarge, fmt.Sprintf("unpacked, the workbook is larger than %d MB", opt.MaxExpanded>>20), "remove what is not the table", nil)
		}
	}
	if i := slices.IndexFunc(z.File, func(p *zip.File) bool { return p.Name == "xl/workbook.xml" }); i < 0 {
		return fail(taizhang.Unsupported, "no workbook (.xlsx)", saveAgain, nil)
	}
	kept, n, err := readable(z)
	if err != nil {
		return fail(taizhang.Malformed, "the workbook is damaged", "ask for it again", err)
	}
	if n > 4*opt.MaxCells {
		return fail(taizhang.TooLarge, fmt.Sprintf("the workbook holds more than %d cells", opt.MaxCells), "delete the empty rows and columns around the table", nil)
	}
	f, err := excelize.OpenReader(kept, excelize.Options{CultureInfo: excelize.CultureNameZhCN,
		ShortDatePattern: "yyyy/m/d", LongDatePattern: "yyyy年m月d日", UnzipSizeLimit: opt.MaxExpanded, UnzipXMLSizeLimit: opt.MaxExpanded})
	if err != nil {
		return fail(taizhang.Malformed, "the workbook is damaged", saveAgain, err)
	}
	return f, nil
}

// readable is the workbook without what no table is read from, which excelize would lay
// out in memory (macros, media), and counts its tags, of which a filled cell has four.
func readable(z *zip.Reader) (kept *bytes.Buffer, tags int, err error) {
	kept = new(bytes.Buffer)
	w := zip.NewWriter(kept)
	buf := make([]byte, 32<<10)
	for _, p := range z.File {
		switch path.Ext(p.Name) {
		case ".xml":
			r, err := p.Open()
			if err != nil {
				return nil, 0, err
			}
			for err == nil {
				var k int
				k, err = r.Read(buf)
				tags += bytes.Count(buf[:k], []byte("<"))
			}
			if err != io.EOF {
				return nil, 0, err
			}
		case ".rels", ".vml":
		default:
			continue
		}
		if err := w.Copy(p); err != nil {
			return nil, 0, err
		}
	}
	return kept, tags, w.Close()
}

// packed returns a part of an open workbook as it was packed.
func packed(pkg *sync.Map, name string) []byte {
	v, _ := pkg.Load(name)
	b, _ := v.([]byte)
	return b
}
