package taizhang

import (
	"cmp"
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
	d := &deciding{l: l, uids: uids, out: Decided{Entries: make(map[string]Original), Findings: l.Findings}}
	if len(decisions) == 0 {
		return d.out
	}
	d.fresh()
	d.digests = make(map[string]string) // before any decision: a task's text may be among what is decided
	for i := range decisions {
		for _, uid := range []string{decisions[i].Task, decisions[i].Set.Other} {
			if e, ok := d.byUID[uid]; ok && uid != "" {
				d.digests[uid] = TextDigest(e.Text())
			}
		}
	}
	d.out.States = make([]DecisionState, len(decisions))
	for _, i := range inOrder(decisions) {
		x := &decisions[i]
		d.out.States[i] = d.apply(x)
		d.report(x, d.out.States[i])
	}
	return d.out
}

// inOrder is the order of decisions, but that what a person settled of an item comes
// after the claim that makes it, and of units after all such: one that was undone may be
// claimed again.
func inOrder(decisions []Decision) []int {
	made, last, out := make(map[string]int), 0, make([]int, len(decisions))
	for i := range decisions {
		if x := &decisions[i]; x.Kind == DecideClaim && x.Task != "" {
			if _, ok := made[x.Task]; !ok {
				made[x.Task] = i
			}
			last = i
		}
		out[i] = i
	}
	place := func(i int) (at, after int) {
		switch x := &decisions[i]; x.Kind {
		case DecideClaim:
			return i, 0
		case DecideUnit:
			return max(i, last), 1
		default:
			return max(i, made[x.Task], made[x.Set.Other]), 1
		}
	}
	slices.SortFunc(out, func(i, j int) int {
		a, after := place(i)
		b, late := place(j)
		return cmp.Or(cmp.Compare(a, b), cmp.Compare(after, late), cmp.Compare(i, j))
	})
	return out
}

type deciding struct {
	l       *Ledger
	uids    map[string]string // by id, of the entries that were read
	entries []Entry
	byUID   map[string]Entry
	digests map[string]string // by uid
	linked  map[[2]string]bool
	out     Decided
	claimed []Spans // what claims were applied to
}

// fresh finds the entries, of which claims add some.
func (d *deciding) fresh() {
	if d.entries != nil {
		return
	}
	d.entries, d.byUID = d.l.Entries(), make(map[string]Entry)
	for _, e := range d.entries {
		uid, added := "", false
		if d.out.Whole != nil {
			uid, added = d.out.Whole.Added[e.ID]
		}
		if !added {
			uid = d.uids[e.ID]
		}
		d.byUID[uid] = e
	}
}

func (d *deciding) apply(x *Decision) DecisionState {
	if x.Kind == DecideClaim {
		return d.claim(x)
	}
	d.fresh()
	if x.Kind == DecideUnit {
		return d.unit(x)
	}
	e, ok := d.byUID[x.Task]
	if !ok && x.Task != "" {
		return DecisionLost
	}
	state := DecisionApplied
	if x.Task != "" && d.digests[x.Task] != x.Digest {
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
	case DecideLink:
		return d.link(x, state)
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
	about, text := begin(x.Quote.Exact), "该任务的文字"
	if about == "" {
		about = x.Task
	}
	if x.Kind == DecideClaim {
		text = "其前后的文字"
	}
	switch state {
	case DecisionChanged:
		f.Code = "decision-changed"
		f.Severity = Info
		f.Message = fmt.Sprintf("人工决定 %d（“%s”）仍然适用，但%s已有变化，请核对", x.ID, about, text)
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

// begin is the beginning of a quotation that may be a whole task.
func begin(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
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
