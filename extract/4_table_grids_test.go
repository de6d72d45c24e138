package extract_test

import (
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/extract/reader"
)

// gridsOf gives the tables of a page below a notice, as tablesOf does.
func gridsOf(t *testing.T, html string) string {
	t.Helper()
	doc, err := reader.Read("a.html", []byte("<html><body><p>关于印发2020年任务分工的通知</p><p>各部门：</p><p>请认真落实。</p><p>附件：任务分工表</p><p>任务分工表</p>"+html+"</body></html>"), reader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return tablesIn(t, doc)
}

// A plain table, from its header on, and what it is read as.
const (
	plainHeader = "<tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"
	plainRows   = "<tr><td>1</td><td>修管网</td><td>市水利局</td><td>6月底前</td></tr><tr><td>2</td><td>清河道</td><td>市城管局</td><td>9月底前</td></tr></table>"
	plainTable  = "[number 序号, task 工作任务, unit 责任单位, deadline 完成时限] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前"
)

// TestGrids: cells that are merged, and cells that should be.
func TestGrids(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"an empty first cell merged downwards in the header",
			"<table><tr><td rowspan=2></td><td rowspan=2>工作任务</td><td>责任分工</td><td></td></tr><tr><td>责任单位</td><td>完成时限</td></tr>" +
				"<tr><td>1</td><td>修管网</td><td>市水利局</td><td>6月底前</td></tr><tr><td>2</td><td>清河道</td><td>市城管局</td><td>9月底前</td></tr></table>",
			"[number , task 工作任务, unit 责任分工/责任单位, deadline 责任分工/完成时限] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前"},
		{"what the form says of itself stands over the header, in cells of several columns",
			"<table><tr><td colspan=3>填报单位：市政府办</td><td>2020年3月</td></tr>" + plainHeader + plainRows,
			plainTable},
		{"a form's word and its value in two cells",
			"<table><tr><td>填报单位：</td><td>市政府办</td><td>填报时间：</td><td>2020年3月</td></tr>" + plainHeader + plainRows,
			plainTable},
		{"a page's break, no header printed again, and a column in which nothing stands behind it",
			"<table>" + strings.Replace(plainHeader, "</tr>", "<td>备注</td></tr>", 1) + strings.ReplaceAll(plainRows, "</tr>", "<td>甲</td></tr>") +
				"<table><tr><td>3</td><td>种树</td><td>市林业局</td><td>4月底前</td><td></td></tr><tr><td>4</td><td>植草</td><td>市林业局</td><td>5月底前</td><td></td></tr></table>",
			"[number 序号, task 工作任务, unit 责任单位, deadline 完成时限, note 备注] 1, 修管网, 市水利局, 6月底前, 甲; 2, 清河道, 市城管局, 9月底前, 甲; 3, 种树, 市林业局, 4月底前, ; 4, 植草, 市林业局, 5月底前, "},
		{"a column of who supports names people, too",
			"<table>" + strings.Replace(plainHeader, "责任单位", "配合单位及责任人", 1) + plainRows,
			strings.Replace(plainTable, "unit 责任单位", "support 配合单位及责任人", 1)},
	} {
		if got := gridsOf(t, c.html); got != "任务分工表"+c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestOrganOfTable: a row above the header, or the title, says who answers for all rows.
func TestOrganOfTable(t *testing.T) {
	const title, row = "任务分工表（责任单位：市水利局）", "<tr><td colspan=3>责任单位：市水利局</td></tr>"
	for _, c := range []string{
		"<p>附件：任务分工表</p><p>任务分工表</p><table>" + row,
		"<p>附件：任务分工表</p><p>" + title + "</p><table>",
		"<p>附件：" + title + "</p><table>",
	} {
		doc, err := reader.Read("a.html", []byte("<html><body><p>关于印发2020年任务分工的通知</p>"+c+"<tr><td>序号</td><td>任务</td><td>完成时限</td></tr>"+
			"<tr><td>1</td><td>修管网</td><td>6月底前</td></tr><tr><td>2</td><td>清河道</td><td>9月底前</td></tr></table></body></html>"), reader.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := extractor()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range e.Extract(doc).Tables[0].Rows {
			if len(r.Groups) != 1 || r.Groups[0].Mentions[0].Text != "市水利局" {
				t.Errorf("%s: %v: %v", c, r.Cells, r.Groups)
			}
		}
	}
}

// TestDutyInCell: where no column is of units, a task's text says who answers.
func TestDutyInCell(t *testing.T) {
	doc, err := reader.Read("a.html", []byte("<html><body><p>关于印发2020年整治方案的通知</p><table><tr><td>阶段</td><td>起止时间</td><td>主要工作</td></tr>"+
		"<tr><td>动员阶段</td><td>3月</td><td>制定方案。责任单位：市水利局</td></tr><tr><td>整治阶段</td><td>4月至9月</td><td>清理河道（市水利局牵头）。</td></tr>"+
		"<tr><td>总结阶段</td><td>10月</td><td>评比河段（干流、支流）。</td></tr></table></body></html>"), reader.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := extractor()
	if err != nil {
		t.Fatal(err)
	}
	rows := e.Extract(doc).Tables[0].Rows
	if last := rows[2]; len(last.Groups) > 0 {
		t.Errorf("%v: %v", last.Cells, last.Groups)
	}
	for _, r := range rows[:2] {
		if len(r.Groups) != 1 || r.Groups[0].Mentions[0].Text != "市水利局" {
			t.Errorf("%v: %v", r.Cells, r.Groups)
		}
	}
}

// TestOrgansOverRows: organs over all columns answer for the tasks below, not for the people, prices and checks.
func TestOrgansOverRows(t *testing.T) {
	for _, c := range []struct {
		head, cell, again string
		answers           bool
	}{
		{"", "编制年度投资计划，3月底前下达。", "推进重大项目前期工作。", true},
		{"<tr><td>序号</td><td>工作任务</td></tr>", "推进重大项目前期工作。", "加强预算执行管理。", true},
		{"<tr><td>序号</td><td>姓名</td></tr>", "张三", "李四", false},
		{"<tr><td>序号</td><td>收费项目</td></tr>", "污水处理费", "土地复垦费", false},
	} {
		over := func(organ string) string {
			return "<tr><td colspan=2>" + organ + "</td></tr><tr><td>1</td><td>" + c.cell + "</td></tr><tr><td>2</td><td>" + c.again + "</td></tr>"
		}
		doc, err := reader.Read("a.html", []byte("<html><body><p>关于2020年工作的通知</p><table>"+c.head+over("市发展和改革委员会")+over("市财政局")+"</table></body></html>"), reader.Options{})
		if err != nil {
			t.Fatal(err)
		}
		e, err := extractor()
		if err != nil {
			t.Fatal(err)
		}
		var organs []string
		for _, r := range e.Extract(doc).Tables[0].Rows {
			for _, g := range r.Groups {
				organs = append(organs, g.Mentions[0].Text)
			}
		}
		if got := strings.Join(organs, " "); c.answers != (got == "市发展和改革委员会 市发展和改革委员会 市财政局 市财政局") {
			t.Errorf("%s%s: %s", c.head, c.cell, got)
		}
	}
}

// TestAnyGrid: a grid of any cells, merged in any way, is read to its end.
func TestAnyGrid(t *testing.T) {
	words := []string{"", "", "序号", "工作任务", "责任单位", "完成时限", "责任分工", "一季度", "1", "2", "修管网。", "市水利局", "6月底前", "合计", "一、城建", "备注：略", "★", "任务：", "同上"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		var html strings.Builder
		html.WriteString("<table>")
		for range 1 + r.IntN(6) {
			html.WriteString("<tr>")
			for range r.IntN(6) {
				fmt.Fprintf(&html, "<td rowspan=%d colspan=%d>%s</td>", max(1, r.IntN(5)-1), max(1, r.IntN(5)-1), words[r.IntN(len(words))])
			}
			html.WriteString("</tr>")
		}
		html.WriteString("</table>")
		func() {
			defer func() {
				if p := recover(); p != nil {
					t.Errorf("%s: %v %s", &html, p, debug.Stack())
				}
			}()
			gridsOf(t, html.String())
		}()
	}
}
