package reader

import (
	"encoding/base64"
	"net/url"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

const article = `<h1>关于印发分工方案的通知</h1><p>各县市区：</p><p>一、任务</p><p>1.推行告知承诺。责任单位：市司法局。</p><p>市政府办公室</p>`

const longText = `为贯彻落实省政府关于优化营商环境的决策部署，进一步提升政务服务水平，结合本市实际，现将二〇二三年重点任务分工方案印发给你们，请认真组织实施，按季度报送进展情况，年底前由市政府办公室会同市司法局组织评估，评估结果报市政府常务会议审议通过后通报。`

var htmlCases = []struct{ name, page, want string }{
	{"unseen", `<style>.x p{display:none} @media print{.y{display:none}} @media (max-width:800px){.y{display:none}} .m{display:none;color:red} @media (max-width:800px){.m{display:block}} s.no{color:red}</style>` +
		`<p>见</p><div class="x"><p>藏甲</p>外</div><p class="y">宽屏</p><p class="m">手机</p><p hidden>藏乙</p><p style="DISPLAY: none !important">藏丙</p><p style="visibility:hidden">藏丁<span style="visibility:visible">露</span></p>` +
		`<p>见<span style="font-size:0">零</span><span style="color:#FFF">白</span><span style="background:#00f;color:white">蓝底</span></p><p style="text-indent:-9999px">远</p><p style="height:0;overflow:hidden">扁</p>`, `
		paragraph p[1]: 见
		paragraph p[2]: 外
		paragraph p[3]: 宽屏
		paragraph p[4]: 露
		paragraph p[5]: 见蓝底
		! warning hidden-text: 文件中有 14 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"struck through", `<p>市<s>商务局</s><ins>司法局</ins><del>和</del><span style="text-decoration:underline line-through">另</span></p><p>责任<ruby>单<rp>(</rp><rt>dan</rt><rp>)</rp></ruby>位</p>`, `
		paragraph p[1]: 市司法局
		paragraph p[2]: 责任单位
		! warning hidden-text: 文件中有 5 个字加了删除线，未读入；如属正文，请去掉删除线后重新读取
		`},
	{"opened by script", `<p>菜单</p><div id="art" style="display:none"><p>` + longText + `</p></div>`, `
		paragraph p[1]: 菜单
		paragraph p[2]: ` + longText + `
		! warning hidden-text: 网页的大部分文字设为不显示，应由脚本打开，已一并读入；请与网页核对
		`},
	{"hidden until it is loaded", `<html style="opacity:0"><body style="visibility: hidden"><h1>关于印发分工方案的通知</h1><p style="font-size:16px">各县市区：</p><p style="visibility:hidden">藏<span style="font-size:16px">甲</span></p></body></html>`, `
		heading p[1]: 关于印发分工方案的通知
		paragraph p[2]: 各县市区：
		! warning hidden-text: 文件中有 2 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"hidden rows", `<table><tr><td>甲</td><td>乙</td><td style="display:none">丙</td></tr><tr style="display:none"><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>`, `
		table table[1]
		  [甲][乙]
		  [3][4]
		! warning hidden-text: 文件中有 3 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"lists", `<ol><li>甲</li><li value="5"><p>乙</p><ol type="a"><li>子</li></ol></li><li>丙</li></ol><ol start="3" style="list-style-type:cjk-ideographic"><li>丁</li></ol>` +
		`<ol reversed><li>戊</li><li>己</li></ol><ol class="custom_cn2 list-paddingleft-1"><li>庚</li></ol><ul><li>辛</li></ul><ul style="list-style:square inside"><li>壬</li></ul>` +
		`<ol><li>一、自有编号</li><li>（二）自有编号</li></ol><ol style="list-style:none"><li>无</li></ol><ol><li>2025年底</li></ol>`, `
		paragraph p[1]: 1.甲
		paragraph p[2]: 5.乙
		paragraph p[3]: a.子
		paragraph p[4]: 6.丙
		paragraph p[5]: 三、丁
		paragraph p[6]: 2.戊
		paragraph p[7]: 1.己
		paragraph p[8]: （一）庚
		paragraph p[9]: 辛
		paragraph p[10]: ▪ 壬
		paragraph p[11]: 一、自有编号
		paragraph p[12]: （二）自有编号
		paragraph p[13]: 无
		paragraph p[14]: 1. 2025年底
		`},
	{"escaped twice", `<p>&amp;nbsp;&amp;emsp;2.上线&amp;ldquo;证照&amp;rdquo;，A&amp;amp;B，R&amp;D</p>`, "\n\t\tparagraph p[1]: 2.上线“证照”，A&B，R&D\n\t\t"},
	{"counted by CSS", `<style>.c{counter-reset:n} .c p{counter-increment:n} .c p::before{content:"（" counter(n, cjk-ideographic) "）"} .c p.x:before{content:"\\e600"} ol.s{counter-reset:s;list-style:none} ol.s>li{counter-increment:s} ol.s>li:before{content:counters(s,".") " "} .u::before{content:"责任单位："} table{counter-reset:r} td:first-child{counter-increment:r} td:first-child:before{content:counter(r)} .m li::marker{content:"任务" counter(list-item) "："}</style>` +
		`<div class="c"><p>甲</p><p><b>乙</b></p><p class="x">饰</p><p hidden>藏</p><p>丁</p></div><ol class="s"><li>外<ol class="s"><li>子</li><li>丑</li></ol></li><li>又</li></ol><p><span class="u">市司法局</span></p><table><tr><td></td><td>天</td></tr><tr><td></td><td>地</td></tr></table><ol class="m" start="3"><li>末</li></ol>`, `
		paragraph p[1]: （一）甲
		paragraph p[2]: （二）乙
		paragraph p[3]: 饰
		paragraph p[4]: （四）丁
		paragraph p[5]: 1 外
		paragraph p[6]: 1.1 子
		paragraph p[7]: 1.2 丑
		paragraph p[8]: 2 又
		paragraph p[9]: 责任单位：市司法局
		table table[1]
		  [1][天]
		  [2][地]
		paragraph p[10]: 任务3：末
		! warning hidden-text: 文件中有 1 个字设为隐藏文字，未读入；如属正文，请取消隐藏后重新读取
		`},
	{"lists in lists of the same numbers", `<ol><li>甲<ol><li>子</li><li>丑</li></ol></li><li>乙<ol type="a"><li>寅</li></ol></li></ol>`, `
		paragraph p[1]: 1.甲
		paragraph p[2]>: 1.子
		paragraph p[3]>: 2.丑
		paragraph p[4]: 2.乙
		paragraph p[5]: a.寅
		`},
	{"numbers of the page's own", `<style>@counter-style cn{system:fixed;symbols:一 二 "三";suffix:"、"} @counter-style Par{system:extends decimal;prefix:"（";suffix:"）"} @counter-style az{system:alphabetic;symbols:甲 乙;suffix:"、"} @counter-style no{symbols:}` +
		`ol.a{list-style:cn inside}ol.b{list-style-type:par}ol.c{list-style-type:az}ol.d{list-style-type:no}ol.e{list-style:nowhere}ul{list-style-type:"\2605 "}.m li::marker{content:"任务" counter(list-item) "："}</style>` +
		`<ol class="a"><li>甲<ol class="b"><li>子</li></ol></li><li>乙</li></ol><ol class="a" start="3"><li>丙</li><li>丁</li></ol><ol class="c" start="2"><li>戊</li><li>己</li></ol><ol class="d"><li>庚</li></ol><ol class="e"><li>辛</li></ol><ul><li>壬</li></ul><ol class="m"><li>癸</li></ol>`, `
		paragraph p[1]: 一、甲
		paragraph p[2]: （1）子
		paragraph p[3]: 二、乙
		paragraph p[4]: 三、丙
		paragraph p[5]: 4、丁
		paragraph p[6]: 乙、戊
		paragraph p[7]: 甲甲、己
		paragraph p[8]: 1.庚
		paragraph p[9]: 1.辛
		paragraph p[10]: ★ 壬
		paragraph p[11]: 任务1：癸
		`},
	{"markup escaped once too often", `<div>&lt;p&gt;一、任务&lt;/p&gt;&lt;p&gt;1.推行&amp;nbsp;承诺。&lt;br/&gt;责任人：&lt;b&gt;某&lt;/b&gt;&lt;/p&gt;</div><p>若 a&lt;b 则</p><p>&amp;amp;nbsp;2.上线</p>`, `
		paragraph p[1]: 一、任务
		paragraph p[2]: 1.推行 承诺。
		paragraph p[3]: 责任人：某
		paragraph p[4]: 若 a<b 则
		paragraph p[5]: 2.上线
		`},
	{"lines that count", "<pre>一、任务\n1.推行  承诺。</pre><p style=\"white-space: pre-line\">2.上线\n3.规范</p><p>甲\n乙</p><dialog>关着</dialog>", `
		paragraph p[1]: 一、任务
		paragraph p[2]: 1.推行 承诺。
		paragraph p[3]: 2.上线
		paragraph p[4]: 3.规范
		paragraph p[5]: 甲 乙
		`},
	{"table in a cell", `<table><tr><td>任务</td><td>责任单位</td></tr><tr><td>推行告知承诺，上线电子证照</td><td><table><tr><td>市司法局</td></tr><tr><td>市数据局</td></tr></table></td></tr></table>`, `
		table table[1]
		  [任务][责任单位]
		  [推行告知承诺，上线电子证照][市司法局|市数据局]
		`},
	{"cells of tables of one column", `<table><thead><tr><th>项</th><th>标准</th></tr></thead><tr><td>巡查</td><td><table><tr><td>每月巡查一次；</td></tr><tr><td>有巡查记录。</td></tr></table></td></tr><tr><td>宣传</td><td><table><tr><td>有宣传专栏。</td></tr></table></td></tr></table>`, `
		table table[1]
		  [项][标准]
		  [巡查][每月巡查一次；|有巡查记录。]
		  [宣传][有宣传专栏。]
		`},
	{"a page laid out under a head", `<table><tr><th>栏目</th><th>正文</th></tr><tr><td><table><tr><td>首页</td></tr></table></td><td><table><tr><td>` + longText + `</td></tr></table></td></tr></table>`, `
		paragraph p[1]: 栏目
		paragraph p[2]: 正文
		paragraph p[3]: 首页
		paragraph p[4]: ` + longText + `
		`},
	{"title above a table", `<table><tr><td colspan="2">2024年任务分解表</td></tr><tr><td>任务</td><td>责任单位</td></tr><tr><td>推行</td><td>市司法局</td></tr></table>`, `
		paragraph table[1]/tr[1]/td[1]: 2024年任务分解表
		table table[1]
		  [任务][责任单位]
		  [推行][市司法局]
		`},
	{"article in base64", `<p>首页</p><script>var c="` + base64.StdEncoding.EncodeToString([]byte("<p>"+longText+"</p>")) + `"</script>`, `
		paragraph p[1]: 首页
		paragraph p[2]: ` + longText + `
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <script> 中读出；请与网页核对
		`},
	{"article in escapes", `<p>首页</p><script>document.write(decodeURIComponent("` + url.PathEscape("<p>"+longText+"</p>") + `"))</script>`, `
		paragraph p[1]: 首页
		paragraph p[2]: ` + longText + `
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <script> 中读出；请与网页核对
		`},
	{"article in an attribute", `<p>首页</p><iframe srcdoc="&lt;p&gt;` + longText + `&lt;/p&gt;"></iframe>`, `
		paragraph p[1]: 首页
		paragraph p[2]: ` + longText + `
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <iframe srcdoc> 中读出；请与网页核对
		`},
	{"article in pieces", `<p>首页</p><script>var d={"menu":[{"name":"要闻"},{"name":"政策"}],"title":"通知","blocks":[{"text":"各县市区人民政府，市政府各部门，各有关单位："},{"text":"一、推行告知承诺，由市司法局牵头负责，各部门配合，年底前办结。"},{"text":"二、上线电子证照，由市数据局会同市公安局办理，六月底前上线运行。"},{"text":"三、规范涉企收费，由市财政局会同市市场监管局负责，每季度检查一次。"}]}</script>`, `
		paragraph p[1]: 首页
		heading p[2]: 通知
		paragraph p[3]: 各县市区人民政府，市政府各部门，各有关单位：
		paragraph p[4]: 一、推行告知承诺，由市司法局牵头负责，各部门配合，年底前办结。
		paragraph p[5]: 二、上线电子证照，由市数据局会同市公安局办理，六月底前上线运行。
		paragraph p[6]: 三、规范涉企收费，由市财政局会同市市场监管局负责，每季度检查一次。
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <script> 中读出；请与网页核对
		`},
	{"summaries are no article", `<p>首页</p><script>var d=[{"title":"甲","summary":"市政府召开常务会议研究部署优化营商环境重点工作有关事项的通知。"},{"title":"乙","summary":"市政府召开常务会议研究部署安全生产重点工作有关事项的通知要求。"},{"title":"丙","summary":"市政府召开常务会议研究部署防汛抗旱重点工作有关事项的通知内容。"}]</script>`, `
		paragraph p[1]: 首页
		`},
	{"article elsewhere", `<p>通知</p><iframe src="content.html"></iframe><embed src="a.pdf">`, `
		paragraph p[1]: 通知
		! warning article-elsewhere: 网页本身只有 2 个汉字，正文可能在框架或内嵌文件 content.html、a.pdf 中；请单独打开并另存后读入
		`},
	{"article in pictures", `<p>通知</p><img src="1.jpg"><img src="2.jpg">`, `
		paragraph p[1]: 通知
		! warning article-elsewhere: 网页本身只有 2 个汉字，正文可能在 2 张图片中；请存为 PDF 并用 --ocr 读入，或另找文字版
		`},
	{"spans", `<table><caption>表1</caption><tfoot><tr><td>合计</td><td>3</td></tr></tfoot><thead><tr><th rowspan="9">序号</th><th>单位</th></tr></thead><tbody>` +
		`<tr><td>1</td><td rowspan="3">教育局</td></tr><tr></tr><tr><td>2</td></tr><tr><td>3</td><td rowspan="0">财政局</td></tr><tr><td>4</td></tr></tbody></table>`, `
		paragraph p[1]: 表1
		table table[1]
		  [序号][单位]
		  [1][教育局]
		  [2][^教育局]
		  [3][财政局]
		  [4][^财政局]
		  [合计][3]
		`},
	{"copy for phones", `<div class="pc">` + article + `</div><div class="wap">` + article + `</div><p>分享到</p>`, `
		heading p[1]: 关于印发分工方案的通知
		paragraph p[2]: 各县市区：
		paragraph p[3]: 一、任务
		paragraph p[4]: 1.推行告知承诺。责任单位：市司法局。
		paragraph p[5]: 市政府办公室
		chrome p[6]: 关于印发分工方案的通知
		chrome p[7]: 各县市区：
		chrome p[8]: 一、任务
		chrome p[9]: 1.推行告知承诺。责任单位：市司法局。
		chrome p[10]: 市政府办公室
		paragraph p[11]: 分享到
		! info repeated-article: 网页中正文出现了不止一次（供手机或打印），只读第一次的
		`},
	{"lists of links at the end", `<p>一、推行告知承诺。（市司法局负责）</p><p>二、<a href="/b.html">上线电子证照</a>，完善制度。</p><p><a href="f/1.docx">分工方案</a></p>` +
		`<h3>您可能还想看</h3><ul><li><a href="/1.html">关于防汛的通知</a> 2023-02-10</li><li><a href="/2.html">关于会议的通知</a></li></ul><div><a href="/3.html">走进宜昌</a></div>`, `
		paragraph p[1]: 一、推行告知承诺。（市司法局负责）
		paragraph p[2]: 二、上线电子证照，完善制度。
		paragraph p[3]: 分工方案
		chrome p[4]: 您可能还想看
		chrome p[5]: 关于防汛的通知 2023-02-10
		chrome p[6]: 关于会议的通知
		chrome p[7]: 走进宜昌
		`},
	{"two links are no list", `<p>一、甲。</p><p><a href="/1.html">乙</a></p><p><a href="/2.html">丙</a></p>`, `
		paragraph p[1]: 一、甲。
		paragraph p[2]: 乙
		paragraph p[3]: 丙
		`},
	{"article in JSON", `<p>首页</p><script>window.__DATA__={"list":[{"title":"另一篇"}],"article":{"title":"关于印发的通知","content":"\u003cp\u003e一、任务\u003c/p\u003e<p>1.推行\"承诺\"。` + longText + `<\/p>"}};</script>`, `
		paragraph p[1]: 首页
		heading p[2]: 关于印发的通知
		paragraph p[3]: 一、任务
		paragraph p[4]: 1.推行"承诺"。` + longText + `
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <script> 中读出；请与网页核对
		`},
	{"article as text", `<p>首页</p><script type="application/ld+json">{"headline":"通知","articleBody":"一、任务\n` + longText + `"}</script>`, `
		paragraph p[1]: 首页
		heading p[2]: 通知
		paragraph p[3]: 一、任务
		paragraph p[4]: ` + longText + `
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <script> 中读出；请与网页核对
		`},
	{"article in noscript", `<p>首页</p><noscript><p>` + longText + `</p></noscript><template><p>模板</p></template>`, `
		paragraph p[1]: 首页
		paragraph p[2]: ` + longText + `
		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 <noscript> 中读出；请与网页核对
		`},
	{"data beside the article", `<p>` + longText + `</p><script>var s="` + longText + `"</script><noscript>` + longText + `</noscript>`, "\n\t\tparagraph p[1]: " + longText + "\n\t\t"},
	{"a value that no numbering has", `<style>p::before{content:"` + strings.Repeat("第", 200) + `"} h2::before{content:"第" counter(a) "条"}</style><p>推行。</p><h2>开展</h2>`, `
		paragraph p[1]: 推行。
		heading p[2]: 第0条开展
		`},
	{"foot", `<p>1.推行。</p><div class="footer"><p>关于我们</p><p>版权所有：市政府 网站标识码 4200000001</p></div><div id="bottom">（二）非页尾</div>`, `
		paragraph p[1]: 1.推行。
		chrome p[2]: 关于我们
		chrome p[3]: 版权所有：市政府 网站标识码 4200000001
		paragraph p[4]: （二）非页尾
		`},
}

func TestHTML(t *testing.T) {
	for _, c := range htmlCases {
		t.Run(c.name, func(t *testing.T) {
			checkOutline(t, []byte(`<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>`+c.page+`</body></html>`), c.want)
		})
	}
}

func TestHTMLFrames(t *testing.T) {
	_, err := Read("a.html", []byte(`<html><head><title>通知</title></head><frameset cols="20%,80%"><frame src="menu.html"><frame src="main.html"></frameset></html>`), Options{})
	if taizhang.KindOf(err) != taizhang.Empty || !strings.Contains(err.Error(), "menu.html, main.html") {
		t.Errorf("got %v", err)
	}
}

// TestHTMLShell keeps the refusal of a page that holds no article at all.
func TestHTMLShell(t *testing.T) {
	page := `<html><body><div id="app"></div><script>var config={"api":"/notice","name":"` + strings.Repeat("x", 500) + `"}</script></body></html>`
	if _, err := Read("a.html", []byte(page), Options{}); taizhang.KindOf(err) != taizhang.Empty {
		t.Errorf("got %v", err)
	}
}
