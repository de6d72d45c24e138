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
	unguarded string                  // lets what is not so be written
	stray     string                  // something in the search index
}

var engines = []engine{
	{"SQLite", func(testing.TB) string { return ":memory:" }, func(tb testing.TB) string { return filepath.Join(tb.TempDir(), "a b%20?#.db") }, 80,
		"PRAGMA foreign_keys = off", "INSERT INTO search (rowid, grams) VALUES (99, '多余')"},
	{"PostgreSQL", newPostgres, newPostgres, 20,
		"ALTER TABLE run_sources DROP CONSTRAINT run_sources_run_id_fkey", "INSERT INTO search (rowid, grams) VALUES (99, '{5,6}')"},
}

func newPostgres(tb testing.TB) string { return postgres.Shared(tb).Database(tb) }

// onBoth runs a test on each of the databases.
func onBoth(t *testing.T, test func(*testing.T, engine)) {
	for _, e := range engines {
		t.Run(e.name, func(t *testing.T) { test(t, e) })
	}
}

func (e engine) open(tb testing.TB) *store.Store { return e.openWith(tb, store.Options{}) }

func (e engine) openWith(tb testing.TB, opt store.Options) *store.Store {
	tb.Helper()
	return openWith(tb, e.database(tb), opt)
}
