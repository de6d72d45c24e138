package office

import (
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/match"
	"github.com/taizhang/taizhang/store"
)

// Line is a notice as lists of notices have it.
type Line struct {
	Key, Title, DocNumber, Issuer string // Title: see [taizhang.Called]
	Year                          int    // 0 when not known
	Items, Rows, Doubts           int
	Revision                      int // from 1
}

// Lines lists the current notices, in order of their keys.
func (o *Office) Lines(ctx context.Context) ([]Line, error) { return o.lines(ctx, "current") }

// Older lists the notices that were revised since.
func (o *Office) Older(ctx context.Context) ([]Line, error) { return o.lines(ctx, "superseded") }

func (o *Office) lines(ctx context.Context, standing string) (out []Line, err error) {
	notices, err := o.Store.Notices(ctx)
	for _, n := range notices {
		if n.Standing == standing {
			out = append(out, Line{Key: n.Key, Title: n.Called(), DocNumber: n.DocNumber, Issuer: n.Issuer, Year: n.PlanYear,
				Items: n.Items, Rows: n.TaskRows, Doubts: n.Doubts, Revision: n.Revision})
		}
	}
	return out, err
}

// Edition names a current notice and what it holds: Digest changes when anything in it does.
type Edition = store.NoticeDigest

// Current returns the current notices, in order of their keys.
func (o *Office) Current(ctx context.Context) ([]Edition, error) { return o.Store.Current(ctx) }

// Load returns a notice and the uids of its entries by id.
func (o *Office) Load(ctx context.Context, key string) (*taizhang.Ledger, map[string]string, error) {
	return o.Store.Load(ctx, key)
}

// LoadTasks gives what lists show of notices; see [store.Store.LoadTasks].
func (o *Office) LoadTasks(ctx context.Context, keys []string, each func(*taizhang.Ledger, map[string]string) error) error {
	return o.Store.LoadTasks(ctx, keys, each)
}

// Stored loads the notices that are named.
func (o *Office) Stored(ctx context.Context, keys []string) (out []*taizhang.Ledger, err error) {
	for _, name := range keys {
		key, err := o.Named(ctx, name)
		if err != nil {
			return nil, err
		}
		l, _, err := o.Load(ctx, key)
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

// Task returns the notice in which a task stands.
func (o *Office) Task(ctx context.Context, uid string) (key string, err error) {
	key, _, err = o.Store.Task(ctx, uid)
	return key, err
}

// Units lists the full names of the units of a notice's jurisdiction and year.
func (o *Office) Units(n *taizhang.Notice) []string { return o.normalizer().Units(o.Place(n)) }

// Suggest lists the units that a mention may mean, the likeliest first.
func (o *Office) Suggest(mention string, n *taizhang.Notice) []string {
	at := o.Place(n)
	return o.normalizer().Suggest(mention, at, o.normalizer().Unit(mention, at))
}

// Compare says what became of the tasks of one notice in another.
func (o *Office) Compare(old, new *taizhang.Ledger) *taizhang.Comparison {
	return match.Compare(old, new, match.Options{Lineage: o.normalizer().Names})
}

// Decisions lists what was decided.
func (o *Office) Decisions(ctx context.Context) ([]decide.Decision, error) {
	return o.Store.Decisions(ctx)
}

// Decide records decisions in one transaction. seen are the digests of what the person
// saw, by uid or mention; where one differs now, nothing is written and the error is a
// *decide.ChangedError.
func (o *Office) Decide(ctx context.Context, ds []decide.Decision, seen map[string]string) ([]int64, error) {
	out, err := o.Store.DecideAll(ctx, ds, seen)
	ids := make([]int64, len(out))
	for i, r := range out {
		ids[i] = r.ID
	}
	return ids, err
}

// Undo takes a decision back.
func (o *Office) Undo(ctx context.Context, id int64, at, who string) error {
	return o.Store.Undo(ctx, id, at, who)
}
