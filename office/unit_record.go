package office

import (
	"context"
	"slices"

	"github.com/taizhang/taizhang"
)

// UnitRecord is what one organ was given and what it reported, over all rounds.
type UnitRecord struct {
	Contact taizhang.Contact    // empty: nobody is known
	Rounds  []UnitRound         // in which it was given something, the oldest first
	Given   []taizhang.Handout  // each task once, as it was given last; no rows that it added
	Said    []taizhang.Progress // the oldest round first
}

// UnitRound is a round as it is for one organ.
type UnitRound struct {
	taizhang.Round
	OrganState
}

// Unit gathers what an organ was given and what it reported.
func (o *Office) Unit(ctx context.Context, organ string) (*UnitRecord, error) {
	rounds, err := o.Store.Rounds(ctx)
	if err != nil {
		return nil, err
	}
	open, err := o.Store.Conflicts(ctx, false)
	if err != nil {
		return nil, err
	}
	partly := unreadRows(open)
	out := &UnitRecord{}
	at := map[string]int{} // in Given, by task
	for _, r := range rounds {
		given, err := o.Store.Handouts(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		x := UnitRound{Round: r, OrganState: OrganState{Organ: organ, Partly: partly[organOf{r.Name, organ}]}}
		for _, h := range given {
			if h.Organ != organ {
				continue
			}
			if x.Rows++; h.Child != "" {
				continue
			}
			if i, ok := at[h.Task]; ok {
				out.Given[i] = h
				continue
			}
			at[h.Task] = len(out.Given)
			out.Given = append(out.Given, h)
		}
		if x.Rows == 0 {
			continue
		}
		returns, err := o.Store.Returns(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		for _, b := range returns {
			if b.Organ == organ && b.At >= x.OrganState.At {
				x.Replied, x.OrganState.Who, x.OrganState.At, x.File = true, b.Who, b.At, b.File
			}
		}
		out.Rounds = append(out.Rounds, x)
	}
	if out.Said, err = o.Store.Progress(ctx, 0); err != nil {
		return nil, err
	}
	out.Said = slices.DeleteFunc(out.Said, func(p taizhang.Progress) bool { return p.Organ != organ })
	contacts, err := o.Store.Contacts(ctx)
	if i := slices.IndexFunc(contacts, func(c taizhang.Contact) bool { return c.Organ == organ }); i >= 0 {
		out.Contact = contacts[i]
	}
	return out, err
}
