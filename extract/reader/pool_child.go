package reader

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/taizhang/taizhang"
)

// cause says why the pool killed a child.
type cause int32

const (
	causeNone cause = iota
	causeTime
	causeMemory
	causeStopped // the caller's context
	causeAnswer  // it made no sense
	causeClosed
)

// child is a running process that calls Serve. One source at a time is read by it.
type child struct {
	cmd      *exec.Cmd
	in, out  *os.File
	stderr   firstBytes
	group    group
	memory   int64 // the limit
	greeting string
	peak     int64 // the most memory seen
	greeted  bool
	why      atomic.Int32
	done     chan struct{} // closed when the process has ended

	mu     sync.Mutex
	reaped bool
}

// start starts a child.
func start(command []string, greeting string, memory int64) (*child, error) {
	inR, inW, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	outR, outW, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(err, inR.Close(), inW.Close())
	}
	c := &child{cmd: exec.Command(command[0], command[1:]...), in: inW, out: outR, greeting: greeting, memory: memory, done: make(chan struct{})}
	c.cmd.Stdin, c.cmd.Stdout, c.cmd.Stderr = inR, outW, &c.stderr
	c.cmd.Env = environment()
	c.cmd.WaitDelay = time.Second // for a grandchild that holds stderr
	prepare(c.cmd)
	err = c.cmd.Start()
	inR.Close()
	outW.Close()
	if err != nil {
		inW.Close()
		outR.Close()
		return nil, err
	}
	if c.group, err = newGroup(c.cmd.Process.Pid, memory); err != nil {
		c.cmd.Process.Kill()
	}
	go func() {
		c.cmd.Wait()
		c.mu.Lock()
		c.reaped = true
		c.group.close() // and with it what the child left running
		c.mu.Unlock()
		if !c.cmd.ProcessState.Success() { // it had no time to tidy up
			removeOf(c.cmd.Process.Pid)
		}
		c.in.Close()
		time.AfterFunc(time.Second, func() { c.out.Close() }) // a last answer may still be in the pipe
		close(c.done)
	}()
	return c, err
}

// usable reports whether the child can read another source.
func (c *child) usable() bool {
	select {
	case <-c.done:
		return false
	default:
		return cause(c.why.Load()) == causeNone
	}
}

// dismiss lets the child end by itself.
func (c *child) dismiss() { c.in.Close() }

// kill ends the child and all it started; the first cause given counts.
func (c *child) kill(why cause) {
	c.why.CompareAndSwap(int32(causeNone), int32(why))
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.reaped { // its number may be another's by now
		c.group.kill()
	}
}

// task is what a child is asked to do for one source, within limits.
type task struct {
	name       string // of the source
	limits     Limits
	send       func(io.Writer) error
	understand func(answer []byte) error // errWire and errBudget end the child
	noted      func(done, pages int)     // what is called for each note before the answer; nil: there is none
}

// ask has one task done. After an error of the child's own it is not usable.
func (c *child) ask(ctx context.Context, t task) error {
	answered := make(chan struct{})
	var guard sync.WaitGroup
	guard.Go(func() { c.guard(ctx, t.limits.Time, answered) })
	frame, err := c.exchange(t)
	close(answered)
	guard.Wait()
	if err == nil {
		var typed *taizhang.Error
		if err = t.understand(frame); err == nil || errors.As(err, &typed) {
			return err
		}
	}
	if errors.Is(err, errWire) || errors.Is(err, errBudget) {
		c.kill(causeAnswer)
	}
	select {
	case <-c.done:
	case <-time.After(time.Second): // it closed its output and goes on
		c.kill(causeAnswer)
		<-c.done
	}
	return c.failure(ctx, t, err)
}

// exchange sends the task and returns the frame of the answer.
func (c *child) exchange(t task) ([]byte, error) {
	sent := t.send(c.in) // an error comes when the child ends; what it said before counts
	if !c.greeted {
		hello, err := readFrame(c.out, 1<<10)
		if err != nil {
			return nil, cmp.Or(sent, err)
		}
		if string(hello) != c.greeting {
			return nil, errWire
		}
		c.greeted = true
	}
	for {
		frame, err := readFrame(c.out, c.memory)
		if done, pages, ok := parseNote(frame); err == nil && ok && t.noted != nil {
			t.noted(done, pages)
			continue
		}
		return frame, err
	}
}

// guard kills the child when the source goes over its limits or the caller
// gives up.
func (c *child) guard(ctx context.Context, limit time.Duration, answered <-chan struct{}) {
	deadline := time.NewTimer(limit)
	defer deadline.Stop()
	poll := time.NewTicker(pollMemory)
	defer poll.Stop()
	for {
		select {
		case <-answered:
			return
		case <-c.done:
			return
		case <-ctx.Done():
			c.kill(causeStopped)
			return
		case <-deadline.C:
			c.kill(causeTime)
			return
		case <-poll.C:
			c.peak = max(c.peak, c.group.usage())
			if c.peak > c.memory-c.memory/16 { // it grows on until it is dead
				c.kill(causeMemory)
				return
			}
		}
	}
}

// failure says why a child that has ended gave no answer.
func (c *child) failure(ctx context.Context, t task, err error) error {
	name := t.name
	switch cause(c.why.Load()) {
	case causeTime:
		return overTime(name, t.limits.Time)
	case causeMemory:
		return overMemory(name, c.memory)
	case causeStopped:
		return stopped(name, ctx.Err())
	case causeClosed:
		return stopped(name, errClosed)
	}
	ownEnd := cause(c.why.Load()) == causeNone // it was not the pool that killed it
	switch {
	case !c.greeted:
		return &taizhang.Error{Kind: taizhang.IO, Path: name, What: "the process that reads it does not start as it should", Err: c.stderr.line(),
			Remedy: "run it again; was the program replaced meanwhile?"}
	case errors.Is(err, errBudget), ownEnd && (killed(c.cmd.ProcessState) || c.stderr.outOfMemory()):
		return overMemory(name, c.memory)
	case ownEnd:
		return crashed(name, "its reader crashed", c.stderr.line())
	}
	return crashed(name, "its reader gave an answer that makes no sense", nil)
}

// firstBytes keeps the beginning of what is written to it, where a crash says why.
type firstBytes struct {
	mu sync.Mutex
	b  []byte
}

func (f *firstBytes) Write(p []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.b = append(f.b, p[:min(len(p), 4<<10-len(f.b))]...)
	return len(p), nil
}

// line returns the first line as an error, or nil.
func (f *firstBytes) line() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	line, _, _ := strings.Cut(strings.TrimSpace(strings.ToValidUTF8(string(f.b), "\ufffd")), "\n")
	if line == "" {
		return nil
	}
	return errors.New(strings.TrimSpace(line))
}

// outOfMemory reports whether Go or C++ ended the process for lack of memory.
func (f *firstBytes) outOfMemory() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, s := range []string{"out of memory", "cannot allocate memory", "std::bad_alloc"} {
		if bytes.Contains(f.b, []byte(s)) {
			return true
		}
	}
	return false
}
