package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

func TestClaims(t *testing.T) { onBoth(t, testClaims) }

func testClaims(t *testing.T, on engine) {
	s := on.openCarrying(t)
	read := func() *taizhang.Ledger {
		return missed(numbered, "2017-02-01", "#一、培训", "?开展试点， 省知产局负责，6月底前完成。备注：按季报送。 打印本页", training, "#二、调查", survey, "?以上。")
	}
	l := read()
	put(t, s, l, "1", store.Added)
	before := digest(t, s)
	item := claim(t, l, "开展试点，省知产局负责，6月底前完成。", decide.ClaimItem)
	item.Set.Assignments = []taizhang.Assignment{{Mention: "省知产局", Unit: "省知产局", Organ: "省知产局", Role: taizhang.Lead, Rule: "unresolved", Spans: taizhang.Of(0, 1)}}
	item.Set.Deadline = &taizhang.Deadline{Raw: "6月底前", Kind: taizhang.By, End: "2017-06-30", Due: "2017-06-30", Rule: "month"}
	field := claim(t, l, "按季报送。", decide.ClaimField)
	field.Set.Name = "备注"
	ids := []int64{recordDecision(t, s, item, decide.Applied), recordDecision(t, s, field, decide.Applied), recordDecision(t, s, claim(t, l, "打印本页", decide.ClaimChrome), decide.Applied),
		recordDecision(t, s, claim(t, l, "以上。", decide.ClaimItem), decide.Applied)}
	got, uids, _ := shown(t, s, numbered)
	if want := "一、培训|p/0>开展试点， 省知产局负责，6月底前完成。|p/0>" + training + "|二、调查|p/3>" + survey + "|p/3>以上。|?备注："; outline(t, got) != want {
		t.Errorf("it reads\n%s, want\n%s", outline(t, got), want)
	}
	n := got.Nodes[1]
	text := got.Text()
	if n.Spans.Cut(text) != n.Text || n.Level != 2 || n.Part != "p" || n.At != "p[2]" || n.Assignments[0].Spans.Cut(text) != "省知产局" || n.Deadlines[0].Spans.Cut(text) != "6月底前" {
		t.Errorf("the item is %+v", n)
	}
	if f := got.Notice.Fields; len(f) != 2 || f[1].Name != "备注" || f[1].Raw != "按季报送。" || f[1].Spans.Cut(text) != f[1].Raw {
		t.Errorf("fields %+v", f)
	}
	if c := got.Coverage.Claimed; c.Field != 5 || c.Chrome != 4 {
		t.Errorf("claimed %+v", c)
	}
	clean(t, s)

	// What is decided on it then finds it by its uid, as for any other task.
	uid := uids[n.ID]
	to := "开展两次试点。"
	ids = append(ids, recordDecision(t, s, decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uid, Set: decide.Settled{Text: &to}}, decide.Applied),
		recordDecision(t, s, decide.Decision{Kind: decide.KindDeadline, Notice: numbered, Task: uid, Quote: decide.Quote{Exact: "6月底前"}}, decide.Applied),
		recordDecision(t, s, decide.Decision{Kind: decide.KindUnit, Quote: decide.Quote{Exact: "省知产局"}, Set: decide.Settled{Unit: "四川省知识产权局", Organ: "四川省知识产权局"}}, decide.Applied))
	check := func(when, text string) {
		t.Helper()
		l, uids, _ := shown(t, s, numbered)
		if n := l.Nodes[1]; n.Text != text || uids[n.ID] != uid || len(n.Deadlines) != 0 || n.Assignments[0].Unit != "四川省知识产权局" {
			t.Errorf("%s: %+v under %s", when, n, uids[n.ID])
		}
		clean(t, s)
	}
	check("decided", to)
	all := digest(t, s)
	put(t, s, read(), "2", store.Unchanged)
	again := read()
	again.Nodes[2].Number = "二"
	put(t, s, again, "3", store.Replaced)
	check("read again", to)
	put(t, s, read(), "4", store.Replaced)
	if digest(t, s) != all {
		t.Error("read as at first, the digest is another")
	}
	undo := func(ids ...int64) {
		t.Helper()
		for _, id := range ids {
			must(t, s.Undo(ctx, id, "2017-03-02T08:00:00+08:00", "李"))
			l, _, _ := shown(t, s, numbered)
			outline(t, l)
			clean(t, s)
		}
	}

	// Undone and claimed again it is the same task, and what was decided on it holds.
	undo(ids[0])
	if l, _, _ := shown(t, s, numbered); codes(l) != "unclaimed decision-lost decision-lost" {
		t.Errorf("without the item there are %s", codes(l))
	}
	ids[0] = recordDecision(t, s, item, decide.Applied)
	check("claimed again", to)
	if digest(t, s) != all {
		t.Error("claimed again, the digest is another")
	}

	slices.Reverse(ids)
	undo(ids...)
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}

