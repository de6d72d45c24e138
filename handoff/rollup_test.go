package handoff_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

// hand is a hand-out of the round now to an organ.
func hand(organ, task string, role taizhang.Role) taizhang.Handout {
	return taizhang.Handout{Round: "now", Organ: organ, File: organ + ".xlsx", Notice: "k", Task: task, Role: role, Text: "任务" + task, Report: taizhang.Report{}}
}

// says is a value that an organ reported in a round.
func says(round, organ, task string, f taizhang.ReportField, v string) taizhang.Progress {
	return taizhang.Progress{Round: round, Organ: organ, Task: task, Field: f, Value: v, Who: "某人", File: organ + ".xlsx", Cell: "任务!R5", At: "2017-07-01T08:00:00Z"}
}

func rounds(names ...string) (out []taizhang.Round) {
	for _, n := range names {
		out = append(out, taizhang.Round{Name: n})
	}
	return out
}

// The status of a task, by the roles and statuses of its organs. "" is an organ that said nothing.
func TestMergedStatus(t *testing.T) {
	type part struct {
		role   taizhang.Role
		status string
	}
	lead, joint, separate, support := taizhang.Lead, taizhang.Joint, taizhang.Separate, taizhang.Support
	for _, c := range []struct {
		name    string
		parts   []part
		want    string
		answers int
	}{
		{"the lead's", []part{{lead, "已完成"}, {support, "未启动"}, {support, "滞后"}}, "已完成", 1},
		{"the lead's, wherever it stands", []part{{support, "未启动"}, {lead, "进行中"}}, "进行中", 1},
		{"a part done by itself is not the lead's", []part{{lead, "已完成"}, {separate, "进行中"}}, "已完成", 1},
		{"of two leads the least advanced", []part{{lead, "已完成"}, {lead, "进行中"}}, "进行中", 2},
		{"behind is less than under way", []part{{joint, "进行中"}, {joint, "滞后"}}, "滞后", 2},
		{"not begun is less than behind", []part{{joint, "滞后"}, {joint, "未启动"}}, "未启动", 2},
		{"silence is least", []part{{joint, "已完成"}, {joint, ""}}, "未填报", 2},
		{"shared and separate parts count alike", []part{{joint, "已完成"}, {separate, "进行中"}}, "进行中", 2},
		{"a part given up holds none back", []part{{joint, "不再实施"}, {joint, "已完成"}}, "已完成", 2},
		{"given up by all", []part{{joint, "不再实施"}, {joint, "不再实施"}}, "不再实施", 2},
		{"supporters alone", []part{{support, "已完成"}, {support, "进行中"}}, "进行中", 2},
		{"an office that oversees says nothing for those who do it", []part{{"", "已完成"}, {support, "进行中"}}, "进行中", 1},
		{"nobody's but the office's", []part{{"", "进行中"}}, "进行中", 1},
		{"a word that is no status", []part{{lead, "差不多了"}}, "未填报", 1},
		{"nothing at all", []part{{lead, ""}}, "未填报", 1},
	} {
		r := handoff.RollUp{Rounds: rounds("now")}
		for i, p := range c.parts {
			organ := string(rune('甲' + i))
			r.Handouts = append(r.Handouts, hand(organ, "t", p.role))
			if p.status != "" {
				r.Progress = append(r.Progress, says("now", organ, "t", taizhang.Status, p.status))
			}
		}
		task := r.Overview().Tasks.At(0)
		answers := 0
		for _, o := range task.Organs {
			if o.Answers {
				answers++
			}
		}
		if task.Status != c.want || answers != c.answers {
			t.Errorf("%s: %s of %d, want %s of %d", c.name, task.Status, answers, c.want, c.answers)
		}
	}
}

// An organ has one part in a task: that of its strongest role.
func TestStrongestRole(t *testing.T) {
	r := handoff.RollUp{Rounds: rounds("now"), Handouts: []taizhang.Handout{hand("甲", "t", taizhang.Support), hand("甲", "t", taizhang.Lead), hand("乙", "t", taizhang.Support)}}
	o := r.Overview()
	if parts := o.Tasks.At(0).Organs; len(parts) != 2 || parts[0].Organ != "甲" || parts[0].Role != taizhang.Lead {
		t.Errorf("parts %+v", parts)
	}
	if s := o.Organs[0]; s.Total() != 1 || s.Roles[taizhang.Lead] != 1 || s.Roles[taizhang.Support] != 0 {
		t.Errorf("甲 has %+v", s)
	}
}

