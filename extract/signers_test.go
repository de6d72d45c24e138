package extract

import (
	"slices"
	"testing"

	"github.com/taizhang/taizhang/seeds"
)

// TestApart: organs that sign together, glued; | stands for a cut.
func TestApart(t *testing.T) {
	e, err := New(seeds.FS(), timeless{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"国家发展改革委办公厅|税务总局办公厅",
		"中央网络安全和信息化委员会办公室秘书局|工业和信息化部办公厅",
		"工业和信息化部|教育部|科学技术部|中国科学院",
		"中共山东省委办公厅|山东省人民政府办公厅",
		"云海市发展和改革委员会|云海市林业局",
		"国务院知识产权战略实施工作部际联席会议办公室",
		"某公司安全生产委员会办公室",
		"国务院办公厅",
		"淄博市周村区人民政府办公室",
		"中共湖州师范学院委员会湖州师范学院",
		"中共某电网有限公司党组组织部",
		"中共某省委保密委员会办公室",
		"国家某公司社会保障管理中心",
		"中共某县供电公司纪律检查委员会",
	} {
		names := ""
		var cuts []int
		for _, r := range want {
			if r == '|' {
				cuts = append(cuts, len(names))
			} else {
				names += string(r)
			}
		}
		_, got := e.words.signers(names)
		if slices.Sort(got); !slices.Equal(got, cuts) {
			t.Errorf("%s: cut at %v, want %v", want, got, cuts)
		}
	}
}
