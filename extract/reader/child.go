package reader

import (
	"encoding/binary"
	"errors"
	"io"
	"math"
	"os"
	"runtime/debug"
	"sync"
)

// Serve is what a child process of a Pool does, and all it does: it reads the
// sources that come on in and answers on out, until in ends. It takes the
// process for its own, and ends it with all it started.
func Serve(in io.Reader, out io.Writer) error {
	offices.can = true
	return ServeTasks(in, out, greeting, func(b, buf []byte) ([]byte, error) {
		q, err := parseRequest(b)
		if err != nil {
			return nil, err
		}
		limitMemory(q.opt.Limits)
		q.opt.Recognized = noteTo(out)
		doc, err := Read(q.name, q.data, q.opt)
		return appendAnswer(buf, doc, err), nil
	})
}

// noteTo tells the parent how far a source is, between its request and the answer. A
// parent that is gone is seen by the answer.
func noteTo(out io.Writer) func(name string, done, pages int) {
	var one sync.Mutex
	return func(_ string, done, pages int) {
		one.Lock()
		defer one.Unlock()
		_ = writeFrame(out, binary.AppendUvarint(binary.AppendUvarint([]byte{answerNote}, uint64(done)), uint64(pages)))
	}
}

// limitMemory has garbage collected before the parent takes it for use.
func limitMemory(l Limits) { debug.SetMemoryLimit(l.orDefault().Memory / 4 * 3) }

// ServeTasks is Serve for any kind of task: handle appends to buf the answer to what was
// asked. Its error ends the process. The greeting tells the parent what this program is.
func ServeTasks(in io.Reader, out io.Writer, greeting string, handle func(asked, buf []byte) ([]byte, error)) error {
	os.Stdout = os.Stderr       // what a library prints must not come between the answers
	debug.SetMaxStack(64 << 20) // endless recursion is a crash long before it is out of memory
	debug.SetGCPercent(400)     // up to the memory limit, which serve sets
	volunteer()
	err := serve(in, out, greeting, handle)
	offices.end()
	killOwnGroup() // a converter may still run
	return err
}

// serve reads in with a goroutine of its own, so that the end of the parent is
// seen in the midst of a source too.
func serve(in io.Reader, out io.Writer, greeting string, handle func(asked, buf []byte) ([]byte, error)) error {
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
		for b := range requests {
			var err error
			if buf, err = handle(b, buf[:0]); err != nil {
				ended <- err
				return
			}
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
