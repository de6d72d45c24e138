package handoff

import (
	"bytes"
	"maps"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

func sampleConflicts() []taizhang.Conflict {
	return []taizhang.Conflict{
		{ID: 11, Kind: taizhang.ConflictValues, Round: testRound, Organ: "省科技厅", Task: "0000000000000001", Field: taizhang.Quarter2, Column: "二季度进展",
			Given: "", Present: "已立项", Returned: "=1+1\n已验收", File: "省科技厅.xlsx", Cell: "填报表!O5", Note: "下发以后库中已有别的内容"},
		{ID: 12, Kind: taizhang.ConflictInvalid, Round: testRound, Organ: "省科技厅", Task: "0000000000000001", Field: taizhang.Status, Column: ColStatus, Returned: "完成", Cell: "填报表!R5"},
		{ID: 14, Kind: taizhang.ConflictInvalid, Round: testRound, Organ: "省科技厅", Task: "0000000000000002", Field: taizhang.Status, Column: ColStatus, Returned: "按要求办理", Cell: "填报表!R6"},
		{ID: 13, Kind: taizhang.ConflictEdited, Round: testRound, Organ: "省科技厅", Task: "0000000000000003", Column: ColText, Given: "甲", Present: "甲", Returned: "乙"},
		{ID: 15, Kind: taizhang.ConflictRow, Round: testRound, Organ: "省科技厅", Returned: "任务内容：排查\n责任人：\x01王五"},
	}
}

func TestConflicts(t *testing.T) {
	conflicts := sampleConflicts()
	var first, second bytes.Buffer
	must(t, WriteConflicts(&first, conflicts, sampleBook("省科技厅").Handouts))
	must(t, WriteConflicts(&second, conflicts, sampleBook("省科技厅").Handouts))
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the same conflicts give other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(first.Bytes()))
	must(t, err)
	rows, err := f.GetRows(conflictSheet)
	must(t, err)
	if len(rows) != 3+len(conflicts) {
		t.Fatalf("%d rows", len(rows))
	}
	for i, want := range []string{
		"11|省科技厅|0000000000000001|开展专项检查|二季度进展||已立项|=1+1\n已验收|省科技厅.xlsx|填报表!O5|内容不一致：下发以后库中已有别的内容",
		"12|省科技厅|0000000000000001|开展专项检查|完成状态|||完成||填报表!R5|填写的内容无效；如采用，即记为“已完成”",
		"13|省科技厅|0000000000000003|修订管理办法|任务内容|甲|甲|乙|||改动了下发的内容；下发的内容不随反馈更改，确须更正的另行更正",
	} {
		if got := strings.Join(rows[3+i][:11], "|"); got != want {
			t.Errorf("row %d: %q\nwant %q", i, got, want)
		}
	}
	if formula, err := f.GetCellFormula(conflictSheet, "H4"); err != nil || formula != "" {
		t.Errorf("a formula of a department's: %q %v", formula, err)
	}
	dvs, err := f.GetDataValidations(conflictSheet)
	must(t, err)
	var offers []string
	for _, dv := range dvs {
		offers = append(offers, dv.Sqref+dv.Formula1)
	}
	if got := strings.Join(offers, " "); got != `L4:L5"采用反馈,保留现有" L6:L8"保留现有"` {
		t.Errorf("drop-downs %s", got)
	}
	if visible, err := f.GetColVisible(conflictSheet, "M"); err != nil || visible {
		t.Errorf("the keys are visible (%v)", err)
	}
}

