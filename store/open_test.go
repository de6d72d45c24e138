package store_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// exec runs statements behind the API.
func exec(t *testing.T, s *store.Store, statements ...string) {
	t.Helper()
	for _, q := range statements {
		must(t, s.Rows(ctx, q, func(store.Row) error { return nil }))
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, content []byte) string {
		path := filepath.Join(dir, name)
		must(t, os.WriteFile(path, content, 0o644))
		return path
	}
	sample := func(name string, statements ...string) string {
		path := filepath.Join(dir, name)
		s := open(t, path)
		put(t, s, rich("k"), "1", store.Added)
		exec(t, s, statements...)
		s.Close()
		return path
	}
	sound, err := os.ReadFile(sample("sound.db"))
	must(t, err)
	broken := bytes.Clone(sound)
	for i := 100; i < 4096; i++ {
		broken[i] ^= 0x5A
	}
	for _, c := range []struct {
		name, path string
		readOnly   bool
		kind       taizhang.ErrorKind
		says       string
	}{
		{"text", file("a.txt", []byte("关于印发2017年计划的通知")), false, taizhang.Unsupported, "no database"},
		{"long text", file("h.txt", bytes.Repeat([]byte("关于印发2017年计划的通知"), 500)), false, taizhang.Unsupported, "no database"},
		{"long text to read", file("i.txt", bytes.Repeat([]byte("关于印发2017年计划的通知"), 500)), true, taizhang.Unsupported, "no database"},
		{"a few bytes", file("b.db", []byte("SQLite")), false, taizhang.Unsupported, "no database"},
		{"damaged", file("c.db", broken), false, taizhang.Malformed, "damaged"},
		{"cut short", file("d.db", sound[:50]), false, taizhang.Malformed, "damaged"},
		{"of another program", sample("e.db", "DROP TABLE taizhang_schema"), false, taizhang.Unsupported, "another program"},
		{"newer", sample("f.db", "INSERT INTO taizhang_schema VALUES (99, 'x')"), false, taizhang.Unsupported, "newer"},
		{"folder", dir, false, taizhang.IO, "folder"},
		{"no folder", filepath.Join(dir, "none", "a.db"), false, taizhang.IO, "no folder"},
		{"none to read", filepath.Join(dir, "none.db"), true, taizhang.IO, "no such database"},
		{"empty to read", file("g.db", nil), true, taizhang.Empty, "empty"},
		{"no name", "", false, taizhang.IO, "no file name"},
	} {
		before, _ := os.ReadFile(c.path)
		s, err := store.Open(ctx, c.path, store.Options{ReadOnly: c.readOnly})
		if err == nil {
			s.Close()
			t.Errorf("%s: no error", c.name)
			continue
		}
		var e *taizhang.Error
		if !errors.As(err, &e) || e.Kind != c.kind || e.Path != c.path || e.Remedy == "" || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if after, _ := os.ReadFile(c.path); !bytes.Equal(before, after) {
			t.Errorf("%s: the file is changed", c.name)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "none*")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*-journal")); len(left) > 0 {
		t.Errorf("left behind: %q", left)
	}
}

func TestOpenAgain(t *testing.T) { onBoth(t, testOpenAgain) }

func testOpenAgain(t *testing.T, on engine) {
	path := on.lasting(t)
	s := open(t, path)
	put(t, s, rich("k"), "1", store.Added)
	d := digest(t, s)
	s.Close()
	r, err := store.Open(ctx, path, store.Options{ReadOnly: true})
	must(t, err)
	defer r.Close()
	if digest(t, r) != d {
		t.Error("another digest after opening again")
	}
	clean(t, r)
	var e *taizhang.Error
	if _, err := r.Put(ctx, rich("l"), "1"); !errors.As(err, &e) || !strings.Contains(err.Error(), "reading only") {
		t.Errorf("Put into a read-only store: %v", err)
	}
}

func TestFailuresChangeNothing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"))
	put(t, s, rich("k"), "1", store.Added)
	before := digest(t, s)

	exec(t, s, "PRAGMA max_page_count = 1") // cut to the present size: no page more, as on a full disk
	for _, key := range []string{"l", "k"} {
		_, err := s.Put(ctx, large(t, key), "1")
		if taizhang.KindOf(err) != taizhang.IO || !strings.Contains(err.Error(), "disk is full") {
			t.Errorf("%s: %v", key, err)
		}
	}
	exec(t, s, "PRAGMA max_page_count = 1000000")

	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := s.Put(ended, large(t, "k"), "1"); !errors.Is(err, context.Canceled) {
		t.Errorf("ended context: %v", err)
	}
	if digest(t, s) != before {
		t.Error("a failure changed the content")
	}
	clean(t, s)
	put(t, s, large(t, "k"), "1", store.Revised)
}

func TestTwoWriters(t *testing.T) { onBoth(t, testTwoWriters) }

func testTwoWriters(t *testing.T, on engine) {
	path := on.lasting(t)
	done := make(chan error)
	for w := range 4 {
		go func() {
			s, err := store.Open(ctx, path, store.Options{}) // one of them makes the schema
			for i := 0; err == nil && i < 5; i++ {
				_, err = s.Put(ctx, rich(string(rune('a'+w*5+i))), "1")
			}
			if s != nil {
				err = errors.Join(err, s.Close())
			}
			done <- err
		}()
	}
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	s := open(t, path)
	clean(t, s)
	if n, _ := s.Notices(ctx); len(n) != 20 {
		t.Errorf("%d notices, want 20", len(n))
	}
}

func TestFileURI(t *testing.T) {
	for _, c := range []struct{ path, volume, want string }{
		{"a.db", "", "file:a.db"},
		{"/tmp/台账 1?#%.db", "", "file:///tmp/%E5%8F%B0%E8%B4%A6%201%3F%23%25.db"},
		{"C:/Users/a b/x.db", "C:", "file:///C:/Users/a%20b/x.db"},
		{"//server/share/x.db", "//server/share", "file:////server/share/x.db"},
		{"a:b.db", "", "file:a%3Ab.db"},
	} {
		if got := store.FileURI(c.path, c.volume); got != c.want {
			t.Errorf("%s: %s, want %s", c.path, got, c.want)
		}
	}
}

func TestCommitsAreSynchronised(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "a.db"))
	err := s.Rows(ctx, "SELECT s.synchronous, j.journal_mode FROM pragma_synchronous s, pragma_journal_mode j", func(r store.Row) error {
		if r.Int(0) != 2 || r.Text(1) != "delete" {
			t.Errorf("synchronous is %d, want 2 (full); journal is %s", r.Int(0), r.Text(1))
		}
		return nil
	})
	must(t, err)
}

// TestWaitingEnds: with the context of who waits, or when the time is over.
func TestWaitingEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	holder := open(t, path)
	exec(t, holder, "BEGIN IMMEDIATE")
	waits, cancel := context.WithCancel(ctx)
	s, err := store.Open(ctx, path, store.Options{Waiting: func(string) { cancel() }})
	must(t, err)
	defer s.Close()
	if _, err := s.Put(waits, rich("k"), "1"); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that ended: %v", err)
	}
	exec(t, holder, "ROLLBACK")
	put(t, s, rich("k"), "1", store.Added)
}
