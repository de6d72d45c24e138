package review

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"

	"github.com/taizhang/taizhang/temp"
)

// The media types of what the page sends to be kept.
const (
	typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	typeZIP  = "application/zip"
)

// file is an answer that the browser keeps as a file of that name.
func file(name, media string, write func(io.Writer) error) answer {
	return answer{write: func(w http.ResponseWriter) error {
		w.Header().Set("Content-Type", media)
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
		return write(w)
	}}
}

// inMemory has a small file made in full, so that what goes wrong is told on a page.
func inMemory(name, media string, write func(io.Writer) error) (answer, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return answer{}, err
	}
	return file(name, media, func(w io.Writer) error { _, err := w.Write(b.Bytes()); return err }), nil
}

// onDisk has a file made in full before anything of it is sent: what goes wrong is told
// on a page, and a slow browser holds up nobody who writes.
func (s *Server) onDisk(r *http.Request, name, media string, write func(ctx context.Context, w io.Writer) error) (answer, error) {
	path, err := s.inFile(r, write)
	if err != nil {
		return answer{}, err
	}
	return file(name, media, func(w io.Writer) error {
		defer os.Remove(path)
		return sendFile(w, path)
	}), nil
}

// inFile has a file made until whoever asked for it leaves, or the program ends. The
// caller removes it.
func (s *Server) inFile(r *http.Request, write func(ctx context.Context, w io.Writer) error) (path string, err error) {
	f, err := os.CreateTemp("", temp.Name(""))
	if err != nil {
		return "", diskError(err)
	}
	ctx, cancel := context.WithCancel(r.Context())
	defer cancel()
	defer context.AfterFunc(s.jobs.ctx, cancel)()
	w := &written{w: f}
	err = write(ctx, &until{ctx, w})
	if w.err = errors.Join(w.err, f.Close()); w.err != nil {
		err = diskError(w.err)
	}
	if err != nil {
		os.Remove(f.Name())
		if s.jobs.ctx.Err() != nil {
			err = ending
		}
		return "", err
	}
	return f.Name(), nil
}

// until writes until its context ends.
type until struct {
	ctx context.Context
	w   io.Writer
}

func (u *until) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(p)
}

func sendFile(w io.Writer, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
