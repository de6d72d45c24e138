package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
)

// Fault is something wrong with a database: in which notice and where in it,
// both empty when it is about the file, and what.
type Fault struct{ Notice, Where, What string }

func (f Fault) String() string {
	s := f.What
	for _, p := range []string{f.Where, f.Notice} {
		if p != "" {
			s = p + ": " + s
		}
	}
	return s
}

// Check looks for damage: in the file, in its foreign keys, in every span and
// what it cuts out, in the digests, in how revisions stand to each other, between
// runs and what they stored, and in the search index. It changes nothing.
func (s *Store) Check(ctx context.Context) ([]Fault, error) {
	var faults []Fault
	err := s.read(ctx, func(tx Tx) error {
		report := func(notice, where, format string, args ...any) {
			faults = append(faults, Fault{notice, where, fmt.Sprintf(format, args...)})
		}
		if err := s.db.check(ctx, tx, report); err != nil {
			return err
		}
		keys, err := noticeKeys(ctx, tx)
		if err != nil {
			return err
		}
		want := make(index)
		for _, key := range keys {
			if err := s.checkNotice(ctx, tx, key, want, report); err != nil {
				return err
			}
		}
		for _, check := range []func(context.Context, Tx, reporter) error{checkStandings, checkRuns} {
			if err := check(ctx, tx, report); err != nil {
				return err
			}
		}
		return s.checkIndex(ctx, tx, want, report)
	})
	if e, ok := errors.AsType[*taizhang.Error](err); ok && e.Kind == taizhang.Malformed {
		return append(faults, Fault{What: e.What + ": " + e.Err.Error()}), nil // worse than what was found so far
	}
	return faults, err
}

type reporter func(notice, where, format string, args ...any)

// checkNotice loads a notice, compares it with the digest it was stored with,
// and its values with what their spans cut out.
func (s *Store) checkNotice(ctx context.Context, tx Tx, key string, want index, report reporter) error {
	h, err := metadataOfKey(ctx, tx, key)
	if err != nil {
		return err
	}
	l, uids, err := load(ctx, tx, key)
	if err != nil {
		if ctx.Err() != nil {
			return err
		}
		report(key, "", "can't be loaded: %v", err)
		return nil
	}
	f, err := flattenStored(l, uids, h.work)
	if err != nil {
		report(key, "", "%v", err)
		return nil
	}
	if d := f.digest(); d != h.digest {
		report(key, "", "the content is not what was stored: its digest is %.16s…, and was %.16s…", d, h.digest)
	}
	for i := 0; i < len(f.index.rows); i += 2 {
		for t := range s.db.terms(f.index.rows[i+1].(string)) {
			want.add(h.id<<(keyBits-bucketBits)+f.index.rows[i].(int64), t)
		}
	}
	if l, _, _, err = loadMachine(ctx, tx, key); err != nil { // what a person decided stands in no source
		report(key, "", "what was read before it was decided on can't be loaded: %v", err)
		return nil
	}
	c := &spanCheck{l: l, text: l.Text(), report: func(where, format string, args ...any) { report(key, where, format, args...) }}
	c.ledger()
	return nil
}

// spanCheck compares the values of one ledger with what their spans cut out.
type spanCheck struct {
	l      *taizhang.Ledger
	report func(where, format string, args ...any)
	text   string // what spans point into
}

func (c *spanCheck) ledger() {
	l := c.l
	if d := l.Doc; d != nil {
		for j, b := range d.Blocks {
			where := fmt.Sprintf("source 1, block %d (%s)", j+1, b.At)
			c.valid(where, b.Spans)
			if b.Grid == nil {
				continue
			}
			for _, row := range b.Grid.Rows {
				for _, cell := range row {
					c.valid(where+", cell "+cell.At, cell.Spans)
				}
			}
		}
		for j, f := range d.Findings {
			c.valid(fmt.Sprintf("source 1, finding %d", j+1), f.Spans)
		}
	}
	for _, p := range l.Parts {
		c.valid("part "+p.ID, p.Spans)
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		c.same(n.ID+" text", n.Text, n.Spans)
		c.same(n.ID+" label", n.Label, n.LabelSpans)
		c.same(n.ID+" title", n.Title, n.TitleSpans)
		c.marks(n.ID, &n.Marks)
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		for _, col := range t.Columns {
			c.header(t.ID+" column "+col.Name, col)
		}
		for j := range t.Rows {
			r := &t.Rows[j]
			for k, cell := range r.Cells {
				c.same(fmt.Sprintf("%s cell %d", r.ID, k+1), cell.Text, cell.Spans)
			}
			c.marks(r.ID, &r.Marks)
		}
	}
	for _, f := range l.Notice.Fields {
		c.same("field "+f.Name, f.Raw, f.Spans)
	}
	for _, u := range l.Coverage.Unclaimed {
		c.same("unclaimed "+u.At, u.Text, u.Spans)
	}
	for i, f := range l.Findings {
		c.valid(fmt.Sprintf("finding %d (%s)", i+1, f.Code), f.Spans)
	}
}

func (c *spanCheck) marks(id string, m *taizhang.Marks) {
	for _, a := range m.Assignments {
		c.same(id+" mention", a.Mention, a.Spans)
	}
	for _, d := range m.Deadlines {
		c.same(id+" deadline", d.Raw, d.Spans)
	}
	for _, t := range m.Targets {
		c.same(id+" target", t.Raw, t.Spans)
	}
}

func (c *spanCheck) valid(where string, ss taizhang.Spans) bool {
	ok := ss.Valid(len(c.text))
	if !ok {
		c.report(where, "spans %s are not in order within a text of %d bytes", ss, len(c.text))
	}
	return ok
}

// header checks a column's name: two levels are joined with / where print has
// none, and a header printed again on a new page adds its spans.
func (c *spanCheck) header(where string, col taizhang.Column) {
	if len(col.Spans) == 0 || !c.valid(where, col.Spans) {
		return
	}
	plain := func(s string) string { return strings.ReplaceAll(squeeze(s), "/", "") }
	if cut := col.Spans.Cut(c.text); !strings.HasPrefix(plain(cut), plain(col.Name)) {
		c.report(where, "is %.40q, but its spans %s cut out %.40q", col.Name, col.Spans, cut)
	}
}

// same compares a value with what its spans cut out, white space aside. A value
// without spans is not printed anywhere.
func (c *spanCheck) same(where, value string, ss taizhang.Spans) {
	if len(ss) == 0 || !c.valid(where, ss) {
		return
	}
	if cut := ss.Cut(c.text); cut != value && squeeze(cut) != squeeze(value) {
		c.report(where, "is %.40q, but its spans %s cut out %.40q", value, ss, cut)
	}
}
