package store_test

import (
	"errors"
	"testing"

	"github.com/taizhang/taizhang/store"
)

// TestPutAnew: rows are let go of once they are written, and a transaction that is tried
// again makes the same ones.
func TestPutAnew(t *testing.T) { onBoth(t, testPutAnew) }

func testPutAnew(t *testing.T, on engine) {
	lost := errors.New("the connection is gone")
	digest := func(ends ...error) string {
		p, err := store.Prepare(rich("n"), "x")
		must(t, err)
		s := on.open(t)
		for _, end := range ends {
			err := s.Update(t.Context(), func(b *store.Batch) error {
				if _, err := b.Put(t.Context(), p); err != nil {
					return err
				}
				if p.KeepsRows() {
					t.Error("the rows are kept")
				}
				return end
			})
			if !errors.Is(err, end) {
				t.Fatalf("%v, want %v", err, end)
			}
		}
		d, err := s.Digest(t.Context())
		must(t, err)
		return d
	}
	if once, again := digest(nil), digest(lost, nil); once != again {
		t.Errorf("another digest: %s, %s", once, again)
	}
}
