package taizhang

import (
	"fmt"
	"slices"
)

// The rules that assignments and deadlines name when a person decided them.
const (
	RuleAccepted = "accepted" // a unit, wherever the mention stands
	RuleDecided  = "decided"  // a task's own
)

// Decide applies decisions to l, whose entries have these uids (by id), in their
// order: of two about one thing the later counts. What could not be applied, or was
// applied to a text that changed, is reported as a finding.
func (l *Ledger) Decide(uids map[string]string, decisions []Decision) Decided {
	d := &deciding{l: l, out: Decided{Entries: make(map[string]Original), Findings: l.Findings}, byUID: make(map[string]Entry)}
	if len(decisions) == 0 {
		return d.out
	}
	d.entries = l.Entries()
	for _, e := range d.entries {
		d.byUID[uids[e.ID]] = e
	}
	digests := make(map[string]string) // before any decision: a task's text may be among what is decided
	for _, x := range decisions {
		if e, ok := d.byUID[x.Task]; ok && x.Task != "" {
			digests[x.Task] = TextDigest(e.Text())
		}
	}
	for i := range decisions {
		x := &decisions[i]
		state := d.apply(x, digests[x.Task])
		d.report(x, state)
		d.out.States = append(d.out.States, state)
	}
	return d.out
}

type deciding struct {
	l       *Ledger
	entries []Entry
	byUID   map[string]Entry
	out     Decided
}

func (d *deciding) apply(x *Decision, digest string) DecisionState {
	if x.Kind == DecideUnit {
		return d.unit(x)
	}
	e, ok := d.byUID[x.Task]
	if !ok && x.Task != "" {
		return DecisionLost
	}
	state := DecisionApplied
	if x.Task != "" && digest != x.Digest {
		state = DecisionChanged
	}
	switch x.Kind {
	case DecideDeadline:
		if ok = d.deadline(e, x); !ok {
			return DecisionStale
		}
	case DecideTask:
		if e.Marks == nil || state == DecisionChanged && x.Set.Text != nil {
			return DecisionStale // a text would hide what is new
		}
		d.keep(e)
		if x.Set.Text != nil && !e.set(*x.Set.Text) {
			return DecisionStale
		}
		if x.Set.Assignments != nil {
			e.Assignments = slices.Clone(x.Set.Assignments)
		}
	case DecideFinding:
		if !d.dismiss(e, x) {
			return DecisionUnused
		}
		state = DecisionApplied // what was dismissed stands there word for word
	}
	return state
}

// keep remembers what was read of an entry, before it is changed.
func (d *deciding) keep(e Entry) {
	if _, ok := d.out.Entries[e.ID]; !ok {
		d.out.Entries[e.ID] = e.original()
	}
	d.out.Changed = true
}

// heading is the organ that a heading names, as it was read.
func (d *deciding) heading(e Entry) string {
	if o, ok := d.out.Entries[e.ID]; ok {
		return o.Unit
	}
	return *e.unit
}

// unit gives a mention its unit wherever it stands, and takes away the doubt.
func (d *deciding) unit(x *Decision) DecisionState {
	n := &d.l.Notice
	if x.Region != "" && x.Region != n.Jurisdiction || x.From != 0 && n.PlanYear < x.From || x.To != 0 && n.PlanYear > x.To {
		return DecisionUnused
	}
	mention, state := FoldString(x.Quote.Exact), DecisionUnused
	if mention == "" {
		return state
	}
	for _, e := range d.entries {
		if e.unit != nil && FoldString(d.heading(e)) == mention {
			d.keep(e)
			*e.unit, state = x.Set.Unit, DecisionApplied
		}
		cloned := false
		for i, a := range e.Assignments {
			if FoldString(a.Mention) != mention || a.Rule == RuleDecided {
				continue
			}
			if !cloned {
				d.keep(e)
				e.Assignments, cloned = slices.Clone(e.Assignments), true
			}
			a.Unit, a.Organ, a.Rule = x.Set.Unit, x.Set.Organ, RuleAccepted
			e.Assignments[i], state = a, DecisionApplied
		}
	}
	d.drop(func(f *Finding) bool {
		return (f.Code == "unit-unknown" || f.Code == "unit-typo") && FoldString(d.cut(f.Spans)) == mention
	})
	return state
}

