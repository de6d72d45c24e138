package store_test

import (
	"errors"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// shown is what a person sees of a notice: its ledger, and the digests of its entries
// by uid.
func shown(t *testing.T, s *store.Store, key string) (*taizhang.Ledger, map[string]string, map[string]string) {
	t.Helper()
	l, uids, err := s.Load(ctx, key)
	must(t, err)
	seen := map[string]string{}
	for _, e := range decide.Entries(l) {
		seen[uids[e.ID]] = e.Digest()
	}
	return l, uids, seen
}

func pick(all map[string]string, keys ...string) map[string]string {
	out := map[string]string{}
	for _, k := range keys {
		out[k] = all[k]
	}
	return out
}

func wantChanged(t *testing.T, err error, want decide.ChangedError) {
	t.Helper()
	if got, ok := errors.AsType[*decide.ChangedError](err); !ok || *got != want {
		t.Errorf("error %v, want %+v", err, want)
	}
}

// TestDecideAll: what changed since a person looked is not overwritten, and nothing of
// what they decided with it is kept.
func TestDecideAll(t *testing.T) { onBoth(t, testDecideAll) }

func testDecideAll(t *testing.T, on engine) {
	s := on.openCarrying(t)
	put(t, s, plan(numbered, "省局", "2017-02-01", training, survey, law), "1", store.Added)
	l, uids, seen := shown(t, s, numbered)
	by := func(who, at string, d decide.Decision) decide.Decision {
		d.Who, d.At = who, at
		return d
	}
	text := func(id, text string) decide.Decision {
		return decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uids[id], Set: decide.Settled{Text: &text}}
	}
	out, err := s.DecideAll(ctx, []decide.Decision{by("王", "2017-03-01", text("p/1", "开展一次培训。")), by("王", "2017-03-01", text("p/2", "开展一次调查。"))}, pick(seen, uids["p/1"], uids["p/2"]))
	if err != nil || len(out) != 2 || out[0].ID != 1 || out[1] != (store.DecisionResult{ID: 2, Task: uids["p/2"], State: decide.Applied}) {
		t.Fatalf("%+v, %v", out, err)
	}
	before := digest(t, s)
	fails := func(want decide.ChangedError, seen map[string]string, ds ...decide.Decision) {
		t.Helper()
		_, err := s.DecideAll(ctx, ds, seen)
		wantChanged(t, err, want)
		if all, err := s.Decisions(ctx); err != nil || digest(t, s) != before {
			t.Errorf("something was written: %+v, %v", all, err)
		}
	}
	fails(decide.ChangedError{Task: uids["p/1"], Who: "王", At: "2017-03-01"}, pick(seen, uids["p/1"], uids["p/3"]), by("李", "2017-03-02", text("p/3", "立法。")), by("李", "2017-03-02", text("p/1", "培训。")))
	fails(decide.ChangedError{Task: "0000"}, map[string]string{"0000": ""})

	// What was undone changed too.
	_, _, seen = shown(t, s, numbered)
	must(t, s.Undo(ctx, 2, "2017-03-03", "赵"))
	before = digest(t, s)
	fails(decide.ChangedError{Task: uids["p/2"], Who: "赵", At: "2017-03-03"}, pick(seen, uids["p/2"]), by("李", "2017-03-04", text("p/2", "调查。")))
	err = s.Undo(ctx, 2, "2017-03-04", "李")
	wantChanged(t, err, decide.ChangedError{Task: uids["p/2"], Who: "赵", At: "2017-03-03"})
	if taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("undone twice: %v", err)
	}

	// A finding is dismissed once.
	dismiss := by("钱", "2017-03-05", decide.Decision{Kind: decide.KindFinding, Notice: numbered, Task: uids["p/1"], Code: "unit-unknown", Quote: decide.QuoteFinding(l, &l.Findings[0])})
	if _, err := s.DecideAll(ctx, []decide.Decision{dismiss}, nil); err != nil {
		t.Fatal(err)
	}
	before = digest(t, s)
	fails(decide.ChangedError{Task: uids["p/1"], Who: "钱", At: "2017-03-05"}, nil, by("李", "2017-03-06", text("p/3", "立法。")), dismiss)

	// What a mention means, and the entry that shows it.
	ds, _ := s.Decisions(ctx)
	none := decide.UnitSeen(ds, "省知产局", "四川省")
	_, _, seen = shown(t, s, numbered)
	unit := func(who, name string) decide.Decision {
		return by(who, "2017-03-07", decide.Decision{Kind: decide.KindUnit, Region: "四川省", Quote: decide.Quote{Exact: "省知产局"}, Set: decide.Settled{Unit: name, Organ: name}})
	}
	if _, err := s.DecideAll(ctx, []decide.Decision{unit("王", "四川省知识产权局")}, map[string]string{"mention:省知产局": none}); err != nil {
		t.Fatal(err)
	}
	before = digest(t, s)
	fails(decide.ChangedError{Task: "省知产局", Who: "王", At: "2017-03-07"}, map[string]string{"mention:省知产局": none}, unit("李", "四川省市场监督管理局"))
	fails(decide.ChangedError{Task: uids["p/1"], Who: "王", At: "2017-03-07"}, pick(seen, uids["p/1"]), text("p/1", "培训。"))
	ds, _ = s.Decisions(ctx)
	if got := decide.UnitSeen(ds, "省知产局", "云南省"); got != none {
		t.Errorf("in another region %q is decided", got)
	}
	if _, err := s.DecideAll(ctx, []decide.Decision{unit("李", "四川省市场监督管理局")}, map[string]string{"mention:省知产局": decide.UnitSeen(ds, "省知产局", "四川省")}); err != nil {
		t.Error(err)
	}
	clean(t, s)
}

// TestTwoReviewers: of two programs that decide about the same at the same time one is told.
func TestTwoReviewers(t *testing.T) { onBoth(t, testTwoReviewers) }

func testTwoReviewers(t *testing.T, on engine) {
	path := on.lasting(t)
	stores := [2]*store.Store{open(t, path), open(t, path)}
	put(t, stores[0], plan(numbered, "省局", "2017-02-01", training, survey, law), "1", store.Added)
	_, uids, _ := shown(t, stores[0], numbered)
	for round := range 8 {
		var wg sync.WaitGroup
		var errs [2]error
		_, _, seen := shown(t, stores[0], numbered)
		for i, s := range stores {
			text := []string{"甲。", "乙。"}[i] + string(rune('一'+round))
			d := decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uids["p/2"], Set: decide.Settled{Text: &text}, Who: []string{"王", "李"}[i], At: "2017-03-01"}
			wg.Go(func() { _, errs[i] = s.DecideAll(ctx, []decide.Decision{d}, pick(seen, uids["p/2"])) })
		}
		wg.Wait()
		won := 0
		if errs[0] != nil {
			won = 1
		}
		wantChanged(t, errs[1-won], decide.ChangedError{Task: uids["p/2"], Who: []string{"王", "李"}[won], At: "2017-03-01"})
		l, _, _ := shown(t, stores[1], numbered)
		if errs[won] != nil || l.Nodes[1].Text != []string{"甲。", "乙。"}[won]+string(rune('一'+round)) {
			t.Errorf("%v, %q", errs, l.Nodes[1].Text)
		}
	}
	if ds, err := stores[0].Decisions(ctx); err != nil || len(ds) != 8 {
		t.Errorf("%d decisions, %v", len(ds), err)
	}
	clean(t, stores[0])
}
