package handoff_test

import (
	"database/sql"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
)

const office = "四川省知识产权工作领导小组办公室"

// The books of the shipped notice hold what the view responsibility says: each pair of
// task and organ once by its strongest role, the class by its members; and the office
// has every task once.
func TestBooksAgreeWithResponsibility(t *testing.T) {
	in, db := shipped(t)
	books := handoff.Books([]export.Input{in}, quarter2, members(t), nil)

	type pair struct{ task, organ string }
	want := map[pair]taizhang.Role{}
	strength := []taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support}
	units, organs := map[string]bool{}, map[string]bool{}
	conn, err := sql.Open("sqlite3", db)
	must(t, err)
	defer conn.Close()
	rows, err := conn.Query("SELECT uid, unit, organ, role FROM responsibility")
	must(t, err)
	defer rows.Close()
	printed := 0
	for rows.Next() {
		var uid, unit, organ string
		var role taizhang.Role
		must(t, rows.Scan(&uid, &unit, &organ, &role))
		printed++
		units[unit], organs[organ] = true, true
		who := []string{organ}
		if m := members(t)(unit); m != nil {
			who = m
		}
		for _, o := range who {
			if at := (pair{uid, o}); want[at] == "" || slices.Index(strength, role) < slices.Index(strength, want[at]) {
				want[at] = role
			}
		}
	}
	must(t, rows.Err())
	if printed != 347 || len(units) != 41 || len(organs) != 40 {
		t.Errorf("%d assignments of %d units, %d organs; want 347, 41, 40", printed, len(units), len(organs))
	}

	got, all := map[pair]taizhang.Role{}, map[string]bool{}
	for _, b := range books {
		seen := map[string]bool{}
		for i, h := range b.Handouts {
			if h.Organ != b.Organ || h.Round != "2017Q2" || h.File != b.File || h.Child != "" || seen[h.Task] {
				t.Errorf("%s: handout %d: %+v", b.Organ, i, h)
			}
			seen[h.Task], all[h.Task] = true, true
			if h.Role != "" {
				got[pair{h.Task, h.Organ}] = h.Role
			} else if b.Organ != office {
				t.Errorf("%s: %s without a role", b.Organ, h.Task)
			}
		}
	}
	for at, role := range want {
		if got[at] != role {
			t.Errorf("%v is %q, want %q", at, got[at], role)
		}
	}
	if len(got) != len(want) || len(all) != 156 {
		t.Errorf("%d pairs, want %d; %d tasks, want 156", len(got), len(want), len(all))
	}
	// 40 organs, one of them a class of 21 of whom 3 are organs too.
	if len(books) != 39+21-3 {
		t.Errorf("%d books", len(books))
	}
	if n := len(bookOf(t, books, office).Handouts); n != 156 {
		t.Errorf("the office has %d tasks", n)
	}
}

// Plates are under their organ with the name that acts, and a class is its members.
func TestPlatesAndMembers(t *testing.T) {
	books := shippedBooks(t)
	plates := 0
	for _, h := range bookOf(t, books, "四川省新闻出版广电局").Handouts {
		if h.Unit == "四川省版权局" {
			plates++
		}
	}
	if plates == 0 {
		t.Error("no task of 四川省版权局 in the book of its organ")
	}
	member := bookOf(t, books, "凉山彝族自治州人民政府")
	if len(member.Handouts) != 1 || member.Handouts[0].Unit != member.Organ || member.Handouts[0].Role != taizhang.Support ||
		!strings.Contains(member.Handouts[0].Support, "四川省各市(州)人民政府") {
		t.Errorf("%+v", member.Handouts)
	}
	if n := len(bookOf(t, books, "成都市人民政府").Handouts); n != 5 { // 4 by name, 1 as a member
		t.Errorf("成都市人民政府 has %d tasks", n)
	}
}

