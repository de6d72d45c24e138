package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/taizhang/taizhang/fixtures/postgres"
)

// queued is how many notices the tests of the queue read; TAIZHANG_SOAK=1 makes them 5,000.
func queued() int {
	if os.Getenv("TAIZHANG_SOAK") != "" {
		return 5000
	}
	return 60
}

// reference ingests a collection into a SQLite file, and returns its outputs.
func reference(t *testing.T, dir string) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "reference.db")
	if out, err := exec.Command("taizhang", "ingest", dir, "--db", db).CombinedOutput(); exitOf(err) != exitPartial {
		t.Fatalf("%v\n%s", err, out)
	}
	return outputs(t, db)
}

// mixed is a collection in which two notices lie under two names each, and a file that
// only its reader finds to be damaged; another, broken.docx, gives nothing to read.
func mixed(t *testing.T) string {
	t.Helper()
	dir := collection(t, queued())
	must(t, os.WriteFile(filepath.Join(dir, "broken.pdf"), []byte("%PDF-1.4\nand nothing that follows from it"), 0o600))
	names, err := filepath.Glob(filepath.Join(dir, "*.html"))
	if err != nil || len(names) < 3 {
		t.Fatalf("%d notices, %v", len(names), err)
	}
	for i, name := range []string{"zz-again.html", "00-before.html"} {
		b, err := os.ReadFile(names[i+1])
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, name), b, 0o600))
	}
	return dir
}

// TestQueueKilled: three workers make of a collection what ingest makes of it, byte for byte,
// while submit is killed half-way, workers are killed whenever some more is stored, and the server twice:
// nothing is lost, and nothing there twice. It is the first as it waits the longest.
func TestQueueKilled(t *testing.T) {
	t.Parallel()
	dir := mixed(t)
	want := reference(t, dir)
	server := postgres.New(t)
	db := server.Database(t)
	for range 3 {
		p := begin(t, "submit", dir, "--db", db)
		time.Sleep(time.Duration(100+rand.IntN(400)) * time.Millisecond)
		_ = p.Process.Kill()
		_ = p.Wait()
	}
	program(t, exitPartial, "submit", dir, "--db", db)
	if n := scalar[int](t, db, "SELECT count(*) FROM river_job"); n != queued()+1 {
		t.Errorf("%d jobs for %d sources", n, queued()+1)
	}
	workers := make([]*supervised, 3)
	for i := range workers {
		workers[i] = supervise(t, "worker", "--db", db, "-n", "1", "--until-empty", "--limit", "30s", "--rescue-after", "1m")
	}
	kills := 4
	if os.Getenv("TAIZHANG_SOAK") != "" {
		kills = 40
	}
	for k := range kills {
		eventually(t, "more is stored", func() bool { return scalar[int](t, db, "SELECT count(*) FROM run_sources") > queued()*k/(kills+2) })
		w := workers[k%len(workers)]
		down, was := k == kills/4 || k == kills/2, w.pid()
		if down {
			server.Stop(t)
		}
		w.kill()
		if down {
			eventually(t, "one is started that finds no server", func() bool { return w.pid() != was })
			server.Start(t)
		}
	}
	// The last to go is the one that looks after jobs whose workers are gone.
	eventually(t, "a worker leads", func() bool { return scalar[int](t, db, "SELECT count(*) FROM river_leader") == 1 })
	leader := strings.Split(scalar[string](t, db, "SELECT leader_id FROM river_leader"), "-")
	for _, w := range workers {
		if w.pid() == leader[len(leader)-2] {
			w.kill()
		}
	}
	for _, w := range workers {
		<-w.done
	}
	if got := outputs(t, db); got != want {
		t.Errorf("the database says something else than after ingest:\n%s", firstDifference(got, want))
	}
	if all, once := scalar[int](t, db, "SELECT count(*) FROM run_sources WHERE source <> ''"), scalar[int](t, db, "SELECT count(DISTINCT source) FROM run_sources WHERE source <> ''"); all != queued()+1 || once != all {
		t.Errorf("%d records of %d sources, want %d", all, once, queued()+1)
	}
	program(t, exitDone, "check", "--db", db)
	rescued := scalar[int](t, db, "SELECT count(*) FROM river_job WHERE attempt > 1")
	t.Logf("%d workers killed, the server twice; %d jobs taken over", workers[0].killed+workers[1].killed+workers[2].killed, rescued)
	if rescued == 0 {
		t.Error("no job was under way when its worker was killed")
	}
}

