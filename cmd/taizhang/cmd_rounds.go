package main

import (
	"context"
	"encoding/json"

	"github.com/taizhang/taizhang"
)

// runRounds lists the rounds of the hand-off, or says how far one is.
func runRounds(ctx context.Context, e *environ, args []string) error {
	f := newFlags("rounds").withDB()
	asJSON := f.Bool("json", false, "one JSON object a line")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	states := map[string]taizhang.RoundState{"close": taizhang.RoundClosed, "reopen": taizhang.RoundSent}
	switch {
	case f.db == "":
		return usage("rounds: name --db FILE")
	case len(rest) == 2 && states[rest[0]] != "":
		o, err := f.open(ctx, nil, f.existing())
		if err != nil {
			return err
		}
		defer o.Store.Close()
		return o.SetRoundState(ctx, rest[1], states[rest[0]])
	case len(rest) > 0:
		return usage("rounds: want nothing more, or `close NAME` or `reopen NAME`")
	}
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	rounds, err := o.Rounds(ctx)
	if err != nil {
		return err
	}
	w := newTable(e)
	if !*asJSON {
		w.head("ROUND", "STATE", "REPLY BY", "UNITS", "REPLIED", "ROWS", "CONFLICTS", "NOTICES")
	}
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	for _, r := range rounds {
		replied := 0
		for _, x := range r.Organs {
			if x.Replied {
				replied++
			}
		}
		if !*asJSON {
			w.row(r.Name, r.State.Word(), r.ReplyBy, len(r.Organs), replied, r.Rows, r.Conflicts, len(r.Notices))
			continue
		}
		if err := enc.Encode(map[string]any{"round": r.Name, "state": r.State, "reply_by": r.ReplyBy, "who": r.Who, "at": r.At, "units": len(r.Organs), "replied": replied,
			"rows": r.Rows, "conflicts": r.Conflicts, "notices": r.Notices}); err != nil {
			return err
		}
	}
	return w.Flush()
}
