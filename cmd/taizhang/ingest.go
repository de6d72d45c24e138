package main

import (
	"context"

	"github.com/taizhang/taizhang/ingest"
)

// runIngest reads sources into a database, each in a transaction of its own.
func runIngest(ctx context.Context, e *environ, args []string) error {
	f := newFlags("ingest").withSeeds()
	db := f.String("db", "", "the database `FILE`; made when it is not there")
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, where the notices do not say it")
	force := f.Bool("force", false, "read sources again that were stored before")
	asOne := f.Bool("as-one", false, "all sources are one notice: a cover page and its attachments")
	ocr := f.Bool("ocr", false, "read pictures of text with tesseract, which must be installed")
	asEvents := f.Bool("json", false, "write what happens to standard output, one JSON object a line")
	sources, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if *db == "" || len(sources) == 0 {
		return usage("ingest: name sources and --db FILE")
	}
	p, s, err := f.start(ctx, *db)
	if err != nil {
		return err
	}
	defer s.Close()
	t := newTally(e, sources, *asEvents)
	return t.end(p.Run(ctx, s, sources, e.stdin, ingest.Options{PlanYear: *year, AsOne: *asOne, Reader: reading(*ocr), Force: *force}, t.report))
}
