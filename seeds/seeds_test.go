package seeds_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/seeds"
)

// ordered are the tables whose rows have an order that means something.
var ordered = map[string]bool{"deadlines.tsv": true, "conventions.tsv": true}

// TestTablesAreSorted keeps tables sorted, so that a row is found and two people
// add rows in different places.
func TestTablesAreSorted(t *testing.T) {
	names, err := fs.Glob(seeds.FS(), "*.tsv")
	if err != nil || len(names) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(seeds.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, l := range strings.Split(strings.TrimRight(string(b), "\n"), "\n") {
			if !strings.HasPrefix(l, "#") {
				rows = append(rows, l)
			}
		}
		if rows = rows[1:]; !ordered[name] && !sort.StringsAreSorted(rows) {
			t.Errorf("%s is not sorted", name)
		}
		seen := map[string]bool{}
		for _, r := range rows {
			if seen[r] {
				t.Errorf("%s: %q stands twice", name, r)
			}
			seen[r] = true
		}
	}
}

// TestWith lets a table in a folder take the place of the built-in one, and no other.
func TestWith(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "genres.tsv"), []byte("word\nmine\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	mine, err := fs.ReadFile(seeds.With(dir), "genres.tsv")
	if err != nil || string(mine) != "word\nmine\n" {
		t.Errorf("genres.tsv: %q, %v", mine, err)
	}
	if b, err := fs.ReadFile(seeds.With(dir), "verbs.tsv"); err != nil || len(b) == 0 {
		t.Errorf("verbs.tsv: %v", err)
	}
}

// TestWithOrdinaryFiles: what may never end, or never let itself be opened, is no table.
func TestWithOrdinaryFiles(t *testing.T) {
	dir := t.TempDir()
	for name, target := range map[string]string{"units.tsv": os.DevNull, "areas.tsv": dir} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "verbs.tsv"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(filepath.Join(dir, "verbs.tsv"), 65<<20); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"units.tsv": "no ordinary file", "areas.tsv": "no ordinary file", "verbs.tsv": "larger than 64 MB"} {
		if _, err := fs.ReadFile(seeds.With(dir), name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
}
