package store

import (
	"context"
	"hash/maphash"
	"maps"
	"slices"
	"strings"
)

// index is what the search index should hold: for each shelf, a sum over the
// hashes of its terms. A sum does not depend on their order.
type index map[int64]uint64

var seed = maphash.MakeSeed()

func (x index) addTerms(shelf int64, terms string) {
	sum := uint64(0)
	for t := range strings.FieldsSeq(terms) {
		sum += maphash.String(seed, t)
	}
	x[shelf] = sum
}

// checkIndex compares the search index, term by term, with what the entries
// make of themselves.
func checkIndex(ctx context.Context, tx Tx, want index, report reporter) error {
	if err := tx.Exec(ctx, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_terms USING fts5vocab (main, search, instance)"); err != nil {
		return err
	}
	got := make(index)
	err := tx.Query(ctx, "SELECT doc, term FROM search_terms", func(r Row) error {
		got[r.Int(0)] += maphash.String(seed, r.Text(1))
		return nil
	})
	if err != nil {
		report("", "search index", "can't be read: %v", err)
		return nil
	}
	wrong := 0
	for shelf, sum := range want {
		if got[shelf] != sum {
			wrong++
		}
		delete(got, shelf)
	}
	if wrong > 0 {
		report("", "search index", "%d groups of entries are not indexed as they read", wrong)
	}
	if stray := slices.Sorted(maps.Keys(got)); len(stray) > 0 {
		report("", "search index", "%d groups of entries are indexed that there are not, the first with key %d", len(stray), stray[0])
	}
	return nil
}
