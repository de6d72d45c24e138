package main

import (
	"context"

	"github.com/taizhang/taizhang/office"
)

// runIngest reads sources into a database.
func runIngest(ctx context.Context, e *environ, args []string) error {
	f := newFlags("ingest").withSeeds()
	f.needsDB = true
	f.StringVar(&f.db, "db", "", "the database: a `FILE`, made when it is not there, or a postgres:// address")
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, where the notices do not say it")
	force := f.Bool("force", false, "read sources again that were stored before")
	retry := f.Bool("retry-failed", false, "read sources again that failed before; all of them, when no source is named")
	asOne := f.Bool("as-one", false, "all sources are one notice: a cover page and its attachments")
	ocr := f.Bool("ocr", false, "read pictures of text with tesseract, which must be installed")
	dpi := f.Int("ocr-dpi", 0, "points an inch at which `--ocr` draws pages (default 300)")
	records := f.records()
	asEvents := f.Bool("json", false, "write what happens to standard output, one JSON object a line")
	sources, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(sources) == 0 && !*retry {
		return usage("ingest: name sources and --db FILE")
	}
	what := office.Reading{Paths: sources, Stdin: e.stdin, Who: userName(), PlanYear: *year, AsOne: *asOne, Force: *force, Retry: *retry, OCR: *ocr, DPI: *dpi}
	if what.Records, err = records(); err != nil {
		return err
	}
	o, err := f.start(ctx, f.options(false))
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if len(sources) == 0 {
		if what.Paths, err = o.FailedPaths(ctx); err != nil {
			return err
		}
	}
	t := newRunReport(e, what.Paths, *asEvents)
	return t.end(o.Read(ctx, what, t.report))
}
