package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// runCollect reads workbooks that came back, and takes what can be taken without a
// person deciding.
func runCollect(ctx context.Context, e *environ, args []string) error {
	f := newFlags("collect").withSeeds().withDB().withRecord(e)
	out := f.String("o", "", "the workbook of conflicts to decide on, `OUT.xlsx`; by default 待定事项.xlsx beside the first file")
	paths, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(paths) == 0 {
		return usage("collect: name returned workbooks or folders of them, and --db FILE")
	}
	c := &collecting{e: e, f: f}
	if c.norm, err = f.normalizer(); err != nil {
		return err
	}
	if c.s, err = store.Open(ctx, f.db, f.options(false)); err != nil {
		return err
	}
	defer c.s.Close()
	rounds, err := c.s.Rounds(ctx)
	if err != nil {
		return err
	}
	if c.listed, err = c.s.Conflicts(ctx, true); err != nil {
		return err
	}
	c.parseDate = typedDate(c.norm, roundYear(rounds, e.now()))
	var returns []handoff.Return
	for _, path := range paths {
		files, err := workbooks(path)
		if err != nil {
			return err
		}
		for _, file := range files {
			got, err := c.read(ctx, file)
			if err != nil {
				c.failed++
				fmt.Fprintln(e.stderr, err)
			}
			returns = append(returns, got...)
		}
	}
	if err := c.merge(ctx, returns); err != nil {
		return err
	}
	return c.end(ctx, cmp.Or(*out, filepath.Join(folderOf(paths[0]), "待定事项.xlsx")))
}

// collecting is one collection.
type collecting struct {
	e      *environ
	f      *flags
	s      *store.Store
	norm   *normalize.Normalizer
	failed int

	listed    []taizhang.Conflict // before this collection, decided or not
	parseDate func(string) (taizhang.Date, bool)
	done      int // files that were read
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

// folderOf is a folder itself, or the one a file lies in.
func folderOf(path string) string {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return path
	}
	return filepath.Dir(path)
}

// workbooks returns a file, or the workbooks in a folder and those below it.
func workbooks(path string) (files []string, err error) {
	err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := filepath.Base(name)
		ext := strings.ToLower(filepath.Ext(name))
		if !d.IsDir() && (name == path || (ext == ".xlsx" || ext == ".xlsm" || ext == ".et" || ext == ".xls" || ext == ".ods") && !strings.HasPrefix(base, "~$") && !strings.HasPrefix(base, ".")) {
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: path, What: "the files can't be listed", Remedy: "check the path and your rights", Err: err}
	}
	return files, nil
}

// read reads one file: a return, or a workbook of conflicts that a person decided.
func (c *collecting) read(ctx context.Context, file string) ([]handoff.Return, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, &taizhang.Error{Kind: taizhang.IO, Path: file, What: "the file can't be read", Remedy: "check the path and your rights", Err: err}
	}
	if decisions, ok, err := handoff.ReadDecisions(file, data, c.listed); ok || err != nil {
		if err != nil {
			return nil, err
		}
		n, err := c.s.Resolve(ctx, decisions, func(x taizhang.Conflict) (taizhang.Progress, bool) {
			p, ok := handoff.Accept(x)
			p.Who, p.At = c.f.record.name(), c.now()
			return p, ok
		})
		if err == nil {
			c.done++
			fmt.Fprintf(c.e.stderr, "%s: %s decided\n", file, plural(n, "conflict"))
		}
		return nil, err
	}
	returns, err := handoff.Read(file, data, handoff.ReadOptions{ParseDate: c.parseDate})
	if err == nil {
		c.done++
	}
	return returns, err
}

func (c *collecting) now() string { return c.e.now().Format(time.RFC3339) }

// merge merges returns, round by round, into what the database holds.
func (c *collecting) merge(ctx context.Context, returns []handoff.Return) error {
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
	m := handoff.Merge(given, present, returns, handoff.MergeOptions{At: c.now(), ParseDate: c.parseDate,
		Current: current, Collected: collected, Known: c.listed})
	out := store.Collected{Progress: m.Progress, Conflicts: m.Conflicts, Children: m.Children}
	for _, r := range m.Returns {
		if r.Err == nil && !r.Repeated {
			out.Returns = append(out.Returns, store.Returned{Round: r.Round, Organ: r.Organ, File: r.File, SHA256: r.SHA256, Who: r.Writer, At: c.now()})
		}
	}
	if err := c.s.Collect(ctx, out); err != nil {
		return err
	}
	for _, r := range m.Returns {
		c.say(r)
	}
	for _, h := range m.Missing {
		fmt.Fprintf(c.e.stderr, "%s, %s: the row of task %s did not come back; what is known of it stays\n", h.Round, h.Organ, h.Task)
	}
	return nil
}

// say says what became of one return.
func (c *collecting) say(r handoff.Summary) {
	switch {
	case r.Err != nil:
		c.failed++
		fmt.Fprintln(c.e.stderr, r.Err)
	case r.Repeated:
		fmt.Fprintf(c.e.stderr, "%s: %s, %s: collected before\n", r.File, r.Round, r.Organ)
	default:
		fmt.Fprintf(c.e.stderr, "%s: %s, %s: %s, %s taken, %s added, %s\n", r.File, r.Round, r.Organ, plural(r.Rows, "row"),
			plural(r.Taken, "cell"), plural(r.Children, "row"), plural(r.Conflicts, "conflict"))
		for _, u := range r.Unread {
			fmt.Fprintf(c.e.stderr, "%s: %s: %s not read: %q is no column of the table\n", r.File, u.At, plural(u.Cells, "cell"), u.Column)
		}
	}
}

// current gives tasks as they would be handed out now.
func (c *collecting) current(ctx context.Context) (func(string) (taizhang.Handout, bool), error) {
	inputs, err := currentInputs(ctx, c.s, c.f.db, "")
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

// end writes the conflicts that are left, and says how the collection ended.
func (c *collecting) end(ctx context.Context, out string) error {
	left, err := c.s.Conflicts(ctx, false)
	if err != nil {
		return err
	}
	if len(left) > 0 {
		if err := c.writeConflicts(ctx, out, left); err != nil {
			return err
		}
		return exit{exitPartial, fmt.Errorf("%s to decide on, in %s: fill in 处理意见 and collect it", plural(len(left), "conflict"), out)}
	}
	if c.failed > 0 {
		code := exitPartial
		if c.done == 0 {
			code = exitNothing
		}
		return exit{code, errors.New(plural(c.failed, "file") + " failed")}
	}
	return nil
}

func (c *collecting) writeConflicts(ctx context.Context, out string, left []taizhang.Conflict) error {
	file, err := replace(out)
	if err != nil {
		return err
	}
	defer file.discard()
	var given []taizhang.Handout
	rounds, err := c.s.Rounds(ctx)
	if err != nil {
		return err
	}
	for _, r := range rounds {
		hs, err := c.s.Handouts(ctx, r.ID)
		if err != nil {
			return err
		}
		given = append(given, hs...)
	}
	if err := file.write(func(w io.Writer) error { return handoff.WriteConflicts(w, left, given) }); err != nil {
		return err
	}
	return file.commit()
}
