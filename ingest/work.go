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
}

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

// Known looks up whether the sink has what the pipeline would make of a source, or
// knows that it can make nothing of it.
func (p *Pipeline) Known(ctx context.Context, sink Sink, name, sum string, opt Options) (res Result, known bool, err error) {
	res.Source = name
	if id, err := sink.Away(ctx, name, sum); err != nil || id != 0 {
		res.Skipped = fmt.Sprintf("it was taken away; `taizhang undo %d` brings it back", id)
		return res, id != 0, err
	}
	if !opt.Force && opt.PlanYear == 0 {
		key, ok, err := sink.Known(ctx, sum, p.version())
		if err != nil || ok {
			res.Key, res.Outcome = key, store.Unchanged
			return res, ok, err
		}
	}
	if !opt.Force && !opt.Retry {
		failed, err := sink.Failed(ctx, name, sum, p.version())
		if err != nil || failed != nil && store.Lasting(failed) {
			res.Err, res.Before = failed, true
			return res, true, err
		}
	}
	return res, false, nil
}

// Work reads one notice, unless the sink knows it. That it can't be read is in the
// result; the error is of the sink, or that its time was cut short, which is no fault of the source.
func (p *Pipeline) Work(ctx context.Context, sink Sink, n Notice, opt Options) (w Work, err error) {
	w.Sum = n.Sum()
	known := false
	if w.Result, known, err = p.Known(ctx, sink, n.Name(), w.Sum, opt); err != nil || known {
		return w, err
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
