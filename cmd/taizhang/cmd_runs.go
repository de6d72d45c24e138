package main

import (
	"cmp"
	"context"
	"strconv"

	"github.com/taizhang/taizhang/office"
)

// runsCommand lists the runs of ingest, or the sources of one.
func runsCommand(f *flags) runFunc {
	f.withDB()
	return func(ctx context.Context, rest []string) error {
		if f.db == "" || len(rest) > 1 {
			return usage("runs: name --db FILE, and at most one run")
		}
		return f.look(ctx, func(o *office.Office) error {
			w := f.e.table()
			if len(rest) == 1 {
				id, err := strconv.ParseInt(rest[0], 10, 64)
				if err != nil {
					return usage("runs: %q is no number of a run", rest[0])
				}
				sources, err := o.Store.RunSources(ctx, id)
				if err != nil {
					return err
				}
				w.Head("STATUS", "MS", "SOURCE", "NOTICE", "MESSAGE")
				for _, x := range sources {
					w.Row(term(x.Status), x.Millis, x.Name, x.Notice, text(x.Message))
				}
				return w.Flush()
			}
			runs, err := o.Store.Runs(ctx)
			if err != nil {
				return err
			}
			w.Head("RUN", "STARTED", "FINISHED", "WHO", "SOURCES", "ADDED", "REVISED", "DUPLICATE", "REPLACED", "UNCHANGED", "SKIPPED", "FAILED", "PROGRAM")
			for _, r := range runs {
				w.Row(r.ID, r.StartedAt, term(cmp.Or(r.Finished, "unfinished")), r.Who, r.Sources, r.Added, r.Revised, r.Duplicates, r.Replaced, r.Unchanged, r.Skipped, r.Failed, r.Program)
			}
			return w.Flush()
		})
	}
}
