// Package store keeps ledgers in a SQL database and is the only writer of it.
//
// The database is one SQLite file with a rollback journal, not a write-ahead
// log: a log needs shared memory, which network drives do not have, and leaves
// two more files beside the one that people copy and send on. Every commit is
// synchronised in full.
package store

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/taizhang/taizhang"
)

// Options say how a database is opened.
type Options struct {
	ReadOnly bool // never write, and fail when the file does not exist
	Existing bool // fail when the file does not exist

	// Carry says which entry of an older reading or revision an entry of a newer one
	// is: new id → old id. Without it only entries that read the same keep their uids.
	Carry func(old, new *taizhang.Ledger) map[string]string

	// Wait is how long to wait for a lock that another program holds, in whole
	// seconds; 0 is 2 min. Waiting is called, once, when that begins to take long.
	Wait    time.Duration
	Waiting func()
}

// Store is an open database. Its methods may be called from many goroutines and
// take turns.
type Store struct {
	mu   sync.Mutex
	tx   *sqliteTx
	path string
	opt  Options

	shelves []any // of the search index, to be written when the transaction ends: shelf, terms…
}

// Open opens the database at path, ":memory:" for one in memory. A file that
// does not exist or is empty becomes a database, one of an older version is
// brought up to date; any other file is left as it is and is a [taizhang.Error].
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	created, err := examine(path, opt.ReadOnly || opt.Existing)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, opt: opt}
	err = s.patiently(ctx, func() (err error) {
		s.tx, err = connect(dsn(path, opt.ReadOnly))
		return err
	})
	if err == nil {
		if err = s.prepare(ctx); err == nil {
			return s, nil
		}
		err = errors.Join(err, s.tx.close())
	}
	if created {
		removeEmpty(path)
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.Code == sqlite3.ErrNotADB {
		err = cmp.Or(begins(path), err)
	}
	return nil, explain(path, err)
}

func (s *Store) prepare(ctx context.Context) error {
	if err := hasFTS5(ctx, s.tx); err != nil {
		return err
	}
	return migrate(ctx, s)
}

// Close closes the database.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return explain(s.path, s.tx.close())
}

// read calls f with the database to itself and one state of it.
func (s *Store) read(ctx context.Context, f func(Tx) error) error {
	return s.transact(ctx, func() error {
		err := s.tx.Exec(ctx, "BEGIN")
		if err == nil { // which takes no lock: the first look does
			if err = s.tx.Exec(ctx, "SELECT 1 FROM sqlite_master LIMIT 1"); err != nil {
				s.tx.Exec(context.WithoutCancel(ctx), "ROLLBACK")
			}
		}
		return err
	}, f)
}

// write calls f in a transaction that is committed when f succeeds and undone
// when it does not. It takes the write lock at once, so that two writers wait
// for each other instead of failing half way.
func (s *Store) write(ctx context.Context, f func(Tx) error) error {
	if s.opt.ReadOnly {
		return &taizhang.Error{Kind: taizhang.IO, Path: s.path, What: "the database is open for reading only",
			Remedy: "open it for writing"}
	}
	return s.transact(ctx, func() error { return s.tx.Exec(ctx, "BEGIN IMMEDIATE") }, func(tx Tx) error {
		s.shelves = nil
		if err := f(tx); err != nil {
			return err
		}
		return s.index(ctx, tx)
	})
}

func (s *Store) transact(ctx context.Context, begin func() error, f func(Tx) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.patiently(ctx, begin); err != nil {
		return explain(s.path, err)
	}
	done := false
	defer func() { // a panic in f too must not leave the transaction open
		if !done {
			s.tx.Exec(context.WithoutCancel(ctx), "ROLLBACK")
		}
	}()
	if err := f(s.tx); err != nil {
		return explain(s.path, err)
	}
	if err := s.patiently(ctx, func() error { return s.tx.Exec(ctx, "COMMIT") }); err != nil { // readers are waited for
		return explain(s.path, err)
	}
	done = true
	return nil
}
