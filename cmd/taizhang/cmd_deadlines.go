package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// runDeadlines reads expressions of time as deadlines, without a notice.
func runDeadlines(ctx context.Context, e *environ, args []string) error {
	f := newFlags("deadlines").withSeeds()
	year := f.Int("plan-year", 0, "the `YEAR` of the plan, for phrases that print none")
	issued := f.String("issued", "", "the `DATE` of the notice (2017-01-25), from which 印发后30日内 is counted")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if len(rest) < 2 || rest[0] != "parse" {
		return usage("deadlines: want `deadlines parse PHRASE…`, or - to read lines of phrase, plan year and date, separated by tabs")
	}
	n, err := f.normalizer()
	if err != nil {
		return err
	}
	if rest[1] != "-" {
		w := newTable(e)
		for _, phrase := range rest[1:] {
			for _, d := range n.Deadlines(phrase, *year, taizhang.Date(*issued)) {
				w.row(d.Raw, d.Kind, orDash(d.Start), orDash(d.End), message("due %s", orDash(d.Due)), message("rule %s", d.Rule), d.What)
			}
		}
		return w.Flush()
	}
	return eachLine(e, func(cells []string, enc *lineEncoder) error {
		y, day := *year, *issued
		if cells[1] != "" {
			if y, err = strconv.Atoi(cells[1]); err != nil {
				return message("plan year %q is no number", cells[1])
			}
		}
		if cells[2] != "" {
			day = cells[2]
		}
		type deadline struct {
			Kind  taizhang.DeadlineKind `json:"kind"`
			Start taizhang.Date         `json:"start"`
			End   taizhang.Date         `json:"end"`
			Rule  string                `json:"rule"`
		}
		out := []deadline{}
		for _, d := range n.Deadlines(cells[0], y, taizhang.Date(day)) {
			out = append(out, deadline{d.Kind, d.Start, d.End, d.Rule})
		}
		return enc.encode(struct {
			Raw       string     `json:"raw"`
			Deadlines []deadline `json:"deadlines"`
		}{cells[0], out})
	})
}

func orDash(d taizhang.Date) string {
	if d == "" {
		return "-"
	}
	return string(d)
}

// eachLine reads lines of three cells, separated by tabs, from standard input and
// writes a JSON line for each. An error names the line.
func eachLine(e *environ, f func(cells []string, enc *lineEncoder) error) error {
	in := bufio.NewReaderSize(e.stdin, 64<<10)
	enc := newLineEncoder(e.stdout)
	for n := 1; ; n++ {
		line, err := in.ReadString('\n')
		if err != nil && err != io.EOF {
			return err
		}
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			cells := append(strings.Split(line, "\t"), "", "")
			if err := f(cells, enc); err != nil {
				return errors.Join(enc.flush(), message("standard input, line %d: %v", n, err))
			}
		}
		if err == io.EOF {
			return enc.flush()
		}
	}
}
