package extract

import (
	"slices"
)

// widths returns the numbers of columns worth trying: those at whose distance symbols
// return most, and what the run of header words says.
func (a *atoms) widths(skip int) []int {
	if a.width > 0 {
		return []int{a.width}
	}
	if a.first != nil {
		return a.lineWidths()
	}
	type score struct {
		k int
		s float64
	}
	var all []score
	for k := 2; k <= maxColumns && skip+2*k < a.len(); k++ {
		all = append(all, score{k, a.returns(skip+k, k)})
	}
	words, run, lastWord := 0, 0, 0
	for i := skip; i < a.len() && i-skip <= maxColumns; i++ {
		known := a.w.header(a.text(i, 1)).known >= built
		if known && words == i-skip {
			words++
		}
		if y := a.sym[i]; run == i-skip && (known || y == symShort || y == symMiddle || y == symOrgan || y == symPerson) {
			run++
			if known {
				lastWord = run
			}
		}
	}
	var out []int
	for _, k := range []int{words, run, lastWord} {
		if k >= 2 && k <= maxColumns && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	for len(out) < 6 && len(all) > 0 {
		best := 0
		for i := range all {
			if all[i].s > all[best].s+.02 {
				best = i
			}
		}
		if !slices.Contains(out, all[best].k) {
			out = append(out, all[best].k)
		}
		all = append(all[:best], all[best+1:]...)
	}
	return out
}

// period is the distance at which symbols return most after a header of k atoms.
func (a *atoms) period(k int) int {
	best, most := 0, 0.0
	for p := 2; p <= maxColumns && k+2*p <= a.len(); p++ {
		if s := a.returns(k, p); s > most+.02 {
			best, most = p, s
		}
	}
	return best
}

// returns is the share of the symbols from atom i on that stand again at a distance.
func (a *atoms) returns(i, distance int) float64 {
	same, n := 0, a.len()-distance-i
	for ; i+distance < a.len(); i++ {
		if a.sym[i] == a.sym[i+distance] {
			same++
		}
	}
	return float64(same) / float64(n)
}

// lineWidths returns how many atoms most lines have, the longest, and the header.
func (a *atoms) lineWidths() []int {
	count := map[int]int{}
	head, most, longest := 0, 0, 0
	a.rows(0, func(i, n int) {
		if count[n]++; i == 0 {
			head = n
			return
		}
		if count[n] > count[most] {
			most = n
		}
		if n <= maxColumns {
			longest = max(longest, n)
		}
	})
	if a.edge == 0 && a.known(0, head)*4 >= head*3 { // a further blank is one within a cell
		most, longest = head, head
	}
	var out []int
	for _, k := range []int{head, most, longest} {
		if k >= 2 && k <= maxColumns && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	return out
}
