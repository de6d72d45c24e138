package handoff

import (
	"cmp"
	"io"
	"iter"
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
	n := NewRoller(r.Rounds, r.AsOf, new(taizhang.List[taizhang.TaskStanding]), new(taizhang.List[taizhang.ReportChange]))
	n.Add(r.Handouts, r.Progress)
	return n.Overview(r.Returned)
}

// Roller makes an overview of tasks that it is given some at a time: see [RollUp.Overview].
type Roller struct {
	o        *taizhang.Overview
	by       map[string]*taizhang.OrganStanding
	files    map[string]string
	notices  map[string]bool
	receipts map[string]lastSaid // by organ, of what was collected in the last round
}

// lastSaid is the receipt of the last of an organ's values, in the order of task, child and field.
type lastSaid struct {
	of [3]string
	taizhang.Receipt
}

// NewRoller begins the overview of the last of the rounds, whose tasks and changes are added to these.
func NewRoller(rounds []taizhang.Round, asOf taizhang.Date, tasks taizhang.Series[taizhang.TaskStanding], changes taizhang.Series[taizhang.ReportChange]) *Roller {
	n := &Roller{o: &taizhang.Overview{AsOf: asOf, Tasks: tasks, Changes: changes}, by: map[string]*taizhang.OrganStanding{}, files: map[string]string{}, notices: map[string]bool{}, receipts: map[string]lastSaid{}}
	if k := len(rounds); k > 0 {
		n.o.Round = rounds[k-1]
		if k > 1 {
			n.o.Before = rounds[k-2].Name
		}
	}
	return n
}

// Standings are tasks as they stand after a round: of all that was given of each in it, and all that was said of them up to it.
func Standings(given []taizhang.Handout, progress []taizhang.Progress, round string) iter.Seq[taizhang.TaskStanding] {
	return func(yield func(taizhang.TaskStanding) bool) {
		said, o := heard(given, progress, round), &taizhang.Overview{}
		for _, hs := range byTask(given) {
			if !yield(said.task(hs, o)) {
				return
			}
		}
	}
}

// Add adds tasks: all that was given of each in the last round, and all that was said of them in all.
func (n *Roller) Add(given []taizhang.Handout, progress []taizhang.Progress) {
	o := n.o
	said := heard(given, progress, o.Round.Name)
	for _, hs := range byTask(given) {
		t := said.task(hs, o)
		n.count(&t)
		if o.Before != "" {
			for _, c := range said.changes(o.Tasks.Len(), &t) {
				o.Changes.Add(c)
			}
		}
		o.Tasks.Add(t)
	}
	for i := range given {
		n.files[given[i].Organ] = given[i].File
	}
	for i := range progress {
		p := &progress[i]
		of, last := [3]string{p.Task, p.Child, string(p.Field)}, n.receipts[p.Organ].of
		if p.Round == o.Round.Name && slices.Compare(of[:], last[:]) >= 0 {
			n.receipts[p.Organ] = lastSaid{of, taizhang.Receipt{Who: p.Who, File: p.File, At: p.At}}
		}
	}
}

// count adds a task to what is counted.
func (n *Roller) count(t *taizhang.TaskStanding) {
	n.o.Counts.Add(t.Status, t.Timeliness, t.Organs...)
	if name := cmp.Or(t.Given.NoticeTitle, t.Given.Notice); !n.notices[name] {
		n.notices[name] = true
		n.o.Notices = append(n.o.Notices, name)
	}
	n.organs(t)
}

// Narrowed is the overview of some of the tasks of another, in memory.
func Narrowed(o *taizhang.Overview, only func(task string) bool) *taizhang.Overview {
	n := NewRoller([]taizhang.Round{o.Round}, o.AsOf, new(taizhang.List[taizhang.TaskStanding]), new(taizhang.List[taizhang.ReportChange]))
	n.o.Before = o.Before
	now := make(map[int]int) // places of tasks, by those in the other
	for i := range o.Tasks.Len() {
		if t := o.Tasks.At(i); only(t.Given.Task) {
			now[i] = n.o.Tasks.Len()
			n.count(t)
			n.o.Tasks.Add(*t)
		}
	}
	for i := range o.Changes.Len() {
		c := *o.Changes.At(i)
		if at, ok := now[c.Task]; ok {
			c.Task = at
			n.o.Changes.Add(c)
		}
	}
	for _, s := range o.Organs {
		if n.files[s.Organ] = s.File; s.Receipt != nil {
			n.receipts[s.Organ] = lastSaid{Receipt: *s.Receipt}
		}
	}
	return n.Overview(nil)
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

// organs adds a task to what each organ was given. One that only oversees has nothing to report.
func (n *Roller) organs(t *taizhang.TaskStanding) {
	for _, p := range t.Organs {
		if p.Role == "" {
			continue
		}
		s := n.by[p.Organ]
		if s == nil {
			s = &taizhang.OrganStanding{Organ: p.Organ, Roles: map[taizhang.Role]int{}}
			n.by[p.Organ] = s
		}
		s.Roles[p.Role]++
		s.Add(p.Status, t.Given.Timeliness(p.Status, n.o.AsOf), p)
	}
}

// Overview is what all tasks came to; returned says who sent something back in the last
// round, where more is known than what was collected.
func (n *Roller) Overview(returned map[string]taizhang.Receipt) *taizhang.Overview {
	n.o.Organs = nil
	for organ, s := range n.by {
		s.File = n.files[organ]
		if r, ok := returned[organ]; ok {
			s.Receipt = &r
		} else if r, ok := n.receipts[organ]; ok {
			s.Receipt = &r.Receipt
		}
		n.o.Organs = append(n.o.Organs, *s)
	}
	slices.SortFunc(n.o.Organs, func(a, b taizhang.OrganStanding) int {
		return cmp.Or(cmp.Compare(b.Total(), a.Total()), cmp.Compare(b.Roles[taizhang.Lead], a.Roles[taizhang.Lead]), cmp.Compare(a.Organ, b.Organ))
	})
	return n.o
}
