package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
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
		if sameFile(s, *out) {
			return usage("convert: -o %s would overwrite %s", *out, s)
		}
	}
	file, err := newAtomicFile(*out)
	if err != nil {
		return err
	}
	defer file.discard()
	path := *db
	if path == "" {
		path = ":memory:"
	}
	p, s, err := f.start(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	t := newRunReport(e, sources, *asEvents)
	err = s.Update(ctx, func(b *store.Batch) error {
		if err := p.Run(ctx, b.Nested(), sources, e.stdin, ingest.Options{PlanYear: *year, AsOne: *asOne, Retry: true, Reader: reading(*ocr, *dpi)}, t.report); err != nil {
			return err
		}
		if len(t.keys) == 0 {
			return nil
		}
		return file.write(func(w io.Writer) error { return export.XLSX(w, &ledgers{ctx, b, t.keys}) })
	})
	if err == nil && len(t.keys) == 0 {
		err = exit{exitNothing, fmt.Errorf("nothing was converted; %s was not written", *out)}
	}
	if err == nil {
		err = file.commit()
	}
	written := err == nil
	err = t.end(err)
	if written {
		fmt.Fprintf(e.stderr, "wrote %s\n", taizhang.Visible(*out))
	}
	return err
}

// sameFile reports whether two names are of one file.
func sameFile(a, b string) bool {
	if a == "" {
		return false
	}
	x, err1 := os.Stat(a)
	y, err2 := os.Stat(b)
	if err1 == nil && err2 == nil {
		return os.SameFile(x, y)
	}
	return filepath.Clean(a) == filepath.Clean(b)
}

// loader is a store, or one transaction or moment of it.
type loader interface {
	Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error)
}

// ledgers brings ledgers back from the database, as everything that leaves does.
type ledgers struct {
	ctx  context.Context
	from loader
	keys []string
}

func (l *ledgers) Len() int { return len(l.keys) }

func (l *ledgers) Load(i int) (export.Input, error) {
	ledger, uids, err := l.from.Load(l.ctx, l.keys[i])
	return export.Input{Ledger: ledger, UIDs: uids}, err
}
