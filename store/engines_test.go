package store_test

import (
	"path/filepath"
	"testing"

	"github.com/taizhang/taizhang/fixtures/postgres"
	"github.com/taizhang/taizhang/store"
)

// engine is one of the two databases. What the store promises, it promises of both.
type engine struct {
	name      string
	database  func(testing.TB) string // one that is empty
	lasting   func(testing.TB) string // one that can be opened again
	sequences int                     // of the model: a server takes longer over each
	unguarded []string                // run a statement that writes what is not so
	stray     string                  // something in the search index
}

var engines = []engine{
	{"SQLite", func(testing.TB) string { return ":memory:" }, func(tb testing.TB) string { return filepath.Join(tb.TempDir(), "a b%20?#.db") }, 40,
		[]string{"PRAGMA foreign_keys = off", "%s"}, "INSERT INTO search (rowid, grams) VALUES (99, '多余')"},
	{"PostgreSQL", newPostgres, newPostgres, 10,
		[]string{"DO $$ BEGIN PERFORM set_config('session_replication_role', 'replica', true); %s; END $$"}, "INSERT INTO search (rowid, grams) VALUES (99, '{5,6}')"},
}

func newPostgres(tb testing.TB) string { return postgres.Shared(tb).Database(tb) }

// onBoth runs a test on each of the databases.
func onBoth(t *testing.T, test func(*testing.T, engine)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { test(t, e) })
	}
}

func (e engine) open(tb testing.TB) *store.Store { return e.openWith(tb, store.Options{}) }

// fresh opens a database that was just made: for who changes its schema.
func (e engine) fresh(tb testing.TB) *store.Store {
	tb.Helper()
	return openWith(tb, e.database(tb), store.Options{})
}

// idle are databases of the server that tests have left, emptied: to make one takes longer than most tests.
var idle []string

const emptied = `DO $$ DECLARE t text; BEGIN
	PERFORM set_config('session_replication_role', 'replica', true);
	FOR t IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'taizhang_schema' LOOP
		EXECUTE 'DELETE FROM ' || quote_ident(t);
	END LOOP;
	PERFORM setval('notice_ids', 1, false);
END $$`

func (e engine) openWith(tb testing.TB, opt store.Options) *store.Store {
	tb.Helper()
	if e.name == engines[0].name {
		return openWith(tb, e.database(tb), opt)
	}
	at := ""
	if n := len(idle); n > 0 {
		at, idle = idle[n-1], idle[:n-1]
	} else {
		at = postgres.Shared(tb).Lasting(tb)
	}
	s := openWith(tb, at, opt)
	tb.Cleanup(func() { // one that the test closed is given up
		if s.Rows(ctx, emptied, func(store.Row) error { return nil }) == nil {
			idle = append(idle, at)
		}
	})
	return s
}
