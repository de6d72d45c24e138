package handoff

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// said is what organs said up to now, and what they had said before the last round.
type said struct {
	now, before map[saidCell]*taizhang.Progress
	children    map[saidTask][]string // in the order in which they were first heard of
}

// saidTask is a task as one organ has it.
type saidTask struct{ organ, task string }

// saidCell is a cell that an organ fills in.
type saidCell struct {
	saidTask
	child string
	field taizhang.ReportField
}

// heard sorts out what holds: what an organ was handed, and on top of it what it reported.
func heard(given []taizhang.Handout, progress []taizhang.Progress, round string) *said {
	s := &said{now: map[saidCell]*taizhang.Progress{}, before: map[saidCell]*taizhang.Progress{}, children: map[saidTask][]string{}}
	for i := range given {
		h := &given[i]
		give := func(f taizhang.ReportField, v string) {
			p := &taizhang.Progress{Organ: h.Organ, Task: h.Task, Child: h.Child, Field: f, Value: v}
			s.take(s.now, p)
			s.take(s.before, p)
		}
		for f, v := range h.Report {
			give(f, v)
		}
		if h.Child != "" {
			give(ColText, h.Text)
		}
	}
	for i := range progress {
		p := &progress[i]
		s.take(s.now, p)
		if p.Round != round {
			s.take(s.before, p)
		}
	}
	return s
}

// take takes a value: the one heard last holds.
func (s *said) take(by map[saidCell]*taizhang.Progress, p *taizhang.Progress) {
	k := saidCell{saidTask{p.Organ, p.Task}, p.Child, p.Field}
	by[k] = p
	if p.Child != "" && !slices.Contains(s.children[k.saidTask], p.Child) {
		s.children[k.saidTask] = append(s.children[k.saidTask], p.Child)
	}
}

// value is what a cell holds.
func value(by map[saidCell]*taizhang.Progress, k saidCell) string {
	if p := by[k]; p != nil {
		return p.Value
	}
	return ""
}

// of gives what an organ says now of a task or of a row that it added under it.
func (s *said) of(k saidTask, child string) map[taizhang.ReportField]taizhang.Progress {
	out := make(map[taizhang.ReportField]taizhang.Progress)
	for _, f := range taizhang.ReportFields {
		if p := s.now[saidCell{k, child, f}]; p != nil && p.Value != "" {
			out[f] = *p
		}
	}
	return out
}

// status is what a cell of 完成状态 holds.
func (s *said) status(by map[saidCell]*taizhang.Progress, k saidTask, child string) string {
	if v := value(by, saidCell{k, child, taizhang.Status}); slices.Contains(taizhang.Statuses, v) {
		return v
	}
	return taizhang.NotReported
}

// standingOf is how much an organ has to say of a task, by its role. None is the office that oversees.
var standingOf = map[taizhang.Role]int{taizhang.Lead: 3, taizhang.Joint: 2, taizhang.Separate: 2, taizhang.Support: 1}

// task merges what the organs said of one task; hs are its hand-outs and the rows under it.
func (s *said) task(hs []*taizhang.Handout, o *taizhang.Overview) taizhang.TaskStanding {
	var parts []*taizhang.Handout // one an organ, by its strongest role
	for _, h := range hs {
		i := slices.IndexFunc(parts, func(p *taizhang.Handout) bool { return p.Organ == h.Organ })
		switch {
		case h.Child != "":
		case i < 0:
			parts = append(parts, h)
		case standingOf[h.Role] > standingOf[parts[i].Role]:
			parts[i] = h
		}
	}
	if len(parts) == 0 { // rows that were added, under a task that was not given again
		parts = hs[:1]
	}
	slices.SortStableFunc(parts, func(a, b *taizhang.Handout) int { return standingOf[b.Role] - standingOf[a.Role] })
	t := taizhang.TaskStanding{Given: *parts[0]}
	var now, before []string
	for _, h := range parts {
		k := saidTask{h.Organ, h.Task}
		p := taizhang.OrganReport{Organ: h.Organ, Role: h.Role, Answers: standingOf[h.Role] == standingOf[parts[0].Role],
			Status: s.status(s.now, k, ""), Said: s.of(k, "")}
		for _, child := range s.children[k] {
			c := taizhang.ChildReport{Text: value(s.now, saidCell{k, child, ColText}), Status: s.status(s.now, k, child), Said: s.of(k, child)}
			if c.Text != "" || len(c.Said) > 0 { // else it was taken away
				p.Children = append(p.Children, c)
			}
		}
		if t.Organs = append(t.Organs, p); p.Answers {
			now, before = append(now, p.Status), append(before, s.status(s.before, k, ""))
		}
	}
	if t.Status = merged(now); o.Before != "" {
		t.Before = merged(before)
	}
	t.Timeliness = t.Given.Timeliness(t.Status, o.AsOf)
	return t
}

// advance lists the statuses from the least advanced on. A part that was given up holds no
// other back.
var advance = []string{taizhang.NotReported, taizhang.NotBegun, taizhang.Behind, taizhang.UnderWay, taizhang.Done, taizhang.Cancelled}

// merged is the least advanced of the statuses.
func merged(statuses []string) string {
	return slices.MinFunc(statuses, func(a, b string) int { return slices.Index(advance, a) - slices.Index(advance, b) })
}

// compared are the columns in which rounds are compared.
var compared = append([]taizhang.ReportField{taizhang.Status}, taizhang.Quarters...)

// changes lists the statuses and the progress in quarters that the last round changed.
func (s *said) changes(at int, t *taizhang.TaskStanding) (out []taizhang.ReportChange) {
	for _, p := range t.Organs {
		for _, f := range compared {
			k := saidCell{saidTask{p.Organ, t.Given.Task}, "", f}
			if from, to := value(s.before, k), s.now[k]; to != nil && from != to.Value {
				out = append(out, taizhang.ReportChange{Task: at, Organ: p.Organ, Role: p.Role, Field: f, From: from, To: to.Value, Said: *to})
			}
		}
	}
	return out
}
