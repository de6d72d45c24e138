package reader

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// linesOf sets lines below one another from y on.
func linesOf(x, y, pitch, size float64, lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		if l != "" {
			b.WriteString(show(x, y-float64(i)*pitch, size, l) + "\n")
		}
	}
	return b.String()
}

// textsOf returns the text of a document's blocks of a kind.
func textsOf(doc *taizhang.Document, kind taizhang.BlockKind) (out []string) {
	for _, b := range doc.Blocks {
		if b.Kind == kind {
			out = append(out, b.Spans.Cut(doc.Text))
		}
	}
	return out
}

// TestPDFRunningHeads: a head that stands on all pages or on each left one, with the
// page's number in it, runs; a line of responsibility at the edge of pages does not.
func TestPDFRunningHeads(t *testing.T) {
	b := &pdfBuilder{}
	for i := 1; i <= 6; i++ {
		head := show(100, 800, 10, "重点任务分工方案")
		if i%2 == 0 {
			head = show(300, 800, 10, fmt.Sprintf("市政府公报 第%d面 共6期", i))
		}
		b.page("", head, linesOf(100, 600, 25, 16, fmt.Sprintf("%d.推行告知承诺制度改革。", i), "责任单位：市司法局", "推进中。"), show(100, 60, 16, "责任单位：市司法局"), show(280, 30, 10, fmt.Sprintf("— %d —", i)))
	}
	doc := readPDFBytes(t, b.bytes())
	if got := textsOf(doc, taizhang.Running); len(got) != 12 {
		t.Errorf("running: %q", got)
	}
	if n := strings.Count(strings.Join(textsOf(doc, taizhang.Paragraph), "\n"), "责任单位：市司法局"); n != 12 {
		t.Errorf("%d of 12 lines of responsibility are text", n)
	}
	// On two pages alone, what differs in its date only is no head.
	b = &pdfBuilder{}
	for i := 1; i <= 2; i++ {
		b.page("", linesOf(100, 700, 25, 16, "1.推行。", "2.推进。"), show(100, 60, 16, fmt.Sprintf("完成时限：2023年%d月底", i+5)))
	}
	if got := textsOf(readPDFBytes(t, b.bytes()), taizhang.Running); len(got) != 0 {
		t.Errorf("running: %q", got)
	}
}

// TestPDFTwoColumns: below a title over the whole width, the left column is read
// before the right one, and an item goes on from one to the other and over the page.
func TestPDFTwoColumns(t *testing.T) {
	item := func(n int) []string {
		return []string{fmt.Sprintf("%d.推行告知承诺制度改革，完善", n), "工作机制。责任单位：市司法局。"}
	}
	var left, right []string
	for n := 1; n <= 6; n++ {
		left = append(left, item(n)...)
	}
	left = append(left, item(7)[0])
	right = append(right, item(7)[1])
	for n := 8; n <= 12; n++ {
		right = append(right, item(n)...)
	}
	b := &pdfBuilder{}
	b.page("", show(150, 780, 22, "重点任务分工方案的通知"), linesOf(60, 720, 22, 14, left...), linesOf(310, 720, 22, 14, right...))
	doc := readPDFBytes(t, b.bytes())
	want := []string{"重点任务分工方案的通知"}
	for n := 1; n <= 12; n++ {
		want = append(want, strings.Join(item(n), ""))
	}
	if got := textsOf(doc, taizhang.Paragraph); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// TestPDFColumnsByAlignment: columns that only keep to their places, closer to each
// other than the words of a heading line; dates in lines of text are no columns.
func TestPDFColumnsByAlignment(t *testing.T) {
	b := &pdfBuilder{}
	var s strings.Builder
	s.WriteString(show(60, 700, 12, "序号") + show(100, 700, 12, "工作任务") + show(310, 700, 12, "牵头单位") + show(400, 700, 12, "完成时限") + "\n")
	for i := range 4 {
		y := 676 - float64(i)*40
		s.WriteString(show(60, y, 12, fmt.Sprint(i+1)) + show(100, y, 12, "推进改革任务落实健全工作机制配套措") + show(310, y, 12, "市司法局") + show(400, y, 12, "六月底") + show(100, y-16, 12, "施。") + "\n")
	}
	for i, rest := range []string{"召开会议部署", "印发实施方案", "开展督查评估"} {
		x := 60.0
		for _, piece := range []string{"2023", "年", fmt.Sprint(i + 3), "月", fmt.Sprint(i + 5), "日", rest} {
			s.WriteString(show(x, 400-float64(i)*20, 12, piece) + "\n")
			x += 12*float64(len([]rune(piece))) + 5 // as programs part digits from characters
		}
	}
	b.page("", s.String())
	doc := readPDFBytes(t, b.bytes())
	tables := textsOf(doc, taizhang.TableGrid)
	if len(tables) != 1 || !strings.Contains(tables[0], "推进改革任务落实健全工作机制配套措施。市司法局六月底2推进") {
		t.Errorf("tables: %q", tables)
	}
	if got := textsOf(doc, taizhang.Paragraph); len(got) == 0 || !strings.Contains(strings.Join(got, ""), "召开会议部署") {
		t.Errorf("paragraphs: %q", got)
	}
}

// TestPDFSealLetters: letters around a circle stand over a signature; those at its top,
// nearly upright, are no part of it, and slanted type is text.
func TestPDFSealLetters(t *testing.T) {
	b := &pdfBuilder{}
	var s strings.Builder
	for i, r := range []rune("海州市人民政府办公室") {
		at := math.Pi * (0.95 - 0.1*float64(i)) // around 350, 500, clockwise from the left
		sin, cos := math.Sincos(at - math.Pi/2)
		s.WriteString(turnedText(cos, sin, -sin, cos, 350+60*math.Cos(at), 500+60*math.Sin(at), 12, string(r)) + "\n")
	}
	b.page("", show(60, 700, 12, "一、推进改革。"), show(250, 560, 12, "海州市人民政府"), s.String(), turnedText(1, 0, 0.2, 1, 60, 400, 12, "斜体的字也是正文"))
	doc := readPDFBytes(t, b.bytes())
	if got := textsOf(doc, taizhang.Paragraph); !slices.Equal(got, []string{"一、推进改革。", "海州市人民政府", "斜体的字也是正文"}) {
		t.Errorf("paragraphs: %q", got)
	}
	if got := strings.Join(textsOf(doc, taizhang.Running), ""); got != "海州市人民政府办公室" {
		t.Errorf("running: %q", got)
	}
}

// TestContents: a table of contents repeats the headings; one line with dots is none.
func TestContents(t *testing.T) {
	read := func(text string) []string {
		doc, err := Read("notice.txt", []byte(text), Options{})
		must(t, err)
		return textsOf(doc, taizhang.Running)
	}
	body := "一、总体要求\n二、重点任务\n（一）推进\n"
	got := read("任务分工方案\n目　录\n一、总体要求............ 1\n二、重点任务…………2\n（一）完善推进落实机制\n健全制度…………- 3 -\n" + body)
	if len(got) != 5 || strings.Contains(strings.Join(got, ""), "（一）推进") {
		t.Errorf("running: %q", got)
	}
	if got := read("一、共 ........ 3\n" + body); len(got) != 0 {
		t.Errorf("running: %q", got)
	}
}