// What was handed out holds until something is reported; of what is reported the last, and
// an empty value clears.
func TestWhatHolds(t *testing.T) {
	h := hand("甲", "t", taizhang.Lead)
	h.Report = taizhang.Report{taizhang.Status: "未启动", taizhang.Quarter1: "已部署", taizhang.Problems: "经费"}
	r := handoff.RollUp{Rounds: rounds("before", "now"), Handouts: []taizhang.Handout{h}, Progress: []taizhang.Progress{
		says("before", "甲", "t", taizhang.Status, "未启动"),
		says("before", "甲", "t", taizhang.Quarter1, "已部署"),
		says("before", "甲", "t", taizhang.Problems, "经费"),
		says("now", "甲", "t", taizhang.Status, "滞后"),
		says("now", "甲", "t", taizhang.Status, "进行中"),
		says("now", "甲", "t", taizhang.Problems, ""),
		says("now", "甲", "t", taizhang.Quarter2, "已开展"),
	}}
	o := r.Overview()
	task := o.Tasks.At(0)
	if task.Status != "进行中" || task.Before != "未启动" {
		t.Errorf("status %s, before %s", task.Status, task.Before)
	}
	said := task.Organs[0].Said
	if said[taizhang.Quarter1].Value != "已部署" || said[taizhang.Quarter2].Value != "已开展" {
		t.Errorf("quarters %+v", said)
	}
	if p, ok := said[taizhang.Problems]; ok {
		t.Errorf("a cleared column says %q", p.Value)
	}
	var got []string
	for i := range o.Changes.Len() {
		c := o.Changes.At(i)
		got = append(got, string(c.Field)+" "+c.From+"→"+c.To+" "+c.Said.Who)
	}
	if want := []string{"status 未启动→进行中 某人", "q2 →已开展 某人"}; !slices.Equal(got, want) {
		t.Errorf("changes %q, want %q", got, want)
	}
	if o.Quarters != [4]int{1, 1, 0, 0} || o.Before != "before" {
		t.Errorf("quarters %v, before %q", o.Quarters, o.Before)
	}
	r.Rounds = r.Rounds[1:] // with no round before nothing has changed
	if o := r.Overview(); o.Changes.Len() > 0 || o.Before != "" || o.Tasks.At(0).Before != "" {
		t.Errorf("the first round has changes: %+v", o.Changes)
	}
}

// A task is overdue by its due date alone, from the day after it, as of the day that is given.
func TestOverdue(t *testing.T) {
	for _, c := range []struct {
		due    taizhang.Date
		kind   taizhang.DeadlineKind
		status string
		asOf   taizhang.Date
		want   taizhang.Timeliness
	}{
		{"2017-06-30", taizhang.By, "进行中", "2017-07-10", taizhang.Timeliness{Overdue: 10}},
		{"2017-06-30", taizhang.By, "", "2017-07-01", taizhang.Timeliness{Overdue: 1}},
		{"2017-06-30", taizhang.By, "进行中", "2017-06-30", taizhang.Timeliness{Soon: true}},
		{"2017-06-30", taizhang.By, "进行中", "2017-05-31", taizhang.Timeliness{Soon: true, Left: 30}},
		{"2017-06-30", taizhang.By, "进行中", "2017-05-30", taizhang.Timeliness{}},
		{"2017-06-30", taizhang.By, "已完成", "2018-07-10", taizhang.Timeliness{}},
		{"2017-06-30", taizhang.By, "不再实施", "2018-07-10", taizhang.Timeliness{}},
		{"2017-06-30", taizhang.Start, "进行中", "2018-07-10", taizhang.Timeliness{}},
		{"2017-06-30", taizhang.Start, "未启动", "2017-07-10", taizhang.Timeliness{Overdue: 10}},
		{"2017-06-30", taizhang.Start, "滞后", "2017-07-10", taizhang.Timeliness{Overdue: 10}},
		{"", taizhang.Ongoing, "滞后", "2018-07-10", taizhang.Timeliness{}},
		{"2016-02-28", taizhang.By, "滞后", "2016-03-01", taizhang.Timeliness{Overdue: 2}},
		{"2017-06-30", taizhang.By, "滞后", "", taizhang.Timeliness{}},
	} {
		h := hand("甲", "t", taizhang.Lead)
		h.Due, h.Kind = c.due, c.kind
		r := handoff.RollUp{Rounds: rounds("now"), Handouts: []taizhang.Handout{h}, Progress: []taizhang.Progress{says("now", "甲", "t", taizhang.Status, c.status)}, AsOf: c.asOf}
		if got := r.Overview().Tasks.At(0).Timeliness; got != c.want {
			t.Errorf("%s %s %s as of %s: %+v, want %+v", c.due, c.kind, c.status, c.asOf, got, c.want)
		}
	}
}

