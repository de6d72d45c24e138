package main

import (
	"cmp"
	"context"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// collector takes returned workbooks into a database, for the command and the page.
type collector struct {
	s    *store.Store
	norm *normalize.Normalizer
	db   string // its name
	now  time.Time
	by   store.Settler

	listed    []taizhang.Conflict // before this collection, decided or not
	parseDate func(string) (taizhang.Date, bool)
}

// collected is what a collection came to.
type collected struct {
	files   []collectedFile // in the order read
	returns []handoff.Summary
	missing []taizhang.Handout
}

// collectedFile is what became of a file as such.
type collectedFile struct {
	name      string
	err       error
	passed    string // why it was not read, which is no failure
	decisions bool   // it is a workbook of conflicts
	decided   int
	before    []taizhang.Conflict // that were decided otherwise before
}

// read counts the files that could be read.
func (c *collected) read() (n int) {
	for _, f := range c.files {
		if f.err == nil && f.passed == "" {
			n++
		}
	}
	return n
}

// failed counts the files, and the parts of files, of which nothing was taken.
func (c *collected) failed() int {
	n := 0
	for _, f := range c.files {
		if f.err != nil {
			n++
		}
	}
	for _, r := range c.returns {
		if r.Err != nil {
			n++
		}
	}
	return n
}

// collect takes the workbooks behind paths: files, and those in folders, archives and
// mails. Where folder is not empty, it holds what a person sent: files are named from it
// on, and those that are no workbooks fail.
func (c *collector) collect(ctx context.Context, paths []string, folder string) (*collected, error) {
	rounds, err := c.s.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	if c.listed, err = c.s.Conflicts(ctx, true); err != nil {
		return nil, err
	}
	c.parseDate = typedDate(c.norm, roundYear(rounds, c.now))
	out := &collected{}
	var returns []handoff.Return
	for _, p := range paths {
		for it := range reader.Expand(ctx, p, nil, reader.Options{All: true}) { // what is a workbook its content says
			other := it.Skipped != "" || it.Name != p && it.Err == nil && !isWorkbook(it.Name) && !handoff.IsWorkbook(it.Data)
			it = ingest.Named(it, folder)
			file := collectedFile{name: it.Name, err: it.Err}
			switch {
			case other && folder == "": // what else lies beside workbooks
				file.passed = cmp.Or(it.Skipped, "no workbook")
			case other:
				file.err = &taizhang.Error{Kind: taizhang.Unsupported, Path: it.Name, What: "no workbook", Remedy: "return the workbook that was handed out, as .xlsx"}
			case file.err == nil:
				returns = append(returns, c.read(ctx, &file, it.Data)...)
			}
			out.files = append(out.files, file)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return out, c.merge(ctx, returns, out)
}

func isWorkbook(name string) bool {
	return slices.Contains([]string{".xlsx", ".xlsm", ".et", ".xls", ".ods"}, strings.ToLower(path.Ext(name)))
}

var yearInName = regexp.MustCompile(`(?:19|20)\d\d`)

// roundYear is the year of a date that is typed without one: that of the latest round
// that has one in its name (2017Q3), else this one.
func roundYear(rounds []taizhang.Round, now time.Time) int {
	for _, r := range slices.Backward(rounds) {
		if y, err := strconv.Atoi(yearInName.FindString(r.Name)); err == nil {
			return y
		}
	}
	return now.Year()
}

// read reads one file: a return, or a workbook of conflicts that a person decided.
func (c *collector) read(ctx context.Context, f *collectedFile, data []byte) (returns []handoff.Return) {
	var decisions map[int64]string
	if decisions, f.decisions, f.err = handoff.ReadDecisions(f.name, data, c.listed); f.err != nil {
		return nil
	}
	if f.decisions {
		f.decided, f.before, f.err = c.s.Resolve(ctx, decisions, nil, c.by, handoff.Accept)
		return nil
	}
	returns, f.err = handoff.Read(f.name, data, handoff.ReadOptions{ParseDate: c.parseDate})
	return returns
}

// merge merges returns, round by round, into what the database holds.
func (c *collector) merge(ctx context.Context, returns []handoff.Return, to *collected) error {
	if len(returns) == 0 {
		return nil
	}
	rounds, err := c.s.Rounds(ctx)
	if err != nil {
		return err
	}
	var given []taizhang.Handout
	collected := make(map[string]bool)
	for _, r := range rounds {
		if !slices.ContainsFunc(returns, func(x handoff.Return) bool { return x.Round == r.Name }) {
			continue
		}
		hs, err := c.s.Handouts(ctx, r.ID)
		if err != nil {
			return err
		}
		given = append(given, hs...)
		before, err := c.s.Returns(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, x := range before {
			collected[x.SHA256] = true
		}
	}
	present, err := c.s.Progress(ctx, 0)
	if err != nil {
		return err
	}
	current, err := c.current(ctx)
	if err != nil {
		return err
	}
	m := handoff.Merge(given, present, returns, handoff.MergeOptions{At: c.by.At, ParseDate: c.parseDate,
		Current: current, Collected: collected, Known: c.listed})
	out := store.Collected{Progress: m.Progress, Conflicts: m.Conflicts, Children: m.Children}
	for _, r := range m.Returns {
		if r.Err == nil && !r.Repeated {
			out.Returns = append(out.Returns, store.Returned{Round: r.Round, Organ: r.Organ, File: r.File, SHA256: r.SHA256, Who: r.Writer, At: c.by.At})
		}
	}
	to.returns, to.missing = m.Returns, m.Missing
	return c.s.Collect(ctx, out)
}

// current gives tasks as they would be handed out now.
func (c *collector) current(ctx context.Context) (func(string) (taizhang.Handout, bool), error) {
	inputs, err := currentInputs(ctx, c.s, c.db, "")
	if err != nil {
		return nil, err
	}
	tasks := make(map[string]taizhang.Handout)
	for _, b := range handoff.Books(inputs, taizhang.Round{}, c.norm.Members, nil) {
		for _, h := range b.Handouts {
			tasks[h.Task] = h
		}
	}
	return func(uid string) (taizhang.Handout, bool) { h, ok := tasks[uid]; return h, ok }, nil
}
