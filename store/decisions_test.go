package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

func recordDecision(t *testing.T, s *store.Store, d decide.Decision, want decide.State) int64 {
	t.Helper()
	d.Who, d.At = "王", "2017-03-01T08:00:00+08:00"
	id, state, err := s.Decide(ctx, d)
	if err != nil || state != want {
		t.Fatalf("Decide: %s, %v; want %s", state, err, want)
	}
	return id
}

func codes(l *taizhang.Ledger) string {
	var out []string
	for _, f := range l.Findings {
		out = append(out, f.Code)
	}
	return strings.Join(out, " ")
}

func TestDecisions(t *testing.T) { onBoth(t, testDecisions) }

func testDecisions(t *testing.T, on engine) {
	s := on.openCarrying(t)
	base := plan(numbered, "省局", "2017-02-01", training, survey)
	put(t, s, base, "1", store.Added)
	before := digest(t, s)
	_, uids, _ := s.Load(ctx, numbered)
	about := func(d decide.Decision) decide.Decision {
		d.Notice, d.Task, d.Digest = numbered, uids["p/1"], taizhang.TextDigest(training)
		return d
	}
	unit := decide.Decision{Kind: decide.KindUnit, Quote: decide.Quote{Exact: "省知产局"}, Region: "四川省",
		Set: decide.Settled{Unit: "四川省知识产权局", Organ: "四川省知识产权局"}}
	deadline := about(decide.Decision{Kind: decide.KindDeadline, Quote: decide.Quote{Exact: "6月底前"},
		Set: decide.Settled{Deadline: &taizhang.Deadline{Kind: taizhang.By, End: "2017-07-15", Due: "2017-07-15", DueBasis: "decided"}}})
	text := "开展两次培训。"
	task := about(decide.Decision{Kind: decide.KindTask, Set: decide.Settled{Text: &text}})

	ids := []int64{recordDecision(t, s, unit, decide.Applied), recordDecision(t, s, deadline, decide.Applied), recordDecision(t, s, task, decide.Applied)}
	check := func(when string) {
		t.Helper()
		clean(t, s)
		l, now, err := s.Load(ctx, numbered)
		must(t, err)
		n := l.Nodes[0]
		if a := n.Assignments[0]; a.Unit != "四川省知识产权局" || a.Mention != "省知产局" || a.Rule != decide.RuleAccepted {
			t.Errorf("%s: assignment %+v", when, a)
		}
		if d := n.Deadlines[0]; d.Due != "2017-07-15" || d.Raw != "6月底前" || d.Rule != decide.RuleDecided {
			t.Errorf("%s: deadline %+v", when, d)
		}
		if n.Text != text || codes(l) != "" || now["p/1"] != uids["p/1"] {
			t.Errorf("%s: %q, findings %q, uid %s", when, n.Text, codes(l), now["p/1"])
		}
	}
	check("decided")
	decided := digest(t, s)

	put(t, s, plan(numbered, "省局", "2017-02-01", training, survey), "2", store.Unchanged)
	again := plan(numbered, "省局", "2017-02-01", training, survey)
	again.Nodes[1].Number = "二"
	put(t, s, again, "3", store.Replaced)
	check("read again by another version")
	put(t, s, plan(numbered, "省局", "2017-02-01", training, survey), "4", store.Replaced)
	if digest(t, s) != decided {
		t.Error("the way back has another digest")
	}

	for i := len(ids) - 1; i >= 0; i-- {
		must(t, s.Undo(ctx, ids[i], "2017-03-02T08:00:00+08:00", "李"))
	}
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
	clean(t, s)
	if err := s.Undo(ctx, ids[0], "", ""); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("undone twice: %v", err)
	}
	ds, err := s.Decisions(ctx)
	if err != nil || len(ds) != 3 || ds[2].UndoneBy != "李" || ds[0].Set.Unit != "四川省知识产权局" {
		t.Errorf("%+v, %v", ds, err)
	}
}

// TestDecisionsOnARevision: what a later text leaves standing is carried on, what it
// changes is reported, and nothing is lost.
func TestDecisionsOnARevision(t *testing.T) { onBoth(t, testDecisionsOnARevision) }