// TestClaimsOnRevisions: a claim holds where its text is unclaimed again, is not needed
// where the program reads it, and is reported where it is gone.
func TestClaimsOnRevisions(t *testing.T) { onBoth(t, testClaimsOnRevisions) }

func testClaimsOnRevisions(t *testing.T, on engine) {
	const pilot, note = "开展重点园区知识产权综合管理改革试点工作，形成经验。", "本表由办公室汇总。"
	for _, c := range []struct {
		lines                string
		outline, codes, says string
	}{
		{"#一、培训|?" + pilot + "|" + training + "|" + survey + "|?" + note, "一、培训|p/0>" + pilot + "|p/0>" + training + "|p/0>" + survey, "decision-changed", "applied changed applied"},
		{"#一、培训|" + training + "|#二、其他|" + survey + "|?" + pilot + "打印|" + law + "|?" + note, "一、培训|p/0>" + training + "|二、其他|p/2>" + survey + "|p/2>" + pilot + "|p/2>" + law + "|?打印",
			"unclaimed decision-changed decision-changed", "changed changed applied"},
		{"#一、培训|" + pilot + "|" + training + "|?" + note, "一、培训|p/0>" + pilot + "|p/0>" + training, "", "unused applied applied"},
		{"#一、培训|" + training + "|" + survey, "一、培训|p/0>" + training + "|p/0>" + survey, "decision-stale decision-stale decision-lost", "stale stale lost"},
	} {
		s := on.openCarrying(t)
		l := missed(numbered, "2017-02-01", "#一、培训", "?"+pilot, training, "?"+note)
		put(t, s, l, "1", store.Added)
		recordDecision(t, s, claim(t, l, pilot, decide.ClaimItem), decide.Applied)
		recordDecision(t, s, claim(t, l, note, decide.ClaimOther), decide.Applied)
		_, uids, _ := shown(t, s, numbered)
		uid := uids[fmt.Sprintf("p/+%d", l.Coverage.Unclaimed[0].Spans.Start())]
		units := decide.Settled{Assignments: []taizhang.Assignment{{Mention: "省局", Unit: "省局", Role: taizhang.Lead, Rule: decide.RuleDecided}}}
		recordDecision(t, s, decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uid, Set: units}, decide.Applied)
		put(t, s, missed(numbered, "2017-05-01", strings.Split(c.lines, "|")...), "1", store.Revised)
		clean(t, s)
		now, uids, _ := shown(t, s, numbered)
		if got := outline(t, now); got != c.outline || codes(now) != c.codes {
			t.Errorf("%s reads\n%s with %q, want\n%s with %q", c.lines, got, codes(now), c.outline, c.codes)
		}
		for _, n := range now.Nodes {
			if n.Text == pilot && (uids[n.ID] != uid || len(n.Assignments) != 1) {
				t.Errorf("%s: the task is %s, and was %s: %+v", c.lines, uids[n.ID], uid, n.Assignments)
			}
		}
		ds, _ := s.Decisions(ctx)
		var says []string
		for _, d := range ds {
			says = append(says, string(d.State))
		}
		if got := strings.Join(says, " "); got != c.says {
			t.Errorf("%s: decisions are %s, want %s", c.lines, got, c.says)
		}
	}
}

// TestClaimOfMany: of texts that are the same the one in the quoted surroundings is claimed.
func TestClaimOfMany(t *testing.T) { onBoth(t, testClaimOfMany) }

