package reader

import (
	"errors"
	"io"
	"math"
	"os"
	"runtime/debug"
)

// Serve is what a child process of a Pool does, and all it does: it reads the
// sources that come on in and answers on out, until in ends. It takes the
// process for its own, and ends it with all it started.
func Serve(in io.Reader, out io.Writer) error {
	os.Stdout = os.Stderr       // what a library prints must not come between the answers
	debug.SetMaxStack(64 << 20) // endless recursion is a crash long before it is out of memory
	debug.SetGCPercent(400)     // up to the memory limit, which serve sets
	volunteer()
	err := serve(in, out)
	killOwnGroup() // a converter may still run
	return err
}

// serve reads in with a goroutine of its own, so that the end of the parent is
// seen in the midst of a source too.
func serve(in io.Reader, out io.Writer) error {
	if err := writeFrame(out, []byte(greeting)); err != nil {
		return err
	}
	requests := make(chan []byte)
	ended := make(chan error, 2)
	go func() {
		for {
			b, err := readFrame(in, math.MaxInt64)
			if err != nil {
				ended <- err
				return
			}
			requests <- b
		}
	}()
	go func() {
		var buf []byte
		memory := int64(0)
		for b := range requests {
			q, err := parseRequest(b)
			if err != nil {
				ended <- err
				return
			}
			if m := q.opt.Limits.orDefault().Memory; m != memory {
				memory = m
				debug.SetMemoryLimit(m / 4 * 3) // collect garbage before the parent takes it for use
			}
			doc, err := Read(q.name, q.data, q.opt)
			buf = appendAnswer(buf[:0], doc, err)
			if err := writeFrame(out, buf); err != nil {
				ended <- err
				return
			}
			if cap(buf) > 4<<20 {
				buf = nil
			}
		}
	}()
	if err := <-ended; !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
