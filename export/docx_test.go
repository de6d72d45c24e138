package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/fixtures/libreoffice"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
)

func docx(t testing.TB, src Source) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, DOCX(&b, src))
	return b.Bytes()
}

// What is written reads back, by the program's own reader, as the same tasks with
// the same units and dates.
func TestDocxRoundTrip(t *testing.T) {
	p, err := ingest.New(seeds.With(""))
	must(t, err)
	dir := t.TempDir()
	sources := []string{"../seeds/notices/sichuan-2017-ip-plan.txt"}
	for i := range 12 {
		base, data := generate.Notice(i, generate.Options{})
		name := filepath.Join(dir, base)
		must(t, os.WriteFile(name, data, 0o600))
		sources = append(sources, name)
	}
	tasks := 0
	for _, name := range sources {
		want, err := p.File(t.Context(), name, nil, ingest.Options{})
		must(t, err)
		file := filepath.Join(dir, "annex.docx")
		if err := os.WriteFile(file, docx(t, Inputs{{Ledger: want}}), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := p.File(t.Context(), file, nil, ingest.Options{})
		must(t, err)
		a, b := want.Tasks(), got.Tasks()
		if len(a) != len(b) {
			t.Errorf("%s: %d tasks read back as %d", name, len(a), len(b))
			continue
		}
		for i := range a {
			if x, y := says(a[i]), says(b[i]); x != y {
				t.Errorf("%s: task %d reads back as\n%s\nwant\n%s", name, i, y, x)
			}
		}
		tasks += len(a)
	}
	if tasks < 600 {
		t.Errorf("only %d tasks were compared", tasks)
	}
}

// says is what a task says of what, who and when.
func says(t taizhang.Task) string {
	out := map[string]bool{}
	for _, a := range t.Assignments {
		out[string(a.Role)+" "+a.Unit] = true
	}
	for _, d := range t.Deadlines {
		if d.Due != "" {
			out[string(d.Due)] = true
		}
	}
	return t.Text + "\n" + t.Result + "\n" + strings.Join(slices.Sorted(maps.Keys(out)), "\n")
}

func TestDocx(t *testing.T) {
	in := append(inputs(), Input{Ledger: seedLike()}, Input{Ledger: &taizhang.Ledger{}})
	file := docx(t, in)
	if !bytes.Equal(file, docx(t, in)) {
		t.Error("another run gives other bytes")
	}
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		b, err := io.ReadAll(r)
		must(t, err)
		parts[f.Name] = string(b)
		for d := xml.NewDecoder(bytes.NewReader(b)); err == nil; {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	if z.File[0].Name != contentTypes {
		t.Errorf("%s comes first", z.File[0].Name)
	}
	body := parts["word/document.xml"]
	for _, want := range []string{
		`w:orient="landscape"`, `<w:tblHeader/>`, ">附件1<", ">附件3<", "（根据某政发〔2017〕1号文件整理）", ">该文件没有分派任务。<",
		"&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; &lt;b&gt;", "控制␁␋␟␡字符\ufffd\ufffd末", "第一行</w:t><w:br/>",
	} {
		if !strings.Contains(body, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	if n := strings.Count(body, "<w:pageBreakBefore/>"); n != 2 {
		t.Errorf("%d notices begin a page, want 2", n)
	}
	for name := range parts { // every part that needs a type of its own has it
		if strings.HasPrefix(name, "word/") && !strings.HasSuffix(name, ".rels") && !strings.Contains(parts[contentTypes], `"/`+name+`"`) {
			t.Errorf("%s has no content type", name)
		}
	}
	if docx(t, Inputs{}) == nil {
		t.Error("no document")
	}
}

// A task stays on one page unless it is long, and its table is as wide as the page.
func TestDocxTable(t *testing.T) {
	n := newNotice(Input{Ledger: hard()}, numbers{})
	columns := n.columns()
	var names []string
	sum := 0
	for i, w := range annexWidths(columns) {
		names, sum = append(names, columns[i].name), sum+w
	}
	if want := []string{"序号", "工作任务", "牵头单位", "配合单位", "责任单位", "完成时限", "成果形式"}; !slices.Equal(names, want) {
		t.Errorf("columns %v, want %v", names, want)
	}
	if sum != bodyWide {
		t.Errorf("the table is %d wide, want %d", sum, bodyWide)
	}
	body := &bytes.Buffer{}
	z, _ := zip.NewReader(bytes.NewReader(docx(t, inputs())), int64(len(docx(t, inputs()))))
	f, err := z.Open("word/document.xml")
	must(t, err)
	if _, err := io.Copy(body, f); err != nil {
		t.Fatal(err)
	}
	for row := range strings.SplitSeq(body.String(), "<w:tr>") {
		if long := strings.Contains(row, "甲第9句") || strings.Contains(row, "乙第9句") || strings.Contains(row, "丙第9句"); strings.Contains(row, "<w:tc>") && long == strings.Contains(row, "<w:cantSplit/>") &&
			!strings.Contains(row, "本部门抓好") {
			t.Errorf("may break over pages: %v: %.300s", !long, row)
		}
	}
}

func TestAnnexTitle(t *testing.T) {
	for title, want := range map[string]string{
		"某省人民政府办公厅关于印发《2018年重点工作》的通知": "2018年重点工作任务分解表",
		"某市人民政府关于印发2018年民生实事任务分解表的通知": "2018年民生实事任务分解表",
		"某省关于做好2018年工作的通知":            "某省关于做好2018年工作的通知任务分解表",
		"关于印发《甲计划》《乙计划》的通知":           "关于印发《甲计划》《乙计划》的通知任务分解表",
		"": "任务分解表",
		"某县人民政府关于印发《某县2020年工作要点》的通知 ": "某县2020年工作要点任务分解表",
	} {
		n := newNotice(Input{Ledger: &taizhang.Ledger{Notice: taizhang.Notice{Title: title}}}, numbers{})
		if got := n.annexTitle(); got != want {
			t.Errorf("%s: %s, want %s", title, got, want)
		}
	}
}

// LibreOffice prints it: every text in full, the header on every page, the numbers.
func TestDocxRendered(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "annex.docx")
	l := hard()
	l.Nodes = slices.Delete(l.Nodes, 2, 3) // 80 pages of one text take LibreOffice half a minute
	if err := os.WriteFile(file, docx(t, Inputs{{Ledger: l}}), 0o600); err != nil {
		t.Fatal(err)
	}
	libreoffice.Convert(t, dir, "pdf", file)
	pages := libreoffice.Printed(t, filepath.Join(dir, "annex.pdf"))
	for i, page := range pages {
		if text := libreoffice.Squeeze(page); !strings.Contains(text, fmt.Sprintf("—%d—", i+1)) || !strings.Contains(text, "工作任务牵头单位") {
			t.Errorf("page %d has no number or no header: %.200s", i+1, text)
		}
	}
	all := libreoffice.Squeeze(strings.Join(pages, ""))
	if !strings.HasPrefix(all, "附件2017年工作计划任务分解表") {
		t.Errorf("it begins with %.60s", all)
	}
	cut := 0 // sentences that a page ends in
	for _, text := range []string{prose(longMark, longRunes), prose("丙", longRunes)} {
		for sentence := range strings.SplitAfterSeq(text, "。") {
			if !strings.Contains(all, libreoffice.Squeeze(sentence)) {
				cut++
			}
		}
	}
	if cut > 2*len(pages) {
		t.Errorf("%d sentences are not printed in full on %d pages", cut, len(pages))
	}
}
