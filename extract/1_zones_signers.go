package extract

import (
	"slices"
	"strings"
)

// priceSigner is what each name costs where names of organs stand glued.
const priceSigner = 2.0

// tornEnding reports whether the last word of a name goes on over byte at: 委|员会.
func (v *vocabulary) tornEnding(s string, at int) bool {
	for _, ends := range v.suffixes {
		for _, e := range ends {
			for i := max(0, at-len(e.word)+1); i < at; i++ {
				if strings.HasPrefix(s[i:], e.word) && i+len(e.word) > at {
					return true
				}
			}
		}
	}
	return false
}

// listed reports whether a folded name is in the tables of organs, as it is or with an office of it.
func (v *vocabulary) listed(name string) bool {
	if v.parts().organs[name] && !v.beginsWith(name, "office") {
		return true
	}
	return slices.ContainsFunc(v.phrases["office"], func(office string) bool {
		rest, ok := strings.CutSuffix(name, office)
		return ok && v.parts().organs[rest]
	})
}

// apart cuts between organs that sign together, so that their names are worth most.
func (z *zoner) apart(at int, names string) {
	v := z.w.words
	type way struct {
		worth float64
		from  int
	}
	best, reached := map[int]way{0: {}}, []int{0}
	for end := range names + "\n" {
		if end == 0 || end < len(names) && (!v.endsName(names[:end]) || v.tornEnding(names, end)) {
			continue
		}
		for _, from := range reached {
			before, name := best[from], names[from:end]
			if end < len(names) && !v.organ(name, false) && !v.parts().organs[name] {
				continue // 某市某区人民政府
			}
			if from > 0 && !v.headed(name) && (strings.HasPrefix(names, "中共") || !v.listed(name)) {
				continue // 办公厅, 党组宣传部 go on
			}
			worth, _ := v.nameWorth(name)
			if from > 0 && v.headed(name) {
				worth += priceSigner
			}
			if w, ok := best[end]; !ok || before.worth+worth-priceSigner > w.worth {
				best[end] = way{before.worth + worth - priceSigner, from}
			}
		}
		if _, ok := best[end]; ok {
			reached = append(reached, end)
		}
	}
	for end := best[len(names)].from; end > 0; end = best[end].from {
		z.add(at + end)
	}
}
