package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/seeds"
	"github.com/taizhang/taizhang/seeds/tsv"
)

// TestCompareMIIT compares two notices of the shared corpus and looks for the pairs
// that were named before.
func TestCompareMIIT(t *testing.T) {
	const corpus = "../../shared/corpus"
	if _, err := os.Stat(corpus); err != nil {
		t.Skipf("no corpus: %v", err)
	}
	p := pipeline(t)
	ledger := func(name string) *taizhang.Ledger {
		data, err := os.ReadFile(filepath.Join(corpus, name))
		must(t, err)
		return read(t, p, name, data)
	}
	c := match.Compare(ledger("miit-quality-brand-2021.txt"), ledger("miit-quality-brand-2023.txt"), match.Options{})
	for _, ch := range c.Changes {
		t.Logf("%v %.3f %s → %s", ch.Verdicts, ch.Score, begins(ch.Old), begins(ch.New))
	}
	rows, err := tsv.Read(os.DirFS("testdata"), "compare-miit.tsv", "old", "new", "verdict")
	must(t, err)
	for _, r := range rows {
		if !slices.ContainsFunc(c.Changes, func(ch taizhang.Change) bool {
			return slices.Contains(ch.Verdicts, taizhang.Verdict(r.Cells[2])) && sidesAre(ch.Old, r.Cells[0]) && sidesAre(ch.New, r.Cells[1])
		}) {
			t.Errorf("%s:%d: %s → %s is not %s", r.File, r.Line, r.Cells[0], r.Cells[1], r.Cells[2])
		}
	}
}

// sidesAre reports whether the tasks named by phrases, joined with +, are all among sides;
// without a phrase there must be none.
func sidesAre(sides []taizhang.Side, phrases string) bool {
	if phrases == "" {
		return len(sides) == 0
	}
	for _, phrase := range strings.Split(phrases, "+") {
		if !slices.ContainsFunc(sides, func(s taizhang.Side) bool { return strings.HasPrefix(s.Text, phrase) }) {
			return false
		}
	}
	return true
}

func begins(sides []taizhang.Side) string {
	var out []string
	for _, s := range sides {
		head, _, _ := strings.Cut(s.Text, "\n")
		head, _, _ = strings.Cut(head, "。")
		out = append(out, head)
	}
	return strings.Join(out, " + ")
}

// TestCompareYears compares two plans of successive governments' reforms: every verdict,
// and what a renamed unit, another year's deadline and boilerplate do not make one.
func TestCompareYears(t *testing.T) {
	p := pipeline(t)
	ledger := func(name string) *taizhang.Ledger {
		data, err := os.ReadFile(filepath.Join("../fixtures/compare", name))
		must(t, err)
		return read(t, p, name, data)
	}
	n, err := normalize.New(seeds.FS())
	must(t, err)
	c := match.Compare(ledger("2017.txt"), ledger("2019.txt"), match.Options{Lineage: n.Names})
	for _, want := range []struct{ old, new, verdicts string }{
		{"新建高标准农田", "新建高标准农田", "same"},
		{"开展农村土地承包经营权确权登记", "开展农村承包地确权登记", "reworded"},
		{"推进中小学食堂明厨亮灶改造和校车", "推进中小学食堂“明厨亮灶”改造+建成全省校车安全监管平台", "split deadline-moved"},
		{"编制全省公共充电设施专项规划", "编制全省公共充电设施专项规划", "moved"},
		{"扩大跨省异地就医", "扩大跨省异地就医", "reworded moved deadline-moved"},
		{"修订省级储备粮管理办法+建立省级储备粮轮换", "修订省级储备粮管理办法", "merged"},
		{"开展尾矿库", "开展尾矿库", "support-changed"},
		{"举办第三届全省职业技能大赛", "", "dropped"},
		{"加快推进农村公路", "", "dropped"},
		{"", "加快推进电子证照", "new"},
		{"", "发展普惠托育服务", "new"},
	} {
		i := slices.IndexFunc(c.Changes, func(ch taizhang.Change) bool { return sidesAre(ch.Old, want.old) && sidesAre(ch.New, want.new) })
		if i < 0 {
			t.Errorf("%s → %s are not matched", want.old, want.new)
		} else if got := strings.Trim(fmt.Sprint(c.Changes[i].Verdicts), "[]"); got != want.verdicts {
			t.Errorf("%s → %s is %s, want %s; units %v, dates %v", want.old, want.new, got, want.verdicts, c.Changes[i].Units, c.Changes[i].Deadlines)
		}
	}
	if len(c.Changes) != 11 {
		t.Errorf("%d changes", len(c.Changes))
	}
	for _, ch := range c.Changes {
		t.Logf("%v %.3f %s → %s %v", ch.Verdicts, ch.Score, begins(ch.Old), begins(ch.New), ch.Diff)
	}
}

// TestCarryRevision revises the shipped notice — other words, an item left out, one put
// in — and carries every entry that is still there to the one it was.
func TestCarryRevision(t *testing.T) {
	p := pipeline(t)
	text := notice(t)
	old := read(t, p, "old.txt", []byte(text))
	gone := old.Nodes[40]
	if gone.Section || len(gone.Text) < 60 {
		t.Fatalf("%s is no item to leave out", gone.ID)
	}
	revised := strings.Replace(text, gone.Label+gone.Text, gone.Label+"举办全省中学生知识产权征文比赛，评选优秀征文一百篇。", 1)
	if revised == text {
		t.Fatalf("%s%s is not in the notice", gone.Label, gone.Text)
	}
	revised = strings.NewReplacer("加快", "着力加快", "积极开展", "组织开展", "推动", "引导和推动").Replace(revised)
	new := read(t, p, "new.txt", []byte(revised))
	got := match.Carry(old, new)
	is, was := says(new), says(old)
	changed := 0
	for id := range is {
		if is[id] != was[id] {
			changed++
		}
		switch o, ok := got[id]; {
		case strings.Contains(is[id], "征文一百篇"):
			if ok {
				t.Errorf("the item put in is carried from %s", o)
			}
		case o != id: // nothing else moved, so ids are the same in both
			t.Errorf("%s %.40s is carried from %q", id, is[id], o)
		}
	}
	if len(is) != len(was) || changed < 40 {
		t.Errorf("%d entries of %d, %d of them changed", len(is), len(was), changed)
	}
}

// says gives the text of each section, item and task row.
func says(l *taizhang.Ledger) map[string]string {
	out := map[string]string{}
	for _, n := range l.Nodes {
		out[n.ID] = n.Title + n.Text
	}
	for _, x := range l.Tasks() {
		if x.Row {
			out[x.ID] = x.Text + x.Result
		}
	}
	return out
}
