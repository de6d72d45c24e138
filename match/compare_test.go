package match_test

import (
	"fmt"
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
