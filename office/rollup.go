package office

import (
	"context"
	"errors"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
)

// RollUp gathers what a round came to by a day.
func (o *Office) RollUp(ctx context.Context, name string, asOf taizhang.Date) (*handoff.RollUp, error) {
	r := &handoff.RollUp{AsOf: asOf}
	var err error
	if r.Rounds, err = o.roundNamed(ctx, name); err != nil {
		return nil, err
	}
	round := r.Rounds[len(r.Rounds)-1]
	if r.Returned, err = o.returned(ctx, round.ID); err != nil {
		return nil, err
	}
	if r.Handouts, err = o.Store.Handouts(ctx, round.ID); err != nil {
		return nil, err
	}
	if r.Progress, err = o.Store.Progress(ctx, round.ID); err != nil {
		return nil, err
	}
	return r, nil
}

// RollUpLarge has use look at the overview of [Office.RollUp], of any number of tasks: what was given and said is in memory
// for some at a time, and the tasks are in a temporary file until use returns.
func (o *Office) RollUpLarge(ctx context.Context, name string, asOf taizhang.Date, use func(*taizhang.Overview) error) (err error) {
	var tasks export.Spooled[taizhang.TaskStanding]
	var changes export.Spooled[taizhang.ReportChange]
	defer func() { err = errors.Join(err, tasks.Discard(), changes.Discard()) }()
	all, err := o.roll(ctx, name, asOf, &tasks, &changes)
	if err != nil {
		return err
	}
	return use(all)
}

// roll makes the overview of a round, whose tasks and changes are added to these.
func (o *Office) roll(ctx context.Context, name string, asOf taizhang.Date, tasks taizhang.Series[taizhang.TaskStanding], changes taizhang.Series[taizhang.ReportChange]) (*taizhang.Overview, error) {
	rounds, err := o.roundNamed(ctx, name)
	if err != nil {
		return nil, err
	}
	last := rounds[len(rounds)-1].ID
	returned, err := o.returned(ctx, last)
	if err != nil {
		return nil, err
	}
	n := handoff.NewRoller(rounds, asOf, tasks, changes)
	if err := o.Store.GivenAndSaid(ctx, last, n.Add); err != nil {
		return nil, err
	}
	return n.Overview(returned), nil
}

// returned says who sent something back in a round, by organ.
func (o *Office) returned(ctx context.Context, roundID int64) (map[string]taizhang.Receipt, error) {
	open, err := o.Store.Conflicts(ctx, false)
	if err != nil {
		return nil, err
	}
	partly := unreadRows(open)
	returns, err := o.Store.Returns(ctx, roundID)
	if err != nil {
		return nil, err
	}
	out := make(map[string]taizhang.Receipt)
	for _, x := range returns {
		out[x.Organ] = taizhang.Receipt{Who: x.Who, At: x.At, File: x.File, Partly: partly[organOf{x.Round, x.Organ}]}
	}
	return out, nil
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
