package reader

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// noticeParagraphs is a notice of more than one page.
func noticeParagraphs() (all []string) {
	all = append(all, "各市（州）人民政府，省政府各部门、各直属机构：")
	for i, s := range []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"} {
		all = append(all, s+"、完善政策体系",
			fmt.Sprintf("（%s）修订《专利保护条例》第%d稿，推动IP Protection立法，到2017年底前完成率达到85.%d%%以上，形成可复制、可推广的经验做法并逐级报送备案。（牵头单位：省知识产权局；配合单位：省法制办、省司法厅）", s, i+1, i),
			"加快建设。")
	}
	return all
}

// blocksOf lists the texts of a document's blocks of one kind.
func blocksOf(doc *taizhang.Document, kind taizhang.BlockKind) (all []string) {
	for _, b := range doc.Blocks {
		if b.Kind == kind {
			all = append(all, b.Spans.Cut(doc.Text))
		}
	}
	return all
}

func TestOFDParagraphs(t *testing.T) {
	want := noticeParagraphs()
	w := &ofdWriter{template: ofdText(27, 20, 4, "四川省人民政府公报")}
	w.flow(want)
	doc, err := Read("a.ofd", w.bytes(t), Options{})
	must(t, err)
	if got := blocksOf(doc, taizhang.Paragraph); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("paragraphs:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(w.pages) < 2 {
		t.Fatalf("%d page: no paragraph goes over", len(w.pages))
	}
	running := strings.Join(blocksOf(doc, taizhang.Running), "|")
	if strings.Count(running, "四川省人民政府公报") != len(w.pages) || !strings.Contains(running, "— 2 —") {
		t.Errorf("running heads: %s", running)
	}
	if at := doc.Blocks[0].At; at != "page 1" && !strings.HasPrefix(at, "page 1") {
		t.Errorf("place %q", at)
	}
	if doc.Source.MediaType != "application/ofd" {
		t.Errorf("media type %q", doc.Source.MediaType)
	}
}

func TestOFDTable(t *testing.T) {
	w := &ofdWriter{}
	w.page()
	w.text(60, 40, 6, "2017年度工作任务分解表")
	w.ruledTable(20, 60, []float64{15, 80, 40, 30}, 20, [][]string{
		{"序号", "工作任务", "责任单位", "完成时限"},
		{"1", "修订专利保护条例", "省知识产权局\n省法制办", "2017年6月底"},
		{"2", "建设保护中心", "省财政厅", "持续推进"}})
	w.text(27, 140, 5.6, "附注：以上任务按季度报送。")
	doc, err := Read("b.ofd", w.bytes(t), Options{})
	must(t, err)
	var grid *taizhang.Grid
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			grid = b.Grid
		}
	}
	if grid == nil || len(grid.Rows) != 3 || len(grid.Rows[0]) != 4 {
		t.Fatalf("grid %+v in %q", grid, doc.Text)
	}
	for _, c := range []struct {
		row, col int
		want     string
	}{{0, 1, "工作任务"}, {1, 0, "1"}, {1, 3, "2017年6月底"}, {2, 2, "省财政厅"}} {
		if got := grid.Rows[c.row][c.col].Spans.Cut(doc.Text); got != c.want {
			t.Errorf("cell %d,%d is %q, want %q", c.row, c.col, got, c.want)
		}
	}
	if got := len(grid.Rows[1][2].Spans); got != 2 {
		t.Errorf("the cell of two units has %d lines", got)
	}
	if got := strings.Join(blocksOf(doc, taizhang.Paragraph), "|"); got != "2017年度工作任务分解表|附注：以上任务按季度报送。" {
		t.Errorf("paragraphs %s", got)
	}
}

