package decide

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// assignment says of one who does a task that it is another, does it otherwise, or does not; or
// that one more does it. Without a task it says so of all tasks of the notice that print it.
type assignment struct{ about }

func (assignment) word() string { return "责任单位" }

func (assignment) said(s *Settled) string {
	if len(s.Assignments) == 0 {
		return "删去"
	}
	var out []string
	for _, a := range s.Assignments {
		out = append(out, strings.TrimSpace(catalog.Word(a.Role)+" "+a.Unit))
	}
	return strings.Join(out, "；")
}

func (assignment) settles(d *Decision) string {
	if d.Quote.Exact == "" {
		return ""
	}
	what := d.Quote.Exact
	for _, a := range d.Set.Assignments {
		if a.Unit == "" {
			what += "\x00role"
		} else if a.Role == "" {
			what += "\x00unit"
		}
	}
	return what
}

func (assignment) check(d *Decision) (what, remedy string) {
	switch {
	case d.Notice == "":
		return "a unit of no notice", "name the notice"
	case d.Quote.Exact == "" && (d.Task == "" || len(d.Set.Assignments) == 0):
		return "a unit that is added to no task", "name the task and the unit"
	}
	return "", ""
}

// apply replaces, takes away or adds units. One that an earlier decision took away comes back.
func (assignment) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	if state == Lost {
		return Lost
	}
	if x.Task != "" {
		if p.marks() == nil {
			return Stale
		}
		if !w.assign(p, x) {
			return Stale
		}
		return state
	}
	state = Unused
	for _, p := range w.places {
		if w.assign(p, x) {
			state = Applied
		}
	}
	return state
}

// assign applies a decision about a unit to an entry that has it.
func (w *work) assign(p place, x *Decision) bool {
	is := func(a taizhang.Assignment) bool {
		return taizhang.FoldString(a.Mention) == taizhang.FoldString(x.Quote.Exact) || a.Unit == x.Quote.Exact
	}
	m := p.marks()
	if x.Quote.Exact == "" {
		w.keepEntry(p)
		m.Assignments = slices.Concat(m.Assignments, x.Set.Assignments)
		return true
	}
	at := slices.IndexFunc(m.Assignments, is)
	if at < 0 {
		read := w.asRead(p).Assignments
		i := slices.IndexFunc(read, is)
		if i < 0 {
			return false
		}
		if len(x.Set.Assignments) == 0 {
			return true // it is not there
		}
		w.keepEntry(p)
		at, m.Assignments = len(m.Assignments), append(slices.Clone(m.Assignments), read[i])
	}
	w.keepEntry(p)
	var out []taizhang.Assignment
	for i, a := range m.Assignments {
		if !is(a) && i != at {
			out = append(out, a)
			continue
		}
		for _, set := range x.Set.Assignments {
			b := a
			if set.Unit != "" {
				b.Unit, b.Organ = set.Unit, set.Organ
			}
			if set.Role != "" {
				b.Role = set.Role
			}
			b.Rule = RuleDecided
			if !slices.ContainsFunc(out, func(c taizhang.Assignment) bool { return c.Unit == b.Unit && c.Role == b.Role }) {
				out = append(out, b)
			}
		}
	}
	m.Assignments = out
	return true
}
