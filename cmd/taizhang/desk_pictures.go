package main

import (
	"context"
	"slices"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/review"
)

// rolled remembers what a round came to, for as long as nothing more is reported of it:
// every list shows the tasks' statuses.
type rolled struct {
	mu       sync.Mutex
	rollUp   *handoff.RollUp
	round    string
	reported string // the digest of it
	whole    *taizhang.Overview
}

func (d *desk) Older(ctx context.Context) ([]review.Line, error) { return d.lines(ctx, "superseded") }

func (d *desk) HandedOut(ctx context.Context) ([]taizhang.Round, error) { return d.s.Rounds(ctx) }

func (d *desk) Overview(ctx context.Context, round string, asOf taizhang.Date, only func(task string) bool) (*taizhang.Overview, error) {
	reported, err := d.s.ReportsDigest(ctx)
	if err != nil {
		return nil, err
	}
	d.rolled.mu.Lock()
	defer d.rolled.mu.Unlock()
	k := &d.rolled
	if k.rollUp == nil || k.round != round || k.reported != reported {
		r, err := office.RollUp(ctx, d.s, round, asOf)
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
