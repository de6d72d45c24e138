package store

import (
	"context"
	"errors"

	"github.com/mattn/go-sqlite3"
)

// backupPages of 4 KB are copied between two looks at the context.
const backupPages = 1024

// Other programs may read meanwhile, and write too, except that a commit waits for the
// end of the copy: so pages are copied as they are, not put in order as VACUUM INTO
// does, and nothing is synchronised on the way.
func (db *sqliteDB) backup(ctx context.Context, path string) (err error) {
	to, err := connect(dsn(path, false))
	if err != nil {
		return explainSQLite(path, err)
	}
	defer func() { err = errors.Join(err, explainSQLite(path, to.close())) }()
	if err := to.script(ctx, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF"); err != nil {
		return explainSQLite(path, err)
	}
	return db.transact(ctx, false, func(Tx) error {
		// Under the read lock: without it SQLite would begin again at each commit of
		// another program, and come to no end beside a busy one.
		b, err := to.conn.Backup("main", db.tx.conn, "main")
		if err != nil {
			return explainSQLite(path, err)
		}
		err = copyPages(ctx, b)
		if closed := b.Close(); err == nil {
			err = closed
		}
		if e, ok := errors.AsType[sqlite3.Error](err); ok && (e.Code == sqlite3.ErrCorrupt || e.Code == sqlite3.ErrNotADB) {
			return err // a fault of the source
		}
		return explainSQLite(path, err)
	})
}

func copyPages(ctx context.Context, b *sqlite3.SQLiteBackup) error {
	for left := -1; ; left = b.Remaining() {
		switch done, err := b.Step(backupPages); {
		case done || err != nil:
			return err
		case b.Remaining() == left: // Step does not say that it met a lock
			return sqlite3.Error{Code: sqlite3.ErrBusy}
		case ctx.Err() != nil:
			return ctx.Err()
		}
	}
}
