package office

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
	"github.com/taizhang/taizhang/temp"
)

// Backup copies the database, proves the copy whole, and only then puts it in its place.
func (o *Office) Backup(ctx context.Context, path string) error {
	if err := mayHold(ctx, path); err != nil {
		return err
	}
	file, err := NewFile(path)
	if err != nil {
		return err
	}
	defer file.Discard()
	if info, err := os.Stat(o.Database); err == nil {
		file.mode = info.Mode().Perm() // who may not read the one may not read the other
	}
	err = file.fill(func(path string) error {
		if err := o.Store.Backup(ctx, path); err != nil {
			return err
		}
		return o.proveWhole(ctx, path)
	})
	if err != nil {
		return err
	}
	return file.Commit()
}

// OverwritesDatabase reports whether a file would take the place of a database, or of
// what SQLite keeps beside it.
func OverwritesDatabase(path, db string) bool {
	for _, end := range []string{"", "-journal", "-wal", "-shm"} {
		if SameFile(db+end, path) {
			return true
		}
	}
	return false
}

// mayHold is an error when a backup must not be written to path.
func mayHold(ctx context.Context, path string) error {
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
func (o *Office) proveWhole(ctx context.Context, path string) error {
	s, err := store.Open(ctx, path, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	faults, err := s.Check(ctx)
	if err == nil && len(faults) > 0 {
		err = &taizhang.Error{Kind: taizhang.Malformed, Path: o.Database, What: fmt.Sprintf("faults found: %d, the first: %s", len(faults), faults[0]),
			Remedy: "the copy was not kept: `taizhang check --db " + o.Database + "` lists the faults; an older backup may be whole"}
	}
	return err
}

// BackupTo writes a whole copy of a database that is a file.
func (o *Office) BackupTo(ctx context.Context, w io.Writer) error {
	dir, err := os.MkdirTemp("", temp.Name(""))
	if err != nil {
		return &taizhang.Error{Kind: taizhang.IO, What: "there is no room for a copy", Remedy: "make room in the temporary folder", Err: err}
	}
	defer os.RemoveAll(dir)
	temp.Sweep(dir)
	path := filepath.Join(dir, "copy.db")
	if err := o.Backup(ctx, path); err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}

// Doubts counts what is to be checked in all current notices.
func (o *Office) Doubts(ctx context.Context) (int, error) { return o.Store.Doubts(ctx) }
