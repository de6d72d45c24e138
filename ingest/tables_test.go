package ingest_test

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
)

// tasks are the rows of a schedule of our own; the forms print them.
var tasks = [][]string{
	{"1", "制定数据资源管理办法，明确归集范围和更新责任。", "市发展改革委", "市财政局、市司法局", "2021年6月底前"},
	{"2", "建成统一的政务服务平台，推动高频事项网上办理。", "市政务服务局", "市公安局", "2021年9月底前"},
	{"3", "开展企业开办流程改造，压缩办理环节。", "市市场监管局", "市税务局、市公安局", "持续推进"},
	{"4", "完善信用修复机制，定期公布信用信息。", "市发展改革委", "市市场监管局", "2021年12月底前"},
	{"5", "实施用水用气报装改革，降低企业成本。", "市住房城乡建设局", "市水利局", "2021年10月底前"},
	{"6", "优化不动产登记流程，推行一窗受理。", "市自然资源局", "市税务局、市住房城乡建设局", "2021年8月底前"},
	{"7", "健全招标投标监管制度，清理隐性门槛。", "市发展改革委", "市财政局", "2021年7月底前"},
}

var taskHeader = []string{"序号", "工作任务", "牵头单位", "配合单位", "完成时限"}

const taskTitle = "江西省九江市人民政府关于印发2021年重点工作安排的通知\n九府发〔2021〕8号\n各县（市、区）人民政府：\n现将2021年重点工作任务安排表印发给你们，请认真贯彻执行。\n九江市人民政府\n2021年2月3日\n附件\n2021年重点工作任务安排表\n"

// forms print a table in every way that a page or a copy of one may.
var forms = map[string]func(header []string, rows [][]string) string{
	"html":    htmlTable,
	"tabs":    rowLines("", "\t", ""),
	"blanks":  rowLines("", "    ", ""),
	"bars":    rowLines("| ", " | ", " |"),
	"widebar": rowLines("", "｜", ""),
	"markdown": func(header []string, rows [][]string) string {
		lines := strings.SplitN(rowLines("| ", " | ", " |")(header, rows), "\n", 2)
		return lines[0] + "\n|" + strings.Repeat("---|", len(header)) + "\n" + lines[1]
	},
	"flat": func(header []string, rows [][]string) string {
		out := strings.Join(header, "\n") + "\n"
		for _, r := range rows {
			out += strings.Join(r, "\n") + "\n"
		}
		return out
	},
	"glued": func(header []string, rows [][]string) string {
		out := strings.Join(header, "")
		for _, r := range rows {
			out += strings.Join(r, "")
		}
		return out + "\n"
	},
}

func rowLines(left, between, right string) func([]string, [][]string) string {
	return func(header []string, rows [][]string) string {
		out := left + strings.Join(header, between) + right + "\n"
		for _, r := range rows {
			out += left + strings.Join(r, between) + right + "\n"
		}
		return out
	}
}

func htmlTable(header []string, rows [][]string) string {
	out := "<table>"
	for _, r := range append([][]string{header}, rows...) {
		out += "<tr>"
		for _, c := range r {
			out += "<td>" + html.EscapeString(c) + "</td>"
		}
		out += "</tr>"
	}
	return out + "</table>"
}

// handedOut is what a ledger hands out, one task a line, without places.
func handedOut(l *taizhang.Ledger) []string {
	var out []string
	for _, t := range l.Tables {
		for _, r := range t.Rows {
			if r.Kind != taizhang.TaskRow {
				continue
			}
			longest, marks := "", []string{}
			for _, c := range r.Cells {
				if len(c.Text) > len(longest) {
					longest = c.Text
				}
			}
			for _, a := range r.Assignments {
				marks = append(marks, a.Mention+"|"+string(a.Role))
			}
			slices.Sort(marks)
			for _, d := range r.Deadlines {
				marks = append(marks, fmt.Sprintf("%s|%s", d.Kind, d.End))
			}
			out = append(out, longest+" "+strings.Join(marks, " "))
		}
	}
	return out
}

func readForm(t *testing.T, form string, header []string, rows [][]string) *taizhang.Ledger {
	t.Helper()
	body, name := forms[form](header, rows), "notice.txt"
	text := taskTitle + body
	if form == "html" {
		name = "notice.html"
		text = "<html><head><meta charset=utf-8></head><body><p>" + strings.ReplaceAll(strings.TrimSpace(taskTitle), "\n", "</p><p>") + "</p>" + body + "</body></html>"
	}
	l := read(t, pipeline(t), name, []byte(text))
	sound(t, l)
	return l
}

