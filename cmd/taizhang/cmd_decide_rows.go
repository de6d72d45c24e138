package main

import (
	"context"
	"strings"

	"github.com/taizhang/taizhang"
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
			for k := range t.Rows {
				r := &t.Rows[k]
				if r.Kind == taizhang.TaskRow {
					continue
				}
				where := r.At
				if f.e.say.Chinese {
					where = catalog.Place(where)
				}
				uid := b.Of.UIDs[r.ID]
				w.Add(map[string]any{"uid": uid, "kind": r.Kind, "table": t.ID, "columns": t.Columns, "at": r.At, "text": r.Line()}, uid, r.Kind, where, r.Line())
			}
		}
		return w.Flush()
	})
}

// columns says what the columns of the table hold that the task is a row of.
func (t *decideTask) columns(args []string) (decide.Decision, error) {
	var roles []taizhang.ColumnRole
	for word := range strings.FieldsFuncSeq(args[1], func(r rune) bool { return strings.ContainsRune("、，,", r) }) {
		word = strings.TrimSpace(word)
		for _, c := range decide.ColumnRoles {
			if word == c.Word {
				word = string(c.Role)
			}
		}
		roles = append(roles, taizhang.ColumnRole(word))
	}
	return t.Table(t.entry, roles)
}
