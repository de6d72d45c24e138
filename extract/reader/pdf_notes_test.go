package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// TestPDFFootnotes: footnotes stand behind the paragraph that goes on over the page; small
// type in columns, or with a label, is none.
func TestPDFFootnotes(t *testing.T) {
	var b pdfBuilder
	b.page("", show(90, 760, 16, "一、推进第一类改革，建立健全各项工作机制，细"), show(90, 730, 16, "化任务分工，压实各方责任，加强督促检查，确保各"),
		show(90, 110, 9, "1指纳入第一批改革的试点单位，由市级另行公布，"), show(90, 98, 9, "并按季度更新。"), show(90, 86, 9, "② 以上均含本级。"))
	b.page("", show(90, 760, 16, "项任务落到实处，形成齐抓共管的良好工作局面，切"), show(90, 730, 16, "实见效。"), show(90, 110, 9, "1.小字的条目。"))
	wantPDF(t, readPDFBytes(t, b.bytes()),
		"paragraph page 1: 一、推进第一类改革，建立健全各项工作机制，细化任务分工，压实各方责任，加强督促检查，确保各项任务落到实处，形成齐抓共管的良好工作局面，切实见效。",
		"paragraph page 1: 1指纳入第一批改革的试点单位，由市级另行公布，并按季度更新。",
		"paragraph page 1: ② 以上均含本级。",
		"paragraph page 2: 1.小字的条目。")
}

// TestPDFUnseen: white text on paper and what a line strikes through is left out and said;
// white text on a ground, underlined text and what stands between the rules of a table is not.
func TestPDFUnseen(t *testing.T) {
	b := &pdfBuilder{}
	line := func(x0, x1, y float64) string { return fmt.Sprintf("%g %g m %g %g l S\n", x0, y, x1, y) }
	b.page("", show(60, 700, 12, "一、推进改革。"), "1 1 1 rg", show(60, 680, 12, "白色的文字"), "0.2 0.4 0.8 rg 55 640 200 24 re f 1 1 1 rg", show(60, 648, 12, "任务清单"), "0 0 0 rg",
		show(60, 620, 12, "二、删去的文字和留下的文字。"), line(84, 144, 624), show(60, 600, 12, "三、加了下划线。"), line(84, 144, 598),
		show(60, 580, 12, "四、一条长线穿过。"), line(20, 500, 584))
	doc := readPDFBytes(t, b.bytes())
	if got := textsOf(doc, taizhang.Paragraph); !slices.Equal(got, []string{"一、推进改革。", "任务清单", "二、 和留下的文字。", "三、加了下划线。", "四、一条长线穿过。"}) {
		t.Errorf("got %q", got)
	}
	if len(doc.Findings) != 1 || doc.Findings[0].Code != "hidden-text" || !strings.Contains(doc.Findings[0].Message, "5 个字设为隐藏文字、5 个字加了删除线") {
		t.Errorf("findings: %+v", doc.Findings)
	}
}