// TestQueue does the same in peace, and looks at what is left in the queue and at what is said of it.
func TestQueue(t *testing.T) {
	t.Parallel()
	dir := mixed(t)
	want := reference(t, dir)
	db := postgres.Shared(t).Database(t)
	_, log := program(t, exitPartial, "submit", dir, "--db", db)
	if !strings.Contains(log, fmt.Sprintf("%d queued, 2 waiting already", queued()+1)) {
		t.Errorf("submit says %s", log)
	}
	_, log = program(t, exitPartial, "submit", dir, "--db", db)
	if !strings.Contains(log, fmt.Sprintf("0 queued, %d waiting already", queued()+3)) {
		t.Errorf("submitted twice: %s", log)
	}
	var workers []*process
	for range 3 {
		workers = append(workers, begin(t, "worker", "--db", db, "-n", "1", "--until-empty"))
	}
	failed := 0
	for _, w := range workers {
		w.end(t, exitDone, exitPartial)
		failed += w.ProcessState.ExitCode()
	}
	if failed != 1 {
		t.Errorf("%d workers say that a source failed, one did", failed)
	}
	if got := outputs(t, db); got != want {
		t.Errorf("the database says something else than after ingest:\n%s", firstDifference(got, want))
	}
	if n := scalar[int](t, db, "SELECT count(*) FROM queue_files"); n != 1 {
		t.Errorf("%d files are kept, want that of the failed source", n)
	}
	program(t, exitDone, "check", "--db", db)
	var st struct{ Waiting, Running, Retrying, Done, Failed int }
	out, _ := program(t, exitDone, "queue", "status", "--json", "--db", db)
	if err := json.Unmarshal([]byte(out), &st); err != nil || st.Waiting+st.Running+st.Retrying != 0 || st.Done != queued() || st.Failed != 2 {
		t.Errorf("%s (%v)", out, err)
	}
	if out, _ := program(t, exitDone, "findings", "--db", db); !strings.Contains(out, "broken.docx") || !strings.Contains(out, "broken.pdf") {
		t.Error("findings does not list the failed sources")
	}
	if out, _ := program(t, exitDone, "runs", "--db", db); strings.Contains(out, "unfinished") {
		t.Errorf("all is done:\n%s", out)
	}
	_, log = program(t, exitPartial, "submit", dir, "--db", db)
	if !strings.Contains(log, fmt.Sprintf("0 queued, 0 waiting already, %d stored already, 0 skipped, 2 failed", queued()+2)) {
		t.Errorf("submitted when all is done: %s", log)
	}
	_, log = program(t, exitDone, "submit", "--retry-failed", "--db", db)
	if !strings.Contains(log, "1 queued") {
		t.Errorf("submit --retry-failed: %s", log)
	}
	program(t, exitPartial, "worker", "--db", db, "--until-empty")
	if n := scalar[int](t, db, "SELECT count(*) FROM failed_sources"); n != 2 {
		t.Errorf("%d failed sources", n)
	}
}

// TestQueueAfterIngest: what was ingested was seen before what is submitted then, and what
// is ingested later after it; so the three together are one run over the folder.
func TestQueueAfterIngest(t *testing.T) {
	t.Parallel()
	dir := collection(t, 30)
	want := reference(t, dir)
	names, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(names) != 31 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	db := postgres.Shared(t).Database(t)
	third := func(i int) []string { return append(slices.Clone(names[i*10:min((i+1)*10+i/2, 31)]), "--db", db) }
	program(t, exitPartial, append([]string{"ingest"}, third(0)...)...) // broken.docx is the first
	program(t, exitDone, append([]string{"submit"}, third(1)...)...)
	workers := []*process{begin(t, "worker", "--db", db, "-n", "2", "--until-empty"), begin(t, "worker", "--db", db, "-n", "2", "--until-empty")}
	for _, w := range workers {
		w.end(t, exitDone)
	}
	program(t, exitDone, append([]string{"ingest"}, third(2)...)...)
	if got := outputs(t, db); got != want {
		t.Errorf("the database says something else than after ingest:\n%s", firstDifference(got, want))
	}
}
