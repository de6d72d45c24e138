package main

import (
	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/office"
	"github.com/taizhang/taizhang/terminal"
)

// mostListed is how many notices to choose from, or tasks of a preview, are listed.
const mostListed = 20

// toChoose lists the notices that a round may be of.
func toChoose(e *environ, u *office.UndecidedError) error {
	w := terminal.NewTable(e.stderr, e.say)
	w.Head("YEAR", "TASKS", "KEY", "TITLE")
	for _, n := range u.Lines[:min(len(u.Lines), mostListed)] {
		w.Row(n.Year, n.Items+n.Rows, n.Key, n.Title)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if more := len(u.Lines) - mostListed; more > 0 {
		e.tell("… and %d more: see `taizhang notices`", more)
	}
	return usage("export --by-unit: %v: choose with --notice KEY, --year YEAR or --series WORDS, each as often as needed; nothing was handed out", u)
}

// printPreview says what a round would hand out.
func printPreview(e *environ, p *office.Preview) error {
	w := e.table()
	w.Head("ROWS", "UNIT", "FILE")
	for _, u := range p.Units {
		w.Row(u.Rows, u.Organ, u.File)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	for _, n := range p.Notices {
		e.tell("of %s %s: %s", n.Key, n.Title, plural(n.Tasks, "task"))
	}
	listed(e, text("no unit is named for"), p.NoUnit)
	listed(e, text("the day is past of"), p.Over)
	e.tell("%s (%s) would hand out %s in %s; nothing was written or recorded", p.Round.Name, catalog.Word(p.Round.State), plural(p.Rows, "row"), plural(len(p.Units), "workbook"))
	return nil
}

func listed(e *environ, what text, tasks []taizhang.Handout) {
	for i, h := range tasks {
		if i == mostListed {
			e.tell("%v %d more tasks", what, len(tasks)-i)
			return
		}
		due := ""
		if h.Due != "" {
			due = " (" + string(h.Due) + ")"
		}
		e.tell("%v %s%s: %s", what, h.Task, due, short(h.Text))
	}
}
