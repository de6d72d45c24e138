package main

import (
	"context"
	"fmt"
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
	w := newTable(e.stdout)
	if len(rest) == 1 {
		id, err := strconv.ParseInt(rest[0], 10, 64)
		if err != nil {
			return usage("runs: %q is no number of a run", rest[0])
		}
		sources, err := o.Store.RunSources(ctx, id)
		if err != nil {
			return err
		}
		fmt.Fprintln(w, "STATUS\tMS\tSOURCE\tNOTICE\tMESSAGE")
		for _, x := range sources {
			w.row(x.Status, x.Millis, x.Name, x.Notice, x.Message)
		}
		return w.Flush()
	}
	runs, err := o.Store.Runs(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(w, "RUN\tSTARTED\tFINISHED\tWHO\tSOURCES\tADDED\tREVISED\tDUPLICATE\tREPLACED\tUNCHANGED\tSKIPPED\tFAILED\tPROGRAM")
	for _, r := range runs {
		finished := r.Finished
		if finished == "" {
			finished = "unfinished"
		}
		w.row(r.ID, r.StartedAt, finished, r.Who, r.Sources, r.Added, r.Revised, r.Duplicates, r.Replaced, r.Unchanged, r.Skipped, r.Failed, r.Program)
	}
	return w.Flush()
}
