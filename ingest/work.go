package ingest

import (
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// Work is what became of one notice so far: read, and then stored.
type Work struct {
	Result
	Sum    string          // the key of its bytes
	Ready  *store.Prepared // nil where there is nothing to store
	Millis int64           // that reading it took, where the run is recorded
}

// Work reads one notice, unless the sink knows it. That it can't be read is in the
// result; the error is of the sink, or that its time was cut short, which is no fault of the source.
func (p *Pipeline) Work(ctx context.Context, sink Sink, n Notice, opt Options) (w Work, err error) {
	w.Source, w.Sum = n.Name(), n.Sum()
	if !opt.Force && opt.PlanYear == 0 {
		key, ok, err := sink.Known(ctx, w.Sum, p.version())
		if err != nil {
			return w, err
		}
		if ok {
			w.Key, w.Outcome = key, store.Unchanged
			return w, nil
		}
	}
	if !opt.Force && !opt.Retry {
		failed, err := sink.Failed(ctx, w.Source, w.Sum, p.version())
		if err != nil {
			return w, err
		}
		if failed != nil && store.Lasting(failed) {
			w.Err, w.Before = failed, true
			return w, nil
		}
	}
	start := opt.Record.clock()
	l, failed := p.read(ctx, n, opt)
	switch {
	case ctx.Err() != nil:
		return w, ctx.Err()
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
	return w, err
}

// Put stores what is ready.
func (w *Work) Put(ctx context.Context, b *store.Batch) error {
	if w.Ready == nil {
		return nil
	}
	out, err := b.Put(ctx, w.Ready)
	w.Key, w.Outcome = out.Key, out.Outcome
	return err
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
