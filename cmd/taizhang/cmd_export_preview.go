package main

import (
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// mostListed is how many notices to choose from, or tasks of a preview, are listed.
const mostListed = 20

// toChoose lists the notices that a round may be of.
func toChoose(e *environ, u *office.UndecidedError) error {
	w := newTable(e.stderr)
	fmt.Fprintln(w, "YEAR\tTASKS\tKEY\tTITLE")
	for _, n := range u.Lines[:min(len(u.Lines), mostListed)] {
		w.row(n.Year, n.Items+n.Rows, n.Key, n.Title)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if more := len(u.Lines) - mostListed; more > 0 {
		fmt.Fprintf(e.stderr, "… and %d more: see `taizhang notices`\n", more)
	}
	return usage("export --by-unit: %v: choose with --notice KEY, --year YEAR or --series WORDS, each as often as needed; nothing was handed out", u)
}

// printPreview says what a round would hand out.
func printPreview(e *environ, p *office.Preview) error {
	w := newTable(e.stdout)
	fmt.Fprintln(w, "ROWS\tUNIT\tFILE")
	for _, u := range p.Units {
		w.row(u.Rows, u.Organ, u.File)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, n := range p.Notices {
		fmt.Fprintf(e.stderr, "of %s %s: %s\n", n.Key, taizhang.Visible(n.Title), plural(n.Tasks, "task"))
	}
	listed(e, "no unit is named for", p.NoUnit)
	listed(e, "the day is past of", p.Over)
	fmt.Fprintf(e.stderr, "%s (%s) would hand out %s in %s; nothing was written or recorded\n", taizhang.Visible(p.Round.Name), p.Round.State.Word(), plural(p.Rows, "row"), plural(len(p.Units), "workbook"))
	return nil
}

func listed(e *environ, what string, tasks []taizhang.Handout) {
	for i, h := range tasks {
		if i == mostListed {
			fmt.Fprintf(e.stderr, "%s %d more tasks\n", what, len(tasks)-i)
			return
		}
		due := ""
		if h.Due != "" {
			due = " (" + string(h.Due) + ")"
		}
		fmt.Fprintf(e.stderr, "%s %s%s: %s\n", what, h.Task, due, short(h.Text))
	}
}
