package reader

import (
	"slices"
	"strings"
	"testing"
)

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

// threeColumns draws the rules of a table from 90 to 500 with lines at these ys.
func threeColumns(ys ...string) string {
	var s strings.Builder
	for _, x := range []string{"90", "150", "350", "500"} {
		s.WriteString(x + " " + ys[0] + " m " + x + " " + ys[len(ys)-1] + " l S\n")
	}
	for _, y := range ys {
		s.WriteString("90 " + y + " m 500 " + y + " l S\n")
	}
	return s.String()
}

// Two pages of lines, a row broken over them whose number stands on the first only,
// drawn by strokes; a watermark across both.
func TestPDFBrokenRow(t *testing.T) {
	b := &pdfBuilder{}
	stamp := turnedText(0.7, 0.7, -0.7, 0.7, 200, 300, 40, "征求意见稿")
	b.page("", stamp, threeColumns("760", "740", "720", "700", "60"),
		show(95, 745, 12, "序号"), show(155, 745, 12, "工作任务"), show(355, 745, 12, "责任单位"),
		show(95, 725, 12, "1"), show(155, 725, 12, "编制规划"), show(355, 725, 12, "省公安厅"),
		show(95, 705, 12, "2"), show(155, 705, 12, "推进普法"), show(355, 705, 12, "省司法厅"),
		show(95, 80, 12, "3"), show(155, 80, 12, "建设平台，"), show(355, 80, 12, "省财政厅、"))
	b.page("", stamp, threeColumns("760", "740", "720"),
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

// A row that takes a whole page, on which one of its cells shows text, and ends on the next.
func TestPDFPageOfOneCell(t *testing.T) {
	b := &pdfBuilder{}
	b.page("", threeColumns("760", "740", "720", "700", "60"),
		show(95, 745, 12, "序号"), show(155, 745, 12, "工作任务"), show(355, 745, 12, "责任单位"),
		show(95, 725, 12, "1"), show(155, 725, 12, "编制规划"), show(355, 725, 12, "省公安厅"),
		show(95, 705, 12, "2"), show(155, 705, 12, "推进普法"), show(355, 705, 12, "省司法厅"),
		show(95, 80, 12, "3"), show(155, 80, 12, "建设平台，推进数据共享和业务协"), show(355, 80, 12, "省财政厅"))
	b.page("", threeColumns("760", "60"), show(155, 745, 12, "同，健全机制，完善标准，压实责"))
	b.page("", threeColumns("760", "740", "720"), show(155, 745, 12, "任，确保落实。"),
		show(95, 725, 12, "4"), show(155, 725, 12, "总结经验"), show(355, 725, 12, "省档案局"))
	wantPDF(t, readPDFBytes(t, b.bytes()),
		"table page 1/table[1]",
		"序号|工作任务|责任单位",
		"1|编制规划|省公安厅",
		"2|推进普法|省司法厅",
		"3|建设平台，推进数据共享和业务协同，健全机制，完善标准，压实责任，确保落实。|省财政厅",
		"4|总结经验|省档案局",
	)
}

// The row at the top of a page of a table without numbers: the rest of a sentence, or a row of its own.
func TestPDFRowsOverPages(t *testing.T) {
	for _, c := range []struct{ organ, first, next, rest, want string }{
		{"省财政厅", "建设平台，推进数据共享和业务协", "", "同，由各处落实", "省财政厅|建设平台，推进数据共享和业务协同，由各处落实|省级\n省档案局|"},
		{"省财政厅", "建设平台，推进数据共享和业务。", "省司法厅", "培训人员，由各处落实", "省财政厅|建设平台，推进数据共享和业务。|省级\n省司法厅|培训人员"},
	} {
		b := &pdfBuilder{}
		b.page("", threeColumns("760", "740", "60"),
			show(95, 745, 12, "单位"), show(155, 745, 12, "工作任务"), show(355, 745, 12, "层级"),
			show(95, 80, 9, c.organ), show(155, 80, 12, c.first), show(355, 80, 12, "省级"))
		b.page("", threeColumns("760", "740", "720"), show(95, 745, 9, c.next), show(155, 745, 12, c.rest),
			show(95, 725, 9, "省档案局"), show(155, 725, 12, "总结经验"), show(355, 725, 12, "省级"))
		if got := strings.Join(pdfShown(readPDFBytes(t, b.bytes())), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%s: %s", c.first, got)
		}
	}
}
