package ingest

import (
	"context"
	"io"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// Sink is where a run puts its ledgers: a store, or one transaction of it.
type Sink interface {
	Known(ctx context.Context, sha256, version string) (key string, ok bool, err error)
	Put(ctx context.Context, l *taizhang.Ledger, version string) (store.Outcome, error)
}

// Options are what the user says of a run.
type Options struct {
	PlanYear int  // 0: as each notice says
	Force    bool // read sources again that were stored before
}

// Result is what became of one source: a ledger that was stored, or Unchanged
// with the key it is stored under, or an error.
type Result struct {
	Source  string
	Key     string
	Outcome store.Outcome
	Ledger  *taizhang.Ledger // nil when the source was not read again
	Err     error
}

// Run reads each source and puts its ledger into the sink, in the order given.
// A source that can't be read is reported and the rest goes on; an error of the
// sink ends the run and is returned.
func (p *Pipeline) Run(ctx context.Context, sink Sink, sources []string, stdin io.Reader, opt Options, report func(Result)) error {
	version := Version
	for _, path := range sources {
		if err := ctx.Err(); err != nil {
			return err
		}
		data, err := reader.Load(path, stdin)
		if err != nil {
			report(Result{Source: path, Err: err})
			continue
		}
		if !opt.Force && opt.PlanYear == 0 {
			key, ok, err := sink.Known(ctx, reader.Sum(data), version)
			if err != nil {
				return err
			}
			if ok {
				report(Result{Source: path, Key: key, Outcome: store.Unchanged})
				continue
			}
		}
		l, err := p.read(ctx, path, data, opt)
		if err != nil {
			report(Result{Source: path, Err: err})
			continue
		}
		outcome, err := sink.Put(ctx, l, version)
		if err != nil {
			return err
		}
		report(Result{Source: path, Key: l.Notice.Key, Outcome: outcome, Ledger: l})
	}
	return nil
}

func (p *Pipeline) read(ctx context.Context, path string, data []byte, opt Options) (*taizhang.Ledger, error) {
	doc, err := p.source(ctx, path, data)
	if err != nil {
		return nil, err
	}
	l := p.Document(doc, normalize.Options{PlanYear: opt.PlanYear})
	if !isNotice(l) {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, Path: path,
			What:   "nothing in it reads as a notice: no title, no 发文字号, no numbered paragraph and no table",
			Remedy: "check that it is the right file; `taizhang extract` shows what was read"}
	}
	return l, nil
}

// isNotice reports whether a ledger holds anything of a notice.
func isNotice(l *taizhang.Ledger) bool {
	return l.Notice.Title != "" || l.Notice.DocNumber != "" || len(l.Nodes) > 0 || len(l.Tables) > 0
}
