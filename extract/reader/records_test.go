package reader

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

func TestRecords(t *testing.T) {
	fields := Options{Records: &Records{Text: "content", Title: "title", URL: "url", ID: "id"}}
	page := func(title, body string) string {
		return `<!DOCTYPE html><html><head><meta charset="utf-8"></head><body><h1>` + title + `</h1>` + body + `</body></html>`
	}
	for _, c := range []struct {
		name string
		data string
		want []string
	}{
		{"lines", `{"id":7,"title":"通知","content":"一、任务\n1.推行"}` + "\n\n" + `{"id":"甲","title":"通知","content":"<p>一、任务</p>"}` + "\n{bad\n" + `{"id":7,"content":["一、","二、"],"title":""}` + "\n" + `{"content":"  "}`,
			[]string{"!/7=通知\n一、任务\n1.推行", "!/甲=" + page("通知", "<p>一、任务</p>"), "!/3!malformed", "!/7~2=一、\n二、", "!/5~a record without text"}},
		{"array", "\xef\xbb\xbf" + `[{"url":"http://a/1","content":"甲"},{"url":"http://a/2","content":"乙"}]`, []string{"!/http://a/1=甲", "!/http://a/2=乙"}},
		{"csv", "id,title,content\n1,通知,\"一、任务\n2.推行\"\n2,通知,关于印发通知\n", []string{"!/1=通知\n一、任务\n2.推行", "!/2=关于印发通知"}},
		{"csv of Excel", gbk(t, "id,title,content\n1,通知,为贯彻落实有关工作部署现将任务分工印发给你们\n"), []string{"!/1=通知\n为贯彻落实有关工作部署现将任务分工印发给你们"}},
		{"packed", string(packGzip(t, []byte(`{"id":1,"content":"甲"}`+"\n"))), []string{"!/1=甲"}},
		{"packed beyond measure", string(packGzip(t, []byte(`{"id":1,"content":"`+strings.Repeat(" ", 8<<20)+`甲"}`+"\n"))), []string{"!/1!malformed", "!unsupported"}},
		{"answer", `{"code":0,"data":{"total":2,"list":[{"id":1,"content":"甲"},{"id":2,"content":"乙"},{"id":3}]}}`, []string{"!/1=甲", "!/2=乙"}},
		{"other fields", `{"text":"甲"}`, []string{"!unsupported"}},
	} {
		path := filepath.Join(t.TempDir(), "crawl")
		must(t, os.WriteFile(path, []byte(c.data), 0o600))
		var got []string
		for it := range Expand(t.Context(), path, nil, fields) {
			line := strings.TrimPrefix(it.Name, path)
			switch {
			case it.Err != nil:
				line += "!" + string(taizhang.KindOf(it.Err))
			case it.Skipped != "":
				line += "~" + it.Skipped
			default:
				line += "=" + string(it.Data)
			}
			got = append(got, line)
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, strings.Join(got, "\n"), strings.Join(c.want, "\n"))
		}
	}
	nested := Options{Records: &Records{Text: "data.body"}}
	for it := range Expand(t.Context(), "-", strings.NewReader(`{"data":{"body":"甲"}}`), nested) {
		if it.Name != "-!/1" || string(it.Data) != "甲" {
			t.Errorf("%+v", it)
		}
	}
}

// endless gives its text again and again.
type endless struct{ text, rest string }

func (e *endless) Read(b []byte) (int, error) {
	if e.rest == "" {
		e.rest = e.text
	}
	n := copy(b, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// TestRecordsHostile: a record without end is one that is too large, and the last.
func TestRecordsHostile(t *testing.T) {
	for name, begins := range map[string]string{"a row": "title,content\n1,\"", "a line": `{"content":"`, "an element": `[{"content":"`} {
		opt := Options{Records: &Records{Text: "content"}, Limits: Limits{FileBytes: 1 << 20}}
		var last error
		for it := range Expand(t.Context(), "-", io.MultiReader(strings.NewReader(begins), &endless{text: "推进工作，"}), opt) {
			if last == nil {
				last = it.Err
			}
		}
		if last == nil || !strings.Contains(last.Error(), errLongRecord.Error()) {
			t.Errorf("%s: %v", name, last)
		}
	}
	n := 0
	lines := strings.NewReader(strings.Repeat(`{"content":"一、开展培训。（省教育厅负责）"}`+"\n", 5000))
	for it := range Expand(t.Context(), "-", lines, Options{Records: &Records{Text: "content"}, Limits: Limits{FileBytes: 100 << 10}}) {
		if it.Err == nil {
			n++
		}
	}
	if n != 5000 {
		t.Errorf("%d records of 5,000: each has bounds, not all of them", n)
	}
}