// An organ counts by its own status, returned something or not; the office that oversees is none of them.
func TestOrgans(t *testing.T) {
	r := handoff.RollUp{Rounds: rounds("before", "now"), Returned: map[string]taizhang.Receipt{"乙": {Who: "王五", At: "2017-07-02"}},
		Handouts: []taizhang.Handout{hand("办", "a", ""), hand("甲", "a", taizhang.Lead), hand("乙", "a", taizhang.Support), hand("丙", "b", taizhang.Separate), hand("甲", "b", taizhang.Separate)},
		Progress: []taizhang.Progress{
			says("before", "丙", "b", taizhang.Status, "已完成"),
			says("now", "甲", "a", taizhang.Status, "进行中"),
			says("now", "甲", "b", taizhang.Quarter2, "已开展")}}
	o := r.Overview()
	var names []string
	returned := map[string]bool{}
	for _, s := range o.Organs {
		names = append(names, s.Organ)
		returned[s.Organ] = s.Receipt != nil
	}
	if want := []string{"甲", "丙", "乙"}; !slices.Equal(names, want) { // most tasks first, then by name
		t.Errorf("organs %v, want %v", names, want)
	}
	if !returned["甲"] || !returned["乙"] || returned["丙"] {
		t.Errorf("returned %v", returned)
	}
	if s := o.Organs[0]; s.ByStatus["进行中"] != 1 || s.ByStatus["未填报"] != 1 || s.Quarters != [4]int{0, 1, 0, 0} {
		t.Errorf("甲: %+v", s)
	}
	if o.ByStatus["进行中"] != 1 || o.ByStatus["未填报"] != 1 || o.Total() != 2 {
		t.Errorf("tasks %v", o.ByStatus)
	}
}

// Rows that an organ added stand under its part, those it told of now for the first time too.
func TestChildren(t *testing.T) {
	child := hand("甲", "t", taizhang.Lead)
	child.Child, child.Text, child.Report = "c1", "子任务一", taizhang.Report{taizhang.Status: "进行中"}
	added := says("now", "甲", "t", handoff.ColText, "子任务二")
	added.Child = "c2"
	gone := says("now", "甲", "t", handoff.ColText, "")
	gone.Child = "c3"
	r := handoff.RollUp{Rounds: rounds("now"), Handouts: []taizhang.Handout{hand("甲", "t", taizhang.Lead), child}, Progress: []taizhang.Progress{added, gone}}
	o := r.Overview()
	if o.Tasks.Len() != 1 || o.Total() != 1 {
		t.Fatalf("%d tasks, %d counted", o.Tasks.Len(), o.Total())
	}
	var got []string
	for _, c := range o.Tasks.At(0).Organs[0].Children {
		got = append(got, c.Text+" "+c.Status)
	}
	if want := []string{"子任务一 进行中", "子任务二 未填报"}; !slices.Equal(got, want) {
		t.Errorf("children %q, want %q", got, want)
	}
}

// An overview of some tasks is what a roll-up of them alone comes to.
func TestNarrowed(t *testing.T) {
	r := shippedRollUp(t)
	for name, only := range map[string]func(string) bool{
		"half": func(task string) bool { return task[len(task)-1]%2 == 0 },
		"one":  func(task string) bool { return task == "T0007" },
		"none": func(string) bool { return false },
		"all":  func(string) bool { return true },
	} {
		some := *r
		some.Handouts = slices.DeleteFunc(slices.Clone(r.Handouts), func(h taizhang.Handout) bool { return !only(h.Task) })
		want, got := some.Overview(), handoff.Narrowed(r.Overview(), only)
		if name == "half" && (want.Tasks.Len() == 0 || want.Changes.Len() == 0 || want.Tasks.Len() == r.Overview().Tasks.Len()) {
			t.Fatalf("%d tasks and %d changes show nothing", want.Tasks.Len(), want.Changes.Len())
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: %d tasks, %d changes, %d organs; want %d, %d, %d\n%+v\n%+v", name, got.Tasks.Len(), got.Changes.Len(), len(got.Organs), want.Tasks.Len(), want.Changes.Len(), len(want.Organs), got.Organs, want.Organs)
		}
	}
}
