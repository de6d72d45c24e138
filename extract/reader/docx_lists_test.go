package reader

import (
	"fmt"
	"strings"
	"testing"
)

// lvl writes one level of a list.
func lvl(i int, format, text, more string) string {
	return fmt.Sprintf(`<w:lvl w:ilvl="%d"><w:start w:val="1"/><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/>%s</w:lvl>`, i, format, text, more)
}

func abstract(id int, levels ...string) string {
	return fmt.Sprintf(`<w:abstractNum w:abstractNumId="%d">%s</w:abstractNum>`, id, strings.Join(levels, ""))
}

func num(id, abstract int, more string) string {
	return fmt.Sprintf(`<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>`, id, abstract, more)
}

func listed(id, level int, text string) string {
	return fmt.Sprintf(`<w:p><w:pPr><w:numPr><w:ilvl w:val="%d"/><w:numId w:val="%d"/></w:numPr></w:pPr>%s</w:p>`, level, id, run(text))
}

func styled(style, more, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + more + `</w:pPr>` + run(text) + `</w:p>`
}

var docxListCases = []struct{ name, numbering, styles, body, want string }{
	{"outline of a notice", abstract(0, lvl(0, "chineseCounting", "%1、", ""), lvl(1, "chineseCounting", "（%2）", ""), lvl(2, "decimal", "%3.", "")) + num(1, 0, ""), "",
		listed(1, 0, "总体要求") + listed(1, 0, "重点任务") + listed(1, 1, "加强") + listed(1, 2, "推进") + listed(1, 2, "2025年底前完成") + listed(1, 1, "完善") + listed(1, 2, "建立") + listed(1, 0, "保障"),
		"一、总体要求 二、重点任务 （一）加强 1.推进 2. 2025年底前完成 （二）完善 1.建立 三、保障"},
	{"continues over other paragraphs", abstract(0, lvl(0, "decimal", "%1．", "")) + num(1, 0, ""), "", listed(1, 0, "甲") + para("插") + listed(1, 0, "乙"), "1．甲 插 2．乙"},
	{"uses of one list count on", abstract(0, lvl(0, "decimal", "%1.", "")) + num(1, 0, "") + num(2, 0, ""), "", listed(1, 0, "甲") + listed(2, 0, "乙"), "1.甲 2.乙"},
	{"startOverride", abstract(0, lvl(0, "decimal", "%1.", "")) + num(1, 0, "") + num(2, 0, `<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>`), "",
		listed(1, 0, "甲") + listed(1, 0, "乙") + listed(2, 0, "丙") + listed(2, 0, "丁"), "1.甲 2.乙 5.丙 6.丁"},
	{"lvlOverride", abstract(0, lvl(0, "decimal", "%1.", "")) + num(1, 0, `<w:lvlOverride w:ilvl="0">`+lvl(0, "upperLetter", "%1)", "")+`</w:lvlOverride>`), "", listed(1, 0, "甲"), "A)甲"},
	{"restarts", abstract(0, lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%2)", `<w:lvlRestart w:val="0"/>`), lvl(2, "lowerLetter", "%3)", `<w:lvlRestart w:val="1"/>`)) + num(1, 0, ""), "",
		listed(1, 0, "甲") + listed(1, 1, "乙") + listed(1, 2, "丙") + listed(1, 1, "丁") + listed(1, 2, "戊") + listed(1, 0, "己") + listed(1, 1, "庚") + listed(1, 2, "辛"),
		"1.甲 1)乙 a)丙 2)丁 b)戊 2.己 3)庚 a)辛"},
	{"legal numbers", abstract(0, lvl(0, "chineseCounting", "第%1章", ""), lvl(1, "decimal", "%1.%2", `<w:isLgl/><w:suff w:val="space"/>`), lvl(2, "decimal", "%1.%2.%3", "")) + num(1, 0, ""), "",
		listed(1, 1, "先") + listed(1, 0, "总则") + listed(1, 1, "目的") + listed(1, 2, "细"), "1.1 先 第一章 总则 1.1 目的 一.1.1 细"},
	{"suffixes", abstract(0, lvl(0, "decimal", "%1.", `<w:suff w:val="nothing"/>`), lvl(1, "chineseCountingThousand", "第%2条", ""), lvl(2, "decimalEnclosedCircleChinese", "%3", ""), lvl(3, "bullet", "\uf0b7", `<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>`), lvl(4, "none", "附：", ""), lvl(5, "none", "", "")) + num(1, 0, ""), "",
		listed(1, 0, "2025年") + listed(1, 1, "各单位") + listed(1, 2, "圆") + listed(1, 3, "点") + listed(1, 4, "件") + listed(1, 5, "空"), "1.2025年 第一条 各单位 ①圆 • 点 附：件 空"},
	{"number alone", abstract(0, lvl(0, "decimal", "%1", "")) + num(1, 0, ""), "", listed(1, 0, "") + listed(1, 0, ""), "1 2"},
	{"deleted paragraphs don't count", abstract(0, lvl(0, "decimal", "%1.", "")) + num(1, 0, ""), "",
		`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del>` + run("删") + `</w:del></w:p>` + listed(1, 0, "甲"), "1.甲"},
	{"by style", abstract(0, lvl(0, "chineseCounting", "%1、", `<w:pStyle w:val="1"/>`), lvl(1, "chineseCounting", "（%2）", `<w:pStyle w:val="2"/>`)) + num(1, 0, ""),
		`<w:style w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style><w:style w:styleId="2"><w:basedOn w:val="1"/></w:style><w:style w:styleId="3"><w:basedOn w:val="2"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>`,
		styled("1", "", "甲") + styled("2", "", "乙") + styled("3", "", "丙") + styled("2", "", "丁") + styled("1", `<w:numPr><w:numId w:val="0"/></w:numPr>`, "戊") + styled("1", "", "己"),
		"一、甲 （一）乙 丙 （二）丁 戊 二、己"},
	{"numbering style", `<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="S"/>` + lvl(0, "decimal", "(%1)", "") + `</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="S"/></w:abstractNum>` + num(1, 0, "") + num(2, 1, ""),
		`<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`, listed(2, 0, "甲"), "(1)甲"},
	{"unknown list", num(1, 7, ""), "", listed(1, 0, "甲") + listed(9, 0, "乙") + listed(1, 99, "丙"), "甲 乙 丙"},
	{"custom", abstract(0, `<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>`) + num(1, 0, ""), "", listed(1, 0, "甲"), "001.甲"},
}

