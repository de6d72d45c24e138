package ingest

import (
	"context"
	"io"
	"runtime"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/store"
)

// Sink is where a run puts its ledgers: a store, or one transaction of it.
type Sink interface {
	Known(ctx context.Context, version string, sources ...store.Source) ([]store.Known, error)
	Update(ctx context.Context, f func(*store.Batch) error) error
}

// Options are what the user says of a run.
type Options struct {
	PlanYear int    // 0: as each notice says
	Force    bool   // read sources again that were stored before
	Retry    bool   // read sources again that failed before
	AsOne    bool   // all sources are one notice: a cover page and its attachments
	Folder   string // sources in it are named from here on, with slashes; empty: as the paths say
	Reader   reader.Options

	Record *Record // nil: the run leaves no record, only what it read
}

// Record is what the record of a run says of who ran it, with the clock that times it.
type Record struct {
	Who, Program string
	Now          func() time.Time
}

// Result is what became of one notice: a ledger that was stored, or Unchanged
// with the key it is stored under, or an error, or why a file was left out.
type Result struct {
	Source  string
	Key     string
	Outcome store.Outcome
	Ledger  *taizhang.Ledger // nil when the source was not read again
	Skipped string
	Err     error
	Before  bool // Err is from an earlier run, and the source was not read again
}

// job is one notice on its way: a worker fills in the work and closes done.
type job struct {
	notice Notice
	Work
	bytes int   // that it weighs
	fault error // of the sink: it ends the run
	done  chan struct{}
}

// end says that a job is done, and how much it weighs from here on.
func (j *job) end(room *Room) {
	j.notice = Notice{} // the bytes are read
	j.bytes = room.Weighs(j.bytes, j.Bytes())
	close(j.done)
}

// run is the state of one run.
type run struct {
	*Pipeline
	sink   Sink
	opt    Options
	report func(Result)
	room   *Room
	id     int64
	ord    int64
	stored map[string]string // keys of what was put, by sum: the same bytes under another name are the same
	full   []*job            // done and not yet written
	bytes  int               // that full takes
}

// What is done is written together, up to so many notices or bytes of memory: a
// commit waits for the disk, and what is not committed is read again after a crash.
const (
	togetherNotices = 32
	togetherBytes   = 48 << 20
	togetherWait    = 200 * time.Millisecond
)

