package export

import (
	"bufio"
	"io"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// csvColumn is a column of the CSV and how to fill it.
type csvColumn struct {
	name, meaning, kind string
	fill                func(n *notice, e *entry) string
}

var csvColumns = []csvColumn{
	{"文件标识", "文件的标识，同 JSON 的 notice.key。", typeText, func(n *notice, e *entry) string { return n.Notice.Key }},
	{"文件标题", "文件的标题；没有的，为来源文件名。", typeText, func(n *notice, e *entry) string { return n.Called() }},
	{"发文字号", "文件的发文字号。", typeText, func(n *notice, e *entry) string { return n.Notice.DocNumber }},
	{"计划年度", "计划所属年度。", typeInt, func(n *notice, e *entry) string {
		if n.Notice.PlanYear == 0 {
			return ""
		}
		return itoa(n.Notice.PlanYear)
	}},
	{"条目标识", "任务在一次抽取内的标识。", typeText, func(n *notice, e *entry) string { return e.task.ID }},
	{"任务编号", "任务的稳定编号；尚未入库的为空。", typeText, func(n *notice, e *entry) string { return n.uids[e.task.ID] }},
	{"来源", "部门任务或进度安排。", typeText, func(n *notice, e *entry) string { return e.sheet() }},
	{"所属", "所在章节或表格的标题。", typeText, func(n *notice, e *entry) string { return e.task.Under }},
	{"编号", "原文印的编号，照录。", typeText, func(n *notice, e *entry) string { return e.task.Number }},
	{"任务内容", "任务的原文。", typeText, func(n *notice, e *entry) string { return e.task.Text }},
	{"牵头单位", "全称，用“、”分隔。", typeText, func(n *notice, e *entry) string { return e.units(taizhang.Lead) }},
	{"配合单位", "全称，用“、”分隔。", typeText, func(n *notice, e *entry) string { return e.units(taizhang.Support) }},
	{"共同负责", "全称，用“、”分隔。", typeText, func(n *notice, e *entry) string { return e.units(taizhang.Joint) }},
	{"分别负责", "全称，用“、”分隔。", typeText, func(n *notice, e *entry) string { return e.units(taizhang.Separate) }},
	{"时限原文", "照录，一行一处。", typeText, func(n *notice, e *entry) string { return e.printedDeadlines() }},
	{"时限类型", "限期完成、限期启动、时段内、持续实施、定期、相对时限、未定时间。", typeText, func(n *notice, e *entry) string { return e.deadlineKinds() }},
	{"开始日期", "时限写明的第一个开始日期。", typeDate, func(n *notice, e *entry) string { return string(e.starts()) }},
	{"截止日期", "应当办结或采取行动的日期，有几个的取最早的。", typeDate, func(n *notice, e *entry) string { return string(e.due()) }},
	{"量化目标", "照录，一行一个。", typeText, func(n *notice, e *entry) string { return e.targets() }},
	{"成果形式", "照录；部门任务没有。", typeText, func(n *notice, e *entry) string { return e.task.Result }},
	{"同一任务", "说的是同一任务的其他条目的标识，用“、”分隔。", typeText, func(n *notice, e *entry) string {
		var ids []string
		for _, t := range e.twins() {
			ids = append(ids, t.task.ID)
		}
		return strings.Join(ids, "、")
	}},
	{"原文位置", "在来源文件中的位置，同工作簿；JSON 的 at 是同一处。", typeText, func(n *notice, e *entry) string { return catalog.Place(e.task.At) }},
}

func csvDocs() (out []Column) {
	for _, c := range csvColumns {
		out = append(out, Column{Name: c.name, Meaning: c.meaning, Type: c.kind})
	}
	return out
}

// CSV writes one line a task, as Excel reads it: UTF-8 with BOM and CRLF. A cell
// that a spreadsheet would take for a formula gets a leading apostrophe.
func CSV(w io.Writer, src Source) error {
	out := bufio.NewWriterSize(w, 1<<16)
	line := make([]string, len(csvColumns))
	for i, c := range csvColumns {
		line[i] = c.name
	}
	out.WriteString("\ufeff")
	writeCSV(out, line)
	err := flatten(src, func(n *notice, e *entry) error {
		for i, c := range csvColumns {
			line[i] = c.fill(n, e)
		}
		return writeCSV(out, line)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}

// writeCSV writes a line. encoding/csv would turn the line breaks inside cells
// into CRLF as well, which changes the text.
func writeCSV(out *bufio.Writer, cells []string) error {
	for i, c := range cells {
		if i > 0 {
			out.WriteByte(',')
		}
		c = harmless(strings.ToValidUTF8(strings.ReplaceAll(c, "\x00", "␀"), "\ufffd"))
		if strings.ContainsAny(c, ",\"\r\n") || strings.HasPrefix(c, " ") {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		out.WriteString(c)
	}
	_, err := out.WriteString("\r\n")
	return err
}

// harmless keeps a spreadsheet from running a cell.
func harmless(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}
