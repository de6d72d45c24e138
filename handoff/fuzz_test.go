package handoff

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/taizhang/taizhang"
)

// Whatever bytes come back: an error that says what is wrong, or rows in bounds. The
// workbook that it begins with is as small as one can be.
func FuzzReadReturn(f *testing.F) {
	f.Add(tinyBook(f, tinySheet(), "", ""))
	f.Add(tinyBook(f, `<worksheet/>`, "", ""))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) <= 4<<10 { // larger ones find nothing more
			checkRead(t, data)
		}
	})
}

// The same of the parts of a sound archive.
func FuzzReadParts(f *testing.F) {
	f.Add(tinySheet(), `<sst><si><t>已完成</t></si><si><r><rPr><vanish/></rPr><t>甲</t></r></si></sst>`,
		`<styleSheet><numFmts><numFmt numFmtId="200" formatCode=";;;"/></numFmts><fonts><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf/><xf numFmtId="200" fontId="0"/></cellXfs></styleSheet>`)
	f.Add(`<worksheet><sheetData><row r="2"><c r="C2" s="1" t="s"><v>1</v></c><c t="e"><f t="shared" si="0">A1</f></c></row></sheetData><mergeCells><mergeCell ref="C2:D3"/></mergeCells></worksheet>`, `<sst/>`, `<styleSheet/>`)
	f.Fuzz(func(t *testing.T, sheet, strings, styles string) {
		if len(sheet)+len(strings)+len(styles) <= 4<<10 {
			checkRead(t, tinyBook(t, sheet, strings, styles))
		}
	})
}

// tinyBook packs the parts of a workbook of one sheet; strings and styles may be empty.
func tinyBook(t testing.TB, sheet, strings, styles string) []byte {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, part := range [][2]string{
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/workbook.xml", `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="` + SheetTable + `" sheetId="1" r:id="a"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>`},
		{"xl/worksheets/sheet1.xml", sheet}, {"xl/sharedStrings.xml", strings}, {"xl/styles.xml", styles},
	} {
		if part[1] == "" {
			continue
		}
		p, err := w.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Store})
		must(t, err)
		_, err = p.Write([]byte(part[1]))
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

// tinySheet is a header and a task that was handed out.
func tinySheet() string {
	book := sampleBook("省科技厅")
	head, row := "", ""
	for i, cells := range [][2]string{{ColSeq, "1"}, {ColTask, book.Handouts[0].Task}, {ColText, "开展专项检查"}, {ColStatus, "已完成"}, {KeyHeader, Key(&book.Handouts[0])}} {
		at := string(rune('A' + i))
		head += inlineCell(at+"1", cells[0])
		row += inlineCell(at+"2", cells[1])
	}
	return `<worksheet><sheetData><row r="1">` + head + `</row><row r="2">` + row + `</row></sheetData></worksheet>`
}

// The same, in the place of a sheet of a workbook that is open, so that thousands are
// read a second: the sheets are small, and so are the bounds.
func FuzzReadSheet(f *testing.F) {
	const sheet = "xl/worksheets/sheet1.xml"
	data := workbook(f, sampleBook("省科技厅"))
	whole := partOf(f, data, sheet)
	f.Add(whole[:1500]) // cut in the midst of the rows
	f.Add([]byte(`<worksheet><sheetData><row r="9"><c r="XFD9" t="s"><v>-1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD99"/></mergeCells></worksheet>`))
	f.Add([]byte(tinySheet()))
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
