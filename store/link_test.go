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

// plan is a notice of a few items, each its own text; published is where and when.
func plan(key, site string, published taizhang.Date, items ...string) *taizhang.Ledger {
	p := &page{}
	p.block(taizhang.Chrome, "首页 > "+site)
	l := &taizhang.Ledger{Parts: []taizhang.Part{{ID: "p", Kind: taizhang.PlanPart, Source: "通知.html"}}}
	l.Notice = taizhang.Notice{Key: key, Title: "2017年工作计划", PublishedAt: string(published), PlanYear: 2017, Jurisdiction: "四川省"}
	if _, number, ok := strings.Cut(key, "|"); ok && strings.Contains(number, "〔") {
		l.Notice.DocNumber, l.Notice.Issuer = number, "领导小组"
	}
	for i, text := range items {
		ss := p.block(taizhang.Paragraph, text)
		n := taizhang.Node{ID: fmt.Sprintf("p/%d", i+1), Part: "p", Label: fmt.Sprint(i+1) + ".", Level: 1, Text: text, Spans: ss, At: "p[1]"}
		if at := strings.Index(text, "省"); at >= 0 && strings.Contains(text[at:], "局") {
			end := at + strings.Index(text[at:], "局") + len("局")
			m := text[at:end]
			n.Assignments = []taizhang.Assignment{{Mention: m, Unit: m, Organ: m, Role: taizhang.Lead, Rule: "unresolved", Spans: ss.Slice(at, end)}}
			l.Findings = append(l.Findings, taizhang.Finding{Code: "unit-unknown", Severity: taizhang.Warning, Message: m, Spans: ss.Slice(at, end), Task: n.ID})
		}
		if at := strings.Index(text, "6月底前"); at >= 0 {
			n.Deadlines = []taizhang.Deadline{{Raw: "6月底前", Kind: taizhang.By, End: "2017-06-30", Due: "2017-06-30", Rule: "month", Spans: ss.Slice(at, at+len("6月底前"))}}
		}
		l.Nodes = append(l.Nodes, n)
	}
	text := p.text.String()
	src := taizhang.Source{Name: "通知.html", SHA256: taizhang.TextDigest(text + string(published)), Bytes: int64(len(text))}
	l.Doc = &taizhang.Document{Source: src, Reader: "text 1", Text: text, Blocks: p.blocks}
	return l
}

// byID carries by the printed id; the matcher itself is tested in its own room.
func byID(old, new *taizhang.Ledger) map[string]string {
	ids := map[string]string{}
	for _, e := range decide.Entries(new) {
		if slices.ContainsFunc(decide.Entries(old), func(o decide.Entry) bool { return o.ID == e.ID }) {
			ids[e.ID] = e.ID
		}
	}
	return ids
}

func (e engine) openCarrying(t *testing.T) *store.Store {
	return e.openWith(t, store.Options{Carry: byID})
}

const (
	training = "开展知识产权培训，提高执法人员办案能力和水平，省知产局负责，6月底前完成。"
	survey   = "组织开展专利密集型产业统计调查，摸清家底底数，形成分析报告。"
	law      = "推动地方立法，完善知识产权保护制度体系和工作机制。"
	numbered = "领导小组|川知领〔2017〕2号"
)

func TestRevisions(t *testing.T) { onBoth(t, testRevisions) }

