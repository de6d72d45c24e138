package main

import (
	"cmp"
	"context"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/cli"
	"github.com/taizhang/taizhang/normalize"
)

// deadlinesCommand reads expressions of time as deadlines, without a notice.
func deadlinesCommand(f *flags) runFunc {
	f.withSeeds()
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, for phrases that print none")
	issued := f.String("issued", "", "the `DATE` of the notice (2017-01-25), from which 印发后30日内 is counted")
	return func(_ context.Context, rest []string) error {
		if len(rest) < 2 || rest[0] != "parse" {
			return usage("deadlines: want `deadlines parse PHRASE…`, or - to read lines of phrase, plan year and date, separated by tabs")
		}
		n, err := f.setup().Normalizer()
		if err != nil {
			return err
		}
		if rest[1] == "-" {
			return deadlinesOfLines(f.e, n, *year, *issued)
		}
		w := f.e.table()
		for _, phrase := range rest[1:] {
			for _, d := range n.Deadlines(phrase, *year, taizhang.Date(*issued)) {
				w.Row(d.Raw, d.Kind, orDash(d.Start), orDash(d.End), message("due %s", orDash(d.Due)), message("rule %s", d.Rule), d.What)
			}
		}
		return w.Flush()
	}
}

// deadlinesOfLines reads lines of phrase, plan year and date; year and issued are of those that have none.
func deadlinesOfLines(e *environ, n *normalize.Normalizer, year int, issued string) error {
	type deadline struct {
		Kind  taizhang.DeadlineKind `json:"kind"`
		Start taizhang.Date         `json:"start"`
		End   taizhang.Date         `json:"end"`
		Rule  string                `json:"rule"`
	}
	return cli.EachLine(e.stdin, e.stdout, func(cells []string) (any, error) {
		y, err := numberOr(cells[1], year)
		if err != nil {
			return nil, message("plan year %q is no number", cells[1])
		}
		out := []deadline{}
		for _, d := range n.Deadlines(cells[0], y, taizhang.Date(cmp.Or(cells[2], issued))) {
			out = append(out, deadline{d.Kind, d.Start, d.End, d.Rule})
		}
		return struct {
			Raw       string     `json:"raw"`
			Deadlines []deadline `json:"deadlines"`
		}{cells[0], out}, nil
	})
}

func orDash(d taizhang.Date) string { return cmp.Or(string(d), "-") }

// numberOr is the number in a cell, or another where the cell is empty.
func numberOr(cell string, other int) (int, error) {
	if cell == "" {
		return other, nil
	}
	return strconv.Atoi(cell)
}
