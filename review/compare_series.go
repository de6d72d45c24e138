package review

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// editionPair is two notices of one series, of years that follow.
type editionPair struct {
	Title, Address string
	From, To       int
}

// seriesLike is from which likeness on two titles of one issuer are of a series.
const seriesLike = 0.6

// pairs finds for each notice the one of an earlier year that it most likely follows: of
// the same issuer, with the title most alike, the latest among those.
func pairs(all []office.Line) (out []editionPair) {
	by := make(map[string][]office.Line)
	for _, e := range all {
		if e.Year != 0 {
			issuer := taizhang.FoldString(e.Issuer)
			by[issuer] = append(by[issuer], e)
		}
	}
	for _, es := range by {
		grams := make([]map[string]bool, len(es))
		for i := range es {
			grams[i] = titleGrams(es[i].Title)
		}
		for i, e := range es {
			best, like := -1, seriesLike
			for j, old := range es {
				if x := alike(grams[i], grams[j]); old.Year < e.Year && (x > like || x == like && (best < 0 || old.Year > es[best].Year)) {
					best, like = j, x
				}
			}
			if best >= 0 {
				out = append(out, editionPair{e.Title, query("/compare", "old", es[best].Key, "new", e.Key), es[best].Year, e.Year})
			}
		}
	}
	slices.SortFunc(out, func(a, b editionPair) int {
		return cmp.Or(cmp.Compare(b.To, a.To), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Address, b.Address))
	})
	return out
}

// titleGrams are the pairs of neighbouring characters of a title without its numbers.
func titleGrams(title string) map[string]bool {
	rs := []rune(strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || !unicode.IsLetter(r) {
			return -1
		}
		return r
	}, taizhang.FoldString(title)))
	out := make(map[string]bool, len(rs))
	for i := 0; i+1 < len(rs); i++ {
		out[string(rs[i:i+2])] = true
	}
	return out
}

// alike is the share of pairs that two titles have in common, 0…1.
func alike(a, b map[string]bool) float64 {
	n := 0
	for g := range a {
		if b[g] {
			n++
		}
	}
	return 2 * float64(n) / float64(max(1, len(a)+len(b)))
}
