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
	must(t, err)
	return data
}

func readPDFBytes(t testing.TB, data []byte) *taizhang.Document {
	t.Helper()
	doc, err := Read("notice.pdf", data, Options{})
	must(t, err)
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

// TestPDFLoss compares the visible characters with pdftotext's, as a multiset.
func TestPDFLoss(t *testing.T) {
	for _, name := range []string{"pdf-notice", "pdf-table", "pdf-columns"} {
		file := filepath.Join("../../fixtures", name, "notice.pdf")
		dump, err := exec.Command("pdftotext", file, "-").Output()
		must(t, err)
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
