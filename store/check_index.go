package store

import (
	"context"
	"hash/maphash"
	"maps"
	"slices"
)

// index is what the search index should hold: for each bucket, a sum over the
// hashes of its terms. A sum does not depend on their order.
type index map[int64]uint64

var seed = maphash.MakeSeed()

func (x index) add(bucket int64, term string) { x[bucket] += maphash.String(seed, term) }

// checkIndex compares the search index, term by term, with what the entries
// make of themselves.
func (s *Store) checkIndex(ctx context.Context, tx Tx, want index, report reporter) error {
	got := make(index)
	if err := s.db.indexed(ctx, tx, got.add); err != nil {
		report("", "search index", "can't be read: %v", err)
		return nil
	}
	wrong := 0
	for bucket, sum := range want {
		if got[bucket] != sum {
			wrong++
		}
		delete(got, bucket)
	}
	if wrong > 0 {
		report("", "search index", "%d groups of entries are not indexed as they read", wrong)
	}
	if stray := slices.Sorted(maps.Keys(got)); len(stray) > 0 {
		report("", "search index", "%d groups of entries are indexed that there are not, the first with key %d", len(stray), stray[0])
	}
	return nil
}