func testDecisionsOnARevision(t *testing.T, on engine) {
	s := on.openCarrying(t)
	put(t, s, plan(numbered, "省局", "2017-02-01", training, training+"（二）", survey), "1", store.Added)
	l, uids, _ := s.Load(ctx, numbered)
	about := func(i int, d decide.Decision) decide.Decision {
		d.Notice, d.Task, d.Digest = numbered, uids[l.Nodes[i].ID], taizhang.TextDigest(l.Nodes[i].Text)
		return d
	}
	to := decide.Settled{Deadline: &taizhang.Deadline{Kind: taizhang.By, End: "2017-07-15", Due: "2017-07-15"}}
	text := "调查。"
	recordDecision(t, s, about(0, decide.Decision{Kind: decide.KindDeadline, Quote: decide.Quote{Exact: "6月底前"}, Set: to}), decide.Applied)
	recordDecision(t, s, about(1, decide.Decision{Kind: decide.KindDeadline, Quote: decide.Quote{Exact: "6月底前"}, Set: to}), decide.Applied)
	recordDecision(t, s, about(2, decide.Decision{Kind: decide.KindTask, Set: decide.Settled{Text: &text}}), decide.Applied)
	dismissed := decide.Decision{Kind: decide.KindFinding, Code: "unit-unknown", Quote: decide.QuoteOf(l.Text(), l.Findings[0].Spans)}
	recordDecision(t, s, about(0, dismissed), decide.Applied)

	put(t, s, plan(numbered, "省局", "2017-05-01", strings.Replace(training, "培训", "专题培训", 1), strings.Replace(training, "6月底前", "9月底前", 1)), "1", store.Revised)
	clean(t, s)
	l, _, err := s.Load(ctx, numbered)
	must(t, err)
	if got := l.Nodes[0].Deadlines[0].Due; got != "2017-07-15" {
		t.Errorf("the corrected deadline was not carried on: %s", got)
	}
	if got, want := codes(l), "unit-unknown decision-changed decision-stale decision-lost"; got != want {
		t.Errorf("findings %q, want %q", got, want)
	}
	ds, err := s.Decisions(ctx)
	var states []string
	for _, d := range ds {
		states = append(states, string(d.State))
	}
	if got, want := strings.Join(states, " "), "changed stale lost applied"; err != nil || got != want {
		t.Errorf("states %q, want %q (%v)", got, want, err)
	}
}

// TestDismissOfOne: findings without a place in the text are told by what they say.
func TestDismissOfOne(t *testing.T) { onBoth(t, testDismissOfOne) }

func testDismissOfOne(t *testing.T, on engine) {
	s := on.openCarrying(t)
	l := plan(numbered, "省局", "2017-02-01", survey)
	for _, m := range []string{"附件一未能读入", "附件二未能读入"} {
		l.Findings = append(l.Findings, taizhang.Finding{Code: "attachment-unread", Severity: taizhang.Fault, Message: m})
	}
	put(t, s, l, "1", store.Added)
	recordDecision(t, s, decide.Decision{Kind: decide.KindFinding, Notice: numbered, Code: "attachment-unread", Quote: decide.QuoteFinding(l, &l.Findings[1])}, decide.Applied)
	if l, _, err := s.Load(ctx, numbered); err != nil || len(l.Findings) != 1 || l.Findings[0].Message != "附件一未能读入" {
		t.Errorf("left are %+v, %v", l.Findings, err)
	}
}

// TestDeadlineTakenAway: of two decisions about one deadline the later counts, also
// when the earlier took it away.
func TestDeadlineTakenAway(t *testing.T) { onBoth(t, testDeadlineTakenAway) }

func testDeadlineTakenAway(t *testing.T, on engine) {
	s := on.openCarrying(t)
	put(t, s, plan(numbered, "省局", "2017-02-01", training), "1", store.Added)
	_, uids, _ := s.Load(ctx, numbered)
	d := decide.Decision{Kind: decide.KindDeadline, Notice: numbered, Task: uids["p/1"], Quote: decide.Quote{Exact: "6月底前"}}
	first := recordDecision(t, s, d, decide.Applied)
	d.Set.Deadline = &taizhang.Deadline{Kind: taizhang.By, End: "2017-07-15", Due: "2017-07-15"}
	recordDecision(t, s, d, decide.Applied)
	for range 2 {
		if l, _, err := s.Load(ctx, numbered); err != nil || len(l.Nodes[0].Deadlines) != 1 || l.Nodes[0].Deadlines[0].Due != "2017-07-15" || l.Nodes[0].Deadlines[0].Raw != "6月底前" {
			t.Errorf("%+v, %v", l.Nodes[0].Deadlines, err)
		}
		s.Undo(ctx, first, "2017-03-02T08:00:00+08:00", "李")
	}
}

// TestUnitDecidedTwice: of two decisions about one mention the later counts, for the
// organ of a heading too.
func TestUnitDecidedTwice(t *testing.T) { onBoth(t, testUnitDecidedTwice) }

func testUnitDecidedTwice(t *testing.T, on engine) {
	s := on.openCarrying(t)
	l := plan(numbered, "省局", "2017-02-01", training)
	l.Nodes[0].Unit = "省知产局"
	put(t, s, l, "1", store.Added)
	var ids []int64
	for _, name := range []string{"四川省知识产权局", "四川省知识产权服务促进中心"} {
		ids = append(ids, recordDecision(t, s, decide.Decision{Kind: decide.KindUnit, Quote: decide.Quote{Exact: "省知产局"},
			Set: decide.Settled{Unit: name, Organ: name}}, decide.Applied))
	}
	check := func(want string) {
		t.Helper()
		if l, _, err := s.Load(ctx, numbered); err != nil || l.Nodes[0].Unit != want || l.Nodes[0].Assignments[0].Unit != want {
			t.Errorf("the heading is of %s, the task of %s; want %s (%v)", l.Nodes[0].Unit, l.Nodes[0].Assignments[0].Unit, want, err)
		}
	}
	check("四川省知识产权服务促进中心")
	must(t, s.Undo(ctx, ids[0], "2017-03-02T08:00:00+08:00", "李"))
	check("四川省知识产权服务促进中心")
	must(t, s.Undo(ctx, ids[1], "2017-03-02T08:00:00+08:00", "李"))
	check("省知产局")
}

