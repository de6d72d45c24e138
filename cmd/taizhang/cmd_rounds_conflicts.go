package main

import (
	"context"
	"fmt"

	"github.com/taizhang/taizhang/office"
)

// listConflicts lists what came back and was not taken, decided or not.
func listConflicts(ctx context.Context, e *environ, o *office.Office, asJSON bool) error {
	all, err := o.Conflicts(ctx)
	if err != nil {
		return err
	}
	w := e.list(asJSON)
	w.Head("ID", "ROUND", "UNIT", "COLUMN", "PRESENT", "RETURNED", "DECIDED", "WHO", "AT", "REOPENED")
	for _, c := range all {
		reopened := ""
		if c.Reopened != nil {
			reopened = c.Reopened.Who + "：" + c.Reopened.Why
		}
		w.Add(map[string]any{"id": c.ID, "kind": c.Kind, "round": c.Round, "organ": c.Organ, "task": c.Task, "column": c.Column, "given": c.Given, "present": c.Now,
			"returned": c.Returned, "file": c.File, "cell": c.Cell, "decided": c.Decided, "decided_by": c.DecidedBy, "decided_at": c.DecidedAt, "reopened": reopened},
			c.ID, c.Round, c.Organ, c.Column, c.Now, c.Returned, c.Decided, c.DecidedBy, fmt.Sprintf("%.10s", c.DecidedAt), reopened)
	}
	return w.Flush()
}
