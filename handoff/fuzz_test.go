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
// read a second: the sheets are small, and so are the bounds.
func FuzzReadSheet(f *testing.F) {
	const sheet = "xl/worksheets/sheet1.xml"
	book := sampleBook("省科技厅")
	data := workbook(f, book)
	whole := partOf(f, data, sheet)
	f.Add(whole[:1500]) // cut in the midst of the rows
	f.Add([]byte(`<worksheet><sheetData><row r="9"><c r="XFD9" t="s"><v>-1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD99"/></mergeCells></worksheet>`))
	head, row := "", ""
	for i, cells := range [][2]string{{ColSeq, "1"}, {ColTask, book.Handouts[0].Task}, {ColText, "开展专项检查"}, {ColStatus, "已完成"}, {KeyHeader, Key(&book.Handouts[0])}} {
		at := string(rune('A' + i))
		head += inlineCell(at+"1", cells[0])
		row += inlineCell(at+"2", cells[1])
	}
	f.Add([]byte(`<worksheet><sheetData><row r="1">` + head + `</row><row r="2">` + row + `</row></sheetData></worksheet>`))
	opt := ReadOptions{ParseDate: typedDates(f)}.withDefaults()
	opened, err := openReturned("f.xlsx", data, opt)
	must(f, err)
	opt.MaxCells = 200
	f.Cleanup(func() { must(f, opened.Close()) })
	f.Fuzz(func(t *testing.T, xml []byte) {
		if len(xml) > 2<<10 { // larger ones find nothing more
			return
		}
		opened.Pkg.Store(sheet, xml)
		b := &returnedBook{name: "f.xlsx", opt: opt}
		err := b.sheet(opened, SheetTable)
		checkReturns(t, b.returns(), err)
	})
}

func inlineCell(at, text string) string {
	return `<c r="` + at + `" t="inlineStr"><is><t>` + text + `</t></is></c>`
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
