package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// program runs the program, which must exit with code, and returns what it wrote.
func program(t *testing.T, code int, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.Command("taizhang", args...)
	var out, log bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &log
	if err := cmd.Run(); exitOf(err) != code {
		t.Fatalf("%v: exit code %d, want %d\n%s\n%s", args, exitOf(err), code, tail(out.String()), tail(log.String()))
	}
	return out.String(), log.String()
}

func tail(s string) string { return s[max(0, len(s)-3000):] }

// process is a program that runs.
type process struct {
	*exec.Cmd
	log bytes.Buffer // its standard error; to be read when it has ended
}

func begin(t *testing.T, args ...string) *process {
	t.Helper()
	return beginIn(t, nil, args...)
}

// beginIn starts it with more variables, NAME=VALUE.
func beginIn(t *testing.T, env []string, args ...string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command("taizhang", args...)}
	p.Env = append(os.Environ(), env...)
	p.Stderr = &p.log
	must(t, p.Start())
	t.Cleanup(func() {
		if p.ProcessState == nil {
			_ = p.Process.Kill()
			_ = p.Wait()
		}
	})
	return p
}

// end waits until it has ended, with one of the codes.
func (p *process) end(t *testing.T, codes ...int) {
	t.Helper()
	err := p.Wait()
	for _, c := range codes {
		if exitOf(err) == c {
			return
		}
	}
	t.Fatalf("%v: exit code %d, want one of %v\n%s", p.Args[1:], exitOf(err), codes, tail(p.log.String()))
}

// supervised is a program that is started again when it was killed, or found no server.
type supervised struct {
	done   chan struct{} // it ended well
	killed int

	mu  sync.Mutex
	now *exec.Cmd
}

func supervise(t *testing.T, args ...string) *supervised {
	s := &supervised{done: make(chan struct{})}
	var log bytes.Buffer
	stop := t.Context()
	go func() {
		defer close(s.done)
		for stop.Err() == nil {
			cmd := exec.CommandContext(stop, "taizhang", args...)
			cmd.Stderr = &log
			s.mu.Lock()
			s.now = cmd
			err := cmd.Start()
			s.mu.Unlock()
			if err == nil {
				err = cmd.Wait()
			}
			switch code := exitOf(err); code {
			case exitDone, exitPartial:
				return
			case -1, exitNothing:
				time.Sleep(100 * time.Millisecond)
			default:
				t.Errorf("%v: exit code %d\n%s", args, code, tail(log.String()))
				return
			}
		}
	}()
	return s
}

// kill kills it as kill -9 does.
func (s *supervised) kill() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now != nil && s.now.Process != nil && s.now.Process.Kill() == nil {
		s.killed++
	}
}

func (s *supervised) pid() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == nil || s.now.Process == nil {
		return ""
	}
	return fmt.Sprint(s.now.Process.Pid)
}

// eventually waits until it holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	if !waits(t, holds) {
		t.Fatalf("it never came true: %s", what)
	}
}

// scalar is what a query of one value gives.
func scalar[T any](t *testing.T, db, query string) (v T) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, db)
	must(t, err)
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, query).Scan(&v); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return v
}

// execute runs a statement.
func execute(t *testing.T, db, query string) {
	t.Helper()
	conn, err := pgx.Connect(context.Background(), db)
	must(t, err)
	defer conn.Close(context.Background())
	if _, err := conn.Exec(context.Background(), query); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
