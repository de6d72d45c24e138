package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
)

// hold DB STATEMENT… runs statements that take a lock, says so, and keeps it until its
// input ends.
func hold() {
	c := rawConn(os.Args[1])
	for _, q := range os.Args[2:] {
		orExit(c.ExecContext(context.Background(), q))
	}
	fmt.Println("held")
	io.Copy(io.Discard, os.Stdin)
	orExit(c.ExecContext(context.Background(), "ROLLBACK"))
}

// interrupt DB kills itself in a transaction that has reached the file: what kill -9 or
// a power cut leaves at worst.
func interrupt() {
	c := rawConn(os.Args[1])
	for _, q := range []string{"PRAGMA cache_size = 1", "BEGIN IMMEDIATE", "UPDATE assignments SET mention = mention || 'interrupted'"} {
		orExit(c.ExecContext(context.Background(), q))
	}
	self, err := os.FindProcess(os.Getpid())
	orExit(nil, err)
	orExit(nil, self.Kill())
	select {}
}

func rawConn(path string) *sql.Conn {
	db, err := sql.Open("sqlite3", path)
	orExit(nil, err)
	c, err := db.Conn(context.Background())
	orExit(nil, err)
	return c
}

func orExit(_ any, err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// smallNotices writes notices, numbered from and up to to, into a new folder.
func smallNotices(t *testing.T, from, to int) string {
	t.Helper()
	dir := t.TempDir()
	for i := from; i < to; i++ {
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%04d.txt", i)), []byte(smallNotice(i)), 0o600))
	}
	return dir
}

// digestOf is what check --digest prints; it fails where check finds a fault.
func digestOf(t *testing.T, db string) string {
	t.Helper()
	s := runCommand(t, "check", "--digest", "--db", db)
	if s.code != exitDone {
		t.Fatalf("%s: %s%s", db, s.out, s.errors)
	}
	return s.out
}

// TestBackupOfABusyDatabase: while another program ingests, each backup is of one moment.
func TestBackupOfABusyDatabase(t *testing.T) {
	db, notices := filepath.Join(t.TempDir(), "plan.db"), smallNotices(t, 0, 200)
	var said bytes.Buffer
	busy := exec.Command("taizhang", "ingest", notices, "--db", db)
	busy.Stderr = &said
	if s := runCommand(t, "ingest", filepath.Join(notices, "0000.txt"), "--db", db); s.code != exitDone {
		t.Fatal(s.errors)
	}
	must(t, busy.Start())
	ended := make(chan error, 1)
	go func() { ended <- busy.Wait() }()
	between := 0 // backups of a moment in the middle of the run
	for i := 0; ; i++ {
		to := filepath.Join(t.TempDir(), "copy.db")
		if s := runCommand(t, "backup", to, "--db", db); s.code != exitDone {
			t.Errorf("backup %d: %s", i, s.errors)
		}
		digestOf(t, to)
		if n := strings.Count(runCommand(t, "notices", "--json", "--db", to).out, "\n"); n > 1 && n < 200 {
			between++
		}
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("ingest: %v\n%s", err, &said)
			}
			if between == 0 {
				t.Error("no backup was made while notices were being stored")
			}
			t.Logf("%d backups, %d of them in the middle", i+1, between)
			return
		default:
		}
	}
}

// TestTwoIngests: two programs that store the same and other notices in one new database
// end with what one would have stored.
func TestTwoIngests(t *testing.T) {
	dir := t.TempDir()
	both, one := filepath.Join(dir, "both.db"), filepath.Join(dir, "one.db")
	notices, err := filepath.Glob(filepath.Join(smallNotices(t, 0, 120), "*.txt"))
	must(t, err)
	var running []*exec.Cmd
	var said [2]bytes.Buffer
	for i, part := range [][]string{notices[:80], notices[40:]} {
		c := exec.Command("taizhang", append([]string{"ingest", "--db", both}, part...)...)
		c.Stderr = &said[i]
		must(t, c.Start())
		running = append(running, c)
	}
	for i, c := range running {
		if err := c.Wait(); err != nil {
			t.Errorf("%v\n%s", err, &said[i])
		}
	}
	if s := runCommand(t, append([]string{"ingest", "--db", one}, notices...)...); s.code != exitDone {
		t.Fatal(s.errors)
	}
	if digestOf(t, both) != digestOf(t, one) {
		t.Error("two programs stored something else than one")
	}
}

