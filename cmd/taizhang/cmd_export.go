package main

import (
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/office"
)

// exportCommand writes the notices of a database.
func exportCommand(f *flags) runFunc {
	f.withDB().withSeeds().withRecord()
	out := f.String("o", "", "the file to write, `OUT`; by default standard output, for csv, jsonl and html")
	format := f.String("format", "", "`xlsx`, csv (with BOM, for Excel), jsonl, docx (the tasks as an annex), html (one page to read) or parquet (for DuckDB and its like); by default what OUT ends in, else xlsx")
	var notices []string
	f.Func("notice", "only the notice with this `KEY`, as `taizhang notices` lists it; by-unit: may be given several times", func(s string) error {
		notices = append(notices, s)
		return nil
	})
	round := newHandoffFlags(f)
	return func(ctx context.Context, rest []string) error {
		if *format == "" {
			*format = cmp.Or(strings.TrimPrefix(strings.ToLower(filepath.Ext(*out)), "."), "xlsx")
		}
		if err := f.alone(rest); err != nil {
			return err
		}
		if os.Getenv("GOGC") == "" {
			debug.SetGCPercent(100) // notice after notice becomes garbage: a third of the memory for a tenth more time
		}
		switch {
		case office.SameFile(f.db, *out):
			return usage("export: -o %s would overwrite the database", *out)
		case *round.byUnit != "" && *out != "":
			return usage("export: --by-unit writes into a folder and -o a file: leave one of them out")
		case *round.byUnit != "":
			return round.handOut(ctx, f, notices)
		case *round.round != "":
			return round.rollUp(ctx, f, *out, *format)
		case len(notices) > 1:
			return usage("export: one --notice at a time; several are for --by-unit")
		case export.Formats[*format] == nil:
			return usage("export: --format %s: want xlsx, csv, jsonl, docx, html or parquet", *format)
		case *out == "" && (*format == "xlsx" || *format == "docx" || *format == "parquet"):
			return usage("export: a workbook, document or Parquet file needs a file: -o OUT.%s", *format)
		}
		notice := strings.Join(notices, "")
		return f.look(ctx, func(o *office.Office) error {
			if *out == "" {
				return o.Stream(ctx, *format, notice, f.e.stdout)
			}
			return writeFile(f.e, *out, func(w io.Writer) error { return o.Export(ctx, *format, notice, w) })
		})
	}
}
