package main

import (
	"context"
	"strings"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// claim says what unclaimed text is, wherever in a notice it stands, and of what was taken
// for other text that it is an item or a field: args are notice, text, what it is, and
// of a field its name.
func (f *decideFlags) claim(ctx context.Context, args []string) error {
	as, name := decide.Claim(catalog.Decided(args[2])), strings.Join(args[3:], "")
	return f.desk(ctx, office.ToWrite, func(o *office.Office) error {
		b, err := o.Builder(ctx, args[0])
		if err != nil {
			return err
		}
		ds, err := b.Claims(args[1], as, name, f.names())
		if err != nil {
			return err
		}
		for i := range ds {
			ds[i] = f.sign(ds[i])
		}
		if ds == nil {
			return usage("decide claim: %q is not unclaimed, or stands in an entry already; `taizhang findings --notice KEY` lists what is", args[1])
		}
		out, err := o.Store.DecideAll(ctx, ds, nil)
		if err != nil {
			return err
		}
		for _, x := range out {
			task := ""
			if x.Task != "" {
				task = f.e.say.Sprintf(", task %s", x.Task)
			}
			f.e.print("decision %d: %s%s%s", x.ID, x.State, task, says(f.e, ds[0].Set))
		}
		return nil
	})
}
