package office

import (
	"context"
	"io"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/store"
)

// Conflict is a returned value that was not taken, with what a person needs to decide.
type Conflict struct {
	taizhang.Conflict
	Notice, Text string // the task's notice and what was handed out of it
	Now          string // what the database holds now
	Problem      string // what is wrong, in Chinese
	Takes        bool   // what came back can be taken
}

// cellName is what one organ says in one column of a task.
type cellName struct {
	organ, task, child string
	field              taizhang.ReportField
}

// Conflicts lists what came back and was not taken, decided or not.
func (o *Office) Conflicts(ctx context.Context) ([]Conflict, error) {
	all, err := o.Store.Conflicts(ctx, true)
	if err != nil {
		return nil, err
	}
	given, err := o.given(ctx)
	if err != nil {
		return nil, err
	}
	tasks := make(map[cellName]*taizhang.Handout)
	for i := range given {
		h := &given[i]
		tasks[cellName{task: h.Task, child: h.Child}] = h
	}
	progress, err := o.Store.Progress(ctx, 0)
	if err != nil {
		return nil, err
	}
	now := make(map[cellName]string)
	for _, p := range progress { // the latest round last
		now[cellName{p.Organ, p.Task, p.Child, p.Field}] = p.Value
	}
	out := make([]Conflict, len(all))
	for i, c := range all {
		x := &out[i]
		*x = Conflict{Conflict: c, Problem: handoff.Problem(&c), Now: c.Present}
		_, x.Takes = handoff.Accept(c)
		if h := tasks[cellName{task: c.Task, child: c.Child}]; h != nil {
			x.Notice, x.Text = h.Notice, h.Text
		}
		if v, ok := now[cellName{c.Organ, c.Task, c.Child, c.Field}]; ok && c.Field != "" {
			x.Now = v
		}
	}
	return out, nil
}

// Seen is 16 hex digits over what a person sees who decides on it.
func (c Conflict) Seen() string {
	x := c.Conflict
	x.Present = c.Now
	return x.Seen()
}

// Open lists the conflicts that nobody decided so far, with what is present now.
func (o *Office) Open(ctx context.Context) (out []taizhang.Conflict, err error) {
	all, err := o.Conflicts(ctx)
	for _, c := range all {
		if c.Decided == "" {
			c.Present = c.Now
			out = append(out, c.Conflict)
		}
	}
	return out, err
}

// WriteConflicts writes the workbook of conflicts to decide on.
func (o *Office) WriteConflicts(ctx context.Context, w io.Writer, open []taizhang.Conflict) error {
	given, err := o.given(ctx)
	if err != nil {
		return err
	}
	return handoff.WriteConflicts(w, open, given)
}

// Resolve decides open conflicts for "returned" or "present", by their IDs; seen are the
// digests of the values that were shown as present. It returns how many, and those that
// are not as they were shown, which stay so: decided by another, or with another value.
func (o *Office) Resolve(ctx context.Context, decided, seen map[int64]string, who string, at time.Time) (int, []taizhang.Conflict, error) {
	return o.Store.Resolve(ctx, decided, seen, settler(who, at), handoff.Accept)
}

func settler(who string, at time.Time) store.Settler {
	return store.Settler{Who: who, At: at.Format(time.RFC3339)}
}

// given is what was handed out in all rounds.
func (o *Office) given(ctx context.Context) (given []taizhang.Handout, err error) {
	rounds, err := o.Store.Rounds(ctx)
	for _, r := range rounds {
		hs, err := o.Store.Handouts(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		given = append(given, hs...)
	}
	return given, err
}