func testClaimOfMany(t *testing.T, on engine) {
	s := on.openCarrying(t)
	l := missed(numbered, "2017-02-01", "?甲。略。", training, "?略。", survey, "?略。")
	put(t, s, l, "1", store.Added)
	d := claim(t, l, "略。", decide.ClaimOther)
	d.Quote = decide.QuoteOf(l.Text(), decide.FindUnclaimed(l, "略。")[1])
	id := recordDecision(t, s, d, decide.Applied)
	got, _, _ := shown(t, s, numbered)
	if want := training + "|" + survey + "|?甲。略。|?略。"; outline(t, got) != want || got.Coverage.Unclaimed[1].At != "p[5]" {
		t.Errorf("it reads %s", outline(t, got))
	}
	// Somewhere else it is another, though it says the same.
	recordDecision(t, s, d, decide.Unused)
	must(t, s.Undo(ctx, id, "2017-03-02", "李"))
	if got, _, _ = shown(t, s, numbered); outline(t, got) != training+"|"+survey+"|?甲。略。|?略。" {
		t.Errorf("undone, the other counts: %s", outline(t, got))
	}
	clean(t, s)

	// The same text twice is two tasks.
	s = on.openCarrying(t)
	put(t, s, l, "1", store.Added)
	for _, at := range decide.FindUnclaimed(l, "略。")[1:] {
		d := claim(t, l, "略。", decide.ClaimItem)
		d.Quote = decide.QuoteOf(l.Text(), at)
		recordDecision(t, s, d, decide.Applied)
	}
	got, uids, _ := shown(t, s, numbered)
	first, second := uids[got.Nodes[1].ID], uids[got.Nodes[3].ID]
	if outline(t, got) != training+"|略。|"+survey+"|略。|?甲。略。" || second != first+"~2" {
		t.Errorf("it reads %s, uids %v", outline(t, got), uids)
	}
	clean(t, s)
}

// TestClaimOfWhatIsRead: an item that is claimed is another than one that says the same
// elsewhere, for what is decided on it too.
func TestClaimOfWhatIsRead(t *testing.T) { onBoth(t, testClaimOfWhatIsRead) }

func testClaimOfWhatIsRead(t *testing.T, on engine) {
	s := on.openCarrying(t)
	l := missed(numbered, "2017-02-01", "#一、培训", survey, "#二、调查", "?"+survey)
	put(t, s, l, "1", store.Added)
	recordDecision(t, s, claim(t, l, survey, decide.ClaimItem), decide.Applied)
	got, uids, _ := shown(t, s, numbered)
	text := "开展两次调查。"
	recordDecision(t, s, decide.Decision{Kind: decide.KindTask, Notice: numbered, Task: uids[got.Nodes[3].ID], Set: decide.Settled{Text: &text}}, decide.Applied)
	got, _, _ = shown(t, s, numbered)
	if want := "一、培训|p/0>" + survey + "|二、调查|p/2>" + text; outline(t, got) != want {
		t.Errorf("it reads %s, want %s", outline(t, got), want)
	}
	clean(t, s)
}

func TestClaimsRefused(t *testing.T) { onBoth(t, testClaimsRefused) }

func testClaimsRefused(t *testing.T, on engine) {
	s := on.openCarrying(t)
	l := missed(numbered, "2017-02-01", "?略。", training)
	put(t, s, l, "1", store.Added)
	for _, d := range []decide.Decision{claim(t, l, "略。", "table"), claim(t, l, "略。", decide.ClaimField),
		{Kind: decide.KindClaim, Notice: numbered, Set: decide.Settled{Claim: decide.ClaimItem}}} {
		if _, _, err := s.Decide(ctx, d); taizhang.KindOf(err) != taizhang.Unsupported {
			t.Errorf("%+v: %v", d, err)
		}
	}
	d := claim(t, l, "略。", decide.ClaimOther)
	d.Who, d.At = "王", "2017-03-01"
	if _, err := s.DecideAll(ctx, []decide.Decision{d}, nil); err != nil {
		t.Fatal(err)
	}
	d.Set.Claim, d.Who = decide.ClaimItem, "李"
	_, err := s.DecideAll(ctx, []decide.Decision{d}, nil)
	wantChanged(t, err, decide.ChangedError{Task: "略。", Who: "王", At: "2017-03-01"})
	if ds, _ := s.Decisions(ctx); len(ds) != 1 {
		t.Errorf("%d decisions", len(ds))
	}
}
