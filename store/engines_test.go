package store_test

import (
	"testing"

	"github.com/taizhang/taizhang/fixtures/postgres"
	"github.com/taizhang/taizhang/store"
)

// engine is one of the two databases. What the store promises, it promises of both.
type engine struct {
	name      string
	database  func(testing.TB) string // one that is empty
	sequences int                     // of the model: a server takes longer over each
}

var engines = []engine{
	{"SQLite", func(testing.TB) string { return ":memory:" }, 80},
	{"PostgreSQL", func(tb testing.TB) string { return postgres.Shared(tb).Database(tb) }, 20},
}

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
