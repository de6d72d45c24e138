package main

import (
	"context"

	"github.com/taizhang/taizhang/desktop"
	"github.com/taizhang/taizhang/office"
)

// ingestCommand reads sources into a database.
func ingestCommand(f *flags) runFunc {
	f.withSeeds()
	f.needsDB = true
	what := office.Reading{Stdin: f.e.stdin}
	f.StringVar(&f.db, "db", "", "the database: a `FILE`, made when it is not there, or a postgres:// address")
	f.of(&what)
	f.again(&what)
	f.pictures(&what)
	records := f.records()
	asEvents := f.asEvents()
	return func(ctx context.Context, sources []string) (err error) {
		if f.db == "" || len(sources) == 0 && !what.Retry {
			return usage("ingest: name sources and --db FILE")
		}
		what.Paths, what.Who = sources, desktop.User()
		if what.Records, err = records(); err != nil {
			return err
		}
		return f.start(ctx, office.ToMake, func(o *office.Office) error {
			if len(sources) == 0 {
				if what.Paths, err = o.FailedPaths(ctx); err != nil {
					return err
				}
			}
			t := newRunReport(f.e, what.Paths, *asEvents)
			what.Page = t.page
			return t.end(o.Read(ctx, what, t.report))
		})
	}
}
