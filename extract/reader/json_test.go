package reader

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestJSON reads the answer of a site's own interface: its one article, and the rest as
// the page's. A collection is refused with what to do.
func TestJSON(t *testing.T) {
	body := strings.Repeat("<p>推行告知承诺，完善配套制度。</p>", 8)
	one := `{"code":200,"data":{"title":"关于印发方案的通知","source":"市政府办公室","content":"` + body + `","views":3}}`
	checkOutline(t, []byte(one), `
		chrome p[1]: 市政府办公室
		heading p[2]: 关于印发方案的通知
`+func() (out string) {
		for _, n := range []string{"3", "4", "5", "6", "7", "8", "9", "10"} {
			out += "\t\tparagraph p[" + n + "]: 推行告知承诺，完善配套制度。\n"
		}
		return out
	}()+`		! info article-in-script: 网页的正文不在页面上，由脚本显示，已从 JSON 中读出；请与网页核对
		`)
	if kind := kindOfRead(t, []byte(`[`+one+`,`+strings.ReplaceAll(one, "告知", "公开")+`]`), Options{}); kind != taizhang.Unsupported {
		t.Errorf("two articles: %s", kind)
	}
	checkOutline(t, []byte(`{"name":"甲"}`), "\n\t\tparagraph p[1]: {\"name\":\"甲\"}\n\t\t")
}

// TestScriptClothes: an article in a template for a script, added to a variable piece by
// piece, or given to a function.
func TestScriptClothes(t *testing.T) {
	var paragraphs []string
	for i := range 6 {
		paragraphs = append(paragraphs, fmt.Sprintf("<p>%d.推行告知承诺制度改革，完善工作机制，落实各项任务。（市司法局负责）</p>", i+1))
	}
	article := strings.Join(paragraphs, "")
	page := func(script string) string {
		return "<!DOCTYPE html><html><head><title>通知</title></head><body><div id=a></div>" + script + "</body></html>"
	}
	for name, data := range map[string]string{
		"template.html": page(`<script type="text/template"><div>` + article + `</div></script>`),
		"added.html":    page(`<script>var s = ''; s += '` + strings.Join(paragraphs, `'; s += '`) + `'; show(s)</script>`),
		"jsonp.js":      `callback({"code":0,"data":{"title":"任务分工的通知","content":"` + article + `"}});`,
	} {
		doc, err := Read(name, []byte(data), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := textsOf(doc, taizhang.Paragraph); len(got) != 6 || !strings.HasPrefix(got[5], "6.推行") {
			t.Errorf("%s: %q", name, got)
		}
	}
}
