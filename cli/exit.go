package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang/catalog"
)

// The exit codes that scripts rely on.
const (
	Done    = 0
	Partial = 1 // done, but some sources failed, or check found faults
	Misused = 2
	Nothing = 3 // nothing could be done
)

// Exit is an error that sets the exit code; its message may be empty when all was said.
type Exit struct {
	Code int
	Err  error
}

func (x Exit) Error() string {
	if x.Err == nil {
		return ""
	}
	return x.Err.Error()
}

func (x Exit) Unwrap() error { return x.Err }

// Usage, Failure and Message make errors that are said in the language of who is told.
func Usage(format string, args ...any) error { return Failure(Misused, format, args...) }

func Failure(code int, format string, args ...any) error { return Exit{code, Message(format, args...)} }

func Message(format string, args ...any) error { return catalog.Errorf(format, args...) }

// Failed is the error of a command that failed with so many of its things; some: not with all.
func Failed(c catalog.Count, some bool) error {
	switch {
	case c.N == 0:
		return nil
	case some:
		return Failure(Partial, "%s failed", c)
	}
	return Failure(Nothing, "%s failed", c)
}

// Plural is so many of something, said in the language of who is told.
func Plural(n int, noun string) catalog.Count { return catalog.Count{N: n, Noun: noun} }

// ExitCode prints err and returns its exit code.
func (p *Program) ExitCode(err error) int {
	if err == nil {
		return Done
	}
	code := Nothing
	if x, ok := errors.AsType[Exit](err); ok {
		code = x.Code
	}
	if errors.Is(err, context.Canceled) {
		err = Message("interrupted; what was stored stays, and the same command does the rest")
	}
	if err.Error() != "" {
		fmt.Fprintln(p.Stderr, p.Name+":", strings.TrimPrefix(p.Say.Error(err), p.Name+": "))
	}
	return code
}
