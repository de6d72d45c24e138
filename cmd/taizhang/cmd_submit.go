package main

import (
	"context"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/queue"
)

// runSubmit puts sources into the queue of a PostgreSQL database.
func runSubmit(ctx context.Context, e *environ, args []string) error {
	f := newFlags("submit").withSeeds()
	db := f.String("db", "", "the database, `postgres://…`")
	byPath := f.Bool("by-path", false, "files are found by every worker under the same path: keep that in the database, not their bytes")
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, where the notices do not say it")
	force := f.Bool("force", false, "read sources again that were stored before")
	retry := f.Bool("retry-failed", false, "read sources again that failed before; all of them, when no source is named")
	asOne := f.Bool("as-one", false, "all sources are one notice: a cover page and its attachments")
	sources, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(sources) == 0 && !*retry {
		return usage("submit: name sources and --db postgres://…")
	}
	if err := onServer("submit", *db); err != nil {
		return err
	}
	f.db = *db
	o, err := f.start(ctx, f.options(false))
	if err != nil {
		return err
	}
	defer o.Store.Close()
	q, err := queue.Open(ctx, o.Store, e.now)
	if err != nil {
		return err
	}
	counts := map[queue.Standing]int{}
	start := e.now()
	shown := start
	err = q.Submit(ctx, o.Pipeline, sources, e.stdin, queue.SubmitOptions{ByPath: *byPath, Options: ingest.Options{PlanYear: *year, AsOne: *asOne, Force: *force, Retry: *retry,
		Record: &ingest.Record{Who: userName(), Program: version, Now: e.now}}}, func(r queue.Submitted) {
		counts[r.Standing]++
		switch {
		case r.Standing == queue.Failed || r.Standing == queue.Skipped:
			e.tell("%v", line(office.ReadOf(r.Result)))
		case e.now().Sub(shown) >= lineEvery:
			shown = e.now()
			e.tell("progress: %d queued", counts[queue.Queued])
		}
	})
	e.tell("%d queued, %d waiting already, %d stored already, %d skipped, %d failed, in %v", counts[queue.Queued], counts[queue.Waiting],
		counts[queue.Stored], counts[queue.Skipped], counts[queue.Failed], e.now().Sub(start).Round(redrawEvery))
	if err == nil && counts[queue.Failed] > 0 {
		code := exitPartial
		if counts[queue.Queued]+counts[queue.Waiting]+counts[queue.Stored] == 0 {
			code = exitNothing
		}
		err = failure(code, "%s failed", plural(counts[queue.Failed], "source"))
	}
	return err
}
