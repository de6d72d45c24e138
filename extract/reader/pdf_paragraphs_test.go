package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestPDFWhatGoesOn: lines at x (from the left margin of 60, in characters of 12 points,
// 38 of which fill a line), and the paragraphs that they are.
func TestPDFWhatGoesOn(t *testing.T) {
	full := func(n int) string { return strings.Repeat("推进改革落实任务", 5)[:3*n] }
	type line struct {
		x    float64
		text string
	}
	for _, c := range []struct {
		name  string
		lines []line
		want  []string
	}{
		{"a bracket does not end a line, so its first word had no room", []line{{2, full(34)}, {0, "（附件另发）完善机制。"}},
			[]string{full(34) + "（附件另发）完善机制。"}},
		{"punctuation hangs over the edge of full lines", []line{{2, full(36) + "，"}, {0, full(38) + "，"}, {0, full(37)}, {0, "自明年起执行。"}, {2, full(36)}, {0, full(38)}, {0, "完成。"}},
			[]string{full(36) + "，" + full(38) + "，" + full(37) + "自明年起执行。", full(36) + full(38) + "完成。"}},
		{"lines hang under a number where paragraphs begin", []line{{0, "1." + full(36)}, {2, full(36)}, {2, "完成任务。"}, {0, "2." + full(36)}, {2, "完成任务。"}},
			[]string{"1." + full(36) + full(36) + "完成任务。", "2." + full(36) + "完成任务。"}},
		{"the next number after a bracket", []line{{0, "1." + full(33) + "负责）"}, {0, "2." + full(36)}, {0, "完成。"}},
			[]string{"1." + full(33) + "负责）", "2." + full(36) + "完成。"}},
		{"numbers in a sentence, where paragraphs are set in", []line{{2, "1.明确标准。"}, {2, "2.明确范围：" + full(30)}, {0, full(37) + "；"}, {0, "（2）" + full(10) + "。"}, {2, "3.明确时间。"}},
			[]string{"1.明确标准。", "2.明确范围：" + full(30) + full(37) + "；（2）" + full(10) + "。", "3.明确时间。"}},
	} {
		b := &pdfBuilder{}
		var s []string
		for i, l := range c.lines {
			s = append(s, show(60+12*l.x, 700-20*float64(i), 12, l.text))
		}
		b.page("", append(s, show(60, 300, 12, full(38)), show(60, 280, 12, full(38)))...)
		got := textsOf(readPDFBytes(t, b.bytes()), taizhang.Paragraph)
		if want := append(c.want, full(38)+full(38)); !slices.Equal(got, want) {
			t.Errorf("%s:\ngot  %q\nwant %q", c.name, got, want)
		}
	}
}

// TestPDFDateBeforeAnnex: a date that is set right ends its page's text.
func TestPDFDateBeforeAnnex(t *testing.T) {
	b := &pdfBuilder{}
	prose := linesOf(60, 700, 20, 12, strings.Repeat("推进改革落实任务", 5)[:3*38], strings.Repeat("推进改革落实任务", 5)[:3*38], "完成。")
	b.page("", prose, show(60+12*32, 600, 12, "三月六日印发"))
	b.page("", show(60, 700, 12, "附件"))
	if got := textsOf(readPDFBytes(t, b.bytes()), taizhang.Paragraph); len(got) != 3 || got[1] != "三月六日印发" {
		t.Errorf("got %q", got)
	}
}

// TestPDFBrowsersHead: what a browser prints around a page runs, with its time and
// address; the second line of a table's head on two pages does not.
func TestPDFBrowsersHead(t *testing.T) {
	b := &pdfBuilder{}
	row := func(y float64, cells ...string) (out []string) {
		for i, x := range []float64{60, 100, 310, 400} {
			if cells[i] != "" {
				out = append(out, show(x, y, 12, cells[i]))
			}
		}
		return out
	}
	for i := range 2 {
		around := []string{show(60, 810, 8, "2023/3/8 17:02"), show(250, 810, 8, "任务清单的通知"), show(60, 20, 8, fmt.Sprintf("https://www.example.gov.cn/art/a.html %d/2", i+1))}
		head := slices.Concat(row(760, "序", "工作任务", "牵头单位", "完成时限"), row(744, "号", "", "", ""))
		for k := range 4 {
			head = append(head, row(720-24*float64(k), fmt.Sprint(4*i+k+1), "完善工作机制", "市司法局", "六月底")...)
		}
		b.page("", append(around, head...)...)
	}
	doc := readPDFBytes(t, b.bytes())
	if got := textsOf(doc, taizhang.Running); len(got) != 4 {
		t.Errorf("running: %q", got)
	}
	got := strings.Join(textsOf(doc, taizhang.TableGrid), "\n")
	if strings.Count(got, "序号工作任务牵头单位") != 2 || !strings.Contains(got, "5完善工作机制市司法局六月底") {
		t.Errorf("table: %s", got)
	}
}

// TestPDFThreeColumns: three columns, and on the next page what is left of them.
func TestPDFThreeColumns(t *testing.T) {
	lines := func(column, n int) string {
		return strings.Repeat("第"+[]string{"一", "二", "三"}[column]+"项工作落实改革任务清单", n)
	}
	b := &pdfBuilder{}
	want := ""
	for _, n := range []int{8, 2} {
		var s []string
		for c := range 3 {
			for i := range n {
				s = append(s, show(50+170*float64(c), 750-18*float64(i), 12, lines(c, 1)))
			}
			want += lines(c, n)
		}
		b.page("", s...)
	}
	if got := strings.Join(textsOf(readPDFBytes(t, b.bytes()), taizhang.Paragraph), ""); got != want {
		t.Errorf("got %q", got)
	}
}
