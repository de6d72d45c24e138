package main

import (
	"context"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// rows lists the rows of a notice's tables that are no tasks, which `decide make` and `decide
// columns` are about.
func (f *decideFlags) rows(ctx context.Context, args []string) error {
	return f.look(ctx, func(o *office.Office) error {
		b, err := o.Builder(ctx, args[0])
		if err != nil {
			return err
		}
		w := f.e.list(*f.asJSON)
		w.Head("UID", "KIND", "WHERE", "TEXT")
		for i := range b.Of.Tables {
			t := &b.Of.Tables[i]
			for _, r := range decide.OtherRows(t) {
				where := r.At
				if f.e.say.Chinese {
					where = catalog.Place(where)
				}
				uid := b.Of.UIDs[r.ID]
				w.Add(map[string]any{"uid": uid, "kind": r.Kind, "table": t.ID, "columns": t.Columns, "at": r.At, "text": r.Line}, uid, r.Kind, where, r.Line)
			}
		}
		return w.Flush()
	})
}
