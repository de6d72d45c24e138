package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// TestBelongs: a notice that is said to be one with another takes that one's uids, but for tasks
// that were handed out; goes along where that is read as another; and is back as it was when
// that is undone.
func TestBelongs(t *testing.T) { onBoth(t, testBelongs) }

func testBelongs(t *testing.T, on engine) {
	s := on.openReading(t)
	early := strings.Replace(badly, "办发〔2017〕9号", "府发〔2017〕1号", 1)
	late := strings.NewReplacer("建立名录，9月底前", "建立名录，10月底前", "2017年2月4日", "2017年5月4日").Replace(badly)
	first, second := readText(t, "先.txt", early), readText(t, "后.txt", late)
	put(t, s, first, "1", store.Added)
	put(t, s, second, "1", store.Added)
	before := digest(t, s)
	a, b := &mended{T: t, s: s, key: first.Notice.Key}, &mended{T: t, s: s, key: second.Notice.Key}
	uid := func(m *mended, says string) string { t.Helper(); e := m.entry(says); return m.builder().Of.UIDs[e.ID] }
	a.decide(decide.Applied)(a.builder().Text(a.entry("举办活动"), "举办大型活动"))
	handed, kept := uid(b, "项试点"), uid(a, "举办")
	if _, err := s.SaveRound(ctx, taizhang.Round{Name: "2017Q2", At: "2017-06-20"}, rows(taizhang.Handout{Round: "2017Q2", Organ: "四川省教育厅", Notice: b.key, Task: handed})); err != nil {
		t.Fatal(err)
	}

	b.decide(decide.Applied)(decide.Belongs(second.Doc.Source.SHA256, "后", first.Doc.Source.SHA256, "先"), nil)
	one := &mended{T: t, s: s, key: a.key}
	check := func(when, key string) {
		t.Helper()
		one.key = key
		texts, err := s.Texts(ctx, key)
		if err != nil || len(texts) != 2 || texts[0].Key != key || texts[0].Standing != "current" || texts[0].Revision != 2 {
			t.Errorf("%s: %+v, %v", when, texts, err)
		}
		if got := one.tasks(); !strings.Contains(got, "2017-10-31") || !strings.Contains(got, "举办大型活动") {
			t.Errorf("%s, the later is not current, or what was decided on the first does not hold:\n%s", when, got)
		}
		if uid(one, "项试点") != handed || uid(one, "举办大型活动") != kept {
			t.Errorf("%s, a task that was handed out has another uid, or one does not have that of the first", when)
		}
	}
	check("belonging", a.key)
	renumbered := readText(t, "先.txt", early)
	renumbered.Notice.Key, renumbered.Notice.DocNumber = "四川省人民政府|川府发(2017)1号", "川府发〔2017〕01号"
	put(t, s, renumbered, "2", store.Replaced)
	clean(t, s)
	check("the other read as another work", renumbered.Notice.Key)
	put(t, s, readText(t, "先.txt", early), "3", store.Replaced)
	again := readText(t, "后.txt", late)
	again.Nodes[1].Number = "壹"
	put(t, s, again, "2", store.Replaced)
	clean(t, s)
	check("read by another version", a.key)
	if _, _, err := s.Decide(ctx, signed(decide.Belongs(first.Doc.Source.SHA256, "先", second.Doc.Source.SHA256, "后"))); taizhang.KindOf(err) != taizhang.NotFound {
		t.Errorf("said the other way round: %v", err)
	}
	put(t, s, readText(t, "后.txt", late), "3", store.Replaced)
	for _, id := range slices.Concat(b.ids, a.ids) {
		must(t, s.Undo(ctx, id, "2017-07-01", "李"))
		clean(t, s)
	}
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}

// TestOfItsOwn: a text that was read as a revision is a notice of its own: what was decided on
// its tasks goes along, what is decided of the other since does not, and undone it is a revision again.
func TestOfItsOwn(t *testing.T) { onBoth(t, testOfItsOwn) }

func testOfItsOwn(t *testing.T, on engine) {
	s := on.openReading(t)
	late := strings.NewReplacer("举办活动", "发布白皮书", "2017年2月4日", "2017年5月4日").Replace(badly)
	first, second := readText(t, "先.txt", badly), readText(t, "后.txt", late)
	put(t, s, first, "1", store.Added)
	put(t, s, second, "1", store.Revised)
	before := digest(t, s)
	m := &mended{T: t, s: s, key: first.Notice.Key}
	m.decide(decide.Applied)(m.builder().Text(m.entry("发布白皮书"), "发布年度白皮书"))
	m.decide(decide.Applied)(decide.Belongs(second.Doc.Source.SHA256, "后", "", ""), nil)
	key, err := s.KeyOf(ctx, second.Doc.Source.SHA256)
	must(t, err)
	own := &mended{T: t, s: s, key: key}
	if got := own.tasks(); !strings.Contains(got, "发布年度白皮书") {
		t.Errorf("what was decided did not go along:\n%s", got)
	}
	if got := m.tasks(); !strings.Contains(got, "举办活动") || strings.Contains(got, "白皮书") {
		t.Errorf("the first is not current again:\n%s", got)
	}
	for _, f := range m.builder().Of.Findings {
		if strings.HasPrefix(f.Code, "decision-") {
			t.Errorf("of a decision that went along the first says %s", f.Message)
		}
	}
	mine, theirs := m.builder().Of.UIDs, own.builder().Of.UIDs
	for id, uid := range mine {
		if theirs[id] == uid {
			t.Errorf("%s has one uid in both", id)
		}
	}
	m.decide(decide.Applied)(m.builder().Field("title", "另一个标题"))
	own.decide(decide.Applied)(own.builder().Drop(own.entry("开展培训")), nil)
	if l := own.builder().Of; l.Notice.Title == "另一个标题" {
		t.Error("what is decided on the one holds for the other")
	}
	put(t, s, readText(t, "后.txt", late), "2", store.Unchanged)
	must(t, s.Undo(ctx, m.ids[1], "2017-07-01", "李"))
	clean(t, s)
	if got := m.tasks(); !strings.Contains(got, "发布年度白皮书") || strings.Contains(got, "开展培训") {
		t.Errorf("what was decided while it was of its own is lost:\n%s", got)
	}
	for _, id := range []int64{own.ids[0], m.ids[2], m.ids[0]} {
		must(t, s.Undo(ctx, id, "2017-07-01", "李"))
	}
	clean(t, s)
	if digest(t, s) != before {
		t.Error("all undone, the digest is another than before")
	}
}
