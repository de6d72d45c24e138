package store

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/taizhang/taizhang"
)

//go:embed sqlite/*.sql
var sqliteMigrations embed.FS

// sqliteDB is one SQLite file, on one connection that all transactions take in turns.
//
// The file has a rollback journal, not a write-ahead log: a log needs shared memory,
// which network drives do not have, and leaves two more files beside the one that
// people copy and send on. Every commit is synchronised in full.
type sqliteDB struct {
	mu      sync.Mutex
	tx      *sqliteTx
	path    string
	opt     Options
	opened  bool // and migrated
	keeping bool // what SQLite keeps for a while is in memory
}

func openSQLite(ctx context.Context, path string, opt Options) (*Store, error) {
	created, err := examine(path, opt.ReadOnly || opt.Existing)
	if err != nil {
		return nil, err
	}
	db := &sqliteDB{path: path, opt: opt}
	s := &Store{db: db, path: path, opt: opt}
	err = db.patiently(ctx, func() (err error) {
		db.tx, err = connect(dsn(path, opt.ReadOnly))
		return err
	})
	if err == nil {
		if err = hasFTS5(ctx, db.tx); err == nil {
			err = migrate(ctx, s)
		}
		if err == nil {
			db.opened = true
			return s, nil
		}
		err = errors.Join(err, db.tx.close())
	}
	if created {
		removeEmpty(path)
	}
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.Code == sqlite3.ErrNotADB {
		err = cmp.Or(begins(path), err)
	}
	return nil, s.explain(err)
}

// Engine names the library of the default database with its version.
func Engine() string {
	version, _, _ := sqlite3.Version()
	return "SQLite " + version
}

// hasFTS5 looks for the full text module, which go-sqlite3 leaves out unless
// told otherwise.
func hasFTS5(ctx context.Context, tx Tx) error {
	has := false
	err := tx.Query(ctx, "SELECT 1 FROM pragma_module_list WHERE name = 'fts5'",
		func(Row) error { has = true; return nil })
	if err != nil || has {
		return err
	}
	return &taizhang.Error{Kind: taizhang.Unsupported, What: "this program was built without full text search",
		Remedy: "build it with make build (go build -tags sqlite_fts5)"}
}

// transact takes the write lock at once, so that two writers wait for each other
// instead of failing half way.
func (db *sqliteDB) transact(ctx context.Context, write bool, f func(Tx) error) error {
	db.mu.Lock()
	defer db.mu.Unlock()
	begin := func() error { return db.tx.Exec(ctx, "BEGIN IMMEDIATE") }
	if !write {
		begin = func() error {
			err := db.tx.Exec(ctx, "BEGIN")
			if err == nil { // which takes no lock: the first look does
				if err = db.tx.Exec(ctx, "SELECT 1 FROM sqlite_master LIMIT 1"); err != nil {
					db.rollback(ctx)
				}
			}
			return err
		}
	}
	if err := db.keep(ctx, write && db.opened); err != nil {
		return err
	}
	if err := db.patiently(ctx, begin); err != nil {
		return err
	}
	done := false
	defer func() { // a panic in f too must not leave the transaction open
		if !done {
			db.rollback(ctx)
		}
	}()
	if err := f(db.tx); err != nil {
		return err
	}
	if err := db.patiently(ctx, func() error { return db.tx.Exec(ctx, "COMMIT") }); err != nil { // readers are waited for
		return err
	}
	done = true
	return nil
}

// keep says where SQLite keeps each page that a statement of many rows changes, so that the statement can be undone
// alone: in memory for those of a notice, which wrote 1.7 MB of them to a file. What readers sort and migrations change
// may be more than memory holds.
func (db *sqliteDB) keep(ctx context.Context, inMemory bool) error {
	if inMemory == db.keeping {
		return nil
	}
	where := "DEFAULT"
	if inMemory {
		where = "MEMORY"
	}
	err := db.tx.Exec(ctx, "PRAGMA temp_store = "+where)
	if err == nil {
		db.keeping = inMemory
	}
	return err
}

func (db *sqliteDB) rollback(ctx context.Context) {
	db.tx.Exec(context.WithoutCancel(ctx), "ROLLBACK")
}

// patience is how long a lock is waited for: longer than check or backup takes, beside
// which a run cannot commit, on a database of a million tasks; and long enough to get
// a turn beside a program that writes nearly all the time, as SQLite looks ten times a
// second.
const patience = 2 * time.Minute

