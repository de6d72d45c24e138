package store_test

import (
	"context"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

var ctx = context.Background()

func open(tb testing.TB, db string) *store.Store {
	tb.Helper()
	return openWith(tb, db, store.Options{})
}

func openWith(tb testing.TB, db string, opt store.Options) *store.Store {
	tb.Helper()
	s, err := store.Open(ctx, db, opt)
	must(tb, err)
	tb.Cleanup(func() { s.Close() })
	return s
}

func put(t *testing.T, s *store.Store, l *taizhang.Ledger, version string, want store.Outcome) {
	t.Helper()
	if got, err := s.Put(ctx, l, version); err != nil || got.Outcome != want {
		t.Fatalf("Put: %q, %v; want %q", got, err, want)
	}
}

func digest(t *testing.T, s *store.Store) string {
	t.Helper()
	d, err := s.Digest(ctx)
	must(t, err)
	return d
}

func clean(t *testing.T, s *store.Store) {
	t.Helper()
	if faults, err := s.Check(ctx); err != nil || len(faults) > 0 {
		t.Fatalf("Check: %v, %v", faults, err)
	}
}

func TestRoundTrip(t *testing.T) { onBoth(t, testRoundTrip) }

func testRoundTrip(t *testing.T, on engine) {
	s := on.open(t)
	for _, want := range []*taizhang.Ledger{rich("k"), large(t, "l"), {Notice: taizhang.Notice{Key: "empty"}}} {
		put(t, s, want, "1", store.Added)
		got, _, err := s.Load(ctx, want.Notice.Key)
		must(t, err)
		if !reflect.DeepEqual(got, want) {
			g, _ := json.MarshalIndent(got, "", " ")
			w, _ := json.MarshalIndent(want, "", " ")
			t.Errorf("%s: got\n%s\nwant\n%s", want.Notice.Key, g, w)
		}
	}
	clean(t, s)
	if _, _, err := s.Load(ctx, "none"); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("Load of no notice: %v", err)
	}
}

func TestPutAgain(t *testing.T) { onBoth(t, testPutAgain) }

func testPutAgain(t *testing.T, on engine) {
	s := on.open(t)
	put(t, s, rich("k"), "1", store.Added)
	put(t, s, large(t, "l"), "1", store.Added)
	before, err := s.Marks(ctx)
	must(t, err)
	first := digest(t, s)
	_, uids, _ := s.Load(ctx, "k")

	put(t, s, rich("k"), "1", store.Unchanged)
	if after, err := s.Marks(ctx); err != nil || before != after {
		t.Errorf("an unchanged notice changed something (%v)", err)
	}

	put(t, s, rich("k"), "2", store.Unchanged)
	if digest(t, s) != first {
		t.Error("another version of the extractor changed the digest")
	}
	same, unknown := store.Source{Sum: rich("k").Doc.Source.SHA256}, store.Source{Sum: "another"}
	if k, err := s.Known(ctx, "2", unknown, same, same); err != nil || k[0].Key != "" || k[1].Key != "k" || k[2].Key != "k" {
		t.Errorf("Known: %+v, %v", k, err)
	}
	if k, err := s.Known(ctx, "1", same); err != nil || k[0].Key != "" {
		t.Error("still known to the old version")
	}

	other := rich("k")
	other.Nodes[1].Number = "7"
	other.Nodes[1].ID, other.Links[0].A, other.Findings[1].Task = "plan/1/7", "plan/1/7", "plan/1/7"
	other.Tables[0].Rows[1].Assignments[0].Organ = "四川省司法厅"
	put(t, s, other, "2", store.Replaced)
	if digest(t, s) == first {
		t.Error("other content has the same digest")
	}
	clean(t, s)
	_, now, err := s.Load(ctx, "k")
	if err != nil || now["plan/1/7"] != uids["plan/1/1"] || len(now) != len(uids) {
		t.Errorf("the renumbered item has another uid: %v, was %v", now, uids)
	}
	put(t, s, rich("k"), "2", store.Replaced)
	if digest(t, s) != first {
		t.Error("the way back has another digest")
	}

	fresh := on.open(t)
	put(t, fresh, large(t, "l"), "9", store.Added)
	put(t, fresh, rich("k"), "9", store.Added)
	if digest(t, fresh) != first {
		t.Error("the order of storing changes the digest")
	}
}

func TestUIDsOfEqualText(t *testing.T) { onBoth(t, testUIDsOfEqualText) }

func testUIDsOfEqualText(t *testing.T, on engine) {
	s, l := on.open(t), rich("k")
	l.Nodes[2].Text = "推进(IP)强省建设, 建设5—8个省级重点实验室,力争在2017年4月前挂牌运行。省版权局、各市州 负责。"
	put(t, s, l, "1", store.Added)
	_, uids, err := s.Load(ctx, "k")
	if err != nil || len(uids["plan/1/1"]) != 16 || uids["plan/1/2"] != uids["plan/1/1"]+"~2" {
		t.Errorf("%v, %v", uids, err)
	}
}

func TestNotices(t *testing.T) { onBoth(t, testNotices) }

func testNotices(t *testing.T, on engine) {
	s := on.open(t)
	put(t, s, rich("乙"), "1", store.Added)
	put(t, s, rich("a"), "1", store.Added)
	got, err := s.Notices(ctx)
	want := store.NoticeInfo{Key: "a", Title: "通知", DocNumber: "川知领〔2017〕a号", Issuer: "领导小组", Jurisdiction: "四川省", PlanYear: 2017,
		Work: "a", Standing: "current", Revision: 1,
		Sources: 1, Sections: 1, Items: 2, TaskRows: 1, Assignments: 5, Findings: 3, Doubts: 2, Source: "通知.txt"}
	if err != nil || len(got) != 2 || got[0] != want || got[1].Key != "乙" {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestPutRefusesWhatLeadsNowhere(t *testing.T) { onBoth(t, testPutRefusesWhatLeadsNowhere) }

func testPutRefusesWhatLeadsNowhere(t *testing.T, on engine) {
	s := on.open(t)
	for name, spoil := range map[string]func(*taizhang.Ledger){
		"no key":      func(l *taizhang.Ledger) { l.Notice.Key = "" },
		"part":        func(l *taizhang.Ledger) { l.Nodes[0].Part = "?" },
		"parent":      func(l *taizhang.Ledger) { l.Nodes[1].Parents = []string{"?"} },
		"parents":     func(l *taizhang.Ledger) { l.Nodes[1].Parents = []string{"?", "plan/1"} },
		"from":        func(l *taizhang.Ledger) { l.Nodes[1].Assignments[0].From = "?" },
		"link":        func(l *taizhang.Ledger) { l.Links[0].B = "?" },
		"finding":     func(l *taizhang.Ledger) { l.Findings[0].Task = "?" },
		"twice":       func(l *taizhang.Ledger) { l.Nodes[2].ID = "plan/1/1" },
		"part twice":  func(l *taizhang.Ledger) { l.Parts[1].ID = "plan" },
		"no document": func(l *taizhang.Ledger) { l.Doc = nil },
	} {
		l := rich("k")
		spoil(l)
		if _, err := s.Put(ctx, l, "1"); err == nil {
			t.Errorf("%s: no error", name)
		}
		if n, _ := s.Notices(ctx); len(n) > 0 {
			t.Errorf("%s: stored all the same", name)
		}
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
