//go:build unix

package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/taizhang/taizhang/fixtures/postgres"
)

// watched begins a worker that answers, and returns it with how to ask.
func watched(t *testing.T, db string) (w *exec.Cmd, get func(path string) (int, string)) {
	t.Helper()
	w = exec.Command("taizhang", "worker", "--db", db, "--listen", "127.0.0.1:0")
	stderr, err := w.StderrPipe()
	must(t, err)
	must(t, w.Start())
	t.Cleanup(func() {
		if w.ProcessState == nil {
			_ = w.Process.Kill()
			_ = w.Wait()
		}
	})
	address := ""
	lines := bufio.NewScanner(stderr)
	for address == "" && lines.Scan() {
		if _, at, ok := strings.Cut(lines.Text(), "msg=listening address="); ok {
			address = "http://" + at
		}
	}
	go io.Copy(io.Discard, stderr)
	return w, func(path string) (int, string) {
		res, err := http.Get(address + path)
		if err != nil {
			return 0, err.Error()
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		return res.StatusCode, string(b)
	}
}

// TestQueueUnready: a worker that has still to finish what is under way is not ready for more.
func TestQueueUnready(t *testing.T) {
	t.Parallel()
	db := postgres.Shared(t).Database(t)
	program(t, exitDone, "submit", some(t, 1), "--db", db)
	conn, err := pgx.Connect(t.Context(), db)
	must(t, err)
	defer conn.Close(context.Background())
	tx, err := conn.Begin(t.Context())
	must(t, err)
	if _, err := tx.Exec(t.Context(), "LOCK TABLE sources IN SHARE MODE"); err != nil { // nobody can store meanwhile
		t.Fatal(err)
	}
	w, get := watched(t, db)
	eventually(t, "it reads", func() bool { return scalar[int](t, db, "SELECT count(*) FROM river_job WHERE state = 'running'") == 1 })
	if code, body := get("/readyz"); code != http.StatusOK {
		t.Errorf("at work: %d %s", code, body)
	}
	must(t, w.Process.Signal(syscall.SIGTERM))
	eventually(t, "it is not ready", func() bool {
		code, body := get("/readyz")
		return code == http.StatusServiceUnavailable && strings.Contains(body, "stopping")
	})
	if code, body := get("/healthz"); code != http.StatusOK {
		t.Errorf("stopping: %d %s", code, body)
	}
	must(t, tx.Rollback(t.Context()))
	if err := w.Wait(); err != nil {
		t.Error(err)
	}
	if n := scalar[int](t, db, "SELECT count(*) FROM notices"); n != 1 {
		t.Errorf("%d notices, want 1", n)
	}
}

// TestQueueWatched: a worker answers whoever watches it, also when the database is gone.
func TestQueueWatched(t *testing.T) {
	t.Parallel()
	dir := some(t, 10)
	server := postgres.New(t)
	db := server.Database(t)
	program(t, exitDone, "submit", dir, "--db", db)
	_, get := watched(t, db)
	eventually(t, "metrics say that all is done", func() bool {
		_, body := get("/metrics")
		return strings.Contains(body, "\ntaizhang_sources_total{status=\"added\"} 10\n") && strings.Contains(body, "\ntaizhang_queue_jobs{state=\"waiting\"} 0\n")
	})
	_, body := get("/metrics")
	if !strings.Contains(body, "# TYPE taizhang_read_seconds summary\n") || !strings.Contains(body, "\ntaizhang_read_seconds_count 10\n") {
		t.Errorf("no summary of what was read: %s", body)
	}
	for line := range strings.Lines(body) {
		var name, value string
		if n, _ := fmt.Sscan(line, &name, &value); !strings.HasPrefix(line, "# HELP taizhang_") && !strings.HasPrefix(line, "# TYPE taizhang_") &&
			(n != 2 || !strings.HasPrefix(name, "taizhang_")) && !strings.HasPrefix(line, "taizhang_build_info{") {
			t.Errorf("a line that Prometheus does not read: %q", line)
		}
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if code, body := get(path); code != http.StatusOK {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	server.Stop(t)
	if code, _ := get("/healthz"); code != http.StatusOK {
		t.Errorf("without a database /healthz: %d", code)
	}
	if code, body := get("/readyz"); code != http.StatusServiceUnavailable || !strings.Contains(body, "server") || strings.Contains(body, "taizhang:") {
		t.Errorf("without a database /readyz: %d %s", code, body)
	}
	if _, body := get("/metrics"); !strings.Contains(body, "\ntaizhang_database_up 0\n") {
		t.Errorf("without a database /metrics: %s", body)
	}
}
