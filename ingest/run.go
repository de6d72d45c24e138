package ingest

import (
	"cmp"
	"context"
	"io"
	"maps"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/store"
)

// Sink is where a run puts its ledgers: a store, or one transaction of it.
type Sink interface {
	Known(ctx context.Context, sha256, version string) (key string, ok bool, err error)
	Failed(ctx context.Context, name, sha256, version string) (failed, err error)
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

// job is the items of one notice on their way: a worker fills in the result and
// closes done.
type job struct {
	notice notice
	result Result
	sum    string
	ready  *store.Prepared
	millis int64
	fault  error // of the sink: it ends the run
	done   chan struct{}
}

// run is the state of one run.
type run struct {
	*Pipeline
	sink   Sink
	opt    Options
	report func(Result)
	id     int64
	ord    int64
	stored map[string]string // keys of what was put, by sum: the same bytes under another name are the same
	full   []*job            // done and not yet written
	bytes  int               // of text in full
}

// What is done is written together, up to so many notices or bytes of text: a
// commit waits for the disk, and what is not committed is read again after a crash.
const (
	togetherNotices = 32
	togetherBytes   = 8 << 20
	togetherWait    = 200 * time.Millisecond
)

// Run reads each path — a file, folder, archive, mail, address or - — on all cores,
// and puts the ledgers into the sink in the order given. A source that can't be read
// is reported and the rest goes on; an error of the sink ends the run and is returned.
func (p *Pipeline) Run(ctx context.Context, sink Sink, paths []string, stdin io.Reader, opt Options, report func(Result)) error {
	r := &run{Pipeline: p, sink: sink, opt: opt, report: report, stored: make(map[string]string)}
	if rec := opt.Record; rec != nil {
		if err := sink.Update(ctx, func(b *store.Batch) (err error) {
			r.id, err = b.BeginRun(ctx, store.Run{Who: rec.Who, Program: rec.Program, Extractor: p.version(), StartedAt: rec.now()})
			return err
		}); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	workers := runtime.GOMAXPROCS(0)
	queue, order := make(chan *job), make(chan *job, 4*workers) // order bounds what is under way
	var all sync.WaitGroup
	defer all.Wait()
	defer cancel()
	all.Go(func() {
		defer close(order)
		defer close(queue)
		p.produce(ctx, paths, untilDone{ctx, stdin}, opt, func(j *job) bool {
			j.done = make(chan struct{})
			select {
			case order <- j:
			case <-ctx.Done():
				return false
			}
			if j.notice.items == nil {
				close(j.done)
				return true
			}
			select {
			case queue <- j:
				return true
			case <-ctx.Done():
				return false
			}
		})
	})
	for range workers {
		all.Go(func() {
			for j := range queue {
				r.work(ctx, j)
				close(j.done)
			}
		})
	}
	wait := time.NewTimer(togetherWait)
	defer wait.Stop()
	for j := range order {
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
		if j.ready != nil {
			for _, d := range j.ready.Ledger.Docs {
				r.bytes += len(d.Text)
			}
		}
		if len(r.full) >= togetherNotices || r.bytes >= togetherBytes {
			if err := r.flush(ctx); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := r.flush(ctx); err != nil {
		return err
	}
	if opt.Record == nil {
		return nil
	}
	return sink.Update(ctx, func(b *store.Batch) error { return b.EndRun(ctx, r.id, opt.Record.now()) })
}

func (r *Record) now() string { return r.Now().Format(time.RFC3339) }

// produce expands the paths and emits the notices in them, in order, until emit
// says no.
func (p *Pipeline) produce(ctx context.Context, paths []string, stdin io.Reader, opt Options, emit func(*job) bool) {
	var items []reader.Item
	flush := func() bool {
		for _, n := range group(items, opt.AsOne) {
			if len(n.items) > 0 && !emit(&job{notice: n}) {
				return false
			}
		}
		items = nil // they belong to the jobs now
		return true
	}
	for _, at := range paths {
		info, err := os.Stat(at)
		folder := err == nil && info.IsDir()
		for it := range reader.Expand(ctx, at, stdin, opt.Reader) {
			it = Named(it, opt.Folder)
			// Only what lies in one place may be one notice, and a folder of many files is
			// a collection: what is at hand goes on its way.
			stays := (folder || strings.Contains(it.Name, "!/")) && len(items) < together &&
				(len(items) == 0 || container(it.Name) == container(items[0].Name))
			if (!stays || it.Err != nil || it.Skipped != "") && !opt.AsOne && !flush() {
				return
			}
			if it.Err != nil || it.Skipped != "" {
				if !emit(&job{result: Result{Source: it.Name, Err: it.Err, Skipped: it.Skipped}}) {
					return
				}
				continue
			}
			items = append(items, it)
		}
		if !opt.AsOne && !flush() {
			return
		}
	}
	flush()
}

// together is how many files of one folder are looked at for a notice of several.
const together = 64

// work reads the items of one notice, unless they are known.
func (r *run) work(ctx context.Context, j *job) {
	items, name := j.notice.items, j.notice.items[0].Name
	j.result.Source = name
	j.sum = sumOf(items)
	if !r.opt.Force && r.opt.PlanYear == 0 {
		key, ok, err := r.sink.Known(ctx, j.sum, r.version())
		if err != nil {
			j.fault = err
			return
		}
		if ok {
			j.result.Key, j.result.Outcome = key, store.Unchanged
			return
		}
	}
	if !r.opt.Force && !r.opt.Retry {
		failed, err := r.sink.Failed(ctx, name, j.sum, r.version())
		if err != nil {
			j.fault = err
			return
		}
		if failed != nil && store.Lasting(failed) {
			j.result.Err, j.result.Before = failed, true
			return
		}
	}
	var start time.Time
	if r.opt.Record != nil {
		start = r.opt.Record.Now()
	}
	l, err := r.read(ctx, j.notice, r.opt)
	switch {
	case ctx.Err() != nil:
		j.fault = ctx.Err() // its time was cut short: that is no fault of the source
		return
	case err != nil:
		j.result.Err = err
	case !isNotice(l):
		j.result.Err = &taizhang.Error{Kind: taizhang.Unsupported, Path: name,
			What:   "nothing in it reads as a notice: no title, no 发文字号, no numbered paragraph and no table",
			Remedy: "check that it is the right file; `taizhang extract` shows what was read"}
	default:
		j.result.Ledger = l
		j.ready, j.fault = store.Prepare(l, r.version())
	}
	j.notice.items = nil // the bytes are read
	if r.opt.Record != nil {
		j.millis = r.opt.Record.Now().Sub(start).Milliseconds()
	}
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
	var keys map[string]string                                   // of what was put, by sum
	err := r.sink.Update(ctx, func(b *store.Batch) (err error) { // which may be called again
		if keys, err = r.put(ctx, b, jobs); err != nil || r.opt.Record == nil {
			return err
		}
		statuses := make([]store.SourceStatus, 0, len(jobs))
		for _, j := range jobs {
			res := &j.result
			status := string(res.Outcome)
			switch {
			case res.Err != nil:
				status = "failed"
			case res.Skipped != "":
				status = "skipped"
			}
			statuses = append(statuses, store.SourceStatus{Name: res.Source, Source: j.sum, Status: status, Notice: res.Key, Millis: j.millis,
				Err: res.Err, Message: res.Skipped})
		}
		return b.Record(ctx, r.id, r.ord, r.version(), statuses)
	})
	if err != nil {
		return err
	}
	maps.Copy(r.stored, keys)
	r.ord += int64(len(jobs))
	for _, j := range jobs {
		r.report(j.result)
	}
	return nil
}

// put stores the notices of jobs, each source once, and returns their keys by its sum.
func (r *run) put(ctx context.Context, b *store.Batch, jobs []*job) (map[string]string, error) {
	var ready []*store.Prepared
	var put []*job
	keys := make(map[string]string)
	for _, j := range jobs {
		if _, stored := r.stored[j.sum]; j.ready != nil && !stored {
			if _, twice := keys[j.sum]; !twice {
				keys[j.sum] = ""
				ready, put = append(ready, j.ready), append(put, j)
			}
		}
	}
	out, err := b.PutAll(ctx, ready)
	if err != nil {
		return nil, err
	}
	for i, j := range put {
		keys[j.sum] = out[i].Key
	}
	for _, j := range jobs {
		if j.ready != nil {
			j.result.Key, j.result.Outcome = cmp.Or(r.stored[j.sum], keys[j.sum]), store.Unchanged
		}
	}
	for i, j := range put {
		j.result.Outcome = out[i].Outcome
	}
	return keys, nil
}
