package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/taizhang/taizhang"
)

// patience is how long a lock is waited for: longer than check or backup takes, beside
// which a run cannot commit, on a database of a million tasks; and long enough to get
// a turn beside a program that writes nearly all the time, as SQLite looks ten times a
// second.
const patience = 2 * time.Minute

// patiently calls f, which begins, commits or opens, until no other program's lock
// is in its way. Each call waits a second itself (dsn), so that the end of ctx is
// seen between them, and no clock is needed.
func (s *Store) patiently(ctx context.Context, f func() error) error {
	wait := s.opt.Wait
	if wait == 0 {
		wait = patience
	}
	for waited := time.Second; ; waited += time.Second {
		err := f()
		if e, ok := errors.AsType[sqlite3.Error](err); !ok || e.Code != sqlite3.ErrBusy {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if waited >= wait {
			return &taizhang.Error{Kind: taizhang.IO, What: fmt.Sprintf("another program has the database locked, and kept it so for %v", wait), Err: err,
				Remedy: "let it finish or close the database there, then run this again: what was stored stays"}
		}
		if waited == time.Second && s.opt.Waiting != nil {
			s.opt.Waiting()
		}
	}
}
