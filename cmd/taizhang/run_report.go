package main

import (
	"cmp"
	"errors"
	"time"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/terminal"
)

// fewSources is up to how many sources a run says of each what became of it, on a
// terminal; of more it shows the progress, and at the end what failed. A log has both.
const fewSources = 20

// runReport reports each source of a run and remembers what became of them.
type runReport struct {
	e        *environ
	failures []error
	office.Counts
	progress *terminal.Progress
	events   *office.Events // nil without --json
	brief    bool           // many sources, on a terminal
	start    time.Time
}

// newRunReport begins to report a run over sources: as events on standard output, or in
// words on standard error, which goes through the progress from now on.
func newRunReport(e *environ, sources []string, asEvents bool) *runReport {
	total := 0
	for _, s := range sources {
		total += reader.Count(s)
	}
	person := terminal.IsTerminal(e.stderr)
	t := &runReport{e: e, progress: terminal.NewProgress(terminal.Bare(e.stderr), person, total, e.now, e.say), start: e.now()}
	t.brief = person && total > fewSources
	if asEvents {
		t.events = office.NewEvents(e.stdout)
		return t
	}
	e.stderr = t.progress
	return t
}

func (t *runReport) shown() terminal.Counts {
	return terminal.Counts{Done: t.Sources(), Failed: t.Failed, Tasks: t.Tasks}
}

func (t *runReport) report(r office.Read) {
	t.Add(r)
	if r.Skipped == "" && r.Err != nil {
		t.failures = append(t.failures, r.Err)
	}
	if t.events != nil {
		t.events.Source(r)
		if s, ok := t.progress.Due(t.shown(), time.Second); ok {
			t.events.Progress(s.Done, s.Total, s.Tasks, s.Rate, s.Left)
		}
		return
	}
	t.brief = t.brief || t.progress.Terminal() && t.Sources() > fewSources
	if !t.brief {
		t.e.tell("%v", line(r))
	}
	if t.brief || !t.progress.Terminal() {
		t.progress.Show(t.shown())
	}
}

// page says how far a source of pictures is, of which each page takes seconds.
func (t *runReport) page(source string, done, pages int) {
	if t.events != nil {
		t.events.Page(source, done, pages)
		return
	}
	t.e.page(source, done, pages)
}

func (e *environ) page(source string, done, pages int) {
	e.tell("%s: page %d of %d read by tesseract", source, done, pages)
}

// line says what became of a source.
func line(r office.Read) error {
	switch {
	case r.Skipped != "":
		return message("%s: skipped: %v", r.Source, text(r.Skipped))
	case r.Before:
		return message("%v (as before; --retry-failed reads it again)", r.Err)
	case r.Err != nil:
		return message("%v", r.Err)
	case !r.Fresh:
		return message("%s: %v", r.Source, term(r.Outcome))
	}
	return message("%s: %v: %v", r.Source, term(r.Outcome), summary(r.Holding))
}

// end closes the report of a run that ended with err: with what it came to and, where
// that scrolled away, all that failed. It returns the error to exit with: err, or that
// sources failed.
func (t *runReport) end(err error) error {
	took := t.e.now().Sub(t.start)
	if t.events != nil {
		err = errors.Join(err, t.events.Done(t.Counts, took, err))
	}
	err = cmp.Or(err, failed(plural(t.Failed, "source"), t.Stored() > 0))
	if t.events == nil && (t.brief || t.Sources() > fewSources) {
		if t.Failed > 0 {
			t.e.tell("these failed:")
		}
		for _, f := range t.failures {
			t.e.tell("%v", f)
		}
		t.e.tell("%v in %v: %d added, %d revised, %d duplicate, %d replaced, %d unchanged, %d skipped, %d failed; %v", plural(t.Sources(), "source"),
			took.Round(time.Second/10), t.Added, t.Revised, t.Duplicate, t.Replaced, t.Unchanged, t.Skipped, t.Failed, plural(t.Tasks, "task"))
	}
	return err
}

// summary says what a notice holds.
func summary(h office.Holding) error {
	s := message("%v, %v, %v, %v, %v, %v to check", plural(h.Sections, "section"), plural(h.Items, "item"),
		plural(h.Rows, "schedule row"), plural(h.Assignments, "assignment"), plural(h.Deadlines, "deadline"), plural(h.Findings, "finding"))
	if h.Assignments == 0 {
		return message("%v; it assigns no task to any unit", s)
	}
	return s
}
