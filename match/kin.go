package match

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// What tells a slight likeness from chance.
const (
	chance   = 1.2  // two texts of n grams share up to chance/√n of their weight by accident
	least    = 0.07 // and what is below this is never a likeness
	apart    = 1.5  // how many times more alike a task is than the next one
	headPart = 0.25 // what the likeness of two headings adds
	headMost = 30   // runes: a longer first sentence is no heading
	quoted   = 6    // runes that two tasks alone have in a row
	whole    = 0.5  // of a task's weight that stands in another
	adds     = 0.05 // of a task's weight that the next part of it covers beyond the parts before
)

// kin groups the tasks. Those joined so far are groups of two; then a task points at
// the one of the other side that it is most like, if it is by far: where two point
// at each other they are one group, and where more point at one it was split, or they
// were merged, if each has something of it that the others have not.
func (a *aligner) kin() []group {
	heads := newHeads(a)
	before, after := a.pointers(heads)
	var arrows []pair
	for n, p := range before {
		if a.of[n] < 0 && p.score > 0 {
			arrows = append(arrows, p)
		}
	}
	for o, p := range after {
		if !a.taken[o] && p.score > 0 && (a.of[p.new] >= 0 || before[p.new] != p) {
			arrows = append(arrows, p)
		}
	}
	slices.SortFunc(arrows, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.old, y.old), cmp.Compare(x.new, y.new))
	})

	scores := make(map[[2]int]float64)
	var rest []pair
	for _, p := range arrows {
		if a.of[p.new] < 0 && !a.taken[p.old] && a.likely(p, heads) {
			a.join(p.old, p.new)
			scores[[2]int{p.old, p.new}] = p.score
		} else {
			rest = append(rest, p)
		}
	}
	byOld, byNew := make([]*group, len(a.old)), make([]*group, len(a.new))
	var groups []*group
	start := func(g *group) *group {
		groups = append(groups, g)
		for _, o := range g.old {
			byOld[o] = g
		}
		for _, n := range g.new {
			byNew[n] = g
		}
		return g
	}
	for n, o := range a.of {
		if o >= 0 && a.old[o].kind != section {
			g := start(&group{old: []int{o}, new: []int{n}, score: scores[[2]int{o, n}]})
			if a.old[o].key == a.new[n].key {
				g.score = 1
			} else if g.score == 0 {
				g.score = a.score(&a.old[o], &a.new[n])
			}
		}
	}
	for _, p := range rest {
		if g := byOld[p.old]; g != nil && byNew[p.new] == nil && len(g.old) == 1 && a.part(a.new, p.new, g.new, a.old, p.old) {
			g.new = append(g.new, p.new)
			byNew[p.new] = g
		} else if g := byNew[p.new]; g != nil && byOld[p.old] == nil && len(g.new) == 1 && a.part(a.old, p.old, g.old, a.new, p.new) {
			g.old = append(g.old, p.old)
			byOld[p.old] = g
		}
	}
	for n := range a.new {
		if a.new[n].kind != section && byNew[n] == nil {
			start(&group{new: []int{n}})
		}
	}
	slices.SortStableFunc(groups, func(x, y *group) int { return cmp.Compare(slices.Min(x.new), slices.Min(y.new)) })
	for o := range a.old {
		if a.old[o].kind != section && byOld[o] == nil {
			start(&group{old: []int{o}})
		}
	}
	out := make([]group, len(groups))
	for i, g := range groups {
		slices.Sort(g.old)
		slices.Sort(g.new)
		out[i] = *g
	}
	return out
}

// pointers returns the old task that each new one is by far most like, and the new
// one that each old one is. A score of 0 is for none.
func (a *aligner) pointers(heads *heads) (before, after []pair) {
	pairs := a.slight(heads)
	before, after = make([]pair, len(a.new)), make([]pair, len(a.old))
	news, olds := make([]rivals, len(a.new)), make([]rivals, len(a.old))
	for _, p := range pairs {
		news[p.new].add(a.old[p.old].key, p.score)
		olds[p.old].add(a.new[p.new].key, p.score)
	}
	for _, p := range slices.Backward(pairs) { // the best comes last
		if p.score > apart*news[p.new].best(a.old[p.old].key) {
			before[p.new] = p
		}
		if p.score > apart*olds[p.old].best(a.new[p.new].key) {
			after[p.old] = p
		}
	}
	return before, after
}