func TestOFDPlacing(t *testing.T) {
	for name, c := range map[string]struct{ objects, want string }{
		"matrix":               {`<ofd:TextObject Boundary="20 20 100 10" Size="2" CTM="2 0 0 2 1 1"><ofd:TextCode X="0" Y="2" DeltaX="g 3 2">省政府办</ofd:TextCode></ofd:TextObject>`, "省政府办"},
		"pieces":               {`<ofd:TextObject Boundary="20 20 100 10" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="4">省政</ofd:TextCode><ofd:TextCode X="8" Y="4" DeltaX="4">府办</ofd:TextCode></ofd:TextObject>`, "省政府办"},
		"out of order":         {ofdText(60, 30, 4, "负责") + ofdText(20, 30, 4, "由省教育厅"), "由省教育厅 负责"},
		"bold by overprinting": {ofdText(20, 30, 4, "重要通知") + ofdText(20.1, 30, 4, "重要通知"), "重要通知"},
		"no DeltaX":            {`<ofd:TextObject Boundary="20 20 100 10" Size="4"><ofd:TextCode X="0" Y="4">省教育厅2017年</ofd:TextCode></ofd:TextObject>`, "省教育厅2017年"},
		"hidden":               {`<ofd:TextObject Visible="false" Boundary="20 40 100 10" Size="4"><ofd:TextCode X="0" Y="4">看不见</ofd:TextCode></ofd:TextObject>` + ofdText(20, 30, 4, "看得见"), "看得见"},
		"top to bottom":        {`<ofd:TextObject Boundary="20 20 10 100" Size="4"><ofd:TextCode X="0" Y="4" DeltaY="g 3 5">竖排文字</ofd:TextCode></ofd:TextObject>` + ofdText(60, 150, 4, "横排的文字比竖排的文字多"), "横排的文字比竖排的文字多"},
		"entities":             {ofdText(20, 30, 4, "A&B<C>"), "A&B<C>"},
	} {
		t.Run(name, func(t *testing.T) {
			w := &ofdWriter{}
			w.page().WriteString(c.objects)
			doc, err := Read("a.ofd", w.bytes(t), Options{})
			must(t, err)
			if got := strings.Join(blocksOf(doc, taizhang.Paragraph), "|"); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
			if name == "top to bottom" && !strings.Contains(doc.Text, "竖排文字") {
				t.Errorf("lost: %q", doc.Text)
			}
		})
	}
}

func TestOFDFindings(t *testing.T) {
	w := &ofdWriter{documents: `<ofd:Attachments>Attachs/Attachments.xml</ofd:Attachments>`}
	w.page()
	w.text(20, 60, 4, "关于\ue123的通知")
	doc, err := Read("a.ofd", w.bytes(t), Options{})
	must(t, err)
	codes := map[string]bool{}
	for _, f := range doc.Findings {
		codes[f.Code] = true
	}
	if !codes["private-glyphs"] || !codes["embedded-left-out"] {
		t.Errorf("findings %v", codes)
	}
}

func TestOFDErrors(t *testing.T) {
	image := `<ofd:ImageObject ID="3" Boundary="0 0 210 297" ResourceID="5"/>`
	bomb := `<!DOCTYPE a [<!ENTITY x "省教育厅"><!ENTITY y "&x;&x;&x;&x;">]>` + ofdText(20, 30, 4, "一")
	for name, c := range map[string]struct {
		make func(w *ofdWriter)
		opt  Options
		want taizhang.ErrorKind
	}{
		"picture":          {make: func(w *ofdWriter) { w.page().WriteString(image) }, want: taizhang.NeedsOCR},
		"empty":            {make: func(w *ofdWriter) { w.page() }, want: taizhang.Empty},
		"encrypted":        {make: func(w *ofdWriter) { w.flow([]string{"一"}); w.extra = map[string]string{"Encryptions.xml": "<a/>"} }, want: taizhang.Encrypted},
		"too many pages":   {make: func(w *ofdWriter) { w.flow(noticeParagraphs()) }, opt: Options{Limits: Limits{Pages: 1}}, want: taizhang.TooLarge},
		"too much in all":  {make: func(w *ofdWriter) { w.flow(noticeParagraphs()) }, opt: Options{Limits: Limits{Expanded: 1000}}, want: taizhang.TooLarge},
		"entity":           {make: func(w *ofdWriter) { w.page().WriteString("&x;") }, want: taizhang.Malformed},
		"bomb of entities": {make: func(w *ofdWriter) { w.page().WriteString(strings.ReplaceAll(bomb, "一", "") + "&y;") }, want: taizhang.Malformed},
		"blown up":         {make: func(w *ofdWriter) { w.page().WriteString(strings.Repeat(" ", 8<<20)) }, want: taizhang.TooLarge},
	} {
		t.Run(name, func(t *testing.T) {
			w := &ofdWriter{}
			c.make(w)
			_, err := Read("a.ofd", w.bytes(t), c.opt)
			if got := taizhang.KindOf(err); err == nil || got != c.want {
				t.Errorf("%v, want %s", err, c.want)
			}
		})
	}
}

