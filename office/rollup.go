package office

import (
	"context"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
)

// findRound returns the round of that name and those before it.
func (o *Office) findRound(ctx context.Context, name string) ([]taizhang.Round, error) {
	rounds, err := o.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	for i, r := range rounds {
		if r.Name == name || r.Name == strings.TrimFunc(name, taizhang.Blank) {
			return rounds[:i+1], nil
		}
	}
	return nil, &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no round %q in the database", name),
		Remedy: "hand tasks out with `taizhang export --by-unit` first"}
}

// RollUp gathers what a round came to by a day.
func (o *Office) RollUp(ctx context.Context, name string, asOf taizhang.Date) (*handoff.RollUp, error) {
	r := &handoff.RollUp{AsOf: asOf, Returned: make(map[string]taizhang.Receipt)}
	var err error
	if r.Rounds, err = o.findRound(ctx, name); err != nil {
		return nil, err
	}
	round := r.Rounds[len(r.Rounds)-1]
	if r.Handouts, err = o.Store.Handouts(ctx, round.ID); err != nil {
		return nil, err
	}
	if r.Progress, err = o.Store.Progress(ctx, round.ID); err != nil {
		return nil, err
	}
	open, err := o.Store.Conflicts(ctx, false)
	if err != nil {
		return nil, err
	}
	partly := unreadRows(open)
	returns, err := o.Store.Returns(ctx, round.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range returns {
		r.Returned[x.Organ] = taizhang.Receipt{Who: x.Who, At: x.At, File: x.File, Partly: partly[organOf{x.Round, x.Organ}]}
	}
	return r, nil
}

// Remind gathers what a round came to by a day; without a name the latest that went out.
func (o *Office) Remind(ctx context.Context, name string, asOf taizhang.Date) (*handoff.RollUp, error) {
	if name == "" {
		rounds, err := o.Store.Rounds(ctx)
		if err != nil {
			return nil, err
		}
		for _, r := range rounds {
			if r.State != taizhang.RoundTrial {
				name = r.Name
			}
		}
		if name == "" {
			return nil, &taizhang.Error{Kind: taizhang.NotFound, What: "no round was handed out", Remedy: "hand tasks out with `taizhang export --by-unit` first"}
		}
	}
	return o.RollUp(ctx, name, asOf)
}