func testRevisions(t *testing.T, on engine) {
	s := on.openCarrying(t)
	put(t, s, plan(numbered, "省局", "2017-02-01", training, survey), "1", store.Added)
	_, first, err := s.Load(ctx, numbered)
	must(t, err)
	put(t, s, plan(numbered, "省局", "2017-05-01", strings.Replace(training, "6月底前", "9月底前", 1), survey, law), "1", store.Revised)
	put(t, s, plan(numbered, "省局", "2017-03-01", strings.Replace(training, "6月底前", "7月底前", 1), survey), "1", store.Revised)
	clean(t, s)
	l, uids, err := s.Load(ctx, numbered)
	if err != nil || len(l.Nodes) != 3 || !strings.Contains(l.Nodes[0].Text, "9月") {
		t.Fatalf("the current revision is not the one published last: %v", err)
	}
	if uids["p/1"] != first["p/1"] || uids["p/2"] != first["p/2"] || uids["p/3"] == "" {
		t.Errorf("uids %v, were %v", uids, first)
	}
	notices, err := s.Notices(ctx)
	if err != nil || len(notices) != 3 {
		t.Fatalf("%v, %v", notices, err)
	}
	var got []string
	for _, n := range notices {
		got = append(got, fmt.Sprintf("%s %d", n.Standing, n.Revision))
		if l, _, err := s.Load(ctx, n.Key); err != nil || n.Standing == "superseded" && strings.Contains(l.Nodes[0].Text, "9月") {
			t.Errorf("revision %d can't be read as it was: %v", n.Revision, err)
		}
	}
	slices.Sort(got)
	if want := "current 3|superseded 1|superseded 2"; strings.Join(got, "|") != want {
		t.Errorf("%v, want %s", got, want)
	}
	rows := 0
	if err := s.Rows(ctx, "SELECT 1 FROM ledger", func(store.Row) error { rows++; return nil }); err != nil || rows != 3 {
		t.Errorf("the ledger shows %d tasks, want the 3 of the current revision (%v)", rows, err)
	}
}

func TestDuplicates(t *testing.T) { onBoth(t, testDuplicates) }

func testDuplicates(t *testing.T, on engine) {
	items := []string{training, survey, law}
	var many []string
	for i := range 20 {
		many = append(many, fmt.Sprintf("完成第%d项改革任务，形成可复制、可推广的经验，在全省推广。", i+1))
	}
	reworded := append(slices.Clone(many[:19]), survey)
	curly := []string{training, survey, "“" + law + "”"}
	for _, c := range []struct {
		name       string
		first, and *taizhang.Ledger
		want       store.Outcome
	}{
		{"another site", plan(numbered, "省局", "2017-02-01", items...), plan(numbered, "门户网", "2017-02-09", items...), store.Duplicate},
		{"without its number", plan(numbered, "省局", "2017-02-01", items...), plan("2017年工作计划|2017-02-01", "门户网", "2017-02-09", items...), store.Duplicate},
		{"other quotation marks", plan(numbered, "省局", "2017-02-01", curly...), plan(numbered, "门户网", "2017-02-09", training, survey, `"`+law+`"`), store.Duplicate},
		{"a word of many", plan(numbered, "省局", "2017-02-01", many...), plan("2017年工作计划|2017-02-01", "门户网", "2017-02-09", reworded...), store.Duplicate},
		{"one of ten less", plan(numbered, "省局", "2017-02-01", many[:10]...), plan("2017年工作计划|2017-02-01", "门户网", "2017-02-09", many[:9]...), store.Duplicate},
		{"one of nine less", plan(numbered, "省局", "2017-02-01", many[:9]...), plan("2017年工作计划|2017-02-01", "门户网", "2017-02-09", many[:8]...), store.Added},
		{"another number", plan(numbered, "省局", "2017-02-01", items...), plan("领导小组|川知领〔2017〕9号", "省局", "2017-02-09", items...), store.Added},
		{"other tasks", plan("甲|2017-02-01", "省局", "2017-02-01", items...), plan("乙|2017-02-01", "省局", "2017-02-01", training), store.Added},
	} {
		s := on.openCarrying(t)
		put(t, s, c.first, "1", store.Added)
		got, err := s.Put(ctx, c.and, "1")
		if err != nil || got.Outcome != c.want {
			t.Errorf("%s: %+v, %v; want %s", c.name, got, err, c.want)
		}
		if c.want == store.Duplicate && got.Key != c.first.Notice.Key {
			t.Errorf("%s: is found under %s", c.name, got.Key)
		}
		if k, err := s.Known(ctx, "1", store.Source{Sum: c.and.Doc.Source.SHA256}); err != nil || k[0].Key != got.Key {
			t.Errorf("%s: known as %+v, %v; want %q", c.name, k, err, got.Key)
		}
		clean(t, s)
	}
}

// TestLinkingKnowsNoOrder puts the same notices in every order: the same digest.
func TestLinkingKnowsNoOrder(t *testing.T) { onBoth(t, testLinkingKnowsNoOrder) }

