package handoff_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/seeds"
)

const shipped = "../seeds/notices/sichuan-2017-ip-plan.txt"

// shippedRollUp is the shipped notice after two rounds that are invented: by a rule that knows
// nothing of the merge, so that the figures can be counted another way.
func shippedRollUp(t testing.TB) *handoff.RollUp {
	t.Helper()
	p, err := ingest.New(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	l, err := p.File(t.Context(), shipped, nil, ingest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return invent(l)
}

func invent(l *taizhang.Ledger) *handoff.RollUp {
	r := &handoff.RollUp{AsOf: "2017-12-15", Returned: map[string]taizhang.Receipt{}, Rounds: []taizhang.Round{
		{ID: 1, Name: "2017Q1", ReplyBy: "2017-04-10"}, {ID: 2, Name: "2017Q2", ReplyBy: "2017-07-10"}}}
	rank := func(role taizhang.Role) int {
		return slices.Index([]taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support}, role)
	}
	var organs []string
	for n, task := range l.Tasks() {
		roles := map[string]taizhang.Role{}
		var its, leads, supports []string
		for _, a := range task.Assignments {
			if old, ok := roles[a.Organ]; !ok {
				its = append(its, a.Organ)
				roles[a.Organ] = a.Role
			} else if rank(a.Role) < rank(old) {
				roles[a.Organ] = a.Role
			}
		}
		for _, o := range its {
			if roles[o] == taizhang.Support {
				supports = append(supports, o)
			} else {
				leads = append(leads, o)
			}
		}
		h := taizhang.Handout{Round: "2017Q2", Notice: l.Notice.Key, NoticeTitle: l.Notice.Title, Task: fmt.Sprintf("T%04d", n+1), Number: task.Number,
			Section: task.Under, Text: task.Text, Result: task.Result, Lead: strings.Join(leads, "、"), Support: strings.Join(supports, "、"), Source: l.Notice.DocNumber + "\n" + task.At}
		for _, d := range task.Deadlines {
			h.DeadlineRaw, h.Kind = d.Raw, d.Kind
			if d.Due != "" && (h.Due == "" || d.Due < h.Due) {
				h.Due = d.Due
			}
		}
		for k, organ := range its {
			if !slices.Contains(organs, organ) {
				organs = append(organs, organ)
			}
			h.Organ, h.Role, h.File, h.Report = organ, roles[organ], organ+"（2017Q2）.xlsx", taizhang.Report{}
			at := slices.Index(organs, organ)
			say := func(round string, f taizhang.ReportField, value string) {
				day := map[string]string{"2017Q1": "2017-04-0", "2017Q2": "2017-07-0"}[round]
				r.Progress = append(r.Progress, taizhang.Progress{Round: round, Organ: organ, Task: h.Task, Field: f, Value: value, Who: "填报员" + fmt.Sprint(at+1),
					File: organ + "（" + round + "）.xlsx", Cell: "任务!" + map[taizhang.ReportField]string{taizhang.Quarter1: "N", taizhang.Quarter2: "O", taizhang.Status: "R", taizhang.Problems: "S", taizhang.NextStep: "T", taizhang.Evidence: "U"}[f] + fmt.Sprint(5+n), At: day + fmt.Sprint(1+at%9) + "T09:00:00Z"})
			}
			// In the first round every second organ returned something, in the second six of seven.
			if at%2 == 0 {
				h.Report[taizhang.Status], h.Report[taizhang.Quarter1] = "未启动", "已制定工作方案。"
				say("2017Q1", taizhang.Status, "未启动")
				say("2017Q1", taizhang.Quarter1, "已制定工作方案。")
			}
			r.Handouts = append(r.Handouts, h)
			if at%7 == 6 {
				continue
			}
			r.Returned[organ] = taizhang.Receipt{Who: "填报员" + fmt.Sprint(at+1), At: "2017-07-05"}
			status := taizhang.Statuses[(n*3+k)%len(taizhang.Statuses)]
			say("2017Q2", taizhang.Status, status)
			say("2017Q2", taizhang.Quarter2, "二季度印发文件2份，组织培训3期，参训120人次；第"+fmt.Sprint(n+1)+"项按计划推进。")
			if status == taizhang.Behind {
				say("2017Q2", taizhang.Problems, "专项经费下达较晚，招标程序尚未完成。")
				say("2017Q2", taizhang.NextStep, "8月底前完成招标，9月起按月报送。")
			}
			if status == taizhang.Done {
				say("2017Q2", taizhang.Evidence, "某发〔2017〕"+fmt.Sprint(n+1)+"号")
			}
		}
	}
	return r
}

func workbook(t testing.TB, r *handoff.RollUp) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := r.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func header(t *testing.T, f *excelize.File, name string) []string {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	return rows[2]
}

// sheet reads a sheet as records by header, from the row under the header on.
func sheet(t *testing.T, f *excelize.File, name string) (out []map[string]string) {
	t.Helper()
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
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
	if err != nil {
		t.Fatal(err)
	}
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
	for i, row := range standings {
		ref, _ := excelize.CoordinatesToCellName(1+slices.Index(header(t, f, "总台账"), "完成状态"), 4+i)
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
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	o := r.Overview()
	at := slices.IndexFunc(o.Tasks, func(t taizhang.TaskStanding) bool { // one leads and said something, another supports and did so too
		n := len(t.Organs)
		return n > 1 && !t.Organs[1].Answers && t.Organs[0].Said[taizhang.Quarter2].Value != "" && t.Organs[n-1].Said[taizhang.Quarter2].Value != ""
	})
	task := o.Tasks[at]
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

// What LibreOffice prints: the summary on one page with its charts, those of the organs on a
// page of their own, every number in full.
func TestRollUpRendered(t *testing.T) {
	for _, tool := range []string{"soffice", "pdftotext"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: apt-get install libreoffice-calc-nogui poppler-utils fonts-noto-cjk", tool)
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "rollup.xlsx")
	if err := os.WriteFile(file, workbook(t, shippedRollUp(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	profile := filepath.ToSlash(filepath.Join(dir, "profile"))
	if !strings.HasPrefix(profile, "/") {
		profile = "/" + profile // C:/…
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	if out, err := exec.CommandContext(ctx, "soffice", "-env:UserInstallation=file://"+profile, "--headless", "--convert-to", "pdf",
		"--outdir", dir, file).CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v: %s", err, out)
	}
	out, err := exec.CommandContext(ctx, "pdftotext", "-raw", filepath.Join(dir, "rollup.pdf"), "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(out), "###") {
		t.Error("a column is too narrow: ###")
	}
	pages := strings.Split(string(out), "\f")
	has := func(page string, words ...string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(page, w) })
	}
	if !has(pages[0], "任务进度汇总", "任务按完成状态（项）", "各季度有进展的任务（项）", "单位反馈情况（个）", "未反馈") || !has(pages[1], "任务总台账") {
		t.Errorf("the first page is not the summary:\n%s", pages[0])
	}
	if i := slices.IndexFunc(pages, func(p string) bool { return has(p, "各单位任务的完成状态（项）") }); i < 0 ||
		!has(pages[i], "各单位承担的角色（项）", "各季度有进展的任务（项次）") || has(pages[i], "部门完成情况表") {
		t.Errorf("the charts of the organs are not on one page of their own: %d", i)
	}
}
