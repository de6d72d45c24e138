package ingest_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

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
			data, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			l := read(t, p, filepath.Base(in), data)
			var got bytes.Buffer
			e := json.NewEncoder(&got)
			e.SetEscapeHTML(false)
			e.SetIndent("", " ")
			if err := e.Encode(l); err != nil {
				t.Fatal(err)
			}
			golden := filepath.Join(dir, "golden.json")
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
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
