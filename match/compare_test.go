package match_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/match"
)

// verdicts says what became of the tasks: i1→i2 reworded.
func verdicts(c *taizhang.Comparison) (out []string) {
	ids := func(sides []taizhang.Side) string {
		var s []string
		for _, x := range sides {
			s = append(s, x.ID)
		}
		return strings.Join(s, "+")
	}
	for _, ch := range c.Changes {
		out = append(out, ids(ch.Old)+"→"+ids(ch.New)+" "+strings.Trim(fmt.Sprint(ch.Verdicts), "[]"))
	}
	return out
}

// TestCompareTexts: what the texts alone decide.
func TestCompareTexts(t *testing.T) {
	for _, c := range []struct {
		name     string
		old, new []string
		want     []string
	}{
		{"only the number and the order changed", []string{"修缮县级图书馆。", "疏浚城区内河。"}, []string{"疏浚城区内河。", "修缮县级图书馆。"},
			[]string{"i2→i1 same", "i1→i2 same"}},
		{"the plan's own year is no change", []string{"编制2021年度水资源公报。"}, []string{"编制2023年度水资源公报。"}, []string{"i1→i1 same"}},
		{"another year is one", []string{"实施到2025年的林长制规划，落实护林员补助。"}, []string{"实施到2027年的林长制规划，落实护林员补助。"}, []string{"i1→i1 reworded"}},
		{"what plans are made of makes no pair", []string{"积极推进社区养老服务体系建设，建立健全工作机制，落实责任，确保取得实效。"},
			[]string{"积极推进农产品冷链体系建设，建立健全工作机制，落实责任，确保取得实效。"}, []string{"→i1 new", "i1→ dropped"}},
		{"nor does the same pattern", []string{"推进全省农村公路安全防护工程。", "推进全省中小河流治理工程。"}, []string{"推进全省校园足球场地工程。", "推进全省重点文物修缮工程。"},
			[]string{"→i1 new", "→i2 new", "i1→ dropped", "i2→ dropped"}},
		{"said anew", []string{"深化“放管服”改革，再取消下放一批省级行政许可事项，压减工程建设项目审批时间。", "建设青少年科普基地。"},
			[]string{"持续深化商事制度和“放管服”改革，动态调整省级行政许可事项，工程建设项目审批时间压减到90个工作日以内。", "打击电信网络诈骗。"},
			[]string{"i1→i1 reworded", "→i2 new", "i2→ dropped"}},
		{"two of one", []string{"治理城市黑臭水体，同步改造老旧供水管网。", "扶持返乡创业园区。"},
			[]string{"治理城市黑臭水体，基本消除返黑返臭。", "扶持返乡创业园区。", "改造老旧供水管网，降低漏损率。"},
			[]string{"i1→i1+i3 split", "i2→i2 same"}},
		{"one of two", []string{"开展危险化学品运输车辆专项整治。", "完善困境儿童分类保障制度。", "开展货车超限超载专项整治。"},
			[]string{"开展货车超限超载和危险化学品运输车辆专项整治。", "完善困境儿童分类保障制度。"},
			[]string{"i1+i3→i1 merged", "i2→i2 same"}},
		{"a task that lives on is not split into one like it", []string{"新建改扩建公办幼儿园100所。"}, []string{"新建改扩建公办幼儿园100所。", "新建改扩建公办中小学40所。"},
			[]string{"i1→i1 same", "→i2 new"}},
		{"a task that became a section", []string{"加强耕地保护，严格落实耕地占补平衡，稳妥开展农村乱占耕地建房整治。", "发放高龄津贴。"},
			[]string{"# 加强耕地保护", "严格落实耕地占补平衡。", "稳妥开展农村乱占耕地建房专项整治。", "# 其他", "发放高龄津贴。"},
			[]string{"i1→i2+i3 split", "i2→i5 same"}},
		{"a section that became a task", []string{"# 支持民营企业发展壮大", "清理拖欠账款。", "降低用电用气价格。", "设立纾困基金。", "# 其他", "发放高龄津贴。"},
			[]string{"# 其他", "发放高龄津贴。", "支持民营企业发展壮大。弘扬企业家精神，放宽市场准入，畅通融资渠道，保护产权，完善政企沟通。"},
			[]string{"i6→i2 same", "i2+i3+i4→i3 merged"}},
		{"rows keep to rows", []string{"组织专利周活动。", "| 组织专利周活动"}, []string{"组织专利周活动。", "| 组织专利周活动"}, []string{"i1→i1 same", "r1→r1 same"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			old, new := outline(c.old...), outline(c.new...)
			old.Notice.PlanYear, new.Notice.PlanYear = 2021, 2023
			got := match.Compare(old, new, match.Options{})
			if v := verdicts(got); !slices.Equal(v, c.want) {
				for _, ch := range got.Changes {
					t.Logf("%.3f %v", ch.Score, ch.Diff)
				}
				t.Errorf("got %q, want %q", v, c.want)
			}
		})
	}
}

