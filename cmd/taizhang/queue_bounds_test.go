//go:build unix

package main

import (
	"fmt"
	"strings"
	"syscall"
	"testing"

	"github.com/taizhang/taizhang/fixtures/postgres"
)

// TestQueueDrainStuck: a worker that is told to stop while another program keeps what it has
// to store waiting ends when its time of grace is over, not when that program does; what it
// had begun is put back, counts as no attempt, and is stored once by the next.
func TestQueueDrainStuck(t *testing.T) {
	t.Parallel()
	dir := some(t, 10)
	want := ingestedAs(t, dir)
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	open := closed(t, db)
	w := begin(t, "worker", "--db", db, "-n", "1", "--grace", "1s", "--rescue-after", never)
	eventually(t, "it waits to store", func() bool {
		return scalar[int](t, db, "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'notices'::regclass") > 0
	})
	must(t, w.Process.Signal(syscall.SIGTERM))
	w.end(t, exitDone)
	if n := running(t, db, fmt.Sprint(w.Process.Pid)); n != 0 {
		t.Errorf("%d jobs are left as if they ran", n)
	}
	if n := scalar[int](t, db, "SELECT count(*) FROM river_job WHERE cardinality(errors) > 0"); n != 0 {
		t.Errorf("%d jobs count a failure, and none failed", n)
	}
	open()
	program(t, exitDone, "worker", "--db", db, "--until-empty")
	once(t, db, want, 10)
}

// TestQueueServerTwice: a worker outlives a server that is started anew twice, and goes on
// within seconds of its coming back; nothing is lost, and nothing there twice.
func TestQueueServerTwice(t *testing.T) {
	t.Parallel()
	dir := some(t, 60)
	want := ingestedAs(t, dir)
	server := postgres.New(t)
	db := server.Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	w := begin(t, "worker", "--db", db, "-n", "1", "--until-empty", "--rescue-after", never)
	for range 2 {
		before := scalar[int](t, db, "SELECT count(*) FROM notices")
		eventually(t, "some are stored", func() bool { return scalar[int](t, db, "SELECT count(*) FROM notices") > before })
		server.Stop(t)
		server.Start(t)
	}
	w.end(t, exitDone)
	if strings.Contains(w.log.String(), "panic") {
		t.Error(tail(w.log.String()))
	}
	once(t, db, want, 60)
}
