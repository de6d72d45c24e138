//go:build unix

package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/taizhang/taizhang/fixtures/generate"
	"github.com/taizhang/taizhang/fixtures/postgres"
)

// some writes n generated notices into a folder.
func some(t *testing.T, n int) string {
	t.Helper()
	dir := t.TempDir()
	for i := range n {
		name, data := generate.Notice(i, generate.Options{Seed: 9})
		must(t, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	return dir
}

// converter puts a program in LibreOffice's place that sends the process that started it a signal, and does not
// end: SIGSTOP makes a reader that hangs, SIGABRT one that crashes, as C++ does. It returns the PATH to find it, and whether
// the last one goes on.
func converter(t *testing.T, signal string) (path string, runs func() bool) {
	t.Helper()
	dir := t.TempDir()
	must(t, os.WriteFile(filepath.Join(dir, "soffice"), []byte("#!/bin/sh\necho $$ >"+dir+"/pid\nkill -"+signal+" $PPID\nexec sleep 600\n"), 0o700))
	return "PATH=" + dir + string(filepath.ListSeparator) + os.Getenv("PATH"), func() bool {
		b, err := os.ReadFile(filepath.Join(dir, "pid"))
		must(t, err)
		pid, err := strconv.Atoi(strings.TrimSpace(string(b)))
		must(t, err)
		return syscall.Kill(pid, 0) == nil
	}
}

// TestQueuePoison: a notice whose reader does not end, and then one whose reader crashes,
// ends among the failed sources and keeps nobody from being read.
func TestQueuePoison(t *testing.T) {
	t.Parallel()
	dir := some(t, 20)
	must(t, os.WriteFile(filepath.Join(dir, "00-poison.rtf"), []byte(`{\rtf1 1.}`), 0o600))
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	path, runs := converter(t, "STOP")
	w := beginIn(t, []string{path}, "worker", "--db", db, "-n", "2", "--until-empty", "--limit", seconds(5), "--rescue-after", seconds(30))
	eventually(t, "the others are stored", func() bool { return scalar[int](t, db, "SELECT count(*) FROM notices") == 20 })
	if n := scalar[int](t, db, "SELECT count(*) FROM failed_sources"); n != 0 {
		t.Error("it failed for good before it was tried again")
	}
	w.end(t, exitPartial)
	failed := func() string {
		return scalar[string](t, db, "SELECT coalesce(string_agg(name || ' ' || error, ','), '') FROM failed_sources")
	}
	if got := failed(); !strings.HasSuffix(got, "00-poison.rtf timeout") {
		t.Errorf("failed: %s", got)
	}
	if n := scalar[int](t, db, "SELECT max(attempt) FROM river_job"); n != 3 {
		t.Errorf("tried %d times", n)
	}

	program(t, exitDone, "submit", "--retry-failed", "--db", db)
	path, abandoned := converter(t, "ABRT")
	beginIn(t, []string{path}, "worker", "--db", db, "--until-empty").end(t, exitPartial)
	eventually(t, "nothing that it started goes on", func() bool { return !runs() && !abandoned() })
	if got := failed(); !strings.HasSuffix(got, "00-poison.rtf malformed") {
		t.Errorf("failed: %s", got)
	}
	if out, _ := program(t, exitDone, "findings", "--db", db); !strings.Contains(out, "00-poison.rtf\t\terror\tsource-failed\t\t") {
		t.Error("findings does not list it")
	}
	program(t, exitDone, "check", "--db", db)
}

// TestQueueNotWritten: what the database can't take just now is put back, and that counts as no
// attempt; of a notice that it refuses alone that is recorded, and the others are stored.
func TestQueueNotWritten(t *testing.T) {
	t.Parallel()
	dir := some(t, 20)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	execute(t, db, `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF to_regclass('full') IS NOT NULL THEN RAISE 'no space' USING ERRCODE = 'disk_full'; END IF;
		IF NEW.name LIKE (SELECT name FROM poison) THEN RAISE 'this one not'; END IF;
		RETURN NEW; END $$;
		CREATE TABLE poison AS SELECT min(name) AS name FROM queue_files;
		CREATE TABLE "full" ();
		CREATE TRIGGER refuse BEFORE INSERT ON sources FOR EACH ROW EXECUTE FUNCTION refuse()`)
	w := begin(t, "worker", "--db", db, "-n", "2", "--until-empty")
	eventually(t, "all are put back", func() bool {
		return scalar[int](t, db, "SELECT count(*) FROM river_job WHERE state = 'scheduled' AND attempt = 0 AND errors IS NULL") == 20
	})
	if out, _ := program(t, exitDone, "queue", "status", "--json", "--db", db); !strings.Contains(out, `"waiting":0,"running":0,"retrying":20,"done":0`) {
		t.Errorf("queue status says %s", out)
	}
	execute(t, db, `DROP TABLE "full"; UPDATE river_job SET scheduled_at = now()`)
	w.end(t, exitPartial)
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 19 {
		t.Errorf("%d notices, want 19", n)
	}
	if got := scalar[string](t, db, "SELECT coalesce(string_agg(name || ' ' || error || ' ' || message, ','), '') FROM failed_sources"); !strings.Contains(got, "this one not") ||
		!strings.HasPrefix(got, scalar[string](t, db, "SELECT name FROM poison")+" io ") {
		t.Errorf("failed: %s", got)
	}
	if !strings.Contains(w.log.String(), "the server's disk is full") {
		t.Errorf("the log does not say why it waits: %s", tail(w.log.String()))
	}
	execute(t, db, "DROP TRIGGER refuse ON sources; DROP FUNCTION refuse; DROP TABLE poison")
	program(t, exitDone, "submit", "--retry-failed", "--db", db)
	program(t, exitDone, "worker", "--db", db, "--until-empty")
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 20 {
		t.Errorf("%d notices, want 20", n)
	}
	program(t, exitDone, "check", "--db", db)
}

// TestQueueDrained: a worker that is told to stop finishes what is under way, and leaves
// no job to be rescued; told twice, it puts back what it has begun.
func TestQueueDrained(t *testing.T) {
	t.Parallel()
	dir := some(t, 80)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	for _, signals := range []int{1, 2} {
		before := scalar[int](t, db, "SELECT count(*) FROM notices")
		w := begin(t, "worker", "--db", db, "-n", "1", "--log", "json")
		eventually(t, "some are stored", func() bool { return scalar[int](t, db, "SELECT count(*) FROM notices") > before })
		for range signals {
			must(t, w.Process.Signal(syscall.SIGTERM))
			time.Sleep(20 * time.Millisecond)
		}
		w.end(t, exitDone)
		if n := scalar[int](t, db, "SELECT count(*) FROM river_job WHERE state = 'running'"); n != 0 {
			t.Errorf("after %d signals %d jobs are left as if they ran", signals, n)
		}
		if n := scalar[int](t, db, "SELECT count(*) FROM river_job WHERE attempt > 1 OR cardinality(errors) > 0"); n != 0 {
			t.Errorf("%d jobs count a failure, and none failed", n)
		}
	}
	program(t, exitDone, "worker", "--db", db, "--until-empty")
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 80 {
		t.Errorf("%d notices, want 80", n)
	}
}

// TestQueueVersions: workers of two versions at once are safe, and what a newer version read stays.
func TestQueueVersions(t *testing.T) {
	t.Parallel()
	dir := some(t, 30)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	seeds := t.TempDir()
	own, err := os.ReadFile("../../seeds/units.tsv")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(seeds, "units.tsv"), append(own, "#\n"...), 0o600))
	a, b := begin(t, "worker", "--db", db, "-n", "1", "--until-empty"), begin(t, "worker", "--db", db, "-n", "1", "--until-empty", "--seeds", seeds)
	a.end(t, exitDone)
	b.end(t, exitDone)
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 30 {
		t.Errorf("%d notices, want 30", n)
	}
	program(t, exitDone, "check", "--db", db)

	execute(t, db, "UPDATE sources SET extractor = 'reader/99 extract/1 normalize/1 seeds/0'")
	digest, _ := program(t, exitDone, "check", "--digest", "--db", db)
	if _, log := program(t, exitDone, "submit", dir, "--db", db); !strings.Contains(log, "30 queued") {
		t.Errorf("submit does not ask for what another version stored: %s", log)
	}
	program(t, exitDone, "worker", "--db", db, "--until-empty")
	if n := scalar[int](t, db, "SELECT count(*) FROM sources WHERE extractor LIKE 'reader/99 %'"); n != 30 {
		t.Errorf("of 30 readings of a newer version %d are left", n)
	}
	if again, _ := program(t, exitDone, "check", "--digest", "--db", db); again != digest {
		t.Error("the digest is another")
	}
	execute(t, db, "UPDATE sources SET extractor = 'reader/0 extract/1 normalize/1 seeds/0'")
	program(t, exitDone, "submit", dir, "--db", db)
	program(t, exitDone, "worker", "--db", db, "--until-empty")
	if n := scalar[int](t, db, "SELECT count(*) FROM sources WHERE extractor LIKE 'reader/0 %'"); n != 0 {
		t.Errorf("%d readings of an older version are left", n)
	}
}

