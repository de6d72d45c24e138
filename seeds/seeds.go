// Package seeds holds the reference data as tables that an analyst can read and
// correct, and the notice that ships with the program.
package seeds

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"slices"
)

//go:embed *.tsv
var tables embed.FS

// FS returns the embedded reference tables.
func FS() fs.FS { return tables }

// With returns the embedded tables overlaid by those in dir: a file there takes
// the place of the embedded one of the same name.
func With(dir string) fs.FS {
	if dir == "" {
		return tables
	}
	return overlay{os.DirFS(dir), tables}
}

// fixed are read as built in whatever a user brings: uids are carried by the one, and what a
// workbook decides is read by the other.
var fixed = []string{"fillers.tsv", "statuses.tsv"}

// Unknown lists the tables in dir that take the place of none, and those that can be replaced.
func Unknown(dir string) (unknown, known []string, err error) {
	own, err := fs.Glob(os.DirFS(dir), "*.tsv")
	if err == nil {
		known, err = fs.Glob(tables, "*.tsv")
	}
	known = slices.DeleteFunc(known, func(name string) bool { return slices.Contains(fixed, name) })
	return slices.DeleteFunc(own, func(name string) bool { return slices.Contains(known, name) }), known, err
}

type overlay struct{ top, base fs.FS }

// mostBytes is how large a table may be.
const mostBytes = 64 << 20

func (o overlay) Open(name string) (fs.File, error) {
	info, err := fs.Stat(o.top, name) // what is no file may never let itself be opened, or end
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return o.base.Open(name)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("no ordinary file")}
	case info.Size() > mostBytes:
		return nil, &fs.PathError{Op: "open", Path: name, Err: errors.New("larger than 64 MB")}
	}
	return o.top.Open(name)
}

// ReadDir lists the embedded tables: no other name counts.
func (o overlay) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(o.base, name) }