// patiently calls f, which begins, commits or opens, until no other program's lock
// is in its way. Each call waits a second itself (dsn), so that the end of ctx is
// seen between them, and no clock is needed.
func (db *sqliteDB) patiently(ctx context.Context, f func() error) error {
	wait := cmp.Or(db.opt.Wait, patience)
	for waited := time.Second; ; waited += time.Second {
		err := f()
		if e, ok := errors.AsType[sqlite3.Error](err); !ok || e.Code != sqlite3.ErrBusy {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if waited >= wait {
			return lockedFor(wait, err)
		}
		if waited == time.Second && db.opt.Waiting != nil {
			db.opt.Waiting(whyLocked)
		}
	}
}

const whyLocked = "another program has the database locked"

func lockedFor(wait time.Duration, err error) error {
	return &taizhang.Error{Kind: taizhang.IO, What: fmt.Sprintf("%s, and kept it so for %v", whyLocked, wait), Err: err,
		Remedy: "let it finish or close the database there, then run this again: what was stored stays"}
}

func (db *sqliteDB) manyWriters() bool              { return false }
func (db *sqliteDB) turn(context.Context, Tx) error { return nil }

func (db *sqliteDB) nextNotices(ctx context.Context, tx Tx, n int) ([]int64, error) {
	ids := make([]int64, n)
	err := tx.Query(ctx, "SELECT coalesce(max(id), 0) + 1 FROM notices", func(r Row) error { ids[0] = r.Int(0); return nil })
	for i := range ids {
		ids[i] = ids[0] + int64(i)
	}
	return ids, err
}

func (db *sqliteDB) migrations() fs.FS {
	files, err := fs.Sub(sqliteMigrations, "sqlite")
	if err != nil {
		panic(err) // it is embedded
	}
	return files
}

func (db *sqliteDB) versions() string {
	return "CREATE TABLE taizhang_schema (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"
}

// whole is what the migrations and views.sql come to: each ALTER TABLE has SQLite read the whole schema again, which
// was a twentieth of a cold run. TestUpgrade keeps them the same; with -update it writes this anew.
//
//go:embed sqlite_new.sql
var sqliteNew string

func (db *sqliteDB) whole() string { return sqliteNew }

func (db *sqliteDB) names(ctx context.Context, tx Tx) (names []string, err error) {
	err = tx.Query(ctx, "SELECT name FROM sqlite_master ORDER BY name", func(r Row) error { names = append(names, r.Text(0)); return nil })
	return names, err
}

func (db *sqliteDB) script(ctx context.Context, _ Tx, sql string) error {
	return db.tx.script(ctx, sql)
}

// first does not wait for the disk: an empty database holds nothing that could be lost,
// and its first commit with content synchronises the whole file. That is a third of a cold run.
func (db *sqliteDB) first(ctx context.Context, create func() error) error {
	if err := db.tx.Exec(ctx, "PRAGMA synchronous = OFF"); err != nil {
		return err
	}
	err := create()
	return errors.Join(err, db.tx.Exec(context.WithoutCancel(ctx), "PRAGMA synchronous = FULL"))
}

// joined orders in a query of its own: group_concat takes an order since SQLite 3.44 alone.
func (db *sqliteDB) joined(value, _ string) string {
	return "SELECT group_concat(" + value[strings.LastIndex(value, ".")+1:] + ", '、') FROM (SELECT " + value
}

func (db *sqliteDB) ordered(order string) string { return " ORDER BY " + order + ")" }

func (db *sqliteDB) check(ctx context.Context, tx Tx, report reporter) error {
	err := tx.Query(ctx, "PRAGMA integrity_check", func(r Row) error {
		for line := range strings.Lines(r.Text(0)) { // one row has all that is wrong with the pages
			if line = strings.TrimSpace(line); line != "ok" && !strings.HasPrefix(line, "***") {
				report("", "file", "%s", line)
			}
		}
		return nil
	})
	if e, ok := errors.AsType[sqlite3.Error](err); ok && e.Code == sqlite3.ErrError { // the search index refuses to be looked at
		report("", "file", "can't be checked: %v", err)
	} else if err != nil {
		return err
	}
	return tx.Query(ctx, "PRAGMA foreign_key_check", func(r Row) error {
		report("", "foreign keys", "row %d of %s points at a row of %s that is not there", r.Int(1), r.Text(0), r.Text(2))
		return nil
	})
}

func (db *sqliteDB) close() error {
	db.mu.Lock()
	defer db.mu.Unlock()
	return db.tx.close()
}
