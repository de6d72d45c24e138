package export

import (
	"bytes"
	"errors"
	"io"
	"os"

	"github.com/taizhang/taizhang"
)

// spoolMost is how many bytes a spillBuffer holds in memory.
const spoolMost = 1 << 20

// spillBuffer keeps bytes until they are copied out: a few in memory, more in a
// temporary file.
type spillBuffer struct {
	mem  bytes.Buffer
	file *os.File
	size int64
}

// Write adds to the end.
func (s *spillBuffer) Write(b []byte) (int, error) {
	if s.mem.Len()+len(b) > spoolMost {
		if err := s.spill(); err != nil {
			return 0, err
		}
	}
	s.size += int64(len(b))
	return s.mem.Write(b)
}

func (s *spillBuffer) spill() (err error) {
	if s.file == nil {
		if s.file, err = os.CreateTemp("", "taizhang-*.tmp"); err != nil {
			return temporary(err)
		}
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

// copyTo writes all of it to w.
func (s *spillBuffer) copyTo(w io.Writer) error {
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

// discard removes the temporary file.
func (s *spillBuffer) discard() error {
	s.mem = bytes.Buffer{}
	if s.file == nil {
		return nil
	}
	err := errors.Join(s.file.Close(), os.Remove(s.file.Name()))
	s.file = nil
	return err
}
