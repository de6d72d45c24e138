package office

import (
	"context"
	"slices"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

// overviews remember what a round came to, for as long as nothing more is reported: every
// list shows the tasks' statuses.
type overviews struct {
	mu       sync.Mutex
	rollUp   *handoff.RollUp
	round    string
	reported string // the digest of it
	whole    *taizhang.Overview
}

// Overview says where the tasks of a round stand on a day: those whose uids only lets
// through, or all when it is nil.
func (o *Office) Overview(ctx context.Context, round string, asOf taizhang.Date, only func(task string) bool) (*taizhang.Overview, error) {
	k := &o.overviews
	reported, err := o.Store.ReportsDigest(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.rollUp == nil || k.round != round || k.reported != reported {
		r, err := o.RollUp(ctx, round, asOf)
		if err != nil {
			return nil, err
		}
		k.rollUp, k.round, k.reported, k.whole = r, round, reported, nil
	}
	if only != nil {
		r := *k.rollUp
		r.AsOf = asOf
		r.Handouts = slices.DeleteFunc(slices.Clone(r.Handouts), func(h taizhang.Handout) bool { return !only(h.Task) })
		return r.Overview(), nil
	}
	if k.whole == nil || k.whole.AsOf != asOf {
		k.rollUp.AsOf = asOf
		k.whole = k.rollUp.Overview()
	}
	return k.whole, nil
}
