package match

import (
	"cmp"
	"math"
	"slices"
)

// aligner finds which entries of two ledgers are the same.
type aligner struct {
	old, new []entry
	of       []int  // the old entry that each new one is, or -1
	taken    []bool // old entries that a new one is
	weight   []float64
	filler   []bool
	in       interner
	holders  [][]int32 // old entries by the grams in them
}

func newAligner(old, new []entry) *aligner {
	a := &aligner{old: old, new: new, of: make([]int, len(new)), taken: make([]bool, len(old))}
	for i := range a.of {
		a.of[i] = -1
	}
	in := interner{ids: make(map[gram]int32), fine: true}
	for i := range old {
		old[i].grams = in.grams(old[i].text)
	}
	inOld := slices.Clone(in.seen)
	for i := range new {
		new[i].grams = in.grams(new[i].text)
	}
	// A gram says the more, the fewer entries of one ledger have it: what they all have
	// in common (推进…工作) weighs next to nothing.
	entries := float64(max(len(old), len(new)) + 1)
	a.weight = make([]float64, len(in.seen))
	a.filler = make([]bool, len(in.seen))
	a.holders = make([][]int32, len(in.seen))
	for g, n := range in.seen {
		before := int32(0)
		if g < len(inOld) {
			before = inOld[g]
		}
		rarity := math.Log(entries / float64(max(before, n-before)))
		a.weight[g] = rarity * rarity
	}
	a.in = in
	for x, g := range in.ids {
		if x.filler {
			a.weight[g] *= fillerWeight
			a.filler[g] = true
		}
	}
	for i := range old {
		for _, g := range old[i].grams {
			a.holders[g] = append(a.holders[g], int32(i))
		}
	}
	return a
}

func (a *aligner) join(o, n int) { a.of[n], a.taken[o] = o, true }

// same joins the entries that say the same. Where several do, what surrounds them
// decides, the more of it the earlier; what nothing tells apart is joined in order.
func (a *aligner) same() {
	const sep = "\x00"
	all := func(e *entry) string { return e.key + sep + string('0'+rune(e.kind)) }
	for _, pass := range []struct {
		key func(e *entry) string
		any bool // join as many as there are, in order; else only as many as are on both sides
	}{
		{func(e *entry) string { return all(e) + sep + e.under + sep + e.before + sep + e.after }, false},
		{func(e *entry) string { return all(e) + sep + sep + e.before + sep + e.after }, false},
		{func(e *entry) string { return all(e) + sep + e.under + sep + e.before }, false},
		{func(e *entry) string { return all(e) + sep + e.under + sep + sep + e.after }, false},
		{func(e *entry) string { return all(e) + sep + e.under }, false},
		{func(e *entry) string { return all(e) + sep + sep + e.before }, false},
		{func(e *entry) string { return all(e) + sep + sep + sep + e.after }, false},
		{func(e *entry) string { return all(e) + sep + e.under }, true},
		{all, true},
		{func(e *entry) string { return e.key }, true},
	} {
		type group struct{ old, new []int }
		groups := make(map[string]*group)
		for o := range a.old {
			if e := &a.old[o]; !a.taken[o] && e.key != "" {
				k := pass.key(e)
				if groups[k] == nil {
					groups[k] = &group{}
				}
				groups[k].old = append(groups[k].old, o)
			}
		}
		for n := range a.new {
			if e := &a.new[n]; a.of[n] < 0 && e.key != "" {
				if g := groups[pass.key(e)]; g != nil {
					g.new = append(g.new, n)
				}
			}
		}
		for _, g := range groups { // each entry is in one group: their order does not matter
			if pass.any || len(g.old) == len(g.new) {
				for i := range min(len(g.old), len(g.new)) {
					a.join(g.old[i], g.new[i])
				}
			}
		}
	}
}

// pair is an old and a new entry that may be the same, and how alike they are.
type pair struct {
	old, new int
	score    float64
}

// byScore sorts the most alike first.
func byScore(x, y pair) int {
	return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.old, y.old), cmp.Compare(x.new, y.new))
}

