package reader

import (
	"fmt"
	"strings"
	"testing"
)

// tabParts are the parts of a workbook; a sheet is its name, state after a /, and XML.
func xlsxParts(sheets ...[2]string) map[string]string {
	parts := map[string]string{"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`}
	var list strings.Builder
	rels := []string{"st styles styles.xml", "ss sharedStrings sharedStrings.xml"}
	for i, s := range sheets {
		name, state, _ := strings.Cut(s[0], "/")
		fmt.Fprintf(&list, `<sheet name="%s" sheetId="%d" state="%s" r:id="r%d"/>`, name, i+1, state, i)
		rels = append(rels, fmt.Sprintf("r%d worksheet worksheets/sheet%d.xml", i, i))
		parts[fmt.Sprintf("xl/worksheets/sheet%d.xml", i)] = `<worksheet ` + nsX + `>` + s[1] + `</worksheet>`
	}
	parts["xl/workbook.xml"] = `<workbook ` + nsX + `><sheets>` + list.String() + `</sheets></workbook>`
	parts["xl/_rels/workbook.xml.rels"] = relsOf(rels...)
	parts["xl/sharedStrings.xml"] = `<sst ` + nsX + `><si><t>共享</t></si><si><r><t>富</t></r><r><rPr/><t>文本</t></r><rPh><t>fu</t></rPh></si><si><t>上_x000D_
下</t></si></sst>`
	parts["xl/styles.xml"] = `<styleSheet ` + nsX + `><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="0.0%"/><numFmt numFmtId="166" formatCode="000"/></numFmts>` +
		`<fonts><font/><font><strike/></font><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF0070C0"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor theme="0"/></patternFill></fill></fills><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="9"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="4"/><xf numFmtId="57"/><xf numFmtId="31"/><xf numFmtId="0" fontId="1"/><xf fontId="2" fillId="0"/><xf fontId="2" fillId="1"/><xf fontId="3" fillId="2"/></cellXfs></styleSheet>`
	return parts
}

func xlsxOf(t testing.TB, rows string) []byte {
	t.Helper()
	return zipOf(t, xlsxParts([2]string{"Sheet1", `<sheetData>` + rows + `</sheetData>`}))
}

// row writes cells from A on; - is no cell.
func row(n int, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d">`, n)
	for i, c := range cells {
		if c != "-" {
			fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t>%s</t></is></c>`, cellName(n, i+1), c)
		}
	}
	return b.String() + `</row>`
}

func merges(refs ...string) string {
	s := `<mergeCells>`
	for _, r := range refs {
		s += `<mergeCell ref="` + r + `"/>`
	}
	return s + `</mergeCells>`
}

func TestXLSX(t *testing.T) {
	for _, c := range []struct {
		name   string
		sheets [][2]string
		want   string
	}{
		{"titles, table, note", [][2]string{{"Sheet1", `<sheetData>` + row(1, "附件1") + row(2, "重点任务分工表") + row(3, "-", "-", "单位：万元") + row(4, "序号", "任务", "责任单位") +
			row(5, "1", "甲", "教育局") + row(6, "2", "乙") + row(7, "注：按月报送") + `</sheetData>` + merges("A2:C2", "C5:C6", "A7:C7")}}, `
		paragraph Sheet1!A1: 附件1
		paragraph Sheet1!A2: 重点任务分工表
		paragraph Sheet1!C3: 单位：万元
		table Sheet1!A4:C6
		  [序号][任务][责任单位]
		  [1][甲][教育局]
		  [2][乙][^教育局]
		paragraph Sheet1!A7: 注：按月报送
		`},
		{"two rows of headers", [][2]string{{"Sheet1", `<sheetData>` + row(1, "序号", "目标") + row(2, "-", "上半年", "全年") + row(3, "1", "a", "b") + `</sheetData>` + merges("A1:A2", "B1:C1")}}, `
		table Sheet1!A1:C3
		  [序号][目标][^目标]
		  [^序号][上半年][全年]
		  [1][a][b]
		`},
		{"lines and gaps", [][2]string{{"Sheet1", `<sheetData>` + row(2, "-", "甲", "-", "乙&#10;丙") + row(9, "-", "丁", "-", "戊") + `</sheetData>`}}, `
		table Sheet1!B2:D9
		  [甲][乙|丙]
		  [丁][戊]
		`},
		{"several sheets", [][2]string{{"Sheet1", `<sheetData>` + row(1, "甲", "乙") + row(2, "丙", "丁") + `</sheetData>`}, {"任务 表", `<sheetData>` + row(1, "只有") + row(2, "文字") + `</sheetData>`}, {"空", `<sheetData/>`},
			{"字典/hidden", `<sheetData>` + row(1, "选项") + `</sheetData>`}}, `
		chrome Sheet1: Sheet1
		table Sheet1!A1:B2
		  [甲][乙]
		  [丙][丁]
		heading '任务 表': 任务 表
		paragraph '任务 表'!A1: 只有
		paragraph '任务 表'!A2: 文字
		chrome 字典!A1: 选项
		! warning hidden-cells: 工作表“字典”被隐藏，内容未作为任务读入；请核对是否属于公布的内容
		`},
		{"hidden and covered", [][2]string{{"Sheet1", `<cols><col min="2" max="2" hidden="1"/></cols><sheetData>` + row(1, "甲", "乙", "丙") + strings.Replace(row(2, "1", "2", "3"), `<row `, `<row hidden="1" `, 1) +
			strings.Replace(row(3, "1", "2", "3"), `<row `, `<row hidden="true" `, 1) + row(4, "4", "5", "6") + `</sheetData>` + merges("A4:B4")}}, `
		table Sheet1!A1:C4
		  [甲][丙]
		  [4][6]
		! warning hidden-cells: 工作表“Sheet1”第 2-3 行被隐藏，未读入，B 列被隐藏，未读入；请核对是否属于公布的内容
		`},
		{"covered", [][2]string{{"Sheet1", `<sheetData>` + row(1, "甲", "乙", "丙") + row(2, "4", "5", "6") + `</sheetData>` + merges("A2:B2")}}, `
		table Sheet1!A1:C2
		  [甲][乙][丙]
		  [4][5][6]
		! warning hidden-cells: 工作表“Sheet1”合并单元格遮住了 B2 的内容，已一并读入；请核对是否属于公布的内容
		`},
		{"merged out of hidden rows", [][2]string{{"Sheet1", `<cols><col min="1" max="1" width="0" customWidth="1"/></cols><sheetData>` + row(1, "宽", "-", "单位") +
			strings.Replace(row(2, "1", "2", "教育局"), `<row `, `<row ht="0" customHeight="1" `, 1) + row(3, "1", "任务", "-") + `</sheetData>` + merges("A1:B1", "C2:C3")}}, `
		table Sheet1!B1:C3
		  [宽][单位]
		  [任务][教育局]
		! warning hidden-cells: 工作表“Sheet1”第 2 行被隐藏，未读入，A 列被隐藏，未读入；请核对是否属于公布的内容
		`},
		{"all hidden", [][2]string{{"甲", `<sheetData>` + strings.Replace(row(1, "1", "2"), `<row `, `<row hidden="1" `, 1) + `</sheetData>`}, {"乙", `<sheetData>` + row(1, "见") + `</sheetData>`}}, `
		paragraph 乙!A1: 见
		! warning hidden-cells: 工作表“甲”第 1 行被隐藏，未读入；请核对是否属于公布的内容
		`},
		{"struck through", [][2]string{{"Sheet1", `<sheetData>` + row(1, "单位", "次数") + `<row><c t="inlineStr" s="9"><is><t>商务局</t></is></c><c s="9"><v>12</v></c></row>` +
			`<row><c t="inlineStr"><is><r><rPr><strike/></rPr><t>商务局</t></r><r><rPr><strike val="0"/></rPr><t>司法局</t></r></is></c><c><v>3</v></c></row></sheetData>`}}, `
		table Sheet1!A1:B3
		  [单位][次数]
		  [司法局][3]
		! warning hidden-text: 文件中有 8 个字加了删除线，未读入；如属正文，请去掉删除线后重新读取
		`},
		{"white on white", [][2]string{{"Sheet1", `<sheetData><row><c t="inlineStr" s="11"><is><t>单位</t></is></c><c t="inlineStr" s="11"><is><t>次数</t></is></c></row>` +
			`<row><c t="inlineStr"><is><t>商务局</t></is></c><c s="10"><v>12</v></c></row><row><c t="inlineStr" s="12"><is><t>司法局</t></is></c><c><v>3</v></c></row></sheetData>`}}, `
		table Sheet1!A1:B3
		  [单位][次数]
		  [商务局][]
		  [][3]
		! warning hidden-text: 文件中有 5 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
		{"white on what a condition paints", [][2]string{{"Sheet1", `<sheetData><row><c t="inlineStr" s="10"><is><t>单位</t></is></c><c><v>3</v></c></row></sheetData><conditionalFormatting sqref="A1"/>`}}, `
		paragraph Sheet1!A1: 单位
		paragraph Sheet1!B1: 3
		`},
		{"a picture in a cell", [][2]string{{"Sheet1", `<sheetData>` + row(1, "单位", "图") + `<row><c t="inlineStr"><is><t>商务局</t></is></c><c t="str"><f>_xlfn.DISPIMG("ID_61",1)</f><v>=DISPIMG("ID_61",1)</v></c></row></sheetData>`}}, `
		table Sheet1!A1:B2
		  [单位][图]
		  [商务局][]
		! warning embedded-left-out: 文件中嵌有图表、图示、文本框或其他文件，其中的文字未读入；请打开原文件核对
		`},
		{"values", [][2]string{{"Sheet1", `<sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c></row>` +
			`<row><c><v>0.30000000000000004</v></c><c><v>20170228</v></c><c><v>1.5E-3</v></c></row>` +
			`<row><c s="1"><v>42794</v></c><c s="2"><v>42794</v></c><c s="8"><v>42794</v></c></row>` +
			`<row><c s="3"><v>0.85</v></c><c s="4"><v>0.855</v></c><c s="5"><v>7</v></c></row>` +
			`<row><c s="6"><v>1234567.891</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c></row>` +
			`<row><c t="str"><f>A1&amp;"x"</f><v>式</v></c><c><f>1+1</f><v>2</v></c><c><f>1+2</f></c></row></sheetData>`}}, `
		table Sheet1!A1:C6
		  [共享][富文本][上|下]
		  [0.3][20170228][0.0015]
		  [2017/2/28][2017年2月][2017年2月28日]
		  [85%][85.5%][007]
		  [1,234,567.89][TRUE][#N/A]
		  [式][2][]
		! warning formula-no-value: 单元格里是公式的错误值：Sheet1!C5；请用 Excel 或 WPS 改正并保存后重新读取
		! warning formula-no-value: 公式没有保存计算结果，未读入：Sheet1!C6；请用 Excel 或 WPS 打开并保存后重新读取
		`},
	} {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, zipOf(t, xlsxParts(c.sheets...)), c.want) })
	}
}

