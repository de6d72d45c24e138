package export

import (
	"crypto/sha256"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

func TestSameBytes(t *testing.T) {
	in := append(inputs(), Input{Ledger: seedLike()})
	want := sha256.Sum256(build(t, in...))
	for range 20 {
		if sha256.Sum256(build(t, in...)) != want {
			t.Fatal("two exports of the same ledgers differ")
		}
	}
}

// Every text is whole, on its row and those that continue it, whatever it starts with.
func TestTexts(t *testing.T) {
	f := open(t, inputs()...)
	s := read(t, f, sheetItems)
	var got []string
	for r := firstRow; r <= len(s.rows); r++ {
		if text := s.get("任务内容", r); strings.Contains(s.get("序号", r), "续") {
			got[len(got)-1] += text
		} else {
			got = append(got, text)
		}
		if n := len([]rune(s.get("任务内容", r))); n > 32767 {
			t.Errorf("row %d holds %d characters", r, n)
		}
	}
	var want []string
	for _, n := range hard().Nodes {
		want = append(want, visible(n.Text))
	}
	if !slices.Equal(got, want) {
		for i := range want {
			if i >= len(got) || got[i] != want[i] {
				t.Errorf("text %d: %.80q, want %.80q", i, got[i], want[i])
			}
		}
	}
	if v := visible("\x01\x7f\ufffe"); v != "␁␡\ufffd" {
		t.Errorf("visible: %q", v)
	}
	joined := ""
	for s, r := read(t, f, sheetRows), firstRow; r <= len(s.rows); r++ {
		joined += s.get("成果形式", r)
	}
	if !strings.HasPrefix(joined, prose("丙", longRunes)+"=1+1") {
		t.Error("the long result is not whole")
	}
}

var hyperlink = regexp.MustCompile(`^HYPERLINK\("#'([^'"]+)'!A(\d+)","([^"]*)"\)$`)

// The only formulas are links of ours, each of which leads to the row of its task, and the counts of 部门汇总.
func TestLinks(t *testing.T) {
	f := open(t, append(inputs(), Input{Ledger: seedLike()})...)
	links, sheets := map[string]int{}, map[string]table{}
	for _, name := range sheetNames {
		sheets[name] = read(t, f, name)
	}
	for _, name := range sheetNames {
		s := read(t, f, name)
		for r := range s.rows {
			for c := range s.rows[r] {
				formula, err := f.GetCellFormula(name, cell(c+1, r+1))
				must(t, err)
				if formula == "" || name == sheetSummary && counts.MatchString(formula) {
					continue
				}
				m := hyperlink.FindStringSubmatch(formula)
				if m == nil || m[3] != s.rows[r][c] {
					t.Errorf("%s %s: formula %q shown as %q", name, cell(c+1, r+1), formula, s.rows[r][c])
					continue
				}
				links[name]++
				to, _ := strconv.Atoi(m[2])
				target := sheets[m[1]]
				if to > len(target.rows) {
					t.Errorf("%s %s leads to %s row %d of %d", name, cell(c+1, r+1), m[1], to, len(target.rows))
				}
				if number := regexp.MustCompile(`第(\d+)`).FindStringSubmatch(m[3]); number != nil {
					column := "序号"
					if m[1] == sheetRows {
						column = "流水号"
					}
					if got := target.get(column, to); got != number[1] {
						t.Errorf("%s %s: %q leads to the row of %s", name, cell(c+1, r+1), m[3], got)
					}
				}
			}
		}
	}
	for _, name := range []string{sheetAbout, sheetItems, sheetRows, sheetDuties, sheetIssues} {
		if links[name] == 0 {
			t.Errorf("%s has no links", name)
		}
	}
	duties := read(t, f, sheetDuties)
	for r := firstRow; r <= len(duties.rows); r++ {
		formula, _ := f.GetCellFormula(sheetDuties, duties.ref("任务链接", r))
		m := hyperlink.FindStringSubmatch(formula)
		to, _ := strconv.Atoi(m[2])
		column := map[string]string{sheetItems: "任务内容", sheetRows: "工作任务"}[m[1]]
		if text, want := duties.get("任务内容", r), sheets[m[1]].get(column, to); !strings.HasPrefix(want, strings.TrimSuffix(text, "……")) {
			t.Fatalf("row %d: %.40q leads to %.40q", r, text, want)
		}
	}
	items := read(t, f, sheetItems)
	if got := items.get("对应进度安排", firstRow+1+rowsOf(items, "1")+rowsOf(items, "2")+1); got != "第3、5项" {
		t.Errorf("twins of item 4: %q", got)
	}
}

// counts is a formula over 责任分解 that holds nothing of a notice.
var counts = regexp.MustCompile(`^(?:COUNT|SUM)IFS\((?:'责任分解'!\$[A-Z]\$4:\$[A-Z]\$\d+|,|">0"|\$B\d+|"(?:牵头|配合|共同负责|分别负责|部门任务|进度安排)")+\)$`)

// The numbers of 部门汇总 are what their formulas come to, and follow what is edited.
func TestCounts(t *testing.T) {
	f := open(t, inputs()...)
	s, duties := read(t, f, sheetSummary), read(t, f, sheetDuties)
	formulas, names := 0, 1 // 合计
	for r := firstRow; r < len(s.rows); r++ {
		if !strings.ContainsAny(s.get("机构", r), "*?~<>=") { // which a formula would take for a pattern
			names++
		}
	}
	check := func(row int, column, want string) {
		t.Helper()
		if formula, _ := f.GetCellFormula(s.sheet, s.ref(column, row)); formula == "" {
			return
		}
		formulas++
		if got, err := f.CalcCellValue(s.sheet, s.ref(column, row)); err != nil || got != want {
			t.Errorf("%s: %s, %v; want %s", s.ref(column, row), got, err, want)
		}
	}
	for r := firstRow; r <= len(s.rows); r++ {
		for _, column := range []string{"牵头", "配合", "共同负责", "分别负责", "合计", "来自部门任务", "来自进度安排", "涉及任务数"} {
			check(r, column, s.get(column, r))
		}
	}
	if want := 8*names - 1; formulas != want || names == len(s.rows)-firstRow+1 { // the number of all tasks is a number
		t.Errorf("%d formulas of %d names, want %d", formulas, names, want)
	}
	lead, support := s.get("牵头", firstRow), s.get("配合", firstRow)
	for r := firstRow; ; r++ {
		if duties.get("机构", r) == s.get("机构", firstRow) && duties.get("角色", r) == "牵头" {
			must(t, f.SetCellStr(sheetDuties, duties.ref("角色", r), "配合"))
			break
		}
	}
	plus := func(s string, n int) string { v, _ := strconv.Atoi(s); return strconv.Itoa(v + n) }
	check(firstRow, "牵头", plus(lead, -1))
	check(firstRow, "配合", plus(support, 1))
}

// rowsOf counts the rows that an entry takes.
func rowsOf(s table, number string) (n int) {
	for r := firstRow; r <= len(s.rows); r++ {
		if v := s.get("序号", r); v == number || strings.HasPrefix(v, number+"续") {
			n++
		}
	}
	return n
}

func TestTypes(t *testing.T) {
	f := open(t, inputs()...)
	s := read(t, f, sheetItems)
	row := firstRow + 1 + rowsOf(s, "1") + rowsOf(s, "2") + 1
	if got := s.get("任务内容", row); got != "普通任务，2017年底前完成。" {
		t.Fatalf("row %d is %q", row, got)
	}
	if v := s.get("截止日期", row); v != "42916" { // 2017-06-30, the earlier one
		t.Errorf("due date is %s", v)
	}
	if v, _ := f.GetCellValue(s.sheet, s.ref("截止日期", row)); v != "2017-06-30" {
		t.Errorf("due date is shown as %s", v)
	}
	if v := s.get("时限原文", row); v != "2017年底前〔2017-12-31〕\n6月底（25%以上）〔2017-06-30〕" {
		t.Errorf("deadlines: %q", v)
	}
	for column, want := range map[string]excelize.CellType{"序号": excelize.CellTypeUnset, "截止日期": excelize.CellTypeUnset,
		"编号": excelize.CellTypeInlineString, "任务内容": excelize.CellTypeInlineString, "量化目标": excelize.CellTypeInlineString} {
		if got, _ := f.GetCellType(s.sheet, s.ref(column, row)); got != want {
			t.Errorf("%s has type %v, want %v", column, got, want)
		}
	}
	rows := read(t, f, sheetRows)
	last := len(rows.rows)
	for r := firstRow; r <= last; r++ {
		if rows.get("序号", r) == "4" && rows.get("截止日期", r)+rows.get("成果形式", r) != "" {
			t.Error("what is empty has a value")
		}
	}
	summary := read(t, f, sheetSummary)
	if got := summary.rows[firstRow-1]; !slices.Equal(got, []string{"1", "某省知识产权局", "", "20", "0", "0", "0", "20", "12", "8", "20"}) {
		t.Errorf("summary: %q", got)
	}
	if got := summary.rows[len(summary.rows)-1]; !slices.Equal(got[1:], []string{"合计", "", "20", "6", "6", "4", "36", "12", "24", "20"}) {
		t.Errorf("total: %q", got)
	}
	about := read(t, f, sheetAbout)
	facts := map[string]string{}
	for _, r := range about.rows {
		if len(r) > 1 {
			facts[r[0]] = r[1]
		}
	}
	for name, want := range map[string]string{"发文字号": "某政发〔2017〕1号", "合计（含重复，项）": "20", "其中重复（项）": "2", "合计（去除重复，项）": "18", "来源文件": "notice.txt"} {
		if facts[name] != want {
			t.Errorf("%s is %q, want %q", name, facts[name], want)
		}
	}
	issues := read(t, f, sheetIssues)
	for r, want := range [][]string{{"请核对", "单位名称疑有误", "“省知识产权”疑有漏字", "省知识产权", "进度安排第3项"},
		{"提示", "no-such-code", "=cmd|' /C calc'!A0", "=1+1", "部门任务第2项"}, {"须更正", "表格单元格存疑", "整表", "", "进度安排"}, {"请核对", "日月先后存疑", "整份文件", "", ""}} {
		for c, column := range []string{"级别", "类型", "说明", "原文", "所在行"} {
			if got := issues.get(column, firstRow+r); got != want[c] {
				t.Errorf("finding %d, %s: %q, want %q", r, column, got, want[c])
			}
		}
	}
}

func TestSeveralAndNone(t *testing.T) {
	empty := &taizhang.Ledger{}
	f := open(t, append(inputs(), Input{Ledger: seedLike()}, Input{Ledger: empty}, Input{Ledger: seedLike()})...)
	for _, name := range []string{sheetItems, sheetRows, sheetDuties, sheetIssues} {
		if s := read(t, f, name); s.header[0] != "文件" || s.get("文件", firstRow) != "某政发〔2017〕1号" {
			t.Errorf("%s: no notice column", name)
		}
	}
	if s := read(t, f, sheetItems); s.get("文件", len(s.rows)) != "某政发〔2018〕2号（2）" {
		t.Errorf("last notice is %q", s.get("文件", len(s.rows)))
	}
	build(t)
	for _, in := range [][]Input{{}, {{Ledger: empty}}} {
		f := open(t, in...)
		for _, name := range sheetNames {
			read(t, f, name)
		}
	}
}

func BenchmarkXLSX(b *testing.B) {
	in := Inputs{{Ledger: seedLike()}}
	b.ReportAllocs()
	for b.Loop() {
		must(b, XLSX(io.Discard, in))
	}
}
