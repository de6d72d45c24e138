package temp

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/taizhang/taizhang"
)

// BufferMost is how many bytes a Buffer holds in memory.
const BufferMost = 1 << 20

// Buffer keeps bytes until they are asked for: a few in memory, more in a temporary file,
// which Discard removes. The zero Buffer is empty.
type Buffer struct {
	mem  bytes.Buffer
	file *os.File
	size int64
}

// Write adds to the end.
func (s *Buffer) Write(b []byte) (int, error) {
	if s.mem.Len()+len(b) > BufferMost {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	s.size += int64(len(b))
	return s.mem.Write(b)
}

func (s *Buffer) spill() (err error) {
	if s.file == nil {
		if s.file, err = os.CreateTemp("", Name(".tmp")); err != nil {
			return temporary(err)
		}
		Sweep(s.file.Name())
	}
	if _, err = s.mem.WriteTo(s.file); err != nil {
		return temporary(err)
	}
	return nil
}

// temporary says that it is not the file asked for that can't be written.
func temporary(err error) error {
	return &taizhang.Error{Kind: taizhang.IO, Path: os.TempDir(), What: "can't write a temporary file", Err: err,
		Remedy: "make room there, or name another folder with the environment variable TMPDIR (on Windows TMP)"}
}

// CopyTo writes all of it to w.
func (s *Buffer) CopyTo(w io.Writer) error {
	if s.file != nil {
		if _, err := s.file.Seek(0, io.SeekStart); err != nil {
			return err
		}
		if _, err := io.Copy(w, s.file); err != nil {
			return err
		}
	}
	_, err := w.Write(s.mem.Bytes())
	return err
}

// ReadAt reads what was written at a place, whole.
func (s *Buffer) ReadAt(b []byte, at int64) (int, error) {
	inFile := s.size - int64(s.mem.Len())
	n := 0
	if at < inFile {
		n = int(min(int64(len(b)), inFile-at))
		if _, err := s.file.ReadAt(b[:n], at); err != nil {
			return 0, temporary(err)
		}
		at = inFile
	}
	if at-inFile > int64(s.mem.Len()) {
		return n, io.EOF
	}
	if n += copy(b[n:], s.mem.Bytes()[at-inFile:]); n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// Size is how many bytes were written.
func (s *Buffer) Size() int64 { return s.size }

// Discard removes the temporary file.
func (s *Buffer) Discard() error {
	s.mem = bytes.Buffer{}
	if s.file == nil {
		return nil
	}
	err := errors.Join(s.file.Close(), os.Remove(s.file.Name()))
	s.file = nil
	return err
}
