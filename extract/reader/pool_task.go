package reader

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/taizhang/taizhang"
)

// NewTaskPool is NewPool for children that do something else than read: each must call
// [ServeTasks] with the same greeting.
func NewTaskPool(command []string, greeting string, size int) *Pool {
	return newPoolOf(command, greeting, size)
}

// Do has a child do something for the source of that name within its limits, and hands
// the answer to understand, whose errors of type *taizhang.Error are returned; any other
// means that the answer makes no sense. The parts of what is asked are joined.
func (p *Pool) Do(ctx context.Context, name string, limits Limits, understand func(answer []byte) error, parts ...[]byte) error {
	return p.do(ctx, task{name, limits.orDefault(), func(w io.Writer) error { return writeFrame(w, parts...) }, func(answer []byte) error {
		err := understand(answer)
		var typed *taizhang.Error
		if err != nil && !errors.As(err, &typed) {
			err = fmt.Errorf("%w: %w", errWire, err)
		}
		return err
	}, nil})
}

// Stopped is the error of a source whose work was ended by its context: timeout, where it
// went over its own limit.
func Stopped(name string, err error) error { return stopped(name, err) }

// OverTime is the error of a source that took longer than its limit.
func OverTime(name string, limit time.Duration) error { return overTime(name, limit) }

// TooMuch is the error of a source that takes more memory than its limit.
func TooMuch(name string, limit int64) error { return overMemory(name, limit) }
