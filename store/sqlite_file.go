package store

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// memory is the path of a database that is in no file.
const memory = ":memory:"

// magic is how every SQLite file starts.
const magic = "SQLite format 3\x00"

// Examine is an error when the file at path is there and no database of ours, or
// too damaged to tell. An empty one may become ours. It must not be open in this process.
func Examine(ctx context.Context, path string) error {
	if created, err := examine(path, false); err != nil || created {
		return err
	}
	if err := begins(path); err != nil {
		return err
	}
	if info, err := os.Stat(path); err != nil || info.Size() == 0 {
		return nil // gone meanwhile, or empty
	}
	tx, err := connect(dsn(path, true) + "&immutable=1") // which takes no lock and writes nothing beside it
	var names []string
	if err == nil {
		names, err = (&sqliteDB{path: path}).names(ctx, tx)
		err = errors.Join(err, tx.close())
	}
	switch {
	case ended(err):
		return err
	case err != nil:
		return &taizhang.Error{Kind: taizhang.Malformed, Path: path, What: "this database is damaged, and may be another program's", Err: err,
			Remedy: "delete it if it is an old backup, or name another file; this one is untouched"}
	case len(names) > 0 && !slices.Contains(names, "taizhang_schema"):
		return &taizhang.Error{Kind: taizhang.Unsupported, Path: path, What: "this is a database of another program", Remedy: "name another file; this one is untouched"}
	}
	return nil
}

// smallest is how many bytes a database has at least.
const smallest = 512

// examine looks at the file before SQLite does, which would take a file of a
// few bytes for an empty database and write over it. created says that opening
// will make the file.
//
// It reads only what is too small for a database. To close a file ends, by POSIX,
// all locks of the process on it, those of another Store included.
func examine(path string, existing bool) (created bool, err error) {
	fail := func(kind taizhang.ErrorKind, what, remedy string, cause error) (bool, error) {
		return false, &taizhang.Error{Kind: kind, Path: path, What: what, Remedy: remedy, Err: cause}
	}
	if path == memory {
		return false, nil
	}
	if path == "" || strings.ContainsRune(path, 0) {
		return fail(taizhang.IO, "this is no file name", "name the database file", nil)
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && existing:
		return fail(taizhang.IO, "there is no such database", "ingest a notice into it first, or correct the path", nil)
	case errors.Is(err, fs.ErrNotExist):
		dir := filepath.Dir(path)
		if d, err := os.Stat(dir); err != nil || !d.IsDir() {
			return fail(taizhang.IO, "there is no folder "+dir, "make the folder, or correct the path", nil)
		}
		return true, nil
	case err != nil:
		return fail(taizhang.IO, "the file can't be reached", "check the path and your rights", err)
	case info.IsDir():
		return fail(taizhang.IO, "this is a folder, not a database", "name a file in it", nil)
	case !info.Mode().IsRegular():
		return fail(taizhang.IO, "this is no ordinary file", "name a database file", nil)
	case info.Size() == 0 && existing:
		return fail(taizhang.Empty, "the file is empty", "ingest a notice into it first", nil)
	case info.Size() < smallest:
		return false, begins(path)
	}
	return false, nil
}

// begins is an error when the file is not empty and does not begin as a database does.
func begins(path string) error {
	fail := func(kind taizhang.ErrorKind, what, remedy string, cause error) error {
		return &taizhang.Error{Kind: kind, Path: path, What: what, Remedy: remedy, Err: cause}
	}
	f, err := os.Open(path)
	if err != nil {
		return fail(taizhang.IO, "the file can't be opened", "check your rights", err)
	}
	defer f.Close()
	head := make([]byte, len(magic))
	n, err := io.ReadFull(f, head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return fail(taizhang.IO, "the file can't be read", "check the drive", err)
	}
	if n > 0 && !bytes.Equal(head[:n], []byte(magic)) {
		return fail(taizhang.Unsupported, "this is no database of taizhang", "name another file; this one is untouched", nil)
	}
	return nil
}

// dsn is path as the driver wants it, with every mark escaped that means
// something in a URI. A database for reading is not opened with mode=ro: what an
// interrupted run left must be undone first, which SQLite does when it may write;
// where it may not, it opens the file for reading by itself.
func dsn(path string, readOnly bool) string {
	const options = "?_mutex=no&_foreign_keys=on&_synchronous=full&_cache_size=-32768&_busy_timeout=1000" // one turn of patiently
	if path == memory {
		return memory + options
	}
	mode := "rwc"
	if readOnly {
		mode = "rw"
	}
	return fileURI(filepath.ToSlash(path), filepath.VolumeName(path)) + options + "&mode=" + mode
}

// fileURI turns a path with forward slashes into a file URI. volume is what
// Windows has in front of it: C: becomes file:///C:/…, a network share
// file:////server/share/….
func fileURI(path, volume string) string {
	escaped := strings.ReplaceAll((&url.URL{Path: "/" + path}).EscapedPath()[1:], ":", "%3A")
	switch {
	case len(volume) == 2 && strings.HasPrefix(path[2:], "/"):
		return "file:///" + path[:2] + escaped[len("C%3A"):]
	case strings.HasPrefix(path, "/"):
		return "file://" + escaped
	}
	return "file:" + escaped
}

// removeEmpty takes away the file that a failed creation left: nothing is to be
// changed by a failure. Anything in it means that it is not ours alone.
func removeEmpty(path string) {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 {
		os.Remove(path)
	}
}
