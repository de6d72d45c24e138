package main

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// notice settles what a notice says of itself.
func (f *decideFlags) notice(ctx context.Context, args []string) error {
	return f.ofNotice(ctx, args[0], func(_ *office.Office, b *decide.Builder) (decide.Decision, error) {
		value := valued(args[len(args)-1])
		if len(args) == 4 {
			return b.Printed(args[1], args[2], value)
		}
		if args[1] == "issuer" || args[1] == "addressee" {
			value = strings.ReplaceAll(value, "、", "\n")
		}
		return b.Field(args[1], value)
	})
}

// assign settles that a unit of a task, or of all tasks of a notice, is another, has another
// role, or none.
func (f *decideFlags) assign(ctx context.Context, args []string) error {
	return f.desk(ctx, office.ToWrite, func(o *office.Office) error {
		key, err := o.Task(ctx, args[0])
		ofTask := err == nil
		if err != nil && taizhang.KindOf(err) != taizhang.NotFound {
			return err
		}
		b, err := o.Builder(ctx, cmp.Or(key, args[0]))
		if err != nil {
			return err
		}
		var entry *decide.Entry
		if ofTask {
			x, _ := decide.EntryOf(b.Of, args[0])
			entry = &x
		}
		unit, role, name := catalog.Decided(args[1]), catalog.Code(catalog.Decided(args[2]), taizhang.Roles), strings.Join(args[3:], "")
		switch {
		case unit == "new":
			unit = ""
		case role == "none" && name == "", role == "same" && name != "":
			role = ""
		}
		if role != "" && !slices.Contains(taizhang.Roles, role) {
			return usage("decide assign: %q is none of lead, support, joint and separate", role)
		}
		d, err := b.Assign(entry, unit, role, name)
		if err != nil {
			return err
		}
		return f.save(ctx, o, d)
	})
}

// away takes away what should not be there.
func (f *decideFlags) away(ctx context.Context, args []string) error {
	return f.desk(ctx, office.ToWrite, func(o *office.Office) error {
		d, err := o.Away(ctx, catalog.Decided(args[0]), args[1])
		if err != nil {
			return err
		}
		return f.save(ctx, o, d)
	})
}

// work says of which notice a text is one.
func (f *decideFlags) work(ctx context.Context, args []string) error {
	return f.desk(ctx, office.ToWrite, func(o *office.Office) error {
		other := args[1]
		if catalog.Decided(other) == "own" {
			other = ""
		}
		d, err := o.Belongs(ctx, args[0], other)
		if err != nil {
			return err
		}
		return f.save(ctx, o, d)
	})
}

// reopen puts a settled conflict of what came back before a person again.
func (f *decideFlags) reopen(ctx context.Context, args []string) error {
	id, err := strconv.ParseInt(args[0], 10, 64)
	if err != nil {
		return usage("decide reopen: %q is no number of a conflict; `taizhang rounds conflicts` lists them", args[0])
	}
	if strings.TrimSpace(f.why) == "" {
		return usage("decide reopen: say why with --why REASON")
	}
	return f.change(ctx, func(o *office.Office) error { return f.save(ctx, o, decide.Reopen(id)) })
}

// dismiss settles a finding that needs nothing more, by its number, or all of a code.
func (f *decideFlags) dismiss(ctx context.Context, args []string) error {
	return f.ofNotice(ctx, args[0], func(_ *office.Office, b *decide.Builder) (decide.Decision, error) {
		l := b.Of
		n, err := strconv.Atoi(args[1])
		switch {
		case err == nil && n >= 1 && n <= len(l.Findings):
			x := &l.Findings[n-1]
			return b.Dismiss(x.Code, l.UIDs[x.Task], decide.QuoteFinding(l.Ledger, x)), nil
		case err == nil:
			return decide.Decision{}, usage("decide dismiss: the notice has %s, and none with number %d", plural(len(l.Findings), "finding"), n)
		}
		for i := range l.Findings {
			if code := l.Findings[i].Code; code == args[1] || catalog.Word(code) == args[1] {
				return b.DismissEvery(code), nil
			}
		}
		return decide.Decision{}, usage("decide dismiss: %q is neither number nor code of a finding; `taizhang findings --notice KEY` lists them", args[1])
	})
}
