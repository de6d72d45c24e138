package main

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang/fixtures/generate"
)

// collection writes generated notices into a folder, revisions and republications
// among them, and one file that can't be read.
func collection(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		name, data := generate.Notice(i, generate.Options{Seed: 7, Republished: 0.15, Revised: 0.15})
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	must(t, os.WriteFile(filepath.Join(dir, "broken.docx"), []byte("PK\x03\x04 no archive"), 0o600))
	return dir
}

// outputs are what a database gives: its digest and its exports.
func outputs(t *testing.T, db string) string {
	t.Helper()
	var all strings.Builder
	for _, args := range [][]string{{"check", "--db", db, "--digest"}, {"export", "--db", db, "--format", "csv"}, {"export", "--db", db, "--format", "jsonl"},
		{"notices", "--all", "--db", db}} {
		out, err := exec.Command("taizhang", args...).Output()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
		all.Write(out)
	}
	return all.String()
}

// TestKilled kills ingest after so many events or some time, at random, and runs it again: in the end the
// database says what one clean run says. TAIZHANG_SOAK=1 does it 100 times.
func TestKilled(t *testing.T) {
	t.Parallel()
	times := 3
	if os.Getenv("TAIZHANG_SOAK") != "" {
		times = 100
	}
	dir := collection(t, 40)
	clean := filepath.Join(t.TempDir(), "clean.db")
	began := time.Now()
	told, err := exec.Command("taizhang", "ingest", "--json", dir, "--db", clean).Output()
	took := time.Since(began)
	if exitOf(err) != exitPartial {
		t.Fatalf("%v\n%s", err, told)
	}
	whole := bytes.Count(told, []byte("\n"))
	want := outputs(t, clean)
	killed := 0
	for i := range times {
		db := filepath.Join(t.TempDir(), fmt.Sprint("k", i, ".db"))
		for range 3 { // the resumed runs are killed too
			run := exec.Command("taizhang", "ingest", "--json", dir, "--db", db)
			out, err := run.StdoutPipe()
			if err == nil {
				err = run.Start()
			}
			must(t, err)
			after, lines := rand.IntN(whole), bufio.NewScanner(out)
			if i%2 == 1 { // an event is told when it is stored: what is under way is met at a time only
				after = 0
				time.Sleep(time.Duration(rand.Int64N(int64(took))))
			}
			for n := 0; n < after && lines.Scan(); n++ {
			}
			_ = run.Process.Kill()
			if err := run.Wait(); exitOf(err) < 0 {
				killed++
			}
			if _, err := os.Stat(db); err == nil {
				if out, err := exec.Command("taizhang", "check", "--db", db).CombinedOutput(); err != nil && !strings.Contains(string(out), "empty") {
					t.Fatalf("killed after %d events, the database is not whole: %s", after, out)
				}
			}
		}
		if out, err := exec.Command("taizhang", "ingest", dir, "--db", db).CombinedOutput(); exitOf(err) != exitPartial {
			t.Fatalf("resuming: %v\n%s", err, out)
		}
		if got := outputs(t, db); got != want {
			t.Fatalf("resumed, the database says something else than after a clean run:\n%s", firstDifference(got, want))
		}
	}
	t.Logf("%d runs killed in %d databases", killed, times)
	if killed == 0 {
		t.Error("no run was killed before it ended")
	}
}

// exitOf is the exit code of a program that ran; -1 when it was killed.
func exitOf(err error) int {
	if err == nil {
		return 0
	}
	if x, ok := err.(*exec.ExitError); ok {
		return x.ExitCode()
	}
	return -2
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return fmt.Sprintf("line %d: %.300s\n  want: %.300s", i+1, x[i], y[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(x), len(y))
}
