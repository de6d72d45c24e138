package ingest_test

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/taizhang/taizhang/ingest"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// clothesTitle and clothesLines are a small notice, a line a paragraph.
const clothesTitle = "宜昌市人民政府办公室关于印发2023年重点任务分工方案的通知"

var (
	clothesHead  = []string{clothesTitle, "宜府办发〔2023〕15号", "各县市区人民政府，市政府各部门：", "现将《2023年重点任务分工方案》印发给你们，请认真贯彻执行。", "宜昌市人民政府办公室", "2023年3月6日", "一、主要任务"}
	clothesItems = []string{"推行告知承诺。（市司法局负责，2023年6月底前完成）", "上线电子证照。（市数据局牵头，市公安局配合）", "规范涉企收费。（市财政局负责）"}
)

func clothesLines() []string {
	out := slices.Clone(clothesHead)
	for i, s := range clothesItems {
		out = append(out, fmt.Sprintf("%d.%s", i+1, s))
	}
	return out
}

// TestClothes reads one small notice as many programs and sites write it: each time it
// says the same, and nothing else.
func TestClothes(t *testing.T) {
	pipe, lines := pipeline(t), clothesLines()
	text := strings.Join(lines, "\n")
	wrap := func(ss []string, tag string) (out string) {
		for _, s := range ss {
			out += "<" + tag + ">" + html.EscapeString(s) + "</" + tag + ">"
		}
		return out
	}
	p := wrap(lines, "p")
	page := func(head, body string) string {
		return `<!DOCTYPE html><html><head>` + head + `<title>通知</title></head><body>` + body + `</body></html>`
	}
	list := func(open, end string) string {
		return page(`<meta charset="utf-8">`, wrap(clothesHead, "p")+open+wrap(clothesItems, "li")+end)
	}
	inJSON := func(v any) string {
		b, err := json.Marshal(v) // its < are \u003c, as sites write them
		must(t, err)
		return string(b)
	}
	gbk := func(s string) []byte {
		b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		must(t, err)
		return b
	}
	wide := func(s string, mark bool) (b []byte) {
		if mark {
			s = "\ufeff" + s
		}
		for _, u := range utf16.Encode([]rune(s)) {
			b = append(b, byte(u), byte(u>>8))
		}
		return b
	}
	article := map[string]any{"data": map[string]any{"title": clothesTitle, "content": p}}
	empty := `<div id="app"></div>`
	meta2312 := `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">`
	var qp bytes.Buffer
	q := quotedprintable.NewWriter(&qp)
	_, err := q.Write(gbk(page(meta2312, p)))
	must(t, err)
	must(t, q.Close())
	mht := func(encoding, body string) string {
		return "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"--b\"\r\n\r\n----b\r\nContent-Type: text/html; charset=\"gb2312\"\r\n" +
			"Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body + "\r\n----b--\r\n"
	}
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	para := func(s string) string { return `<w:p>` + run(s) + `</w:p>` }
	each := func(f func(string) string) (out string) {
		for _, s := range lines {
			out += f(s)
		}
		return out
	}
	split := func(s string) (a, b string) { r := []rune(s); return string(r[:2]), string(r[2:]) }
	box := `<w:p><w:r><w:drawing><wps:txbx><w:txbxContent>` + each(para) + `</w:txbxContent></wps:txbx></w:drawing></w:r></w:p>`
	md := func(heading func(string) string, item func(int, string) string) string {
		out := heading(clothesTitle) + "\n\n" + strings.Join(clothesHead[1:6], "\n\n") + "\n\n" + heading(clothesHead[6]) + "\n\n"
		for i, s := range clothesItems {
			out += item(i+1, s) + "\n"
		}
		return out
	}
	sharp := func(s string) string { return "## " + s }
	for name, data := range map[string][]byte{
		"gb18030.txt": gbk(text), "utf16.txt": wide(text, true), "no mark utf16.txt": wide(text, false), "cr.txt": []byte(strings.ReplaceAll(text, "\n", "\r")),
		"gbk.html": gbk(page(meta2312, p)), "utf-8 that says gb2312.html": []byte(page(meta2312, p)), "gbk that says utf-8.html": gbk(page(`<meta charset="utf-8">`, p)),
		"no charset.html": gbk(page("", p)), "utf16.html": wide(page("", p), true), "fragment.html": []byte(p),
		"br.html": []byte(page("", "<div>"+strings.Join(lines, "<br/>\n　　")+"</div>")),
		"layout table.html": []byte(page("", "<table><tr><td><table><tr><td><a href=a>首页</a></td><td>政务</td></tr></table></td></tr><tr><td><table><tr><td>"+p+
			"</td></tr></table></td></tr><tr><td>版权所有：宜昌市人民政府</td></tr></table>")),
		"ol.html": []byte(list("<ol>", "</ol>")), "ol of paragraphs.html": []byte(strings.NewReplacer("<li>", "<li><p>", "</li>", "</p></li>").Replace(list("<ol>", "</ol>"))),
		"ol of css.html": []byte(list(`<ol style="list-style: decimal inside">`, "</ol>")),
		"vue.html":       []byte(page("", empty+"<script>window.__INITIAL_STATE__="+inJSON(article)+"</script>")),
		"next.html":      []byte(page("", empty+`<script id="__NEXT_DATA__" type="application/json">`+inJSON(article)+"</script>")),
		"ld.html":        []byte(page("", empty+`<script type="application/ld+json">`+inJSON(map[string]string{"headline": clothesTitle, "articleBody": text})+"</script>")),
		"string.html":    []byte(page("", empty+"<script>var html = '"+p+"';show(html)</script>")),
		"template.html":  []byte(page("", empty+"<template>"+p+"</template>")),
		"textarea.html":  []byte(page("", empty+`<textarea style="display:none">`+html.EscapeString(p)+"</textarea>")),
		"answer.json":    []byte(inJSON(article)),
		"docling.md":     []byte(md(sharp, func(i int, s string) string { return fmt.Sprintf("%d. %s", i, s) })),
		"pandoc.md":      []byte(md(func(s string) string { return "**" + s + "**" }, func(i int, s string) string { return fmt.Sprintf("%d\\.%s\n", i, s) })),
		"mineru.md":      []byte(md(func(s string) string { return "# " + s }, func(i int, s string) string { return fmt.Sprintf("%d.%s\n", i, s) }) + "![](images/a.jpg)\n"),
		"fenced.md":      []byte("```markdown\n" + md(sharp, func(i int, s string) string { return fmt.Sprintf("%d. %s", i, s) }) + "```\n"),
		"word.doc":       []byte(mht("quoted-printable", qp.String())), "base64.mht": []byte(mht("base64", base64.StdEncoding.EncodeToString(gbk(page(meta2312, p))))),
		"plain.docx": docxOf(t, each(para)),
		"revised.docx": docxOf(t, each(func(s string) string {
			a, b := split(s)
			return `<w:p><w:ins>` + run(a) + `</w:ins><w:del><w:r><w:delText>删去的话</w:delText></w:r></w:del>` + run(b) + `</w:p>`
		})),
		"moved.docx": docxOf(t, each(func(s string) string {
			return `<w:p><w:moveFrom>` + run(s) + `</w:moveFrom></w:p><w:p><w:moveTo>` + run(s) + `</w:moveTo></w:p>`
		})),
		"controls.docx": docxOf(t, each(func(s string) string {
			a, b := split(s)
			return `<w:p>` + run(a) + `<w:sdt><w:sdtContent><w:smartTag>` + run(b) + `</w:smartTag></w:sdtContent></w:sdt></w:p>`
		})),
		"box.docx": docxOf(t, box), "one cell.docx": docxOf(t, `<w:tbl><w:tr><w:tc>`+each(para)+`</w:tc></w:tr></w:tbl>`),
		"soft breaks.docx": docxOf(t, `<w:p>`+each(func(s string) string { return run(s) + `<w:r><w:br/></w:r>` })+`</w:p>`),
	} {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), name)
			must(t, os.WriteFile(file, data, 0o600))
			l, err := pipe.File(t.Context(), file, nil, ingest.Options{})
			must(t, err)
			sound(t, l)
			if l.Notice.Title != clothesTitle || l.Notice.DocNumber != clothesHead[1] || l.Notice.SignedOn != "2023-03-06" {
				t.Errorf("%+v", l.Notice)
			}
			var items []string
			for _, n := range l.Nodes {
				if !n.Section {
					items = append(items, strings.ReplaceAll(n.Text, " ", ""))
				}
			}
			if !slices.Equal(items, clothesItems) {
				t.Errorf("items %q", items)
			}
			if n := len(l.Coverage.Unclaimed); n > 0 {
				t.Errorf("unclaimed %+v", l.Coverage.Unclaimed)
			}
		})
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// docxOf is a Word file with this body.
func docxOf(t *testing.T, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, s := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
		"_rels/.rels":         `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
		"word/document.xml": `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:body>` +
			body + `</w:body></w:document>`,
	} {
		f, err := z.Create(name)
		must(t, err)
		_, err = f.Write([]byte(s))
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}
