package main

import (
	"io"
	"os"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// output is a standard stream. It keeps the first error, since data that did not
// arrive is no success, whoever wrote it. What a terminal shows — and messages, which
// end up on one — goes through it without what a terminal would obey.
type output struct {
	w     io.Writer
	shown bool // escaped on the way
	err   error
}

// dataTo is an output of data: exact, unless a person looks at it.
func dataTo(w io.Writer) *output { return &output{w: w, shown: isTerminal(w)} }

// messagesTo is an output of messages, be it to a terminal or a log.
func messagesTo(w io.Writer) *output { return &output{w: w, shown: true} }

func (o *output) Write(b []byte) (int, error) {
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

func (o *output) put(b []byte) error {
	if o.err == nil {
		_, o.err = o.w.Write(b)
	}
	return o.err
}

// bare is where w leads to, for what draws on a terminal itself.
func bare(w io.Writer) io.Writer {
	if o, ok := w.(*output); ok {
		return kept{o}
	}
	return w
}

// kept writes past the escapes of an output; its errors count all the same.
type kept struct{ *output }

func (k kept) Write(b []byte) (int, error) { return len(b), k.put(b) }

// file is the file behind an output, or nil.
func file(w io.Writer) *os.File {
	switch x := w.(type) {
	case *os.File:
		return x
	case *output:
		return file(x.w)
	case kept:
		return file(x.w)
	}
	return nil
}

// writeFile has write fill a file, and says that it is written.
func writeFile(e *environ, path string, write func(io.Writer) error) error {
	err := office.WriteFile(path, write)
	if err == nil {
		e.tell("wrote %s", path)
	}
	return err
}
