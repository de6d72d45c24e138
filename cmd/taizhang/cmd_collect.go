package main

import (
	"cmp"
	"context"
	"io"
	"path/filepath"

	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/office"
)

// collectCommand reads workbooks that came back, and takes what can be taken without a
// person deciding.
func collectCommand(f *flags) runFunc {
	f.withSeeds().withDB().withRecord()
	out := f.String("o", "", "the workbook of conflicts to decide on, `OUT.xlsx`; by default 待定事项.xlsx beside the first file")
	return func(ctx context.Context, paths []string) error {
		if f.db == "" || len(paths) == 0 {
			return usage("collect: name returned workbooks, folders or archives of them, and --db FILE")
		}
		return f.desk(ctx, office.ToMake, func(o *office.Office) error {
			got, err := o.Collect(ctx, paths, "", f.name(), f.e.now())
			if err != nil {
				return err
			}
			sayCollected(f.e, got)
			left, err := o.Open(ctx)
			if err != nil {
				return err
			}
			if len(left) > 0 {
				path := cmp.Or(*out, filepath.Join(office.FolderOf(paths[0]), "待定事项.xlsx"))
				if err := office.WriteFile(path, func(w io.Writer) error { return o.WriteConflicts(ctx, w, left) }); err != nil {
					return err
				}
				return failure(exitPartial, "%s to decide on, in %s: fill in 处理意见 and collect it", plural(len(left), "conflict"), path)
			}
			return failed(plural(got.Failed(), "file"), got.Read() > 0)
		})
	}
}

// sayCollected says what became of each file, and what did not come back.
func sayCollected(e *environ, c *office.Collected) {
	for _, f := range c.Files {
		switch {
		case f.Err != nil:
			e.tell("%v", f.Err)
		case f.Passed != "":
			e.tell("%s: not read: %s", f.Name, e.say.Text(f.Passed))
		case f.Decisions:
			e.tell("%s: %s decided", f.Name, plural(f.Decided, "conflict"))
		}
		if f.Locked != "" {
			e.tell("%s: open in another program (%s): what was saved last was read; collect it again when it is closed", f.Name, f.Locked)
		}
		for _, x := range f.Before {
			switch {
			case x.Decided != "":
				e.tell("%s: conflict %d was decided otherwise before, by %s at %s; that stays", f.Name, x.ID, x.DecidedBy, x.DecidedAt)
			case x.Reopened != nil:
				e.tell("%s: conflict %d was reopened by %s at %s: %s; it stays open", f.Name, x.ID, x.Reopened.Who, x.Reopened.At, x.Reopened.Why)
			default:
				e.tell("%s: conflict %d is about another value since the workbook was written, %q; it stays open", f.Name, x.ID, x.Present)
			}
		}
		for _, r := range f.Returns {
			sayReturned(e, r)
		}
	}
	for _, h := range c.Missing {
		e.tell("%s, %s: the row of task %s did not come back; what is known of it stays", h.Round, h.Organ, h.Task)
	}
}

// sayReturned says what became of one organ's part of a file.
func sayReturned(e *environ, r handoff.Summary) {
	switch {
	case r.Err != nil:
		e.tell("%v", r.Err)
	case r.Repeated:
		e.tell("%s: %s, %s: collected before", r.File, r.Round, r.Organ)
	default:
		e.tell("%s: %s, %s: %s, %s taken, %s added, %s", r.File, r.Round, r.Organ, plural(r.Rows, "row"),
			plural(r.Taken, "cell"), plural(r.Children, "row"), plural(r.Conflicts, "conflict"))
		for _, u := range r.Unread {
			e.tell("%s: %s: %v", r.File, u.At, unread(u))
		}
	}
}

// unread says what of a returned workbook was not read.
func unread(u handoff.Unread) error {
	switch u.Kind {
	case handoff.UnreadComment:
		return message("a comment was not read: %q", u.Column)
	case handoff.UnreadStruck:
		return message("struck through, and read as it was given: %q", u.Column)
	case handoff.UnreadPicture:
		return message("a picture was not read")
	default:
		return message("%s not read: %q is no column of the table", plural(u.Cells, "cell"), u.Column)
	}
}
