package review

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/office"
)

// shelf is where the index has its notices from: an [office.Office].
type shelf interface {
	Current(ctx context.Context) ([]office.Edition, error)
	LoadTasks(ctx context.Context, keys []string, each func(l *taizhang.Ledger, uids map[string]string) error) error
}

// index holds what the lists and pictures show of every task, in memory. A notice is
// read again when its digest changed, so another program's writing shows too.
type index struct {
	db    shelf
	jobs  *jobs
	turn  chan struct{}       // whoever is in it loads
	known map[string]*indexed // by key; of whose turn it is
}

func newIndex(db shelf, jobs *jobs) index {
	return index{db: db, jobs: jobs, turn: make(chan struct{}, 1), known: make(map[string]*indexed)}
}

// indexed is a notice with its tasks.
type indexed struct {
	office.Edition
	Head     taizhang.Notice // without fields
	Year     string          // of the plan; empty: not known
	Tasks    []task
	Findings []taizhang.Finding // not dismissed, in their order
	Weights  []int              // of them
	Names    []doubtfulName
	LowLinks int // entries that may be one task, and may not
	folded   sync.Once
}

// task is what lists and pictures show of a task.
type task struct {
	In *indexed
	taizhang.Task
	UID      string
	Codes    []string // of the findings about it
	haystack string   // all that it is found by, folded; see says
}

// Due is the earliest date to act on, or empty.
func (t *task) Due() taizhang.Date {
	var due taizhang.Date
	for _, d := range t.Deadlines {
		if d.Due != "" && (due == "" || d.Due < due) {
			due = d.Due
		}
	}
	return due
}

// notices returns the current notices, as they are now. What is loaded for someone who
// leaves is loaded to its end, and kept for the next.
func (x *index) notices(ctx context.Context) ([]*indexed, error) {
	now, err := x.db.Current(ctx)
	if err != nil {
		return nil, err
	}
	select {
	case x.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	var order []*indexed
	done := make(chan error, 1)
	if !x.jobs.begin(func(ctx context.Context) {
		defer func() { <-x.turn }()
		var err error
		order, err = x.load(ctx, now)
		done <- err
	}) {
		<-x.turn
		return nil, ending
	}
	select {
	case err := <-done:
		return order, err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// load returns the notices, after loading those that are not known as they are now.
func (x *index) load(ctx context.Context, now []office.Edition) ([]*indexed, error) {
	changed := make(map[string]office.Edition)
	var keys []string
	for _, n := range now {
		if in := x.known[n.Key]; in == nil || in.Digest != n.Digest {
			changed[n.Key], keys = n, append(keys, n.Key)
		}
	}
	if len(keys) > 0 {
		if err := x.db.LoadTasks(ctx, keys, func(l *taizhang.Ledger, uids map[string]string) error {
			x.known[l.Notice.Key] = indexNotice(changed[l.Notice.Key], l, uids)
			return nil
		}); err != nil {
			return nil, err
		}
	}
	fresh := make(map[string]*indexed, len(now))
	order := make([]*indexed, 0, len(now))
	for _, n := range now {
		if in := x.known[n.Key]; in != nil { // nil where it was replaced while the others were read; it is asked for again
			fresh[n.Key] = in
			order = append(order, in)
		}
	}
	slices.SortStableFunc(order, func(a, b *indexed) int { return -cmp.Compare(a.Head.PlanYear, b.Head.PlanYear) })
	x.known = fresh
	return order, nil
}

func indexNotice(n office.Edition, l *taizhang.Ledger, uids map[string]string) *indexed {
	tasks := l.Tasks()
	in := &indexed{Edition: n, Head: l.Notice, Findings: l.Findings, Weights: weights(l, tasks), Tasks: make([]task, 0, len(tasks)), Names: doubtfulNames(l, uids)}
	in.Head.Fields, in.Head.Title = nil, cmp.Or(l.Called(), n.Key)
	if y := l.Notice.PlanYear; y != 0 {
		in.Year = strconv.Itoa(y)
	}
	codes := make(map[string][]string)
	for _, f := range l.Findings {
		if f.Task != "" && !slices.Contains(codes[f.Task], f.Code) {
			codes[f.Task] = append(codes[f.Task], f.Code)
		}
	}
	for _, t := range tasks {
		for i := range t.Assignments {
			t.Assignments[i].Spans = nil // the lists show no source
		}
		t.Spans, t.Marks = nil, &taizhang.Marks{Assignments: t.Assignments, Deadlines: t.Deadlines} // not the whole ledger
		in.Tasks = append(in.Tasks, task{In: in, Task: t, UID: uids[t.ID], Codes: codes[t.ID]})
	}
	for _, k := range l.Links {
		if k.Score < lowScore {
			in.LowLinks++
		}
	}
	return in
}

// says reports whether all words stand in a task. What its notice's tasks are found by is folded
// when somebody first looks for words.
func (t *task) says(words []string) bool {
	if len(words) == 0 {
		return true
	}
	t.In.folded.Do(func() {
		for i := range t.In.Tasks {
			t.In.Tasks[i].haystack = haystack(&t.In.Tasks[i])
		}
	})
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(t.haystack, w) })
}

// haystack is what a task is found by: its text, heading and result, and the units'
// names, folded as the search's words are.
func haystack(t *task) string {
	var b strings.Builder
	for _, s := range []string{t.Text, t.Under, t.Result} {
		b.WriteString(s + "\x00")
	}
	for _, a := range t.Assignments {
		b.WriteString(a.Mention + "\x00" + a.Unit + "\x00" + a.Organ + "\x00")
	}
	return foldWord(b.String())
}

// foldWord folds width, case and white space.
func foldWord(s string) string { return strings.ToLower(taizhang.FoldString(s)) }
