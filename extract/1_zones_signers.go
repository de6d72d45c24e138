package extract

import (
	"slices"
	"strings"
	"unicode/utf8"
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

// signers returns what a folded stretch is worth as names of organs that sign together, and where they meet.
func (v *vocabulary) signers(names string) (worth float64, cuts []int) {
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
		cuts = append(cuts, end)
	}
	return best[len(names)].worth, cuts
}

// What stands before the names of a signature tells where they begin, as their own words do.
const (
	gainParted = 1.0 // a sentence, a line, a bracket or a title ends
	gainNamed  = 1.5 // the name of what is attached does, by its last word; a heading; a blank stands there
	gainTitled = 2.5 // the title names the organ so
)

// inRegion reports whether a region's name stands over byte i of folded text or ends there, so that a name of it goes on: 九江|市数据局,
// 江苏省|南京市水务局.
func (v *vocabulary) inRegion(s string, i int) bool {
	for k := range s[:i] {
		if n := v.parts().region(s[k:]); n > 0 && k+n >= i {
			return true
		}
	}
	return false
}

// signersStart returns where in head, at byte begin of the line, the organs begin that sign at its end; -1 where none do.
func (z *zoner) signersStart(begin int, head string) int {
	v, at, most, titled := z.w.words, -1, 0.0, false
	genre, heading, comma := v.lastGenre(head), v.behindHeading(head), strings.LastIndexAny(head, ",，")
	for i := range head {
		names, gain, last := unsealed(head[i:]), 0.0, lastRune(head[:i])
		if i <= comma || utf8.RuneCountInString(names) < 2 || strings.ContainsRune(")》", firstRune(names)) || !v.organ(names, true) {
			continue
		}
		switch {
		case i > 0 && (i == genre || i == heading || z.blankBefore(begin+i) && (v.headed(names) || v.listed(names))):
			gain = gainNamed
		case last == ')', last == '》', i == 0 && (begin == 0 || z.at[begin] || strings.ContainsRune("。！!；;", lastRune(z.f.Text[:begin]))):
			gain = gainParted
		}
		inside := v.inRegion(head, i)
		if !titled && len(names) >= 12 && strings.Contains(z.cover(), names+"关于") {
			if titled = true; (i == 0 || i >= 12) && !inside {
				gain = max(gain, gainTitled)
			}
		}
		inside = inside || v.parts().words[string([]rune{last, firstRune(names)})] // 集|团有限公司
		if gain <= 0 && (i > 0 && (inside || !v.headed(names)) || comma >= 0) {
			continue // behind a comma a sentence names an organ and a day
		}
		if worth, _ := v.signers(names); at < 0 || worth+gain > most {
			at, most = i, worth+gain
		}
	}
	return at
}
