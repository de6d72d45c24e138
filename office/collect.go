package office

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/lazy"
	"github.com/taizhang/taizhang/store"
)

// collector takes returned workbooks into a database.
type collector struct {
	*Office
	by store.Settler

	listed    []taizhang.Conflict // before this collection, decided or not
	parseDate func(string) (taizhang.Date, bool)
}

// Collected is what a collection came to.
type Collected struct {
	Files   []CollectedFile    // in the order read
	Missing []taizhang.Handout // rows that did not come back
}

// CollectedFile is what became of a file as such.
type CollectedFile struct {
	Name      string
	Err       error
	Passed    string // why it was not read, which is no failure
	Locked    string // the file by which a program tells that it has this one open; what was saved last is read
	Decisions bool   // it is a workbook of conflicts
	Decided   int
	Before    []taizhang.Conflict // that are not as the person saw them: decided otherwise before, reopened, or with another value
	Returns   []handoff.Summary   // one an organ and round
}

// Read counts the files that could be read.
func (c *Collected) Read() (n int) {
	for _, f := range c.Files {
		if f.Err == nil && f.Passed == "" {
			n++
		}
	}
	return n
}

// Failed counts the files, and the parts of files, of which nothing was taken.
func (c *Collected) Failed() int {
	n := 0
	for _, f := range c.Files {
		if f.Err != nil {
			n++
		}
		for _, r := range f.Returns {
			if r.Err != nil {
				n++
			}
		}
	}
	return n
}

