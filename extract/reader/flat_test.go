package reader

import (
	"encoding/base64"
	"fmt"
	"sort"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/taizhang/taizhang"
)

const wordMLHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint" xmlns:aml="http://schemas.microsoft.com/aml/2001/core">`

func wordML(body string) string {
	return wordMLHead + `<w:fonts><w:font w:name="宋体"/></w:fonts><w:lists><w:listDef><w:lvl><w:lvlText w:val="%1."/></w:lvl></w:listDef></w:lists>` +
		`<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles><w:docPr><w:view w:val="print"/></w:docPr><w:body><wx:sect>` + body + `</wx:sect></w:body></w:wordDocument>`
}

func TestWordML(t *testing.T) {
	data := wordML(`<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>` + run("通知") + `</w:p>` +
		`<w:p><w:pPr><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、" wx:wTabBefore="360"/></w:listPr></w:pPr>` + run("任务") + `<w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>藏</w:t></w:r></w:p>` +
		`<w:p>` + run("1.承诺") + `<aml:annotation aml:id="1" w:type="Word.Comment"><aml:content><w:p>` + run("批注") + `</w:p></aml:content></aml:annotation>` +
		`<aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>删</w:delText></w:r></aml:content></aml:annotation><aml:annotation w:type="Word.Insertion"><aml:content>` + run("增") + `</aml:content></aml:annotation></w:p>` +
		`<w:tbl>` + tr(tc("", para("序号")), tc("", para("单位"))) + tr(tc("", para("1")), tc(`<w:vmerge w:val="restart"/>`, para("教育局"))) + tr(tc("", para("2")), tc(`<w:vmerge/>`, `<w:p/>`)) + `</w:tbl>` +
		`<w:sectPr><w:hdr w:type="odd">` + para("页眉") + `</w:hdr><w:ftr w:type="odd">` + para("页脚") + `</w:ftr></w:sectPr>`)
	want := `
		heading p[1]: 通知
		paragraph p[2]: 一、任务
		paragraph p[3]: 1.承诺增
		table table[1]
		  [序号][单位]
		  [1][教育局]
		  [2][^教育局]
		running header[1]: 页眉
		running footer[1]: 页脚
		! info comments-left-out: 文件带有 1 条批注，不是公布的正文，未读入
		! warning hidden-text: 文件中有 1 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`
	checkOutline(t, []byte(data), want)
	checkOutline(t, utf16le(strings.Replace(data, "UTF-8", "UTF-16", 1)), want)
}

func utf16le(s string) []byte {
	out := []byte("\xff\xfe")
	for _, r := range s {
		out = append(out, byte(r), byte(r>>8))
	}
	return out
}

// flatOPC writes the parts of a package as one XML file.
func flatOPC(parts map[string]string) []byte {
	var names []string
	for name := range parts {
		names = append(names, name)
	}
	sort.Strings(names)
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">`)
	for _, name := range names {
		text := strings.TrimPrefix(parts[name], `<?xml version="1.0" encoding="UTF-8"?>`)
		fmt.Fprintf(&b, `<pkg:part pkg:name="/%s"><pkg:xmlData>%s</pkg:xmlData></pkg:part>`, name, text)
	}
	fmt.Fprintf(&b, `<pkg:part pkg:name="/word/media/1.png"><pkg:binaryData>%s</pkg:binaryData></pkg:part>`, base64.StdEncoding.EncodeToString([]byte("png")))
	return []byte(b.String() + `</pkg:package>`)
}

func TestFlatOPC(t *testing.T) {
	for _, c := range docxCases {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, flatOPC(docxParts(c.body, c.more)), c.want) })
	}
	checkOutline(t, flatOPC(xlsxParts([2]string{"Sheet1", `<sheetData>` + row(1, "甲", "乙") + row(2, "丙", "丁") + `</sheetData>`})), `
		table Sheet1!A1:B2
		  [甲][乙]
		  [丙][丁]
		`)
	checkOutline(t, utf16Bytes(flatOPC(docxParts(para("一、任务"), nil))), "\n\t\tparagraph p[1]: 一、任务\n\t\t")
	whole := flatOPC(docxParts(para("甲"), nil))
	for n := 8; n < len(whole); n += 8 {
		if _, err := Read("x.doc", whole[:n], Options{}); err != nil && taizhang.KindOf(err) == "" {
			t.Fatalf("%d bytes: %v is untyped", n, err)
		}
	}
}

const xlsmlHead = `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:html="http://www.w3.org/TR/REC-html40">` +
	`<Styles><Style ss:ID="d"><NumberFormat ss:Format="yyyy&quot;年&quot;m&quot;月&quot;"/></Style><Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>`

