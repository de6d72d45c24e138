package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestCompareGolden compares the two plans of fixtures/compare, as a table and as JSON.
func TestCompareGolden(t *testing.T) {
	dir := filepath.Join("..", "..", "fixtures", "compare")
	for _, format := range []string{"text", "json"} {
		var out, stderr bytes.Buffer
		args := []string{"compare", "--format", format, filepath.Join(dir, "2017.txt"), filepath.Join(dir, "2019.txt")}
		if code := run(context.Background(), &environ{stdout: &out, stderr: &stderr}, args); code != exitDone {
			t.Fatalf("exit code %d: %s", code, stderr.String())
		}
		golden := filepath.Join(dir, "golden."+format)
		if *update {
			must(t, os.WriteFile(golden, out.Bytes(), 0o644))
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatalf("%v; `make golden` writes it", err)
		}
		if !bytes.Equal(out.Bytes(), want) {
			got, want := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
			i := 0
			for i < min(len(got), len(want))-1 && got[i] == want[i] {
				i++
			}
			t.Errorf("%s:%d:\n got %s\nwant %s", golden, i+1, got[i], want[i])
		}
	}
}
