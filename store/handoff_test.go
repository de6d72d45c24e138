package store_test

import (
	"iter"
	"maps"
	"reflect"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

func TestHandoff(t *testing.T) { onBoth(t, testHandoff) }

// rows are hand-outs as SaveRound takes them.
func rows(given ...taizhang.Handout) iter.Seq2[taizhang.Handout, error] {
	return func(yield func(taizhang.Handout, error) bool) {
		for _, h := range given {
			if !yield(h, nil) {
				return
			}
		}
	}
}

func testHandoff(t *testing.T, on engine) {
	s := on.open(t)
	last, steps := "", 0
	heard := func(changed bool) { // the digest, and whether it is another
		t.Helper()
		digest, err := s.ReportsDigest(ctx)
		if steps++; err != nil || (digest != last) != changed {
			t.Errorf("step %d: heard %q after %q, %v", steps, digest, last, err)
		}
		last = digest
	}
	heard(false)
	round := taizhang.Round{Name: "2017Q2", ReplyBy: "2017-07-10", Who: "王", At: "2017-06-20T09:00:00+08:00"}
	given := []taizhang.Handout{
		{Round: "2017Q2", Organ: "甲局", Notice: "k", Task: "u1", Text: "开展培训", Report: taizhang.Report{taizhang.Quarter1: "已开展一次"}},
		{Round: "2017Q2", Organ: "乙局", Notice: "k", Task: "u1", Text: "开展培训"},
	}
	id, err := s.SaveRound(ctx, round, rows(given...))
	must(t, err)
	heard(true)
	got, err := s.Handouts(ctx, id)
	if err != nil || !reflect.DeepEqual(got, given) {
		t.Fatalf("%+v, %v", got, err)
	}
	collected := store.Collected{
		Progress: []taizhang.Progress{{Round: "2017Q2", Organ: "甲局", Task: "u1", Field: taizhang.Quarter2, Value: "完成", Who: "李", File: "甲.xlsx", SHA256: "ab", Cell: "填报表!O5", At: "2017-07-01"}},
		Conflicts: []taizhang.Conflict{{Kind: taizhang.ConflictValues, Round: "2017Q2", Organ: "乙局", Task: "u1", Field: taizhang.Status, Column: "完成状态",
			Present: "进行中", Returned: "滞后", File: "乙.xlsx", SHA256: "cd", Cell: "填报表!R5", At: "2017-07-01"}},
		Children: []taizhang.Handout{{Round: "2017Q2", Organ: "甲局", Notice: "k", Task: "u1", Child: "c1", Text: "办公室：编教材"}},
		Returns:  []store.Returned{{Round: "2017Q2", Organ: "甲局", File: "甲.xlsx", SHA256: "ab", Who: "李", At: "2017-07-01"}},
	}
	for i := range 2 { // the second time changes nothing
		must(t, s.Collect(ctx, collected))
		heard(i == 0)
	}
	progress, err := s.Progress(ctx, 0)
	if err != nil || !reflect.DeepEqual(progress, collected.Progress) {
		t.Errorf("%+v, %v", progress, err)
	}
	if got, err := s.Handouts(ctx, id); err != nil || len(got) != 3 || got[2].Child != "c1" {
		t.Errorf("%+v, %v", got, err)
	}
	open, err := s.Conflicts(ctx, false)
	if err != nil || len(open) != 1 || open[0].Returned != "滞后" {
		t.Fatalf("%+v, %v", open, err)
	}
	accept := func(c taizhang.Conflict) (taizhang.Progress, bool) {
		return taizhang.Progress{Round: c.Round, Organ: c.Organ, Task: c.Task, Field: c.Field, Value: c.Returned, Cell: c.Cell}, c.Field != ""
	}
	if n, before, err := s.Resolve(ctx, map[int64]string{open[0].ID: "returned", 99: "present"}, nil, store.Settler{Who: "王", At: "2017-07-03"}, accept); n != 1 || before != nil || err != nil {
		t.Errorf("%d, %v, %v", n, before, err)
	}
	if n, before, err := s.Resolve(ctx, map[int64]string{open[0].ID: "present"}, nil, store.Settler{Who: "赵", At: "2017-07-04"}, accept); n != 0 || err != nil ||
		len(before) != 1 || before[0].DecidedBy != "王" || before[0].DecidedAt != "2017-07-03" || before[0].Decided != "returned" {
		t.Errorf("decided by another meanwhile: %d, %+v, %v", n, before, err)
	}
	heard(true)
	if left, _ := s.Conflicts(ctx, false); len(left) != 0 {
		t.Errorf("left: %+v", left)
	}
	if progress, _ := s.Progress(ctx, id); len(progress) != 2 || progress[0].Value != "滞后" || progress[0].Cell != "填报表!R5" {
		t.Errorf("%+v", progress)
	}

	var some []taizhang.Handout
	var said []taizhang.Progress
	if err := s.GivenAndSaid(ctx, id, func(hs []taizhang.Handout, ps []taizhang.Progress) {
		some, said = append(some, hs...), append(said, ps...)
	}); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Handouts(ctx, id); err != nil || !reflect.DeepEqual(some, all) {
		t.Errorf("task by task %+v, at once %+v, %v", some, all, err)
	}
	if all, err := s.Progress(ctx, id); err != nil || !reflect.DeepEqual(said, all) {
		t.Errorf("task by task %+v, at once %+v, %v", said, all, err)
	}

	// Handed out again, what was known the first time is still what returns are compared with.
	again := []taizhang.Handout{{Round: "2017Q2", Organ: "甲局", Notice: "k", Task: "u1", Text: "开展培训", Report: taizhang.Report{taizhang.Quarter1: "已开展一次", taizhang.Quarter2: "完成"}}}
	if _, err := s.SaveRound(ctx, round, rows(again...)); err != nil {
		t.Fatal(err)
	}
	heard(true)
	if got, err := s.Handouts(ctx, id); err != nil || len(got) != 1 || !maps.Equal(got[0].Report, given[0].Report) {
		t.Errorf("%+v, %v", got, err)
	}
	if err := s.Collect(ctx, store.Collected{Progress: []taizhang.Progress{{Round: "2099"}}}); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("an unknown round: %v", err)
	}
	clean(t, s)
}