// Run reads each path — a file, folder, archive, mail, address or - — on all cores,
// and puts the ledgers into the sink in the order given. A source that can't be read
// is reported and the rest goes on; an error of the sink ends the run and is returned.
func (p *Pipeline) Run(ctx context.Context, sink Sink, paths []string, stdin io.Reader, opt Options, report func(Result)) error {
	r := &run{Pipeline: p, sink: sink, opt: opt, report: report, room: NewRoom(runtime.GOMAXPROCS(0)), stored: make(map[string]string)}
	if opt.Record != nil {
		var err error
		if r.id, err = p.Begin(ctx, sink, opt.Record); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	workers := runtime.GOMAXPROCS(0)
	queue, unread := make(chan *job, togetherNotices), make(chan *job)
	order := make(chan *job, max(4*workers, togetherNotices)) // bounds what is under way
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	all.Go(func() {
		defer close(order)
		defer close(queue)
		for n, res := range p.Notices(ctx, paths, stdin, opt) {
			j := &job{notice: n, Work: Work{Result: res}, done: make(chan struct{})}
			j.bytes = n.Weight()
			if r.room.Take(ctx, j.bytes) != nil {
				return
			}
			select {
			case order <- j:
			case <-ctx.Done():
				return
			}
			if n.Items == nil {
				close(j.done)
				continue
			}
			select {
			case queue <- j:
			case <-ctx.Done():
				return
			}
		}
	})
	all.Go(func() { // looks up at once all that wait
		defer close(unread)
		for j := range queue {
			some := []*job{j}
			for n := len(queue); n > 0; n-- {
				some = append(some, <-queue)
			}
			fault := r.known(ctx, some)
			for _, j := range some {
				if j.fault = fault; fault != nil || j.Known {
					j.end(r.room)
					continue
				}
				select {
				case unread <- j:
				case <-ctx.Done():
					return
				}
			}
		}
	})
	for range workers {
		all.Go(func() {
			for j := range unread {
				j.fault = p.work(ctx, &j.Work, j.notice, opt)
				j.end(r.room)
			}
		})
	}
	wait := time.NewTimer(togetherWait)
	defer wait.Stop()
	for {
		var j *job
		wait.Reset(togetherWait) // it may have fired while the last was read
		for open := true; j == nil; {
			select {
			case j, open = <-order:
			case <-wait.C: // the next may wait for room, which these take
				if err := r.flush(ctx); err != nil {
					return err
				}
				wait.Reset(togetherWait)
			case <-ctx.Done():
				return ctx.Err()
			}
			if !open {
				return r.end(ctx)
			}
		}
		wait.Reset(togetherWait)
		for done := false; !done; {
			select {
			case <-j.done:
				done = true
			case <-wait.C: // a long document: do not keep the others from the disk
				if err := r.flush(ctx); err != nil {
					return err
				}
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if j.fault != nil {
			return j.fault
		}
		r.full = append(r.full, j)
		r.bytes += j.bytes
		if len(r.full) >= togetherNotices || r.bytes >= togetherBytes {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
	}
}

// known looks up what the sink knows of jobs.
func (r *run) known(ctx context.Context, jobs []*job) error {
	works := make([]*Work, len(jobs))
	for i, j := range jobs {
		j.Work = *NewWork(j.notice)
		works[i] = &j.Work
	}
	return r.Known(ctx, r.sink, works, r.opt)
}

// end writes what is left.
func (r *run) end(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.flush(ctx); err != nil || r.opt.Record == nil {
		return err
	}
	return r.sink.Update(ctx, func(b *store.Batch) error { return b.EndRun(ctx, r.id, r.opt.Record.now()) })
}

func (r *Record) now() string { return r.Now().Format(time.RFC3339) }

// clock is the time for the record of a run, the zero time without one.
func (r *Record) clock() (t time.Time) {
	if r != nil {
		t = r.Now()
	}
	return t
}

// flush writes what is done in one transaction, and reports it when it is there to
// stay. Where that fails, each is written alone, up to the one that fails.
func (r *run) flush(ctx context.Context) error {
	full := r.full
	r.full, r.bytes = nil, 0
	if len(full) == 0 {
		return nil
	}
	err := r.write(ctx, full)
	if err == nil || len(full) == 1 || ctx.Err() != nil {
		return err
	}
	for _, j := range full {
		if err := r.write(ctx, []*job{j}); err != nil {
			return err
		}
	}
	return nil
}

func (r *run) write(ctx context.Context, jobs []*job) error {
	err := r.sink.Update(ctx, func(b *store.Batch) error {
		var ready []*Work
		statuses := make([]store.SourceStatus, 0, len(jobs))
		for _, j := range jobs {
			if j.Ready == nil {
				continue
			}
			if key, ok := r.stored[j.Sum]; ok {
				j.Key, j.Outcome = key, store.Unchanged
			} else {
				ready = append(ready, &j.Work)
			}
		}
		if err := Put(ctx, b, ready); err != nil || r.opt.Record == nil {
			return err
		}
		for _, j := range jobs {
			statuses = append(statuses, j.Status())
		}
		return b.Record(ctx, r.id, r.ord, r.version(), statuses)
	})
	if err != nil {
		return err
	}
	r.ord += int64(len(jobs))
	for _, j := range jobs {
		if j.Ready != nil {
			r.stored[j.Sum] = j.Key
		}
		r.room.Give(j.bytes)
		r.report(j.Result)
	}
	return nil
}
