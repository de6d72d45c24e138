package store

import (
	"context"
	"errors"
	"maps"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// Options say how a database is opened.
type Options struct {
	ReadOnly bool // never write, and fail when there is no database
	Existing bool // fail when there is no database

	// Carry says which entry of an older reading or revision an entry of a newer one
	// is: new id → old id. Without it only entries that read the same keep their uids.
	Carry func(old, new *taizhang.Ledger) map[string]string

	// Reread reads a document again with what a person says of the notice, to resolve its units and
	// times anew. Without it such a decision is refused.
	Reread decide.Reread

	// Wait is how long to wait for a lock that another program holds, or for a server
	// that is away, in whole seconds; 0 is 2 min. Waiting is called, once, when that begins to take long.
	Wait    time.Duration
	Waiting func(why string)
}

// Store is an open database. Its methods may be called from many goroutines.
type Store struct {
	db   database
	path string // as it is shown
	opt  Options
}

// Open opens the database at path, a file, ":memory:" for one in memory, or a
// postgres:// URL. A file that does not exist and a database that is empty become one of
// ours, one of an older version is brought up to date; any other is left as it is and is
// a [taizhang.Error].
func Open(ctx context.Context, path string, opt Options) (*Store, error) {
	if IsPostgres(path) {
		return openPostgres(ctx, path, opt)
	}
	if keywords.MatchString(path) {
		return nil, &taizhang.Error{Kind: taizhang.IO, What: "this is an address in keywords, and no file", Remedy: "write it as postgres://USER@HOST:PORT/DATABASE"}
	}
	return openSQLite(ctx, path, opt)
}

// Close closes the database.
func (s *Store) Close() error { return s.explain(s.db.close()) }

// read calls f with one state of the database.
func (s *Store) read(ctx context.Context, f func(Tx) error) error {
	return s.explain(s.db.transact(ctx, false, f))
}

// write calls f in a transaction that is committed when f succeeds and undone when
// it does not, and has its turn from the beginning.
func (s *Store) write(ctx context.Context, f func(*writing) error) error {
	return s.update(ctx, func(w *writing) error {
		if err := w.turn(ctx); err != nil {
			return err
		}
		return f(w)
	})
}

// update is write for an f that takes its turn when it must. It may be called again,
// after a failure that another transaction or a lost connection was the cause of.
func (s *Store) update(ctx context.Context, f func(*writing) error) error {
	if s.opt.ReadOnly {
		return s.explain(&taizhang.Error{Kind: taizhang.IO, What: "the database is open for reading only", Remedy: "open it for writing"})
	}
	return s.explain(s.db.transact(ctx, true, func(tx Tx) error {
		w := &writing{Tx: tx, db: s.db, alone: !s.db.manyWriters()}
		if err := f(w); err != nil {
			if w.once {
				return final{err}
			}
			return err
		}
		return w.index(ctx)
	}))
}

// Backup copies the database, as it is at one moment, into an empty file at path,
// which the caller synchronises. Other programs may read meanwhile.
func (s *Store) Backup(ctx context.Context, path string) error {
	return s.explain(s.db.backup(ctx, path))
}

// writing is a transaction that writes.
type writing struct {
	Tx
	db      database
	alone   bool                          // has its turn
	once    bool                          // can't be begun anew: what it is part of has been seen
	decided [2]int64                      // what was decided when notices were last written
	lined   bool                          // nothing was decided then that puts notices in another line
	placed  map[string][]string           // sources by the work that they were read as, where a person said another; nil: not looked up
	units   map[int64]taizhang.Assignment // to be written when it has its turn
	buckets []any                         // of the search index, not yet written: bucket, terms…
}

// turn waits for the turn of the transaction, unless it has it. What can be written
// before then is, and what can't is written then.
func (w *writing) turn(ctx context.Context) error {
	if w.alone {
		return nil
	}
	if err := w.index(ctx); err != nil {
		return err
	}
	if err := w.db.turn(ctx, w.Tx); err != nil {
		return err
	}
	w.alone = true
	return w.know(ctx, w.units)
}

// know adds units that are not there yet. Of two transactions that add the same one
// would wait for the other, which may wait for its turn: so that is waited for first.
func (w *writing) know(ctx context.Context, units map[int64]taizhang.Assignment) error {
	if w.alone {
		return insertUnits(ctx, w, units)
	}
	if w.units == nil {
		w.units = make(map[int64]taizhang.Assignment)
	}
	maps.Copy(w.units, units)
	return nil
}

// indexLater keeps the index of a notice for later: much is indexed at once in half the time.
func (w *writing) indexLater(f *flat) {
	for i := 0; i < len(f.index.rows); i += 2 {
		w.buckets = append(w.buckets, f.id<<(keyBits-bucketBits)+f.index.rows[i].(int64), f.index.rows[i+1])
	}
}

// unindex forgets what is kept of a range of buckets.
func (w *writing) unindex(from, to int64) {
	kept := w.buckets[:0]
	for i := 0; i < len(w.buckets); i += 2 {
		if bucket := w.buckets[i].(int64); bucket < from || bucket >= to {
			kept = append(kept, w.buckets[i], w.buckets[i+1])
		}
	}
	w.buckets = kept
}

// index writes what was kept.
func (w *writing) index(ctx context.Context) error {
	buckets := w.buckets
	w.buckets = nil
	if len(buckets) == 0 {
		return nil
	}
	return w.db.index(ctx, w.Tx, buckets)
}

// Explain makes a [taizhang.Error] of what the database said to a statement that is not
// the store's, unless it is one, or the end of a context.
func (s *Store) Explain(err error) error { return s.explain(err) }

// explain makes a [taizhang.Error] of err, unless it is one, or the end of a context.
func (s *Store) explain(err error) error {
	known, ok := errors.AsType[*taizhang.Error](err)
	if !ok {
		if err == nil || ended(err) {
			return err
		}
		if known, ok = errors.AsType[*taizhang.Error](s.db.explain(err)); !ok {
			return err
		}
	}
	if known.Path == "" {
		known.Path = s.path
	}
	return known
}

func ended(err error) bool {
	return errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
}

// damaged is a database that holds what was never stored.
var damaged = taizhang.Error{Kind: taizhang.Malformed, What: "the database is damaged", Remedy: "restore a backup, or ingest the notices into a new database"}
