package office

import (
	"context"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/store"
)

// findRound returns the round of that name and those before it.
func findRound(ctx context.Context, s *store.Store, name string) ([]taizhang.Round, error) {
	rounds, err := s.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	for i, r := range rounds {
		if r.Name == name || r.Name == strings.TrimFunc(name, taizhang.Blank) {
			return rounds[:i+1], nil
		}
	}
	return nil, &taizhang.Error{Kind: taizhang.Empty, What: fmt.Sprintf("there is no round %q in the database", name),
		Remedy: "hand tasks out with `taizhang export --by-unit` first"}
}

// RollUp gathers what a round came to by a day.
func RollUp(ctx context.Context, s *store.Store, name string, asOf taizhang.Date) (*handoff.RollUp, error) {
	r := &handoff.RollUp{AsOf: asOf, Returned: make(map[string]taizhang.Receipt)}
	var err error
	if r.Rounds, err = findRound(ctx, s, name); err != nil {
		return nil, err
	}
	round := r.Rounds[len(r.Rounds)-1]
	if r.Handouts, err = s.Handouts(ctx, round.ID); err != nil {
		return nil, err
	}
	if r.Progress, err = s.Progress(ctx, round.ID); err != nil {
		return nil, err
	}
	returns, err := s.Returns(ctx, round.ID)
	if err != nil {
		return nil, err
	}
	for _, x := range returns {
		r.Returned[x.Organ] = taizhang.Receipt{Who: x.Who, At: x.At, File: x.File}
	}
	return r, nil
}

// Given is what was handed out in all rounds.
func Given(ctx context.Context, s *store.Store) (given []taizhang.Handout, err error) {
	rounds, err := s.Rounds(ctx)
	for _, r := range rounds {
		hs, err := s.Handouts(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		given = append(given, hs...)
	}
	return given, err
}
