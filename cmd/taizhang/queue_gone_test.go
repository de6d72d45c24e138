//go:build unix

package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/taizhang/taizhang/fixtures/postgres"
)

// closed keeps everybody from storing a notice until it is opened.
func closed(t *testing.T, db string) (open func()) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, db)
	if err == nil {
		_, err = conn.Exec(ctx, "BEGIN; LOCK TABLE notices IN SHARE MODE")
	}
	must(t, err)
	open = func() { conn.Close(ctx) }
	t.Cleanup(open)
	return open
}

// ingestedAs is what a database says into which ingest read a folder.
func ingestedAs(t *testing.T, dir string) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "reference.db")
	program(t, exitDone, "ingest", dir, "--db", db)
	return outputs(t, db)
}

// never is a time after which no test waits any more for what is to come earlier.
const never = "1000h"

func running(t *testing.T, db, worker string) int {
	t.Helper()
	return scalar[int](t, db, fmt.Sprintf("SELECT count(*) FROM river_job WHERE state = 'running' AND attempted_by[array_upper(attempted_by, 1)] LIKE '%%-%s-%%'", worker))
}

// TestQueueGone: what a killed worker had under way is another's as soon as the server knows that its
// session is gone, however long it would wait for one that hangs.
func TestQueueGone(t *testing.T) {
	t.Parallel()
	dir := some(t, 50)
	want := ingestedAs(t, dir)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	open := closed(t, db)
	w := begin(t, "worker", "--db", db, "-n", "1", "--rescue-after", never)
	eventually(t, "it has jobs under way", func() bool { return running(t, db, fmt.Sprint(w.Process.Pid)) > 10 })
	must(t, w.Process.Kill())
	w.end(t, -1)
	other := begin(t, "worker", "--db", db, "-n", "1", "--until-empty", "--rescue-after", never)
	eventually(t, "they are free", func() bool {
		return scalar[int](t, db, "SELECT count(*) FROM river_job WHERE errors[1]->>'error' = 'its worker is gone'") > 0
	})
	open()
	other.end(t, exitDone)
	once(t, db, want, 50)
}

// TestQueueTakenAway: a worker whose jobs another has taken over stores none of them, and makes none look done
// that the other has under way.
func TestQueueTakenAway(t *testing.T) {
	t.Parallel()
	dir := some(t, 50)
	want := ingestedAs(t, dir)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	open := closed(t, db)
	w := begin(t, "worker", "--db", db, "-n", "1", "--until-empty", "--rescue-after", never)
	eventually(t, "it has jobs under way", func() bool { return running(t, db, fmt.Sprint(w.Process.Pid)) > 10 })
	must(t, w.Process.Signal(syscall.SIGSTOP))
	// The other never comes to an end, so what becomes of them is what the first said.
	execute(t, db, `UPDATE river_job SET attempt = attempt + 1, attempted_by = array_append(attempted_by, 'other-1-A')
		WHERE id IN (SELECT id FROM river_job WHERE state = 'running' FOR UPDATE SKIP LOCKED)`)
	taken := running(t, db, "1")
	if taken == 0 {
		t.Fatal("no job could be taken over")
	}
	must(t, w.Process.Signal(syscall.SIGCONT))
	open()
	w.end(t, exitDone)
	if n := strings.Count(w.log.String(), "done by another worker"); n < taken {
		t.Errorf("%d jobs were taken over, and %d lost", taken, n)
	}
	once(t, db, want, 50)
}

// TestQueueFrozen: a worker that is stopped in the midst of storing lets go when the server ends its
// transaction; its jobs are another's after --rescue-after, and when it goes on it stores none of them again.
func TestQueueFrozen(t *testing.T) {
	t.Parallel()
	dir := some(t, 50)
	want := ingestedAs(t, dir)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	soon := db + "&idle_in_transaction_session_timeout=1000" // else a minute
	open := closed(t, db)
	w := begin(t, "worker", "--db", soon, "-n", "1", "--limit", seconds(5), "--rescue-after", seconds(12))
	eventually(t, "it waits to store", func() bool {
		return scalar[int](t, db, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'notices'::regclass") > 0
	})
	must(t, w.Process.Signal(syscall.SIGSTOP))
	open()
	other := begin(t, "worker", "--db", db, "-n", "1", "--until-empty", "--limit", seconds(5), "--rescue-after", seconds(12))
	other.end(t, exitDone)
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 50 {
		t.Errorf("%d notices are stored while it is stopped, want 50", n)
	}
	for _, s := range []syscall.Signal{syscall.SIGCONT, syscall.SIGTERM} {
		must(t, w.Process.Signal(s))
	}
	w.end(t, exitDone)
	once(t, db, want, 50)
}

// once checks that the database has what ingest makes of n notices, each recorded once.
func once(t *testing.T, db, want string, n int) {
	t.Helper()
	if got := outputs(t, db); got != want {
		t.Errorf("the database says something else than after ingest:\n%s", firstDifference(got, want))
	}
	if all, different := scalar[int](t, db, "SELECT count(*) FROM run_sources WHERE source <> ''"), scalar[int](t, db, "SELECT count(DISTINCT source) FROM run_sources"); all != n || different != n {
		t.Errorf("%d records of %d sources, want %d of each", all, different, n)
	}
	program(t, exitDone, "check", "--db", db)
}
