package ingest_test

import (
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

func outcomes(t *testing.T, p *ingest.Pipeline, s *store.Store, opt ingest.Options, paths ...string) (out []store.Outcome) {
	t.Helper()
	if err := p.Run(t.Context(), s, paths, nil, opt, func(r ingest.Result) {
		if r.Err != nil {
			t.Error(r.Err)
		}
		out = append(out, r.Outcome)
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSameBytesTwice: the same file under two names is one source, and it is the same
// whether one run read both or a later one the second.
func TestSameBytesTwice(t *testing.T) {
	p, dir := pipeline(t), t.TempDir()
	_, data := generate.Notice(0, generate.Options{Seed: 1})
	var paths []string
	for _, name := range []string{"a.html", "b.html"} {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, data, 0o600))
		paths = append(paths, path)
	}
	digest := func(s *store.Store) string {
		d, err := s.Digest(t.Context())
		must(t, err)
		return d
	}
	one, two := openStore(t, ":memory:"), openStore(t, ":memory:")
	if got := outcomes(t, p, one, ingest.Options{}, paths...); !slices.Equal(got, []store.Outcome{store.Added, store.Unchanged}) {
		t.Errorf("in one run they are %v", got)
	}
	outcomes(t, p, two, ingest.Options{}, paths[0])
	outcomes(t, p, two, ingest.Options{}, paths...)
	if digest(one) != digest(two) {
		t.Error("read in two runs, the digest is another")
	}
	if got := outcomes(t, p, one, ingest.Options{Force: true}, paths...); !slices.Equal(got, []store.Outcome{store.Unchanged, store.Unchanged}) {
		t.Errorf("read again they are %v", got)
	}
}

// TestCancelled: a run that is cancelled at any moment returns at once and leaves
// nothing running, and the next one does the rest.
func TestCancelled(t *testing.T) {
	p := pipeline(t)
	dir, _ := notices(t, 40, generate.Options{Seed: 2})
	s := openStore(t, filepath.Join(t.TempDir(), "a.db"))
	before := runtime.NumGoroutine()
	for range 15 {
		ctx, cancel := context.WithTimeout(t.Context(), time.Duration(rand.IntN(60))*time.Millisecond)
		if err := p.Run(ctx, s, []string{dir}, nil, ingest.Options{}, func(ingest.Result) {}); err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		cancel()
	}
	stdin, w := io.Pipe() // nobody writes
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if err := p.Run(ctx, s, []string{"-"}, stdin, ingest.Options{}, func(ingest.Result) {}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a run that waits for its input: %v", err)
	}
	w.Close()
	for runtime.NumGoroutine() > before { // one that is left shows in the dump of the test's end
		time.Sleep(10 * time.Millisecond)
	}
	outcomes(t, p, s, ingest.Options{}, dir)
	fresh := openStore(t, ":memory:")
	outcomes(t, p, fresh, ingest.Options{}, dir)
	a, errA := s.Digest(t.Context())
	b, errB := fresh.Digest(t.Context())
	if a != b || errA != nil || errB != nil {
		t.Errorf("the rest was not done: %v, %v", errA, errB)
	}
}

// failing is a store whose second batch fails when all of it was put.
type failing struct {
	*store.Store
	batches int
}

func (f *failing) Update(ctx context.Context, do func(*store.Batch) error) error {
	f.batches++
	return f.Store.Update(ctx, func(b *store.Batch) error {
		if err := do(b); err != nil || f.batches != 2 {
			return err
		}
		return errors.New("the disk is full")
	})
}

// TestBatchFails: what was prepared and decided on is written again as if the first
// time had not been.
func TestBatchFails(t *testing.T) {
	p := pipeline(t)
	dir, _ := notices(t, 50, generate.Options{Seed: 3, Republished: 0.2, Revised: 0.2})
	digests := map[string]bool{}
	for _, fail := range []bool{false, true} {
		s := openStore(t, ":memory:")
		if _, _, err := s.Decide(t.Context(), decide.Decision{Kind: decide.KindUnit, Quote: decide.Quote{Exact: "教育厅"},
			Set: decide.Settled{Unit: "某省教育厅", Organ: "某省教育厅"}}); err != nil {
			t.Fatal(err)
		}
		var sink ingest.Sink = s
		if fail {
			sink = &failing{Store: s}
		}
		if err := p.Run(t.Context(), sink, []string{dir}, nil, ingest.Options{}, func(r ingest.Result) {
			if r.Err != nil {
				t.Error(r.Err)
			}
		}); err != nil {
			t.Fatal(err)
		}
		d, err := s.Digest(t.Context())
		must(t, err)
		digests[d] = true
	}
	if len(digests) != 1 {
		t.Error("after a batch that failed the digest is another")
	}
}