// A book runs by role, then as the notice; it says whose plan a task is of, and its twin.
func TestOrderAndSource(t *testing.T) {
	books := shippedBooks(t)
	for _, b := range books {
		last := -1
		for _, h := range b.Handouts {
			r := slices.Index([]taizhang.Role{taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support, ""}, h.Role)
			if r < last {
				t.Errorf("%s: %s (%s) is out of order", b.Organ, h.Task, h.Role)
			}
			last = r
		}
	}
	b := bookOf(t, books, "四川省科学技术厅")
	own, rows := 0, 0
	for _, h := range b.Handouts {
		switch {
		case strings.HasPrefix(h.Section, "本单位计划\n五、科技厅"):
			own++
		case h.Section == "进度安排":
			rows++
		default:
			t.Errorf("section %q", h.Section)
		}
	}
	if own != 4 || rows != 9 {
		t.Errorf("%d of its own plan, %d of the schedule", own, rows)
	}
	i := slices.IndexFunc(b.Handouts, func(h taizhang.Handout) bool { return h.Number == "19." })
	if i < 0 {
		t.Fatal("no item 19")
	}
	if got := b.Handouts[i].Source; got != "川知领〔2017〕2号\n计划正文第19项，第34段\n同一任务另见进度安排第37项" {
		t.Errorf("source %q", got)
	}
	for _, h := range bookOf(t, books, office).Handouts {
		if h.Role == "" && h.Number == "19." && h.Section != "他单位计划\n五、科技厅" {
			t.Errorf("in the office's book: %q", h.Section)
		}
	}
}

// small is a ledger of tasks with what makes books hard.
func small() export.Input {
	assign := func(unit, organ string, role taizhang.Role) taizhang.Assignment {
		return taizhang.Assignment{Mention: unit, Unit: unit, Organ: organ, Role: role}
	}
	l := &taizhang.Ledger{Notice: taizhang.Notice{Key: "k", Title: "某县2018年工作要点"}, Nodes: []taizhang.Node{
		{ID: "a", Label: "1.", Text: "甲任务", Marks: taizhang.Marks{Assignments: []taizhang.Assignment{
			assign("某县档案局", "某县委办公室", taizhang.Support), assign("某县委办公室", "某县委办公室", taizhang.Lead), {Mention: "专班:组/办?", Role: taizhang.Joint, Rule: "unresolved"}},
			Deadlines: []taizhang.Deadline{{Raw: "长期", Kind: taizhang.Ongoing}, {Raw: "6月底", Kind: taizhang.By, Due: "2018-06-30", What: "方案"}, {Raw: "年底", Kind: taizhang.By, Due: "2018-12-31"}},
			Targets:   []taizhang.Target{{Raw: "3家以上"}}}},
		{ID: "b", Label: "2.", Text: "=1+1", Marks: taizhang.Marks{Assignments: []taizhang.Assignment{assign("NUL", "", taizhang.Separate), assign("nul", "", taizhang.Separate), assign("各有关部门", "", taizhang.Support)}}},
	}}
	return export.Input{Ledger: l, UIDs: map[string]string{"a": "uid-a", "b": "uid-b"}}
}

func none(string) []string { return nil }

func TestBooks(t *testing.T) {
	books := handoff.Books([]export.Input{small()}, taizhang.Round{Name: "半年"}, none, nil)
	var organs, files []string
	for _, b := range books {
		organs, files = append(organs, b.Organ), append(files, b.File)
	}
	if want := []string{"统筹单位", "某县委办公室", "专班:组/办?", "NUL", "nul", "各有关部门"}; !slices.Equal(organs, want) {
		t.Errorf("organs %q", organs)
	}
	if want := []string{"统筹单位（总册）.xlsx", "某县委办公室.xlsx", "专班：组／办？.xlsx", "_NUL.xlsx", "_nul（2）.xlsx", "各有关部门.xlsx"}; !slices.Equal(files, want) {
		t.Errorf("files %q", files)
	}
	h := bookOf(t, books, "某县委办公室").Handouts
	if len(h) != 1 || h[0].Role != taizhang.Lead || h[0].Unit != "某县委办公室" || h[0].Lead != "某县委办公室\n专班:组/办?（共同负责）" || h[0].Support != "某县档案局" ||
		h[0].Result != "3家以上" || h[0].Due != "2018-06-30" || h[0].Kind != taizhang.By || h[0].DeadlineRaw != "长期\n6月底（方案）〔2018-06-30〕\n年底〔2018-12-31〕" ||
		h[0].Source != "《某县2018年工作要点》\n计划正文第1项" || h[0].Section != "计划任务" {
		t.Errorf("%+v", h)
	}
}

