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
	quoted   = 6    // runes that two tasks alone have in a row
	whole    = 0.5  // of a task's weight that stands in another
	adds     = 0.05 // of a task's weight that the next part of it covers beyond the parts before
)

// groups puts the tasks into groups. Those joined so far are groups of two, and so is a section
// that became one task; see condensed. Then a task points at the one of the other
// side that it is most like, if it is by far: where two point at each other, or one at
// one that is free, they are a group; where more point at one it was split, or they
// were merged, if each has something of it that the others have not.
func (a *aligner) groups() []group {
	headings := newHeadings(a)
	s := &sorter{a: a, byOld: make([]*group, len(a.old)), byNew: make([]*group, len(a.new))}
	for n, o := range a.of {
		if o >= 0 && a.old[o].kind != section {
			score := 1.0
			if a.old[o].key != a.new[n].key {
				score = a.score(&a.old[o], &a.new[n])
			}
			s.start(group{old: []int{o}, new: []int{n}, score: score})
		}
	}
	s.condensed(headings)
	var rest []pair
	for _, p := range s.arrows(headings) {
		if s.byNew[p.new] == nil && s.byOld[p.old] == nil && a.likely(p) {
			s.start(group{old: []int{p.old}, new: []int{p.new}, score: p.score})
		} else {
			rest = append(rest, p)
		}
	}
	for _, p := range rest {
		of, in := s.byOld[p.old], s.byNew[p.new]
		switch {
		case of != nil && in == nil && len(of.old) == 1 && a.part(a.new, p.new, of.new, a.old, p.old):
			of.new = append(of.new, p.new)
			s.byNew[p.new] = of
		case in != nil && of == nil && len(in.new) == 1 && a.part(a.old, p.old, in.old, a.new, p.new):
			in.old = append(in.old, p.old)
			s.byOld[p.old] = in
		}
	}
	return s.all()
}

// sorter sorts tasks into groups, each into one.
type sorter struct {
	a            *aligner
	groups       []*group
	byOld, byNew []*group
}

func (s *sorter) start(g group) {
	s.groups = append(s.groups, &g)
	for _, o := range g.old {
		s.byOld[o] = &g
	}
	for _, n := range g.new {
		s.byNew[n] = &g
	}
}

// arrows returns what points at what and is not grouped yet, the most alike first.
func (s *sorter) arrows(headings *headings) (out []pair) {
	before, after := s.pointers(headings)
	for n, p := range before {
		if s.byNew[n] == nil && p.score > 0 {
			out = append(out, p)
		}
	}
	for o, p := range after {
		if s.byOld[o] == nil && p.score > 0 && (s.byNew[p.new] != nil || before[p.new] != p) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, byScore)
	return out
}

// all returns the groups in the order of the new tasks, and last the old tasks in none.
func (s *sorter) all() []group {
	for n := range s.a.new {
		if s.a.new[n].kind != section && s.byNew[n] == nil {
			s.start(group{new: []int{n}})
		}
	}
	for _, g := range s.groups {
		slices.Sort(g.old)
		slices.Sort(g.new)
	}
	slices.SortFunc(s.groups, func(x, y *group) int { return cmp.Compare(x.new[0], y.new[0]) })
	for o := range s.a.old {
		if s.a.old[o].kind != section && s.byOld[o] == nil {
			s.start(group{old: []int{o}})
		}
	}
	out := make([]group, len(s.groups))
	for i, g := range s.groups {
		out[i] = *g
	}
	return out
}

// pointers returns the old task that each new one is by far most like, and the new
// one that each old one is. A score of 0 is for none.
func (s *sorter) pointers(headings *headings) (before, after []pair) {
	a, pairs := s.a, s.slight(headings)
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

// slight returns the pairs of tasks worth a look that are not grouped both, best first.
func (s *sorter) slight(headings *headings) (out []pair) {
	a, look := s.a, newSearch(s.a)
	for n := range a.new {
		e := &a.new[n]
		if e.kind == section || e.short() {
			continue
		}
		for _, o := range look.candidates(e.grams, func(o int) bool {
			x := &a.old[o]
			return x.kind == e.kind && !x.short() && (s.byNew[n] == nil || s.byOld[o] == nil)
		}) {
			score := a.dice(a.old[o].grams, e.grams)
			if w := a.within(&a.old[o], e); w >= whole {
				score = max(score, w*whole)
			}
			out = append(out, pair{o, n, min(1, score+headPart*headings.score(o, n))})
		}
	}
	slices.SortFunc(out, byScore)
	return out
}

// within is the larger share of one of two texts that stands in the other.
func (a *aligner) within(x, y *entry) float64 {
	both := 0.0
	eachShared(x.grams, y.grams, func(g int32) { both += a.weight[g] })
	return both / min(a.sum(x.grams), a.sum(y.grams))
}

// likely reports whether two tasks are more alike than chance makes them.
func (a *aligner) likely(p pair) bool {
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
