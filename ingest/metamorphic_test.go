package ingest_test

import (
	"bytes"
	"fmt"
	"html"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

func pipeline(t testing.TB) *ingest.Pipeline {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func notice(t testing.TB) string {
	t.Helper()
	b, err := os.ReadFile(shipped)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// shape is a ledger without spans and places, one fact a line: what must follow
// exactly when the notice is printed another way.
func shape(l *taizhang.Ledger) []string {
	var out []string
	say := func(format string, args ...any) {
		out = append(out, taizhang.FoldString(fmt.Sprintf(format, args...)))
	}
	n := l.Notice
	say("notice %s|%s|%s|%v|%v|%s|%d|%s", n.Title, n.DocNumber, n.Issuer, n.Issuers, n.Addressees, n.SignedOn, n.PlanYear, n.Jurisdiction)
	for _, p := range l.Parts {
		say("part %s %s", p.ID, p.Title)
	}
	for _, x := range l.Nodes {
		say("node %s|%s|%d|%v|%s|%s|%s", x.ID, x.Label, x.Level, x.Section, x.Title, x.Unit, x.Text)
		out = append(out, marks(x.Marks)...)
	}
	for _, t := range l.Tables {
		say("table %s %s %v", t.ID, t.Kind, names(t.Columns))
		for _, r := range t.Rows {
			say("row %s %s", r.ID, r.Kind)
			for _, c := range r.Cells {
				say("cell %s", c.Text)
			}
			out = append(out, marks(r.Marks)...)
		}
	}
	for _, x := range l.Links {
		say("link %s %s", x.A, x.B)
	}
	return out
}

func names(cols []taizhang.Column) (out []string) {
	for _, c := range cols {
		out = append(out, c.Name+":"+string(c.Role))
	}
	return out
}

func marks(m taizhang.Marks) (out []string) {
	say := func(format string, args ...any) {
		out = append(out, taizhang.FoldString(fmt.Sprintf(format, args...)))
	}
	for _, a := range m.Assignments {
		say("assignment %s|%s|%s|%s|%s|%s", a.Mention, a.Unit, a.Organ, a.Role, a.Rule, a.From)
	}
	for _, d := range m.Deadlines {
		say("deadline %s|%s|%s|%s|%s", d.Raw, d.Kind, d.Start, d.End, d.Due)
	}
	for _, x := range m.Targets {
		say("target %s|%s|%s|%s|%s|%s", x.Raw, number(x.Min), number(x.Max), x.Measure, x.Of, x.Comparison)
	}
	return out
}

func number(f *float64) string {
	if f == nil {
		return "-"
	}
	return strconv.FormatFloat(*f, 'g', -1, 64)
}

// diff reports the first lines in which two shapes differ.
func diff(t *testing.T, got, want []string) {
	t.Helper()
	shown := 0
	for i := range max(len(got), len(want)) {
		g, w := "(none)", "(none)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d:\n got %.200s\nwant %.200s", i, g, w)
			if shown++; shown == 5 {
				t.Fatal("… and more")
			}
		}
	}
}

// sound checks what holds for every ledger: each span cuts out what its value
// says, and every visible rune is accounted for.
func sound(t testing.TB, l *taizhang.Ledger) {
	t.Helper()
	text := l.Text()
	squeeze := func(s string) string { return strings.Join(strings.FieldsFunc(s, taizhang.Blank), "") }
	is := func(what, value string, ss taizhang.Spans) {
		t.Helper()
		if !ss.Valid(len(text)) {
			t.Fatalf("%s: spans %v are not valid in a text of %d bytes", what, ss, len(text))
		}
		if got := ss.Cut(text); squeeze(got) != squeeze(value) {
			t.Errorf("%s: spans %v cut out %.60q, want %.60q", what, ss, got, value)
		}
	}
	evidence := func(id string, m taizhang.Marks) {
		t.Helper()
		for _, a := range m.Assignments {
			is(id+" mention", a.Mention, a.Spans)
		}
		for _, d := range m.Deadlines {
			is(id+" deadline", d.Raw, d.Spans)
		}
		for _, x := range m.Targets {
			is(id+" target", x.Raw, x.Spans)
		}
	}
	for _, f := range l.Notice.Fields {
		is("field "+f.Name, f.Raw, f.Spans)
	}
	seen := map[string]bool{}
	for _, n := range l.Nodes {
		if seen[n.ID] {
			t.Errorf("id %s is used twice", n.ID)
		}
		seen[n.ID] = true
		is(n.ID, n.Text, n.Spans)
		evidence(n.ID, n.Marks)
	}
	for _, tb := range l.Tables {
		for _, c := range tb.Columns {
			if !c.Spans.Valid(len(text)) {
				t.Errorf("%s column %s: spans %v are not in order", tb.ID, c.Name, c.Spans)
			}
		}
		for _, r := range tb.Rows {
			if seen[r.ID] {
				t.Errorf("id %s is used twice", r.ID)
			}
			seen[r.ID] = true
			for _, c := range r.Cells {
				is(r.ID+" cell", c.Text, c.Spans)
			}
			evidence(r.ID, r.Marks)
		}
	}
	c := l.Coverage
	sum := c.Claimed.Record + c.Claimed.Field + c.Claimed.Chrome + c.Claimed.Running + c.Claimed.Other
	for _, u := range c.Unclaimed {
		sum += visible(u.Text)
	}
	if sum != c.Runes || c.Runes != visible(text) {
		t.Errorf("coverage adds up to %d of %d runes, of which %d are visible", sum, c.Runes, visible(text))
	}
}

func visible(s string) (n int) {
	for _, r := range s {
		if !taizhang.Blank(r) {
			n++
		}
	}
	return n
}

func read(t testing.TB, p *ingest.Pipeline, name string, data []byte) *taizhang.Ledger {
	t.Helper()
	doc, err := reader.Read(name, data, reader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l := p.Document(doc, normalize.Options{})
	sound(t, l)
	return l
}

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
	if err != nil {
		t.Fatal(err)
	}
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

// TestDropped drops two departments: their sections and items are gone, and
// nothing else changes.
func TestDropped(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	base := read(t, p, "notice.txt", []byte(text))
	drop := func(s, from, to string) string {
		a, b := strings.Index(s, from), strings.Index(s, to)
		if a < 0 || b < a {
			t.Fatalf("%q … %q not found", from, to)
		}
		return s[:a] + s[b:]
	}
	cut := drop(drop(text, "六、公安厅", "七、司法厅"), "二十二、省投资促进局", "二十三、")
	gone := func(id string) bool {
		return strings.HasPrefix(id, "plan/六") || strings.HasPrefix(id, "plan/二十二")
	}
	var nodes []taizhang.Node
	for _, n := range base.Nodes {
		if !gone(n.ID) {
			nodes = append(nodes, n)
		}
	}
	got := read(t, p, "notice.txt", []byte(cut))
	if len(nodes) != 128-2-8 {
		t.Fatalf("%d nodes are left, want 118", len(nodes))
	}
	base.Nodes, base.Links, got.Links = nodes, nil, nil
	diff(t, shape(got), shape(base))
}

// TestRenumbered prints other row numbers: they are kept, and nothing shifts.
func TestRenumbered(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	shipped := read(t, p, "notice.txt", []byte(text))
	row := regexp.MustCompile(`(?m)^[ \t\x{a0}\x{3000}]*(\d{1,2})$`)
	add := func(s string) string {
		n, _ := strconv.Atoi(strings.TrimFunc(s, taizhang.Blank))
		return strconv.Itoa(n + 100)
	}
	renumbered := read(t, p, "notice.txt", []byte(row.ReplaceAllStringFunc(text, add)))
	if len(renumbered.Links) != len(shipped.Links) {
		t.Errorf("%d links, want %d", len(renumbered.Links), len(shipped.Links))
	}
	shipped.Links, renumbered.Links = nil, nil // sorted by id, which follows the number
	base, got := shape(shipped), shape(renumbered)
	id := regexp.MustCompile(`/r(\d+)`)
	for i, l := range base {
		base[i] = id.ReplaceAllStringFunc(l, func(s string) string { return "/r" + add(s[2:]) })
		if strings.HasPrefix(base[i], "row") && strings.HasPrefix(base[i+1], "cell") {
			base[i+1] = "cell" + add(strings.TrimPrefix(base[i+1], "cell"))
		}
	}
	diff(t, got, base)
}

// TestOtherProvince prints another province's names throughout. Where a rule
// gives the name, the unit follows; a province that is none keeps what is printed.
func TestOtherProvince(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	base := shape(read(t, p, "notice.txt", []byte(text)))
	rename := strings.NewReplacer("四川", "云南", "成都", "昆明", "绵阳", "曲靖", "德阳", "玉溪", "川知领", "云知领",
		"四川省政府国有资产", "云南省人民政府国有资产").Replace
	t.Run("known", func(t *testing.T) {
		got := shape(read(t, p, "notice.txt", []byte(rename(text))))
		for i, l := range base {
			base[i] = rename(strings.ReplaceAll(l, "四川省政府国有资产", "四川省人民政府国有资产"))
		}
		diff(t, got, base)
	})
	t.Run("unknown", func(t *testing.T) {
		fiction := strings.NewReplacer("四川", "云海", "成都", "雾都", "绵阳", "雨阳", "德阳", "雪阳", "川知领", "云知领").Replace
		l := read(t, p, "notice.txt", []byte(fiction(text)))
		roles := map[taizhang.Role]int{}
		for _, task := range l.Tasks() {
			for _, a := range task.Assignments {
				roles[a.Role]++
				if a.Rule != "unresolved" && a.Rule != "class" {
					t.Errorf("%s: %s was resolved to %s by %s", task.ID, a.Mention, a.Unit, a.Rule)
				}
				if a.Rule == "unresolved" && a.Unit != a.Mention {
					t.Errorf("%s: %s is not kept as printed but %s", task.ID, a.Mention, a.Unit)
				}
			}
		}
		if roles[taizhang.Lead] != 101+48 || roles[taizhang.Support] != 145 || roles[taizhang.Separate] != 53 {
			t.Errorf("roles %v", roles)
		}
		unknown := 0
		for _, f := range l.Findings {
			if f.Code == "unit-unknown" {
				unknown++
			}
		}
		if unknown < 27 {
			t.Errorf("%d findings unit-unknown", unknown)
		}
	})
}
