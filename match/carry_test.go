package match_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/match"
)

// TestCarry says which new entry is which old one: new text to old text.
func TestCarry(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new []string
		want     map[string]string // new id to old id
	}{
		{"another number and punctuation", []string{"# 教育", "新建公办幼儿园20所。", "改造学校食堂。"}, []string{"# 教育", "改造学校食堂", "新建公办幼儿园２０所；"},
			map[string]string{"s1": "s1", "i2": "i3", "i3": "i2"}},
		{"repeats, by the section they stand in", []string{"# 省教育厅", "按时报送工作总结。", "# 省公安厅", "按时报送工作总结。"},
			[]string{"# 省公安厅", "按时报送工作总结。", "# 省教育厅", "按时报送工作总结。"},
			map[string]string{"s1": "s3", "i2": "i4", "s3": "s1", "i4": "i2"}},
		{"repeats, by their neighbours", []string{"# 一", "制定目录。", "开展检查。", "公布名单。", "开展检查。", "总结经验。"},
			[]string{"# 一", "公布名单。", "开展检查。", "总结经验。"},
			map[string]string{"s1": "s1", "i2": "i4", "i3": "i5", "i4": "i6"}},
		{"repeats: the first is the first, the last the last", []string{"| 持续推进", "| 持续推进", "| 持续推进"}, []string{"| 持续推进", "| 持续推进"},
			map[string]string{"r1": "r1", "r2": "r3"}},
		{"reworded", []string{"推动建立知识产权快速维权中心，2021年6月底前投入运行。", "修订科技成果转化条例，报送省人大常委会审议。"},
			[]string{"修订《科技成果转化条例（草案）》，提请省人大常委会审议。", "建成知识产权快速维权中心，2021年9月底前投入运行。"},
			map[string]string{"i1": "i2", "i2": "i1"}},
		{"boilerplate is no likeness", []string{"加快推进农村公路建设，完善工作机制，形成一批可复制可推广的经验做法。"},
			[]string{"加快推进电子证照应用，完善工作机制，形成一批可复制可推广的经验做法。", "加快推进冷链物流发展，完善工作机制，形成一批可复制可推广的经验做法。"}, nil},
		{"boilerplate of one to one", []string{"加快推进农村公路建设，完善工作机制，形成一批可复制可推广的经验做法。"},
			[]string{"加快推进电子证照应用，完善工作机制，形成一批可复制可推广的经验做法。"}, nil},
		{"a pattern of the plan's own", []string{"支持成都市建设国家级知识产权示范城市。", "支持绵阳市建设国家级知识产权示范城市。"},
			[]string{"支持成都市建设国家级知识产权示范城市", "支持宜宾市建设国家级知识产权示范城市。"}, map[string]string{"i1": "i1"}},
		{"headings that are nearly equal, and that are not", []string{"# 强化知识产权保护工作", "# 加强组织领导"}, []string{"# 强化知识产权保护", "# 加强组织实施"},
			map[string]string{"s1": "s1"}},
		{"a section whose heading changed, by what it holds", []string{"# 省农业厅", "建设高标准农田80万亩。", "改良盐碱地。", "普查土壤。"},
			[]string{"# 省农业农村厅", "改良盐碱地。", "普查土壤。", "建设高标准农田90万亩。"},
			map[string]string{"s1": "s1", "i2": "i3", "i3": "i4", "i4": "i2"}},
		{"a row that was taken for an item", []string{"编制全省充电桩布局规划，明确建设时序。"}, []string{"| 编制全省充电桩布局规划，明确建设时序。"},
			map[string]string{"r1": "i1"}},
		{"an item and a row that say the same keep apart", []string{"编制充电桩布局规划，明确建设时序。", "| 编制充电桩布局规划，明确建设时序。"},
			[]string{"编制充电桩布局规划，明确建设时序。", "| 编制充电桩布局规划，明确建设时序。"}, map[string]string{"i1": "i1", "r1": "r1"}},
		{"rows by what comes of them", []string{"| 完善制度 | 出台招标投标管理办法", "| 完善制度 | 公布社区矫正清单"}, []string{"| 完善制度 | 公布社区矫正清单", "| 完善制度 | 出台招标投标管理办法"},
			map[string]string{"r1": "r2", "r2": "r1"}},
		{"nothing in common", []string{"改造老旧小区。"}, []string{"保护非遗传承人。"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := match.Carry(outline(c.old...), outline(c.new...)); !maps.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// TestCarryShuffled takes a plan apart, rewords a fifth of it and leaves a tenth
// out: what is left is found again, and nothing else.
func TestCarryShuffled(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	olds := tasks(r, 600)
	var old, new []string
	was := map[string]string{}
	for i, s := range olds {
		if i%20 == 0 {
			old = append(old, fmt.Sprintf("# 第%d类：%s", i, things[i%len(things)]))
		}
		old = append(old, s)
		switch i % 10 {
		case 0:
			s = ""
		case 1, 2: // another number, and a clause more
			s = "经省政府同意，" + strings.Replace(s, "覆盖", "覆盖不少于1", 1)
		}
		if s != "" {
			new = append(new, s)
			was[s] = olds[i]
		}
	}
	new = append(new, tasks(r, 60)...) // tasks of its own
	r.Shuffle(len(new), func(i, j int) { new[i], new[j] = new[j], new[i] })

	a, b := outline(old...), outline(new...)
	got := match.Carry(a, b)
	wrong, found := 0, 0
	used := map[string]bool{}
	for n, o := range got {
		if used[o] {
			t.Errorf("%s is carried twice", o)
		}
		used[o] = true
		if want := was[says(b, n)]; want == says(a, o) {
			found++
		} else {
			wrong++
			t.Logf("%s ← %s", says(b, n), says(a, o))
		}
	}
	if found != len(was) || wrong > 0 {
		t.Errorf("%d of %d found, %d wrong", found, len(was), wrong)
	}
	for range 5 {
		if again := match.Carry(a, b); !maps.Equal(again, got) {
			t.Fatal("another run gives another answer")
		}
	}
}

// TestCarryItself: a ledger is carried onto itself, entry by entry, whatever repeats in it.
func TestCarryItself(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	lines := tasks(r, 50)
	lines = append(lines, lines[:20]...)
	lines = append(lines, "# 附", "| 推进", "| 推进", "| 推进")
	l := outline(lines...)
	got := match.Carry(l, outline(lines...))
	for n, o := range got {
		if n != o {
			t.Errorf("%s is carried from %s", n, o)
		}
	}
	if len(got) != len(lines) {
		t.Errorf("%d of %d carried", len(got), len(lines))
	}
}
