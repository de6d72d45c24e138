package main

import (
	"context"
	"slices"
	"strings"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

// runIngest reads sources into a database.
func runIngest(ctx context.Context, e *environ, args []string) error {
	f := newFlags("ingest").withSeeds()
	db := f.String("db", "", "the database: a `FILE`, made when it is not there, or a postgres:// address")
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
	if *db == "" || len(sources) == 0 && !*retry {
		return usage("ingest: name sources and --db FILE")
	}
	how := reading(*ocr, *dpi)
	if how.Records, err = records(); err != nil {
		return err
	}
	p, s, err := f.start(ctx, *db)
	if err != nil {
		return err
	}
	defer s.Close()
	if len(sources) == 0 {
		if sources, err = failedSources(ctx, s); err != nil {
			return err
		}
	}
	t := newRunReport(e, sources, *asEvents)
	return t.end(p.Run(ctx, s, sources, e.stdin, ingest.Options{PlanYear: *year, AsOne: *asOne, Reader: how, Force: *force, Retry: *retry,
		Record: &ingest.Record{Who: userName(), Program: version, Now: e.now}}, t.report))
}

// failedSources are the files that could not be read so far: of what lies in an
// archive, the archive.
func failedSources(ctx context.Context, s *store.Store) ([]string, error) {
	failed, err := s.FailedSources(ctx)
	names := make([]string, len(failed))
	for i, f := range failed {
		names[i], _, _ = strings.Cut(f.Name, "!/")
	}
	return slices.Compact(names), err
}