// TestTableForms prints one table in every form: what it hands out is the same.
func TestTableForms(t *testing.T) {
	want := handedOut(readForm(t, "html", taskHeader, tasks))
	if len(want) != len(tasks) {
		t.Fatalf("html: %d tasks, want %d: %q", len(want), len(tasks), want)
	}
	if s := "制定数据资源管理办法，明确归集范围和更新责任。 市发展改革委|lead 市司法局|support 市财政局|support by|2021-06-30"; want[0] != s {
		t.Fatalf("html: first task %q, want %q", want[0], s)
	}
	for form := range forms {
		t.Run(form, func(t *testing.T) { diff(t, handedOut(readForm(t, form, taskHeader, tasks)), want) })
	}
}

// TestTableColumns drops the numbers, turns the columns round, and heads them with
// words that no table lists: the ledger does not change.
func TestTableColumns(t *testing.T) {
	want := handedOut(readForm(t, "html", taskHeader, tasks))
	changes := map[string]func(row []string, header bool) []string{
		"unnumbered": func(row []string, header bool) []string { return row[1:] },
		"turned":     func(row []string, header bool) []string { return []string{row[3], row[4], row[0], row[1], row[2]} },
		"renamed": func(row []string, header bool) []string {
			if header {
				return []string{"顺次", "具体事务", "总抓方", "协力方", "最迟办毕"}
			}
			return row
		},
	}
	for name, change := range changes {
		header := change(taskHeader, true)
		var rows [][]string
		for _, r := range tasks {
			rows = append(rows, change(r, false))
		}
		for form := range forms {
			if form == "glued" {
				continue // known header words and running numbers are all that such a text has
			}
			t.Run(name+"/"+form, func(t *testing.T) { diff(t, handedOut(readForm(t, form, header, rows)), want) })
		}
	}
}

