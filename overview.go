package taizhang

import (
	"errors"
	"slices"
	"time"
)

// NotReported stands where an organ gave no status.
const NotReported = "未填报"

// SoonDays is how many days before its due date a task is warned of.
const SoonDays = 30

// Overview is where the tasks of a round stand on a day: what was handed out and all
// that was reported, merged.
type Overview struct {
	Round   Round
	Before  string // the name of the round before; empty: there was none
	AsOf    Date
	Notices []string // the tasks' notices: their titles, or keys
	Tasks   Series[TaskStanding]
	Organs  []OrganStanding      // those with most tasks first
	Changes Series[ReportChange] // against the round before
	Counts                       // of tasks, by merged status
}

// Err is why tasks or changes could not be brought back: what was made of them is not whole.
func (o *Overview) Err() error { return errors.Join(o.Tasks.Err(), o.Changes.Err()) }

// Counts are tasks counted. Each has one status, so ByStatus adds up to all of them.
type Counts struct {
	ByStatus map[string]int
	Overdue  int
	Soon     int    // due within [SoonDays]
	Quarters [4]int // with progress in the first quarter, the second, …
}

// Add counts a task by its status, with the organs whose progress is to count.
func (c *Counts) Add(status string, t Timeliness, by ...OrganReport) {
	if c.ByStatus == nil {
		c.ByStatus = map[string]int{}
	}
	c.ByStatus[status]++
	if t.Overdue > 0 {
		c.Overdue++
	}
	if t.Soon {
		c.Soon++
	}
	for i, f := range Quarters {
		if slices.ContainsFunc(by, func(r OrganReport) bool { return r.Said[f].Value != "" }) {
			c.Quarters[i]++
		}
	}
}

// Total is the number of tasks.
func (c *Counts) Total() (n int) {
	for _, k := range c.ByStatus {
		n += k
	}
	return n
}

// TaskStanding is a task with all that was said of it.
type TaskStanding struct {
	Given  Handout       // as given to the first organ that answers for it
	Organs []OrganReport // those that answer for it first
	Status string        // merged: of the organs that answer for it, the least advanced
	Before string        // the same in the round before; empty: there was none
	Timeliness
}

// OrganReport is what one organ has said of a task, up to now.
type OrganReport struct {
	Organ    string
	Role     Role
	Answers  bool // it leads; where none does, shares the task; where none does, supports it
	Status   string
	Said     map[ReportField]Progress // a column in which it said nothing is not in it
	Children []ChildReport
}

// ChildReport is a row that an organ added under a task.
type ChildReport struct {
	Text, Status string
	Said         map[ReportField]Progress
}

// Timeliness says how a due date stands to the day of an [Overview].
type Timeliness struct {
	Overdue int  // days since the due date of what is not done; 0: it is not over
	Soon    bool // due within [SoonDays], and not done
	Left    int  // days until the due date, where Soon
}

// Timeliness compares the due date of what was given with a day, by its status: what is
// done or given up is not late, nor what is only to begin once it is under way.
func (h *Handout) Timeliness(status string, on Date) (out Timeliness) {
	left, ok := on.Until(h.Due)
	acted := status == Done || status == Cancelled || h.Kind == Start && status == UnderWay
	switch {
	case !ok || acted:
	case left < 0:
		out.Overdue = -left
	case left <= SoonDays:
		out.Soon, out.Left = true, left
	}
	return out
}

// Until counts the days from d to another date; false where either is none.
func (d Date) Until(other Date) (days int, ok bool) {
	a, err := time.Parse(time.DateOnly, string(d))
	b, err2 := time.Parse(time.DateOnly, string(other))
	return int(b.Sub(a) / (24 * time.Hour)), err == nil && err2 == nil
}

// OrganStanding is what one organ was given in a round, by the status it reported itself.
type OrganStanding struct {
	Organ   string
	File    string // the name of the workbook it was given
	Roles   map[Role]int
	Receipt *Receipt // nil: nothing came back in this round
	Counts
}

// Receipt says who sent a workbook back, and when it was collected; Partly: there are rows
// of it of which it is not settled yet which task they are.
type Receipt struct {
	Who, File, At string
	Partly        bool
}

// ReportChange is a status or a quarter's progress that is not what it was in the round before.
type ReportChange struct {
	Task     int // index in Tasks
	Organ    string
	Role     Role
	Field    ReportField
	From, To string
	Said     Progress // what made it so
}