func TestXLSXFarCorners(t *testing.T) {
	data := zipOf(t, xlsxParts([2]string{"Sheet1", `<dimension ref="A1:XFD1048576"/><sheetData>` + row(1, "甲", "乙") +
		`<row r="1048576"><c r="A1048576" t="str"><v>丙</v></c><c r="XFD1048576" t="str"><v>丁</v></c></row></sheetData>` + merges("A1:A1048575", "B1:XFD1")}))
	checkOutline(t, data, `
		table Sheet1!A1:XFD1048576
		  [甲][乙][^乙]
		  [丙][][丁]
		`)
}

func TestGeneral(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1: "1", -2.5: "-2.5", 0.1 + 0.2: "0.3", 123456789012345: "123456789012345", 1e20: "100000000000000000000", 1e22: "1E+22", 1.5e-12: "1.5E-12"} {
		if got := general(v); got != want {
			t.Errorf("%g: %s, want %s", v, got, want)
		}
	}
}

// TestChineseDate: what no reader could tell apart is shown in Chinese order, all else as its format says.
func TestChineseDate(t *testing.T) {
	for code, want := range map[string]string{
		"mmm-yy": `yyyy"年"m"月"`, "d-mmm": `m"月"d"日"`, "[$-409]d-mmm-yyyy;@": `yyyy"年"m"月"d"日"`, "dd/mm/yyyy": `yyyy"年"m"月"d"日"`, "mm/dd/yy": `yyyy"年"m"月"d"日"`, "m/d/yyyy h:mm AM/PM": `yyyy"年"m"月"d"日"`,
		"yyyy-mm-dd": "", "yyyy/m/d h:mm:ss": "", "m/d": "", "mm:ss": "", "h:mm": "", "dddd": "", `yyyy"年"m"月"`: "", `d"日"m"月"`: `m"月"d"日"`, "0.00": "", "0.00;[Red]-0.00": "", `yyyy"年"m"月"d"日";@`: "", `0"月底前"`: "", "General": "", "[h]:mm": "",
	} {
		if want == "" {
			want = code
		}
		if got := chineseDate(code); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}
