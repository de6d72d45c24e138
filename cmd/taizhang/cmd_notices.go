package main

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"

	"github.com/taizhang/taizhang/store"
)

// runNotices lists what is in a database.
func runNotices(ctx context.Context, e *environ, args []string) error {
	f := newFlags("notices").withDB()
	asJSON := f.Bool("json", false, "one JSON object a line")
	all := f.Bool("all", false, "older revisions and other publications too")
	o, err := f.openDB(ctx, e, args)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	notices, err := o.Store.Notices(ctx)
	if err != nil {
		return err
	}
	if !*all {
		notices = slices.DeleteFunc(notices, func(n store.NoticeInfo) bool { return n.Standing != "current" })
	}
	if *asJSON {
		enc := json.NewEncoder(e.stdout)
		enc.SetEscapeHTML(false)
		for _, n := range notices {
			if err := enc.Encode(map[string]any{"key": n.Key, "title": n.Title, "name": n.Called(), "doc_number": n.DocNumber, "issuer": n.Issuer,
				"jurisdiction": n.Jurisdiction, "plan_year": n.PlanYear, "sections": n.Sections, "items": n.Items, "rows": n.TaskRows,
				"assignments": n.Assignments, "findings": n.Findings, "standing": n.Standing, "revision": n.Revision}); err != nil {
				return err
			}
		}
		return nil
	}
	w := newTable(e)
	w.head("ROW", "YEAR", "ITEMS", "ROWS", "FINDINGS", "REVISION", "KEY", "TITLE")
	rows := 0 // by which a current notice can be named
	for _, n := range notices {
		row, revision := "", strconv.Itoa(n.Revision)
		if n.Standing == "current" {
			rows++
			row = strconv.Itoa(rows)
		} else {
			revision = e.say.Term(n.Standing) + " " + revision
		}
		w.row(row, n.PlanYear, n.Items, n.TaskRows, n.Findings, revision, n.Key, n.Called())
	}
	return w.Flush()
}
