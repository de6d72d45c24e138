package reader

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang"
)

// xlsxNumbers turns numbers into what their formats show. Each pair of number and
// format is put once into a scratch workbook of our own making, which excelize
// then reads: it sees nothing of the source but numbers and format codes.
type xlsxNumbers struct {
	date1904 bool
	codes    map[int]string // custom formats by id
	seen     map[int]bool   // formats, built-in ones too, whose dates were put into Chinese
	index    map[xlsxNumber]int32
	pairs    []xlsxNumber
	shown    []string
}

type xlsxNumber struct {
	value  string
	format int
}

// What a scratch workbook may hold: longer codes are none (Excel's bound is 255),
// and as many formats as Excel has.
const (
	xlsxCode    = 255
	xlsxFormats = 64_000
	xlsxWide    = 500 // cells in a row of the scratch sheet
)

func newXLSXNumbers() *xlsxNumbers {
	return &xlsxNumbers{codes: map[int]string{}, seen: map[int]bool{}, index: map[xlsxNumber]int32{}}
}

// add takes a number in a format and returns its place, from 1 on; or its text at
// once where the format is General, and for what is no number.
func (n *xlsxNumbers) add(value string, format int) (int32, string) {
	v, err := strconv.ParseFloat(value, 64)
	if err != nil || len(value) > 64 || strings.Trim(value, "0123456789+-.eE") != "" {
		return 0, cellText(value)
	}
	code := n.code(format)
	if format == 0 || format == 49 || strings.EqualFold(code, "General") || code == "@" || len(code) > xlsxCode {
		return 0, general(v)
	}
	key := xlsxNumber{value, format}
	i, ok := n.index[key]
	if !ok {
		n.pairs = append(n.pairs, key)
		i = int32(len(n.pairs))
		n.index[key] = i
	}
	return i, ""
}

// code returns the code of a format, its dates as they are read in Chinese.
func (n *xlsxNumbers) code(format int) string {
	code, own := n.codes[format]
	if !own {
		code = builtinDates[format]
	}
	if !n.seen[format] { // once, and not for each cell
		n.seen[format] = true
		if x := chineseDate(code); x != code {
			n.codes[format], code = x, x
		}
	}
	return code
}

// general writes a number with the 15 digits that Excel keeps, so without the
// noise of binary fractions.
func general(v float64) string {
	s := strconv.FormatFloat(v, 'g', 15, 64)
	r, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return s
	}
	if a := max(r, -r); a != 0 && (a >= 1e21 || a < 1e-9) {
		return strings.Replace(strconv.FormatFloat(r, 'E', -1, 64), "E-0", "E-", 1)
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}

// text returns what the number at place i shows.
func (n *xlsxNumbers) text(i int32) string { return n.shown[i-1] }

// format fills in what all the numbers show. excelize is a large library that
// meets formats of anybody's making: a panic of its is a malformed source.
func (n *xlsxNumbers) format(o *ooxml) (err error) {
	if len(n.pairs) == 0 {
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			err = o.malformed("xl/styles.xml", "a number format can't be read", fmt.Errorf("%v", r))
		}
	}()
	book, err := n.scratch()
	if err != nil {
		return o.malformed("xl/styles.xml", "the number formats can't be read", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book), excelize.Options{CultureInfo: excelize.CultureNameZhCN,
		ShortDatePattern: "yyyy/m/d", LongDatePattern: "yyyy年m月d日",
		UnzipSizeLimit: o.in.opt.Limits.Expanded, UnzipXMLSizeLimit: o.in.opt.Limits.Expanded})
	if err != nil {
		return o.malformed("xl/styles.xml", "the number formats can't be read", err)
	}
	defer f.Close()
	rows, err := f.Rows("S")
	if err != nil {
		return o.malformed("xl/styles.xml", "the number formats can't be read", err)
	}
	for rows.Next() {
		row, err := rows.Columns()
		if err != nil {
			return o.malformed("xl/styles.xml", "the number formats can't be read", err)
		}
		width := min(xlsxWide, len(n.pairs)-len(n.shown))
		for i := range width {
			shown := ""
			if i < len(row) {
				shown = lineEnds(strings.ToValidUTF8(row[i], "\ufffd"))
			}
			n.shown = append(n.shown, shown)
		}
	}
	if len(n.shown) != len(n.pairs) {
		return &taizhang.Error{Kind: taizhang.Malformed, Path: o.in.src.Name, What: "the numbers can't be read", Remedy: ooxmlRemedy}
	}
	return nil
}

// scratch writes the workbook: one style a format, xlsxWide numbers a row.
func (n *xlsxNumbers) scratch() ([]byte, error) {
	const ns = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	style := map[int]int{}
	var codes, xfs, data bytes.Buffer
	for i, p := range n.pairs {
		s, ok := style[p.format]
		if !ok && len(style) < xlsxFormats {
			s = len(style) + 1
			style[p.format] = s
			id := p.format
			if code, ok := n.codes[p.format]; ok {
				id = 1000 + s
				fmt.Fprintf(&codes, `<numFmt numFmtId="%d" formatCode="`, id)
				if err := xml.EscapeText(&codes, []byte(code)); err != nil {
					return nil, err
				}
				codes.WriteString(`"/>`)
			}
			fmt.Fprintf(&xfs, `<xf numFmtId="%d" applyNumberFormat="1"/>`, id)
		}
		if i%xlsxWide == 0 {
			if i > 0 {
				data.WriteString("</row>")
			}
			data.WriteString("<row>")
		}
		fmt.Fprintf(&data, `<c s="%d"><v>%s</v></c>`, s, p.value)
	}
	data.WriteString("</row>")
	files := []struct{ name, text string }{
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
		{"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + rel + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="` + rel + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="` + rel + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/workbook.xml", fmt.Sprintf(`<workbook %s xmlns:r="%s"><workbookPr date1904="%t"/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>`, ns, rel, n.date1904)},
		{"xl/styles.xml", `<styleSheet ` + ns + `><numFmts>` + codes.String() + `</numFmts><cellXfs><xf numFmtId="0"/>` + xfs.String() + `</cellXfs></styleSheet>`},
		{"xl/worksheets/sheet1.xml", `<worksheet ` + ns + `><sheetData>` + data.String() + `</sheetData></worksheet>`},
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Store})
		if err != nil {
			return nil, err
		}
		if _, err := w.Write([]byte(f.text)); err != nil {
			return nil, err
		}
	}
	err := z.Close()
	return out.Bytes(), err
}
