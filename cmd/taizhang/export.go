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
	"github.com/taizhang/taizhang/store"
)

// exporters are the formats of export, by the name of the flag.
var exporters = map[string]func(io.Writer, export.Source) error{
	"xlsx":  export.XLSX,
	"csv":   export.CSV,
	"jsonl": export.JSONL,
	"docx":  export.DOCX,
	"html":  export.HTML,

	"parquet": export.Parquet,
}

// runExport writes the notices of a database.
func runExport(ctx context.Context, e *environ, args []string) error {
	f := newFlags("export").withDB().withSeeds().withRecord(e)
	out := f.String("o", "", "the file to write, `OUT`; by default standard output, for csv, jsonl and html")
	format := f.String("format", "", "`xlsx`, csv (with BOM, for Excel), jsonl, docx (the tasks as an annex), html (one page to read) or parquet (for DuckDB and its like); by default what OUT ends in, else xlsx")
	notice := f.String("notice", "", "only the notice with this `KEY`, as `taizhang notices` lists it")
	round := newHandoffFlags(f)
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	switch {
	case f.db == "" || len(rest) > 0:
		return usage("export: name --db FILE, and no other argument")
	case sameFile(f.db, *out):
		return usage("export: -o %s would overwrite the database", *out)
	case *round.byUnit != "":
		return round.handOut(ctx, e, f, *notice)
	case *round.round != "":
		return round.rollUp(ctx, e, f, *out)
	}
	if *format == "" {
		*format = strings.TrimPrefix(strings.ToLower(filepath.Ext(*out)), ".")
		if *format == "" {
			*format = "xlsx"
		}
	}
	write, ok := exporters[*format]
	if !ok {
		return usage("export: --format %s: want xlsx, csv, jsonl, docx, html or parquet", *format)
	}
	if *out == "" && (*format == "xlsx" || *format == "docx" || *format == "parquet") {
		return usage("export: a workbook, document or Parquet file needs a file: -o OUT.%s", *format)
	}
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // notice after notice becomes garbage: half the memory for a twentieth more time
	}
	s, err := store.Open(ctx, f.db, f.options(true))
	if err != nil {
		return err
	}
	defer s.Close()
	if *out == "" {
		// Whoever reads it may take his time, and in one moment of the database nobody could write meanwhile.
		keys, err := office.Keys(ctx, s, f.db, *notice)
		if err != nil {
			return err
		}
		return write(e.stdout, &ledgers{ctx, s, keys})
	}
	file, err := newAtomicFile(*out)
	if err != nil {
		return err
	}
	defer file.discard()
	err = s.View(ctx, func(v *store.View) error {
		keys, err := office.Keys(ctx, v, f.db, *notice)
		if err != nil {
			return err
		}
		return file.write(func(w io.Writer) error { return write(w, &ledgers{ctx, v, keys}) })
	})
	if err != nil {
		return err
	}
	return file.done(e)
}