func testLinkingKnowsNoOrder(t *testing.T, on engine) {
	all := func() []*taizhang.Ledger {
		return []*taizhang.Ledger{
			plan(numbered, "省局", "2017-02-01", training, survey, law),
			plan(numbered, "省局", "2017-05-01", strings.Replace(training, "6月底前", "9月底前", 1), survey, law),
			plan(numbered, "门户网", "2017-05-03", strings.Replace(training, "6月底前", "9月底前", 1), survey, law),
			plan("2017年工作计划|2017-02-01", "论坛", "2017-02-02", training, survey, law),
		}
	}
	var want string
	for _, order := range [][]int{{0, 1, 2, 3}, {3, 2, 1, 0}, {2, 0, 3, 1}, {1, 3, 0, 2}, {3, 0, 1, 2}, {2, 3, 1, 0}} {
		s, ls := on.openCarrying(t), all()
		for _, i := range order {
			p, err := store.Prepare(ls[i], "1")
			must(t, err)
			p.Seen = int64(i + 1)
			if err := s.Update(ctx, func(b *store.Batch) error { _, err := b.Put(ctx, p); return err }); err != nil {
				t.Fatal(err)
			}
		}
		clean(t, s)
		got := digest(t, s)
		if want == "" {
			want = got
		}
		if got != want {
			t.Errorf("stored in the order %v, the digest is another", order)
		}
	}
}

// TestReadUnderAnotherKey: a newer program that reads the document number moves a
// notice to another work, with what was decided on it, and the others stay in order.
func TestReadUnderAnotherKey(t *testing.T) { onBoth(t, testReadUnderAnotherKey) }

func testReadUnderAnotherKey(t *testing.T, on engine) {
	s := on.openCarrying(t)
	const key = "2017年工作计划|"
	put(t, s, plan(key, "省局", "2017-02-01", training, survey), "1", store.Added)
	later := func(key string) *taizhang.Ledger {
		l := plan(numbered, "省局", "2017-05-01", training, law, survey)
		if l.Notice.Key = key; key != numbered {
			l.Notice.DocNumber, l.Notice.Issuer = "", ""
		}
		return l
	}
	put(t, s, later(key), "1", store.Revised)
	_, uids, _ := s.Load(ctx, key)
	text := "修订两部条例。"
	recordDecision(t, s, decide.Decision{Kind: decide.KindTask, Notice: key, Task: uids["p/3"], Set: decide.Settled{Text: &text}}, decide.Applied)
	put(t, s, later(numbered), "2", store.Replaced)
	clean(t, s)
	l, now, err := s.Load(ctx, numbered)
	if err != nil || l.Nodes[2].Text != text || now["p/3"] != uids["p/3"] {
		t.Errorf("what was decided did not come along (%v)", err)
	}
	if l, _, err := s.Load(ctx, key); err != nil || len(l.Nodes) != 2 {
		t.Errorf("the revision that stays is not current: %v", err)
	}
}

// TestUidsStay: whatever is read later, an entry keeps the uid under which it was
// shown, for that is what hand-outs and decisions know it by.
func TestUidsStay(t *testing.T) { onBoth(t, testUidsStay) }

func testUidsStay(t *testing.T, on engine) {
	s := on.openCarrying(t)
	changed := strings.Replace(training, "培训", "讲座", 1)
	put(t, s, plan(numbered, "省局", "2017-05-01", changed, survey), "1", store.Added)
	reread := plan(numbered, "省局", "2017-05-01", changed, survey)
	reread.Nodes[0].Text += "（一）"
	reread.Nodes[0].Spans = nil
	put(t, s, reread, "2", store.Replaced)
	_, want, _ := s.Load(ctx, numbered)
	put(t, s, plan(numbered, "省局", "2017-02-01", training, survey), "2", store.Revised)
	put(t, s, plan(numbered, "省局", "2017-06-01", training, survey), "2", store.Duplicate)
	put(t, s, plan(numbered, "省局", "2017-07-01", changed, law), "2", store.Revised)
	clean(t, s)
	notices, err := s.Notices(ctx)
	if err != nil || len(notices) != 4 {
		t.Fatalf("%v, %v", notices, err)
	}
	for _, n := range notices {
		if _, got, err := s.Load(ctx, n.Key); err != nil || got["p/1"] != want["p/1"] {
			t.Errorf("%s (%s): uid %s, want %s (%v)", n.Key, n.Standing, got["p/1"], want["p/1"], err)
		}
	}
}
