package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/store"
)

// comparisons are the formats of compare, by the name of the flag.
var comparisons = map[string]func(io.Writer, *taizhang.Comparison) error{
	"text": export.CompareText,
	"xlsx": export.CompareXLSX,
	"json": export.CompareJSON,
}

// runCompare says what became of the tasks of one notice in another.
func runCompare(ctx context.Context, e *environ, args []string) error {
	f := newFlags("compare").withDB().withSeeds()
	out := f.String("o", "", "the file to write, `OUT`; by default standard output, for text and json")
	format := f.String("format", "", "`text`, a table for the terminal; xlsx or json; by default what OUT ends in, else text")
	ocr := f.Bool("ocr", false, "read pictures of text with tesseract, which must be installed")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(rest) != 2 {
		return usage("compare: name two notices, the old one and the new one: files, or with --db their keys as `taizhang notices` lists them")
	}
	if *format == "" {
		if *format = strings.TrimPrefix(strings.ToLower(filepath.Ext(*out)), "."); comparisons[*format] == nil {
			*format = "text"
		}
	}
	write, ok := comparisons[*format]
	if !ok {
		return usage("compare: --format %s: want text, xlsx or json", *format)
	}
	if *out == "" && *format == "xlsx" {
		return usage("compare: a workbook needs a file: -o OUT.xlsx")
	}
	for _, name := range []string{f.db, rest[0], rest[1]} {
		if sameFile(name, *out) {
			return usage("compare: -o %s would overwrite %s", *out, name)
		}
	}
	names, err := f.normalizer()
	if err != nil {
		return err
	}
	var ledgers []*taizhang.Ledger
	if f.db != "" {
		ledgers, err = stored(ctx, f.db, rest)
	} else {
		ledgers, err = f.readBoth(ctx, e, rest, ingest.Options{Reader: reading(*ocr, 0)})
	}
	if err != nil {
		return err
	}
	c := match.Compare(ledgers[0], ledgers[1], match.Options{Lineage: names.Names})
	if *out == "" {
		return write(e.stdout, c)
	}
	file, err := newAtomicFile(*out)
	if err != nil {
		return err
	}
	defer file.discard()
	if err := file.write(func(w io.Writer) error { return write(w, c) }); err != nil {
		return err
	}
	return file.done(e)
}

// stored loads the notices with these keys.
func stored(ctx context.Context, db string, keys []string) (out []*taizhang.Ledger, err error) {
	s, err := store.Open(ctx, db, store.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	for _, key := range keys {
		if _, err := office.Keys(ctx, s, db, key); err != nil {
			return nil, err
		}
		l, _, err := s.Load(ctx, key)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// readBoth reads the sources, as extract does.
func (f *flags) readBoth(ctx context.Context, e *environ, sources []string, opt ingest.Options) (out []*taizhang.Ledger, err error) {
	p, err := f.pipeline()
	if err != nil {
		return nil, err
	}
	for _, name := range sources {
		l, err := p.File(ctx, name, e.stdin, opt)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}
