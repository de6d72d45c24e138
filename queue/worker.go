package queue

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/ingest"
)

// WorkOptions are how a worker works.
type WorkOptions struct {
	ingest.Options               // Reader has the limit of time for one file
	N              int           // notices it reads at a time
	RescueAfter    time.Duration // after which a job whose worker hangs is another's: see [RescueAfter]
	Grace          time.Duration // for what is under way when it is told to stop
	UntilEmpty     bool          // stop when nothing waits and nothing is being read, here or elsewhere
	Log            *slog.Logger
}

// RescueAfter is how long to wait for a worker that hangs before its job is another's, where
// one file may take so long to read. A job has half of that.
func RescueAfter(limit time.Duration) time.Duration { return max(10*time.Minute, 4*limit) }

// A notice of which reading fails for what may pass is tried again, later and later, at
// most so many times; so is one whose workers end without a word, as what it does may end them.
const (
	timeouts = 3
	outages  = 10
	deaths   = 10

	retryFirst, retryLast = 5 * time.Second, 10 * time.Minute
	dbPause               = 30 * time.Second // where the database could not be read or written
)

// Worker reads notices that wait, and stores them.
type Worker struct {
	river.WorkerDefaults[notice]
	q       *Queue
	p       *ingest.Pipeline
	opt     WorkOptions
	client  *river.Client[pgx.Tx]
	session *session
	reading chan struct{} // has room for N
	room    *ingest.Room  // bounds the memory of what is read and not yet written
	done    chan *finished

	stopping atomic.Bool // it fetches nothing more
	Counts   Counts
}

// NewWorker returns a worker with the stages of p.
func (q *Queue) NewWorker(p *ingest.Pipeline, opt WorkOptions) (*Worker, error) {
	opt.Retry = true // whoever submitted it decided that
	w := &Worker{q: q, p: p, opt: opt, reading: make(chan struct{}, opt.N), room: ingest.NewRoom(opt.N), done: make(chan *finished)}
	w.session = &session{w: w, id: id()}
	workers := river.NewWorkers()
	river.AddWorker(workers, w)
	var err error
	// Beside what is being read, as much as is written together is fetched or waits to be written,
	// so that neither the cores nor the database wait for the other.
	w.client, err = river.NewClient(riverpgxv5.New(q.pool), &river.Config{
		ID:                          w.session.id,
		Queues:                      map[string]river.QueueConfig{queueName: {MaxWorkers: opt.N + togetherNotices, FetchCooldown: 20 * time.Millisecond}},
		Workers:                     workers,
		FetchOnlyKnownKinds:         true,
		JobTimeout:                  opt.RescueAfter / 2,
		RescueStuckJobsAfter:        opt.RescueAfter,
		SoftStopTimeout:             opt.Grace,
		CompletedJobRetentionPeriod: time.Hour, // runs keep the record
		Logger:                      opt.Log,
	})
	return w, err
}

// id names a worker in the jobs it took: its machine, process, and a word of its own, as
// both come again.
func id() string {
	host, _ := os.Hostname() // without one the word is enough
	return fmt.Sprintf("%.60s-%d-%s%s", host, os.Getpid(), rand.Text()[:8], inSession)
}

// Run works until ctx ends, or all is done with UntilEmpty. Then it fetches nothing more,
// gives what is under way its time of grace, and puts back what is not done by then; so it
// does at once when now is closed.
func (w *Worker) Run(ctx context.Context, now <-chan struct{}) error {
	base := context.WithoutCancel(ctx)
	if err := w.session.take(ctx); err != nil {
		return w.q.explain(err)
	}
	living, die := context.WithCancel(base)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		w.session.keep(living)
	}()
	defer func() {
		die()
		<-kept
	}()
	written := make(chan struct{})
	writing, cease := context.WithCancel(base)
	go func() {
		defer close(written)
		w.write(writing)
	}()
	defer func() {
		cease()
		close(w.done)
		<-written
	}()
	if err := w.client.Start(base); err != nil {
		return w.q.explain(err)
	}
	if err := w.wait(ctx); err != nil {
		w.opt.Log.Error("stopping", "error", err)
	}
	w.stopping.Store(true)
	// What is being written when the time is over waits for another program, and holds the
	// jobs, so that they could not be put back.
	late := time.AfterFunc(w.opt.Grace, cease)
	defer late.Stop()
	stopped := make(chan error, 1)
	go func() { stopped <- w.client.Stop(base) }()
	select {
	case err := <-stopped:
		return err
	case <-now:
		cease()
		return errors.Join(w.client.StopAndCancel(base), <-stopped)
	}
}

