package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/store"
)

// notices writes n generated notices into a folder.
func notices(tb testing.TB, n int, opt generate.Options) (dir string, bytes int64) {
	tb.Helper()
	dir = tb.TempDir()
	for i := range n {
		name, data := generate.Notice(i, opt)
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			tb.Fatal(err)
		}
		bytes += int64(len(data))
	}
	return dir, bytes
}

func openStore(tb testing.TB, path string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), path, store.Options{Carry: match.Carry})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkRun reads a folder of generated notices into a database on disk, and
// then once more, unchanged.
func BenchmarkRun(b *testing.B) {
	const n = 500
	dir, size := notices(b, n, generate.Options{Seed: 1})
	p := pipeline(b)
	run := func(s *store.Store) {
		if err := p.Run(b.Context(), s, []string{dir}, nil, ingest.Options{}, func(r ingest.Result) {
			if r.Err != nil {
				b.Error(r.Err)
			}
		}); err != nil {
			b.Fatal(err)
		}
	}
	i := 0
	b.Run("first", func(b *testing.B) {
		b.SetBytes(size)
		for b.Loop() {
			i++
			run(openStore(b, filepath.Join(b.TempDir(), fmt.Sprint(i, ".db"))))
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "notices/s")
	})
	s := openStore(b, filepath.Join(b.TempDir(), "again.db"))
	run(s)
	b.Run("unchanged", func(b *testing.B) {
		for b.Loop() {
			run(s)
		}
		b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds(), "sources/s")
	})
}
