package ingest_test

import (
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/taizhang/taizhang"
)

// asHTML prints the notice as a page whose schedule is a true table.
func asHTML(t testing.TB, l *taizhang.Ledger, head string) string {
	t.Helper()
	tb := l.Tables[0]
	first := tb.Columns[0].Spans.Start()
	last := tb.Rows[len(tb.Rows)-1]
	end := last.Cells[len(last.Cells)-1].Spans.End()
	text := l.Text()
	var b strings.Builder
	b.WriteString(head + "<body><nav>首页 &gt; 政务公开</nav><div id='a'><div>")
	paras := func(s string) {
		for _, p := range strings.Split(s, "\n") {
			fmt.Fprintf(&b, "<p>%s</p>\r\n", html.EscapeString(p))
		}
	}
	paras(text[:first])
	b.WriteString("<table border=1><tbody><tr><th>序号</th><th>工&nbsp;&nbsp;作&nbsp;任&nbsp;务</th><th>责任单位</th><th>时间进度</th><th><p>成 果 形 式</p></th></tr>\n")
	for _, r := range tb.Rows {
		b.WriteString("<tr>")
		for _, c := range r.Cells {
			var lines []string
			for _, s := range c.Spans {
				lines = append(lines, html.EscapeString(text[s.Start:s.End]))
			}
			fmt.Fprintf(&b, "<td><span>%s</span></td>", strings.Join(lines, "<br>"))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</tbody></table>")
	paras(text[end:])
	b.WriteString("</div></div></body></html>")
	return b.String()
}

func gb18030(t testing.TB, s string) []byte {
	t.Helper()
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
	must(t, err)
	return b
}

func utf16le(s string) []byte {
	var b bytes.Buffer
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.Bytes()
}

// TestPrintings reads the shipped notice printed in other ways: the ledger is
// the same.
func TestPrintings(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	base := read(t, p, "notice.txt", []byte(text))
	want := shape(base)
	wide := strings.NewReplacer(",", "，", ":", "：", "(", "（", ")", "）", ".", "．").Replace
	blank := regexp.MustCompile(`\n[ \x{a0}\x{3000}]*(\n[ \x{a0}\x{3000}]*)+`)
	page := asHTML(t, base, "<!DOCTYPE html><html><head><title>通知</title></head>")
	wrong := asHTML(t, base, `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head>`)
	cases := []struct {
		name string
		data []byte
	}{
		{"blank lines removed", []byte(blank.ReplaceAllString(text, "\n"))},
		{"crlf", []byte(strings.ReplaceAll(text, "\n", "\r\n"))},
		{"cr", []byte(strings.ReplaceAll(text, "\n", "\r"))},
		{"bom", []byte("\ufeff" + text)},
		{"utf-16 with bom", append([]byte("\xff\xfe"), utf16le(text)...)},
		{"utf-16 without bom", utf16le(text)},
		{"gb18030", gb18030(t, text)},
		{"full-width punctuation", []byte(wide(text))},
		{"indented", []byte("　　" + strings.ReplaceAll(text, "\n", "\n　　"))},
		{"html table", []byte(page)},
		{"html fragment", []byte(page[strings.Index(page, "<div"):strings.Index(page, "</body>")])},
		{"html gb18030, no charset", gb18030(t, page)},
		{"html gb18030, declared utf-8", gb18030(t, wrong)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := read(t, p, "notice", c.data)
			diff(t, shape(got), want)
			if len(got.Coverage.Unclaimed) > 0 {
				t.Errorf("unclaimed: %v", got.Coverage.Unclaimed)
			}
		})
	}
}
