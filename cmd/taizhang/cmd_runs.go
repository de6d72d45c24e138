package main

import (
	"context"
	"strconv"
)

// runRuns lists the runs of ingest, or the sources of one.
func runRuns(ctx context.Context, e *environ, args []string) error {
	f := newFlags("runs").withDB()
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(rest) > 1 {
		return usage("runs: name --db FILE, and at most one run")
	}
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	w := newTable(e)
	if len(rest) == 1 {
		id, err := strconv.ParseInt(rest[0], 10, 64)
		if err != nil {
			return usage("runs: %q is no number of a run", rest[0])
		}
		sources, err := o.Store.RunSources(ctx, id)
		if err != nil {
			return err
		}
		w.head("STATUS", "MS", "SOURCE", "NOTICE", "MESSAGE")
		for _, x := range sources {
			w.row(term(x.Status), x.Millis, x.Name, x.Notice, text(x.Message))
		}
		return w.Flush()
	}
	runs, err := o.Store.Runs(ctx)
	if err != nil {
		return err
	}
	w.head("RUN", "STARTED", "FINISHED", "WHO", "SOURCES", "ADDED", "REVISED", "DUPLICATE", "REPLACED", "UNCHANGED", "SKIPPED", "FAILED", "PROGRAM")
	for _, r := range runs {
		finished := r.Finished
		if finished == "" {
			finished = "unfinished"
		}
		w.row(r.ID, r.StartedAt, term(finished), r.Who, r.Sources, r.Added, r.Revised, r.Duplicates, r.Replaced, r.Unchanged, r.Skipped, r.Failed, r.Program)
	}
	return w.Flush()
}
