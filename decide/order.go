package decide

import (
	"cmp"
	"slices"
	"strings"
)

// laterOnes are the decisions after which another settles the same.
func laterOnes(decisions []Decision) map[int]bool {
	last, out := make(map[string]int), make(map[int]bool)
	for i := range decisions {
		x := &decisions[i]
		what := kinds[x.Kind].settles(x)
		if what == "" {
			continue
		}
		what = strings.Join([]string{string(x.Kind), x.Task, what}, "\x00")
		if before, ok := last[what]; ok {
			out[before] = true
		}
		last[what] = i
	}
	return out
}

// inOrder is the order of decisions, but that what a person settled of an item comes
// after the claim that makes it, and of units after all such: one that was undone may be
// claimed again.
func inOrder(decisions []Decision) []int {
	made, last, out := make(map[string]int), 0, make([]int, len(decisions))
	for i := range decisions {
		if x := &decisions[i]; x.Kind == KindClaim && x.Task != "" {
			if _, ok := made[x.Task]; !ok {
				made[x.Task] = i
			}
			last = i
		}
		out[i] = i
	}
	for i := range decisions { // of what claims made among others
		for _, uid := range decisions[i].MadeUIDs() {
			if _, ok := made[uid]; !ok && decisions[i].Kind != KindClaim {
				made[uid] = max(i, made[decisions[i].Task])
			}
		}
	}
	turn := func(i int) (at, after int) {
		switch x := &decisions[i]; x.Kind {
		case KindNotice:
			if wordOf(x.Set.Name) == "" { // what is printed of it
				return i, 1
			}
			return -1, 0 // it is read again, before all else
		case KindClaim:
			return i, 0
		case KindUnit:
			return max(i, last), 1
		default:
			return max(i, made[x.Task], made[x.Set.Other]), 1
		}
	}
	slices.SortFunc(out, func(i, j int) int {
		a, after := turn(i)
		b, late := turn(j)
		return cmp.Or(cmp.Compare(a, b), cmp.Compare(after, late), cmp.Compare(i, j))
	})
	return out
}