func TestDecisions(t *testing.T) {
	conflicts := sampleConflicts()
	var out bytes.Buffer
	must(t, WriteConflicts(&out, conflicts, nil))
	decide := func(cells map[string]any) []byte {
		return edit(t, out.Bytes(), func(f *excelize.File) { set(t, f, cells) })
	}
	got, ok, err := ReadDecisions("d.xlsx", decide(map[string]any{"L4": " 采用反馈 ", "L5": "采用反馈", "L6": "保留现有"}), conflicts)
	if want := map[int64]string{11: "returned", 12: "returned", 13: "present"}; err != nil || !ok || !maps.Equal(got.How, want) || got.Seen[11] != conflicts[0].Seen() {
		t.Errorf("%v %v %v", got, ok, err)
	}
	if got, ok, err := ReadDecisions("d.xlsx", out.Bytes(), conflicts); err != nil || !ok || len(got.How) != 0 {
		t.Errorf("undecided: %v %v %v", got, ok, err)
	}
	for cell, v := range map[string]string{"L4": "同意", "L6": "采用反馈", "L8": "采用反馈"} {
		if _, ok, err := ReadDecisions("d.xlsx", decide(map[string]any{cell: v}), conflicts); err == nil || !ok || !strings.Contains(err.Error(), "d.xlsx: "+conflictSheet+"!"+cell) {
			t.Errorf("%s %s: %v %v", cell, v, ok, err)
		}
	}
	other := sampleConflicts() // another database has something else under the number
	other[0].Returned = "已撤销"
	if _, ok, err := ReadDecisions("d.xlsx", decide(map[string]any{"L4": "采用反馈"}), other); err == nil || !ok {
		t.Errorf("taken for another conflict: %v %v", ok, err)
	}
	for name, data := range map[string][]byte{"a return": workbook(t, sampleBook("省科技厅")), "text": []byte("采用反馈"), "nothing": nil} {
		if got, ok, err := ReadDecisions(name, data, conflicts); ok || err != nil || len(got.How) > 0 {
			t.Errorf("%s: %v %v %v", name, got, ok, err)
		}
	}
	if _, err := Read("d.xlsx", out.Bytes(), ReadOptions{}); taizhang.KindOf(err) != taizhang.Unsupported {
		t.Errorf("a workbook of conflicts is read as a return: %v", err)
	}
}

func TestAccept(t *testing.T) {
	for i, want := range []string{"=1+1\n已验收", "已完成", "-", "-", "-"} {
		c := sampleConflicts()[i]
		p, ok := Accept(c)
		if ok != (want != "-") || ok && (p.Value != want || p.Field != c.Field || p.Cell != c.Cell) {
			t.Errorf("%d: %+v %v", i, p, ok)
		}
	}
}

func TestSuggest(t *testing.T) {
	for typed, want := range map[string]string{"完成": "已完成", "进行": "进行中", "正在进行中": "进行中", "滞后于计划": "滞后", "已完成100%": "已完成", "尚未启动": "未启动",
		"启动": "", "实施": "", "未完成": "", "未滞后": "", "中": "", "": "",
		"正在推进": "进行中", "完成了一半": "进行中", "90%": "进行中", "80": "进行中", "0.8": "进行中", "八成": "进行中", "完成80%": "进行中", "百分之八十": "进行中", "100%": "已完成", "全部办结": "已完成", "已完成。": "已完成",
		"进展缓慢": "滞后", "还没有开展": "未启动", "已取消": "不再实施", "1": "", "0": "", "1000": "", "基本完成": "", "推进缓慢": "", "正在研究": "",
		"未取消": "", "未推进": "", "现已全部销号": "已完成", "不再办理": "不再实施"} {
		if got := suggest(typed); got != want {
			t.Errorf("%s: %q, want %q", strconv.Quote(typed), got, want)
		}
	}
}

// A status that no row says, and a kind of row that is not there: neither may hold of every text.
func TestStatusWordsAreThere(t *testing.T) {
	for table, want := range map[string]string{
		"deny\t\t未\nlead\t\t已\nopen\t\t基本\n": "no word says",
		"lead\t\t已\nopen\t\t基本\n":            "no row has the match deny",
	} {
		_, err := readStatusWords(fstest.MapFS{"statuses.tsv": {Data: []byte("match\tstatus\tword\n" + table)}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", table, err, want)
		}
	}
}
