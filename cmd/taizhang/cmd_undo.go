package main

import (
	"context"
	"strconv"

	"github.com/taizhang/taizhang/office"
)

// undoCommand takes decisions back.
func undoCommand(f *flags) runFunc {
	f.withDB().withWho()
	return func(ctx context.Context, rest []string) (err error) {
		if f.db == "" || len(rest) == 0 {
			return usage("undo: name the decision by its ID in `taizhang decide list`, and --db FILE")
		}
		ids := make([]int64, len(rest))
		for i, arg := range rest {
			if ids[i], err = strconv.ParseInt(arg, 10, 64); err != nil {
				return usage("undo: %q is no ID of a decision", arg)
			}
		}
		return f.change(ctx, func(o *office.Office) error {
			for _, id := range ids {
				if err := o.Undo(ctx, id, f.e.stamp(), f.name()); err != nil {
					return err
				}
				f.e.print("decision %d: undone", id)
			}
			return nil
		})
	}
}
