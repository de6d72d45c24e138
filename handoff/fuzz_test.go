package handoff

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/taizhang/taizhang"
)

// Whatever bytes come back: an error that says what is wrong, or rows in bounds.
func FuzzReadReturn(f *testing.F) {
	w := generate(f, 5, 10)
	w.broken()
	for _, file := range w.files {
		f.Add(file.data)
	}
	f.Fuzz(checkRead)
}

// The same, in the place of a sheet of a workbook that is open, so that thousands are
// read a second.
func FuzzReadSheet(f *testing.F) {
	const sheet = "xl/worksheets/sheet1.xml"
	data := workbook(f, sampleBook("省科技厅"))
	f.Add(partOf(f, data, sheet))
	f.Add([]byte(`<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="s"><v>-1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`))
	opt := ReadOptions{ParseDate: typedDates(f), MaxCells: 5_000}.withDefaults()
	book, err := openReturned("f.xlsx", data, opt)
	must(f, err)
	f.Cleanup(func() { must(f, book.Close()) })
	f.Fuzz(func(t *testing.T, xml []byte) {
		book.Pkg.Store(sheet, xml)
		b := &returnedBook{name: "f.xlsx", opt: opt}
		err := b.sheet(book, SheetTable)
		checkReturns(t, b.returns(), err)
	})
}

func partOf(t testing.TB, book []byte, name string) []byte {
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must(t, err)
	r, err := z.Open(name)
	must(t, err)
	out, err := io.ReadAll(r)
	must(t, err)
	return out
}

func checkRead(t *testing.T, data []byte) {
	rs, err := Read("f.xlsx", data, ReadOptions{ParseDate: typedDates(t), MaxExpanded: 8 << 20, MaxCells: 5_000})
	checkReturns(t, rs, err)
}

func checkReturns(t *testing.T, rs []Return, err error) {
	t.Helper()
	var e *taizhang.Error
	if err != nil && !errors.As(err, &e) {
		t.Fatalf("no error of ours: %v", err)
	}
	for _, r := range rs {
		for _, row := range r.Rows {
			if row.Key != "" && row.Added || row.At == "" || row.Cells == nil {
				t.Fatalf("%+v", row)
			}
		}
	}
	b := sampleBook("省科技厅")
	Merge(b.Handouts, nil, rs, MergeOptions{ParseDate: typedDates(t)})
}