// What was reported is carried forward, the last of each cell, rows that were added too.
func TestCarriedForward(t *testing.T) {
	say := func(round, organ, child string, f taizhang.ReportField, v string) taizhang.Progress {
		return taizhang.Progress{Round: round, Organ: organ, Task: "uid-a", Child: child, Field: f, Value: v}
	}
	known := []taizhang.Progress{
		say("一", "某县委办公室", "", taizhang.Status, "进行中"), say("一", "某县委办公室", "", taizhang.Problems, "缺经费"), say("一", "某县委办公室", "", taizhang.Quarter1, "印发方案"),
		say("二", "某县委办公室", "", taizhang.Status, "已完成"), say("二", "某县委办公室", "", taizhang.Problems, ""),
		say("一", "某县委办公室", "c2", "序号", "1-10"), say("一", "某县委办公室", "c2", taizhang.ReportField(handoff.ColText), "秘书科：起草"),
		say("一", "某县委办公室", "c1", "序号", "1-2"), say("一", "某县委办公室", "c1", taizhang.ReportField(handoff.ColDue), "2018-03-01"), say("一", "某县委办公室", "c1", taizhang.Person, "李"),
		say("二", "别的单位", "", taizhang.Status, "滞后"),
	}
	books := handoff.Books([]export.Input{small()}, taizhang.Round{Name: "三"}, none, known)
	b := bookOf(t, books, "某县委办公室")
	if len(b.Handouts) != 3 || !slices.Equal(b.Numbers(), []string{"1", "1-1", "1-2"}) {
		t.Fatalf("%v %+v", b.Numbers(), b.Handouts)
	}
	if want := (taizhang.Report{taizhang.Status: "已完成", taizhang.Quarter1: "印发方案"}); !maps.Equal(b.Handouts[0].Report, want) {
		t.Errorf("report %v", b.Handouts[0].Report)
	}
	one, two := b.Handouts[1], b.Handouts[2]
	if one.Child != "c1" || one.Text != "c1" || one.Due != "2018-03-01" || !reflect.DeepEqual(one.Report, taizhang.Report{taizhang.Person: "李"}) {
		t.Errorf("%+v", one)
	}
	if two.Child != "c2" || two.Text != "秘书科：起草" || len(two.Report) != 0 || two.Task != "uid-a" || two.Role != taizhang.Lead {
		t.Errorf("%+v", two)
	}
	if again := handoff.Books([]export.Input{small()}, taizhang.Round{Name: "三"}, none, known); !reflect.DeepEqual(books, again) {
		t.Error("the same ledgers give other books")
	}
}

func TestFileNames(t *testing.T) {
	in := small()
	var as []taizhang.Assignment
	long := strings.Repeat("长", 90)
	for _, unit := range []string{"COM1.txt", "con", "..", " . ", "a\tb\n c", "末尾. ", "\u202e甲", long + "一", long + "二", "<|>"} {
		as = append(as, taizhang.Assignment{Unit: unit, Role: taizhang.Lead})
	}
	in.Ledger.Nodes[0].Assignments, in.Ledger.Nodes = as, in.Ledger.Nodes[:1]
	seen := map[string]bool{}
	for _, b := range handoff.Books([]export.Input{in}, taizhang.Round{}, none, nil) {
		if key := strings.ToLower(b.File); seen[key] || utf8.RuneCountInString(b.File) > 80 || strings.ContainsAny(b.File, "\\/:*?\"<>|\t\n\u202e") ||
			strings.HasPrefix(b.File, ".") || strings.HasPrefix(strings.ToLower(b.File), "con.") || strings.HasPrefix(b.File, "COM1.") {
			t.Errorf("%q", b.File)
		} else {
			seen[key] = true
		}
	}
	if len(seen) != 11 {
		t.Errorf("%d names: %v", len(seen), seen)
	}
}
