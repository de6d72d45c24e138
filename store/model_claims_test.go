package store_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// miss makes versions before the second miss some of the tasks, always the same.
func (m *model) miss() {
	missed := map[string]bool{}
	for i := range m.editions {
		e := &m.editions[i]
		e.more = true
		for k := range e.tasks {
			t := &e.tasks[k]
			if _, ok := missed[t.what]; !ok {
				missed[t.what] = m.more.Intn(3) == 0
			}
			t.missed = missed[t.what]
		}
	}
}

// texts is what the entries of a notice say, by id: as they were read, or claimed.
func (m *model) texts(machine, l *taizhang.Ledger) map[string]string {
	out := map[string]string{}
	for i := range l.Nodes {
		if n := &l.Nodes[i]; strings.Contains(n.ID, "+") {
			out[n.ID] = n.Spans.Cut(l.Text())
		}
	}
	for _, e := range decide.Entries(machine) {
		out[e.ID] = e.Text
	}
	return out
}

// claimOrLink decides what some unclaimed or loose text is, a whole stretch or a part of
// it, or whether two entries are one task.
func (m *model) claimOrLink(l *taizhang.Ledger, uids map[string]string, d decided) {
	left, entries, loose := l.Coverage.Unclaimed, decide.Entries(l), m.more.Intn(6) == 0
	if loose {
		left = decide.Loose(l)
	}
	if m.more.Intn(3) == 0 || len(left) == 0 {
		same := m.more.Intn(2) == 0
		a, b := entries[m.more.Intn(len(entries))].ID, entries[m.more.Intn(len(entries))].ID
		if len(l.Links) > 0 && m.more.Intn(2) == 0 {
			k := l.Links[m.more.Intn(len(l.Links))]
			a, b = k.B, k.A
		}
		if a == b {
			return
		}
		d.Kind, d.Task, d.Set = decide.KindLink, uids[a], decide.Settled{Other: uids[b], Same: &same}
		m.record(d)
		return
	}
	u := left[m.more.Intn(len(left))]
	spans := u.Spans
	if m.more.Intn(2) == 0 {
		starts := []int{len(u.Text)}
		for i := range u.Text {
			starts = append(starts, i)
		}
		slices.Sort(starts)
		from := m.more.Intn(len(starts) - 1)
		spans = u.Spans.Slice(starts[from], starts[from+1+m.more.Intn(len(starts)-1-from)])
	}
	d.Kind, d.Task, d.Quote = decide.KindClaim, "", decide.QuoteOf(l.Text(), spans)
	if d.Quote.Exact == "" {
		return
	}
	how := m.more.Intn(6)
	if loose { // which is other text already
		how = max(how, 1)
	}
	switch how {
	case 0:
		d.Set.Claim = decide.ClaimChrome
	case 1:
		d.Set.Claim, d.Set.Name = decide.ClaimField, "备注"
	default:
		d.Set.Claim = decide.ClaimItem
		for _, u := range units {
			if strings.Contains(d.Quote.Exact, u) {
				d.Set.Assignments = append(d.Set.Assignments, taizhang.Assignment{Mention: u, Unit: u, Organ: u, Role: taizhang.Lead, Rule: "unresolved"})
			}
		}
	}
	m.record(d)
}

// covered checks that coverage adds up, and that what is unclaimed is so.
func (m *model) covered(l *taizhang.Ledger) {
	m.Helper()
	c := l.Coverage
	sum := c.Claimed.Record + c.Claimed.Field + c.Claimed.Chrome + c.Claimed.Running + c.Claimed.Other
	text := l.Text()
	for _, u := range c.Unclaimed {
		sum += visible(u.Text)
		if u.Spans.Cut(text) != u.Text {
			m.Errorf("%s: %q is not what %s cut out", l.Notice.Key, u.Text, u.Spans)
		}
		for _, n := range l.Nodes {
			if slices.ContainsFunc(n.Spans, func(s taizhang.Span) bool { // a task may go on behind it
				return slices.ContainsFunc(u.Spans, func(v taizhang.Span) bool { return s.Start < v.End && v.Start < s.End })
			}) {
				m.Errorf("%s: %q is unclaimed, and in %s", l.Notice.Key, u.Text, n.ID)
			}
		}
	}
	if sum != c.Runes {
		m.Errorf("%s: coverage adds up to %d of %d runes", l.Notice.Key, sum, c.Runes)
	}
	at := -1
	for _, n := range l.Nodes {
		all := slices.Concat(n.LabelSpans, n.TitleSpans, n.Spans) // what a heading says may stand below a task within it
		if len(all) == 0 {
			continue
		}
		s := slices.MinFunc(all, func(a, b taizhang.Span) int { return a.Start - b.Start }).Start
		if s <= at {
			m.Errorf("%s: %s is not in reading order", l.Notice.Key, n.ID)
		}
		at = s
	}
}

// keptWhole checks that a claim or a link holds on the notice that its work is shown as,
// or is listed there.
func (m *model) keptWhole(d decided, now decide.Decision, later []decide.Decision) {
	m.Helper()
	key := m.shownFor(now.Notice)
	l, uids, err := m.s.Load(ctx, key)
	if err != nil {
		m.Fatal(err)
	}
	machine, _, err := m.s.Machine(ctx, key)
	if err != nil {
		m.Fatal(err)
	}
	applied := now.State == decide.Applied || now.State == decide.Changed
	listed := slices.ContainsFunc(l.Findings, func(f taizhang.Finding) bool {
		return strings.Contains(f.Message, fmt.Sprintf("人工决定 %d（", d.ID))
	})
	settled := slices.ContainsFunc(later, func(x decide.Decision) bool { return strings.HasPrefix(x.Code, "decision-") })
	if want := now.State == decide.Stale || now.State == decide.Lost; want && !listed && !settled {
		m.Errorf("decision %d is %s, and not listed in %s", d.ID, now.State, key)
	}
	byUID := map[string]string{}
	for id, uid := range uids {
		byUID[uid] = id
	}
	if d.Kind == decide.KindLink {
		a, b := byUID[now.Task], byUID[now.Set.Other]
		if slices.ContainsFunc(later, func(x decide.Decision) bool { return x.Kind == d.Kind }) || a == "" || b == "" || a == b {
			return
		}
		linked := slices.ContainsFunc(l.Links, func(k taizhang.Link) bool { return k.A == a && k.B == b || k.A == b && k.B == a })
		if linked != *d.Set.Same {
			m.Errorf("decision %d says %v of %s and %s, and linked is %v in %s", d.ID, *d.Set.Same, a, b, linked, key)
		}
		return
	}
	spans := decide.Unclaimed(machine, now.Quote, now.Set.Claim)
	if applied && spans == nil {
		m.Errorf("decision %d is %s, and %q is not unclaimed in %s", d.ID, now.State, now.Quote.Exact, key)
	}
	for _, u := range l.Coverage.Unclaimed { // another may claim a part of it
		if spans != nil && byUID[now.Task] == "" && u.Spans.Start() <= spans.Start() && spans.End() <= u.Spans.End() {
			m.Errorf("decision %d claims %q, and %q is unclaimed in %s", d.ID, now.Quote.Exact, u.Text, key)
		}
	}
	if now.Task != "" && now.State == decide.Applied && byUID[now.Task] == "" {
		m.Errorf("decision %d makes no item in %s", d.ID, key)
	}
}