// TestLockedDatabase: who comes second waits, says that it waits, and goes on when the
// lock is gone; or gives up and says what to do.
func TestLockedDatabase(t *testing.T) {
	for _, c := range []struct {
		name     string
		begin    []string
		readable bool
	}{
		{"a writer", []string{"BEGIN IMMEDIATE"}, true},
		{"a writer whose changes reach the file", []string{"BEGIN EXCLUSIVE"}, false},
		{"a reader", []string{"BEGIN", "SELECT count(*) FROM notices"}, true}, // a commit waits for it
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			db, notices := filepath.Join(dir, "plan.db"), smallNotices(t, 0, 2)
			if s := runCommand(t, "ingest", filepath.Join(notices, "0000.txt"), "--db", db); s.code != exitDone {
				t.Fatal(s.errors)
			}
			before := digestOf(t, db)
			release := holdLock(t, db, c.begin...)

			patient := func(wait time.Duration, args ...string) (s said) {
				var out, errs bytes.Buffer
				s.code = run(context.Background(), &environ{now: time.Now, stdout: &out, stderr: &errs, wait: wait}, args)
				s.out, s.errors = out.String(), errs.String()
				return s
			}
			const refusal = "plan.db: io: another program has the database locked, and kept it so for 1s"
			if s := patient(time.Second, "ingest", notices, "--db", db); s.code != exitNothing || !typedError.MatchString(s.errors) || !strings.Contains(s.errors, refusal) {
				t.Errorf("ingest: code %d, %s", s.code, s.errors)
			}
			for _, args := range [][]string{{"check", "--digest"}, {"backup", filepath.Join(dir, "copy.db")}} {
				s := patient(time.Second, append(args, "--db", db)...)
				if c.readable && s.code != exitDone || !c.readable && (s.code != exitNothing || !strings.Contains(s.errors, refusal)) {
					t.Errorf("%v: code %d, %s", args, s.code, s.errors)
				}
			}
			errs := &answering{says: "waiting: another program", then: release} // it goes on only once that is said
			if code := run(context.Background(), &environ{now: time.Now, stdout: io.Discard, stderr: errs}, []string{"ingest", notices, "--db", db}); code != exitDone {
				t.Errorf("ingest: code %d, %s", code, errs.all.String())
			}
			if s := runCommand(t, "notices", "--json", "--db", db); strings.Count(s.out, "\n") != 2 || digestOf(t, db) == before {
				t.Errorf("not stored: %s", s.out)
			}
		})
	}
}

// holdLock has another program take a lock on db, until release is called.
func holdLock(t *testing.T, db string, begin ...string) (release func()) {
	t.Helper()
	holder := exec.Command("hold", append([]string{db}, begin...)...)
	in, err := holder.StdinPipe()
	must(t, err)
	out, err := holder.StdoutPipe()
	must(t, err)
	must(t, holder.Start())
	if line, err := bufio.NewReader(out).ReadString('\n'); err != nil || line != "held\n" {
		t.Fatal(line, err)
	}
	t.Cleanup(func() {
		in.Close()
		if err := holder.Wait(); err != nil {
			t.Error(err)
		}
	})
	return func() { in.Close() }
}

// TestNewerDatabase: no command touches a database that a later version made.
func TestNewerDatabase(t *testing.T) {
	dir := t.TempDir()
	db := filepath.Join(dir, "plan.db")
	notice := filepath.Join(smallNotices(t, 1, 2), "0001.txt")
	if s := runCommand(t, "ingest", notice, "--db", db); s.code != exitDone {
		t.Fatal(s.errors)
	}
	raw, err := sql.Open("sqlite3", db)
	must(t, err)
	if _, err := raw.Exec("INSERT INTO taizhang_schema VALUES (99, 'later')"); err != nil {
		t.Fatal(err)
	}
	raw.Close()
	before, err := os.ReadFile(db)
	must(t, err)
	for _, c := range [][]string{{"check"}, {"check", "--digest"}, {"notices"}, {"findings"}, {"export", "--format", "csv"},
		{"backup", filepath.Join(dir, "copy.db")}, {"ingest", notice}, {"convert", notice, "-o", filepath.Join(dir, "out.xlsx")}} {
		s := runCommand(t, append(c, "--db", db)...)
		if s.code != exitNothing || !strings.Contains(s.errors, "plan.db: unsupported: the database has version 99") || !strings.Contains(s.errors, "use a newer taizhang") {
			t.Errorf("%v: code %d, %s", c, s.code, s.errors)
		}
	}
	if after, _ := os.ReadFile(db); !bytes.Equal(before, after) {
		t.Error("the file is changed")
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
}
