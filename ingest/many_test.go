package ingest_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/fixtures/postgres"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/store"
)

// accepted is a decision that holds for many notices.
var accepted = decide.Decision{Kind: decide.KindUnit, Quote: decide.Quote{Exact: "省财政厅"}, Who: "王", At: "2017-03-01T08:00:00+08:00",
	Set: decide.Settled{Unit: "某省财政厅", Organ: "某省财政厅"}}

// TestManyWriters: four writers put the same collection into PostgreSQL in any order, some
// of it twice, together and one by one, while a person decides something: what is stored is
// what one writer puts into SQLite in the order of the sources.
func TestManyWriters(t *testing.T) {
	const n, writers = 40, 4
	p := pipeline(t)
	seeds := uint64(2)
	if os.Getenv("TAIZHANG_SOAK") != "" {
		seeds = 200
	}
	for seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			dir, _ := notices(t, n, generate.Options{Seed: seed, Republished: 0.2, Revised: 0.2})
			paths, err := filepath.Glob(filepath.Join(dir, "*"))
			must(t, err)
			read := make([]*taizhang.Ledger, len(paths))
			for i, path := range paths {
				read[i], err = p.File(t.Context(), path, nil, ingest.Options{})
				must(t, err)
			}
			prepare := func(i int) *store.Prepared {
				ready, err := store.Prepare(read[i], "1")
				must(t, err)
				ready.Seen = int64(i + 1)
				return ready
			}
			put := func(s *store.Store, ps []*store.Prepared) error {
				return s.Update(t.Context(), func(b *store.Batch) error { _, err := b.PutAll(t.Context(), ps); return err })
			}

			one := openStore(t, ":memory:")
			for i := range paths {
				must(t, put(one, []*store.Prepared{prepare(i)}))
			}
			if _, _, err := one.Decide(t.Context(), accepted); err != nil {
				t.Fatal(err)
			}

			db := postgres.Shared(t).Database(t)
			openStore(t, db)
			r := rand.New(rand.NewPCG(seed, 0))
			var shares [writers][]*store.Prepared
			for _, i := range r.Perm(len(paths)) {
				at := r.IntN(writers)
				shares[at] = append(shares[at], prepare(i))
				if r.IntN(8) == 0 { // another has it too
					at = (at + 1) % writers
					shares[at] = append(shares[at], prepare(i))
				}
			}
			errs := make(chan error, 2*writers)
			var all sync.WaitGroup
			for w := range writers {
				sizes := rand.New(rand.NewPCG(seed, uint64(w+1)))
				all.Go(func() {
					s, err := store.Open(t.Context(), db, store.Options{Carry: match.Carry})
					if err != nil {
						errs <- err
						return
					}
					defer s.Close()
					for share := shares[w]; len(share) > 0; {
						k := min(len(share), 1+sizes.IntN(12))
						if err := put(s, share[:k]); err != nil {
							errs <- err
							return
						}
						share = share[k:]
						if w == 0 && len(share) > 0 && len(share)+k == len(shares[w]) {
							if _, _, err := s.Decide(t.Context(), accepted); err != nil {
								errs <- err
								return
							}
						}
					}
				})
			}
			all.Wait()
			close(errs)
			for err := range errs {
				t.Error(err)
			}
			many := openStore(t, db)
			want, err := one.Digest(t.Context())
			must(t, err)
			if got, err := many.Digest(t.Context()); err != nil || got != want {
				t.Errorf("the digest is %s, want %s (%v)", got, want, err)
				differences(t, one, many)
			}
			if faults, err := many.Check(t.Context()); err != nil || len(faults) > 0 {
				t.Errorf("%v, %v", faults, err)
			}
		})
	}
}

// differences says which notices of two stores are not the same.
func differences(t *testing.T, a, b *store.Store) {
	lines := func(s *store.Store) map[string]string {
		all, err := s.Notices(t.Context())
		must(t, err)
		out := make(map[string]string)
		for _, n := range all {
			_, uids, err := s.Load(t.Context(), n.Key)
			must(t, err)
			out[n.Key] = fmt.Sprintf("%+v %v", n, uids)
		}
		return out
	}
	x, y := lines(a), lines(b)
	for key := range x {
		if x[key] != y[key] {
			t.Logf("%s:\n%.300s\n%.300s", key, x[key], y[key])
		}
		delete(y, key)
	}
	for key := range y {
		t.Logf("%s is only in the second", key)
	}
}
