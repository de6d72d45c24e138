package store_test

import (
	"fmt"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// TestLinks: two entries are one task, or not, because a person says so.
func TestLinks(t *testing.T) { onBoth(t, testLinks) }

func testLinks(t *testing.T, on engine) {
	s := on.openCarrying(t)
	l := rich("k")
	put(t, s, l, "1", store.Added)
	before := digest(t, s)
	_, uids, _ := shown(t, s, "k")
	link := func(a, b string, same bool) decide.Decision {
		return decide.Decision{Kind: decide.KindLink, Notice: "k", Task: uids[a], Set: decide.Settled{Other: uids[b], Same: &same}}
	}
	check := func(want ...taizhang.Link) {
		t.Helper()
		got, _, _ := shown(t, s, "k")
		if fmt.Sprint(got.Links) != fmt.Sprint(want) {
			t.Errorf("links %v, want %v", got.Links, want)
		}
		clean(t, s)
	}
	was := l.Links[0]
	sure := taizhang.Link{A: was.A, B: was.B, Kind: "overlap", Score: 1}
	ids := []int64{recordDecision(t, s, link(was.B, was.A, false), decide.Applied)}
	check()
	ids = append(ids, recordDecision(t, s, link(was.A, was.B, false), decide.Unused), recordDecision(t, s, link(was.B, was.A, true), decide.Applied))
	check(sure)
	ids = append(ids, recordDecision(t, s, link("plan/1/2", "s1/t1/r3", true), decide.Applied))
	other := taizhang.Link{A: "plan/1/2", B: "s1/t1/r3", Kind: "overlap", Score: 1}
	check(sure, other)
	_, err := s.DecideAll(ctx, []decide.Decision{link("s1/t1/r3", "plan/1/2", true)}, nil)
	wantChanged(t, err, decide.ChangedError{Task: uids["s1/t1/r3"], Who: "王", At: "2017-03-01T08:00:00+08:00"})

	// With an item that was claimed.
	d := claim(t, l, "走失的文字", decide.ClaimItem)
	d.Notice = "k"
	ids = append(ids, recordDecision(t, s, d, decide.Applied))
	var got *taizhang.Ledger
	got, uids, _ = shown(t, s, "k")
	item := got.Nodes[len(got.Nodes)-1].ID
	ids = append(ids, recordDecision(t, s, link("s1/t1/r2", item, true), decide.Applied))
	check(sure, other, taizhang.Link{A: item, B: "s1/t1/r2", Kind: "overlap", Score: 1})

	for _, d := range []decide.Decision{link(was.A, was.A, true), link(was.A, "none", true), {Kind: decide.KindLink, Notice: "k", Task: uids[was.A], Set: decide.Settled{Other: uids[was.B]}}} {
		if _, _, err := s.Decide(ctx, d); taizhang.KindOf(err) != taizhang.Unsupported {
			t.Errorf("%+v: %v", d, err)
		}
	}
	d = link(was.A, was.B, true)
	d.Set.Other = "0000"
	if _, _, err := s.Decide(ctx, d); taizhang.KindOf(err) != taizhang.NotFound {
		t.Error(err)
	}
	for _, id := range ids {
		must(t, s.Undo(ctx, id, "2017-03-02", "李"))
		clean(t, s)
	}
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}

// TestLinksOnARevision: a verdict goes with its two tasks.
func TestLinksOnARevision(t *testing.T) { onBoth(t, testLinksOnARevision) }

func testLinksOnARevision(t *testing.T, on engine) {
	linked := func(published taizhang.Date, items ...string) *taizhang.Ledger {
		l := plan(numbered, "省局", published, items...)
		l.Links = []taizhang.Link{{A: "p/1", B: "p/2", Kind: "overlap", Score: .8}}
		return l
	}
	s := on.openCarrying(t)
	put(t, s, linked("2017-02-01", training, survey, law), "1", store.Added)
	_, uids, _ := shown(t, s, numbered)
	no := false
	recordDecision(t, s, decide.Decision{Kind: decide.KindLink, Notice: numbered, Task: uids["p/1"], Set: decide.Settled{Other: uids["p/2"], Same: &no}}, decide.Applied)
	for _, c := range []struct {
		published taizhang.Date
		items     []string
		state     decide.State
		links     int
	}{
		{"2017-03-01", []string{training, survey, law + "（二）"}, decide.Applied, 0},
		{"2017-04-01", []string{training, survey + "（二）", law}, decide.Changed, 0},
		{"2017-05-01", []string{training + "（二）", survey, law}, decide.Changed, 0},
		{"2017-06-01", []string{training}, decide.Lost, 0},
	} {
		l := linked(c.published, c.items...)
		if len(c.items) == 1 {
			l.Links = nil
		}
		put(t, s, l, "1", store.Revised)
		got, _, _ := shown(t, s, numbered)
		ds, _ := s.Decisions(ctx)
		if len(got.Links) != c.links || ds[0].State != c.state {
			t.Errorf("of %s: links %v, decision %s", c.published, got.Links, ds[0].State)
		}
		clean(t, s)
	}
}

// TestLinksOfRenamed: a verdict goes along when its tasks get the uids of a notice that
// was seen earlier.
func TestLinksOfRenamed(t *testing.T) { onBoth(t, testLinksOfRenamed) }

func testLinksOfRenamed(t *testing.T, on engine) {
	s := on.openCarrying(t)
	at := func(seen int64, published taizhang.Date, items ...string) {
		t.Helper()
		p, err := store.Prepare(plan(numbered, "省局", published, items...), "1")
		if err == nil {
			p.Seen = seen
			err = s.Update(ctx, func(b *store.Batch) error { _, err := b.Put(ctx, p); return err })
		}
		must(t, err)
	}
	at(2, "2017-02-01", training, survey)
	_, uids, _ := shown(t, s, numbered)
	yes := true
	recordDecision(t, s, decide.Decision{Kind: decide.KindLink, Notice: numbered, Task: uids["p/1"], Set: decide.Settled{Other: uids["p/2"], Same: &yes}}, decide.Applied)
	at(1, "2017-01-01", training+"（一）", survey+"（一）")
	if _, now, _ := shown(t, s, numbered); now["p/2"] == uids["p/2"] {
		t.Fatal("the uids are not those of the notice seen first")
	}
	at(3, "2017-03-01", training+"（二）", survey+"（二）")
	got, _, _ := shown(t, s, numbered)
	ds, _ := s.Decisions(ctx)
	if len(got.Links) != 1 || ds[0].State != decide.Changed {
		t.Errorf("links %v, decision %+v", got.Links, ds[0])
	}
	clean(t, s)
}
