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

// TestGrids: cells that are merged, and cells that should be.
func TestGrids(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"an empty first cell merged downwards in the header",
			"<table><tr><td rowspan=2></td><td rowspan=2>工作任务</td><td>责任分工</td><td></td></tr><tr><td>责任单位</td><td>完成时限</td></tr>" +
				"<tr><td>1</td><td>修管网</td><td>市水利局</td><td>6月底前</td></tr><tr><td>2</td><td>清河道</td><td>市城管局</td><td>9月底前</td></tr></table>",
			"[number , task 工作任务, unit 责任分工/责任单位, deadline 责任分工/完成时限] 1, 修管网, 市水利局, 6月底前; 2, 清河道, 市城管局, 9月底前"},
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
