package ingest_test

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
)

var update = flag.Bool("update", false, "write the golden files anew")

// fixture reads an input, a mail or archive with all that is in it.
func fixture(t *testing.T, p *ingest.Pipeline, path string) *taizhang.Ledger {
	switch filepath.Ext(path) {
	case ".eml", ".zip":
		work, err := os.Getwd()
		must(t, err)
		must(t, os.Chdir(filepath.Dir(path))) // the golden file names sources as here
		defer os.Chdir(work)
		l, err := p.File(t.Context(), filepath.Base(path), nil, ingest.Options{})
		must(t, err)
		sound(t, l)
		return l
	}
	data, err := os.ReadFile(path)
	must(t, err)
	return read(t, p, filepath.Base(path), data)
}

// TestFixtures reads fixtures/*/input.* and compares the ledger, as JSON, with
// golden.json beside it.
func TestFixtures(t *testing.T) {
	p := pipeline(t)
	inputs, err := filepath.Glob("../fixtures/*/input.*")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	for _, in := range inputs {
		dir := filepath.Dir(in)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			l := fixture(t, p, in)
			var got bytes.Buffer
			must(t, export.LedgerJSON(&got, l))
			golden := filepath.Join(dir, "golden.json")
			if *update {
				must(t, os.WriteFile(golden, got.Bytes(), 0o644))
				return
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatalf("%v; `make golden` writes it", err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				a, b := strings.Split(got.String(), "\n"), strings.Split(string(want), "\n")
				for i := range min(len(a), len(b)) {
					if a[i] != b[i] {
						t.Fatalf("%s:%d:\n got %s\nwant %s", golden, i+1, a[i], b[i])
					}
				}
				t.Fatalf("%s: %d lines, want %d", golden, len(a), len(b))
			}
		})
	}
}
