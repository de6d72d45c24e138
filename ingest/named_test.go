package ingest_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/ingest"
)

// TestFolder: sources are named from a folder on, and so are their errors.
func TestFolder(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Mkdir(filepath.Join(dir, "2017"), 0o700))
	for name, data := range map[string]string{"2017/通知.txt": notice(t), "坏.zip": "PK\x03\x04 broken", "说明.bin": "\x01\x00\x02\x00\x03"} {
		must(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(data), 0o600))
	}
	s := openStore(t, ":memory:")
	var got []string
	if err := pipeline(t).Run(t.Context(), s, []string{dir}, nil, ingest.Options{Folder: dir}, func(r ingest.Result) {
		got = append(got, r.Source)
		if r.Err != nil && (strings.Contains(r.Err.Error(), dir) || !strings.HasPrefix(r.Err.Error(), r.Source+": ")) {
			t.Errorf("%s: the error is not of it: %v", r.Source, r.Err)
		}
		if r.Err == nil {
			l, _, err := s.Load(t.Context(), r.Key)
			must(t, err)
			if name := l.Doc.Source.Name; name != r.Source {
				t.Errorf("%s is stored as %s", r.Source, name)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	if want := []string{"2017/通知.txt", "坏.zip", "说明.bin"}; !slices.Equal(got, want) {
		t.Errorf("the sources are %q, want %q", got, want)
	}
}
