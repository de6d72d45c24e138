package reader

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/taizhang/taizhang"
)

// Pool reads sources that nobody vouches for. Small text and HTML it reads in this
// process, everything else in child processes, which it starts when one is needed,
// keeps for the next source, and kills when a source goes over its limits.
// It is safe for concurrent use.
type Pool struct {
	command  []string
	greeting string
	slots    chan struct{} // one for each source being read by a child
	late     atomic.Int32  // sources read in this process beyond their time: no other shall join them
	ended    sync.WaitGroup

	mu     sync.Mutex
	idle   []*child // the last used is last
	live   map[*child]struct{}
	closed bool
}

// NewPool returns a pool of at most size children, each started with command,
// which must call Serve. Nothing is started yet.
func NewPool(command []string, size int) *Pool {
	return newPoolOf(command, greeting, size)
}

func newPoolOf(command []string, greeting string, size int) *Pool {
	return &Pool{command: command, greeting: greeting, slots: make(chan struct{}, max(size, 1)), live: map[*child]struct{}{}}
}

// Read reads one source. Errors are of type *taizhang.Error: beside what readers
// say, timeout and too-large where the source went over opt.Limits, and malformed
// where its reader crashed.
func (p *Pool) Read(ctx context.Context, name string, data []byte, opt Options) (*taizhang.Document, error) {
	stop := context.AfterFunc(ctx, func() { p.late.Add(1) })
	doc, in, err := here(name, data, opt, p.late.Load() > 0)
	if !stop() {
		p.late.Add(-1)
	}
	if doc != nil || err != nil {
		return doc, err
	}
	return p.inChild(ctx, in)
}

// here reads a source in this process, or returns the input for a child. A panic
// ends that source alone, as the crash of a child does.
func here(name string, data []byte, opt Options, apart bool) (doc *taizhang.Document, in input, err error) {
	defer func() {
		if r := recover(); r != nil {
			doc, err = nil, crashed(name, "its reader crashed", fmt.Errorf("panic: %v", r))
		}
	}()
	in, f, err := identify(name, data, opt)
	if err == nil && f.inProcess && len(data) <= Small && !apart {
		doc, err = f.document(in)
	}
	return doc, in, err
}

// inChild reads one source in a child.
func (p *Pool) inChild(ctx context.Context, in input) (*taizhang.Document, error) {
	var doc *taizhang.Document
	err := p.do(ctx, task{in.src.Name, in.opt.Limits, request{in.src.Name, in.data, in.opt}.write, func(answer []byte) (err error) {
		doc, err = parseAnswer(answer, in.opt.Limits.Memory)
		return err
	}, func(done, pages int) {
		if in.opt.Recognized != nil {
			in.opt.Recognized(in.src.Name, done, pages)
		}
	}})
	if err != nil {
		return nil, err
	}
	doc.Source.Name, doc.Source.SHA256, doc.Source.Bytes = in.src.Name, in.src.SHA256, in.src.Bytes
	return doc, nil
}

// do has a child do a task.
func (p *Pool) do(ctx context.Context, t task) error {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return stopped(t.name, ctx.Err())
	}
	defer func() { <-p.slots }()
	c, err := p.take(t.limits.Memory)
	if err != nil {
		return &taizhang.Error{Kind: taizhang.IO, Path: t.name, What: "can't start the process that reads it", Err: err,
			Remedy: "check that the program's file is still in its place and may be run"}
	}
	defer p.give(c)
	return c.ask(ctx, t)
}

var errClosed = errors.New("the pool is closed")

// take returns an idle child with this limit of memory, or starts one.
func (p *Pool) take(memory int64) (*child, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	for i, c := range slices.Backward(p.idle) {
		p.idle = slices.Delete(p.idle, i, i+1)
		if c.memory == memory && c.usable() {
			return c, nil
		}
		c.dismiss()
	}
	c, err := start(p.command, p.greeting, memory)
	if err != nil {
		return nil, err
	}
	p.live[c] = struct{}{}
	p.ended.Go(func() {
		<-c.done
		p.mu.Lock()
		delete(p.live, c)
		p.mu.Unlock()
	})
	return c, nil
}

// give takes a child back, or lets it go when it has grown or is at its end.
func (p *Pool) give(c *child) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || !c.usable() || c.peak > c.memory/4 && c.group.usage() > c.memory/4 {
		c.dismiss()
		return
	}
	p.idle = append(p.idle, c)
}

// Close ends all children and returns when there is none left. A source that is
// being read fails.
func (p *Pool) Close() error {
	p.mu.Lock()
	p.closed = true
	for c := range p.live {
		if slices.Contains(p.idle, c) {
			c.dismiss()
		} else {
			c.kill(causeClosed)
		}
	}
	p.idle = nil
	p.mu.Unlock()
	late := time.AfterFunc(time.Second, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		for c := range p.live {
			c.kill(causeClosed)
		}
	})
	defer late.Stop()
	p.ended.Wait()
	return nil
}

func stopped(name string, err error) error {
	e := &taizhang.Error{Kind: taizhang.IO, Path: name, What: "reading was stopped", Err: err, Remedy: "run it again"}
	if errors.Is(err, context.DeadlineExceeded) {
		e.Kind = taizhang.Timeout
	}
	return e
}

func overTime(name string, limit time.Duration) error {
	return &taizhang.Error{Kind: taizhang.Timeout, Path: name, What: fmt.Sprintf("not read within %v", limit),
		Remedy: "open the file and save it again, or give its text; a notice takes a second at most"}
}

func overMemory(name string, limit int64) error {
	return &taizhang.Error{Kind: taizhang.TooLarge, Path: name, What: fmt.Sprintf("reading it takes more than %d MB of memory", limit>>20),
		Remedy: "open the file and save it again, or split it; a notice takes far less"}
}

func crashed(name, what string, err error) error {
	return &taizhang.Error{Kind: taizhang.Malformed, Path: name, What: what, Err: err,
		Remedy: "the file may be damaged: open it in its program and save it again"}
}
