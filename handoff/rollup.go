package handoff

import (
	"cmp"
	"io"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
)

// RollUp is what the roll-up of a round is made from.
type RollUp struct {
	Rounds   []taizhang.Round            // oldest first; the last is rolled up, and compared with the one before
	Handouts []taizhang.Handout          // of the last round, of all organs; tasks are listed as they first stand here
	Progress []taizhang.Progress         // of all rounds, oldest first: the later one holds, an empty one clears a cell
	Returned map[string]taizhang.Receipt // by organ, of the last round
	AsOf     taizhang.Date               // decides what is overdue; empty: nothing is
}

// Write writes the roll-up as a workbook. The same roll-up is the same bytes.
func (r *RollUp) Write(w io.Writer) error { return export.OverviewXLSX(w, r.Overview()) }

// Overview merges everything that was said.
//
// An organ's status of a task is what it last reported; a task's is that of the organs
// that answer for it: those that lead; where none does, those that share it or do their
// part of it; where there are none, those that support it. Where they differ, the least
// advanced holds.
//
// A task is overdue from the day after its due date until it is done or given up; one
// that is to begin by that date, until it is under way.
func (r *RollUp) Overview() *taizhang.Overview {
	o := &taizhang.Overview{AsOf: r.AsOf}
	if n := len(r.Rounds); n > 0 {
		o.Round = r.Rounds[n-1]
		if n > 1 {
			o.Before = r.Rounds[n-2].Name
		}
	}
	said := r.said(o.Round.Name)
	for _, hs := range byTask(r.Handouts) {
		o.Tasks = append(o.Tasks, said.task(hs, o))
	}
	for i := range o.Tasks {
		t := &o.Tasks[i]
		o.Add(t.Status, t.Timeliness, t.Organs...)
		if o.Before != "" {
			o.Changes = append(o.Changes, said.changes(i, t)...)
		}
	}
	o.Organs = r.organs(o)
	return o
}

// byTask groups what was handed out: a task's hand-outs and the rows under it, tasks in
// the order in which they first stand.
func byTask(hs []taizhang.Handout) [][]*taizhang.Handout {
	at := map[string]int{}
	var out [][]*taizhang.Handout
	for i := range hs {
		n, ok := at[hs[i].Task]
		if !ok {
			n = len(out)
			at[hs[i].Task] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], &hs[i])
	}
	return out
}

// organs sums up what each organ was given. One that only oversees has nothing to report.
func (r *RollUp) organs(o *taizhang.Overview) []taizhang.OrganStanding {
	by := map[string]*taizhang.OrganStanding{}
	files := map[string]string{}
	for i := range r.Handouts {
		files[r.Handouts[i].Organ] = r.Handouts[i].File
	}
	for i := range o.Tasks {
		t := &o.Tasks[i]
		for _, p := range t.Organs {
			if p.Role == "" {
				continue
			}
			s := by[p.Organ]
			if s == nil {
				s = &taizhang.OrganStanding{Organ: p.Organ, File: files[p.Organ], Roles: map[taizhang.Role]int{}}
				by[p.Organ] = s
			}
			s.Roles[p.Role]++
			s.Add(p.Status, t.Given.Timeliness(p.Status, o.AsOf), p)
		}
	}
	for organ, receipt := range r.receipts(o.Round.Name) {
		if s := by[organ]; s != nil {
			s.Receipt = &receipt
		}
	}
	var out []taizhang.OrganStanding
	for _, s := range by {
		out = append(out, *s)
	}
	slices.SortFunc(out, func(a, b taizhang.OrganStanding) int {
		return cmp.Or(cmp.Compare(b.Total(), a.Total()), cmp.Compare(b.Roles[taizhang.Lead], a.Roles[taizhang.Lead]), cmp.Compare(a.Organ, b.Organ))
	})
	return out
}

// receipts says who returned something in a round: those of Returned, and those of whom
// something was collected.
func (r *RollUp) receipts(round string) map[string]taizhang.Receipt {
	out := map[string]taizhang.Receipt{}
	for _, p := range r.Progress {
		if p.Round == round {
			out[p.Organ] = taizhang.Receipt{Who: p.Who, File: p.File, At: p.At}
		}
	}
	for organ, receipt := range r.Returned {
		out[organ] = receipt
	}
	return out
}
