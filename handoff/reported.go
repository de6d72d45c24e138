package handoff

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// place is a row that an organ reports in: a task's, or one that it added under it.
type place struct{ organ, task, child string }

// reports are what is known of rows, and the rows that organs added.
type reports struct {
	rows  map[place]taizhang.Report
	added map[place][]string // by organ and task: children in the order in which they are known
}

// carry keeps of each cell what was reported last.
func carry(known []taizhang.Progress) reports {
	r := reports{map[place]taizhang.Report{}, map[place][]string{}}
	for _, p := range known {
		at := place{p.Organ, p.Task, p.Child}
		if r.rows[at] == nil {
			r.rows[at] = taizhang.Report{}
			if p.Child != "" {
				under := place{p.Organ, p.Task, ""}
				r.added[under] = append(r.added[under], p.Child)
			}
		}
		if p.Value == "" {
			delete(r.rows[at], p.Field)
		} else {
			r.rows[at][p.Field] = p.Value
		}
	}
	for under, children := range r.added {
		slices.SortFunc(children, func(x, y string) int {
			return cmp.Or(cmp.Compare(r.number(under, x), r.number(under, y)), cmp.Compare(x, y))
		})
	}
	return r
}

// number is the second half of the 3-1 that an organ numbered a row with, or 0.
func (r reports) number(under place, child string) int {
	seq := r.rows[place{under.organ, under.task, child}][taizhang.ReportField(ColSeq)]
	n, _ := strconv.Atoi(seq[strings.LastIndexAny(seq, "-—－.")+1:])
	return n
}

// of is the report of a row, a copy.
func (r reports) of(organ, task, child string) taizhang.Report {
	out := taizhang.Report{}
	for f, v := range r.rows[place{organ, task, child}] {
		out[f] = v
	}
	return out
}

func (r reports) children(organ, task string) []string { return r.added[place{organ, task, ""}] }
