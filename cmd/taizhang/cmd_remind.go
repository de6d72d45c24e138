package main

import (
	"cmp"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/office"
)

// runRemind lists what is overdue, behind or due soon in a round, and writes its letters.
func runRemind(ctx context.Context, e *environ, args []string) error {
	f := newFlags("remind").withDB().withSeeds()
	round := f.String("round", "", "the round's `NAME`; by default the latest that is not 试发")
	asOf := f.String("as-of", "", "the `DATE` that decides; by default today")
	within := f.Int("within", taizhang.SoonDays, "how many `DAYS` before its date a task is due soon")
	out := f.String("o", "", "write the round's letters, as Word documents, and messages into this `DIR`")
	books := f.String("books", "", "the `DIR` in which export --by-unit wrote the workbooks, to attach them to the mails")
	asJSON := f.Bool("json", false, "one JSON object a line")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(rest) > 0 {
		return usage("remind: name --db FILE, and no other argument")
	}
	if *within < 0 {
		return usage("remind: --within %d: want a number of days", *within)
	}
	day, err := dateFlag("--as-of", *asOf)
	if err != nil {
		return usage("remind: %v", err)
	}
	tables, err := f.tables()
	if err != nil {
		return err
	}
	wording, err := handoff.ReadWording(tables)
	if err != nil {
		return usage("remind: %v", err)
	}
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	r, err := o.Remind(ctx, *round, cmp.Or(day, taizhang.Date(e.now().Format(time.DateOnly))))
	if err != nil {
		return err
	}
	chases := handoff.Chases(r.Overview(), *within)
	if err := printChases(e, chases, *asJSON); err != nil || *out == "" {
		return err
	}
	if err := os.MkdirAll(*out, 0o777); err != nil {
		return &taizhang.Error{Kind: taizhang.IO, Path: *out, What: "the folder can't be made", Remedy: "name another, or check your rights", Err: err}
	}
	contacts, err := o.Store.Contacts(ctx)
	if err != nil {
		return err
	}
	missing := 0
	files := r.Letters(wording, *within, contacts, func(name string) []byte {
		if *books == "" {
			return nil
		}
		data, err := os.ReadFile(filepath.Join(*books, name))
		if err != nil {
			missing++
			return nil
		}
		return data
	})
	if missing > 0 {
		e.tell("%s: %s not there to attach", *books, plural(missing, "workbook"))
	}
	for _, x := range files {
		if err := office.WriteFile(filepath.Join(*out, x.Name), x.Write); err != nil {
			return err
		}
	}
	e.tell("wrote %s of %s to %s", plural(len(files), "file"), r.Rounds[len(r.Rounds)-1].Name, *out)
	return nil
}

func printChases(e *environ, chases []handoff.Chase, asJSON bool) error {
	enc := json.NewEncoder(e.stdout)
	enc.SetEscapeHTML(false)
	w := newTable(e)
	if !asJSON {
		w.head("COLOUR", "DUE", "DAYS", "STATUS", "UNIT", "TASK", "TEXT")
	}
	for _, c := range chases {
		h := &c.Task.Given
		if asJSON {
			if err := enc.Encode(map[string]any{"colour": c.Colour, "due": h.Due, "overdue": c.Overdue, "left": c.Left, "status": c.Status, "unit": c.Organ, "task": h.Task, "text": h.Text, "notice": h.Notice}); err != nil {
				return err
			}
			continue
		}
		days := ""
		switch {
		case c.Overdue > 0:
			days = strconv.Itoa(-c.Overdue)
		case c.Soon:
			days = strconv.Itoa(c.Left)
		}
		w.row(c.Colour.Word(), h.Due, days, c.Status, c.Organ, h.Task, short(h.Text))
	}
	return w.Flush()
}

// short is a text as a list has room for it.
func short(s string) string {
	text := []rune(taizhang.Visible(s))
	if len(text) > 40 {
		return string(text[:40]) + "…"
	}
	return string(text)
}
