package main

import (
	"bufio"
	"cmp"
	"context"

	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
)

// extractCommand prints one source: its ledger as JSON, or the text that spans point into.
func extractCommand(f *flags) runFunc {
	f.withSeeds()
	var what office.Reading
	format := f.String("format", "json", "`json` for the ledger, text for the document's text, into which spans point")
	f.planYear(&what)
	f.pictures(&what)
	return func(ctx context.Context, sources []string) error {
		if len(sources) != 1 {
			return usage("extract: name one source, or - for standard input")
		}
		if *format != "json" && *format != "text" {
			return usage("extract: --format %s: want json or text", *format)
		}
		p, err := f.setup().Pipeline()
		if err != nil {
			return err
		}
		opt := office.ReaderOptions(what.OCR, what.DPI)
		opt.Recognized = f.e.page
		l, err := p.File(ctx, sources[0], f.e.stdin, ingest.Options{PlanYear: what.PlanYear, Reader: opt})
		if err != nil {
			return err
		}
		w := bufio.NewWriterSize(f.e.stdout, 64<<10)
		if *format == "text" {
			_, err = w.WriteString(l.Text())
		} else {
			err = export.LedgerJSON(w, l)
		}
		return cmp.Or(err, w.Flush())
	}
}