// alike joins free entries, the most alike first, down to a threshold. A short
// text has to be nearly the same. Below sure, what is as much like
// a third entry that says something else is left alone: 支持绵阳市建设… is no more
// 支持宜宾市建设… than 支持成都市建设….
func (a *aligner) alike(threshold float64, may func(o, n *entry) bool) {
	pairs := a.pairs(threshold, func(o, n int) bool {
		return (a.of[n] < 0 || !a.taken[o]) && may(&a.old[o], &a.new[n])
	})
	ofOld, ofNew := make([]rivals, len(a.old)), make([]rivals, len(a.new))
	for _, p := range pairs {
		ofOld[p.old].add(a.new[p.new].key, p.score)
		ofNew[p.new].add(a.old[p.old].key, p.score)
	}
	for _, p := range pairs {
		if a.of[p.new] >= 0 || a.taken[p.old] {
			continue
		}
		if p.score >= sure || max(ofOld[p.old].best(a.new[p.new].key), ofNew[p.new].best(a.old[p.old].key)) < p.score {
			a.join(p.old, p.new)
		}
	}
}

// rivals are the two entries most like one, which say different things.
type rivals struct {
	key           string
	first, second float64
}

// add takes entries in falling order of score.
func (r *rivals) add(key string, score float64) {
	switch {
	case r.first == 0:
		r.key, r.first = key, score
	case r.second == 0 && key != r.key:
		r.second = score
	}
}

// best is the highest score of an entry that says something else than key.
func (r *rivals) best(key string) float64 {
	if key == r.key {
		return r.second
	}
	return r.first
}

const (
	sure       = 0.75 // from which likeness a third entry does not matter
	nearlySame = 0.75 // of the grams of two short texts, unweighted
	otherKind  = 0.9  // what the likeness of an item and a row counts
	sameParent = 0.05 // what is added where the sections around are the same
)

// pairs returns the pairs that may be joined with a score from threshold on, best first.
func (a *aligner) pairs(threshold float64, may func(o, n int) bool) []pair {
	var out []pair
	s := newSearch(a)
	for n := range a.new {
		e := &a.new[n]
		for _, o := range s.candidates(e.grams, func(o int) bool { return may(o, n) }) {
			if score := a.score(&a.old[o], e); score >= threshold {
				out = append(out, pair{o, n, score})
			}
		}
	}
	slices.SortFunc(out, byScore)
	return out
}

// score says how alike two entries are, 0…1.
func (a *aligner) score(o, n *entry) float64 {
	var s float64
	if o.short() || n.short() {
		if both := shared(o.grams, n.grams); float64(2*both) >= nearlySame*float64(len(o.grams)+len(n.grams)) {
			s = float64(2*both) / float64(len(o.grams)+len(n.grams))
		}
	} else {
		s = a.dice(o.grams, n.grams)
	}
	if o.kind != n.kind {
		s *= otherKind
	}
	if s > 0 && n.parent >= 0 && o.parent >= 0 && a.of[n.parent] == o.parent {
		s = min(1, s+sameParent)
	}
	return s
}

// plain is how many grams are no filler.
func (a *aligner) plain(grams []int32) (n int) {
	for _, g := range grams {
		if !a.filler[g] {
			n++
		}
	}
	return n
}

// dice is twice the weight two texts share, of the weight of both.
func (a *aligner) dice(x, y []int32) float64 {
	both, all := 0.0, a.sum(x)+a.sum(y)
	eachShared(x, y, func(g int32) { both += a.weight[g] })
	return 2 * both / all
}

func (a *aligner) sum(grams []int32) (w float64) {
	for _, g := range grams {
		w += a.weight[g]
	}
	return w
}

func shared(x, y []int32) (n int) {
	eachShared(x, y, func(int32) { n++ })
	return n
}

// eachShared calls f for what is in both sorted lists.
func eachShared(x, y []int32, f func(int32)) {
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case x[i] < y[j]:
			i++
		case x[i] > y[j]:
			j++
		default:
			f(x[i])
			i++
			j++
		}
	}
}
