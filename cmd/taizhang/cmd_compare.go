package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
)

// compareCommand says what became of the tasks of one notice in another.
func compareCommand(f *flags) runFunc {
	f.withDB().withSeeds()
	f.needsDB = false // without one, files are compared
	var ocr bool
	out := f.String("o", "", "the file to write, `OUT`; by default standard output, for text and json")
	format := f.String("format", "", "`text`, a table for the terminal; xlsx or json; by default what OUT ends in, else text")
	f.ocr(&ocr)
	return func(ctx context.Context, rest []string) error {
		if len(rest) != 2 {
			return usage("compare: name two notices, the old one and the new one: files, or with --db their keys as `taizhang notices` lists them")
		}
		if *format == "" {
			if *format = strings.TrimPrefix(strings.ToLower(filepath.Ext(*out)), "."); export.Comparisons[*format] == nil {
				*format = "text"
			}
		}
		write, ok := export.Comparisons[*format]
		if !ok {
			return usage("compare: --format %s: want text, xlsx or json", *format)
		}
		if *out == "" && *format == "xlsx" {
			return usage("compare: a workbook needs a file: -o OUT.xlsx")
		}
		for _, name := range []string{f.db, rest[0], rest[1]} {
			if office.SameFile(name, *out) {
				return usage("compare: -o %s would overwrite %s", *out, name)
			}
		}
		show := func(o *office.Office, ledgers []*taizhang.Ledger) error {
			c := o.Compare(ledgers[0], ledgers[1])
			if *out == "" {
				return write(f.e.stdout, c)
			}
			return writeFile(f.e, *out, func(w io.Writer) error { return write(w, c) })
		}
		if f.db != "" {
			return f.desk(ctx, office.ToRead, func(o *office.Office) error {
				ledgers, err := o.Stored(ctx, rest)
				if err != nil {
					return err
				}
				return show(o, ledgers)
			})
		}
		p, err := f.setup().Pipeline()
		if err != nil {
			return err
		}
		var ledgers []*taizhang.Ledger
		for _, name := range rest {
			l, err := p.File(ctx, name, f.e.stdin, ingest.Options{Reader: office.ReaderOptions(ocr, 0)})
			if err != nil {
				return err
			}
			ledgers = append(ledgers, l)
		}
		return show(&office.Office{Normalizer: p.Normalizer()}, ledgers)
	}
}