// deadline replaces, takes away or adds a deadline of an entry. One that an earlier
// decision took away comes back.
func (d *deciding) deadline(e Entry, x *Decision) bool {
	if e.Marks == nil {
		return false
	}
	old, at := Deadline{}, -1
	if x.Quote.Exact != "" {
		read := e.Deadlines
		if o, ok := d.out.Entries[e.ID]; ok {
			read = o.Deadlines
		}
		i := d.quoted(read, x.Quote)
		if i >= 0 {
			old = read[i]
			at = slices.IndexFunc(e.Deadlines, func(have Deadline) bool { return have.Raw == old.Raw && slices.Equal(have.Spans, old.Spans) })
		} else if at = d.quoted(e.Deadlines, x.Quote); at >= 0 {
			old = e.Deadlines[at]
		} else {
			return false
		}
	}
	d.keep(e)
	e.Deadlines = slices.Clone(e.Deadlines)
	if x.Set.Deadline == nil {
		if at >= 0 {
			e.Deadlines = slices.Delete(e.Deadlines, at, at+1)
		}
		return true
	}
	set := *x.Set.Deadline
	set.Rule = RuleDecided
	if x.Quote.Exact != "" {
		set.Raw, set.Spans, set.What = old.Raw, old.Spans, old.What
	}
	if at < 0 {
		e.Deadlines = append(e.Deadlines, set)
	} else {
		e.Deadlines[at] = set
	}
	return true
}

// quoted returns the index of the deadline that a quotation is of, or -1.
func (d *deciding) quoted(deadlines []Deadline, q Quote) int {
	at, best := -1, -1
	for i, have := range deadlines {
		if plain(have.Raw) == q.Exact {
			if n := q.fits(d.quote(have.Spans)); n > best {
				at, best = i, n
			}
		}
	}
	return at
}

// dismiss takes a finding away: one with that code, about that entry and that text.
func (d *deciding) dismiss(e Entry, x *Decision) bool {
	fits := func(f *Finding) int {
		if f.Code != x.Code || f.Task != e.ID {
			return -1
		}
		q := f.Quote(d.text())
		if q.Exact != x.Quote.Exact {
			return -1
		}
		return x.Quote.fits(q)
	}
	best := -1
	for i := range d.l.Findings {
		best = max(best, fits(&d.l.Findings[i]))
	}
	return best >= 0 && d.drop(func(f *Finding) bool { return fits(f) == best })
}

// drop takes away the findings that are settled.
func (d *deciding) drop(settled func(*Finding) bool) bool {
	left := make([]Finding, 0, len(d.l.Findings))
	for i := range d.l.Findings {
		if f := &d.l.Findings[i]; !settled(f) {
			left = append(left, *f)
		}
	}
	if len(left) == len(d.l.Findings) {
		return false
	}
	d.l.Findings, d.out.Changed = left, true
	return true
}

// report says of a decision what a person should know.
func (d *deciding) report(x *Decision, state DecisionState) {
	f := Finding{Severity: Warning}
	about := x.Quote.Exact
	if about == "" {
		about = x.Task
	}
	switch state {
	case DecisionChanged:
		f.Code = "decision-changed"
		f.Severity = Info
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）仍然适用，但该任务的文字已有变化，请核对", x.ID, about)
	case DecisionStale:
		f.Code = "decision-stale"
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）所依据的文字已有变化，未予适用，请重新决定", x.ID, about)
	case DecisionLost:
		f.Code = "decision-lost"
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）所属的任务已不在文中，未予适用", x.ID, about)
	default:
		return
	}
	if e, ok := d.byUID[x.Task]; ok {
		f.Task = e.ID
	}
	d.l.Findings = append(slices.Clip(d.l.Findings), f)
	d.out.Changed = true
}

// text is what spans of findings and deadlines point into.
func (d *deciding) text() string {
	if len(d.l.Docs) == 0 {
		return ""
	}
	return d.l.Docs[0].Text
}

func (d *deciding) quote(ss Spans) Quote {
	if text := d.text(); ss.Valid(len(text)) {
		return QuoteOf(text, ss)
	}
	return Quote{}
}

func (d *deciding) cut(ss Spans) string {
	if text := d.text(); ss.Valid(len(text)) {
		return ss.Cut(text)
	}
	return ""
}
