package main

import (
	"context"
	"strconv"

	"github.com/taizhang/taizhang/office"
)

// noticesCommand lists what is in a database.
func noticesCommand(f *flags) runFunc {
	f.withDB()
	asJSON := f.asJSON()
	all := f.Bool("all", false, "older revisions and other publications too")
	return f.viewing(func(ctx context.Context, o *office.Office) error {
		notices, err := o.Store.Notices(ctx)
		if err != nil {
			return err
		}
		w := f.e.list(*asJSON)
		w.Head("ROW", "YEAR", "ITEMS", "ROWS", "FINDINGS", "REVISION", "KEY", "TITLE")
		rows := 0 // by which a current notice can be named
		for _, n := range notices {
			row, revision := "", strconv.Itoa(n.Revision)
			switch {
			case n.Standing == "current":
				rows++
				row = strconv.Itoa(rows)
			case !*all:
				continue
			default:
				revision = f.e.say.Term(n.Standing) + " " + revision
			}
			w.Add(map[string]any{"key": n.Key, "title": n.Title, "name": n.Called(), "doc_number": n.DocNumber, "issuer": n.Issuer,
				"jurisdiction": n.Jurisdiction, "plan_year": n.PlanYear, "sections": n.Sections, "items": n.Items, "rows": n.TaskRows,
				"assignments": n.Assignments, "findings": n.Findings, "standing": n.Standing, "revision": n.Revision},
				row, n.PlanYear, n.Items, n.TaskRows, n.Findings, revision, n.Key, n.Called())
		}
		return w.Flush()
	})
}
