package store_test

import (
	"reflect"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// TestReopened: what was taken of a conflict goes back when it is reopened, and comes again
// when that is undone; nothing that was reported or decided meanwhile is written over.
func TestReopened(t *testing.T) { onBoth(t, testReopened) }

func testReopened(t *testing.T, on engine) {
	s := on.open(t)
	if _, err := s.SaveRound(ctx, taizhang.Round{Name: "2017Q2", At: "2017-06-20"}, rows(taizhang.Handout{Round: "2017Q2", Organ: "甲局", Notice: "k", Task: "u1"}, taizhang.Handout{Round: "2017Q2", Organ: "甲局", Notice: "k", Task: "u2"})); err != nil {
		t.Fatal(err)
	}
	report := func(task, value, file, at string) taizhang.Progress {
		return taizhang.Progress{Round: "2017Q2", Organ: "甲局", Task: task, Field: taizhang.Status, Value: value, Who: "张", File: file, SHA256: file, Cell: "填报表!R5", At: at}
	}
	conflict := func(task, file string) taizhang.Conflict {
		return taizhang.Conflict{Kind: taizhang.ConflictValues, Round: "2017Q2", Organ: "甲局", Task: task, Field: taizhang.Status, Column: "完成状态", Present: "进行中", Returned: "滞后", File: file, SHA256: file, Cell: "填报表!R5"}
	}
	collect := func(c store.Collected) {
		t.Helper()
		must(t, s.Collect(ctx, c))
	}
	collect(store.Collected{Progress: []taizhang.Progress{report("u1", "进行中", "a", "2017-07-02")}, Conflicts: []taizhang.Conflict{conflict("u1", "b"), conflict("u2", "c")}})
	accept := func(c taizhang.Conflict) (taizhang.Progress, bool) {
		return report(c.Task, c.Returned, c.File, ""), true
	}
	settle := func(id int64, how, who, at string) {
		t.Helper()
		if n, before, err := s.Resolve(ctx, map[int64]string{id: how}, nil, store.Settler{Who: who, At: at}, accept); n != 1 || before != nil || err != nil {
			t.Fatalf("%d, %v, %v", n, before, err)
		}
	}
	known := func() []taizhang.Progress {
		t.Helper()
		p, err := s.Progress(ctx, 0)
		must(t, err)
		return p
	}
	conflicts := func() []taizhang.Conflict {
		t.Helper()
		cs, err := s.Conflicts(ctx, true)
		must(t, err)
		return cs
	}
	reopen := func(id int64) int64 {
		t.Helper()
		d := decide.Reopen(id)
		d.Who, d.At, d.Why = "李", "2017-07-05", "单位更正"
		return recordDecision(t, s, d, decide.Applied)
	}
	before := known()
	settle(1, "returned", "王", "2017-07-03") // in the place of a value
	settle(2, "returned", "王", "2017-07-03") // where nothing was known
	settled, after := conflicts(), known()

	one, two := reopen(1), reopen(2)
	if got := known(); !reflect.DeepEqual(got, before) {
		t.Errorf("reopened, known is %+v, and was %+v", got, before)
	}
	for _, c := range conflicts() {
		if c.Decided != "" || c.DecidedBy != "" || c.Reopened == nil || c.Reopened.Why != "单位更正" || c.Reopened.Before != "returned" || c.Seen() == taizhang.ValueSeen(c.Present) {
			t.Errorf("reopened: %+v %+v", c, c.Reopened)
		}
	}
	if _, _, err := s.Decide(ctx, signed(decide.Reopen(1))); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("reopened twice: %v", err)
	}
	if _, _, err := s.Decide(ctx, signed(decide.Reopen(99))); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("one that is not there: %v", err)
	}
	if _, _, err := s.Decide(ctx, decide.Reopen(1)); taizhang.KindOf(err) != taizhang.Unsupported {
		t.Errorf("without a reason: %v", err)
	}
	for _, id := range []int64{one, two} {
		must(t, s.Undo(ctx, id, "2017-07-06", "李"))
	}
	if got := conflicts(); !reflect.DeepEqual(got, settled) {
		t.Errorf("undone: %+v\nwas %+v", got, settled)
	}
	if got := known(); !reflect.DeepEqual(got, after) {
		t.Errorf("undone, known is %+v, and was %+v", got, after)
	}

	// A decision that was made before it was reopened says nothing of it now.
	stale := map[int64]string{1: settled[0].Seen()}
	one = reopen(1)
	if n, late, err := s.Resolve(ctx, map[int64]string{1: "returned"}, stale, store.Settler{Who: "赵", At: "2017-07-07"}, accept); n != 0 || len(late) != 1 || late[0].Reopened == nil || err != nil {
		t.Errorf("decided by who did not know that it was reopened: %d, %+v, %v", n, late, err)
	}
	// Decided anew, the reopening can't be undone.
	settle(1, "present", "赵", "2017-07-08")
	if err := s.Undo(ctx, one, "2017-07-09", "李"); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("undone, though it was decided anew: %v", err)
	}
	// What the organ reported since stays, whatever is reopened or undone.
	newer := report("u2", "已完成", "e", "2017-07-10")
	collect(store.Collected{Progress: []taizhang.Progress{newer}})
	two = reopen(2)
	if got := known(); !reflect.DeepEqual(got, []taizhang.Progress{before[0], newer}) {
		t.Errorf("known is %+v", got)
	}
	must(t, s.Undo(ctx, two, "2017-07-11", "李"))
	one = reopen(1) // which kept what was present
	collect(store.Collected{Progress: []taizhang.Progress{report("u1", "不再实施", "f", "2017-07-12")}})
	if err := s.Undo(ctx, one, "2017-07-13", "李"); err != nil || conflicts()[0].Decided != "present" {
		t.Errorf("undone: %+v, %v", conflicts()[0], err)
	}
	if got := known(); got[0].Value != "不再实施" || got[1] != newer {
		t.Errorf("known is %+v", got)
	}
	// Of one that was taken and reopened, a report in between keeps the undoing from writing over it.
	reopen(1)
	settle(1, "returned", "赵", "2017-07-14")
	one = reopen(1)
	collect(store.Collected{Progress: []taizhang.Progress{report("u1", "未启动", "g", "2017-07-15")}})
	if err := s.Undo(ctx, one, "2017-07-16", "李"); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("undone over a newer report: %v", err)
	}
	if got := known(); got[0].Value != "未启动" {
		t.Errorf("known is %+v", got)
	}
	clean(t, s)
}

func signed(d decide.Decision) decide.Decision {
	d.Who, d.At, d.Why = "李", "2017-07-05", "单位更正"
	return d
}
