package main

import (
	"context"
	"strconv"
	"time"
)

// runUndo takes decisions back.
func runUndo(ctx context.Context, e *environ, args []string) error {
	f := newFlags("undo").withDB().withWho(e)
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(rest) == 0 {
		return usage("undo: name the decision by its ID in `taizhang decide list`, and --db FILE")
	}
	ids := make([]int64, len(rest))
	for i, arg := range rest {
		if ids[i], err = strconv.ParseInt(arg, 10, 64); err != nil {
			return usage("undo: %q is no ID of a decision", arg)
		}
	}
	o, err := f.open(ctx, nil, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	for _, id := range ids {
		if err := o.Undo(ctx, id, f.record.now().Format(time.RFC3339), f.record.name()); err != nil {
			return err
		}
		e.print("decision %d: undone", id)
	}
	return nil
}
