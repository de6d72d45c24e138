package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/taizhang/taizhang"
)

// Rows runs any SQL outside of a transaction, to look behind the API and to
// break things.
func (s *Store) Rows(ctx context.Context, query string, each func(Row) error, args ...any) error {
	if db, ok := s.db.(*sqliteDB); ok {
		return db.tx.Query(ctx, query, each, args...)
	}
	return s.db.transact(ctx, true, func(tx Tx) error { return tx.Query(ctx, query, each, args...) })
}

// References are the columns that check follows in PostgreSQL: table.column and the table it leads to.
func References() (out []string) {
	for table, column := range checked {
		out = append(out, column+" "+table)
	}
	return out
}

// Outcome finds out what became of a transaction of PostgreSQL.
func (s *Store) Outcome(ctx context.Context, id string, lost error) error {
	return s.db.(*postgresDB).outcome(ctx, id, lost)
}

// FileURI is fileURI.
var FileURI = fileURI

// FindPlans returns the steps by which SQLite runs the statements of a search.
func (s *Store) FindPlans(ctx context.Context, q Query) (steps []string, err error) {
	f := newFinder(ctx, q)
	entries := f.entries()
	entries.args[0], entries.args[1] = int64(0), int64(1)
	for _, st := range []*statement{f.notices(), entries} {
		err = errors.Join(err, s.Rows(ctx, "EXPLAIN QUERY PLAN "+st.sql.String(), func(r Row) error {
			steps = append(steps, r.Text(3))
			return nil
		}, st.args...))
	}
	return steps, err
}

// Machine returns a stored ledger as it was read, before any decision.
func (s *Store) Machine(ctx context.Context, key string) (l *taizhang.Ledger, uids map[string]string, err error) {
	err = s.read(ctx, func(tx Tx) (err error) { l, uids, _, err = loadMachine(ctx, tx, key); return err })
	return l, uids, err
}

// Marks is another string after any change of a row.
func (s *Store) Marks(ctx context.Context) (marks string, err error) {
	queries := []string{"SELECT total_changes()"}
	if s.Pool() != nil {
		queries = nil
		for _, table := range dataTables {
			queries = append(queries, "SELECT count(*), coalesce(max(xmin::text::bigint), 0) FROM "+table)
		}
	}
	for _, q := range queries {
		err = errors.Join(err, s.Rows(ctx, q, func(r Row) error { marks += fmt.Sprintln(r); return nil }))
	}
	return marks, err
}

// dataTables are those that notices and decisions are in, what points before what it points at.
var dataTables = []string{"assignments", "units", "deadlines", "targets", "cells", "rows", "nodes", "columns", "links", "findings", "unclaimed", "entries",
	"tables", "parts", "fields", "blocks", "texts", "sources", "prints", "sketches", "originals", "search", "notices", "decisions"}

// Wipe empties a store, which is faster than to open another.
func (s *Store) Wipe(ctx context.Context) error {
	return s.write(ctx, func(tx *writing) (err error) {
		for _, table := range dataTables {
			err = errors.Join(err, tx.Exec(ctx, "DELETE FROM "+table))
		}
		return err
	})
}

// KeepsRows says whether the rows of a ledger are in memory.
func (p *Prepared) KeepsRows() bool { return p.flat != nil }

// Folded is how a search sees a text.
func Folded(s string) string {
	r, _ := foldText(s)
	return string(r)
}

// Counted is how many statements a store runs and how many rows they give it, from here on.
func (s *Store) Counted() *int {
	c := &counting{database: s.db}
	s.db = c
	return &c.n
}

type counting struct {
	database
	n int
}

func (c *counting) transact(ctx context.Context, write bool, f func(Tx) error) error {
	return c.database.transact(ctx, write, func(tx Tx) error { return f(countingTx{tx, &c.n}) })
}

type countingTx struct {
	Tx
	n *int
}

func (c countingTx) Exec(ctx context.Context, query string, args ...any) error {
	*c.n++
	return c.Tx.Exec(ctx, query, args...)
}

func (c countingTx) Query(ctx context.Context, query string, each func(Row) error, args ...any) error {
	*c.n++
	return c.Tx.Query(ctx, query, func(r Row) error { *c.n++; return each(r) }, args...)
}
