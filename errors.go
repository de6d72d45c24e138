package taizhang

import (
	"errors"
	"strings"
)

// ErrorKind is the one word by which scripts tell input errors apart.
type ErrorKind string

// The kinds of input error.
const (
	Unsupported    ErrorKind = "unsupported"
	Malformed      ErrorKind = "malformed"
	Encrypted      ErrorKind = "encrypted"
	TooLarge       ErrorKind = "too-large"
	Timeout        ErrorKind = "timeout"
	Empty          ErrorKind = "empty"
	NotFound       ErrorKind = "not-found" // what was asked for is not, or no more, in the database
	NeedsOCR       ErrorKind = "needs-ocr"
	NeedsConverter ErrorKind = "needs-converter"
	IO             ErrorKind = "io"
)

// Error is an error a user can meet: which file, where in it, what is wrong and
// what to do.
type Error struct {
	Kind   ErrorKind
	Path   string // the file, as the user named it
	At     string // the place in it, or empty
	What   string // what is wrong
	Remedy string // what to do
	Err    error  // the cause, or nil
}

// Error returns "path: place: kind: what (cause); remedy" without what is empty, on one
// line that a terminal may show.
func (e *Error) Error() string {
	var b strings.Builder
	for _, s := range []string{e.Path, e.At, string(e.Kind)} {
		if s != "" {
			b.WriteString(s)
			b.WriteString(": ")
		}
	}
	b.WriteString(e.What)
	if e.Err != nil {
		b.WriteString(" (" + strings.ReplaceAll(e.Err.Error(), "\n", "; ") + ")")
	}
	if e.Remedy != "" {
		b.WriteString("; " + e.Remedy)
	}
	return Visible(b.String())
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first [Error] in err's chain, or [IO].
func KindOf(err error) ErrorKind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return IO
}
