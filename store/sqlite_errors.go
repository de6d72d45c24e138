package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"
	"github.com/taizhang/taizhang"
)

// faults says what SQLite's error codes mean to a user. Its order is its
// numbers'; what is not in it is reported with SQLite's own words.
var faults = map[sqlite3.ErrNo]taizhang.Error{
	sqlite3.ErrPerm:     {Kind: taizhang.IO, What: "no right to open the database", Remedy: "check your rights to the file and its folder"},
	sqlite3.ErrBusy:     {Kind: taizhang.IO, What: "the database is in use by another program", Remedy: "close it there, or try again"},
	sqlite3.ErrLocked:   {Kind: taizhang.IO, What: "the database is in use by another program", Remedy: "close it there, or try again"},
	sqlite3.ErrNomem:    {Kind: taizhang.TooLarge, What: "out of memory", Remedy: "close other programs, and try again"},
	sqlite3.ErrReadonly: {Kind: taizhang.IO, What: "the database can't be written", Remedy: "check your rights to the file and its folder, or copy it elsewhere"},
	sqlite3.ErrIoErr:    {Kind: taizhang.IO, What: "reading or writing the database failed", Remedy: "check the drive and run it again: what was stored before stays"},
	sqlite3.ErrCorrupt: {Kind: taizhang.Malformed, What: "the database is damaged, or the drive could not be read", // SQLite tells the two not apart
		Remedy: "see what `taizhang check` says: if it finds nothing, check the drive and run this again; else restore a backup, or ingest the notices into a new file"},
	sqlite3.ErrFull:     {Kind: taizhang.IO, What: "the disk is full", Remedy: "free some space and run it again: what was stored before stays"},
	sqlite3.ErrCantOpen: {Kind: taizhang.IO, What: "the database can't be opened", Remedy: "check your rights to the file and its folder"},
	sqlite3.ErrNotADB:   {Kind: taizhang.Malformed, What: "this is no database, or a damaged one", Remedy: "name another file, or restore a backup"},
}

func (db *sqliteDB) explain(err error) error { return explainSQLite(db.path, err) }

// explainSQLite makes a [taizhang.Error] of what SQLite says of the file at path, unless
// it is one, or the end of a context.
func explainSQLite(path string, err error) error {
	if err == nil || ended(err) {
		return err
	}
	if known, ok := errors.AsType[*taizhang.Error](err); ok {
		return known
	}
	e := taizhang.Error{Kind: taizhang.IO, What: "the database refused", Remedy: "run check on it, and report this as a defect"}
	if lite, ok := errors.AsType[sqlite3.Error](err); ok {
		if f, ok := faults[lite.Code&sqlite3.ErrNo(sqlite3.ErrNoMask)]; ok {
			e = f
		}
		if lite.ExtendedCode == sqlite3.ErrReadonlyRollback {
			e.What = "a run was interrupted while it wrote, and to undo that the file must be written"
			e.Remedy = "check your rights to the file and its folder, or copy it, together with " + path + "-journal, to where you may write"
		}
	}
	e.Path, e.Err = path, err
	return &e
}