// TestResolveWhatWasSeen: a conflict is not decided by someone who saw another present
// value than there is; he is told what it is now.
func TestResolveWhatWasSeen(t *testing.T) {
	s := open(t, ":memory:")
	if _, err := s.SaveRound(ctx, taizhang.Round{Name: "2017Q2", At: "2017-06-20"}, rows(taizhang.Handout{Round: "2017Q2", Organ: "甲局", Notice: "k", Task: "u1"})); err != nil {
		t.Fatal(err)
	}
	report := func(value, file string) taizhang.Progress {
		return taizhang.Progress{Round: "2017Q2", Organ: "甲局", Task: "u1", Field: taizhang.Status, Value: value, File: file, SHA256: file, Cell: "填报表!R5", At: "2017-07-02"}
	}
	conflict := func(file, returned string) taizhang.Conflict {
		return taizhang.Conflict{Kind: taizhang.ConflictValues, Round: "2017Q2", Organ: "甲局", Task: "u1", Field: taizhang.Status, Present: "进行中", Returned: returned, File: file, SHA256: file, Cell: "填报表!R5"}
	}
	if err := s.Collect(ctx, store.Collected{Progress: []taizhang.Progress{report("进行中", "a")}, Conflicts: []taizhang.Conflict{conflict("b", "滞后"), conflict("c", "未启动"), conflict("d", "滞后")}}); err != nil {
		t.Fatal(err)
	}
	accept := func(c taizhang.Conflict) (taizhang.Progress, bool) { return report(c.Returned, c.File), true }
	seen := map[int64]string{1: taizhang.ValueSeen("进行中"), 2: taizhang.ValueSeen("进行中")}
	// Meanwhile the organ says more.
	if err := s.Collect(ctx, store.Collected{Progress: []taizhang.Progress{report("已完成", "d")}}); err != nil {
		t.Fatal(err)
	}
	for _, how := range []string{"returned", "present"} {
		n, before, err := s.Resolve(ctx, map[int64]string{1: how}, seen, store.Settler{Who: "王", At: "2017-07-03"}, accept)
		if n != 0 || err != nil || len(before) != 1 || before[0].Present != "已完成" || before[0].Decided != "" {
			t.Errorf("%s: %d, %+v, %v", how, n, before, err)
		}
	}
	// Of two about the same value, decided at once, the first changes what the second was seen against.
	// What says the same as the first is decided with it.
	seen = map[int64]string{1: taizhang.ValueSeen("已完成"), 2: taizhang.ValueSeen("已完成"), 3: taizhang.ValueSeen("已完成")}
	n, before, err := s.Resolve(ctx, map[int64]string{1: "returned", 2: "returned", 3: "returned"}, seen, store.Settler{Who: "王", At: "2017-07-03"}, accept)
	if n != 2 || err != nil || len(before) != 1 || before[0].ID != 2 || before[0].Present != "滞后" {
		t.Errorf("%d, %+v, %v", n, before, err)
	}
	progress, err := s.Progress(ctx, 0)
	if err != nil || len(progress) != 1 || progress[0].Value != "滞后" {
		t.Errorf("%+v, %v", progress, err)
	}
}
