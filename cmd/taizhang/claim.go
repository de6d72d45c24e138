package main

import (
	"context"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// claim says what unclaimed text is, wherever in a notice it stands, and of what was taken
// for other text that it is an item or a field: args are notice, text, what it is, and
// of a field its name.
func (f *decideFlags) claim(ctx context.Context, e *environ, args []string) error {
	set := taizhang.Settled{Claim: taizhang.Claim(args[2])}
	switch set.Claim {
	case taizhang.ClaimItem, taizhang.ClaimField, taizhang.ClaimChrome, taizhang.ClaimRunning, taizhang.ClaimOther:
	default:
		return usage("decide claim: %q is none of item, field, chrome, running and other", args[2])
	}
	if len(args) == 4 {
		set.Name = args[3]
	}
	if (set.Claim == taizhang.ClaimField) != (set.Name != "") {
		return usage("decide claim: a field has a name, as in `decide claim NOTICE TEXT field 备注`, and nothing else")
	}
	s, err := store.Open(ctx, f.db, f.existing())
	if err != nil {
		return err
	}
	defer s.Close()
	l, _, err := s.Load(ctx, args[0])
	if err != nil {
		return err
	}
	norm, err := f.normalizer()
	if err != nil {
		return err
	}
	if set.Assignments = f.assignments(norm, placeOf(norm, l)); set.Assignments != nil && set.Claim != taizhang.ClaimItem {
		return usage("decide claim: only an item has units")
	}
	var ds []taizhang.Decision
	places := l.FindUnclaimed(args[1])
	if places == nil && (set.Claim == taizhang.ClaimItem || set.Claim == taizhang.ClaimField) {
		places = l.FindLoose(args[1])
	}
	for _, spans := range places {
		ds = append(ds, f.record.sign(taizhang.Decision{Kind: taizhang.DecideClaim, Notice: args[0], Quote: taizhang.QuoteOf(l.Docs[0].Text, spans), Set: set}))
	}
	if ds == nil {
		return usage("decide claim: %q is not unclaimed, or stands in an entry already; `taizhang findings --notice KEY` lists what is", args[1])
	}
	out, err := s.DecideAll(ctx, ds, nil)
	if err != nil {
		return err
	}
	for _, x := range out {
		task := ""
		if x.Task != "" {
			task = ", task " + x.Task
		}
		fmt.Fprintf(e.stdout, "decision %d: %s%s%s\n", x.ID, x.State, task, says(set))
	}
	return nil
}