func noticeOFD(t testing.TB) []byte {
	w := &ofdWriter{template: ofdText(27, 20, 4, "公报")}
	w.flow(noticeParagraphs())
	w.page()
	w.ruledTable(20, 60, []float64{15, 80, 40, 30}, 20, [][]string{{"序号", "工作任务", "责任单位", "完成时限"}, {"1", "修订条例", "省知识产权局", "2017年6月底"}})
	return w.bytes(t)
}

// TestOFDHostile cuts a package at every eighth byte and flips bits in it.
func TestOFDHostile(t *testing.T) {
	data := noticeOFD(t)
	for n := 8; n < len(data); n += 8 {
		doc, err := Read("a.ofd", data[:n], Options{})
		if err == nil {
			t.Errorf("%d of %d bytes are enough", n, len(data))
		}
		checkOFD(t, doc, err)
	}
	for i := 0; i < len(data)*8; i += 31 {
		bad := bytes.Clone(data)
		bad[i/8] ^= 1 << (i % 8)
		doc, err := Read("a.ofd", bad, Options{})
		checkOFD(t, doc, err)
	}
}

func init() { hostileSeeds["ofd"] = hostileSeed{make: noticeOFD} }

func BenchmarkOFD(b *testing.B) {
	data := noticeOFD(b)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read("a.ofd", data, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func FuzzOFD(f *testing.F) {
	w := &ofdWriter{}
	w.page()
	w.text(27, 60, 5, "一、完善政策体系")
	w.ruledTable(20, 70, []float64{20, 60}, 10, [][]string{{"序号", "任务"}, {"1", "修订"}})
	f.Add(w.pages[0].String(), "0 0 210 297")
	f.Add(`<ofd:TextObject Boundary="1e5 -1e5 0 0" CTM="0 1 -1 0 9 9" Size="1e9"><ofd:TextCode X="NaN" DeltaX="g 99999999 1e300">省</ofd:TextCode></ofd:TextObject>`, "0 0 0 0")
	f.Fuzz(func(t *testing.T, objects, box string) {
		w := &ofdWriter{stored: true, documents: "<ofd:PhysicalBox>" + box + "</ofd:PhysicalBox>"}
		w.page().WriteString(objects)
		doc, err := Read("a.ofd", w.bytes(t), Options{})
		checkOFD(t, doc, err)
	})
}

// checkOFD holds what came out against what every document keeps.
func checkOFD(t *testing.T, doc *taizhang.Document, err error) {
	t.Helper()
	if err != nil {
		var typed *taizhang.Error
		if !errors.As(err, &typed) {
			t.Errorf("error without a type: %v", err)
		}
		return
	}
	if !utf8.ValidString(doc.Text) || strings.ContainsAny(doc.Text, "\x00\r") {
		t.Errorf("text %q", doc.Text)
	}
	for _, b := range doc.Blocks {
		if b.Grid != nil {
			for _, row := range b.Grid.Rows {
				for _, c := range row {
					if !c.Spans.Valid(len(doc.Text)) {
						t.Errorf("cell %v of %d bytes", c.Spans, len(doc.Text))
					}
				}
			}
		}
		if !b.Spans.Valid(len(doc.Text)) {
			t.Errorf("block %v of %d bytes", b.Spans, len(doc.Text))
		}
	}
}
