package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/office"
)

// runConvert ingests the sources and exports them, in one transaction: where
// the workbook can't be written, the database is left as it was.
func runConvert(ctx context.Context, e *environ, args []string) error {
	f := newFlags("convert").withSeeds()
	out := f.String("o", "", "the workbook to write, `OUT.xlsx`; by default the first source's name with .xlsx, here")
	db := f.String("db", "", "keep the ledger in a database too: a `FILE`, or a postgres:// address")
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, where the notice does not say it")
	asOne := f.Bool("as-one", false, "all sources are one notice: a cover page and its attachments")
	ocr := f.Bool("ocr", false, "read pictures of text with tesseract, which must be installed")
	dpi := f.Int("ocr-dpi", 0, "points an inch at which `--ocr` draws pages (default 300)")
	asEvents := f.Bool("json", false, "write what happens to standard output, one JSON object a line")
	sources, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(sources) == 0 {
		return usage("convert: name the notice to convert, as in `taizhang convert notice.txt -o notice.xlsx`")
	}
	if *out == "" {
		base := filepath.Base(sources[0])
		*out = strings.TrimSuffix(base, filepath.Ext(base)) + ".xlsx"
	}
	if ext := strings.ToLower(filepath.Ext(*out)); ext != ".xlsx" {
		return usage("convert: -o %s: the workbook's name ends in .xlsx; `taizhang export` writes other formats", *out)
	}
	for _, s := range append([]string{*db}, sources...) {
		if office.SameFile(s, *out) {
			return usage("convert: -o %s would overwrite %s", *out, s)
		}
	}
	file, err := office.NewFile(*out)
	if err != nil {
		return err
	}
	defer file.Discard()
	f.db = cmp.Or(*db, ":memory:")
	o, err := f.start(ctx, f.options(false))
	if err != nil {
		return err
	}
	defer o.Store.Close()
	t := newRunReport(e, sources, *asEvents)
	err = o.Convert(ctx, office.Reading{Paths: sources, Stdin: e.stdin, PlanYear: *year, AsOne: *asOne, Retry: true, OCR: *ocr, DPI: *dpi}, t.report,
		func(src export.Source) error {
			return file.Write(func(w io.Writer) error { return export.XLSX(w, src) })
		})
	if err == nil && len(t.keys) == 0 {
		err = failure(exitNothing, "nothing was converted; %s was not written", *out)
	}
	if err == nil {
		err = file.Commit()
	}
	written := err == nil
	err = t.end(err)
	if written {
		e.tell("wrote %s", *out)
	}
	return err
}
