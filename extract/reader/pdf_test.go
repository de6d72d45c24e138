package reader

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

func fixturePDF(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("../../fixtures", name, "notice.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func readPDFBytes(t testing.TB, data []byte) *taizhang.Document {
	t.Helper()
	doc, err := Read("notice.pdf", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkPDF(t, doc)
	return doc
}

// checkPDF checks what every document keeps to.
func checkPDF(t testing.TB, doc *taizhang.Document) {
	t.Helper()
	end := 0
	for _, b := range doc.Blocks {
		if !b.Spans.Valid(len(doc.Text)) {
			t.Fatalf("%s: spans %v of %d bytes", b.At, b.Spans, len(doc.Text))
		}
		if b.Spans.Start() >= 0 && b.Spans.Start() < end {
			t.Fatalf("%s begins at %d, before %d", b.At, b.Spans.Start(), end)
		}
		end = max(end, b.Spans.End())
		if b.Grid == nil {
			continue
		}
		for _, row := range b.Grid.Rows {
			for _, c := range row {
				if len(row) != len(b.Grid.Rows[0]) || !c.Spans.Valid(len(doc.Text)) || c.At == "" {
					t.Fatalf("%s: cell %+v", b.At, c)
				}
			}
		}
	}
	for _, f := range doc.Findings {
		if !f.Spans.Valid(len(doc.Text)) {
			t.Fatalf("%s: spans %v", f.Code, f.Spans)
		}
	}
}

// pdfShown is a document as lines: kind, place and text of a block; cells with | and
// their lines with /; ^ is before a cell that another covers.
func pdfShown(doc *taizhang.Document) (out []string) {
	for _, b := range doc.Blocks {
		if b.Grid == nil {
			out = append(out, string(b.Kind)+" "+b.At+": "+b.Spans.Cut(doc.Text))
			continue
		}
		out = append(out, "table "+b.At)
		for _, row := range b.Grid.Rows {
			var cells []string
			for _, c := range row {
				var lines []string
				for _, s := range c.Spans {
					lines = append(lines, doc.Text[s.Start:s.End])
				}
				text := strings.Join(lines, "/")
				if c.Covered {
					text = "^" + text
				}
				cells = append(cells, text)
			}
			out = append(out, strings.Join(cells, "|"))
		}
	}
	return out
}

func wantPDF(t *testing.T, doc *taizhang.Document, want ...string) {
	t.Helper()
	if got := pdfShown(doc); !slices.Equal(got, want) {
		t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}

func TestPDFParagraphs(t *testing.T) {
	wantPDF(t, readPDFBytes(t, fixturePDF(t, "pdf-notice")),
		"running page 1: 青山省人民政府办公厅文件",
		"paragraph page 1: 青山省人民政府办公厅关于印发",
		"paragraph page 1: 知识产权工作计划的通知",
		"paragraph page 1: 青政办发〔2018〕12号",
		"paragraph page 1: 各市人民政府，省政府各部门：",
		"paragraph page 1: 《知识产权工作计划》已经省政府同意，现印发给你们，请认真组织实施，并于2018年12月底前将实施情况报送省知识产权局，由省知识产权局汇总后报省政府。",
		"paragraph page 1: 一、加强工作体系",
		"paragraph page 1: （一）省知识产权局牵头，省发展改革委、省财政厅、省科技厅配合，制定工作方案，组织实施知识产权工作计划，实现全省工作水平提升。",
		"paragraph page 1: （二）组织实施专项工作。",
		"paragraph page 1: 1. 省科技厅牵头。",
		"paragraph page 1: 2. 省公安厅负责，组织实施专项工作，2018年6月底前完成。",
		"paragraph page 1: 3. 省财政厅负责，省科技厅配合，制定实施方案，加强工作体系，提升全省知识产权工作水平，2018年12月底前完成。",
		"paragraph page 1: 4. 省科技厅牵头。",
		"paragraph page 1: 5. 省公安厅负责，组织实施专项工作，2018年6月底前完成。",
		"paragraph page 1: 6. 省财政厅负责，省科技厅配合，制定实施方案，加强工作体系，提升全省知识产权工作水平，2018年12月底前完成。",
		"paragraph page 1: 7. 省科技厅牵头。",
		"paragraph page 1: 8. 省公安厅负责，组织实施专项工作，2018年6月底前完成。",
		"paragraph page 1: 9. 省财政厅负责，省科技厅配合，制定实施方案，加强工作体系，提升全省知识产权工作水平，2018年12月底前完成。",
		"running page 1: — 1 —",
		"running page 2: 青山省人民政府办公厅文件",
		"paragraph page 2: 10. 省科技厅牵头。",
		"paragraph page 2: 11. 省公安厅负责，组织实施专项工作，2018年6月底前完成。",
		"paragraph page 2: 12. 省财政厅负责，省科技厅配合，制定实施方案，加强工作体系，提升全省知识产权工作水平，2018年12月底前完成。",
		"paragraph page 2: 二、组织实施",
		"paragraph page 2: 各市人民政府、省政府各部门要加强组织，认真实施，将PCT专利申请（Patent Cooperation Treaty）工作报送省知识产权局，实现知识产权工作水平全面提升，工作体系全面加强。",
		"paragraph page 2: 青山省人民政府办公厅",
		"paragraph page 2: 2018年3月5日",
		"running page 2: — 2 —",
	)
}

func TestPDFRuledTable(t *testing.T) {
	doc := readPDFBytes(t, fixturePDF(t, "pdf-table"))
	got := pdfShown(doc)
	if len(got) != 28 {
		t.Fatalf("%d lines:\n%s", len(got), strings.Join(got, "\n"))
	}
	long := "组织实施专项工作，制定实施方案，加强工作体系，提升全省知识产权工作水平"
	for i, want := range map[int]string{
		0:  "paragraph page 1: 知识产权工作任务表",
		1:  "table page 1/table[1]",
		2:  "类别|序号|工作任务|责任单位|完成时限",
		3:  "组织实施|1|" + long + "|省公安厅、省科技厅、省财政厅|2018年12月底前",
		4:  "^组织实施|2|制定方案/报省政府|省公安厅、省科技厅、省财政厅|2018年12月底前",
		15: "提升水平|13|" + long + "|省公安厅、省科技厅、省财政厅|2018年12月底前",
		17: "类别|序号|工作任务|责任单位|完成时限",
		18: "^提升水平|15|" + long + "|省公安厅|2018年12月底前",
		24: "合计|^合计|工作任务20项|^工作任务20项|^工作任务20项",
		25: "running page 1: 第1页",
		26: "paragraph page 2: 报送单位：省知识产权局",
		27: "running page 2: 第2页",
	} {
		if got[i] != want {
			t.Errorf("%d: got %s, want %s", i, got[i], want)
		}
	}
	if at := doc.Blocks[1].Grid.Rows[16][1].At; at != "page 2/table[1]/tr[2]/td[2]" {
		t.Errorf("row 15 is at %s", at)
	}
}

func TestPDFUnruledTable(t *testing.T) {
	wantPDF(t, readPDFBytes(t, fixturePDF(t, "pdf-columns")),
		"paragraph page 1: 工作任务",
		"paragraph page 1: 各市人民政府，省政府各部门要认真组织实施下列工作任务，并将实施情况报送省政府，由省政府办公厅汇总。",
		"table page 1/table[1]",
		"序号|工作任务|责任单位|完成时限",
		"1|制定工作方案|省公安厅|2018年6月",
		"2|组织实施专项工作，加强工作体系，提升工作水平|省科技厅|2018年12月",
		"3|报送实施情况|省财政厅|全年",
		"4|加强工作体系|省公安厅|2018年9月",
		"5|提升工作水平|省科技厅|2018年9月",
		"paragraph page 1: 以上任务由省公安厅、省科技厅、省财政厅组织实施，并将实施情况报送省政府，由省政府办公厅汇总报省政府。",
	)
}

// A table without rules that ends on the next page with one row; its head's first cell
// is broken where it is narrow.
func TestPDFUnruledGoesOn(t *testing.T) {
	row := func(y float64, cells ...string) (out []string) {
		for i, x := range []float64{90, 155, 355, 450} {
			if cells[i] != "" {
				out = append(out, show(x, y, 12, cells[i]))
			}
		}
		return out
	}
	b := &pdfBuilder{}
	b.page("", slices.Concat(row(200, "序", "工作任务", "责任单位", "完成时限"), row(184, "号", "", "", ""), row(160, "1", "编制规划", "省公安厅", "6月底前"),
		row(136, "2", "推进普法，", "省司法厅", "9月底前"), row(120, "", "开展培训", "", ""), row(96, "3", "建设平台", "省财政厅", "年底前"))...)
	b.page("", slices.Concat(row(745, "4", "总结经验，", "省档案局、", "年底前"), row(729, "", "报送情况", "省科技厅", ""),
		[]string{show(90, 600, 12, "以上任务由省公安厅、省财政厅组织实施，并将实施情况报送省政府，由省政府办公厅汇总。")})...)
	wantPDF(t, readPDFBytes(t, b.bytes()),
		"table page 1/table[1]",
		"序/号|工作任务|责任单位|完成时限",
		"1|编制规划|省公安厅|6月底前",
		"2|推进普法，/开展培训|省司法厅|9月底前",
		"3|建设平台|省财政厅|年底前",
		"4|总结经验，/报送情况|省档案局、省科技厅|年底前",
		"paragraph page 2: 以上任务由省公安厅、省财政厅组织实施，并将实施情况报送省政府，由省政府办公厅汇总。",
	)
}

// TestPDFLoss compares the visible characters with pdftotext's, as a multiset.
func TestPDFLoss(t *testing.T) {
	for _, name := range []string{"pdf-notice", "pdf-table", "pdf-columns"} {
		file := filepath.Join("../../fixtures", name, "notice.pdf")
		dump, err := exec.Command("pdftotext", file, "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		ours, theirs := pdfRunes(readPDFBytes(t, fixturePDF(t, name)).Text), pdfRunes(string(dump))
		for r, n := range theirs {
			if ours[r] != n {
				t.Errorf("%s: %q stands %d times, read %d times", name, r, n, ours[r])
			}
		}
		for r, n := range ours {
			if theirs[r] == 0 {
				t.Errorf("%s: %q invented %d times", name, r, n)
			}
		}
	}
}

func pdfRunes(s string) map[rune]int {
	out := map[rune]int{}
	for _, r := range s {
		if !taizhang.Blank(r) && r >= ' ' {
			out[r]++
		}
	}
	return out
}

// Two pages of lines, a row broken over them whose number stands on the first only,
// drawn by strokes; a watermark across both.
func TestPDFBrokenRow(t *testing.T) {
	b := &pdfBuilder{}
	stamp := turnedText(0.7, 0.7, -0.7, 0.7, 200, 300, 40, "征求意见稿")
	rules := func(ys ...string) string {
		var s strings.Builder
		for _, x := range []string{"90", "150", "350", "500"} {
			s.WriteString(x + " " + ys[0] + " m " + x + " " + ys[len(ys)-1] + " l S\n")
		}
		for _, y := range ys {
			s.WriteString("90 " + y + " m 500 " + y + " l S\n")
		}
		return s.String()
	}
	b.page("", stamp, rules("760", "740", "720", "700", "60"),
		show(95, 745, 12, "序号"), show(155, 745, 12, "工作任务"), show(355, 745, 12, "责任单位"),
		show(95, 725, 12, "1"), show(155, 725, 12, "编制规划"), show(355, 725, 12, "省公安厅"),
		show(95, 705, 12, "2"), show(155, 705, 12, "推进普法"), show(355, 705, 12, "省司法厅"),
		show(95, 80, 12, "3"), show(155, 80, 12, "建设平台，"), show(355, 80, 12, "省财政厅、"))
	b.page("", stamp, rules("760", "740", "720"),
		show(155, 745, 12, "开展培训"), show(355, 745, 12, "省科技厅"),
		show(95, 725, 12, "4"), show(155, 725, 12, "总结经验"), show(355, 725, 12, "省档案局"))
	wantPDF(t, readPDFBytes(t, b.bytes()),
		"table page 1/table[1]",
		"序号|工作任务|责任单位",
		"1|编制规划|省公安厅",
		"2|推进普法|省司法厅",
		"3|建设平台，/开展培训|省财政厅、/省科技厅",
		"4|总结经验|省档案局",
		"running page 1: 征求意见稿",
		"running page 2: 征求意见稿",
	)
}

// A font that is not embedded, its characters set one by one: none is lost.
func TestPDFFontNotEmbedded(t *testing.T) {
	b := &pdfBuilder{}
	var content []string
	for i, r := range []rune("规划②（一）！") {
		content = append(content, show(90+16*float64(i), 700, 16, string(r)))
	}
	b.page("", content...)
	wantPDF(t, readPDFBytes(t, b.bytes()), "paragraph page 1: 规划②（一）！")
}

// A raised number stays in its line; a page on its side is read upright; the gap
// between two parts of a line is a blank.
func TestPDFLines(t *testing.T) {
	b := &pdfBuilder{}
	b.page("", show(90, 700, 16, "面积"), show(122, 700.6, 16, "一百平方米"), show(202, 706, 8, "②"),
		show(210, 700, 16, "以上"), show(300, 700, 16, "合格"))
	b.page("/Rotate 90", turnedText(0, 1, -1, 0, 100, 90, 16, "横放的页"), turnedText(0, 1, -1, 0, 130, 90, 16, "第二行"))
	wantPDF(t, readPDFBytes(t, b.bytes()),
		"paragraph page 1: 面积一百平方米②以上 合格",
		"paragraph page 2: 横放的页",
		"paragraph page 2: 第二行",
	)
}

func TestPDFErrors(t *testing.T) {
	empty, two, long := &pdfBuilder{}, &pdfBuilder{}, &pdfBuilder{}
	empty.page("")
	for range 2 {
		two.page("", show(90, 700, 16, "正文"))
	}
	long.page("", show(90, 700, 16, "正文"))
	for _, c := range []struct {
		name string
		data []byte
		opt  Options
		want taizhang.ErrorKind
	}{
		{"encrypted", fixturePDF(t, "pdf-encrypted"), Options{}, taizhang.Encrypted},
		{"no PDF behind the signature", []byte("%PDF-1.5\nnothing obj"), Options{}, taizhang.Malformed},
		{"more pages than the limit", two.bytes(), Options{Limits: Limits{Pages: 1}}, taizhang.TooLarge},
		{"no text and no picture", empty.bytes(), Options{}, taizhang.Empty},
	} {
		_, err := Read("notice.pdf", c.data, c.opt)
		var e *taizhang.Error
		if !errors.As(err, &e) || e.Kind != c.want || e.Path != "notice.pdf" || e.Remedy == "" {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Read("notice.pdf", append([]byte("\r\nleft by a mailer\r\n"), long.bytes()...), Options{}); err != nil {
		t.Errorf("bytes before the signature: %v", err)
	}
}
