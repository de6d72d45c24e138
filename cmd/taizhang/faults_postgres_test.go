package main

import (
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/taizhang/taizhang/fixtures/postgres"
)

// unreliable is a proxy before a server of PostgreSQL. Of what clients send it counts the
// pieces, and at the one that is due does what its kind says: "cut" ends all connections
// before it, "unanswered" lets it through and ends them before the answer, "late" keeps it
// for a while.
type unreliable struct {
	to    string
	sent  atomic.Int64
	due   atomic.Int64
	kind  string // set before due is
	mu    sync.Mutex
	conns []net.Conn
}

func (u *unreliable) serve(l net.Listener) {
	for {
		client, err := l.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", u.to)
		if err != nil {
			client.Close()
			continue
		}
		u.mu.Lock()
		u.conns = append(u.conns, client, server)
		u.mu.Unlock()
		silent := make(chan struct{}) // closed where no answer may pass
		go u.ask(client, server, silent)
		go u.answer(client, server, silent)
	}
}

func (u *unreliable) ask(client, server net.Conn, silent chan struct{}) {
	defer client.Close()
	defer server.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := client.Read(buf)
		if n > 0 {
			if u.sent.Add(1) == u.due.Load() {
				switch u.kind {
				case "cut":
					u.end()
					return
				case "unanswered":
					close(silent)
					if _, err := server.Write(buf[:n]); err != nil {
						return
					}
					time.Sleep(50 * time.Millisecond) // the server does what it was told: nothing waits for it
					u.end()
					return
				case "late":
					time.Sleep(50 * time.Millisecond)
				}
			}
			if _, err := server.Write(buf[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}

func (u *unreliable) answer(client, server net.Conn, silent chan struct{}) {
	defer client.Close()
	defer server.Close()
	buf := make([]byte, 64<<10)
	for {
		n, err := server.Read(buf)
		select {
		case <-silent:
			_, _ = io.Copy(io.Discard, server) // until it is cut
			return
		default:
		}
		if _, bad := client.Write(buf[:n]); err != nil || bad != nil {
			return
		}
	}
}

// end ends all connections.
func (u *unreliable) end() {
	u.mu.Lock()
	defer u.mu.Unlock()
	for _, c := range u.conns {
		c.Close()
	}
	u.conns = nil
}

// TestFaultsPostgres: whichever message to PostgreSQL is lost, late or never answered, the
// program says what is wrong or goes on; the database is sound, and the same run again
// makes of it what SQLite holds that met with no fault. In a soak every message meets with
// every fault, else each ninth with one.
func TestFaultsPostgres(t *testing.T) {
	t.Parallel()
	direct := postgres.Shared(t).Database(t)
	at, err := url.Parse(direct)
	must(t, err)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	u := &unreliable{to: at.Host}
	defer u.end()
	go u.serve(l)
	at.Host = l.Addr().String()
	through := at.String()

	dir, twin, notices := t.TempDir(), filepath.Join(t.TempDir(), "a.db"), 0
	next := func() string { // a notice that neither database has
		notices++
		path := filepath.Join(dir, fmt.Sprintf("%d.txt", notices))
		must(t, os.WriteFile(path, []byte(smallNotice(notices)), 0o600))
		return path
	}
	first := next()
	succeeds(t, "ingest", first, "--db", direct)
	succeeds(t, "ingest", first, "--db", twin)
	counting := next()
	u.sent.Store(0)
	succeeds(t, "ingest", counting, "--db", through)
	succeeds(t, "ingest", counting, "--db", twin)
	messages := u.sent.Load()
	if messages < 5 {
		t.Fatalf("%d messages: the proxy is passed by", messages)
	}
	kinds := []string{"cut", "unanswered", "late"}
	failed := 0
	for k, kind := range kinds {
		for n := int64(1); n <= messages; n++ {
			if os.Getenv("TAIZHANG_SOAK") == "" && n%int64(3*len(kinds)) != int64(k) {
				continue
			}
			what := fmt.Sprintf("%s at message %d of %d", kind, n, messages)
			notice, before := next(), digestOf(t, twin)
			succeeds(t, "ingest", notice, "--db", twin)
			want := digestOf(t, twin)
			u.kind = kind
			u.sent.Store(0)
			u.due.Store(n)
			s := runCommand(t, "ingest", notice, "--db", through)
			u.due.Store(0)
			got := digestOf(t, direct)
			switch {
			case s.code == exitDone:
				if got != want {
					t.Errorf("%s: done, but it holds something else", what)
				}
				continue
			case kind == "late":
				t.Errorf("%s: %d\n%s", what, s.code, s.errors)
			case !typedError.MatchString(s.errors):
				t.Errorf("%s: exit %d without a word that says what to do:\n%s", what, s.code, s.errors)
			}
			failed++
			if got != before && got != want {
				t.Errorf("%s: it holds neither what it held before nor what it was to hold", what)
			}
			succeeds(t, "ingest", notice, "--db", direct)
			if digestOf(t, direct) != want {
				t.Errorf("%s: run again, it holds something else", what)
			}
		}
	}
	t.Logf("%d messages, of %d faults %d ended the run", messages, notices-2, failed)
}