// TestCompareMarks: what units and deadlines decide, for a task whose text is the same.
func TestCompareMarks(t *testing.T) {
	type marks = taizhang.Marks
	units := func(pairs ...string) (out marks) { // role, unit, role, unit…
		for i := 0; i < len(pairs); i += 2 {
			out.Assignments = append(out.Assignments, taizhang.Assignment{Unit: pairs[i+1], Role: taizhang.Role(pairs[i])})
		}
		return out
	}
	due := func(dates ...taizhang.Date) (out marks) {
		for _, d := range dates {
			out.Deadlines = append(out.Deadlines, taizhang.Deadline{Kind: taizhang.By, Due: d})
		}
		return out
	}
	plate := marks{Assignments: []taizhang.Assignment{{Unit: "某省版权局", Organ: "某省新闻出版局", Role: taizhang.Lead}}}
	ongoing := marks{Deadlines: []taizhang.Deadline{{Kind: taizhang.Ongoing}}}
	became := map[string][]string{"某省农业厅": {"某省农业农村厅"}, "某省工商局": {"某省市场监督管理局"}, "某省质监局": {"某省市场监督管理局"}}
	opt := match.Options{Lineage: func(unit string, from, to int) []string {
		if from != 2019 || to != 2023 {
			t.Errorf("lineage is asked from %d to %d", from, to)
		}
		return became[unit]
	}}
	for _, c := range []struct {
		name     string
		old, new marks
		want     string
	}{
		{"another lead", units("lead", "甲"), units("lead", "乙"), "moved"},
		{"one more joint", units("joint", "甲"), units("joint", "甲", "joint", "乙"), "moved"},
		{"joint became lead", units("joint", "甲"), units("lead", "甲"), "same"},
		{"lead became support", units("lead", "甲", "lead", "乙"), units("lead", "甲", "support", "乙"), "moved support-changed"},
		{"other support", units("lead", "甲", "support", "乙"), units("lead", "甲", "support", "丙"), "support-changed"},
		{"renamed", units("lead", "某省农业厅"), units("lead", "某省农业农村厅"), "same"},
		{"two merged", units("joint", "某省工商局", "joint", "某省质监局"), units("lead", "某省市场监督管理局"), "same"},
		{"a plate of the same organ", plate, units("lead", "某省新闻出版局"), "same"},
		{"no unit any more", units("lead", "甲"), marks{}, "moved"},
		{"rolled on with the plan", due("2019-06-30"), due("2023-06-30"), "same"},
		{"the end of February", due("2019-02-28"), due("2023-02-28"), "same"},
		{"a date of its own", due("2025-12-31"), due("2025-12-31"), "same"},
		{"another day", due("2019-06-30"), due("2023-09-30"), "deadline-moved"},
		{"a far date that moved by itself", due("2019-12-31", "2025-12-31"), due("2023-12-31", "2027-12-31"), "deadline-moved"},
		{"no date any more", due("2019-12-31"), ongoing, "deadline-moved"},
		{"never a date", ongoing, marks{}, "same"},
	} {
		old, new := outline("编制国土空间专项规划。"), outline("编制国土空间专项规划。")
		old.Notice.PlanYear, new.Notice.SignedOn = 2019, "2023-01-05"
		old.Nodes[0].Marks, new.Nodes[0].Marks = c.old, c.new
		got := match.Compare(old, new, opt).Changes[0]
		if v := strings.Trim(fmt.Sprint(got.Verdicts), "[]"); v != c.want {
			t.Errorf("%s: %s, want %s; units %v, dates %v", c.name, v, c.want, got.Units, got.Deadlines)
		}
	}
}

