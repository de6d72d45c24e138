package reader

import (
	"archive/zip"
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// everyConstruct is one document of all the bodies that the tests know.
func everyConstruct(t testing.TB) []byte {
	var body, numbering, styles strings.Builder
	more := map[string]string{}
	for _, c := range docxCases {
		body.WriteString(c.body)
		for name, text := range c.more {
			more[name] = text
		}
	}
	for _, c := range docxTables {
		body.WriteString(c.body)
	}
	for _, c := range docxListCases {
		body.WriteString(c.body)
		numbering.WriteString(c.numbering)
		styles.WriteString(c.styles)
	}
	more["numbering.xml"] = `<w:numbering ` + nsW + `>` + numbering.String() + `</w:numbering>`
	more["styles.xml"] = `<w:styles ` + nsW + `>` + styles.String() + `</w:styles>`
	return docxOf(t, body.String(), more)
}

func everyCell(t testing.TB) []byte {
	return zipOf(t, xlsxParts([2]string{"Sheet1", `<cols><col min="2" max="3" hidden="1"/></cols><sheetData>` + row(1, "题") + row(2, "甲", "乙") +
		`<row hidden="1"><c s="1"><v>42794</v></c><c t="s"><v>1</v></c></row></sheetData>` + merges("A1:B1")}, [2]string{"二/hidden", `<sheetData>` + row(1, "x") + `</sheetData>`}))
}

// TestOOXMLDamage: cut off at every eighth byte or with a bit flipped, a file is a
// typed error or a sound document, and at once.
func TestOOXMLDamage(t *testing.T) {
	for name, data := range map[string][]byte{"docx": everyConstruct(t), "xlsx": everyCell(t)} {
		kinds := map[taizhang.ErrorKind]int{}
		for n := 8; n < len(data); n += 8 {
			kinds[kindOfRead(t, data[:n], Options{})]++
		}
		if kinds[""] > 0 || kinds[taizhang.Malformed] < len(data)/8*9/10 {
			t.Errorf("%s cut off: %v", name, kinds)
		}
		for n := 0; n < len(data); n += 3 {
			bad := bytes.Clone(data)
			bad[n] ^= 1 << (n / 3 % 8)
			kindOfRead(t, bad, Options{})
		}
	}
}

func TestOOXMLLimits(t *testing.T) {
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 2500) + strings.Repeat("</w:sdtContent></w:sdt>", 2500)
	nested := strings.Repeat("<w:tbl><w:tr><w:tc>", 120) + para("底") + strings.Repeat("</w:tc></w:tr></w:tbl>", 120)
	entity := docxParts(para("&lol;"), nil)
	entity["word/document.xml"] = strings.Replace(entity["word/document.xml"], "<w:document", `<!DOCTYPE x [<!ENTITY lol "lol">]><w:document`, 1)
	many := docxParts(para("甲"), nil)
	for i := range 200 {
		many[fmt.Sprintf("word/media/%d.png", i)] = ""
	}
	wide := &strings.Builder{}
	for range 100_000 {
		wide.WriteString(`<c t="str"><v>x</v></c>`)
	}
	flat := &strings.Builder{}
	for i := range 3000 {
		fmt.Fprintf(flat, `<mergeCell ref="A1:C%d"/>`, 1000+i)
	}
	tall := &strings.Builder{}
	for i := range 3000 {
		tall.WriteString(row(i+1, "甲", "乙", "丙"))
	}
	locked := docxOf(t, para("甲"), nil)
	for _, magic := range []string{"PK\x01\x02", "PK\x03\x04"} {
		at := 6
		if magic == "PK\x01\x02" {
			at = 8
		}
		for i := 0; i < len(locked); i++ {
			if strings.HasPrefix(string(locked[i:]), magic) {
				locked[i+at] |= 1
			}
		}
	}
	for _, c := range []struct {
		name string
		data []byte
		opt  Options
		want taizhang.ErrorKind
	}{
		{"ratio", docxOf(t, para(strings.Repeat("　", 1<<20)), nil), Options{}, taizhang.TooLarge},
		{"total", docxOf(t, para("甲"), map[string]string{"x.bin": strings.Repeat("\x00\x01", 1<<20)}), Options{Limits: Limits{Expanded: 1 << 20}}, taizhang.TooLarge},
		{"entries", zipOf(t, many), Options{Limits: Limits{Entries: 100}}, taizhang.TooLarge},
		{"one part", docxOf(t, para(strings.Repeat("　", docxPart/3)), nil), Options{Limits: Limits{Ratio: 10_000}}, taizhang.TooLarge},
		{"one text", docxOf(t, para(strings.Repeat("　", 2<<20)), nil), Options{Limits: Limits{Ratio: 10_000}}, taizhang.TooLarge},
		{"deep", docxOf(t, deep+para("甲"), nil), Options{}, taizhang.TooLarge},
		{"nested tables", docxOf(t, nested, nil), Options{}, ""},
		{"entity", zipOf(t, entity), Options{}, taizhang.Malformed},
		{"no main part", zipOf(t, map[string]string{"[Content_Types].xml": "<x/>", "word/document9.xml": "<x/>"}), Options{}, taizhang.Malformed},
		{"cells of a table", docxOf(t, `<w:tbl>`+strings.Repeat(tr(tc("", para("甲")), tc("", para("乙"))), 60)+`</w:tbl>`, nil), Options{Limits: Limits{Cells: 100}}, taizhang.TooLarge},
		{"wide row", xlsxOf(t, `<row>`+wide.String()+`</row>`), Options{Limits: Limits{Ratio: 10_000}}, taizhang.Malformed},
		{"cells of a sheet", xlsxOf(t, tall.String()), Options{Limits: Limits{Cells: 8999}}, taizhang.TooLarge},
		{"overlapping merges", zipOf(t, xlsxParts([2]string{"S", `<sheetData>` + tall.String() + `</sheetData><mergeCells>` + flat.String() + `</mergeCells>`})), Options{}, taizhang.TooLarge},
		{"bad row", xlsxOf(t, `<row r="1048577"/>`), Options{}, taizhang.Malformed},
		{"bad cell", xlsxOf(t, `<row><c r="4B"/></row>`), Options{}, taizhang.Malformed},
		{"bad string", xlsxOf(t, `<row><c t="s"><v>99</v></c></row>`), Options{}, taizhang.Malformed},
		{"empty document", docxOf(t, `<w:p/>`, nil), Options{}, taizhang.Empty},
		{"empty workbook", xlsxOf(t, ``), Options{}, taizhang.Empty},
		{"pictures alone", docxOf(t, `<w:p/>`, map[string]string{"image1.xml": ""}), Options{}, taizhang.NeedsOCR},
		{"encrypted entry", locked, Options{}, taizhang.Encrypted},
		{"encrypted package", append([]byte(ole2), encryptedPackage...), Options{}, taizhang.Encrypted},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got taizhang.ErrorKind
			if mb := allocated(func() { got = kindOfRead(t, c.data, c.opt) }) >> 20; mb > 2048 {
				t.Errorf("it took %d MB in all", mb)
			}
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// allocated counts the bytes that f asks for, by which what grows beyond its limits shows
// on a machine of any speed.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// TestOOXMLLyingSizes: an entry that unpacks to more than its header says is damaged.
func TestOOXMLLyingSizes(t *testing.T) {
	parts := docxParts(para(strings.Repeat("一二三四五六七八九十", 1000)), nil)
	data := zipOf(t, parts)
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	for _, f := range z.File {
		f.UncompressedSize64 = 100
	}
	o := &ooxml{in: input{opt: Options{Limits: DefaultLimits}}, parts: map[string]*zip.File{}, bound: docxPart}
	for _, f := range z.File {
		o.parts[partName(f.Name)] = f
	}
	d := &docx{o: o, b: &builder{}}
	if err := d.story("word/document.xml", d.emit); taizhang.KindOf(err) != taizhang.Malformed {
		t.Errorf("got %v", err)
	}
}

// FuzzOOXML: the parts of a Word document and of a workbook, whatever is in them,
// are a typed error or a sound document, and no end of work.
func FuzzOOXML(f *testing.F) {
	for _, c := range docxCases {
		f.Add(false, c.body, c.more["styles.xml"], "")
	}
	for _, c := range docxTables {
		f.Add(false, c.body, "", "")
	}
	for _, c := range docxListCases {
		f.Add(false, c.body, c.styles, c.numbering)
	}
	f.Add(true, `<sheetData>`+row(1, "题")+row(2, "甲", "乙&#10;丙")+`<row><c s="1"><v>42794</v></c><c t="s"><v>1</v></c><c s="2"><v>-1.5</v></c></row></sheetData>`+merges("A1:B1"), "yyyy年m月", `#,##0.00_);[Red](#,##0.00);"-"`)
	f.Add(true, `<cols><col min="1" max="9" hidden="1"/></cols><sheetData>`+row(1, "甲", "-", "乙")+row(5, "丙", "丁")+`</sheetData>`+merges("A1:A5", "A5:B5"), "[$-804]aaaa", "_(* ??/??_)")
	f.Fuzz(func(t *testing.T, book bool, body, a, b string) {
		var data []byte
		if book {
			parts := xlsxParts([2]string{"Sheet1", body})
			parts["xl/styles.xml"] = `<styleSheet><numFmts><numFmt numFmtId="200" formatCode="` + a + `"/><numFmt numFmtId="201" formatCode="` + b + `"/></numFmts><cellXfs><xf/><xf numFmtId="200"/><xf numFmtId="201"/></cellXfs></styleSheet>`
			data = zipBy(t, zip.Store, parts)
		} else {
			data = zipBy(t, zip.Store, docxParts(body, map[string]string{"styles.xml": `<w:styles>` + a + `</w:styles>`, "numbering.xml": `<w:numbering>` + b + `</w:numbering>`}))
		}
		mb := allocated(func() { kindOfRead(t, data, Options{Limits: Limits{Cells: 10_000, Expanded: 8 << 20}}) }) >> 20
		if mb > 512 {
			t.Fatalf("it took %d MB in all", mb)
		}
	})
}

// FuzzOOXMLBytes: the same of files with any bytes.
func FuzzOOXMLBytes(f *testing.F) {
	f.Add(everyConstruct(f))
	f.Add(everyCell(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		if isDOCX(data) || isXLSX(data) {
			kindOfRead(t, data, Options{Limits: Limits{Cells: 10_000, Expanded: 8 << 20}})
		}
	})
}

func BenchmarkDOCX(b *testing.B) {
	benchmarkRead(b, docxOf(b, strings.Repeat(listed(1, 0, "加强知识产权保护，完善政策措施（责任单位：省知识产权局、省教育厅）。")+`<w:tbl>`+tr(tc("", para("序号")), tc("", para("任务")))+tr(tc("", para("1")), tc("", para("推进工作")))+`</w:tbl>`, 3000),
		map[string]string{"numbering.xml": `<w:numbering ` + nsW + `>` + abstract(0, lvl(0, "decimal", "%1.", "")) + num(1, 0, "") + `</w:numbering>`}))
}

func BenchmarkXLSX(b *testing.B) {
	var rows strings.Builder
	for i := range 20_000 {
		rows.WriteString(row(i+1, fmt.Sprint(i), "推进工作任务落实", "省教育厅", "2017年12月底前"))
		rows.WriteString(fmt.Sprintf(`<row><c s="1"><v>%d</v></c><c s="3"><v>0.%d</v></c></row>`, 40000+i%365, i))
	}
	benchmarkRead(b, xlsxOf(b, rows.String()))
}

func benchmarkRead(b *testing.B, data []byte) {
	o, err := openOOXML(input{data: data, opt: Options{Limits: DefaultLimits}}, xlsxPart)
	must(b, err)
	size := int64(0)
	for _, f := range o.parts {
		size += int64(f.UncompressedSize64)
	}
	b.SetBytes(size) // unpacked
	b.ReportAllocs()
	b.ReportMetric(float64(size)/float64(len(data)), "unpacked/packed")
	for b.Loop() {
		if _, err := Read("x", data, Options{Limits: Limits{Ratio: 10_000}}); err != nil {
			b.Fatal(err)
		}
	}
}

// TestChunksWithoutEnd: a page that a document takes in again and again is read until that
// is too much, and then it is said that something was left out.
func TestChunksWithoutEnd(t *testing.T) {
	page := "<html><body><p>一、开展培训。</p><!--" + strings.Repeat("x", docxChunks/2) + "--></body></html>"
	body := strings.Repeat(`<w:altChunk r:id="afchunk1"/>`, 50)
	doc, err := Read("n", docxOf(t, body, map[string]string{"afchunk1.xml": page}), Options{Limits: Limits{Ratio: 10_000}})
	must(t, err)
	if n := strings.Count(doc.Text, "一、开展培训。"); n < 2 || n > 3 {
		t.Errorf("taken in %d times", n)
	}
	if len(doc.Findings) != 1 || doc.Findings[0].Code != "embedded-left-out" {
		t.Errorf("%+v", doc.Findings)
	}
}
