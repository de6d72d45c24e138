package review_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
)

// A calendar file is what RFC 5545 wants, and the same each time.
func TestICS(t *testing.T) {
	l := read(t, "四川省知识产权工作领导小组关于印发2018年推进计划的通知\n\n川知领〔2018〕1号\n\n一、重点任务\n\n"+
		"1.开展培训; 制定\\方案, 6月底前完成。（教育厅牵头，财政厅配合）\n\n2.建设平台，2018年启动。（科技厅负责）\n\n3.持续实施。（科技厅负责）\n\n"+
		"四川省知识产权工作领导小组\n\n2018年3月2日\n")
	p := open(t, officeOf(t, l))
	w := p.ask("/calendar.ics")
	raw := w.Body.String()
	if again := p.ask("/calendar.ics").Body.String(); again != raw {
		t.Error("asked twice, it is other bytes")
	}
	for _, line := range strings.Split(raw, "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	all := strings.Split(strings.TrimSuffix(strings.ReplaceAll(raw, "\r\n ", ""), "\r\n"), "\r\n")
	count := func(line string) (n int) {
		for _, x := range all {
			if strings.HasPrefix(x, line) {
				n++
			}
		}
		return n
	}
	for line, n := range map[string]int{"BEGIN:VEVENT": 2, "END:VEVENT": 2, "DTSTART;VALUE=DATE:20180630": 1, "DTEND;VALUE=DATE:20180701": 1, "DTSTART;VALUE=DATE:20181231": 1,
		"DTSTAMP:20180302T000000Z": 2, `SUMMARY:【限期完成】开展培训\; 制定\\方案\, 6月底前完成。`: 1, "SUMMARY:【限期启动】建设平台": 1} {
		if count(line) != n {
			t.Errorf("%d lines begin with %q, want %d:\n%s", count(line), line, n, raw)
		}
	}
	if all[0] != "BEGIN:VCALENDAR" || all[len(all)-1] != "END:VCALENDAR" || !strings.Contains(strings.Join(all, "\n"), `\n牵头：四川省教育厅\n配合：四川省财政厅`) {
		t.Errorf("not a calendar, or without its units:\n%s", raw)
	}
	if got := p.ask("/calendar.ics?kind=ongoing"); got.Code != http.StatusNotFound {
		t.Errorf("a calendar without a day: %d", got.Code)
	}
	if got := strings.Count(p.get("/timeline"), `<section class="day`); got != 2 {
		t.Errorf("%d days in the timeline, want 2", got)
	}
}

// Two notices side by side: what went is struck out, what came is underlined.
func TestCompare(t *testing.T) {
	head := "四川省工作领导小组关于印发%d年工作计划的通知\n\n川工领〔%d〕1号\n\n一、重点任务\n\n"
	old := read(t, fmt.Sprintf(head, 2018, 2018)+"1.开展知识产权专题培训，提升企业管理能力，6月底前完成。（教育厅牵头，财政厅配合）\n\n2.完善省级专利奖励制度<script>alert(1)</script>。（科技厅负责）\n\n3.建设省级重点实验室平台。（科技厅负责）\n")
	new := read(t, fmt.Sprintf(head, 2019, 2019)+"1.开展知识产权专业培训，提升企业管理能力，9月底前完成。（教育厅牵头，公安厅配合）\n\n2.完善省级专利奖励制度<script>alert(1)</script>。（科技厅负责）\n\n3.举办全省农民丰收节系列文化活动。（农业厅负责）\n")
	draft := read(t, fmt.Sprintf(head, 2018, 2018)+"1.开展知识产权专题培训，提升企业管理能力，6月底前完成。（教育厅牵头，财政厅配合）\n\n2.完善省级专利奖励制度<script>alert(1)</script>。（科技厅负责）\n\n3.建设省级重点实验室平台。（科技厅负责）\n\n4.清理收费。（财政厅负责）\n")
	o := officeOf(t, draft, old, new)
	older, err := o.Older(t.Context())
	if err != nil || len(older) != 1 {
		t.Fatal(older, err)
	}
	p := open(t, o)
	body := p.get("/compare")
	if !strings.Contains(body, "2018 年 → 2019 年") || !strings.Contains(body, "第 1 稿") {
		t.Error("the series, or the older text, is not offered")
	}
	address := "/compare?old=" + url.QueryEscape(old.Notice.Key) + "&new=" + url.QueryEscape(new.Notice.Key)
	body = p.get(address)
	for _, want := range []string{"<del>题</del>", "<ins>业</ins>", "<del>四川省财政厅</del>", "<ins>四川省公安厅</ins>", "<del>2018-06-30</del>", "<ins>2019-09-30</ins>",
		"新文件没有这项任务", "原文件没有这项任务", "&lt;script&gt;alert(1)&lt;/script&gt;"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the comparison", want)
		}
	}
	if strings.Contains(body, "<script>alert") {
		t.Error("the notice's markup is the page's")
	}
	c := o.Compare(old, new)
	for _, v := range taizhang.Verdicts {
		if got := strings.Count(p.get(address+"&verdict="+string(v)), `<tr class="step"`); got != c.Summary[v] {
			t.Errorf("%s: %d are shown, want %d", v, got, c.Summary[v])
		}
	}
	var want bytes.Buffer
	must(t, export.CompareXLSX(&want, c))
	if got := p.ask(strings.Replace(address, "/compare", "/compare.xlsx", 1)); !bytes.Equal(got.Body.Bytes(), want.Bytes()) {
		t.Error("the workbook is another than export's")
	}
	if body := p.get("/compare?old=" + url.QueryEscape(older[0].Key) + "&new=" + url.QueryEscape(old.Notice.Key)); strings.Count(body, `class="tag verdict same"`) != 3 {
		t.Error("a text and its revision are not the same")
	}
	if w := p.ask("/compare?old=x&new=y"); w.Code != http.StatusNotFound {
		t.Errorf("notices that are none: %d", w.Code)
	}
}
