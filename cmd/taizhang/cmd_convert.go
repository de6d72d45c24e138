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

// convertCommand ingests the sources and exports them, in one transaction: where
// the workbook can't be written, the database is left as it was.
func convertCommand(f *flags) runFunc {
	f.withSeeds()
	what := office.Reading{Retry: true, Stdin: f.e.stdin}
	out := f.String("o", "", "the workbook to write, `OUT.xlsx`; by default the first source's name with .xlsx, here")
	db := f.String("db", "", "keep the ledger in a database too: a `FILE`, or a postgres:// address")
	f.of(&what)
	f.pictures(&what)
	asEvents := f.asEvents()
	return func(ctx context.Context, sources []string) error {
		if len(sources) == 0 {
			return usage("convert: name the notice to convert, as in `taizhang convert notice.txt -o notice.xlsx`")
		}
		if what.Paths = sources; *out == "" {
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
		return f.start(ctx, office.ToMake, func(o *office.Office) error {
			t := newRunReport(f.e, sources, *asEvents)
			what.Page = t.page
			err := o.Convert(ctx, what, t.report, func(src export.Source) error {
				return file.Write(func(w io.Writer) error { return export.XLSX(w, src) })
			})
			if err == nil && t.Stored() == 0 {
				err = failure(exitNothing, "nothing was converted; %s was not written", *out)
			}
			if err == nil {
				err = file.Commit()
			}
			written := err == nil
			err = t.end(err)
			if written {
				f.e.tell("wrote %s", *out)
			}
			return err
		})
	}
}
