package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/store"
)

func (d *desk) Read(ctx context.Context, what review.Reading, report func(review.Read)) error {
	return d.p.Run(ctx, d.s, what.Paths, strings.NewReader(""), ingest.Options{PlanYear: what.PlanYear, AsOne: what.AsOne, Force: what.Force, Retry: what.Retry,
		Folder: what.Folder, Reader: reading(what.OCR, 0), Record: &ingest.Record{Who: what.Who, Program: version, Now: d.f.e.now}},
		func(r ingest.Result) {
			out := review.Read{Source: r.Source, Key: r.Key, Outcome: string(r.Outcome), Skipped: r.Skipped, Err: r.Err, Before: r.Before}
			if r.Ledger != nil {
				out.Tasks = len(r.Ledger.Tasks())
				for _, f := range r.Ledger.Findings {
					if f.Severity != taizhang.Info {
						out.Doubts++
					}
				}
			}
			report(out)
		})
}

func (d *desk) Failed(ctx context.Context) (out []review.Failed, err error) {
	failed, err := d.s.FailedSources(ctx)
	for _, f := range failed {
		out = append(out, review.Failed{Name: f.Name, Err: f.Err, There: stillThere(f)})
	}
	return out, err
}

// stillThere reports whether a source that failed can be read again where it lay: its
// path says where from anywhere, or leads from here to the very bytes. The name of an
// uploaded file leads nowhere, or by chance to another.
func stillThere(f store.SourceStatus) bool {
	path, _, inside := strings.Cut(f.Name, "!/")
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false
	}
	if filepath.IsAbs(path) || inside {
		return filepath.IsAbs(path)
	}
	data, err := reader.Load(path, nil)
	return err == nil && reader.Sum(data) == f.Source
}

func (d *desk) Export(ctx context.Context, format string, w io.Writer) error {
	return d.s.View(ctx, func(v *store.View) error {
		keys, err := office.Keys(ctx, v, d.f.db, "")
		if err != nil {
			return err
		}
		return exporters[format](w, &ledgers{ctx, v, keys})
	})
}

func (d *desk) Rounds(ctx context.Context) (out []review.Round, err error) {
	rounds, err := d.s.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	open, err := d.s.Conflicts(ctx, false)
	if err != nil {
		return nil, err
	}
	for _, r := range rounds {
		x := review.Round{Round: r}
		for _, c := range open {
			if c.Round == r.Name {
				x.Conflicts++
			}
		}
		given, err := d.s.Handouts(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		returns, err := d.s.Returns(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		at := make(map[string]int)
		for i, h := range given {
			if _, ok := at[h.Organ]; !ok {
				at[h.Organ] = len(x.Organs)
				x.Organs = append(x.Organs, review.OrganState{Organ: h.Organ})
			}
			x.Organs[at[h.Organ]].Rows++
			switch x.Rows++; {
			case i == 0:
				x.Notice = h.Notice
			case x.Notice != h.Notice:
				x.Notice = ""
			}
		}
		for _, b := range returns {
			if i, ok := at[b.Organ]; ok && b.At >= x.Organs[i].At {
				o := &x.Organs[i]
				o.Replied, o.Who, o.At, o.File = true, b.Who, b.At, b.File
			}
		}
		out = append(out, x)
	}
	return out, nil
}

func (d *desk) HandOut(ctx context.Context, what review.HandOut, sink func(string, func(io.Writer) error) error) error {
	h, err := d.office().HandOut(ctx, what.Notice,
		taizhang.Round{Name: what.Round, ReplyBy: what.ReplyBy, Who: what.Who, At: what.At.Format(time.RFC3339)})
	if err != nil {
		return err
	}
	err = h.Give(ctx, what.Template, sink)
	if bad, ok := errors.AsType[*office.TemplateError](err); ok {
		return &review.BadTemplate{Err: bad.Err}
	}
	return err
}

func (d *desk) Collect(ctx context.Context, folder, who string, at time.Time) (*review.Collection, error) {
	got, err := d.office().Collect(ctx, []string{folder}, folder, settler(who, at), at)
	if err != nil {
		return nil, err
	}
	out := &review.Collection{Missing: got.Missing}
	for _, f := range got.Files {
		x := review.CollectedFile{Name: f.Name, Err: f.Err, Decisions: f.Decisions, Decided: f.Decided, Before: f.Before}
		for _, r := range got.Returns {
			if r.File != f.Name {
				continue
			}
			y := review.CollectedReturn{Round: r.Round, Organ: r.Organ, Writer: r.Writer, Rows: r.Rows, Taken: r.Taken, Children: r.Children,
				Conflicts: r.Conflicts, Repeated: r.Repeated, Err: r.Err}
			for _, u := range r.Unread {
				y.Unread = append(y.Unread, review.Unread(u))
			}
			x.Returns = append(x.Returns, y)
		}
		out.Files = append(out.Files, x)
	}
	return out, nil
}

// cellName is what one organ says in one column of a task.
type cellName struct {
	organ, task, child string
	field              taizhang.ReportField
}

func (d *desk) Conflicts(ctx context.Context) ([]review.Conflict, error) {
	all, err := d.s.Conflicts(ctx, true)
	if err != nil {
		return nil, err
	}
	given, err := office.Given(ctx, d.s)
	if err != nil {
		return nil, err
	}
	tasks := make(map[cellName]*taizhang.Handout)
	for i := range given {
		h := &given[i]
		tasks[cellName{task: h.Task, child: h.Child}] = h
	}
	progress, err := d.s.Progress(ctx, 0)
	if err != nil {
		return nil, err
	}
	now := make(map[cellName]string)
	for _, p := range progress { // the latest round last
		now[cellName{p.Organ, p.Task, p.Child, p.Field}] = p.Value
	}
	out := make([]review.Conflict, len(all))
	for i, c := range all {
		x := &out[i]
		*x = review.Conflict{Conflict: c, Problem: handoff.Problem(&c), Now: c.Present}
		_, x.Takes = handoff.Accept(c)
		if h := tasks[cellName{task: c.Task, child: c.Child}]; h != nil {
			x.Notice, x.Text = h.Notice, h.Text
		}
		if v, ok := now[cellName{c.Organ, c.Task, c.Child, c.Field}]; ok && c.Field != "" {
			x.Now = v
		}
	}
	return out, nil
}

func (d *desk) Resolve(ctx context.Context, decided, seen map[int64]string, who string, at time.Time) (int, []taizhang.Conflict, error) {
	return d.s.Resolve(ctx, decided, seen, settler(who, at), handoff.Accept)
}

func settler(who string, at time.Time) store.Settler {
	return store.Settler{Who: who, At: at.Format(time.RFC3339)}
}
