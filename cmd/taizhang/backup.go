package main

import (
	"context"
	"fmt"
	"os"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// runBackup copies a database, proves the copy whole, and only then puts it in its place.
func runBackup(ctx context.Context, e *environ, args []string) error {
	f := newFlags("backup").withDB()
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(rest) != 1 {
		return usage("backup: name the FILE to write, and --db DB, the database to copy")
	}
	to := rest[0]
	s, err := store.Open(ctx, f.db, f.options(true))
	if err != nil {
		return err
	}
	defer s.Close()
	if err := mayReplace(ctx, to, f.db); err != nil {
		return err
	}
	file, err := newAtomicFile(to)
	if err != nil {
		return err
	}
	defer file.discard()
	if info, err := os.Stat(f.db); err == nil {
		file.mode = info.Mode().Perm() // who may not read the one may not read the other
	}
	err = file.fill(func(path string) error {
		if err := s.Backup(ctx, path); err != nil {
			return err
		}
		return proveWhole(ctx, path, f.db)
	})
	if err != nil {
		return err
	}
	if err := file.commit(); err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "%s: a whole copy of %s\n", taizhang.Visible(to), taizhang.Visible(f.db))
	return nil
}

// mayReplace is an error when a backup of db must not be written to path.
func mayReplace(ctx context.Context, path, db string) error {
	for _, end := range []string{"", "-journal", "-wal", "-shm"} {
		if sameFile(db+end, path) {
			return usage("backup: %s would overwrite the database %s; name another file", path, db)
		}
	}
	for _, end := range []string{"-journal", "-wal"} { // SQLite would apply it to the copy, and destroy it
		if _, err := os.Lstat(path + end); err == nil {
			return &taizhang.Error{Kind: taizhang.IO, Path: path, What: "a program is writing it, or was interrupted at that: there is " + path + end,
				Remedy: "name another file, or let `taizhang check --db " + path + "` undo what was interrupted"}
		}
	}
	return store.Examine(ctx, path)
}

// proveWhole checks the copy at path: one of a damaged database must not take the place
// of a good one.
func proveWhole(ctx context.Context, path, db string) error {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	faults, err := s.Check(ctx)
	if err == nil && len(faults) > 0 {
		err = &taizhang.Error{Kind: taizhang.Malformed, Path: db, What: plural(len(faults), "fault") + ", the first: " + faults[0].String(),
			Remedy: "the copy was not kept: `taizhang check --db " + db + "` lists the faults; an older backup may be whole"}
	}
	return err
}
