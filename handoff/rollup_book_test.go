package handoff_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

func workbook(t testing.TB, r *handoff.RollUp) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, r.Write(&b))
	return b.Bytes()
}

func header(t *testing.T, f *excelize.File, name string) []string {
	t.Helper()
	rows, err := f.GetRows(name)
	must(t, err)
	return rows[2]
}

// sheet reads a sheet as records by header, from the row under the header on.
func sheet(t *testing.T, f *excelize.File, name string) (out []map[string]string) {
	t.Helper()
	rows, err := f.GetRows(name)
	must(t, err)
	for _, row := range rows[3:] {
		r := map[string]string{}
		for i, v := range row {
			r[rows[2][i]] = v
		}
		out = append(out, r)
	}
	return out
}

// The workbook's figures, counted from what went in.
func TestRollUpWorkbook(t *testing.T) {
	r := shippedRollUp(t)
	raw := workbook(t, r)
	if again := workbook(t, shippedRollUp(t)); !bytes.Equal(raw, again) {
		t.Error("written twice, it is other bytes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(raw))
	must(t, err)
	defer f.Close()
	if got, want := f.GetSheetList(), []string{"汇总", "总台账", "部门完成情况", "逾期与预警", "变化情况", "未反馈单位", "数据字典"}; !slices.Equal(got, want) {
		t.Fatalf("sheets %v", got)
	}

	// What went in, by organ and task: the last status said, and what the first round left.
	type key struct{ organ, task string }
	status, before, tasks, organs, silent := map[key]string{}, map[key]string{}, map[string]bool{}, map[string]int{}, 0
	for _, p := range r.Progress {
		if p.Field == taizhang.Status {
			status[key{p.Organ, p.Task}] = p.Value
			if p.Round == "2017Q1" {
				before[key{p.Organ, p.Task}] = p.Value
			}
		}
	}
	changed := 0
	for _, h := range r.Handouts {
		tasks[h.Task] = true
		organs[h.Organ]++
		if _, ok := r.Returned[h.Organ]; ok {
			changed++ // the second quarter is new
			if k := (key{h.Organ, h.Task}); status[k] != before[k] {
				changed++
			}
		}
	}
	for organ := range organs {
		if _, ok := r.Returned[organ]; !ok {
			silent++
		}
	}

	standings := sheet(t, f, "总台账")
	byStatus, overdue, soon := map[string]int{}, 0, 0
	listed := 0
	for _, row := range standings {
		if strings.Contains(row["序号"], "续") {
			continue
		}
		listed++
		byStatus[row["完成状态"]]++
		late := row["截止日期"] != "" && row["截止日期"] < "2017-12-15" && row["完成状态"] != "已完成" && row["完成状态"] != "不再实施" &&
			!(row["时限类型"] == "限期启动" && row["完成状态"] == "进行中")
		if late {
			overdue++
		}
		if late != (row["逾期天数"] != "") {
			t.Errorf("%s due %s, %s: overdue by %q", row["序号"], row["截止日期"], row["完成状态"], row["逾期天数"])
		}
		if d := row["截止日期"]; !late && d >= "2017-12-15" && d <= "2018-01-14" && row["完成状态"] != "已完成" && row["完成状态"] != "不再实施" &&
			!(row["时限类型"] == "限期启动" && row["完成状态"] == "进行中") {
			soon++
		}
	}
	if listed != len(tasks) || listed != 156 {
		t.Errorf("%d tasks are listed of %d", listed, len(tasks))
	}

	figures := map[string]string{}
	for _, row := range sheet(t, f, "汇总") {
		figures[row["项目"]] = row["数值"]
	}
	want := map[string]int{"任务（项）": len(tasks), "逾期": overdue, "30日内到期": soon, "单位（个）": len(organs), "已反馈": len(organs) - silent, "未反馈": silent}
	for _, s := range append([]string{taizhang.NotReported}, taizhang.Statuses...) {
		want[s] = byStatus[s]
	}
	for name, n := range want {
		if figures[name] != fmt.Sprint(n) {
			t.Errorf("汇总: %s is %s, counted %d", name, figures[name], n)
		}
	}
	if overdue == 0 || silent == 0 || len(byStatus) != 6 {
		t.Errorf("the invented rounds show too little: %d overdue, %d silent, %v", overdue, silent, byStatus)
	}
	if n := len(sheet(t, f, "逾期与预警")); n != overdue+soon {
		t.Errorf("逾期与预警 has %d rows, want %d + %d", n, overdue, soon)
	}
	if n := len(sheet(t, f, "变化情况")); n != changed {
		t.Errorf("变化情况 has %d rows, counted %d", n, changed)
	}
	if rows := sheet(t, f, "未反馈单位"); len(rows) != silent || rows[0]["回复期限"] != "2017-07-10" || rows[0]["超期天数"] != "158" || rows[0]["任务数"] != fmt.Sprint(organs[rows[0]["单位"]]) {
		t.Errorf("未反馈单位: %d rows, first %v", len(rows), rows[0])
	}

	rows := sheet(t, f, "部门完成情况")
	if len(rows) != len(organs)+1 {
		t.Fatalf("部门完成情况 has %d rows for %d organs", len(rows), len(organs))
	}
	sum := map[string]int{}
	for _, row := range rows {
		n := func(column string) (n int) {
			fmt.Sscan(row[column], &n)
			return n
		}
		roles, states := 0, 0
		for _, c := range []string{"牵头", "共同负责", "分别负责", "配合"} {
			roles += n(c)
		}
		for _, c := range append([]string{taizhang.NotReported}, taizhang.Statuses...) {
			states += n(c)
		}
		all := n("任务数")
		if row["单位"] != "合计" {
			for _, c := range []string{"任务数", "已完成", "未填报", "逾期", "二季度有进展"} {
				sum[c] += n(c)
			}
			if all != organs[row["单位"]] {
				t.Errorf("%s has %d tasks, was handed %d", row["单位"], all, organs[row["单位"]])
			}
		} else {
			for c, want := range sum {
				if n(c) != want {
					t.Errorf("合计 %s is %s, want %d", c, row[c], want)
				}
			}
		}
		if roles != all || states != all {
			t.Errorf("%s: %d tasks, %d by role, %d by status", row["单位"], all, roles, states)
		}
	}

	// A status has its colour wherever it stands, and no two have one.
	colours := map[string]string{}
	statusColumn := 1 + slices.Index(header(t, f, "总台账"), "完成状态")
	for i, row := range standings {
		ref, _ := excelize.CoordinatesToCellName(statusColumn, 4+i)
		id, _ := f.GetCellStyle("总台账", ref)
		style, err := f.GetStyle(id)
		if err != nil || len(style.Fill.Color) != 1 {
			t.Fatalf("%s has no colour: %v", ref, err)
		}
		if old, ok := colours[row["完成状态"]]; ok && old != style.Fill.Color[0] {
			t.Errorf("%s is %s and %s", row["完成状态"], old, style.Fill.Color[0])
		}
		colours[row["完成状态"]] = style.Fill.Color[0]
	}
	if n := len(slices.Compact(slices.Sorted(maps.Values(colours)))); n != 6 {
		t.Errorf("%d colours for 6 statuses: %v", n, colours)
	}

	// Every sheet: frozen header, landscape, as wide as one page, the header on every page, a filter.
	for _, name := range f.GetSheetList() {
		panes, _ := f.GetPanes(name)
		layout, _ := f.GetPageLayout(name)
		if !panes.Freeze || panes.YSplit != 3 || *layout.Orientation != "landscape" || *layout.FitToWidth != 1 {
			t.Errorf("%s: panes %+v, layout %+v", name, panes, layout)
		}
		titles, filters := 0, 0
		for _, d := range f.GetDefinedName() {
			if d.Scope == name && d.Name == "_xlnm.Print_Titles" {
				titles++
			}
			if d.Scope == name && d.Name == "_xlnm._FilterDatabase" {
				filters++
			}
		}
		if titles != 1 || filters != 1 {
			t.Errorf("%s: %d print titles, %d filters", name, titles, filters)
		}
	}
}

// One task is followed through the sheets.
func TestRollUpTask(t *testing.T) {
	r := shippedRollUp(t)
	f, err := excelize.OpenReader(bytes.NewReader(workbook(t, r)))
	must(t, err)
	defer f.Close()
	o := r.Overview()
	at := slices.IndexFunc(*o.Tasks.(*taizhang.List[taizhang.TaskStanding]), func(t taizhang.TaskStanding) bool { // one leads and said something, another supports and did so too
		n := len(t.Organs)
		return n > 1 && !t.Organs[1].Answers && t.Organs[0].Said[taizhang.Quarter2].Value != "" && t.Organs[n-1].Said[taizhang.Quarter2].Value != ""
	})
	task := o.Tasks.At(at)
	for _, row := range sheet(t, f, "总台账") {
		if row["序号"] != fmt.Sprint(at+1) {
			continue
		}
		lead, other := task.Organs[0], task.Organs[len(task.Organs)-1]
		for column, want := range map[string]string{
			"任务编号": task.Given.Task, "完成状态": task.Status, "任务内容": task.Given.Text,
			"二季度进展": lead.Said[taizhang.Quarter2].Value,
			"配合情况":  "【" + other.Organ + "】",
			"填报来源":  lead.Said[taizhang.Quarter2].Who + "，2017-07-0",
		} {
			if !strings.Contains(row[column], want) {
				t.Errorf("%s is %q, want %q in it", column, row[column], want)
			}
		}
	}
}
