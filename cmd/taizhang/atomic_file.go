package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/taizhang/taizhang"
)

// atomicFile is a file that is written beside the one it is to replace, and
// takes its place only when it is whole.
type atomicFile struct {
	path string
	temp *os.File
	mode fs.FileMode // its rights, where there is no old file to take them from
}

// newAtomicFile prepares to write path: it fails now, before any work, where the file
// is open elsewhere or its folder can't be written.
func newAtomicFile(path string) (*atomicFile, error) {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: path, What: "this is a folder", Remedy: "name a file in it"}
	}
	dir, name := filepath.Split(path)
	for _, lock := range []string{"~$" + name, ".~lock." + name + "#"} {
		if _, err := os.Lstat(dir + lock); err == nil {
			return nil, &taizhang.Error{Kind: taizhang.IO, Path: path, What: "the file is open in another program",
				Remedy: "close it there, or delete " + dir + lock + " if it is open nowhere; nothing was changed"}
		}
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".taizhang-*.tmp")
	if err != nil {
		return nil, writeError(path, err)
	}
	return &atomicFile{path, temp, 0o644}, nil
}

// write has f fill the new file. An error of f that is not of the file is returned as it is.
func (r *atomicFile) write(f func(io.Writer) error) error {
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
func (r *atomicFile) fill(f func(path string) error) error {
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

// commit puts the new file in the place of the old one.
func (r *atomicFile) commit() error {
	if info, err := os.Stat(r.path); err == nil {
		r.mode = info.Mode().Perm()
	}
	err := errors.Join(r.temp.Chmod(r.mode), r.temp.Close())
	if err == nil {
		err = os.Rename(r.temp.Name(), r.path)
	}
	if err != nil {
		os.Remove(r.temp.Name())
		return writeError(r.path, err)
	}
	r.temp = nil
	if dir, err := os.Open(filepath.Dir(r.path)); err == nil { // so that the new name outlives a power cut
		dir.Sync() // not every file system can, and Windows does it unasked
		dir.Close()
	}
	return nil
}

// done commits, and says so.
func (r *atomicFile) done(e *environ) error {
	err := r.commit()
	if err == nil {
		fmt.Fprintf(e.stderr, "wrote %s\n", r.path)
	}
	return err
}

// discard removes the new file, unless it was committed.
func (r *atomicFile) discard() {
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
