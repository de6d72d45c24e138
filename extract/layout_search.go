package extract

import (
	"cmp"
	"math"
	"slices"
)

// A beam of bounded width keeps the search linear in the text.
const (
	beamWidth = 24
	beamSlack = 9 // how much more than the best a reading may cost
	maxDepth  = 7
	maxStyles = 24
)

// frame is an open block: its style, by its position in the list of those in use, and its number.
type frame struct {
	style  int8
	rank   int8
	number int16
	above  int32
}

// layoutState is the stack of open blocks, and the last number of each style.
type layoutState struct {
	depth  int8
	fresh  bool   // a title has just passed
	torn   bool   // the text begins inside an outline: its first label is not 1
	inside uint16 // a bit for each open block: the first of its siblings stands inside a sentence
	stack  [maxDepth]frame
	last   [maxStyles]int16
}

// reading is a way to have come to a state of so many open blocks: took is the candidate it took last, or -1.
type reading struct {
	cost  float64
	from  int32
	took  int32
	depth int8
}

// reached is a state of the beam, and the reading that came to it.
type reached struct {
	state layoutState
	by    int32
}

// block is a label that was taken, and the depth it stands at.
type block struct {
	candidate
	depth int
}

// decision is a way from one state to the next, at one candidate.
type decision struct {
	from, to int32
	cost     float64
	took     bool
}

// searchBlocks returns the labels of the cheapest reading, and for each candidate the margin by
// which the best reading that decides otherwise about it costs more; weighed is how many steps were.
func (x *costs) searchBlocks(cs []candidate) (out []block, margins []float64, weighed int) {
	steps := make([]decision, 0, 4*len(cs))
	first := make([]int, 0, len(cs)+1) // the steps of each candidate
	styles := map[style]int8{}
	arena := make([]reading, 1, 4*len(cs)+1)
	arena[0] = reading{took: -1, from: -1}
	beam := make([]reached, 1, 3*beamWidth)
	next := make([]reached, 0, 3*beamWidth)
	where := make([]position, 0, 3)
	for ci := range cs {
		c := &cs[ci]
		next = next[:0]
		first = append(first, len(steps))
		add := func(from int32, st *layoutState, cost float64, took int32) {
			to := int32(len(arena))
			for i := range next {
				if next[i].state == *st {
					to = next[i].by
					break
				}
			}
			steps = append(steps, decision{from, to, cost - arena[from].cost, took >= 0})
			r := reading{cost, from, took, st.depth}
			if int(to) == len(arena) {
				next = append(next, reached{*st, to})
				arena = append(arena, r)
			} else if cost < arena[to].cost {
				arena[to] = r
			}
		}
		id, known := styles[c.label.style]
		if !known && !c.reset && len(styles) < maxStyles {
			id = int8(len(styles))
			styles[c.label.style], known = id, true
		}
		for i := range beam {
			st, from := beam[i].state, beam[i].by
			cost := arena[from].cost
			if c.reset {
				st.fresh = true
				add(from, &st, cost, -1)
				continue
			}
			if c.instead && arena[from].took == int32(ci-1) {
				add(from, &st, cost, -1)
				continue
			}
			add(from, &st, cost+c.left, -1)
			if !known {
				continue
			}
			for _, at := range x.places(&st, id, &c.label, where[:0]) {
				if at.k == maxDepth {
					continue
				}
				more, inside := at.cost+c.cost, c.evidence.inside()
				if inside && c.label.number != 1 && at.k < st.depth && st.stack[at.k].style == id {
					inside = st.inside&(1<<at.k) != 0
				}
				clause := at.k > 0 && st.stack[at.k-1].rank == articleRank // an article's lists are its sentences
				if c.evidence == listBegins && clause {
					more += x[afterColon] - x[listBegins]
				} else if c.evidence == listBegins {
					inside = false
				}
				switch {
				case inside && clause:
					more += x[costClause]
				case c.evidence.inside() && !inside && at.cost == 0:
					more += x[costListed]
				}
				to := st.take(id, at.k, inside, &c.label)
				add(from, &to, cost+more, int32(ci))
			}
		}
		slices.SortFunc(next, func(a, b reached) int {
			return cmp.Or(cmp.Compare(arena[a.by].cost, arena[b.by].cost), int(a.by-b.by))
		})
		limit := arena[next[0].by].cost + beamSlack
		for k := range next {
			if k == beamWidth || arena[next[k].by].cost > limit {
				next = next[:k]
				break
			}
		}
		beam, next = next, beam
	}
	margins = marginsOf(cs, steps, append(first, len(steps)), arena, beam)
	for i := beam[0].by; i >= 0; i = arena[i].from {
		if p := &arena[i]; p.took >= 0 {
			out = append(out, block{candidate: cs[p.took], depth: int(p.depth)})
		}
	}
	slices.Reverse(out)
	return out, margins, len(steps)
}

