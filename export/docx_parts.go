package export

// Page set-up after GB/T 9704—2012, in twentieths of a point (1 mm is 56.69). A portrait page has margins of 37 mm
// above, 35 below, 28 left and 26 right around 156 × 225 mm. Turned on its side for a table, its head at the binding,
// the same area is 225 mm wide: seven columns in 156 mm would leave a unit five characters a line.
const (
	pageWide, pageHigh  = 16838, 11906
	edgeTop, edgeBottom = 1587, 1474 // 28 and 26 mm
	edgeLeft, edgeRight = 1985, 2098 // 35 and 37 mm
	bodyWide            = pageWide - edgeLeft - edgeRight
	footerUp            = 850 // puts the page number 7 mm below the text
	cellEdge            = 80
	titleMost           = 28 // characters on a line of a title
	wholeLines          = 14 // up to half a page of lines a row stays on one page
	fontTitle, fontHead = "方正小标宋简体", "黑体"
	fontBody, fontNote  = "仿宋_GB2312", "楷体_GB2312"
	sizeTitle, sizeMark = 44, 32 // in half-points: 二号, 三号
	sizeNote, sizeFoot  = 30, 28 // 小三, 四号
	sizeTable           = 21     // 五号, on lines of 15 points
	characterInTable    = sizeTable * 10
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const (
	nsWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsOffice  = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	nsPackage = "http://schemas.openxmlformats.org/package/2006/relationships"
	wordType  = "application/vnd.openxmlformats-officedocument.wordprocessingml."
)

// wordParts are the parts of a document that are the same in all.
var wordParts = map[string]string{
	contentTypes: xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="` + wordType + `document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="` + wordType + `styles+xml"/>` +
		`<Override PartName="/word/settings.xml" ContentType="` + wordType + `settings+xml"/>` +
		`<Override PartName="/word/fontTable.xml" ContentType="` + wordType + `fontTable+xml"/>` +
		`<Override PartName="/word/footer1.xml" ContentType="` + wordType + `footer+xml"/>` +
		`<Override PartName="/word/footer2.xml" ContentType="` + wordType + `footer+xml"/>` +
		`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
		`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`,

	"_rels/.rels": xmlHead + `<Relationships xmlns="` + nsPackage + `">` +
		`<Relationship Id="rId1" Type="` + nsOffice + `/officeDocument" Target="word/document.xml"/>` +
		`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
		`<Relationship Id="rId3" Type="` + nsOffice + `/extended-properties" Target="docProps/app.xml"/></Relationships>`,

	"word/_rels/document.xml.rels": xmlHead + `<Relationships xmlns="` + nsPackage + `">` +
		`<Relationship Id="rId1" Type="` + nsOffice + `/styles" Target="styles.xml"/>` +
		`<Relationship Id="rId2" Type="` + nsOffice + `/settings" Target="settings.xml"/>` +
		`<Relationship Id="rId3" Type="` + nsOffice + `/fontTable" Target="fontTable.xml"/>` +
		`<Relationship Id="rId4" Type="` + nsOffice + `/footer" Target="footer1.xml"/>` +
		`<Relationship Id="rId5" Type="` + nsOffice + `/footer" Target="footer2.xml"/></Relationships>`,

	"docProps/app.xml": xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
		`<Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>`,

	"word/settings.xml": xmlHead + `<w:settings xmlns:w="` + nsWord + `"><w:zoom w:percent="100"/>` +
		`<w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/><w:characterSpacingControl w:val="compressPunctuation"/>` +
		`<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>` +
		`<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`,

	// Where a font is missing, Word and WPS take the first of its other names that is there.
	"word/fontTable.xml": xmlHead + `<w:fonts xmlns:w="` + nsWord + `">` +
		font(fontBody, "仿宋,FangSong,华文仿宋,方正仿宋_GBK", "modern", "fixed") + font(fontTitle, "方正小标宋_GBK,方正小标宋简,华文中宋,宋体", "auto", "variable") +
		font(fontHead, "SimHei,方正黑体_GBK,等线", "modern", "fixed") + font(fontNote, "楷体,KaiTi,华文楷体,方正楷体_GBK", "modern", "fixed") +
		font(fontName, "SimSun,方正书宋_GBK", "auto", "variable") + `</w:fonts>`,

	"word/styles.xml": xmlHead + `<w:styles xmlns:w="` + nsWord + `"><w:docDefaults><w:rPrDefault><w:rPr>` + fonts(fontBody) +
		`<w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl w:val="0"/><w:jc w:val="both"/></w:pPr></w:style>` +
		`<w:style w:type="table" w:default="1" w:styleId="a1"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>` +
		`<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>` +
		`<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>` +
		paragraphStyle("mark", "附件标记", `<w:keepNext/><w:jc w:val="left"/>`, fontHead, sizeMark) +
		paragraphStyle("1", "heading 1", `<w:keepNext/><w:spacing w:after="120" w:line="640" w:lineRule="exact"/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>`, fontTitle, sizeTitle) +
		paragraphStyle("note", "附件说明", `<w:keepNext/><w:spacing w:after="240"/><w:jc w:val="center"/>`, fontNote, sizeNote) +
		paragraphStyle("cell", "表格文字", cellLine+`<w:jc w:val="left"/>`, fontBody, sizeTable) +
		paragraphStyle("middle", "表格居中", cellLine+`<w:jc w:val="center"/>`, fontBody, sizeTable) +
		paragraphStyle("head", "表头", cellLine+`<w:jc w:val="center"/>`, fontHead, sizeTable) +
		paragraphStyle("part", "表内标题", `<w:keepNext/>`+cellLine+`<w:jc w:val="center"/>`, fontHead, sizeTable) +
		paragraphStyle("section", "表内章节", `<w:keepNext/>`+cellLine+`<w:jc w:val="left"/>`, fontHead, sizeTable) +
		paragraphStyle("foot", "页码", `<w:jc w:val="right"/>`, fontName, sizeFoot) +
		paragraphStyle("end", "表后", `<w:spacing w:line="20" w:lineRule="exact"/>`, fontBody, 2) + `</w:styles>`,

	"word/footer1.xml": footer(`<w:ind w:right="280"/><w:jc w:val="right"/>`), // odd pages: one character in from the right
	"word/footer2.xml": footer(`<w:ind w:left="280"/><w:jc w:val="left"/>`),
}

const cellLine = `<w:spacing w:line="300" w:lineRule="exact"/>`

func font(name, others, family, pitch string) string {
	return `<w:font w:name="` + name + `"><w:altName w:val="` + others + `"/><w:charset w:val="86"/><w:family w:val="` + family + `"/><w:pitch w:val="` + pitch + `"/></w:font>`
}

func fonts(name string) string {
	return `<w:rFonts w:ascii="` + name + `" w:eastAsia="` + name + `" w:hAnsi="` + name + `" w:cs="` + name + `" w:hint="eastAsia"/>`
}

func paragraphStyle(id, name, pPr, font string, size int) string {
	s := itoa(size)
	custom := ` w:customStyle="1"`
	if id == "1" { // Word's own
		custom = ""
	}
	return `<w:style w:type="paragraph"` + custom + ` w:styleId="` + id + `"><w:name w:val="` + name + `"/><w:basedOn w:val="a"/><w:qFormat/>` +
		`<w:pPr>` + pPr + `</w:pPr><w:rPr>` + fonts(font) + `<w:sz w:val="` + s + `"/><w:szCs w:val="` + s + `"/></w:rPr></w:style>`
}

// footer is the number of a page between two dashes.
func footer(place string) string {
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	return xmlHead + `<w:ftr xmlns:w="` + nsWord + `"><w:p><w:pPr><w:pStyle w:val="foot"/>` + place + `</w:pPr>` + run("— ") +
		`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` +
		run("1") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>` + run(" —") + `</w:p></w:ftr>`
}

// section is the page set-up.
var section = `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>` +
	`<w:pgSz w:w="` + itoa(pageWide) + `" w:h="` + itoa(pageHigh) + `" w:orient="landscape"/>` +
	`<w:pgMar w:top="` + itoa(edgeTop) + `" w:right="` + itoa(edgeRight) + `" w:bottom="` + itoa(edgeBottom) + `" w:left="` + itoa(edgeLeft) +
	`" w:header="850" w:footer="` + itoa(footerUp) + `" w:gutter="0"/></w:sectPr>`
