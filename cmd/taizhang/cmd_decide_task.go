package main

import (
	"context"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// text sets what the task says; that it says nothing is told before it is looked for.
func (f *decideFlags) text(ctx context.Context, args []string) error {
	if strings.TrimSpace(args[1]) == "" {
		return &decide.InvalidError{Problem: decide.NoText}
	}
	return ofTask(func(t *decideTask, args []string) (decide.Decision, error) { return t.Text(t.entry, args[1]) })(f, ctx, args)
}

// move puts the task under another section, or under none.
func (t *decideTask) move(args []string) (decide.Decision, error) {
	if decideWord(args[1]) == "top" {
		return t.Move(t.entry, decide.Entry{})
	}
	to, ok := decide.EntryOf(t.Of, args[1])
	if !ok {
		return decide.Decision{}, &decide.InvalidError{Problem: decide.NotUnder, What: args[1]}
	}
	return t.Move(t.entry, to)
}

// link says whether another entry is the same task.
func (t *decideTask) link(args []string) (decide.Decision, error) {
	same, ok := map[string]bool{"same": true, "different": false}[decideWord(args[2])]
	if !ok {
		return decide.Decision{}, usage("decide link: %q is neither same nor different", args[2])
	}
	return t.Link(t.entry, args[1], same), nil
}

// deadline sets when the task is due: args are its uid, as it is printed the one of several
// deadlines that is meant, or new for one more, and a phrase.
func (t *decideTask) deadline(args []string) (decide.Decision, error) {
	have, phrase := t.entry.Deadlines, args[len(args)-1]
	at := len(have) - 1
	switch {
	case len(args) == 3 && decideWord(args[1]) == "new":
		at = -1
	case len(args) == 3:
		if at = slices.IndexFunc(have, func(d taizhang.Deadline) bool { return d.Raw == args[1] }); at < 0 {
			return decide.Decision{}, usage("decide deadline: the task has no deadline %q", args[1])
		}
	case len(have) > 1:
		var raws []string
		for _, x := range have {
			raws = append(raws, x.Raw)
		}
		return decide.Decision{}, usage("decide deadline: the task has %d deadlines (%s): say which, as in `decide deadline UID %s PHRASE`, or new for one more", len(have), strings.Join(raws, "、"), raws[0])
	}
	if decideWord(phrase) == "none" {
		phrase = ""
	}
	return t.Deadline(t.entry, at, phrase)
}
