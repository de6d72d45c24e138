package main

import (
	"context"
	"slices"
	"strings"

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

// target sets what number the task is to reach: args are its uid, as it is printed the one of
// several targets that is meant, or new for one more, and a phrase.
func (t *decideTask) target(args []string) (decide.Decision, error) {
	var raws []string
	for _, x := range t.entry.Targets {
		raws = append(raws, x.Raw)
	}
	at, err := which("target", args, raws)
	if err != nil {
		return decide.Decision{}, err
	}
	phrase := args[len(args)-1]
	if decideWord(phrase) == "none" {
		phrase = ""
	}
	return t.Target(t.entry, at, phrase)
}

// which is the number of the deadline or target that arguments mean, of those that are printed; -1: one more.
func which(what string, args, raws []string) (int, error) {
	at := len(raws) - 1
	switch {
	case len(args) == 3 && decideWord(args[1]) == "new":
		return -1, nil
	case len(args) == 3:
		if at = slices.Index(raws, args[1]); at < 0 {
			return 0, usage("decide %s: the task has no %s %q", what, term(what), args[1])
		}
	case len(raws) > 1:
		return 0, usage("decide %s: the task has %s (%s): say which, as in `decide %s UID %s PHRASE`, or new for one more", what, plural(len(raws), what), strings.Join(raws, "、"), what, raws[0])
	}
	return at, nil
}

// deadline sets when the task is due: args are its uid, as it is printed the one of several
// deadlines that is meant, or new for one more, and a phrase.
func (t *decideTask) deadline(args []string) (decide.Decision, error) {
	var raws []string
	for _, x := range t.entry.Deadlines {
		raws = append(raws, x.Raw)
	}
	at, err := which("deadline", args, raws)
	if err != nil {
		return decide.Decision{}, err
	}
	phrase := args[len(args)-1]
	if decideWord(phrase) == "none" {
		phrase = ""
	}
	return t.Deadline(t.entry, at, phrase)
}
