package ingest

import (
	"context"
	"io"
)

// untilDone is a reader that ends with its context: a read from a terminal or a pipe
// can't be told to stop, and the run must not wait for it.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (u untilDone) Read(p []byte) (int, error) {
	type read struct {
		n   int
		err error
	}
	buf, done := make([]byte, len(p)), make(chan read, 1)
	go func() {
		n, err := u.r.Read(buf)
		done <- read{n, err}
	}()
	select {
	case r := <-done:
		return copy(p, buf[:r.n]), r.err
	case <-u.ctx.Done():
		return 0, u.ctx.Err()
	}
}
