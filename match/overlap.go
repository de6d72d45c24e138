// Package match says how alike two tasks are.
package match

import (
	"cmp"
	"math"
	"slices"

	"github.com/taizhang/taizhang"
)

// Threshold is the score from which an item and a row count as one task.
const Threshold = 0.7

// minGrams is how many pairs of characters a text needs to be compared: a
// shorter one is found in anything.
const minGrams = 8

// common is how many texts a pair of characters may stand in and still propose
// candidates, so that the work grows in proportion to the ledger.
const common = 48

// Overlaps links the items of l with the rows of its schedules that say the same
// task. A row is the same as an item when its task or its result stands, nearly
// whole, in the item, or the item in it; pairs of characters count by how rare
// they are. Links are sorted by item, then by score, and have score 0…1.
func Overlaps(l *taizhang.Ledger) []taizhang.Link {
	var items, rows []text
	for _, t := range l.Tasks() {
		if !t.Row {
			items = append(items, text{t.ID, grams(t.Text)})
			continue
		}
		for _, s := range []string{t.Text, t.Result} {
			rows = append(rows, text{t.ID, grams(s)})
		}
	}
	seen := make(map[gram]int)
	for _, ts := range [][]text{items, rows} {
		for _, t := range ts {
			for _, g := range t.grams {
				seen[g]++
			}
		}
	}
	weight := func(g gram) float64 { return math.Log(1 + float64(len(items)+len(rows))/float64(seen[g])) }
	index := make(map[gram][]int)
	for i, t := range items {
		for _, g := range t.grams {
			if seen[g] <= common {
				index[g] = append(index[g], i)
			}
		}
	}
	best := make(map[[2]string]float64)
	votes := make([]int, len(items))
	for _, r := range rows {
		if len(r.grams) < minGrams {
			continue
		}
		var candidates []int
		for _, g := range r.grams {
			for _, i := range index[g] {
				if votes[i] == 0 {
					candidates = append(candidates, i)
				}
				votes[i]++
			}
		}
		for _, i := range candidates {
			if n := votes[i]; n >= minGrams/2 && len(items[i].grams) >= minGrams {
				key := [2]string{items[i].id, r.id}
				best[key] = max(best[key], contained(items[i].grams, r.grams, weight))
			}
			votes[i] = 0
		}
	}
	var links []taizhang.Link
	for key, score := range best {
		if score >= Threshold {
			links = append(links, taizhang.Link{A: key[0], B: key[1], Kind: "overlap", Score: math.Round(score*1000) / 1000})
		}
	}
	order := make(map[string]int, len(items))
	for i, t := range items {
		order[t.id] = i
	}
	slices.SortFunc(links, func(a, b taizhang.Link) int {
		return cmp.Or(cmp.Compare(order[a.A], order[b.A]), cmp.Compare(b.Score, a.Score), cmp.Compare(a.B, b.B))
	})
	return links
}

// gram is a pair of characters that stand next to each other.
type gram [2]rune

type text struct {
	id    string
	grams []gram // sorted, each once
}

// grams returns the pairs of characters in s, across no mark of punctuation.
func grams(s string) []gram {
	out := make([]gram, 0, len(s)/3)
	var last rune
	for _, r := range taizhang.FoldString(s) {
		if word := r >= 0x4e00 && r <= 0x9fff || r >= '0' && r <= '9' || r|0x20 >= 'a' && r|0x20 <= 'z'; !word {
			last = 0
			continue
		}
		if last != 0 {
			out = append(out, gram{last, r})
		}
		last = r
	}
	slices.SortFunc(out, func(a, b gram) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	return slices.Compact(out)
}

// contained is the weight two texts share, of the weight of the lighter one.
func contained(a, b []gram, weight func(gram) float64) float64 {
	var wa, wb, both float64
	for _, g := range a {
		wa += weight(g)
	}
	i := 0
	for _, g := range b {
		w := weight(g)
		wb += w
		for i < len(a) && (a[i][0] < g[0] || a[i][0] == g[0] && a[i][1] < g[1]) {
			i++
		}
		if i < len(a) && a[i] == g {
			both += w
		}
	}
	return both / min(wa, wb)
}
