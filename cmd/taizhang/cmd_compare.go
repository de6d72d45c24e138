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

// runCompare says what became of the tasks of one notice in another.
func runCompare(ctx context.Context, e *environ, args []string) error {
	f := newFlags("compare").withDB().withSeeds()
	out := f.String("o", "", "the file to write, `OUT`; by default standard output, for text and json")
	format := f.String("format", "", "`text`, a table for the terminal; xlsx or json; by default what OUT ends in, else text")
	ocr := f.Bool("ocr", false, "read pictures of text with tesseract, which must be installed")
	f.needsDB = false // without one, files are compared
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
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
	var o *office.Office
	var ledgers []*taizhang.Ledger
	if f.db != "" {
		if o, err = f.desk(ctx, f.options(true)); err == nil {
			defer o.Store.Close()
			ledgers, err = o.Stored(ctx, rest)
		}
	} else {
		o, ledgers, err = f.readBoth(ctx, e, rest, ingest.Options{Reader: office.ReaderOptions(*ocr, 0)})
	}
	if err != nil {
		return err
	}
	c := o.Compare(ledgers[0], ledgers[1])
	if *out == "" {
		return write(e.stdout, c)
	}
	return writeFile(e, *out, func(w io.Writer) error { return write(w, c) })
}

// readBoth reads the sources, as extract does.
func (f *flags) readBoth(ctx context.Context, e *environ, sources []string, opt ingest.Options) (o *office.Office, out []*taizhang.Ledger, err error) {
	p, err := f.pipeline()
	if err != nil {
		return nil, nil, err
	}
	for _, name := range sources {
		l, err := p.File(ctx, name, e.stdin, opt)
		if err != nil {
			return nil, nil, err
		}
		out = append(out, l)
	}
	return &office.Office{Normalizer: p.Normalizer()}, out, nil
}