// TestTableReadings is a table a construct, and what it hands out.
func TestTableReadings(t *testing.T) {
	for _, c := range []struct {
		name, table string
		want        []string
	}{
		{"quarters date what stands in them", "工作任务\t责任单位\t第一季度\t第二季度\t第三季度\t第四季度\n" +
			"推行告知承诺制度\t市行政审批局\t制定方案\t开展试点\t全面推开\t总结评估\n" +
			"上线电子证照系统\t市数据局\t\t完成调研\t系统上线\t\n" +
			"规范涉企收费行为\t市财政局\t开展自查\t\t\t公布结果\n",
			[]string{
				"推行告知承诺制度 市行政审批局|lead during|2021-03-31 during|2021-06-30 during|2021-09-30 during|2021-12-31",
				"上线电子证照系统 市数据局|lead during|2021-06-30 during|2021-09-30",
				"规范涉企收费行为 市财政局|lead during|2021-03-31 during|2021-12-31",
			}},
		{"dittos mean the value above", "序号\t工作任务\t牵头单位\t完成时限\n1\t推行告知承诺制度\t市行政审批局\t2021年6月底\n2\t上线电子证照系统\t同上\t〃\n3\t规范涉企收费行为\t市财政局\t同上\n",
			[]string{"推行告知承诺制度 市行政审批局|lead by|2021-06-30", "上线电子证照系统 市行政审批局|lead by|2021-06-30", "规范涉企收费行为 市财政局|lead by|2021-06-30"}},
		{"standing duties by organ", "部门\t重点领域\n市教育局\t提高学生健康素养，改善学校卫生环境。\n市民政局\t提高社会救助水平，加强社区养老服务。\n市财政局、市税务局\t落实健康领域的经费和税收政策。\n",
			[]string{"提高学生健康素养，改善学校卫生环境。 市教育局|lead", "提高社会救助水平，加强社区养老服务。 市民政局|lead", "落实健康领域的经费和税收政策。 市税务局|joint 市财政局|joint"}},
		{"the responsible beside the lead support", "序号\t工作任务\t牵头单位\t责任单位\n1\t推行告知承诺制度\t市行政审批局\t市司法局\n2\t上线统一的电子证照系统\t市数据局\t市公安局、市税务局\n",
			[]string{"推行告知承诺制度 市司法局|support 市行政审批局|lead", "上线统一的电子证照系统 市公安局|support 市数据局|lead 市税务局|support"}},
		{"a line about the form above the header", "填报单位：市发展改革委\t\t填报日期：2021年3月1日\t\n序号\t工作任务\t责任单位\t完成时限（月底前）\n1\t推行告知承诺制度\t市行政审批局\t6月\n2\t上线电子证照系统\t市数据局\t8月\n",
			[]string{"推行告知承诺制度 市行政审批局|lead by|2021-06-30", "上线电子证照系统 市数据局|lead by|2021-08-31"}},
		{"halves side by side", "序号\t工作任务\t责任单位\t序号\t工作任务\t责任单位\n1\t推行告知承诺制度\t市行政审批局\t3\t规范涉企收费行为\t市财政局\n2\t上线电子证照系统\t市数据局\t4\t开展企业走访活动\t市工信局\n",
			[]string{"推行告知承诺制度 市行政审批局|lead", "上线电子证照系统 市数据局|lead", "规范涉企收费行为 市财政局|lead", "开展企业走访活动 市工信局|lead"}},
		{"tables below each other", "序号\t工作任务\t牵头单位\t完成时限\n1\t推行告知承诺制度\t市行政审批局\t2021年6月底\n2\t上线电子证照系统\t市数据局\t2021年8月底\n序号\t项目名称\t完成时限\t责任单位\n1\t建设政务服务中心\t2021年12月底\t市住建局\n2\t建设城市展示馆舍\t2021年10月底\t市文旅局\n",
			[]string{"推行告知承诺制度 市行政审批局|lead by|2021-06-30", "上线电子证照系统 市数据局|lead by|2021-08-31", "建设政务服务中心 市住建局|lead by|2021-12-31", "建设城市展示馆舍 市文旅局|lead by|2021-10-31"}},
		{"a list of people hands out nothing", "姓名\t单位\t职务\n张某\t市教育局\t局长\n李某\t市民政局\t副局长\n王某\t市财政局\t科长\n", nil},
		{"facts about places hand out nothing", "乡镇\t村名\t总人口\t户数\n城关镇\t东门村\t1200\t310\n城关镇\t西门村\t980\t260\n河口乡\t上河村\t760\t190\n", nil},
		{"an error value is no unit", "序号\t工作任务\t牵头单位\n1\t推行告知承诺制度\t#REF!\n2\t上线电子证照系统\t市数据局\n",
			[]string{"推行告知承诺制度 ", "上线电子证照系统 市数据局|lead"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := read(t, pipeline(t), "notice.txt", []byte(taskTitle+c.table))
			sound(t, l)
			diff(t, handedOut(l), c.want)
			if strings.Contains(c.table, "#REF!") && !slices.ContainsFunc(l.Findings, func(f taizhang.Finding) bool { return f.Code == "cell-error" }) {
				t.Error("no finding names the error value")
			}
		})
	}
}

// TestHeadersAgain reads pages of nothing but header words: no table, and all of it
// accounted for.
func TestHeadersAgain(t *testing.T) {
	text := taskTitle + strings.Repeat("序号\n工作任务\n责任单位\n时间进度\n", 500)
	l := read(t, pipeline(t), "notice.txt", []byte(text))
	sound(t, l)
	if n := len(handedOut(l)); n > 0 {
		t.Errorf("%d tasks from header words alone: %s", n, fmt.Sprint(handedOut(l)[:1]))
	}
}

// TestTableNotes: the points of a note below a table are no tasks, each in a row of its own or not.
func TestTableNotes(t *testing.T) {
	const page = `<p>重点任务分工表</p><table><tr><td>序号</td><td>任务</td><td>责任单位</td></tr><tr><td>1</td><td>推行告知承诺</td><td>市司法局</td></tr>` +
		`<tr><td>2</td><td>上线电子证照</td><td>市数据局</td></tr><tr><td colspan="3">注：1.本表按月更新。</td></tr><tr><td>2.时限为最后一天。</td><td></td><td></td></tr></table>`
	var kinds []string
	for _, r := range read(t, pipeline(t), "a.html", []byte(page)).Tables[0].Rows {
		kinds = append(kinds, string(r.Kind))
	}
	if got := strings.Join(kinds, " "); got != "task task data data" {
		t.Error(got)
	}
}
