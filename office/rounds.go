package office

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Round is a round of the hand-off with what came back.
type Round struct {
	taizhang.Round
	Organs    []OrganState
	Rows      int
	Conflicts int      // that are open
	Notices   []string // the keys of those it is of
}

// OrganState is what an organ was given in a round, and whether it replied.
type OrganState struct {
	Organ   string
	Rows    int
	Replied bool
	Partly  bool   // there are rows of which it is not settled yet which task they are
	Who, At string // of the latest reply
	File    string
}

// SetRoundState says how far a round is.
func (o *Office) SetRoundState(ctx context.Context, name string, state taizhang.RoundState) error {
	rounds, err := o.roundNamed(ctx, name)
	if err != nil {
		return err
	}
	return o.Store.SetRoundState(ctx, rounds[len(rounds)-1].Name, state)
}

// HandedOut lists the rounds by themselves, the oldest first.
func (o *Office) HandedOut(ctx context.Context) ([]taizhang.Round, error) { return o.Store.Rounds(ctx) }

// Rounds lists the rounds of the hand-off, the oldest first.
func (o *Office) Rounds(ctx context.Context) (out []Round, err error) {
	rounds, err := o.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	open, err := o.Store.Conflicts(ctx, false)
	if err != nil {
		return nil, err
	}
	partly := unreadRows(open)
	for _, r := range rounds {
		x := Round{Round: r}
		for _, c := range open {
			if c.Round == r.Name {
				x.Conflicts++
			}
		}
		given, err := o.Store.Handouts(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		returns, err := o.Store.Returns(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		at := make(map[string]int)
		for _, h := range given {
			if _, ok := at[h.Organ]; !ok {
				at[h.Organ] = len(x.Organs)
				x.Organs = append(x.Organs, OrganState{Organ: h.Organ, Partly: partly[organOf{r.Name, h.Organ}]})
			}
			x.Organs[at[h.Organ]].Rows++
			if x.Rows++; !slices.Contains(x.Notices, h.Notice) {
				x.Notices = append(x.Notices, h.Notice)
			}
		}
		for _, b := range returns {
			if i, ok := at[b.Organ]; ok && b.At >= x.Organs[i].At {
				s := &x.Organs[i]
				s.Replied, s.Who, s.At, s.File = true, b.Who, b.At, b.File
			}
		}
		out = append(out, x)
	}
	return out, nil
}

type organOf struct{ round, organ string }

// unreadRows says of which organs there are rows whose task is not settled, by round.
func unreadRows(open []taizhang.Conflict) map[organOf]bool {
	out := map[organOf]bool{}
	for _, c := range open {
		if c.Kind == taizhang.ConflictRow || c.Kind == taizhang.ConflictKey {
			out[organOf{c.Round, c.Organ}] = true
		}
	}
	return out
}

// Organs are those that were handed something in any round, sorted.
func (o *Office) Organs(ctx context.Context) ([]string, error) {
	rounds, err := o.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	seen := map[string]bool{}
	for _, r := range rounds {
		given, err := o.Store.Handouts(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		for _, h := range given {
			seen[h.Organ] = true
		}
	}
	return slices.Sorted(maps.Keys(seen)), nil
}

// OrganNamed is the organ that a person names, of those that were handed something: by its
// name, or by a part of it that no other has; else what was typed.
func (o *Office) OrganNamed(ctx context.Context, typed string) (organ string, all []string, err error) {
	if all, err = o.Organs(ctx); err != nil || slices.Contains(all, typed) {
		return typed, all, err
	}
	if named := slices.DeleteFunc(slices.Clone(all), func(name string) bool { return !strings.Contains(name, typed) }); len(named) == 1 {
		return named[0], all, nil
	}
	return typed, all, nil
}
