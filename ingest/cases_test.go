package ingest_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

const (
	caseHead = "江西省九江市人民政府关于印发2021年重点工作安排的通知\n九府发〔2021〕8号\n各县（市、区）人民政府：\n"
	caseFoot = "\n九江市人民政府\n2021年2月3日\n"
	casePage = `<p>江西省九江市人民政府关于印发2021年重点工作安排的通知</p><p>九府发〔2021〕8号</p><p>九江市人民政府</p><p>2021年2月3日</p><p>附件</p><p>2021年重点工作任务安排表</p><table>`
)

// xmlSheets is a workbook in one XML file, as Excel 2003 writes it: names of sheets and their rows.
func xmlSheets(sheets ...[]string) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">`)
	for _, s := range sheets {
		fmt.Fprintf(&b, `<Worksheet ss:Name="%s"><Table>`, s[0])
		for _, row := range s[1:] {
			b.WriteString(`<Row><Cell><Data ss:Type="String">` + strings.ReplaceAll(row, "\t", `</Data></Cell><Cell><Data ss:Type="String">`) + `</Data></Cell></Row>`)
		}
		b.WriteString(`</Table></Worksheet>`)
	}
	return b.String() + `</Workbook>`
}

// TestCases reads a document of each kind that was once read wrong without a word, from its bytes to who is to do what until when.
func TestCases(t *testing.T) {
	row := func(cells ...string) string {
		for i, c := range cells {
			if !strings.HasPrefix(c, "<td") {
				cells[i] = "<td>" + c + "</td>"
			}
		}
		return "<tr>" + strings.Join(cells, "") + "</tr>"
	}
	table := func(header string) string {
		return casePage + row("序号", "工作任务", header, "完成时限（月底前）") + row("1", "推行告知承诺制度", "市司法局/张明", "6月") + row("2", "上线电子证照系统", "市教育局/李强", "9月") + "</table>"
	}
	for _, c := range []struct{ name, file, text, want string }{
		{"1.1 under 一、", "a.txt", caseHead + "一、主要任务\n1.1 提升办税便利度\n1.推行非接触办税。（市税务局负责）\n2.压缩办税时间。（市税务局负责）\n1.2 提升通关便利度\n1.压缩通关时间。（九江海关负责）" + caseFoot, `
			一、 §
			1.1 §
			1. lead 国家税务总局九江市税务局
			2. lead 国家税务总局九江市税务局
			1.2 §
			1. lead 中华人民共和国九江海关`},
		{"labels of all kinds", "a.txt", caseHead + "甲、审批改革\nA.推行承诺。责任单位：市司法局。\nB.上线证照。\ni.电子证照。责任单位：市数据局。\nii.电子印章。责任单位：市公安局。\n乙、涉企服务\n㊀规范收费。责任单位：市财政局。\n㊁开展走访。责任单位：市教育局。\n丙、项目\n•建设展馆。责任单位：市体育局。\n•建设公园。责任单位：市林业局。" + caseFoot, `
			甲、 §
			A. lead 九江市司法局
			B. §
			i. lead 市数据局
			ii. lead 九江市公安局
			乙、 §
			㊀ lead 九江市财政局
			㊁ lead 九江市教育局
			丙、 §
			• lead 九江市体育局
			• lead 九江市林业局`},
		{"marks before labels", "a.txt", caseHead + "一、主要任务\n★1.推行承诺。责任单位：市司法局。\n▲2.上线证照。责任单位：市财政局。\n☑3.开展走访。责任单位：市教育局。\n※4.规范收费。责任单位：市公安局。\n二、项目任务\n任务1：建设展馆。责任单位：市体育局。\n任务2：建设公园。责任单位：市林业局。" + caseFoot, `
			一、 §
			★1. lead 九江市司法局
			▲2. lead 九江市财政局
			☑3. lead 九江市教育局
			※4. lead 九江市公安局
			二、 §
			任务1： lead 九江市体育局
			任务2： lead 九江市林业局`},
		{"radicals for characters", "a.txt", "江西省九江市⼈⺠政府关于印发2021年重点⼯作安排的通知\n九府发〔2021〕8号\n各县（市、区）⼈⺠政府：\n⼀、主要任务\n1.推⾏承诺。（责任单位：市⽔利局、市⼈⼒资源和社会保障局，2021年6⽉底前完成）\n⼆、保障措施\n2.⽤电报装。牵头单位：市⺠政局；完成时限：⼗⼀⽉底。\n九江市⼈⺠政府\n2021年2⽉3⽇\n", `
			⼀、 §
			1. joint 九江市水利局 joint 九江市人力资源和社会保障局 by 2021-06-30
			⼆、 §
			2. lead 九江市民政局 by 2021-11-30`},
		{"two districts of one name", "a.txt", "江苏省人民政府办公厅关于印发2023年重点任务分工方案的通知\n苏政办发〔2023〕3号\n各市、县（市、区）人民政府：\n1.建设试点。（责任单位：南京市鼓楼区人民政府、徐州市鼓楼区人民政府）\n2.推进改革。（责任单位：徐州市鼓楼区政府）\n江苏省人民政府办公厅\n2023年3月6日\n", `
			1. joint 南京市鼓楼区人民政府 joint 徐州市鼓楼区人民政府
			2. lead 徐州市鼓楼区人民政府`},
		{"what a page hides or strikes", "a.html", `<p>江西省九江市人民政府关于印发2021年重点工作安排的通知</p><p>九府发〔2021〕8号</p><div style="display:none"><p>1.旧任务。责任单位：市公安局。</p></div><p>1.推行承诺。责任单位：<del>市商务局</del><ins>市司法局</ins>。</p><p hidden>2.旧任务。责任单位：市公安局。</p><p><s>3.旧任务。责任单位：市公安局。</s></p><p>2.上线证照。责任单位：市教育局。</p><p>九江市人民政府</p><p>2021年2月3日</p>`, `
			1. lead 九江市司法局
			2. lead 九江市教育局
			! hidden-text`},
		{"a sheet for each organ, named after it", "a.xls", xmlSheets([]string{"市司法局", "九江市2021年重点工作任务表", "序号\t工作任务\t完成时限", "1\t制定年度计划。\t2021年4月底", "2\t公布权责清单。\t2021年5月底"}, []string{"市财政局", "九江市2021年重点工作任务表", "序号\t工作任务\t完成时限", "1\t安排专项资金。\t2021年6月底", "2\t公布收费目录。\t2021年7月底"}), `
			1 lead 九江市司法局 by 2021-04-30
			2 lead 九江市司法局 by 2021-05-31
			1 lead 九江市财政局 by 2021-06-30
			2 lead 九江市财政局 by 2021-07-31`},
		{"lists in a list that count alike", "a.html", `<p>江西省九江市人民政府关于印发2021年重点工作安排的通知</p><p>九府发〔2021〕8号</p><ol><li>审批改革<ol><li>推行承诺。责任单位：市司法局。</li><li>上线证照。责任单位：市公安局。</li></ol></li><li>涉企服务<ol><li>规范收费。责任单位：市财政局。</li></ol></li></ol><p>九江市人民政府</p><p>2021年2月3日</p>`, `
			1. §
			1. lead 九江市司法局
			2. lead 九江市公安局
			2. §
			1. lead 九江市财政局`},
		{"duties as a list below each task", "a.md", "# 江西省九江市人民政府关于印发2021年重点工作安排的通知\n\n九府发〔2021〕8号\n\n## 一、审批改革\n\n1. 推行承诺。\n   - **责任单位：** 市司法局\n   - **完成时限：** 2021年6月底\n2. 上线证照。\n   - 牵头单位：市公安局\n   - 配合单位：市财政局\n\n九江市人民政府\n\n2021年2月3日\n", `
			一、 §
			1. lead 九江市司法局 by 2021-06-30
			2. lead 九江市公安局 support 九江市财政局`},
		{"a header with a note", "a.html", table("牵头单位(盖章)"), "\n1 lead 九江市司法局 by 2021-06-30\n2 lead 九江市教育局 by 2021-09-30"},
		{"a header that says who leads", "a.html", strings.NewReplacer("/张明", "、市财政局", "/李强", "").Replace(table("责任单位（排第一位的为牵头单位）")), "\n1 lead 九江市司法局 support 九江市财政局 by 2021-06-30\n2 lead 九江市教育局 by 2021-09-30\n! convention"},
		{"a header of organ and person", "a.html", table("责任单位/责任人"), "\n1 lead 九江市司法局 by 2021-06-30\n2 lead 九江市教育局 by 2021-09-30"},
		{"a header of three rows", "a.html", casePage + row(`<td rowspan="3">序号</td>`, `<td rowspan="3">工作任务</td>`, `<td colspan="3">责任分工</td>`) + row(`<td rowspan="2">牵头单位</td>`, `<td colspan="2">责任单位</td>`) + row("主要", "配合") +
			row("1", "推行告知承诺制度", "市司法局", "市财政局", "市公安局") + row("2", "上线电子证照系统", "市教育局", "市民政局", "市体育局") + "</table>", `
			1 lead 九江市司法局 support 九江市财政局 support 九江市公安局
			2 lead 九江市教育局 support 九江市民政局 support 九江市体育局`},
		{"responsible organs in columns by where they belong", "a.html", casePage + row(`<td rowspan="2">序号</td>`, `<td rowspan="2">工作任务</td>`, `<td colspan="3">责任单位</td>`) + row("市直部门", "县市区", "中央驻市单位") +
			row("1", "推行告知承诺制度", "市司法局、市财政局", "浔阳区人民政府", "") + row("2", "压缩通关办理时间", "市商务局", "", "九江海关") + "</table>", `
			1 joint 九江市司法局 joint 九江市财政局 joint 九江市浔阳区人民政府
			2 joint 九江市商务局 joint 中华人民共和国九江海关`},
		{"a cell merged over lead and support", "a.html", casePage + row("序号", "工作任务", "牵头单位", "配合单位") + row("1", "推行告知承诺制度", `<td colspan="2">市司法局、市财政局</td>`) + row("2", "上线电子证照系统", "市教育局", "市公安局") + row("3", "开展企业走访活动", `<td colspan="2">市体育局</td>`) + "</table>", `
			1 joint 九江市司法局 joint 九江市财政局
			2 lead 九江市教育局 support 九江市公安局
			3 lead 九江市体育局`},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := read(t, pipeline(t), c.file, []byte(c.text))
			var want []string
			for line := range strings.Lines(strings.TrimSpace(c.want)) {
				want = append(want, strings.TrimSpace(line))
			}
			diff(t, duties(l), want)
		})
	}
}

// duties is who is to do what until when, a task a line, and which findings ask for a look; § is a section.
func duties(l *taizhang.Ledger) (out []string) {
	of := func(label string, m taizhang.Marks) {
		line := label
		for _, a := range m.Assignments {
			line += " " + string(a.Role) + " " + a.Unit
			if a.Unit == "" {
				line += a.Mention
			}
		}
		for _, d := range m.Deadlines {
			line += fmt.Sprintf(" %s %s", d.Kind, d.End)
		}
		out = append(out, line)
	}
	for _, n := range l.Nodes {
		if n.Section {
			n.Label += " §"
		}
		of(n.Label, n.Marks)
	}
	for _, t := range l.Tables {
		for _, r := range t.Rows {
			if r.Kind == taizhang.TaskRow {
				of(r.Number, r.Marks)
			}
		}
	}
	for _, f := range l.Findings {
		if f.Code != "unit-unknown" {
			out = append(out, "! "+f.Code)
		}
	}
	return out
}
