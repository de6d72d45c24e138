//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestFaults: whichever call of SQLite to the system fails, and however, the program says
// what is wrong or goes on; the database is sound, holds what it held before, and the same
// run without the fault makes of it what it would have been. In a soak every call fails in
// every way; else each second call in one of them.
func TestFaults(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	library := filepath.Join(dir, "faults.so")
	if out, err := exec.Command("cc", "-O1", "-shared", "-fPIC", "-o", library, "testdata/faults/faults.c", "-ldl").CombinedOutput(); err != nil {
		t.Fatalf("cc: %v\n%s", err, out)
	}
	before, after := filepath.Join(dir, "before.db"), filepath.Join(dir, "after.db")
	var sources []string
	for i := range 2 {
		sources = append(sources, filepath.Join(dir, fmt.Sprintf("%d.txt", i)))
		must(t, os.WriteFile(sources[i], []byte(smallNotice(i)), 0o600))
	}
	succeeds(t, "ingest", sources[0], "--db", before)
	old := digestOf(t, before)
	copyFile(t, before, after)
	succeeds(t, "ingest", sources[1], "--db", after)
	want := digestOf(t, after)
	if old == want {
		t.Fatal("the second notice changes nothing")
	}

	db, counted := filepath.Join(dir, "fault.db"), filepath.Join(dir, "count")
	run := func(kind string, at int) (out string, code int) {
		for _, end := range []string{"", "-wal", "-shm", "-journal"} {
			if err := os.Remove(db + end); err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
		}
		copyFile(t, before, db)
		c := exec.Command("taizhang", "ingest", sources[1], "--db", db)
		c.Env = append(os.Environ(), "LD_PRELOAD="+library, "FAULT_FILE=fault.db", "FAULT_KIND="+kind, "FAULT_AT="+strconv.Itoa(at), "FAULT_COUNT="+counted)
		b, err := c.CombinedOutput()
		if err != nil {
			code = exitOf(err)
		}
		return string(b), code
	}
	blamed := map[string]string{"io": "the drive", "full": "the disk is full"}
	kinds := []string{"io", "short", "full", "locked", "kill"}
	tried, failed := 0, 0
	for k, kind := range kinds {
		if out, code := run(kind, 0); code != exitDone {
			t.Fatalf("without a fault: %d\n%s", code, out)
		}
		b, err := os.ReadFile(counted)
		must(t, err)
		calls, err := strconv.Atoi(string(b))
		if err != nil || calls < 10 {
			t.Fatalf("%s: %d calls (%v): SQLite does not pass through the library", kind, calls, err)
		}
		for at := 1; at <= calls; at++ {
			if os.Getenv("TAIZHANG_SOAK") == "" && (at+at/(2*len(kinds)))%(2*len(kinds)) != 2*k {
				continue
			}
			what := fmt.Sprintf("%s at call %d of %d", kind, at, calls)
			out, code := run(kind, at)
			tried++
			switch {
			case kind == "kill":
			case code == exitDone:
				if got := digestOf(t, db); got != want {
					t.Errorf("%s: done, but it holds something else", what)
				}
				continue
			case !typedError.MatchString(out):
				t.Errorf("%s: exit %d without a word that says what to do:\n%s", what, code, out)
			case !strings.Contains(out, blamed[kind]):
				t.Errorf("%s: it does not name %s:\n%s", what, blamed[kind], out)
			case kind == "locked":
				t.Errorf("%s: a lock that was not given once stops it:\n%s", what, out)
			}
			failed++
			if s := runCommand(t, "check", "--db", db); s.code != exitDone {
				t.Errorf("%s: check: %d\n%s%s", what, s.code, s.out, s.errors)
			}
			if got := digestOf(t, db); got != old && got != want {
				t.Errorf("%s: it holds neither what it held before nor what it was to hold", what)
			}
			succeeds(t, "ingest", sources[1], "--db", db)
			if got := digestOf(t, db); got != want {
				t.Errorf("%s: run again, it holds something else", what)
			}
		}
	}
	t.Logf("%d faults, %d of which ended the run", tried, failed)
}

func succeeds(t *testing.T, args ...string) string {
	t.Helper()
	s := runCommand(t, args...)
	if s.code != exitDone {
		t.Fatalf("taizhang %s: %d\n%s", strings.Join(args, " "), s.code, s.errors)
	}
	return s.out
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	must(t, err)
	must(t, os.WriteFile(to, b, 0o600))
}
