package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// badly is a notice with all that a reader can get wrong about where tasks stand.
const badly = `四川省2017年知识产权工作要点

川办发〔2017〕9号

一、打击侵权
1. 组织专项行动，6月底前完成。建立名录，9月底前完成。（省公安厅牵头，省知识产权局配合）
2. 开展培训，推进
3. 项试点，12月底前完成。（省教育厅负责）
二、宣传
1. 举办活动。（省文化厅负责）
2. 本要点由省知识产权局解释。

四川省人民政府办公厅
2017年2月4日
`

// mended has what a person needs to decide on a notice, as it is stored now.
type mended struct {
	*testing.T
	s   *store.Store
	key string
	ids []int64
}

func (m *mended) builder() *decide.Builder {
	m.Helper()
	l, uids, err := m.s.Load(ctx, m.key)
	if err != nil {
		m.Fatal(err)
	}
	return &decide.Builder{Of: decide.Ledger{Ledger: l, UIDs: uids}, Skills: decide.Skills{
		Unit: func(name string, _ *taizhang.Notice, _ bool) (string, string) { return name, name },
		Deadlines: func(phrase string, _ *taizhang.Notice) []taizhang.Deadline {
			if !strings.HasSuffix(phrase, "前") {
				return nil
			}
			return []taizhang.Deadline{{Raw: phrase, Kind: taizhang.By, End: "2017-10-31", Due: "2017-10-31"}}
		}}}
}

// entry is the task or section that says something.
func (m *mended) entry(says string) decide.Entry {
	m.Helper()
	for _, e := range decide.Entries(m.builder().Of.Ledger) {
		if strings.Contains(taizhang.Plain(e.Text), says) {
			return e
		}
	}
	m.Fatalf("no entry says %s", says)
	return decide.Entry{}
}

func (m *mended) decide(want decide.State) func(d decide.Decision, err error) {
	return func(d decide.Decision, err error) {
		m.Helper()
		if err != nil {
			m.Fatal(err)
		}
		m.ids = append(m.ids, recordDecision(m.T, m.s, d, want))
		clean(m.T, m.s)
	}
}

