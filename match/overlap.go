package match

import (
	"cmp"
	"math"
	"slices"

	"github.com/taizhang/taizhang"
)

// Threshold is the score from which an item and a row count as one task.
const Threshold = 0.7

// common is how many texts a pair of characters may stand in and still propose
// candidates, so that the work grows in proportion to the ledger.
const common = 48

// Overlaps links the items of l with the rows of its schedules that say the same
// task. A row is the same as an item when its task or its result stands, nearly
// whole, in the item, or the item in it; pairs of characters count by how rare
// they are. Links are sorted by item, then by score, and have score 0…1.
func Overlaps(l *taizhang.Ledger) []taizhang.Link {
	in := interner{ids: make(map[gram]int32)}
	var items, rows []text
	for _, t := range l.Tasks() {
		if !t.Row {
			items = append(items, text{t.ID, in.grams(t.Text)})
			continue
		}
		for _, s := range []string{t.Text, t.Result} {
			rows = append(rows, text{t.ID, in.grams(s)})
		}
	}
	weight := make([]float64, len(in.seen))
	for g, n := range in.seen {
		weight[g] = math.Log(1 + float64(len(items)+len(rows))/float64(n))
	}
	index := make([][]int32, len(in.seen))
	for i, t := range items {
		for _, g := range t.grams {
			if in.seen[g] <= common {
				index[g] = append(index[g], int32(i))
			}
		}
	}
	type pair struct {
		item int
		row  string
	}
	best := make(map[pair]float64)
	votes := make([]int, len(items))
	for _, r := range rows {
		if len(r.grams) < minGrams {
			continue
		}
		var candidates []int32
		for _, g := range r.grams {
			for _, i := range index[g] {
				if votes[i] == 0 {
					candidates = append(candidates, i)
				}
				votes[i]++
			}
		}
		for _, i := range candidates {
			if votes[i] >= minGrams/2 && len(items[i].grams) >= minGrams {
				key := pair{int(i), r.id}
				best[key] = max(best[key], contained(items[i].grams, r.grams, weight))
			}
			votes[i] = 0
		}
	}
	var links []taizhang.Link
	order := make(map[string]int, len(items))
	for i, t := range items {
		order[t.id] = i
	}
	for key, score := range best {
		if score >= Threshold {
			links = append(links, taizhang.Link{A: items[key.item].id, B: key.row, Kind: "overlap", Score: math.Round(score*1000) / 1000})
		}
	}
	slices.SortFunc(links, func(a, b taizhang.Link) int {
		return cmp.Or(cmp.Compare(order[a.A], order[b.A]), cmp.Compare(b.Score, a.Score), cmp.Compare(a.B, b.B))
	})
	return links
}

// contained is the weight two texts share, of the weight of the lighter one.
func contained(a, b []int32, weight []float64) float64 {
	var wa, wb, both float64
	for _, g := range a {
		wa += weight[g]
	}
	i := 0
	for _, g := range b {
		wb += weight[g]
		for i < len(a) && a[i] < g {
			i++
		}
		if i < len(a) && a[i] == g {
			both += weight[g]
		}
	}
	return both / min(wa, wb)
}

type text struct {
	id    string
	grams []int32 // interned, sorted, each once
}
