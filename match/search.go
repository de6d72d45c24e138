package match

import (
	"cmp"
	"slices"
)

const (
	lookUps = 4096 // how many entries are looked at for one
	keep    = 12   // how many of them are compared with it
)

// search finds the old entries that share most with a text, by its rarest grams,
// so that the work grows in proportion to the ledgers.
type search struct {
	a     *aligner
	votes []float64
	rare  []int32
	found []int
}

func newSearch(a *aligner) *search { return &search{a: a, votes: make([]float64, len(a.old))} }

// candidates returns the old entries worth comparing, in order; valid until the next call.
func (s *search) candidates(grams []int32, may func(o int) bool) []int {
	s.rare = append(s.rare[:0], grams...)
	slices.SortFunc(s.rare, func(x, y int32) int {
		return cmp.Or(cmp.Compare(len(s.a.holders[x]), len(s.a.holders[y])), cmp.Compare(x, y))
	})
	s.found = s.found[:0]
	looked := 0
	for _, g := range s.rare {
		list := s.a.holders[g]
		if looked += len(list); looked > lookUps && looked > len(list) {
			break
		}
		for _, o := range list {
			if s.votes[o] == 0 {
				s.found = append(s.found, int(o))
			}
			s.votes[o] += s.a.weight[g]
		}
	}
	votes := s.votes
	out := s.found[:0]
	all := slices.Clone(s.found)
	for _, o := range all {
		if may(o) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(x, y int) int { return cmp.Or(cmp.Compare(votes[y], votes[x]), cmp.Compare(x, y)) })
	for _, o := range all {
		votes[o] = 0
	}
	return out[:min(len(out), keep)]
}