// Collect takes the workbooks behind paths: files, and those in folders, archives and
// mails. Where folder is not empty, it holds what a person sent: files are named from it
// on, and those that are no workbooks fail.
func (o *Office) Collect(ctx context.Context, paths []string, folder, who string, now time.Time) (*Collected, error) {
	c := &collector{Office: o, by: settler(who, now)}
	rounds, err := c.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	if c.listed, err = c.Store.Conflicts(ctx, true); err != nil {
		return nil, err
	}
	c.parseDate = typedDate(c.normalizer, roundYear(rounds, now))
	out := &Collected{}
	var returns []handoff.Return
	for _, p := range paths {
		for it := range reader.Expand(ctx, p, nil, reader.Options{All: true}) { // what is a workbook its content says
			other := it.Skipped != "" || it.Name != p && it.Err == nil && !isWorkbook(it.Name) && !handoff.IsWorkbook(it.Data)
			it = ingest.Named(it, folder)
			file := CollectedFile{Name: strings.ToValidUTF8(it.Name, "\ufffd"), Err: it.Err} // as a database holds it
			if folder == "" {
				file.Locked = lockOf(filepath.Split(it.Name))
			}
			switch {
			case other && folder == "": // what else lies beside workbooks
				file.Passed = cmp.Or(it.Skipped, "no workbook")
			case other:
				file.Err = &taizhang.Error{Kind: taizhang.Unsupported, Path: it.Name, What: "no workbook", Remedy: "return the workbook that was handed out, as .xlsx"}
			case file.Err == nil:
				returns = append(returns, c.read(ctx, &file, it.Data)...)
			}
			out.Files = append(out.Files, file)
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

var yearInName = lazy.NewPattern(`(?:19|20)\d\d`)

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
func (c *collector) read(ctx context.Context, f *CollectedFile, data []byte) (returns []handoff.Return) {
	original := data
	data, converted, err := asWorkbook(f.Name, data)
	if f.Err = err; err != nil {
		return nil
	}
	var decided handoff.Decided
	if decided, f.Decisions, f.Err = handoff.ReadDecisions(f.Name, data, c.listed); f.Err != nil {
		return nil
	}
	if f.Decisions {
		f.Decided, f.Before, f.Err = c.Store.Resolve(ctx, decided.How, decided.Seen, c.by, handoff.Accept)
		return nil
	}
	returns, f.Err = handoff.Read(f.Name, data, handoff.ReadOptions{ParseDate: c.parseDate})
	if converted { // it is known by what came back, not by what another release of a converter makes of it
		sum := sha256.Sum256(original)
		for i := range returns {
			returns[i].SHA256 = hex.EncodeToString(sum[:])
		}
	}
	return returns
}

// asWorkbook is a spreadsheet in another format as an .xlsx, where that can be made of it.
func asWorkbook(name string, data []byte) (_ []byte, converted bool, err error) {
	out, err := reader.Workbook(name, data)
	return out, err == nil && !bytes.Equal(out, data), err
}

// merge merges returns, round by round, into what the database holds.
func (c *collector) merge(ctx context.Context, returns []handoff.Return, to *Collected) error {
	if len(returns) == 0 {
		return nil
	}
	rounds, err := c.Store.Rounds(ctx)
	if err != nil {
		return err
	}
	var given []taizhang.Handout
	collected := make(map[string]bool)
	for _, r := range rounds {
		if !slices.ContainsFunc(returns, func(x handoff.Return) bool { return x.Round == r.Name || x.Heading != "" }) {
			continue
		}
		hs, err := c.Store.Handouts(ctx, r.ID)
		if err != nil {
			return err
		}
		given = append(given, hs...)
		before, err := c.Store.Returns(ctx, r.ID)
		if err != nil {
			return err
		}
		for _, x := range before {
			collected[x.SHA256] = true
		}
	}
	present, err := c.Store.Progress(ctx, 0)
	if err != nil {
		return err
	}
	current, err := c.current(ctx)
	if err != nil {
		return err
	}
	returns, late := c.late(rounds, given, returns)
	m := handoff.Merge(given, present, returns, handoff.MergeOptions{At: c.by.At, ParseDate: c.parseDate,
		Current: current, Collected: collected, Known: c.listed})
	out := store.Collected{Progress: m.Progress, Conflicts: m.Conflicts, Children: m.Children}
	for _, r := range m.Returns {
		if r.Err == nil && !r.Repeated {
			if r.Writer != "" || r.Phone != "" {
				out.Contacts = append(out.Contacts, taizhang.Contact{Organ: r.Organ, Person: r.Writer, Phone: r.Phone, Source: r.File, At: c.by.At})
			}
			out.Returns = append(out.Returns, store.Returned{Round: r.Round, Organ: r.Organ, File: r.File, SHA256: r.SHA256, Who: r.Writer, At: c.by.At})
		}
	}
	m.Returns = append(m.Returns, late...)
	to.Missing = m.Missing
	for i := range to.Files {
		f := &to.Files[i]
		for _, r := range m.Returns {
			if r.File == f.Name {
				f.Returns = append(f.Returns, r)
			}
		}
	}
	return c.Store.Collect(ctx, out)
}

// ErrClosed is behind the error of what came back of a round that is closed.
var ErrClosed = errors.New("the round is closed")

// late takes out what came back of rounds that are closed, and says so of each.
func (c *collector) late(rounds []taizhang.Round, given []taizhang.Handout, returns []handoff.Return) (open []handoff.Return, late []handoff.Summary) {
	for _, r := range returns {
		if !slices.ContainsFunc(rounds, func(x taizhang.Round) bool { return x.Name == r.Round && x.State == taizhang.RoundClosed }) {
			open = append(open, r)
			continue
		}
		organ := r.OrganID
		if i := slices.IndexFunc(given, func(h taizhang.Handout) bool { return h.Round == r.Round && handoff.OrganID(h.Organ) == r.OrganID }); i >= 0 {
			organ = given[i].Organ
		}
		late = append(late, handoff.Summary{File: r.File, SHA256: r.SHA256, Round: r.Round, Organ: organ, Writer: r.SignOff.Writer, Rows: len(r.Rows),
			Err: &taizhang.Error{Kind: taizhang.Unsupported, Path: r.File, What: "nothing of round " + r.Round + " was taken",
				Remedy: "reopen the round with `taizhang rounds reopen` and collect it again", Err: ErrClosed}})
	}
	return open, late
}

// current gives tasks as they would be handed out now.
func (c *collector) current(ctx context.Context) (func(string) (taizhang.Handout, bool), error) {
	keys, err := c.Keys(ctx, "")
	if err != nil {
		return nil, err
	}
	h := &HandOut{books: handoff.NewCollation(taizhang.Round{}, c.normalizer().Members, nil)}
	defer h.Close()
	if err := h.add(&ledgers{ctx, c.Store, keys}); err != nil {
		return nil, err
	}
	tasks := make(map[string]taizhang.Handout)
	err = h.each(func(b *handoff.Book) error {
		for _, h := range b.Handouts {
			tasks[h.Task] = h
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return func(uid string) (taizhang.Handout, bool) { h, ok := tasks[uid]; return h, ok }, nil
}
