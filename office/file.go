package office

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/temp"
)

// File is a file that is written beside the one it is to replace, and
// takes its place only when it is whole.
type File struct {
	path string // as the user names it
	file string // the file itself, where path is a link to it
	temp *os.File
	mode fs.FileMode // its rights, where there is no old file to take them from
}

// NewFile prepares to write path: it fails now, before any work, where the file
// is open elsewhere or its folder can't be written.
func NewFile(path string) (*File, error) {
	file, err := behindLinks(path)
	if err != nil {
		return nil, err
	}
	if err := mayBeReplaced(path, file); err != nil {
		return nil, err
	}
	dir, name := filepath.Split(file)
	if lock := lockOf(dir, name); lock != "" {
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: path, What: "the file is open in another program",
			Remedy: "close it there, or delete " + lock + " if it is open nowhere; nothing was changed"}
	}
	made, err := os.CreateTemp(filepath.Dir(file), "."+temp.Name(".tmp"))
	if err != nil {
		return nil, writeError(path, err)
	}
	temp.Sweep(made.Name())
	return &File{path, file, made, 0o644}, nil
}

// lockOf is the file by which Excel, WPS or LibreOffice tells that it has another open; empty for none.
func lockOf(dir, name string) string {
	for _, lock := range []string{"~$" + name, ".~lock." + name + "#"} {
		if _, err := os.Lstat(dir + lock); err == nil {
			return dir + lock
		}
	}
	return ""
}

// WriteFile has write fill a file, which takes the place of the one at path when it is whole.
func WriteFile(path string, write func(io.Writer) error) error {
	f, err := NewFile(path)
	if err != nil {
		return err
	}
	defer f.Discard()
	if err := f.Write(write); err != nil {
		return err
	}
	return f.Commit()
}

// SameFile reports whether two names are of one file; an empty one is of none.
func SameFile(a, b string) bool {
	if a == "" {
		return false
	}
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	if err1 == nil && err2 == nil {
		return os.SameFile(x, y)
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// behindLinks is the file that path leads to: a link is written through, as it would
// be by a program that opens it.
func behindLinks(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil // what is wrong shows when it is written
	}
	file, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", &taizhang.Error{Kind: taizhang.IO, Path: path, What: "this is a link that leads to no file", Err: err, Remedy: "delete the link, or name another file"}
	}
	return file, nil
}

// mayBeReplaced is an error where something else than an ordinary file is in the way:
// a rename would put a file in the place of a device or a pipe that others use.
func mayBeReplaced(path, file string) error {
	switch info, err := os.Lstat(file); {
	case err != nil:
		return nil
	case info.IsDir():
		return &taizhang.Error{Kind: taizhang.IO, Path: path, What: "this is a folder", Remedy: "name a file in it"}
	case !info.Mode().IsRegular():
		return &taizhang.Error{Kind: taizhang.IO, Path: path, What: "this is no ordinary file", Remedy: "name a file, which may be new; nothing was changed"}
	}
	return nil
}

// Write has f fill the new file. An error of f that is not of the file is returned as it is.
func (r *File) Write(f func(io.Writer) error) error {
	w := bufio.NewWriterSize(r.temp, 64<<10)
	if err := f(w); err != nil {
		if _, lasting := w.Write(nil); lasting == nil { // a writer that failed once goes on to say so
			return err
		}
		return writeError(r.path, err)
	}
	if err := errors.Join(w.Flush(), r.temp.Sync()); err != nil {
		return writeError(r.path, err)
	}
	return nil
}

// fill has f, which takes a file's name, fill the new file.
func (r *File) fill(f func(path string) error) error {
	if err := f(r.temp.Name()); err != nil {
		var typed *taizhang.Error
		if errors.As(err, &typed) && typed.Path == r.temp.Name() {
			typed.Path = r.path // the name the user knows
		}
		return err
	}
	if err := r.temp.Sync(); err != nil {
		return writeError(r.path, err)
	}
	return nil
}

// Commit puts the new file in the place of the old one.
func (r *File) Commit() error {
	if err := mayBeReplaced(r.path, r.file); err != nil { // it was not when the work began
		return err
	}
	if info, err := os.Stat(r.file); err == nil {
		r.mode = info.Mode().Perm()
	}
	err := errors.Join(r.temp.Chmod(r.mode), r.temp.Close())
	if err == nil {
		err = os.Rename(r.temp.Name(), r.file)
	}
	if err != nil {
		os.Remove(r.temp.Name())
		return writeError(r.path, err)
	}
	r.temp = nil
	if dir, err := os.Open(filepath.Dir(r.file)); err == nil { // so that the new name outlives a power cut
		dir.Sync() // not every file system can, and Windows does it unasked
		dir.Close()
	}
	return nil
}

// Discard removes the new file, unless it was committed.
func (r *File) Discard() {
	if r.temp != nil {
		r.temp.Close()
		os.Remove(r.temp.Name())
	}
}

func writeError(path string, err error) error {
	var typed *taizhang.Error
	if errors.As(err, &typed) {
		return err
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return &taizhang.Error{Kind: taizhang.IO, Path: path, What: "can't write the file", Err: err,
		Remedy: "check the folder, your right to write there, the free space, and that the file is open nowhere; the old file was not touched"}
}

// MakeFolder makes a folder where it is not there.
func MakeFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return &taizhang.Error{Kind: taizhang.IO, Path: dir, What: "the folder can't be made", Remedy: "name another, or check your rights", Err: err}
	}
	return nil
}

// FolderOf is a folder itself, or the one a file lies in.
func FolderOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return filepath.Dir(path)
}
