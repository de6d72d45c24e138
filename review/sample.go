package review

import (
	"context"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/temp"
)

// What helps in the first minutes: a notice to look at, and a copy of the database.

// sample has the shipped notices read.
func (s *Server) sample(r *http.Request) (answer, error) {
	dir, err := os.MkdirTemp("", temp.Name(""))
	if err != nil {
		return answer{}, diskError(err)
	}
	for name, text := range s.opt.Samples {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err = os.MkdirAll(filepath.Dir(at), 0o700); err == nil {
			err = os.WriteFile(at, []byte(text), 0o600)
		}
		if err != nil {
			os.RemoveAll(dir)
			return answer{}, diskError(err)
		}
	}
	return s.reading(office.Reading{Paths: []string{dir}, Folder: dir, Who: s.name(r)}, len(s.opt.Samples), func() { os.RemoveAll(dir) })
}

// backup sends a copy of the database, named by the day.
func (s *Server) backup(r *http.Request) (answer, error) {
	name := "台账备份-" + string(s.today()) + ".db"
	return s.onDisk(r, name, "application/vnd.sqlite3", func(ctx context.Context, w io.Writer) error { return s.office.BackupTo(ctx, w) })
}
