package ingest

import (
	"context"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// Work is what became of one notice so far: read, and then stored.
type Work struct {
	Result
	Sum    string          // the key of its bytes
	Ready  *store.Prepared // nil where there is nothing to store
	Millis int64           // that reading it took, where the run is recorded
	Known  bool            // to the sink: it need not be read
}

// NewWork is a notice of which nothing was made yet.
func NewWork(n Notice) *Work { return &Work{Result: Result{Source: n.Name()}, Sum: n.Sum()} }

// Version is the key under which the pipeline stores what it reads: of the stages and
// of their reference tables.
func (p *Pipeline) Version() string { return p.version() }

// Begin records that a run begins, and returns its number.
func (p *Pipeline) Begin(ctx context.Context, sink Sink, rec *Record) (run int64, err error) {
	err = sink.Update(ctx, func(b *store.Batch) (err error) {
		run, err = b.BeginRun(ctx, store.Run{Who: rec.Who, Program: rec.Program, Extractor: p.version(), StartedAt: rec.now()})
		return err
	})
	return run, err
}

// Known looks up whether the sink has what the pipeline would make of sources, by their names and sums, or
// knows that it can make nothing of them, and says so in the works.
func (p *Pipeline) Known(ctx context.Context, sink Sink, works []*Work, opt Options) error {
	sources := make([]store.Source, len(works))
	for i, w := range works {
		sources[i] = store.Source{Name: w.Source, Sum: w.Sum}
	}
	known, err := sink.Known(ctx, p.version(), sources...)
	for i, k := range known {
		w := works[i]
		w.Known = true
		switch {
		case k.Away != 0:
			w.Skipped = fmt.Sprintf("it was taken away; `taizhang undo %d` brings it back", k.Away)
		case k.Key != "" && !opt.Force && opt.PlanYear == 0:
			w.Key, w.Outcome = k.Key, store.Unchanged
		case k.Failed != nil && !opt.Force && !opt.Retry && store.Lasting(k.Failed):
			w.Err, w.Before = k.Failed, true
		default:
			w.Known = false
		}
	}
	return err
}

// Work reads one notice, unless the sink knows it. That it can't be read is in the
// result; the error is of the sink, or that its time was cut short, which is no fault of the source.
func (p *Pipeline) Work(ctx context.Context, sink Sink, n Notice, opt Options) (w Work, err error) {
	w = *NewWork(n)
	if err = p.Known(ctx, sink, []*Work{&w}, opt); err == nil && !w.Known {
		err = p.work(ctx, &w, n, opt)
	}
	return w, err
}

// work reads one notice that is not known.
func (p *Pipeline) work(ctx context.Context, w *Work, n Notice, opt Options) (err error) {
	if err = p.Compile(); err != nil {
		return err
	}
	start := opt.Record.clock()
	l, failed := p.read(ctx, n, opt)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case failed != nil:
		w.Err = failed
	case !isNotice(l):
		w.Err = &taizhang.Error{Kind: taizhang.Unsupported, Path: w.Source,
			What:   "nothing in it reads as a notice: no title, no 发文字号, no numbered paragraph and no table",
			Remedy: "check that it is the right file; `taizhang extract` shows what was read"}
	default:
		w.Ledger = l
		w.Ready, err = store.Prepare(l, p.version())
	}
	w.Millis = opt.Record.clock().Sub(start).Milliseconds()
	return err
}

// Put stores works that are ready, in their order and each source once, and says in
// them what became of it. It may be called again when its transaction failed.
func Put(ctx context.Context, b *store.Batch, works []*Work) error {
	first := make(map[string]*Work, len(works))
	var fresh []*Work
	var ready []*store.Prepared
	for _, w := range works {
		if first[w.Sum] == nil {
			first[w.Sum] = w
			fresh, ready = append(fresh, w), append(ready, w.Ready)
		}
	}
	out, err := b.PutAll(ctx, ready)
	if err != nil {
		return err
	}
	for i, w := range fresh {
		w.Key, w.Outcome, w.Ledger = out[i].Key, out[i].Outcome, ready[i].Decided()
	}
	for _, w := range works {
		if is := first[w.Sum]; is != w {
			w.Key, w.Outcome = is.Key, store.Unchanged
		}
	}
	return nil
}

// Bytes is about how much memory it takes until it is stored.
func (w *Work) Bytes() int {
	if w.Ready == nil {
		return 0
	}
	return w.Ready.Bytes()
}

// Status is what the record of a run says of it.
func (w *Work) Status() store.SourceStatus {
	status := string(w.Outcome)
	switch {
	case w.Err != nil:
		status = "failed"
	case w.Skipped != "":
		status = "skipped"
	}
	return store.SourceStatus{Name: w.Source, Source: w.Sum, Status: status, Notice: w.Key, Millis: w.Millis, Err: w.Err, Message: w.Skipped}
}