// wait returns when it is time to stop.
func (w *Worker) wait(ctx context.Context) error {
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if !w.opt.UntilEmpty {
			continue
		}
		left, err := w.q.left(ctx)
		if err == nil && !left {
			return nil
		}
		if err != nil && ctx.Err() == nil {
			w.opt.Log.Warn("can't look at what is left; trying again", "error", err)
		}
	}
}

// NextRetry is when a job that failed is tried again.
func (w *Worker) NextRetry(job *river.Job[notice]) time.Time {
	return w.q.now().Add(min(retryFirst<<min(job.Attempt-1, 20), retryLast))
}

// Work reads one notice, and returns when it is stored, and its job is done with that.
func (w *Worker) Work(ctx context.Context, job *river.Job[notice]) error {
	select {
	case w.reading <- struct{}{}:
	case <-ctx.Done():
		return inVain(ctx)
	}
	f := &finished{job: job, ctx: ctx, answer: make(chan error, 1)}
	defer func() { w.room.Give(f.bytes) }()
	err := w.read(ctx, f)
	<-w.reading
	if err != nil {
		return err
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) { // which is what is to be written
		ctx = context.WithoutCancel(ctx)
	}
	select {
	case w.done <- f:
	case <-ctx.Done():
		return inVain(ctx)
	}
	select {
	case err := <-f.answer:
		return err
	case <-ctx.Done(): // if it is written after all, that counts
		return inVain(ctx)
	}
}

// inVain puts back a job that waited until its time was over, to be read or to be written:
// that is no attempt, as it is no fault of the notice.
func inVain(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return river.JobSnooze(time.Second)
	}
	return ctx.Err()
}

// putBack returns what puts back a job, for the database's sake: that is no attempt either.
func (w *Worker) putBack(source string, err error) error {
	w.Counts.retried.Add(1)
	w.opt.Log.Warn("the database can't, trying again later", "source", source, "error", err)
	return river.JobSnooze(dbPause)
}

// read makes of a job what is to be written of it. The error says that it is to be tried again.
func (w *Worker) read(ctx context.Context, f *finished) error {
	job := f.job
	n, err := w.q.load(ctx, job.Args.Source)
	switch {
	case err == nil || n.name != "":
	case ctx.Err() != nil:
		return inVain(ctx)
	default:
		return w.putBack(job.Args.Source, err)
	}
	f.seen, f.work.Source, f.work.Sum = n.seen, cmp.Or(n.name, n.source), n.source
	switch {
	case err != nil:
	case n.name == "":
		err = &taizhang.Error{Kind: taizhang.Malformed, Path: n.source, What: "its files are not in the database any more", Remedy: "submit it again"}
	case job.Attempt > deaths:
		err = &taizhang.Error{Kind: taizhang.Malformed, Path: n.name, What: fmt.Sprintf("%d workers began to read it, and none came to an end", deaths),
			Remedy: "look at what ended them; then submit it again, with --retry-failed"}
	}
	if err == nil {
		opt := w.opt.Options
		opt.PlanYear, opt.Force = int(n.planYear), n.force
		weight := n.Weight()
		if w.room.Take(ctx, weight) != nil {
			return inVain(ctx)
		}
		f.bytes = weight
		start := w.q.now()
		f.work, err = w.p.Work(ctx, w.q.store, n.Notice, opt)
		f.work.Millis = w.q.now().Sub(start).Milliseconds()
		w.Counts.read(w.q.now().Sub(start))
		f.bytes = w.room.Weighs(weight, f.work.Bytes())
	}
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err() // told to stop
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		f.work.Err = &taizhang.Error{Kind: taizhang.Timeout, Path: f.work.Source, What: fmt.Sprintf("not read within %v", w.opt.RescueAfter/2),
			Remedy: "give a job more time: --rescue-after"}
	case err != nil:
		f.work.Err = defect(n.name, err)
	}
	if f.work.Ready != nil {
		f.work.Ready.Seen = f.seen
	}
	if err := f.work.Err; err != nil && w.mayPass(err, job.Attempt) {
		w.Counts.retried.Add(1)
		w.opt.Log.Warn("trying again later", "source", f.work.Source, "attempt", job.Attempt, "error", err)
		return err
	}
	return nil
}

// defect makes a taizhang.Error of err, unless it is one.
func defect(source string, err error) error {
	var known *taizhang.Error
	if errors.As(err, &known) {
		return err
	}
	return &taizhang.Error{Kind: taizhang.Malformed, Path: source, What: "it can't be stored", Err: err, Remedy: "this is a defect of the program: report it with the file"}
}

// mayPass says whether an attempt failed for what may pass, and is not the last.
func (w *Worker) mayPass(err error, attempt int) bool {
	switch taizhang.KindOf(err) {
	case taizhang.Timeout:
		return attempt < timeouts
	case taizhang.IO:
		return attempt < outages
	}
	return false
}