// marginsOf goes back over the steps of a search: what each state costs to the end,
// and so the best reading through each step.
func marginsOf(cs []candidate, steps []decision, first []int, arena []reading, last []reached) []float64 {
	rest := make([]float64, len(arena))
	for i := range rest {
		rest[i] = math.Inf(1)
	}
	for i := range last {
		rest[last[i].by] = 0
	}
	out := make([]float64, len(cs))
	for ci := len(cs) - 1; ci >= 0; ci-- {
		best := [2]float64{math.Inf(1), math.Inf(1)}
		for _, s := range steps[first[ci]:first[ci+1]] {
			through := s.cost + rest[s.to]
			rest[s.from] = min(rest[s.from], through)
			k := 0
			if s.took {
				k = 1
			}
			best[k] = min(best[k], arena[s.from].cost+through)
		}
		out[ci] = math.Abs(best[0] - best[1])
	}
	return out
}

// position is where a label may stand: the depth, and what its number costs there.
type position struct {
	k    int8
	cost float64
}

// places returns where a label of style id may stand.
func (x *costs) places(s *layoutState, id int8, l *label, out []position) []position {
	n := int16(l.number)
	if s.fresh && n == 1 && s.depth > 0 {
		out = append(out, position{0, x[costAnew]}) // a title closes what was open before it
	}
	for k := s.depth - 1; k >= 0; k-- {
		if f := s.stack[k]; f.style == id {
			out = append(out, position{k, x.followed(f, n, l)}) // a sibling of one that is open
			if l.opens && k == s.depth-1 {
				out = append(out, position{s.depth, x[costNested]}) // 2.分工如下：1.甲组
			}
			for k--; k >= 0; k-- {
				if f := s.stack[k]; f.style == id {
					return append(out, position{k, x.followed(f, n, l) + x[costOuter]})
				}
			}
			return out
		}
	}
	closes := x[costCloses]
	cost, under := x[costLate], l.above > 0 && s.depth > 0 && s.stack[s.depth-1].leads(l)
	switch last := s.last[id]; {
	case l.unnumbered():
		cost = x[costOpens]
	case l.above > 0 && !under:
		cost = x[costAlien]
	case n == 1:
		cost = x[costOpens]
	case last > 0 && n == last+1:
		cost = x[costRunsOn]
	case last == 0 && s.torn && s.stack[0].rank > l.rank:
		cost, closes = x[costSecond], 0 // 五、 behind （五）: one to four stood before the text
	case last == 0 && n == 2 && l.plain() && !l.digits:
		cost, closes = x[costSecond], 0
	}
	deepest := position{s.depth, cost}
	if s.depth > 0 && !under && s.stack[s.depth-1].rank > l.rank {
		k := s.depth - 1
		for k > 0 && s.stack[k-1].rank > l.rank {
			k--
		}
		out = append(out, position{k, cost + closes})
		if first := n == 1 && (s.stack[s.depth-1].number == 1 || s.last[id] > 0); !l.bare || !first && cost != x[costRunsOn] {
			deepest.cost += x[costUpside]
		}
	}
	return append(out, deepest)
}

// followed is what the number n costs after that of its sibling f.
func (x *costs) followed(f frame, n int16, l *label) float64 {
	switch m := f.number; {
	case l.unnumbered():
		return 0
	case l.above != int(f.above):
		return x[costAlien]
	case n == m+1:
		return 0
	case n == 1:
		return x[costRestarts]
	case n == m:
		return x[costRepeats]
	case n > m:
		return x[costSkips] + x[costSkipsEach]*math.Min(float64(n-m), 10)
	}
	return x[costBack]
}

// take returns the state after a label that stands at depth k.
func (s layoutState) take(id, k int8, inside bool, l *label) layoutState {
	if s.last == ([maxStyles]int16{}) {
		s.torn = l.number > 1
	}
	clear(s.stack[k:])
	s.depth, s.fresh = k+1, false
	s.stack[k] = frame{id, l.rank, int16(l.number), int32(l.above)}
	if s.inside &= 1<<k - 1; inside {
		s.inside |= 1 << k
	}
	s.last[id] = int16(l.number)
	return s
}

// leads reports whether a block is the one whose number a decimal label repeats: 2 or 2. of 2.1.
func (f frame) leads(l *label) bool { return int(f.above)*1000+int(f.number) == l.above }
