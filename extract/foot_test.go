package extract

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/seeds"
)

// TestPageFoot says what of the lines behind the last task is the page's. What stands
// behind | is to be chrome, and no item's.
func TestPageFoot(t *testing.T) {
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	const tasks = "一、主要任务\n1.推行告知承诺。责任单位：市司法局。\n2.上线电子证照\n责任单位：市数据局\n"
	const signed = "宜昌市人民政府办公室\n2023年3月6日\n"
	for _, c := range []struct{ name, text string }{
		{"links", tasks + "|相关链接：一图读懂《分工方案》\n打印 关闭"},
		{"other pages of a file site", tasks + "|【工作计划】相关文章：\n5.文体活动计划范文\n6.班级文体活动计划"},
		{"where it is from", tasks + "|文章来源：市政府办"},
		{"neighbours", tasks + "|上一篇：关于做好防汛工作的通知\n下一篇：没有了"},
		{"shares", tasks + "|分享到：微信 微博 QQ空间\n扫描二维码分享"},
		{"filing numbers", tasks + "|主办单位：宜昌市人民政府办公室\n承办单位：宜昌市大数据中心\n鄂ICP备05012345号-1 网站标识码：4205000001"},
		{"contacts under what is the page's", tasks + "|关于我们 | 网站地图 | 隐私声明\n地址：沿江大道\n电话：0717-6256111"},
		{"links to friends", tasks + "|友情链接\n中国政府网\n湖北省人民政府\n国务院部门网站"},
		{"menus before a copyright", tasks + "|政务服务\n互动交流\nCopyright © 2023 宜昌市人民政府"},
		{"editors", tasks + "|信息来源：市政府办公室\n审核：李四 编辑：王五\n【打印本页】 【关闭窗口】"},
		{"who explains it", tasks + "|解读机构及咨询方式\n政策解读单位：宜昌市人民政府办公室\n具体联系人：张三\n咨询电话：0717-6256111"},
		{"files", tasks + "|2023年重点任务分工方案.docx\n附件2"},
		{"other notices with numbers", tasks + "|相关文件\n1.关于做好防汛工作的通知\n2.关于召开会议的通知"},
		{"behind a sentence", "一、主要任务\n1.推行告知承诺。责任单位：市司法局。|【打印】 【关闭】 上一篇：关于做好防汛工作的通知"},
		{"behind a signature", tasks + signed + "|走进宜昌\n市长信箱\n打印"},
		{"a long list behind a signature", tasks + signed + "|版权所有：宜昌市人民政府\n甲局\n乙局\n丙局\n丁局\n戊局\n己局\n庚局\n辛局\n壬局\n癸局\n×\n+\n-\n打印"},
		{"a long list of offices below a filing number", tasks + "|主办单位：宜昌市人民政府办公室\n鄂ICP备05012345号-1\n· 甲局\n· 乙局\n· 丙局\n· 丁局\n· 戊局\n· 己局\n· 庚局\n· 辛局\n· 壬局\n· 癸局\n· 子局\n关注 · 宜昌发布\n×"},
		{"who organises is a task's", "一、活动\n1.举办论坛\n主办单位：市商务局\n2.举办展会\n承办单位：市文旅局"},
		{"websites and accounts are a task's", tasks + "建设网站和微信公众号，推广客户端"},
		{"a page's words in a sentence are a task's", tasks + "统计公众号点击数，整理相关文章\n用微信扫描二维码报名\n核对备案号，完成ICP备案"},
		{"so are sites, accounts and guidance", tasks + "网站：由市教育局建设\n公众号：云海发布\n导航：到市民中心站下车"},
		{"numbers go on below what looks like a page's heading", tasks + "3.推出书目\n推荐阅读\n4.举办读书会\n5.建设书屋"},
		{"a printed page above", "打印 关闭\n" + tasks + "（一）甲\n（二）乙"},
	} {
		text, foot, _ := strings.Cut(c.text, "|")
		whole := text + foot
		doc := &taizhang.Document{Text: whole}
		at := 0
		for _, l := range strings.SplitAfter(whole, "\n") {
			if n := len(strings.TrimSuffix(l, "\n")); n > 0 {
				doc.Blocks = append(doc.Blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: taizhang.Of(at, at+n), At: fmt.Sprint(at)})
			}
			at += len(l)
		}
		d := e.Extract(doc)
		last := 0
		for _, n := range d.Nodes {
			last = max(last, n.Text.End(), n.Title.End(), n.LabelSpans.End())
		}
		end := len(strings.TrimRight(text, "\n"))
		if i := strings.Index(text, signed); i >= 0 {
			end = i - 1
		}
		if last != end {
			t.Errorf("%s: the last item ends in %q, at %d; want %d", c.name, whole[max(0, last-30):last], last, end)
		}
		if n := len(d.Coverage.Unclaimed); n != 0 {
			t.Errorf("%s: %d unclaimed", c.name, n)
		}
		if want := foot != ""; (d.Coverage.Claimed.Chrome > 0) != want {
			t.Errorf("%s: %d runes of chrome", c.name, d.Coverage.Claimed.Chrome)
		}
	}
}

// TestSignedBehind cuts a signature off that was joined to a full last line.
func TestSignedBehind(t *testing.T) {
	const text = "1.推行告知承诺。\n2.上线电子证照。宜昌市人民政府办公室\n2023年3月6日"
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	doc := &taizhang.Document{Text: text}
	at := 0
	for i, l := range strings.Split(text, "\n") {
		doc.Blocks = append(doc.Blocks, taizhang.Block{Kind: taizhang.Paragraph, Spans: taizhang.Of(at, at+len(l)), At: fmt.Sprint(i)})
		at += len(l) + 1
	}
	d := e.Extract(doc)
	if got := d.Nodes[1].Text.Cut(text); len(d.Nodes) != 2 || got != "上线电子证照。" {
		t.Errorf("%d nodes, %q", len(d.Nodes), got)
	}
}
