package main

import (
	"bufio"
	"context"
	"encoding/json"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
)

// runExtract prints one source: its ledger as JSON, or the text that spans point into.
func runExtract(ctx context.Context, e *environ, args []string) error {
	f := newFlags("extract").withSeeds()
	format := f.String("format", "json", "`json` for the ledger, text for the document's text, into which spans point")
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, where the notice does not say it")
	ocr := f.Bool("ocr", false, "read pictures of text with tesseract, which must be installed")
	dpi := f.Int("ocr-dpi", 0, "points an inch at which `--ocr` draws pages (default 300)")
	sources, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(sources) != 1 {
		return usage("extract: name one source, or - for standard input")
	}
	if *format != "json" && *format != "text" {
		return usage("extract: --format %s: want json or text", *format)
	}
	p, err := f.pipeline()
	if err != nil {
		return err
	}
	l, err := p.File(ctx, sources[0], e.stdin, ingest.Options{PlanYear: *year, Reader: office.ReaderOptions(*ocr, *dpi)})
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(e.stdout, 64<<10)
	if *format == "text" {
		if _, err := w.WriteString(l.Text()); err != nil {
			return err
		}
		return w.Flush()
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(l); err != nil {
		return err
	}
	return w.Flush()
}
