package normalize

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Members returns the governments that a class of them stands for, by its full name:
// 四川省各市(州)人民政府 those of the prefectures, 成都市各区(市)县人民政府 those of the
// counties, 各省、自治区、直辖市人民政府 those of the provinces, in order of their codes.
// A class whose members are not all of one kind (各有关部门, 有关市州) has none.
func (n *Normalizer) Members(unit string) []string {
	s := taizhang.FoldString(unit)
	kinds, ok := strings.CutSuffix(s, government)
	if !ok {
		return nil
	}
	r, used := n.regions.Prefix(kinds, Place{})
	if used == 0 {
		r = country
	}
	if kinds, ok = strings.CutPrefix(kinds[used:], "各"); !ok || strings.Contains(kinds, "有关") || strings.Contains(kinds, "相关") {
		return nil
	}
	var level Level
	switch {
	case r == country && strings.HasPrefix(kinds, "省"):
		level = Province
	case r.kind() == 'p' && strings.HasPrefix(kinds, "市"):
		level = Prefecture
	case r != country && strings.ContainsAny(kinds, "县区"):
		level = County
	default:
		return nil
	}
	var out []string
	for _, x := range n.regions.list {
		if level == Province && (x.Code > "66" || !governed(x)) {
			continue // no such notice binds 台湾 and the special regions
		}
		if x.Level == level && x != r && x.to == 0 && (r == country || x.within(r)) {
			if name := x.Full + government; !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	return out
}
