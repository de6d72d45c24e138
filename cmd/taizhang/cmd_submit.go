package main

import (
	"cmp"
	"context"

	"github.com/taizhang/taizhang/desktop"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/queue"
	"github.com/taizhang/taizhang/terminal"
)

// submitCommand puts sources into the queue of a PostgreSQL database.
func submitCommand(f *flags) runFunc {
	f.withSeeds().onServer()
	var what office.Reading
	byPath := f.Bool("by-path", false, "files are found by every worker under the same path: keep that in the database, not their bytes")
	f.of(&what)
	f.again(&what)
	return func(ctx context.Context, sources []string) error {
		if len(sources) == 0 && !what.Retry {
			return usage("submit: name sources and --db postgres://…")
		}
		if err := f.served(); err != nil {
			return err
		}
		return f.start(ctx, office.ToMake, func(o *office.Office) error {
			return submit(ctx, f.e, o, sources, queue.SubmitOptions{ByPath: *byPath, Options: ingest.Options{PlanYear: what.PlanYear, AsOne: what.AsOne, Force: what.Force, Retry: what.Retry,
				Record: &ingest.Record{Who: desktop.User(), Program: version, Now: f.e.now}}})
		})
	}
}

func submit(ctx context.Context, e *environ, o *office.Office, sources []string, opt queue.SubmitOptions) error {
	q, err := queue.Open(ctx, o.Store, e.now)
	if err != nil {
		return err
	}
	counts := map[queue.Standing]int{}
	start := e.now()
	shown := start
	err = q.Submit(ctx, o.Pipeline, sources, e.stdin, opt, func(r queue.Submitted) {
		counts[r.Standing]++
		switch {
		case r.Standing == queue.Failed || r.Standing == queue.Skipped:
			e.tell("%v", line(office.ReadOf(r.Result)))
		case e.now().Sub(shown) >= terminal.LineEvery:
			shown = e.now()
			e.tell("progress: %d queued", counts[queue.Queued])
		}
	})
	e.tell("%d queued, %d waiting already, %d stored already, %d skipped, %d failed, in %v", counts[queue.Queued], counts[queue.Waiting],
		counts[queue.Stored], counts[queue.Skipped], counts[queue.Failed], e.now().Sub(start).Round(terminal.RedrawEvery))
	return cmp.Or(err, failed(plural(counts[queue.Failed], "source"), counts[queue.Queued]+counts[queue.Waiting]+counts[queue.Stored] > 0))
}
