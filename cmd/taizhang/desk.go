package main

import (
	"context"
	"io"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
	"github.com/taizhang/taizhang/store"
)

// desk is what the page works with: the database, and the skills of other rooms.
type desk struct {
	f    *flags
	s    *store.Store
	p    *ingest.Pipeline
	norm *normalize.Normalizer

	overviews office.Overviews
}

// office is where the commands do what the page asks for.
func (d *desk) office() office.Office {
	return office.Office{Store: d.s, Normalizer: d.norm, Database: d.f.db}
}

func (d *desk) Current(ctx context.Context) (out []review.Notice, err error) {
	current, err := d.s.Current(ctx)
	for _, n := range current {
		out = append(out, review.Notice{Key: n.Key, Digest: n.Digest})
	}
	return out, err
}

func (d *desk) Lines(ctx context.Context) ([]review.Line, error) { return d.lines(ctx, "current") }

func (d *desk) Older(ctx context.Context) ([]review.Line, error) { return d.lines(ctx, "superseded") }

func (d *desk) HandedOut(ctx context.Context) ([]taizhang.Round, error) { return d.s.Rounds(ctx) }

func (d *desk) Overview(ctx context.Context, round string, asOf taizhang.Date, only func(task string) bool) (*taizhang.Overview, error) {
	return d.overviews.Of(ctx, d.s, round, asOf, only)
}

// lines are the notices of a standing.
func (d *desk) lines(ctx context.Context, standing string) (out []review.Line, err error) {
	notices, err := d.s.Notices(ctx)
	for _, n := range notices {
		if n.Standing == standing {
			out = append(out, review.Line{Key: n.Key, Title: n.Title, DocNumber: n.DocNumber, Issuer: n.Issuer, Year: n.PlanYear,
				Items: n.Items, Rows: n.TaskRows, Doubts: n.Doubts, Revision: n.Revision})
		}
	}
	return out, err
}

func (d *desk) Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	return d.s.Load(ctx, key)
}

func (d *desk) Task(ctx context.Context, uid string) (key string, err error) {
	key, _, err = d.s.Task(ctx, uid)
	return key, err
}

func (d *desk) Decisions(ctx context.Context) ([]decide.Decision, error) { return d.s.Decisions(ctx) }

func (d *desk) Decide(ctx context.Context, ds []decide.Decision, seen map[string]string) ([]int64, error) {
	out, err := d.s.DecideAll(ctx, ds, seen)
	ids := make([]int64, len(out))
	for i, r := range out {
		ids[i] = r.ID
	}
	return ids, err
}

func (d *desk) Undo(ctx context.Context, id int64, at, who string) error {
	return d.s.Undo(ctx, id, at, who)
}

func (d *desk) skills() review.Skills {
	return review.Skills{
		Skills: d.office().Skills(),
		Suggest: func(mention string, n *taizhang.Notice) []string {
			at := d.office().Place(n)
			return d.norm.Suggest(mention, at, d.norm.Unit(mention, at))
		},
		Workbook: d.workbook,
		RollUp:   export.OverviewXLSX,
		Compare: func(old, new *taizhang.Ledger) *taizhang.Comparison {
			return match.Compare(old, new, match.Options{Lineage: d.norm.Names})
		},
		CompareBook: export.CompareXLSX,
		Commands:    d,
	}
}

// workbook writes some tasks of some notices as they are at one moment, a notice at a time.
func (d *desk) workbook(ctx context.Context, w io.Writer, keys []string, shown func(key, id string) bool) error {
	return d.s.View(ctx, func(v *store.View) error {
		return export.XLSX(w, &shownLedgers{ledgers{ctx, v, keys}, shown})
	})
}

// shownLedgers are the ledgers of a database with only the tasks that are shown.
type shownLedgers struct {
	ledgers
	shown func(key, id string) bool
}

func (l *shownLedgers) Load(i int) (export.Input, error) {
	in, err := l.ledgers.Load(i)
	if err == nil {
		in.Ledger = export.Only(in.Ledger, func(id string) bool { return l.shown(l.keys[i], id) })
	}
	return in, err
}
