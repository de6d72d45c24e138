package ingest

import (
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/extract/reader"
)

// TestGroup says which files are one notice: groups are separated by |, and a
// group put together by names alone has a ? after it.
func TestGroup(t *testing.T) {
	page := `<p>附件：<a href="files/%E5%88%86%E5%B7%A5%E8%A1%A8.docx">分工表</a></p>`
	for _, c := range []struct {
		name  string
		items []string // name, or name=data
		asOne bool
		want  string
	}{
		{"files apart", []string{"a.txt", "b.txt"}, false, "a.txt | b.txt"},
		{"as one", []string{"附件1.docx", "通知.html", "附件2.xls"}, true, "通知.html 附件1.docx 附件2.xls"},
		{"by name", []string{"x/通知.html", "x/附件1.docx", "x/附件2.xls"}, false, "x/通知.html x/附件1.docx x/附件2.xls?"},
		{"folder and archive of attachments", []string{"x/通知.html", "x/附件/分工表.docx", "x/附件2.zip!/一/甲.xls", "x/附件2.zip!/乙.xls"}, false, "x/通知.html x/附件/分工表.docx x/附件2.zip!/一/甲.xls x/附件2.zip!/乙.xls?"},
		{"two covers", []string{"x/甲.html", "x/乙.html", "x/附件1.docx"}, false, "x/甲.html | x/乙.html | x/附件1.docx"},
		{"other folder", []string{"x/通知.html", "y/附件1.docx"}, false, "x/通知.html | y/附件1.docx"},
		{"mail", []string{"m.eml!/body.html", "m.eml!/plan.docx"}, false, "m.eml!/body.html m.eml!/plan.docx"},
		{"mail whose attachments come out of order", []string{"m.eml!/附件1.docx", "m.eml!/body.txt", "m.eml!/通知.docx"}, false, "m.eml!/body.txt m.eml!/通知.docx m.eml!/附件1.docx"},
		{"mail of Outlook", []string{"m.MSG!/body.txt", "m.MSG!/通知.docx"}, false, "m.MSG!/body.txt m.MSG!/通知.docx"},
		{"mail that passes one on", []string{"m.eml!/body.txt", "m.eml!/mail.eml!/body.html", "m.eml!/mail.eml!/通知.docx"}, false,
			"m.eml!/body.txt m.eml!/mail.eml!/body.html m.eml!/mail.eml!/通知.docx"},
		{"mail that passes two on", []string{"m.eml!/body.txt", "m.eml!/a.eml!/body.txt", "m.eml!/b.eml!/body.txt"}, false, "m.eml!/body.txt | m.eml!/a.eml!/body.txt | m.eml!/b.eml!/body.txt"},
		{"mail with an archive", []string{"m.eml!/body.txt", "m.eml!/文件.zip!/附件1.xls", "m.eml!/文件.zip!/通知.docx"}, false, "m.eml!/body.txt m.eml!/文件.zip!/通知.docx m.eml!/文件.zip!/附件1.xls?"},
		{"mails in a folder", []string{"x.mbox!/1.eml!/body.txt", "x.mbox!/1.eml!/a.docx", "x.mbox!/2.eml!/body.txt"}, false, "x.mbox!/1.eml!/body.txt x.mbox!/1.eml!/a.docx | x.mbox!/2.eml!/body.txt"},
		{"pages that link to pages", []string{`d/1.html=<a href="2.html">下一篇</a>`, `d/2.html=<a href="3.html">下一篇</a>`, "d/3.html"}, false,
			"d/1.html | d/2.html | d/3.html"},
		{"linked", []string{"z.zip!/page.html=" + page, "z.zip!/分工表.docx", "z.zip!/other.txt"}, false,
			"z.zip!/page.html z.zip!/分工表.docx | z.zip!/other.txt"},
	} {
		var items []reader.Item
		for _, s := range c.items {
			name, data, _ := strings.Cut(s, "=")
			items = append(items, reader.Item{Name: name, Data: []byte(data)})
		}
		var got []string
		for _, n := range group(items, c.asOne) {
			var names []string
			for _, it := range n.Items {
				names = append(names, it.Name)
			}
			s := strings.Join(names, " ")
			if n.Guessed {
				s += "?"
			}
			got = append(got, s)
		}
		if s := strings.Join(got, " | "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}

// Tags that never close take no others with them, and cost no search of what follows.
func TestLinksLeftOpen(t *testing.T) {
	page := strings.Repeat("<a ", 200_000) + "<a href='附件.docx'>附件</a>" + strings.Repeat("<a href='", 100_000)
	if got := links([]byte(page)); !slices.Equal(got, []string{"附件.docx"}) {
		t.Errorf("links are %q", got)
	}
}