func TestXLSML(t *testing.T) {
	cell := func(attrs, kind, text string) string {
		return `<Cell ` + attrs + `><Data ss:Type="` + kind + `">` + text + `</Data></Cell>`
	}
	checkOutline(t, []byte(xlsmlHead+`<Worksheet ss:Name="分工表"><Table><Column ss:Index="4" ss:Hidden="1"/>`+
		`<Row>`+cell(`ss:MergeAcross="4"`, "String", "重点任务分工表")+`</Row>`+
		`<Row>`+cell("", "String", "序号")+cell("", "String", "任务")+cell("", "String", "单位")+cell("", "String", "内部")+cell("", "String", "时限")+`</Row>`+
		`<Row>`+cell("", "Number", "1")+cell("", "String", "甲<S>乙</S><B>丙</B>")+cell(`ss:MergeDown="1"`, "String", "教育局")+`<Cell ss:Index="5" ss:StyleID="d"><Data ss:Type="DateTime">2023-06-15T00:00:00.000</Data><Comment><Data>批注</Data></Comment></Cell></Row>`+
		`<Row ss:Hidden="1">`+cell("", "Number", "9")+`</Row>`+
		`<Row ss:Index="5">`+cell("", "Number", "2")+cell(`ss:StyleID="p"`, "Number", "0.85")+`<Cell/>`+cell("", "String", "密")+cell("", "DateTime", "2023-07-01T00:00:00.000")+`</Row>`+
		`<Row>`+cell("", "Number", "3")+cell(`ss:StyleID="s"`, "String", "全删")+cell("", "Error", "#REF!")+`</Row></Table></Worksheet>`+
		`<Worksheet ss:Name="字典"><Table><Row>`+cell("", "String", "选项")+`</Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>`), `
		heading 分工表: 分工表
		paragraph 分工表!A1: 重点任务分工表
		table 分工表!A2:E6
		  [序号][任务][单位][时限]
		  [1][甲丙][教育局][2023年6月]
		  [2][85.00%][][2023-07-01]
		  [3][][#REF!][]
		chrome 字典!A1: 选项
		! warning hidden-cells: 工作表“分工表”第 4 行被隐藏，未读入，D 列被隐藏，未读入；请核对是否属于公布的内容
		! warning hidden-cells: 工作表“字典”被隐藏，内容未作为任务读入；请核对是否属于公布的内容
		! warning hidden-text: 文件中有 3 个字加了删除线，未读入；如属正文，请去掉删除线后重新读取
		! warning formula-no-value: 单元格里是公式的错误值：分工表!C6；请用 Excel 或 WPS 改正并保存后重新读取
		! info comments-left-out: 文件带有 1 条批注，不是公布的正文，未读入
		`)
	checkOutline(t, utf16Bytes([]byte(xlsmlHead+`<Worksheet ss:Name="a"><Table><Row>`+cell("", "String", "甲")+cell("", "String", "乙")+`</Row><Row>`+cell("", "String", "丙")+cell("", "String", "丁")+`</Row></Table></Worksheet></Workbook>`)), `
		table a!A1:B2
		  [甲][乙]
		  [丙][丁]
		`)
}

// utf16Bytes is UTF-8 as UTF-16 with its mark, as Office saves XML too.
func utf16Bytes(b []byte) []byte {
	out := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(string(b))) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

func TestOtherXML(t *testing.T) {
	for _, data := range []string{`<?xml version="1.0"?><uof:UOF xmlns:uof="http://schemas.uof.org/cn/2009/uof"><a>甲</a></uof:UOF>`,
		`<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><text:p>甲</text:p></office:document>`} {
		if _, err := Read("x.doc", []byte(data), Options{}); taizhang.KindOf(err) != taizhang.Unsupported {
			t.Errorf("got %v", err)
		}
	}
}

// TestSingleFilePages opens what Word and Excel save as one file.
func TestSingleFilePages(t *testing.T) {
	head := "MIME-Version: 1.0\r\n"
	page := func(location, html string) string {
		return "Content-Location: file:///C:/" + location + "\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n" + html
	}
	wantItems(t, expand(t, []byte(head+mailOf("related", page("x.htm", "<p>通知</p>"), page("x.files/header.htm", "<p>页眉</p>"), "Content-Location: file:///C:/x.files/filelist.xml\r\nContent-Type: text/xml\r\n\r\n<xml/>\r\n",
		"Content-Location: file:///C:/x.files/themedata.thmx\r\nContent-Type: application/vnd.ms-officetheme\r\n\r\nx\r\n")), Options{}), "-!/body.html=<p>通知</p>")
	wantItems(t, expand(t, []byte(head+mailOf("related", page("x.htm", "<html><frameset rows=1><frame></frameset></html>"), page("x.files/sheet001.htm", "<p>甲</p>"), page("x.files/tabstrip.htm", "<p>标签</p>"))), Options{}), "-!/body~2.html=<p>甲</p>")
}

func init() {
	hostileSeeds["wordml"] = hostileSeed{make: func(t testing.TB) []byte { return []byte(wordML(strings.Repeat(para("任务"), 50))) }, most: 40}
	hostileSeeds["xlsml"] = hostileSeed{make: func(t testing.TB) []byte {
		return []byte(xlsmlHead + `<Worksheet ss:Name="a"><Table>` + strings.Repeat(`<Row><Cell ss:MergeDown="1"><Data ss:Type="Number">1</Data></Cell></Row>`, 50) + `</Table></Worksheet></Workbook>`)
	}, most: 40}
}
