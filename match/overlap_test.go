package match_test

import (
	"slices"
	"testing"

	"github.com/taizhang/taizhang/match"
)

// TestOverlaps says which item and which row are one task: i1~r1.
func TestOverlaps(t *testing.T) {
	for _, c := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{"the same words", []string{"修缮县级图书馆和文化馆。", "| 修缮县级图书馆和文化馆"}, []string{"i1~r1"}},
		{"another punctuation and width", []string{"新建公办幼儿园20所，改造食堂。", "| 新建公办幼儿园２０所；改造食堂"}, []string{"i1~r1"}},
		{"the row is said within the item", []string{"健全普惠金融服务体系，推广首贷续贷中心，年底前实现县域全覆盖，定期通报进展。", "| 推广首贷续贷中心，实现县域全覆盖"}, []string{"i1~r1"}},
		{"the item is said within the row", []string{"推广首贷续贷中心，实现县域全覆盖。", "| 健全普惠金融服务体系，推广首贷续贷中心，年底前实现县域全覆盖，定期通报进展"}, []string{"i1~r1"}},
		{"by what comes of the row", []string{"出台招标投标管理办法。", "| 完善制度 | 出台招标投标管理办法"}, []string{"i1~r1"}},
		{"one item, two rows", []string{"疏浚城区内河河道并清运淤泥，改造老旧供水管网和加压泵站。", "| 疏浚城区内河河道并清运淤泥", "| 改造老旧供水管网和加压泵站"}, []string{"i1~r1", "i1~r2"}},
		{"half of the words", []string{"疏浚城区内河，改造老旧供水管网，保护古树名木。", "| 改造老旧供水管网，建设冷链物流基地，普查地名标志"}, nil},
		{"too short to tell", []string{"推进。", "| 推进"}, nil},
		{"two items are never linked", []string{"修缮县级图书馆和文化馆。", "修缮县级图书馆和文化馆。"}, nil},
		{"nor two rows", []string{"| 修缮县级图书馆和文化馆", "| 修缮县级图书馆和文化馆"}, nil},
	} {
		var got []string
		for _, k := range match.Overlaps(outline(c.lines...)) {
			if k.Kind != "overlap" || k.Score < match.Threshold || k.Score > 1 {
				t.Errorf("%s: %+v", c.name, k)
			}
			got = append(got, k.A+"~"+k.B)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
