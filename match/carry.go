package match

import "github.com/taizhang/taizhang"

// carryThreshold is how alike a reworded entry must be to be the same one.
const carryThreshold = 0.5

// Carry finds the entries of new — sections, items and task rows — that are the
// same task as an entry of old: new id to old id, one to one. What the text says
// decides, never a printed number: first the texts that say the same, with parents
// and neighbours deciding among repeats; then, best first, those that are alike
// by their rarer pairs of characters; last the sections that hold the same entries.
func Carry(old, new *taizhang.Ledger) map[string]string {
	a := newAligner(entries(old), entries(new))
	a.same()
	a.alike(carryThreshold, func(o, n *entry) bool { return o.kind == section && n.kind == section })
	a.alike(carryThreshold, func(o, n *entry) bool { return true })
	a.byChildren()
	out := make(map[string]string, len(a.new))
	for n, o := range a.of {
		if o >= 0 {
			out[a.new[n].id] = a.old[o].id
		}
	}
	return out
}

// byChildren carries a section whose heading changed and whose entries did not:
// most of those that either of the two sections has are the same ones.
func (a *aligner) byChildren() {
	type pair struct{ o, n int }
	both := make(map[pair]int)
	var order []pair
	olds, news := make([]int, len(a.old)), make([]int, len(a.new))
	for _, e := range a.old {
		if e.parent >= 0 {
			olds[e.parent]++
		}
	}
	for n, e := range a.new {
		if e.parent < 0 {
			continue
		}
		news[e.parent]++
		if o := a.of[n]; o >= 0 && a.old[o].parent >= 0 {
			p := pair{a.old[o].parent, e.parent}
			if both[p]++; both[p] == 1 {
				order = append(order, p)
			}
		}
	}
	for _, p := range order { // at most one can hold the majority of either
		if k := both[p]; a.of[p.n] < 0 && !a.taken[p.o] && 2*k > olds[p.o] && 2*k > news[p.n] {
			a.join(p.o, p.n)
		}
	}
}
