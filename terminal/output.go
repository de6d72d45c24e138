// Package terminal is what people see of a command: its Output without what a terminal
// would obey, tables in which Chinese characters are two columns wide, the line that shows
// how far a run is.
package terminal

import (
	"io"
	"os"
	"sync"

	"github.com/taizhang/taizhang"
)

// Output is a standard stream. It keeps the first error, since data that did not
// arrive is no success, whoever wrote it. What a terminal shows — and messages, which
// end up on one — goes through it without what a terminal would obey. Goroutines may share it: a log
// and what is told of a lock that is waited for.
type Output struct {
	w     io.Writer
	shown bool // escaped on the way
	mu    sync.Mutex
	err   error
}

// Err is the first error of writing, or nil.
func (o *Output) Err() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// DataTo is an Output of data: exact, unless a person looks at it.
func DataTo(w io.Writer) *Output { return &Output{w: w, shown: IsTerminal(w)} }

// MessagesTo is an Output of messages, be it to a terminal or a log.
func MessagesTo(w io.Writer) *Output { return &Output{w: w, shown: true} }

func (o *Output) Write(b []byte) (int, error) {
	if o.shown {
		if s := taizhang.VisibleLines(string(b)); s != string(b) {
			if err := o.put([]byte(s)); err != nil {
				return 0, err
			}
			return len(b), nil
		}
	}
	return len(b), o.put(b)
}

func (o *Output) put(b []byte) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
	return o.err
}

// Bare is where w leads to, for what draws on a terminal itself.
func Bare(w io.Writer) io.Writer {
	if o, ok := w.(*Output); ok {
		return kept{o}
	}
	return w
}

// kept writes past the escapes of an output; its errors count all the same.
type kept struct{ *Output }

func (k kept) Write(b []byte) (int, error) { return len(b), k.put(b) }

// file is the file behind an output, or nil.
func file(w io.Writer) *os.File {
	switch x := w.(type) {
	case *os.File:
		return x
	case *Output:
		return file(x.w)
	case kept:
		return file(x.w)
	}
	return nil
}
