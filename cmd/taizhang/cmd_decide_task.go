package main

import (
	"context"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
)

// text sets what the task says; that it says nothing is told before it is looked for.
func (f *decideFlags) text(ctx context.Context, args []string) error {
	if strings.TrimSpace(args[1]) == "" {
		return &decide.InvalidError{Problem: decide.NoText}
	}
	return ofTask(func(t *decideTask, args []string) (decide.Decision, error) { return t.Text(t.entry, args[1]) })(f, ctx, args)
}

// link says whether another entry is the same task.
func (t *decideTask) link(args []string) (decide.Decision, error) {
	same, ok := map[string]bool{"same": true, "different": false}[catalog.Decided(args[2])]
	if !ok {
		return decide.Decision{}, usage("decide link: %q is neither same nor different", args[2])
	}
	return t.Link(t.entry, args[1], same), nil
}

// deadline sets when the task is due: args are its uid, as it is printed the one of several
// deadlines that is meant, or new for one more, and a phrase.
func (t *decideTask) deadline(args []string) (decide.Decision, error) {
	var raws []string
	for _, x := range t.entry.Deadlines {
		raws = append(raws, x.Raw)
	}
	return t.one("deadline", args, raws, t.Deadline)
}

// target is deadline for what number the task is to reach.
func (t *decideTask) target(args []string) (decide.Decision, error) {
	var raws []string
	for _, x := range t.entry.Targets {
		raws = append(raws, x.Raw)
	}
	return t.one("target", args, raws, t.Target)
}

// one decides on the deadline or target that arguments mean, of those that are printed.
func (t *decideTask) one(what string, args, raws []string, decided func(decide.Entry, int, string) (decide.Decision, error)) (decide.Decision, error) {
	at := len(raws) - 1
	switch {
	case len(args) == 3 && catalog.Decided(args[1]) == "new":
		at = -1
	case len(args) == 3:
		if at = slices.Index(raws, args[1]); at < 0 {
			return decide.Decision{}, usage("decide %s: the task has no %s %q", what, term(what), args[1])
		}
	case len(raws) > 1:
		return decide.Decision{}, usage("decide %s: the task has %s (%s): say which, as in `decide %s UID %s PHRASE`, or new for one more", what, plural(len(raws), what), strings.Join(raws, "、"), what, raws[0])
	}
	return decided(t.entry, at, valued(args[len(args)-1]))
}

// valued is what a person typed, nothing for none.
func valued(value string) string {
	if catalog.Decided(value) == "none" {
		return ""
	}
	return value
}

// outlined is a verb of the outline that needs no more than a task.
func outlined(form decide.Form) verb {
	return ofTask(func(t *decideTask, _ []string) (decide.Decision, error) { return t.Outline(t.entry, form) })
}

// part says what the part of the notice is that the task stands in.
func (t *decideTask) part(args []string) (decide.Decision, error) {
	return t.Part(t.entry, taizhang.PartKind(args[1]), strings.Join(args[2:], ""))
}

// columned is a verb that says what the columns of a table hold.
func columned(say func(*decide.Builder, decide.Entry, []taizhang.ColumnRole, ...string) (decide.Decision, error)) verb {
	return ofTask(func(t *decideTask, args []string) (decide.Decision, error) {
		roles, names := decide.ReadColumns(args[1])
		return say(t.Builder, t.entry, roles, names...)
	})
}
