package main

import (
	"cmp"
	"context"
	"path/filepath"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/office"
)

// remindCommand lists what is overdue, behind or due soon in a round, and writes its letters.
func remindCommand(f *flags) runFunc {
	f.withDB().withSeeds()
	round := f.String("round", "", "the round's `NAME`; by default the latest that is not 试发")
	asOf := f.String("as-of", "", "the `DATE` that decides; by default today")
	within := f.Int("within", taizhang.SoonDays, "how many `DAYS` before its date a task is due soon")
	out := f.String("o", "", "write the round's letters, as Word documents, and messages into this `DIR`")
	books := f.String("books", "", "the `DIR` in which export --by-unit wrote the workbooks, to attach these to the mails; by default they are made again, in the short form")
	asJSON := f.asJSON()
	return func(ctx context.Context, rest []string) error {
		if err := f.alone(rest); err != nil {
			return err
		}
		if *within < 0 {
			return usage("remind: --within %d: want a number of days", *within)
		}
		day, err := dateFlag("--as-of", *asOf)
		if err != nil {
			return usage("remind: %v", err)
		}
		wording, err := handoff.ReadWording(f.setup().Tables)
		if err != nil {
			return usage("remind: %v", err)
		}
		return f.look(ctx, func(o *office.Office) error {
			r, err := o.Remind(ctx, *round, cmp.Or(day, f.e.today()))
			if err != nil {
				return err
			}
			if err := printChases(f.e, handoff.Chases(r.Overview(), *within), *asJSON); err != nil || *out == "" {
				return err
			}
			if err := office.MakeFolder(*out); err != nil {
				return err
			}
			contacts, err := o.Store.Contacts(ctx)
			if err != nil {
				return err
			}
			missing := 0
			var attach handoff.Attach
			if *books != "" {
				attach = office.BooksIn(*books, func() { missing++ })
			}
			files := r.Letters(wording, *within, contacts, attach)
			if missing > 0 {
				f.e.tell("%s: %s not there to attach", *books, plural(missing, "workbook"))
			}
			for _, x := range files {
				if err := office.WriteFile(filepath.Join(*out, x.Name), x.Write); err != nil {
					return err
				}
			}
			f.e.tell("wrote %s of %s to %s", plural(len(files), "file"), r.Rounds[len(r.Rounds)-1].Name, *out)
			return nil
		})
	}
}

func printChases(e *environ, chases []handoff.Chase, asJSON bool) error {
	w := e.list(asJSON)
	w.Head("COLOUR", "DUE", "DAYS", "STATE", "UNIT", "TASK", "TEXT")
	for _, c := range chases {
		h, days := &c.Task.Given, ""
		switch {
		case c.Overdue > 0:
			days = strconv.Itoa(-c.Overdue)
		case c.Soon:
			days = strconv.Itoa(c.Left)
		}
		w.Add(map[string]any{"colour": c.Colour, "due": h.Due, "overdue": c.Overdue, "left": c.Left, "status": c.Status, "unit": c.Organ, "task": h.Task, "text": h.Text, "notice": h.Notice},
			c.Colour.Word(), h.Due, days, c.Status, c.Organ, h.Task, short(h.Text))
	}
	return w.Flush()
}

// short is a text as a list has room for it.
func short(s string) string { return beginning(taizhang.Visible(s), 40) }
