package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/store"
)

// misread is a notice that says neither where it is in force nor for which year.
const misread = `知识产权工作计划

一、打击侵权。组织专项行动，6月底前完成。（公安厅、省知识产权局负责）
二、开展培训。9月底前完成。（教育厅牵头，省工商局配合）
三、总结经验。（某某专班负责）
`

func readText(t *testing.T, name, text string) *taizhang.Ledger {
	t.Helper()
	doc, err := reader.Read(name, []byte(text), reader.Options{})
	must(t, err)
	p, err := ingest.New(seeds.FS())
	must(t, err)
	return p.Document(doc, normalize.Options{})
}

func (e engine) openReading(t *testing.T) *store.Store {
	return e.openWith(t, store.Options{Carry: match.Carry, Reread: ingest.Rereader(seeds.FS())})
}

// TestNoticeSaid: what a person says of a notice counts instead of what was read, its units and
// days are resolved anew, another version of the stages keeps it, and undone all is as before.
func TestNoticeSaid(t *testing.T) { onBoth(t, testNoticeSaid) }

func testNoticeSaid(t *testing.T, on engine) {
	s := on.openReading(t)
	read := readText(t, "计划.txt", misread)
	key := read.Notice.Key
	put(t, s, read, "1", store.Added)
	before := digest(t, s)
	say := func(name, value string) int64 {
		return recordDecision(t, s, decide.Decision{Kind: decide.KindNotice, Notice: key, Set: decide.Settled{Name: name, Value: value}}, decide.Applied)
	}
	ids := []int64{say("jurisdiction", "云南省"), say("jurisdiction", "四川省"), say("plan_year", "2017"), say("issuer", "四川省人民政府办公厅\n四川省知识产权局"),
		say("title", "四川省2017年知识产权工作计划"), say("signed_on", "2017-02-04"), say("revises", "川办发〔2016〕9号")}
	check := func(when string) {
		t.Helper()
		clean(t, s)
		l, _, _ := shown(t, s, key)
		n := l.Notice
		if n.Key != key || n.Jurisdiction != "四川省" || n.PlanYear != 2017 || n.Title != "四川省2017年知识产权工作计划" || n.SignedOn != "2017-02-04" ||
			n.Issuer != "四川省人民政府办公厅" || len(n.Issuers) != 2 || decide.NoticeValue(&n, "revises") != "川办发〔2016〕9号" {
			t.Errorf("%s: %+v", when, n)
		}
		var got []string
		for _, task := range l.Tasks() {
			for _, a := range task.Assignments {
				got = append(got, a.Unit)
			}
			for _, d := range task.Deadlines {
				got = append(got, string(d.Due))
			}
		}
		if want := "四川省公安厅 四川省知识产权局 2017-06-30 四川省教育厅 四川省工商行政管理局 2017-09-30 某某专班"; strings.Join(got, " ") != want {
			t.Errorf("%s: %s, want %s", when, got, want)
		}
		if strings.Contains(codes(l), "inferred") || strings.Count(codes(l), "unit-unknown") != 1 {
			t.Errorf("%s: findings %s", when, codes(l))
		}
	}
	check("said")
	ds, err := s.Decisions(ctx)
	if err != nil || ds[0].State != decide.Superseded || ds[1].State != decide.Applied {
		t.Errorf("states %s and %s, %v", ds[0].State, ds[1].State, err)
	}
	again := readText(t, "计划.txt", misread)
	again.Nodes[1].Number = "贰"
	put(t, s, again, "2", store.Replaced)
	check("read by another version")
	put(t, s, readText(t, "计划.txt", misread), "3", store.Replaced)
	for _, id := range slices.Backward(ids) {
		must(t, s.Undo(ctx, id, "2017-03-02", "李"))
	}
	clean(t, s)
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}

// TestNoticeSaidUnread: a program that can't read a notice again refuses, and changes nothing.
func TestNoticeSaidUnread(t *testing.T) {
	s := engines[0].openCarrying(t)
	put(t, s, rich("k"), "1", store.Added)
	_, _, err := s.Decide(ctx, decide.Decision{Kind: decide.KindNotice, Notice: "k", Set: decide.Settled{Name: "plan_year", Value: "2018"}})
	if taizhang.KindOf(err) != taizhang.Unsupported {
		t.Error(err)
	}
}