// TestDiff: pieces that a person can read.
func TestDiff(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"推动公共停车场建设，新增泊位500个。", "推进公共停车场建设，新增泊位1200个。", "[推动→推进]公共停车场建设，新增泊位[500→1200]个。"},
		{"改造老旧小区和背街小巷。", "改造城镇老旧小区120个和背街小巷。", "改造[+城镇]老旧小区[+120个]和背街小巷。"},
		{"开展农村饮水安全巩固提升工程。", "开展农村饮水提质工程。", "开展农村饮水[安全巩固提升→提质]工程。"},
	} {
		ch := match.Compare(outline(c.old), outline(c.new), match.Options{}).Changes[0]
		var got strings.Builder
		for i := 0; i < len(ch.Diff); i++ {
			switch e := ch.Diff[i]; {
			case e.Op == taizhang.Keep:
				got.WriteString(e.Text)
			case e.Op == taizhang.Insert:
				got.WriteString("[+" + e.Text + "]")
			case i+1 < len(ch.Diff) && ch.Diff[i+1].Op == taizhang.Insert:
				i++
				got.WriteString("[" + e.Text + "→" + ch.Diff[i].Text + "]")
			default:
				got.WriteString("[-" + e.Text + "]")
			}
		}
		if got.String() != c.want {
			t.Errorf("%s: %v %s, want %s", c.old, ch.Verdicts, got.String(), c.want)
		}
	}
}

// TestCompareWhole: every task stands in one change, whatever is compared with what,
// another run says the same, and a ledger compared with itself has not changed.
func TestCompareWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 20 {
		words := append(tasks(r, 30), "推进", "推进", "", "# 其他", "| 开展普查", "| ", "| 开展普查 | 数据库")
		mixed := func() []string {
			out := slices.Clone(words[:10+r.IntN(len(words)-10)])
			for i := range out {
				if k := r.IntN(len(out)); k%3 == 0 && !strings.HasPrefix(out[i], "#") && !strings.HasPrefix(out[i], "|") {
					out[i] += out[k] // a merger, in a way
				}
			}
			r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
			return out
		}
		old, new := outline(mixed()...), outline(mixed()...)
		c := match.Compare(old, new, match.Options{})
		seen := map[string]int{}
		for _, ch := range c.Changes {
			for _, s := range ch.Old {
				seen["old "+s.ID]++
			}
			for _, s := range ch.New {
				seen["new "+s.ID]++
			}
			var from, to strings.Builder
			for _, e := range ch.Diff {
				if e.Op != taizhang.Insert {
					from.WriteString(e.Text)
				}
				if e.Op != taizhang.Delete {
					to.WriteString(e.Text)
				}
			}
			if len(ch.Diff) > 0 && (from.String() != texts(ch.Old) || to.String() != texts(ch.New)) {
				t.Errorf("%v does not lead from %q to %q", ch.Diff, texts(ch.Old), texts(ch.New))
			}
		}
		for id, n := range seen {
			if n != 1 {
				t.Errorf("%s stands in %d changes", id, n)
			}
		}
		if len(seen) != len(old.Tasks())+len(new.Tasks()) {
			t.Errorf("%d of %d tasks", len(seen), len(old.Tasks())+len(new.Tasks()))
		}
		if again := match.Compare(old, new, match.Options{}); !reflect.DeepEqual(again, c) {
			t.Error("another run says otherwise")
		}
		if c := match.Compare(old, old, match.Options{}); c.Summary[taizhang.Same] != len(c.Changes)-2*empty(old) {
			t.Errorf("compared with itself: %v", c.Summary)
		}
	}
}

func texts(sides []taizhang.Side) string {
	var s []string
	for _, x := range sides {
		s = append(s, x.Text)
	}
	return strings.Join(s, "\n")
}

// empty counts the tasks that say nothing, which are like no other.
func empty(l *taizhang.Ledger) (n int) {
	for _, t := range l.Tasks() {
		if t.Text+t.Result == "" {
			n++
		}
	}
	return n
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{500, 5000} {
		r := rand.New(rand.NewPCG(9, 10))
		old := tasks(r, n)
		new := append(slices.Clone(old[n/5:]), tasks(r, n/5)...)
		for i := range new {
			if i%2 == 0 {
				new[i] = strings.Replace("继续"+new[i], "乡镇", "乡镇（街道）", 1)
			}
		}
		r.Shuffle(n, func(i, j int) { new[i], new[j] = new[j], new[i] })
		x, y := outline(old...), outline(new...)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				match.Compare(x, y, match.Options{})
			}
		})
	}
}
