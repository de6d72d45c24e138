package main

import (
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/office"
)

// roundsCommand lists the rounds of the hand-off, or says how far one is.
func roundsCommand(f *flags) runFunc {
	f.withDB()
	asJSON := f.asJSON()
	states := map[string]taizhang.RoundState{"close": taizhang.RoundClosed, "reopen": taizhang.RoundSent}
	return func(ctx context.Context, rest []string) error {
		switch {
		case f.db == "":
			return usage("rounds: name --db FILE")
		case len(rest) == 2 && states[rest[0]] != "":
			return f.change(ctx, func(o *office.Office) error {
				if err := o.SetRoundState(ctx, rest[1], states[rest[0]]); err != nil {
					return err
				}
				f.e.tell("round %s: %s", rest[1], states[rest[0]])
				return nil
			})
		case len(rest) == 1 && rest[0] == "conflicts":
			return f.look(ctx, func(o *office.Office) error { return listConflicts(ctx, f.e, o, *asJSON) })
		case len(rest) > 0:
			return usage("rounds: want nothing more, or `conflicts`, `close NAME` or `reopen NAME`")
		}
		return f.look(ctx, func(o *office.Office) error {
			rounds, err := o.Rounds(ctx)
			if err != nil {
				return err
			}
			w := f.e.list(*asJSON)
			w.Head("ROUND", "STATE", "REPLY BY", "UNITS", "REPLIED", "ROWS", "CONFLICTS", "NOTICES")
			for _, r := range rounds {
				replied := 0
				for _, x := range r.Organs {
					if x.Replied {
						replied++
					}
				}
				w.Add(map[string]any{"round": r.Name, "state": r.State, "reply_by": r.ReplyBy, "who": r.Who, "at": r.At, "units": len(r.Organs), "replied": replied,
					"rows": r.Rows, "conflicts": r.Conflicts, "notices": r.Notices},
					r.Name, catalog.Word(r.State), r.ReplyBy, len(r.Organs), replied, r.Rows, r.Conflicts, len(r.Notices))
			}
			return w.Flush()
		})
	}
}