// TestQueueByPath: with --by-path the bytes stay where they are, and a file that is
// another by the time it is read fails.
func TestQueueByPath(t *testing.T) {
	t.Parallel()
	dir := some(t, 4)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", "--by-path", dir, "--db", db)
	if n := scalar[int](t, db, "SELECT count(*) FROM queue_files WHERE bytes IS NULL AND path IS NOT NULL"); n != 4 {
		t.Errorf("%d files by path, want 4", n)
	}
	names, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(names) != 4 {
		t.Fatalf("%v, %v", names, err)
	}
	was, err := os.ReadFile(names[2])
	must(t, err)
	must(t, os.WriteFile(names[2], []byte("another"), 0o600))
	_, log := program(t, exitPartial, "worker", "--db", db, "--until-empty")
	if !strings.Contains(log, "another file than the one submitted") {
		t.Errorf("the worker says %s", log)
	}
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 3 {
		t.Errorf("%d notices, want 3", n)
	}
	must(t, os.WriteFile(names[2], was, 0o600))
	program(t, exitDone, "submit", "--retry-failed", "--db", db)
	program(t, exitDone, "worker", "--db", db, "--until-empty")
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 4 {
		t.Errorf("%d notices, want 4", n)
	}
	if n := scalar[int](t, db, "SELECT (SELECT count(*) FROM queue_notices) + (SELECT count(*) FROM failed_sources)"); n != 0 {
		t.Error("the queue keeps what is stored, or it counts as failed still")
	}
}

// TestNoQueue: looking at a queue makes none.
func TestNoQueue(t *testing.T) {
	t.Parallel()
	db := postgres.Shared(t).Database(t)
	if _, log := program(t, exitNothing, "queue", "status", "--db", db); !strings.Contains(log, "the database is empty") {
		t.Errorf("queue status says %s", log)
	}
	program(t, exitDone, "ingest", some(t, 1), "--db", db)
	for range 2 {
		if _, log := program(t, exitNothing, "queue", "status", "--db", db); !strings.Contains(log, "there is no queue in it; `taizhang submit` makes one") {
			t.Errorf("queue status says %s", log)
		}
	}
}
