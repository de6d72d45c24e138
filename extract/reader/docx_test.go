package reader

import (
	"strings"
	"testing"
)

// field is a field with a code, in one run or several, and no result.
func field(code ...string) string {
	mark := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	return mark("begin") + `<w:r><w:instrText>` + strings.Join(code, `</w:instrText></w:r><w:r><w:instrText>`) + `</w:instrText></w:r>` + mark("end")
}

func para(text string) string { return `<w:p>` + run(text) + `</w:p>` }

func run(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }

// docxCases are bodies with what they show.
var docxCases = []struct {
	name, body string
	more       map[string]string
	want       string
}{
	{"runs", `<w:p>` + run("关于印") + `<w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>发</w:t></w:r>` + run("的通知") + `</w:p><w:p/>` + para("　　各单位： "), nil, `
		paragraph p[1]: 关于印发的通知
		paragraph p[2]: 各单位：
		`},
	{"stars of other kinds", para("联系电话：138****1234") + para("注：*为新增，2*3米，密码为***") + para("# 为必填项"), nil, `
		paragraph p[1]: 联系电话：138****1234
		paragraph p[2]: 注：*为新增，2*3米，密码为***
		paragraph p[3]: # 为必填项
		`},
	{"links", `<w:p><w:hyperlink r:id="x">` + run("链接") + `</w:hyperlink><w:smartTag><w:smartTagPr><w:attr w:name="t"/></w:smartTagPr>` + run("标签") + `</w:smartTag><w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + run("控件") + `</w:sdtContent></w:sdt><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath></w:p>`, nil, `
		paragraph p[1]: 链接标签控件x
		`},
	{"characters", `<w:p><w:r><w:t>一</w:t><w:tab/><w:t> 二 </w:t><w:noBreakHyphen/><w:t>三</w:t><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="2460"/></w:r></w:p>`, nil, `
		paragraph p[1]: 一	二-三☑①
		`},
	{"breaks", `<w:p><w:r><w:t>上</w:t><w:br/><w:t>中</w:t><w:cr/><w:br w:type="page"/><w:t>下</w:t></w:r></w:p>`, nil, `
		paragraph p[1]: 上
		paragraph p[2]: 中
		paragraph p[3]: 下
		`},
	{"tracked changes", `<w:p><w:ins>` + run("增") + `</w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:moveFrom>` + run("移出") + `</w:moveFrom><w:moveTo>` + run("移入") + `</w:moveTo><w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>改</w:t></w:r></w:p>`, nil, `
		paragraph p[1]: 增移入改
		`},
	{"deleted mark", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("前半") + `</w:p>` + para("后半") + `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + run("末尾") + `</w:p>`, nil, `
		paragraph p[1]: 前半后半
		paragraph p[2]: 末尾
		`},
	{"fields", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>` +
		`<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>不显</w:t><w:fldChar w:fldCharType="end"/></w:r>` +
		`<w:r><w:fldChar w:fldCharType="separate"/></w:r>` + run("结果") + `<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="DATE">` + run("日期") + `</w:fldSimple></w:p>` +
		`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>没有结束</w:t></w:r></w:p>`, nil, `
		paragraph p[1]: 结果日期
		paragraph p[2]: 没有结束
		`},
	{"headings", `<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>` + run("标题") + `</w:p><w:p><w:pPr><w:pStyle w:val="2"/></w:pPr>` + run("一级") + `</w:p><w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>` + run("二级") + `</w:p><w:p><w:pPr><w:pStyle w:val="2"/><w:outlineLvl w:val="9"/></w:pPr>` + run("正文") + `</w:p><w:p><w:pPr><w:pStyle w:val="T"/></w:pPr>` + run("一级	1") + `</w:p>`,
		map[string]string{"styles.xml": `<w:styles ` + nsW + `><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Title"/></w:style><w:style w:styleId="1"><w:name w:val="x"/><w:basedOn w:val="2"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:styleId="2"><w:name w:val="y"/><w:basedOn w:val="1"/></w:style><w:style w:styleId="T"><w:name w:val="toc 1"/></w:style></w:styles>`}, `
		heading p[1]: 标题
		heading p[2]: 一级
		heading p[3]: 二级
		paragraph p[4]: 正文
		running p[5]: 一级	1
		`},
	{"hidden", `<w:p>` + run("见") + `<w:r><w:rPr><w:vanish/></w:rPr><w:t>不 见</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>也见</w:t></w:r><w:r><w:rPr><w:rStyle w:val="h"/></w:rPr><w:t>藏</w:t></w:r></w:p>`,
		map[string]string{"styles.xml": `<w:styles ` + nsW + `><w:style w:styleId="h"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>`}, `
		paragraph p[1]: 见也见
		! warning hidden-text: 文件中有 3 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"struck through", `<w:p>` + run("市") + `<w:r><w:rPr><w:strike/><w:dstrike w:val="0"/></w:rPr><w:t>商务局</w:t></w:r><w:r><w:rPr><w:dstrike/></w:rPr><w:t>和</w:t></w:r><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>司法局</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:pStyle w:val="s"/></w:pPr>` + run("全删") + `<w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>留</w:t></w:r></w:p>`,
		map[string]string{"styles.xml": `<w:styles ` + nsW + `><w:style w:styleId="s"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:rPr><w:strike/></w:rPr></w:style></w:styles>`}, `
		paragraph p[1]: 市司法局
		paragraph p[2]: 留
		! warning hidden-text: 文件中有 6 个字加了删除线，未读入；如属正文，请去掉删除线后重新读取
		`},
	{"white and tiny", `<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>白</w:t></w:r><w:r><w:rPr><w:color w:val="ffffff"/><w:shd w:fill="0000FF"/></w:rPr><w:t>蓝底</w:t></w:r><w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>微</w:t></w:r></w:p>` +
		`<w:p><w:pPr><w:shd w:fill="FF0000"/></w:pPr><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>红底</w:t></w:r></w:p>` +
		`<w:tbl>` + tr(tc("", `<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>表头</w:t></w:r></w:p>`)) + `</w:tbl>`, nil, `
		paragraph p[1]: 蓝底
		paragraph p[2]: 红底
		paragraph p[3]: 表头
		! warning hidden-text: 文件中有 2 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"comments", `<w:p><w:commentRangeStart w:id="1"/>` + run("正文") + `<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r></w:p>`,
		map[string]string{"comments.xml": `<w:comments ` + nsW + `><w:comment w:id="1">` + para("批注") + `</w:comment></w:comments>`}, `
		paragraph p[1]: 正文
		! info comments-left-out: 文件带有 1 条批注，不是公布的正文，未读入
		`},
	{"notes", `<w:p>` + run("甲") + `<w:r><w:footnoteReference w:id="3"/></w:r>` + run("乙") + `<w:r><w:footnoteReference w:id="2"/><w:endnoteReference w:id="2"/></w:r><w:del><w:r><w:footnoteReference w:id="4"/></w:r></w:del></w:p>` + para("丙"), map[string]string{
		"footnotes.xml": `<w:footnotes ` + nsW + `><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:id="2">` + para("注二") + para("续") + `</w:footnote><w:footnote w:id="3">` + para("注三") + `</w:footnote><w:footnote w:id="4">` + para("删去") + `</w:footnote></w:footnotes>`,
		"endnotes.xml":  `<w:endnotes ` + nsW + `><w:endnote w:id="2">` + para("尾注") + `</w:endnote></w:endnotes>`}, `
		paragraph p[1]: 甲乙
		paragraph p[2]: 丙
		paragraph footnote[1]: 注三
		paragraph footnote[2]: 注二|续
		paragraph endnote[1]: 尾注
		`},
	{"running", `<w:p><w:pPr><w:sectPr><w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/></w:sectPr></w:pPr>` + run("正文") + `</w:p><w:sectPr><w:headerReference r:id="header2"/><w:headerReference r:id="header3"/></w:sectPr>`, map[string]string{
		"header1.xml": `<w:hdr ` + nsW + `>` + para("页眉") + para("二行") + `</w:hdr>`,
		"header2.xml": `<w:hdr ` + nsW + `>` + para("页眉") + para("二行") + `</w:hdr>`,
		"header3.xml": `<w:hdr ` + nsW + `>` + para("另一页眉") + `</w:hdr>`,
		"header4.xml": `<w:hdr ` + nsW + `>` + para("不用") + `</w:hdr>`,
		"footer1.xml": `<w:ftr ` + nsW + `><w:p>` + run("— ") + `<w:fldSimple w:instr="PAGE">` + run("1") + `</w:fldSimple>` + run(" —") + `</w:p></w:ftr>`}, `
		paragraph p[1]: 正文
		running header[1]: 页眉|二行
		running footer[1]: — 1 —
		running header[2]: 另一页眉
		`},
	{"text boxes", `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + para("红头文件") + para("第二行") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para("红头文件") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("正文") +
		`<w:r><mc:AlternateContent><mc:Choice Requires="zz"/><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + para("后框") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + run("继续") + `<w:r><w:pict><v:textpath string="艺术字"/></w:pict></w:r></w:p>`, nil, `
		paragraph p[1]: 红头文件
		paragraph p[2]: 第二行
		paragraph p[3]: 正文继续
		paragraph p[4]: 后框
		paragraph p[5]: 艺术字
		`},
	{"readings and circled numbers", `<w:p><w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>yí</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>宜</w:t></w:r></w:rubyBase></w:ruby></w:r>` + run("昌海关") + `</w:p>` +
		`<w:p>` + field(`eq \o\ac(○,`, `2)`) + run("推行") + `</w:p><w:p>` + field(` EQ \* jc2 \* "Font:宋体" \o\ad(\s\up 9(shāng),商)`) + run("务局") + field(`EQ \f(1,2)`) + `</w:p><w:p>` + run("甲") + field(` PAGE `) + field(`EQ \x(乙)`) + `</w:p>`, nil, `
		paragraph p[1]: 宜昌海关
		paragraph p[2]: ②推行
		paragraph p[3]: 商务局1/2
		paragraph p[4]: 甲
		! warning embedded-left-out: 文件中嵌有图表、图示、文本框或其他文件，其中的文字未读入；请打开原文件核对
		`},
	{"embedded", para("甲") + `<w:altChunk r:id="x"/>`, nil, `
		paragraph p[1]: 甲
		! warning embedded-left-out: 文件中嵌有图表、图示、文本框或其他文件，其中的文字未读入；请打开原文件核对
		`},
	{"page taken in", para("甲") + `<w:altChunk r:id="afchunk1"/>` + para("丁"), map[string]string{"afchunk1.xml": `<html><body><h2>乙</h2><table><tr><td rowspan="2">1</td><td colspan="2">2</td></tr><tr><td>3</td><td>4</td></tr></table></body></html>`}, `
		paragraph p[1]: 甲
		heading p[2]: 乙
		table table[1]
		  [1][2][^2]
		  [^1][3][4]
		paragraph p[3]: 丁
		`},
}

func TestDOCX(t *testing.T) {
	for _, c := range docxCases {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, docxOf(t, c.body, c.more), c.want) })
	}
}

// TestDOCXMarkdown: paragraphs that are Markdown are read as it.
func TestDOCXMarkdown(t *testing.T) {
	checkOutline(t, docxOf(t, para("# 关于做好工作的通知")+para("**发布日期**: 2024-03-05")+para("**一、工作目标**")+para("1.修建校舍，**6月底前**完成。")+para("见[附件](a.pdf)。"), nil), `
		heading p[1]: 关于做好工作的通知
		paragraph p[2]: 发布日期: 2024-03-05
		paragraph p[3]: 一、工作目标
		paragraph p[4]: 1.修建校舍，6月底前完成。
		paragraph p[5]: 见附件。
		`)
}

func tc(props, content string) string {
	return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + content + `</w:tc>`
}

func tr(cells ...string) string {
	s := `<w:tr>`
	for _, c := range cells {
		s += c
	}
	return s + `</w:tr>`
}

const goOn = `<w:vMerge/>`

var docxTables = []struct{ name, body, want string }{
	{"plain", para("前") + `<w:tbl><w:tblPr/><w:tblGrid/>` + tr(tc("", para("序号")), tc("", para("任务"))) + tr(tc("", para("1")), tc("", para("上")+para("")+para("下"))) + `</w:tbl>` + para("后"), `
		paragraph p[1]: 前
		table table[1]
		  [序号][任务]
		  [1][上|下]
		paragraph p[2]: 后
		`},
	{"a title in the first row, nothing before", `<w:tbl>` + tr(tc(`<w:gridSpan w:val="2"/>`, para("任务清单"))) + tr(tc("", para("序号")), tc("", para("任务"))) +
		tr(tc("", para("1")), tc("", para("上"))) + `</w:tbl>`, `
		paragraph table[1]/tr[1]/td[1]: 任务清单
		table table[1]
		  [序号][任务]
		  [1][上]
		`},
	{"merged", `<w:tbl>` + tr(tc(`<w:gridSpan w:val="2"/>`, para("宽")), tc(`<w:vMerge w:val="restart"/>`, para("高"))) +
		tr(tc(`<w:vMerge w:val="restart"/>`, para("长")), tc("", para("1")), tc(goOn, `<w:p/>`)) +
		tr(tc(goOn, `<w:p/>`), tc("", para("2")), tc(goOn, para("遗字"))) +
		tr(tc(goOn, `<w:p/>`), tc("", para("3")), tc("", para("新"))) + `</w:tbl>`, `
		table table[1]
		  [宽][^宽][高|遗字]
		  [长][1][^高|遗字]
		  [^长][2][^高|遗字]
		  [^长][3][新]
		`},
	{"grid before and after", `<w:tbl>` + tr(tc("", para("甲")), tc("", para("乙")), tc("", para("丙"))) +
		`<w:tr><w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>` + tc("", para("中")) + `</w:tr></w:tbl>`, `
		table table[1]
		  [甲][乙][丙]
		  [][中][]
		`},
	{"hMerge", `<w:tbl>` + tr(tc(`<w:hMerge w:val="restart"/>`, para("宽")), tc(`<w:hMerge/>`, `<w:p/>`), tc("", para("丙"))) + tr(tc("", para("1")), tc("", para("2")), tc("", para("3"))) + `</w:tbl>`, `
		table table[1]
		  [宽][^宽][丙]
		  [1][2][3]
		`},
	{"merge over again", `<w:tbl>` + tr(tc(`<w:vMerge w:val="restart"/>`, para("甲")), tc("", para("1"))) + tr(tc(goOn, ""), tc("", para("2"))) +
		tr(tc(`<w:vMerge w:val="restart"/>`, para("乙")), tc("", para("3"))) + tr(tc(goOn, ""), tc("", para("4"))) + `</w:tbl>`, `
		table table[1]
		  [甲][1]
		  [^甲][2]
		  [乙][3]
		  [^乙][4]
		`},
	{"nested", `<w:tbl>` + tr(tc("", para("外")), tc("", para("头"))) + tr(tc("", para("1")), tc("", para("前")+`<w:tbl>`+tr(tc("", para("内1")), tc("", para("内2")))+tr(tc("", para("内3")), tc("", para("内4")))+`</w:tbl>`+para("后"))) + `</w:tbl>`, `
		table table[1]
		  [外][头]
		  [1][前|内1|内2|内3|内4|后]
		`},
	{"frame", `<w:tbl>` + tr(tc("", para("框内")+`<w:tbl>`+tr(tc("", para("甲")), tc("", para("乙")))+tr(tc("", para("丙")), tc("", para("丁")))+`</w:tbl>`)) + `</w:tbl>`, `
		paragraph p[1]: 框内
		table table[1]
		  [甲][乙]
		  [丙][丁]
		`},
	{"changes and controls", `<w:tbl><w:sdt><w:sdtContent>` + tr(tc("", para("甲")), `<w:sdt><w:sdtContent>`+tc("", para("乙"))+`</w:sdtContent></w:sdt>`) + `</w:sdtContent></w:sdt>` +
		`<w:tr><w:trPr><w:del/></w:trPr>` + tc("", para("删")) + tc("", para("去")) + `</w:tr>` + tr(tc("", `<w:sdt><w:sdtContent>`+para("丙")+`</w:sdtContent></w:sdt>`), tc("", para("丁"))) + `</w:tbl>`, `
		table table[1]
		  [甲][乙]
		  [丙][丁]
		`},
	{"hidden row", `<w:tbl>` + tr(tc("", para("甲")), tc(`<w:vMerge w:val="restart"/>`, para("乙"))) +
		`<w:tr><w:trPr><w:hidden/></w:trPr>` + tc("", para("藏")) + tc(goOn, para("了")) + `</w:tr>` + tr(tc("", para("丙")), tc("", para("丁"))) + `</w:tbl>`, `
		table table[1]
		  [甲][乙]
		  [丙][丁]
		! warning hidden-text: 文件中有 2 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"empty", `<w:tbl>` + tr(tc("", `<w:p/>`), tc("", `<w:p/>`)) + tr(tc("", `<w:p/>`), tc("", `<w:p/>`)) + `</w:tbl>` + para("后"), `
		paragraph p[1]: 后
		`},
}

func TestDOCXTables(t *testing.T) {
	for _, c := range docxTables {
		t.Run(c.name, func(t *testing.T) { checkOutline(t, docxOf(t, c.body, nil), c.want) })
	}
}