func (m *mended) tasks() string {
	m.Helper()
	var out []string
	for _, task := range m.builder().Of.Tasks() {
		s := task.Under + "|" + taizhang.Plain(task.Text)
		for _, a := range task.Assignments {
			s += "|" + catalog.Word(a.Role) + a.Unit
		}
		for _, d := range task.Deadlines {
			s += "|" + string(d.Due)
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// TestOutlineMended: tasks are split, joined, moved and taken away, another version of the
// stages keeps it, and undone all is as before.
func TestOutlineMended(t *testing.T) { onBoth(t, testOutlineMended) }

func testOutlineMended(t *testing.T, on engine) {
	s := on.openReading(t)
	read := readText(t, "要点.txt", badly)
	put(t, s, read, "1", store.Added)
	before := digest(t, s)
	m := &mended{T: t, s: s, key: read.Notice.Key}
	b := m.builder
	ok := m.decide(decide.Applied)
	ok(b().Split(m.entry("组织专项行动"), "建立名录"))
	ok(b().Join(m.entry("项试点")))
	ok(b().Move(m.entry("举办活动"), m.entry("打击侵权")))
	ok(b().Drop(m.entry("本要点由")), nil)
	ok(b().Text(m.entry("建立名录"), "建立重点企业名录"))
	half := m.entry("建立重点企业名录")
	ok(b().Assign(&half, "省知识产权局", taizhang.Lead, ""))
	ok(b().Assign(&half, "", taizhang.Support, "四川省商务厅"))
	ok(b().Assign(nil, "省文化厅", "", "四川省文化和旅游厅"))
	ok(b().Assign(&half, "省公安厅", "", ""))
	const want = `打击侵权|组织专项行动，6月底前完成。|牵头四川省公安厅|配合四川省知识产权局|2017-06-30
打击侵权|建立重点企业名录|牵头四川省知识产权局|配合四川省商务厅|2017-09-30
打击侵权|开展培训，推进3.项试点，12月底前完成。（省教育厅负责）|牵头四川省教育厅|2017-12-31
打击侵权|举办活动。（省文化厅负责）|牵头四川省文化和旅游厅`
	check := func(when string) {
		t.Helper()
		clean(t, s)
		if got := m.tasks(); got != want {
			t.Errorf("%s:\n%s\nwant\n%s", when, got, want)
		}
	}
	check("mended")
	again := readText(t, "要点.txt", badly)
	again.Nodes[1].Number = "壹"
	put(t, s, again, "2", store.Replaced)
	check("read by another version")
	put(t, s, readText(t, "要点.txt", badly), "3", store.Replaced)
	check("and the first again")
	for _, i := range []int{3, 0, 7, 1, 5, 2, 4, 8, 6} {
		must(t, s.Undo(ctx, m.ids[i], "2017-03-02", "李"))
		clean(t, s)
	}
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}

// TestTakenAway: a notice that was taken away is in no list and not read again; its older
// revision comes forward; brought back all is as before.
func TestTakenAway(t *testing.T) { onBoth(t, testTakenAway) }

func testTakenAway(t *testing.T, on engine) {
	s := on.openCarrying(t)
	older, newer := plan(numbered, "省局", "2017-02-01", training, survey), plan(numbered, "省局", "2017-05-01", training, survey, law)
	put(t, s, older, "1", store.Added)
	put(t, s, newer, "1", store.Revised)
	before := digest(t, s)
	m := &mended{T: t, s: s, key: numbered}
	current := func() (out []string) {
		all, err := s.Notices(ctx)
		must(t, err)
		for _, n := range all {
			if n.Standing == "current" {
				out = append(out, fmt.Sprint(n.Key, n.Items))
			}
		}
		return out
	}
	away := func(l *taizhang.Ledger) {
		t.Helper()
		m.decide(decide.Applied)(decide.Away(decide.AwayNotice, l.Doc.Source.SHA256, l.Notice.Title), nil)
	}
	away(newer)
	if got := current(); len(got) != 1 || got[0] != numbered+"2" {
		t.Errorf("the newer is away, and current are %s", got)
	}
	if k, err := s.Known(ctx, "1", store.Source{Name: "x", Sum: newer.Doc.Source.SHA256}); err != nil || k[0].Away != m.ids[0] {
		t.Errorf("away by %+v, %v", k, err)
	}
	away(older)
	if got := current(); got != nil {
		t.Errorf("both are away, and current are %s", got)
	}
	if hits, _, err := s.Find(ctx, store.Query{Words: "培训", Limit: 9}); err != nil || len(hits) != 0 {
		t.Errorf("found %+v, %v", hits, err)
	}
	if _, _, err := s.Decide(ctx, decide.Away(decide.AwayNotice, older.Doc.Source.SHA256, "")); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("away twice: %v", err)
	}
	for _, id := range slices.Backward(m.ids) {
		must(t, s.Undo(ctx, id, "2017-03-02", "李"))
		clean(t, s)
	}
	if digest(t, s) != before {
		t.Error("brought back, the digest is another than before")
	}
}

// tabled is a schedule with rows that were read as one, and as two.
const tabled = `<html><body><h1>四川省2017年知识产权进度安排表</h1><p>川办发〔2017〕10号</p>
<table><tr><th>序号</th><th>重点任务</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>
<tr><td>1</td><td>组织专项行动。建立名录，9月底前建成。</td><td>省公安厅</td><td>省知识产权局</td><td>6月底前</td></tr>
<tr><td>2</td><td>开展培训，推进</td><td>省教育厅</td><td></td><td>12月底前</td></tr>
<tr><td></td><td>试点。</td><td></td><td></td><td></td></tr>
<tr><td>3</td><td>本表由省知识产权局解释。</td><td>省知识产权局</td><td></td><td></td></tr>
</table></body></html>`

// TestRowsMended: rows of a schedule are split, joined and taken away, another version of the
// stages keeps it, and undone all is as before.
func TestRowsMended(t *testing.T) { onBoth(t, testRowsMended) }

func testRowsMended(t *testing.T, on engine) {
	s := on.openReading(t)
	read := func() *taizhang.Ledger { return readText(t, "安排表.html", tabled) }
	put(t, s, read(), "1", store.Added)
	before := digest(t, s)
	m := &mended{T: t, s: s, key: read().Notice.Key}
	b := m.builder
	ok := m.decide(decide.Applied)
	ok(b().Split(m.entry("组织专项行动"), "建立名录"))
	half := m.entry("建立名录")
	ok(b().Assign(&half, "省公安厅", "", ""))
	ok(b().Drop(m.entry("本表由")), nil)
	ok(b().Join(m.entry("试点。")))
	check := func(when string) {
		t.Helper()
		clean(t, s)
		got := m.tasks()
		for _, want := range []string{"|组织专项行动。|牵头四川省公安厅|配合四川省知识产权局|2017-06-30", "|建立名录，9月底前建成。|配合四川省知识产权局|2017-09-30|2017-06-30", "|开展培训，推进试点。|牵头四川省教育厅|2017-12-31"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", when, want, got)
			}
		}
		if strings.Contains(got, "本表由") {
			t.Errorf("%s: %s", when, got)
		}
	}
	check("mended")
	again := read()
	again.Tables[0].Rows[0].Number = "壹"
	put(t, s, again, "2", store.Replaced)
	check("read by another version")
	put(t, s, read(), "3", store.Replaced)
	check("and the first again")
	for _, id := range slices.Backward(m.ids) {
		must(t, s.Undo(ctx, id, "2017-03-02", "李"))
		clean(t, s)
	}
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}
