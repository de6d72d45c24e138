package office

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

// Reading is what is to be read, and how.
type Reading struct {
	Paths    []string
	Stdin    io.Reader       // of the path -; nil: nothing
	Folder   string          // sources are named from it on; empty: as the paths say
	Who      string          // who reads, for the list of runs
	PlanYear int             // 0: as each notice says
	AsOne    bool            // all sources are one notice
	Force    bool            // also what was stored before
	Retry    bool            // also what failed before
	OCR      bool            // pictures of text
	DPI      int             // at which they are drawn; 0: as the reader does
	Records  *reader.Records // of a crawl; nil: sources are files

	Page func(source string, done, pages int) // told of each picture of text that was read; nil: nobody asks
}

// Read is what became of a source.
type Read struct {
	Source  string
	Key     string // of its notice
	Outcome string // added, revised, duplicate, replaced or unchanged; empty where nothing was stored
	Fresh   bool   // it was read now: what it holds is counted
	Holding
	Skipped string // why it was left out
	Err     error
	Before  bool // Err is from an earlier run
}

// Holding counts what a notice holds.
type Holding struct {
	Sections, Items, Rows, Assignments, Deadlines int
	Findings                                      int
	Doubts                                        int // findings that are more than to know
}

// Tasks are the items and the rows.
func (h Holding) Tasks() int { return h.Items + h.Rows }

// ReaderOptions are how sources are read: pictures take seconds a page, and are given more time.
func ReaderOptions(ocr bool, dpi int) reader.Options {
	if ocr {
		return reader.Options{OCR: true, OCRDPI: min(max(dpi, 0), 1200), Limits: reader.Limits{Time: 20 * time.Minute}}
	}
	return reader.Options{}
}

func (o *Office) options(what Reading) ingest.Options {
	opt := ingest.Options{PlanYear: what.PlanYear, AsOne: what.AsOne, Folder: what.Folder, Reader: ReaderOptions(what.OCR, what.DPI), Force: what.Force, Retry: what.Retry}
	opt.Reader.Records, opt.Reader.Recognized = what.Records, what.Page
	return opt
}

func (r Reading) stdin() io.Reader {
	if r.Stdin == nil {
		return strings.NewReader("")
	}
	return r.Stdin
}

// Read reads sources into the database, and reports each when it is there to stay.
func (o *Office) Read(ctx context.Context, what Reading, report func(Read)) error {
	opt := o.options(what)
	opt.Record = &ingest.Record{Who: what.Who, Program: o.Program, Now: o.Now}
	return o.Pipeline.Run(ctx, o.Store, what.Paths, what.stdin(), opt, func(r ingest.Result) { report(ReadOf(r)) })
}

// Convert reads sources and has write write the notices at hand, in one transaction:
// where it can't, the database is left as it was. With no notice it is not called.
func (o *Office) Convert(ctx context.Context, what Reading, report func(Read), write func(export.Source) error) error {
	return o.Store.Update(ctx, func(b *store.Batch) error {
		var keys []string // each once, in the order read
		seen := make(map[string]bool)
		err := o.Pipeline.Run(ctx, b.Nested(), what.Paths, what.stdin(), o.options(what), func(r ingest.Result) {
			if r.Skipped == "" && r.Err == nil && !seen[r.Key] {
				seen[r.Key] = true
				keys = append(keys, r.Key)
			}
			report(ReadOf(r))
		})
		if err != nil || len(keys) == 0 {
			return err
		}
		return write(&ledgers{ctx, b, keys})
	})
}

// ReadOf is a result without the ledger, counted.
func ReadOf(r ingest.Result) Read {
	out := Read{Source: r.Source, Key: r.Key, Outcome: string(r.Outcome), Fresh: r.Ledger != nil, Skipped: r.Skipped, Err: r.Err, Before: r.Before}
	if r.Ledger != nil {
		out.Holding = holding(r.Ledger)
	}
	return out
}

func holding(l *taizhang.Ledger) (h Holding) {
	for _, n := range l.Nodes {
		if n.Section {
			h.Sections++
		}
	}
	for _, t := range l.Tasks() {
		if t.Row {
			h.Rows++
		} else {
			h.Items++
		}
		h.Assignments += len(t.Assignments)
		h.Deadlines += len(t.Deadlines)
	}
	h.Findings = len(l.Findings)
	for _, f := range l.Findings {
		if f.Severity != taizhang.Info {
			h.Doubts++
		}
	}
	return h
}

// FailedPaths are the files that could not be read so far: of what lies in an archive,
// the archive.
func (o *Office) FailedPaths(ctx context.Context) ([]string, error) {
	failed, err := o.Store.FailedSources(ctx)
	names := make([]string, len(failed))
	for i, f := range failed {
		names[i], _, _ = strings.Cut(f.Name, "!/")
	}
	return slices.Compact(names), err
}
