package store_test

import (
	"encoding/json"
	"maps"
	programs "os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/store"
)

// sqlite3 runs statements with the system's SQLite, which is older than ours (Debian 12 has 3.40).
func sqlite3(t *testing.T, path, query string) string {
	t.Helper()
	shell, err := programs.LookPath("sqlite3")
	if err != nil {
		t.Fatalf("%v; `make test` installs it (sqlite3)", err)
	}
	out, err := programs.CommandContext(t.Context(), shell, "-batch", "-readonly", path, query).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v: %s", query, err, out)
	}
	return strings.TrimSpace(string(out))
}

// Programs with another SQLite read every table and view, the search index too.
func TestOtherSQLite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := open(t, path)
	put(t, s, rich("k"), "1", store.Added)
	want := map[string]string{}
	var names []string
	if err := s.Rows(ctx, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name", func(r store.Row) error { names = append(names, r.Text(0)); return nil }); err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if err := s.Rows(ctx, "SELECT count(*) || '' FROM "+n, func(r store.Row) error { want[n] = r.Text(0); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	t.Log("SQLite", sqlite3(t, path, "SELECT sqlite_version()"))
	if len(names) < 40 || want["ledger"] == "0" || want["search"] == "0" {
		t.Fatal(want)
	}
	for _, n := range names {
		sqlite3(t, path, "SELECT * FROM "+n)
		if got := sqlite3(t, path, "SELECT count(*) FROM "+n); got != want[n] {
			t.Errorf("%s has %s rows, and %s elsewhere", n, want[n], got)
		}
	}
	if got := sqlite3(t, path, `SELECT count(*) FROM entries WHERE id / 16 IN (SELECT rowid FROM search WHERE search MATCH '"专利"') AND text LIKE '%专利%'`); got == "0" || got == "" {
		t.Errorf("a search finds %q", got)
	}
	if got := sqlite3(t, path, "PRAGMA integrity_check"); got != "ok" {
		t.Error(got)
	}
}

// sqlite-utils, which brings Python's SQLite, sees the same: it counts every table and view, and prints every row.
func TestSQLiteUtils(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := open(t, path)
	put(t, s, rich("k"), "1", store.Added)
	want := map[string]int64{}
	var names []string
	if err := s.Rows(ctx, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')", func(r store.Row) error { names = append(names, r.Text(0)); return nil }); err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if err := s.Rows(ctx, "SELECT count(*) FROM "+n, func(r store.Row) error { want[n] = r.Int(0); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	s.Close()
	program, err := programs.LookPath("sqlite-utils")
	if err != nil {
		t.Fatalf("%v; `make test` installs it (sqlite-utils)", err)
	}
	run := func(args ...string) string {
		out, err := programs.CommandContext(t.Context(), program, args...).Output()
		if err != nil {
			t.Fatalf("sqlite-utils %v: %v: %s", args, err, err.(*programs.ExitError).Stderr)
		}
		return string(out)
	}
	got := map[string]int64{}
	for _, of := range []string{"tables", "views"} {
		var counted []struct {
			Table, View string
			Count       int64
		}
		must(t, json.Unmarshal([]byte(run(of, path, "--counts")), &counted))
		for _, c := range counted {
			got[c.Table+c.View] = c.Count
		}
	}
	if !maps.Equal(got, want) {
		t.Errorf("sqlite-utils counts %v\nhere %v", got, want)
	}
	for _, view := range []string{"ledger", "responsibility", "reported"} {
		if rows := strings.Count("\n"+run("rows", path, view, "--nl"), "\n{"); int64(rows) != want[view] {
			t.Errorf("%s: %d rows are printed, of %d", view, rows, want[view])
		}
	}
	if dump := run("dump", path); !strings.Contains(dump, "四川省") || !strings.Contains(dump, "COMMIT;") {
		t.Error("the dump is not whole")
	}
}

// A database of before has its search index made anew when it is opened.
func TestSearchIndexMadeAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	s := open(t, path)
	put(t, s, rich("k"), "1", store.Added)
	found := func() int {
		hits, _, err := s.Find(ctx, store.Query{Words: "专利", Limit: 10})
		must(t, err)
		return len(hits)
	}
	want := found()
	exec(t, s, "DROP TABLE search", "CREATE VIRTUAL TABLE search USING fts5 (grams, content='', contentless_delete=1, detail=none, tokenize='ascii')",
		"INSERT INTO search (rowid, grams) VALUES (7, '旧的')", "DELETE FROM taizhang_schema WHERE version >= 12",
		"DROP INDEX progress_file", "CREATE INDEX progress_round ON progress (round_id)", // as it was before 13
		"ALTER TABLE findings DROP COLUMN second") // and before 14
	s.Close()
	s = open(t, path)
	if got := found(); got != want || want == 0 {
		t.Errorf("%d hits, and %d before", got, want)
	}
	clean(t, s)
}