func TestDOCXLists(t *testing.T) {
	for _, c := range docxListCases {
		t.Run(c.name, func(t *testing.T) {
			doc := mustRead(t, docxOf(t, c.body, map[string]string{
				"numbering.xml": `<w:numbering ` + nsW + `>` + c.numbering + `</w:numbering>`, "styles.xml": `<w:styles ` + nsW + `>` + c.styles + `</w:styles>`}))
			if got := strings.Join(strings.Split(strings.TrimRight(doc.Text, "\n"), "\n"), " "); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

// TestDOCXListsAlike: levels that print the same numbers are told apart by where they stand.
func TestDOCXListsAlike(t *testing.T) {
	checkOutline(t, docxOf(t, listed(1, 0, "甲")+listed(1, 1, "子")+listed(1, 1, "丑")+listed(1, 0, "乙")+listed(1, 2, "寅")+listed(2, 1, "卯"),
		map[string]string{"numbering.xml": `<w:numbering ` + nsW + `>` + abstract(0, lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%2.", ""), lvl(2, "lowerLetter", "%3.", "")) +
			abstract(1, lvl(0, "decimal", "%1.", ""), lvl(1, "decimal", "%2.", "")) + num(1, 0, "") + num(2, 1, "") + `</w:numbering>`}), `
		paragraph p[1]: 1.甲
		paragraph p[2]>: 1.子
		paragraph p[3]>: 2.丑
		paragraph p[4]: 2.乙
		paragraph p[5]: a.寅
		paragraph p[6]: 1.卯
		`)
}

// TestDOCXListsInCells: the running number of a schedule is often automatic.
func TestDOCXListsInCells(t *testing.T) {
	row := func(text string) string { return tr(tc("", listed(1, 0, "")), tc("", para(text))) }
	checkOutline(t, docxOf(t, `<w:tbl>`+tr(tc("", para("序号")), tc("", para("任务")))+row("甲")+row("乙")+`</w:tbl>`,
		map[string]string{"numbering.xml": `<w:numbering ` + nsW + `>` + abstract(0, lvl(0, "decimal", "%1", "")) + num(1, 0, "") + `</w:numbering>`}), `
		table table[1]
		  [序号][任务]
		  [1][甲]
		  [2][乙]
		`)
}

func TestFormatNumber(t *testing.T) {
	for _, c := range []struct {
		format string
		n      []int
		want   string
	}{
		{"decimal", []int{0, 1, 12}, "0 1 12"},
		{"decimalZero", []int{1, 12}, "01 12"},
		{"decimalFullWidth", []int{1, 12}, "１ １２"},
		{"decimalEnclosedCircle", []int{1, 20, 21, 36, 50, 51}, "① ⑳ ㉑ ㊱ ㊿ 51"},
		{"decimalEnclosedCircleChinese", []int{3}, "③"},
		{"decimalEnclosedParen", []int{1}, "⑴"},
		{"decimalEnclosedFullstop", []int{2}, "⒉"},
		{"chineseCounting", []int{0, 1, 10, 11, 20, 99, 100, 101}, "〇 一 十 十一 二十 九十九 一○○ 一○一"},
		{"chineseCountingThousand", []int{1, 10, 19, 20, 100, 101, 110, 111, 1001, 1010, 10000, 10203}, "一 十 十九 二十 一百 一百零一 一百一十 一百一十一 一千零一 一千零一十 一万 一万零二百零三"},
		{"japaneseCounting", []int{1, 10, 11, 100, 101, 1000}, "一 十 十一 百 百一 千"},
		{"chineseLegalSimplified", []int{1, 10, 21}, "壹 壹拾 贰拾壹"},
		{"ideographDigital", []int{1, 10, 21}, "一 一〇 二一"},
		{"ideographTraditional", []int{1, 10, 11}, "甲 癸 11"},
		{"ideographZodiac", []int{1, 12}, "子 亥"},
		{"ideographEnclosedCircle", []int{1, 10}, "㊀ ㊉"},
		{"lowerLetter", []int{1, 26, 27}, "a z aa"},
		{"upperLetter", []int{2}, "B"},
		{"lowerRoman", []int{4, 9, 14}, "iv ix xiv"},
		{"upperRoman", []int{1999, 4000}, "MCMXCIX 4000"},
		{"ordinal", []int{1, 2, 11, 23}, "1st 2nd 11th 23rd"},
		{"numberInDash", []int{1}, "- 1 -"},
		{"none", []int{1}, ""},
		{"hebrew1", []int{7}, "7"},
	} {
		var got []string
		for _, n := range c.n {
			got = append(got, formatNumber(n, c.format))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.format, s, c.want)
		}
	}
}
