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
	var items, rows []taizhang.Task
	size := 0
	for _, t := range l.Tasks() {
		if size += len(t.Text) + len(t.Result); t.Row {
			rows = append(rows, t)
		} else {
			items = append(items, t)
		}
	}
	if len(items) == 0 || len(rows) == 0 {
		return nil
	}
	p := newPairs(size)
	texts := make([][]int32, 0, len(items)+2*len(rows)) // of the items, then two a row
	for _, t := range items {
		texts = append(texts, p.of(t.Text))
	}
	for _, t := range rows {
		texts = append(texts, p.of(t.Text), p.of(t.Result))
	}
	o := newOverlap(p, texts, len(items))
	links := make([][]taizhang.Link, len(items))
	for i := len(items); i < len(texts); i++ {
		row := rows[(i-len(items))/2].ID
		o.each(i, func(item int32, score float64) {
			if score < Threshold {
				return
			}
			score = math.Round(score*1000) / 1000
			if n := len(links[item]); n > 0 && links[item][n-1].B == row { // its task is like the item as its result is
				links[item][n-1].Score = max(links[item][n-1].Score, score)
				return
			}
			links[item] = append(links[item], taizhang.Link{A: items[item].ID, B: row, Kind: "overlap", Score: score})
		})
	}
	for _, of := range links {
		slices.SortFunc(of, func(a, b taizhang.Link) int {
			return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.B, b.B))
		})
	}
	return slices.Concat(links...)
}

// overlap compares texts, given as the pairs in them, with the first of them: the items.
type overlap struct {
	texts  [][]int32
	weight []float64 // of a pair
	whole  []float64 // of a text
	index  postings
	votes  []int32 // how many pairs that are not common an item shares with the text at hand
	in     []int   // the last text that each pair was looked up for
}

func newOverlap(p *pairs, texts [][]int32, items int) *overlap {
	o := &overlap{texts: texts, weight: make([]float64, len(p.seen)), whole: make([]float64, len(texts)),
		index: p.index(texts[:items]), votes: make([]int32, items), in: make([]int, len(p.seen))}
	of := make([]float64, len(texts)+1) // by how many texts a pair stands in
	for n := range of {
		of[n] = math.Log(1 + float64(len(texts))/float64(n))
	}
	for g, n := range p.seen {
		o.weight[g] = of[n]
	}
	for i, t := range texts {
		for _, g := range t {
			o.whole[i] += o.weight[g]
		}
	}
	return o
}

// each gives the items that may be like text i, and the weight that both share, of
// the weight of the lighter one.
func (o *overlap) each(i int, give func(item int32, score float64)) {
	if len(o.texts[i]) < minGrams {
		return
	}
	var candidates []int32
	for _, g := range o.texts[i] {
		o.in[g] = i
		for e := o.index.first[g]; e != 0; e = o.index.entries[e].next {
			item := o.index.entries[e].item
			if o.votes[item] == 0 {
				candidates = append(candidates, item)
			}
			o.votes[item]++
		}
	}
	for _, item := range candidates {
		if o.votes[item] >= minGrams/2 && len(o.texts[item]) >= minGrams {
			both := 0.0
			for _, g := range o.texts[item] {
				if o.in[g] == i {
					both += o.weight[g]
				}
			}
			give(item, both/min(o.whole[item], o.whole[i]))
		}
		o.votes[item] = 0
	}
}

// pairs numbers the pairs of characters that stand next to each other, and counts
// the texts they stand in.
type pairs struct {
	ids  map[uint32]int32 // by the two runes, which say something and so have 16 bits
	seen []int32
	last []int32 // the last text that the pair stood in
	text int32   // how many were read
}

func newPairs(bytes int) *pairs {
	n := bytes / 6 // about every second pair is new
	return &pairs{ids: make(map[uint32]int32, n), seen: make([]int32, 0, n), last: make([]int32, 0, n)}
}

// of returns the pairs of a text, across no mark of punctuation: each once, in the
// order in which they come.
func (p *pairs) of(s string) []int32 {
	p.text++
	out := make([]int32, 0, len(s)/3)
	var before rune
	for _, r := range taizhang.FoldString(s) {
		if !says(r) {
			before = 0
			continue
		}
		if before != 0 {
			key := uint32(before)<<16 | uint32(r)
			id, ok := p.ids[key]
			if !ok {
				id = int32(len(p.seen))
				p.ids[key] = id
				p.seen, p.last = append(p.seen, 0), append(p.last, 0)
			}
			if p.last[id] != p.text {
				p.last[id] = p.text
				p.seen[id]++
				out = append(out, id)
			}
		}
		before = r
	}
	return out
}

// postings are the texts that hold a pair, as a list for each pair; entry 0 ends one.
type postings struct {
	first   []int32
	entries []posting
}

type posting struct{ item, next int32 }

// index lists the texts by the pairs in them that are not common.
func (p *pairs) index(texts [][]int32) postings {
	x := postings{make([]int32, len(p.seen)), make([]posting, 1, len(p.seen))}
	for i, t := range texts {
		for _, g := range t {
			if p.seen[g] <= common {
				x.entries = append(x.entries, posting{int32(i), x.first[g]})
				x.first[g] = int32(len(x.entries) - 1)
			}
		}
	}
	return x
}
