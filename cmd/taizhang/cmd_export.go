package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/office"
)

// runExport writes the notices of a database.
func runExport(ctx context.Context, e *environ, args []string) error {
	f := newFlags("export").withDB().withSeeds().withRecord(e)
	out := f.String("o", "", "the file to write, `OUT`; by default standard output, for csv, jsonl and html")
	format := f.String("format", "", "`xlsx`, csv (with BOM, for Excel), jsonl, docx (the tasks as an annex), html (one page to read) or parquet (for DuckDB and its like); by default what OUT ends in, else xlsx")
	var notices []string
	f.Func("notice", "only the notice with this `KEY`, as `taizhang notices` lists it; by-unit: may be given several times", func(s string) error {
		notices = append(notices, s)
		return nil
	})
	round := newHandoffFlags(f)
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if *format == "" {
		*format = strings.TrimPrefix(strings.ToLower(filepath.Ext(*out)), ".")
		if *format == "" {
			*format = "xlsx"
		}
	}
	switch {
	case f.db == "" || len(rest) > 0:
		return usage("export: name --db FILE, and no other argument")
	case office.SameFile(f.db, *out):
		return usage("export: -o %s would overwrite the database", *out)
	case *round.byUnit != "":
		return round.handOut(ctx, e, f, notices)
	case *round.round != "":
		return round.rollUp(ctx, e, f, *out, *format)
	case len(notices) > 1:
		return usage("export: one --notice at a time; several are for --by-unit")
	}
	notice := strings.Join(notices, "")
	if export.Formats[*format] == nil {
		return usage("export: --format %s: want xlsx, csv, jsonl, docx, html or parquet", *format)
	}
	if *out == "" && (*format == "xlsx" || *format == "docx" || *format == "parquet") {
		return usage("export: a workbook, document or Parquet file needs a file: -o OUT.%s", *format)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // notice after notice becomes garbage: half the memory for a twentieth more time
	}
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	if *out == "" {
		return o.Stream(ctx, *format, notice, e.stdout)
	}
	return writeFile(e, *out, func(w io.Writer) error { return o.Export(ctx, *format, notice, w) })
}
