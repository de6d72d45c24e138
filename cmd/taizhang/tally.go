package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/ingest"
)

// tally reports each source of a run and remembers what became of them.
type tally struct {
	e      *environ
	keys   []string // of the notices at hand, each once, in the order read
	failed []string
}

func (t *tally) report(r ingest.Result) {
	if r.Skipped != "" {
		fmt.Fprintf(t.e.stderr, "%s: skipped: %s\n", r.Source, r.Skipped)
		return
	}
	if r.Err != nil {
		t.failed = append(t.failed, r.Source)
		again := ""
		if r.Before {
			again = " (as before; --retry-failed reads it again)"
		}
		fmt.Fprintf(t.e.stderr, "%v%s\n", r.Err, again)
		return
	}
	if !slices.Contains(t.keys, r.Key) {
		t.keys = append(t.keys, r.Key)
	}
	if r.Ledger == nil {
		fmt.Fprintf(t.e.stderr, "%s: %s\n", r.Source, r.Outcome)
		return
	}
	fmt.Fprintf(t.e.stderr, "%s: %s: %s\n", r.Source, r.Outcome, summary(r.Ledger))
}

// exit is nil when every source was read, else an exit code that says how many were.
func (t *tally) exit() error {
	if len(t.failed) == 0 {
		return nil
	}
	code := exitPartial
	if len(t.keys) == 0 {
		code = exitNothing
	}
	return exit{code, errors.New(plural(len(t.failed), "source") + " failed")}
}

// summary counts what a ledger holds.
func summary(l *taizhang.Ledger) string {
	var sections, items, rows, assignments, deadlines int
	for _, n := range l.Nodes {
		if n.Section {
			sections++
		}
	}
	for _, t := range l.Tasks() {
		if t.Row {
			rows++
		} else {
			items++
		}
		assignments += len(t.Assignments)
		deadlines += len(t.Deadlines)
	}
	s := fmt.Sprintf("%s, %s, %s, %s, %s, %s to check", plural(sections, "section"), plural(items, "item"),
		plural(rows, "schedule row"), plural(assignments, "assignment"), plural(deadlines, "deadline"), plural(len(l.Findings), "finding"))
	if assignments == 0 {
		s += "; it assigns no task to any unit"
	}
	return s
}

func plural(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
