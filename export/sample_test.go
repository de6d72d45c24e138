package export

import (
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

const (
	longMark  = "甲"
	longRunes = 4400
	hugeRunes = 33500
)

// prose is a text of n characters in which no two stretches are alike.
func prose(mark string, n int) string {
	var b strings.Builder
	for i, k := 0, 0; k < n; i++ {
		s := fmt.Sprintf("%s第%d句要求各有关单位按照分工认真抓好落实，确保取得实效。", mark, i)
		b.WriteString(s)
		k += len([]rune(s))
	}
	return string([]rune(b.String())[:n])
}

// hostile are texts that a spreadsheet, XML or HTML could take for something else.
var hostile = []string{
	`=HYPERLINK("http://example.com","点此")`, "+86-28-12345678", "-1+2", "@SUM(A1:A9)", "\t=1+1",
	`<script>alert("x")</script> & <b>粗</b> _x000D_ _x005F_x0041_`, "控制\x01\x0b\x1f\x7f字符\ufffe\uffff末", "",
}

// hard is a notice of 12 items and 8 rows with everything that is hard to write.
func hard() *taizhang.Ledger {
	l := &taizhang.Ledger{Notice: taizhang.Notice{Key: "k1", Title: "某省关于印发《2017年工作计划》的通知", DocNumber: "某政发〔2017〕1号", Issuer: "某省人民政府",
		SignedOn: "2017-01-25", PlanYear: 2017, Jurisdiction: "某省", Addressees: []string{"各市人民政府"}},
		Parts: []taizhang.Part{{ID: "plan", Kind: taizhang.PlanPart}, {ID: "schedule", Kind: taizhang.SchedulePart}},
		Doc:   &taizhang.Document{Source: taizhang.Source{Name: "notice.txt"}, Text: "省知识产权负责 =1+1"}}
	texts := append([]string{prose(longMark, longRunes), prose("乙", hugeRunes), "第一行\n第二行", "普通任务，2017年底前完成。"}, hostile...)
	l.Nodes = append(l.Nodes, taizhang.Node{ID: "plan/一、", Part: "plan", Label: "一、", Title: "省知识产权局", Unit: "某省知识产权局", Section: true, Text: "本部门抓好以下工作："})
	for i, s := range texts {
		l.Nodes = append(l.Nodes, taizhang.Node{ID: fmt.Sprintf("plan/一、/%d.", i+1), Part: "plan", Label: fmt.Sprintf("%d.", i+1), Parents: []string{"plan/一、"}, Text: s,
			At: fmt.Sprintf("p[%d]", 10+i), Marks: taizhang.Marks{
				Assignments: []taizhang.Assignment{{Mention: "省知识产权局", Unit: "某省知识产权局", Organ: "某省知识产权局", Role: taizhang.Lead, From: "plan/一、"}}}})
	}
	n := &l.Nodes[4]
	n.Deadlines = []taizhang.Deadline{{Raw: "2017年底前", Kind: taizhang.By, End: "2017-12-31", Due: "2017-12-31"}, {Raw: "6月底", Kind: taizhang.By, End: "2017-06-30", Due: "2017-06-30", What: "25%以上"}}
	five, eight := 5.0, 8.0
	n.Targets = []taizhang.Target{{Raw: "5—8个省级重点实验室", Min: &five, Max: &eight, Measure: "个"}}

	t := taizhang.Table{ID: "schedule/t1", Part: "schedule", Kind: taizhang.ScheduleTable, Title: "进度安排表", Columns: []taizhang.Column{
		{Name: "序号", Role: taizhang.ColNumber}, {Name: "工作任务", Role: taizhang.ColTask}, {Name: "责任单位", Role: taizhang.ColUnit},
		{Name: "时间进度", Role: taizhang.ColDeadline}, {Name: "成果形式", Role: taizhang.ColResult}}}
	results := []string{prose("丙", longRunes), "=1+1", "成果三", "", "@x", "-", "+", "成果八"}
	for i, result := range results {
		no := fmt.Sprint(i + 1)
		r := taizhang.Row{ID: "schedule/t1/r" + no, Number: no, Kind: taizhang.TaskRow, At: fmt.Sprintf("table[1]/tr[%d]", i+2)}
		for _, c := range []string{no, "任务" + no, "省知识产权局、省版权局、某办负责", "2017年底完成", result} {
			r.Cells = append(r.Cells, taizhang.Cell{Text: c})
		}
		role := []taizhang.Role{taizhang.Support, taizhang.Joint, taizhang.Separate}[i%3]
		r.Assignments = []taizhang.Assignment{
			{Mention: "省知识产权局", Unit: "某省知识产权局", Organ: "某省知识产权局", Role: taizhang.Lead},
			{Mention: "省版权局", Unit: "某省版权局", Organ: "某省新闻出版广电局", Role: role},
			{Mention: "=某办", Unit: "=某办", Role: role, Rule: "unresolved"}}
		r.Deadlines = []taizhang.Deadline{{Raw: "2017年底完成", Kind: taizhang.By, End: "2017-12-31", Due: "2017-12-31"}}
		if i == 3 {
			r.Deadlines = []taizhang.Deadline{{Raw: "持续实施", Kind: taizhang.Ongoing}}
		}
		t.Rows = append(t.Rows, r)
	}
	l.Tables = []taizhang.Table{t}
	l.Links = []taizhang.Link{{A: "plan/一、/4.", B: "schedule/t1/r3", Kind: "overlap", Score: .9}, {A: "plan/一、/4.", B: "schedule/t1/r5", Kind: "overlap", Score: .8}}
	l.Findings = []taizhang.Finding{
		{Code: "unit-typo", Severity: taizhang.Warning, Message: "“省知识产权”疑有漏字", Task: "schedule/t1/r3", Spans: taizhang.Of(0, 15)},
		{Code: "no-such-code", Severity: taizhang.Info, Message: "=cmd|' /C calc'!A0", Task: "plan/一、/2.", Spans: taizhang.Of(22, 26)},
		{Code: "table-cell", Severity: taizhang.Fault, Message: "整表", Task: "schedule/t1"},
		{Code: "date-order", Severity: taizhang.Warning, Message: "整份文件"}}
	return l
}

// seedLike is a notice as large as the one that ships: 27 departments, 101 items,
// 55 rows, 246 assignments in them.
func seedLike() *taizhang.Ledger {
	l := &taizhang.Ledger{Notice: taizhang.Notice{Key: "k2", Title: "某省关于印发《2018年工作计划》的通知", DocNumber: "某政发〔2018〕2号", SignedOn: "2018-02-01", PlanYear: 2018}}
	for i := range 101 {
		section := fmt.Sprintf("plan/s%d", i*27/101)
		unit := fmt.Sprintf("某省第%d厅", i*27/101)
		if k := len(l.Nodes); k == 0 || l.Nodes[k-1].Parents[0] != section {
			l.Nodes = append(l.Nodes, taizhang.Node{ID: section, Part: "plan", Title: unit, Unit: unit, Section: true, Parents: []string{""}})
		}
		l.Nodes = append(l.Nodes, taizhang.Node{ID: fmt.Sprintf("plan/i%d", i), Part: "plan", Label: fmt.Sprintf("%d.", i+1), Parents: []string{section}, Text: prose("任务", 40+i),
			At: fmt.Sprintf("p[%d]", i), Marks: taizhang.Marks{Assignments: []taizhang.Assignment{{Mention: unit, Unit: unit, Organ: unit, Role: taizhang.Lead, From: section}}}})
	}
	t := taizhang.Table{ID: "schedule/t1", Part: "schedule", Kind: taizhang.ScheduleTable, Columns: []taizhang.Column{
		{Name: "工作任务", Role: taizhang.ColTask}, {Name: "责任单位", Role: taizhang.ColUnit}, {Name: "成果形式", Role: taizhang.ColResult}}}
	for i := range 55 {
		r := taizhang.Row{ID: fmt.Sprintf("schedule/t1/r%d", i), Number: fmt.Sprint(i + 1), Kind: taizhang.TaskRow, Cells: []taizhang.Cell{
			{Text: prose("工作", 40+i)}, {Text: "省一厅、省二厅、省三厅、省四厅负责。"}, {Text: prose("成果", 50+2*i)}}}
		for k := range 4 + i%2 {
			unit := fmt.Sprintf("某省第%d厅", (i+k*7)%41)
			r.Assignments = append(r.Assignments, taizhang.Assignment{Mention: unit, Unit: unit, Organ: unit, Role: []taizhang.Role{taizhang.Lead, taizhang.Support}[min(k, 1)]})
		}
		r.Deadlines = []taizhang.Deadline{{Raw: "持续实施", Kind: taizhang.Ongoing}}
		t.Rows = append(t.Rows, r)
	}
	l.Tables = []taizhang.Table{t}
	return l
}