// slight returns all pairs of tasks worth a look that are not joined both, best first.
func (a *aligner) slight(heads *heads) (out []pair) {
	s := newSearch(a)
	for n := range a.new {
		e := &a.new[n]
		if e.kind == section || e.short() {
			continue
		}
		for _, o := range s.candidates(e.grams, func(o int) bool {
			x := &a.old[o]
			return x.kind == e.kind && !x.short() && (a.of[n] < 0 || !a.taken[o])
		}) {
			score := a.dice(a.old[o].grams, e.grams)
			if w := a.within(&a.old[o], e); w >= whole {
				score = max(score, w*whole)
			}
			out = append(out, pair{o, n, min(1, score+headPart*heads.score(o, n))})
		}
	}
	slices.SortFunc(out, func(x, y pair) int {
		return cmp.Or(cmp.Compare(y.score, x.score), cmp.Compare(x.old, y.old), cmp.Compare(x.new, y.new))
	})
	return out
}

// within is the larger share of one of two texts that stands in the other.
func (a *aligner) within(x, y *entry) float64 {
	both := 0.0
	eachShared(x.grams, y.grams, func(g int32) { both += a.weight[g] })
	return both / min(a.sum(x.grams), a.sum(y.grams))
}

// likely reports whether two tasks are more alike than chance makes them.
func (a *aligner) likely(p pair, heads *heads) bool {
	return p.score >= beyond(min(a.plain(a.old[p.old].grams), a.plain(a.new[p.new].grams)))
}

func beyond(grams int) float64 {
	return max(least, min(carryThreshold, chance/math.Sqrt(float64(grams))))
}

// part reports whether task x of a list is a part of task y of the other one, beside
// the parts known: it stands in it for the most part, or these two alone have some
// words in a row; and it covers some of it that the other parts do not.
func (a *aligner) part(list []entry, x int, parts []int, others []entry, y int) bool {
	part, all := &list[x], &others[y]
	both := 0.0
	eachShared(part.grams, all.grams, func(g int32) { both += a.weight[g] })
	share := both / a.sum(part.grams)
	if share < whole && (share < beyond(a.plain(part.grams)) || !quotes(list, x, others, y)) {
		return false
	}
	var known []int32
	for _, p := range parts {
		if list[p].key == all.key {
			return false // it lives on as it is
		}
		known = append(known, list[p].grams...)
	}
	slices.Sort(known)
	more := 0.0
	eachShared(part.grams, all.grams, func(g int32) {
		if _, ok := slices.BinarySearch(known, g); !ok {
			more += a.weight[g]
		}
	})
	return more >= adds*a.sum(all.grams)
}

// quotes reports whether task x of a list and y of another have some words in a row
// that no other task has.
func quotes(list []entry, x int, others []entry, y int) bool {
	alone := func(list []entry, but int, s string) bool {
		for i := range list {
			if i != but && strings.Contains(list[i].key, s) {
				return false
			}
		}
		return true
	}
	runes := []rune(list[x].key)
	for i := 0; i+quoted <= len(runes); i++ {
		s := string(runes[i : i+quoted])
		if strings.Contains(others[y].key, s) && alone(list, x, s) && alone(others, y, s) {
			return true
		}
	}
	return false
}

// partSections takes apart a section and a task that say the same: a task that has
// become a section lives on in the tasks under it.
func (a *aligner) partSections() {
	for n, o := range a.of {
		if o >= 0 && (a.old[o].kind == section) != (a.new[n].kind == section) {
			a.of[n], a.taken[o] = -1, false
		}
	}
}

// heads holds the grams of the headings with which tasks begin.
type heads struct {
	a        *aligner
	old, new [][]int32
}

func newHeads(a *aligner) *heads {
	of := func(list []entry) [][]int32 {
		out := make([][]int32, len(list))
		for i := range list {
			e := &list[i]
			at := strings.IndexAny(e.text, "\n。")
			if at < 0 {
				continue
			}
			if k := len([]rune(e.text[:at])); k <= headMost && 2*k < len([]rune(e.text)) {
				out[i] = a.in.lookUp(e.text[:at])
			}
		}
		return out
	}
	return &heads{a, of(a.old), of(a.new)}
}

func (h *heads) score(o, n int) float64 {
	if len(h.old[o]) == 0 || len(h.new[n]) == 0 {
		return 0
	}
	return h.a.dice(h.old[o], h.new[n])
}
