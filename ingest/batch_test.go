package ingest_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/store"
)

// notices writes n generated notices into a folder.
func notices(tb testing.TB, n int, opt generate.Options) (dir string, bytes int64) {
	tb.Helper()
	dir = tb.TempDir()
	for i := range n {
		name, data := generate.Notice(i, opt)
		must(tb, os.WriteFile(filepath.Join(dir, name), data, 0o600))
		bytes += int64(len(data))
	}
	return dir, bytes
}

func openStore(tb testing.TB, path string) *store.Store {
	tb.Helper()
	s, err := store.Open(tb.Context(), path, store.Options{Carry: match.Carry})
	must(tb, err)
	tb.Cleanup(func() { s.Close() })
	return s
}