// TestTextOfSeveralColumns: a row says what was decided, and nothing beside it.
func TestTextOfSeveralColumns(t *testing.T) { onBoth(t, testTextOfSeveralColumns) }

func testTextOfSeveralColumns(t *testing.T, on engine) {
	for _, c := range []struct{ cells, text, want []string }{
		{[]string{"1", "整治", "排查企业", "培训"}, []string{"整治\n排查园区"}, []string{"1", "整治", "排查园区", ""}},
		{[]string{"1", "整治", "排查企业", "培训"}, []string{"整治园区"}, []string{"1", "整治园区", "", ""}},
		{[]string{"1", "整治", "排查企业", "培训"}, []string{"甲\n乙\n丙\n丁"}, []string{"1", "甲", "乙", "丙\n丁"}},
		{[]string{"1", "", "排查企业", ""}, []string{"排查园区"}, []string{"1", "", "排查园区", ""}},
		{[]string{"1", "", "", ""}, []string{"排查园区"}, []string{"1", "排查园区", "", ""}},
	} {
		s, l := on.openCarrying(t), plan(numbered, "省局", "2017-02-01", survey)
		row := taizhang.Row{ID: "p/t1/r1", Kind: taizhang.TaskRow}
		for _, cell := range c.cells {
			row.Cells = append(row.Cells, taizhang.Cell{Text: cell})
		}
		l.Tables = []taizhang.Table{{ID: "p/t1", Part: "p", Kind: taizhang.ScheduleTable, Rows: []taizhang.Row{row},
			Columns: []taizhang.Column{{Role: taizhang.ColNumber}, {Role: taizhang.ColTask}, {Role: taizhang.ColTask}, {Role: taizhang.ColTask}}}}
		put(t, s, l, "1", store.Added)
		_, uids, _ := s.Load(ctx, numbered)
		recordDecision(t, s, decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uids[row.ID], Set: decide.Settled{Text: &c.text[0]}}, decide.Applied)
		l, _, err := s.Load(ctx, numbered)
		must(t, err)
		var got []string
		for _, cell := range l.Tables[0].Rows[0].Cells {
			got = append(got, cell.Text)
		}
		if !slices.Equal(got, c.want) || l.Tables[0].Task(&l.Tables[0].Rows[0]).Text != c.text[0] {
			t.Errorf("%q with %q became %q, want %q", c.cells, c.text[0], got, c.want)
		}
		clean(t, s)
	}
}

// TestDecisionsOfADuplicate: what was decided on a page holds for the notice that it
// turns out to repeat, and is undone there too.
func TestDecisionsOfADuplicate(t *testing.T) { onBoth(t, testDecisionsOfADuplicate) }

func testDecisionsOfADuplicate(t *testing.T, on engine) {
	s := on.openCarrying(t)
	page := "2017年工作计划|2017-02-01"
	put(t, s, plan(page, "门户网", "2017-02-01", training, survey, law), "1", store.Added)
	_, uids, _ := s.Load(ctx, page)
	to := decide.Settled{Deadline: &taizhang.Deadline{Kind: taizhang.By, End: "2017-07-15", Due: "2017-07-15"}}
	id := recordDecision(t, s, decide.Decision{Kind: decide.KindDeadline, Notice: page, Task: uids["p/1"], Quote: decide.Quote{Exact: "6月底前"}, Set: to}, decide.Applied)
	gone := recordDecision(t, s, decide.Decision{Kind: decide.KindDeadline, Notice: page, Task: uids["p/2"], Set: to}, decide.Applied)
	put(t, s, plan(numbered, "省局", "2017-01-01", strings.Replace(training, "培训", "讲座", 1)), "1", store.Added)
	put(t, s, plan(numbered, "省局", "2017-02-02", training, survey, law), "1", store.Revised)
	put(t, s, plan(numbered, "省局", "2017-05-01", training), "1", store.Revised)
	clean(t, s)
	l, _, err := s.Load(ctx, numbered)
	if err != nil || l.Nodes[0].Deadlines[0].Due != "2017-07-15" {
		t.Errorf("what was decided on the page does not hold for the notice (%v)", err)
	}
	if got, want := codes(l), "unit-unknown decision-lost"; got != want {
		t.Errorf("findings %q, want %q", got, want)
	}
	for _, id := range []int64{id, gone} {
		must(t, s.Undo(ctx, id, "2017-03-02T08:00:00+08:00", "李"))
	}
	if l, _, err := s.Load(ctx, numbered); err != nil || l.Nodes[0].Deadlines[0].Due != "2017-06-30" || codes(l) != "unit-unknown" {
		t.Errorf("undone, it is not as it was: %v", err)
	}
}
