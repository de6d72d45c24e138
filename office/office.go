// Package office is what people do with the ledger, whoever asks: read, look up, decide,
// hand out, collect, roll up, export, back up. It speaks in values and typed errors; the
// commands and the page say what came of it, each in its own words.
package office

import (
	"context"
	"io/fs"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
)

// Office works with a database and what is known of units and times.
type Office struct {
	Store      *store.Store
	Pipeline   *ingest.Pipeline      // to read with; nil: nothing is read
	Normalizer *normalize.Normalizer // nil: the pipeline's
	Database   string                // its name
	Program    string                // its version, for the list of runs
	Now        func() time.Time
	Tables     fs.FS // the reference data, in which letters are worded

	overviews overviews
	standings standings
}

// normalizer is what is known of units and times, compiled when it is first asked.
func (o *Office) normalizer() *normalize.Normalizer {
	if o.Normalizer == nil {
		return o.Pipeline.Normalizer()
	}
	return o.Normalizer
}

// Place is where and when a notice speaks of units.
func (o *Office) Place(n *taizhang.Notice) normalize.Place {
	return normalize.Place{Region: o.normalizer().Region(n.Jurisdiction), Year: n.PlanYear}
}

// Skills are what deciding needs of the normalizer.
func (o *Office) Skills() decide.Skills {
	return decide.Skills{
		Deadlines: func(phrase string, n *taizhang.Notice) []taizhang.Deadline {
			return o.normalizer().Deadlines(phrase, n.PlanYear, n.SignedOn)
		},
		Targets: func(text string) []taizhang.Target { return o.normalizer().Targets(text) },
		Unit: func(name string, n *taizhang.Notice, whole bool) (unit, organ string) {
			u := o.normalizer().Unit(name, o.Place(n))
			if whole {
				u = o.normalizer().Named(name, o.Place(n))
			}
			return u.Unit, u.Organ
		},
		Known: func(name string, n *taizhang.Notice) bool { return o.normalizer().Known(name, o.Place(n)) },
		Date:  typedDate(o.normalizer, 0),
		Region: func(typed string) string {
			if r := o.normalizer().Region(typed); r != nil {
				return r.Path()
			}
			return ""
		},
	}
}

// Builder makes decisions on a notice, as [Office.Named] has it.
func (o *Office) Builder(ctx context.Context, key string) (*decide.Builder, error) {
	l, uids, err := o.Store.Load(ctx, key)
	if taizhang.KindOf(err) == taizhang.NotFound { // a person may call it otherwise
		if key, err = o.Named(ctx, key); err == nil {
			l, uids, err = o.Store.Load(ctx, key)
		}
	}
	if err != nil {
		return nil, err
	}
	return &decide.Builder{Of: decide.Ledger{Ledger: l, UIDs: uids}, Skills: o.Skills()}, nil
}

// Ledgers loads the notices that are current, or the one asked for.
func (o *Office) Ledgers(ctx context.Context, notice string) ([]export.Input, error) {
	keys, err := o.Keys(ctx, notice)
	if err != nil {
		return nil, err
	}
	return o.load(ctx, keys)
}

func (o *Office) load(ctx context.Context, keys []string) (_ []export.Input, err error) {
	inputs := make([]export.Input, len(keys))
	for i, key := range keys {
		if inputs[i].Ledger, inputs[i].UIDs, err = o.Store.Load(ctx, key); err != nil {
			return nil, err
		}
	}
	return inputs, nil
}

// lister lists the notices of a database, or of one moment of it.
type lister interface {
	Notices(ctx context.Context) ([]store.NoticeInfo, error)
}

// Keys returns the keys of all current notices, or the one asked for.
func (o *Office) Keys(ctx context.Context, want string) ([]string, error) {
	return o.keys(ctx, o.Store, want)
}

func (o *Office) keys(ctx context.Context, s lister, want string) ([]string, error) {
	notices, err := s.Notices(ctx)
	if err != nil {
		return nil, err
	}
	var keys []string
	if want != "" {
		key, err := o.named(notices, want)
		return append(keys, key), err
	}
	for _, n := range notices {
		if n.Standing == "current" {
			keys = append(keys, n.Key)
		}
	}
	if len(keys) == 0 {
		return nil, &taizhang.Error{Kind: taizhang.NotFound, Path: store.Shown(o.Database), What: "the database holds no notice", Remedy: "see `taizhang notices`, or `taizhang ingest` one"}
	}
	return keys, nil
}
