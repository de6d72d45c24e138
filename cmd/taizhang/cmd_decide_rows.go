package main

import (
	"context"

	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// rows lists what of a notice is no task, but can be decided on: its sections, and the rows of
// its tables that hand out nothing.
func (f *decideFlags) rows(ctx context.Context, args []string) error {
	return f.look(ctx, func(o *office.Office) error {
		b, err := o.Builder(ctx, args[0])
		if err != nil {
			return err
		}
		w := f.e.list(*f.asJSON)
		w.Head("UID", "KIND", "WHERE", "TEXT")
		place := func(at string) string {
			if f.e.say.Chinese {
				return catalog.Place(at)
			}
			return at
		}
		for i := range b.Of.Nodes {
			if n := &b.Of.Nodes[i]; n.Section {
				uid, text := b.Of.UIDs[n.ID], n.Label+n.Title
				w.Add(map[string]any{"uid": uid, "kind": "heading", "at": n.At, "text": text}, uid, term("heading"), place(n.At), text)
			}
		}
		for i := range b.Of.Tables {
			t := &b.Of.Tables[i]
			for _, r := range decide.OtherRows(t) {
				uid := b.Of.UIDs[r.ID]
				w.Add(map[string]any{"uid": uid, "kind": r.Kind, "table": t.ID, "columns": t.Columns, "at": r.At, "text": r.Line}, uid, r.Kind, place(r.At), r.Line)
			}
		}
		return w.Flush()
	})
}
