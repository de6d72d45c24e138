package store_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// decide decides something about an entry or a finding of some notice.
func (m *model) decide() {
	notices, err := m.s.Notices(ctx)
	if err != nil {
		m.Fatal(err)
	}
	n := notices[m.r.Intn(len(notices))]
	if m.r.Intn(3) > 0 && slices.ContainsFunc(notices, func(n store.NoticeInfo) bool { return n.Standing == "current" }) {
		n = notices[slices.IndexFunc(notices, func(n store.NoticeInfo) bool { return n.Standing == "current" })]
	}
	l, uids, err := m.s.Load(ctx, n.Key)
	if err != nil {
		m.Fatal(err)
	}
	machine, _, err := m.s.Machine(ctx, n.Key)
	if err != nil {
		m.Fatal(err)
	}
	text := l.Text()
	entries, read := decide.Entries(l), m.texts(machine, l)
	if len(entries) == 0 { // which were taken away
		return
	}
	at := m.r.Intn(len(entries))
	e := entries[at]
	k := len(m.made) + 1
	d := decided{Decision: decide.Decision{Notice: n.Key, Task: uids[e.ID], Who: "王", At: "2017-03-01T08:00:00+08:00"}, text: read[e.ID], source: l.Doc.Source.SHA256}
	if m.mends != nil && m.mends.Intn(3) == 0 {
		m.mend(l, uids, e, d)
		return
	}
	if m.more != nil && m.more.Intn(2) == 0 {
		m.claimOrLink(l, uids, d)
		return
	}
	kind := m.r.Intn(6)
	if len(l.Findings) == 0 {
		kind %= 5
	}
	switch kind {
	case 0:
		d.Decision.Kind, d.Notice, d.Task = decide.KindUnit, "", ""
		d.Quote.Exact = units[m.r.Intn(len(units))]
		d.Set.Unit = fmt.Sprintf("四川省第%d局", k)
		d.Set.Organ = d.Set.Unit
		d.Region = []string{"四川省", "", "云南省"}[m.r.Intn(3)]
	case 1:
		s := fmt.Sprintf("由人改写的第%d条任务。", k)
		if strings.Contains(e.Text, "\n") && m.r.Intn(2) == 0 {
			s = e.Text + s
		}
		d.Decision.Kind, d.Set.Text = decide.KindTask, &s
	case 2:
		u := fmt.Sprintf("四川省第%d厅", k)
		d.Decision.Kind, d.Set.Assignments = decide.KindTask, []taizhang.Assignment{{Mention: u, Unit: u, Organ: u, Role: taizhang.Lead, Rule: decide.RuleDecided}}
	case 3, 4:
		d.Decision.Kind = decide.KindDeadline
		if len(e.Deadlines) > 0 {
			x := e.Deadlines[m.r.Intn(len(e.Deadlines))]
			if d.Quote = decide.QuoteOf(text, x.Spans); len(x.Spans) == 0 {
				d.Quote.Exact = x.Raw
			}
		}
		if d.Quote.Exact == "" || m.r.Intn(4) > 0 {
			due := taizhang.Date(fmt.Sprintf("20%02d-01-01", 20+k))
			d.Set.Deadline = &taizhang.Deadline{Raw: string(due), Kind: taizhang.By, End: due, Due: due}
		}
	default:
		f := l.Findings[m.r.Intn(len(l.Findings))]
		d.Decision.Kind, d.Task, d.Code, d.Quote = decide.KindFinding, uids[f.Task], f.Code, decide.QuoteFinding(l, &f)
		d.text = read[f.Task]
	}
	m.record(d)
}

func (m *model) record(d decided) {
	id, state, err := m.s.Decide(ctx, d.Decision)
	if err != nil {
		m.Fatalf("decide %+v: %v", d, err)
	}
	d.ID = id
	m.made = append(m.made, d)
	m.logf("decision %d: %s on %s %s %s about %q %q: %s", id, d.Kind, d.Notice, d.Task, d.Set.Other, d.Code+string(d.Set.Claim), d.Quote.Exact, state)
}

func (m *model) undo(i int) {
	if i >= len(m.made) || m.made[i].undone {
		return
	}
	m.logf("undo %d", m.made[i].ID)
	if m.made[i].Kind == decide.KindReopen && !m.undoesReopening(m.made[i].ID) {
		if err := m.s.Undo(ctx, m.made[i].ID, "2017-04-01T08:00:00+08:00", "李"); taizhang.KindOf(err) != taizhang.NotFound {
			m.Errorf("reopening %d is undone, though more became of its conflict: %v", m.made[i].ID, err)
		}
		return
	}
	if err := m.s.Undo(ctx, m.made[i].ID, "2017-04-01T08:00:00+08:00", "李"); err != nil {
		m.Fatal(err)
	}
	m.made[i].undone = true
}

// unitsDecided checks that a notice has the units that were decided last for its mentions.
func (m *model) unitsDecided(l *taizhang.Ledger, ds []decide.Decision) {
	m.Helper()
	want := map[string]string{}
	for _, d := range ds {
		if d.Kind == decide.KindUnit && d.UndoneAt == "" && (d.Region == "" || d.Region == l.Notice.Jurisdiction) {
			want[d.Quote.Exact] = d.Set.Unit
		}
	}
	for _, e := range decide.Entries(l) {
		for _, a := range e.Assignments {
			if a.Rule != decide.RuleDecided && a.Unit != cmp.Or(want[a.Mention], a.Mention) {
				m.Errorf("%s %s: %s is %s", l.Notice.Key, e.ID, a.Mention, a.Unit)
			}
		}
	}
	for _, n := range l.Nodes { // but for those whose heading a person wrote
		if n.Unit != "" && !strings.HasSuffix(n.Title, "节") && n.Unit != cmp.Or(want[n.Title], n.Title) {
			m.Errorf("%s: the heading of %s is of %s", l.Notice.Key, n.Title, n.Unit)
		}
	}
}

// kept checks that a decision holds on the current revision where its text still
// stands, and is listed there where it can't be applied. now is how it is stored.
func (m *model) kept(d decided, now decide.Decision, later []decide.Decision) {
	m.Helper()
	if m.mended(d, now, later) {
		return
	}
	if d.Kind == decide.KindClaim || d.Kind == decide.KindLink {
		m.keptWhole(d, now, later)
		return
	}
	for _, x := range later { // of two about one thing, or that became one, the later counts
		if x.Kind == d.Kind && x.UndoneAt == "" && (x.Task == now.Task || x.Digest == now.Digest || x.Notice != now.Notice) && (x.Set.Text == nil) == (d.Set.Text == nil) {
			return
		}
	}
	if slices.ContainsFunc(later, func(x decide.Decision) bool { return strings.HasPrefix(x.Code, "decision-") }) {
		return // that it is listed was dismissed, maybe
	}
	for _, x := range m.made { // it may be about what another had decided
		if x.undone && x.ID < d.ID {
			return
		}
	}
	key := m.shownFor(now.Notice)
	l, _, err := m.s.Load(ctx, key)
	if err != nil {
		m.Fatal(err)
	}
	machine, _, err := m.s.Machine(ctx, key)
	if err != nil {
		m.Fatal(err)
	}
	listed := slices.ContainsFunc(l.Findings, func(f taizhang.Finding) bool {
		return strings.Contains(f.Message, fmt.Sprintf("人工决定 %d（", d.ID))
	})
	stands, applied, traceless := false, false, false
	for _, e := range decide.Entries(machine) {
		stands = stands || e.Text == d.text
	}
	if d.Kind == decide.KindFinding {
		of := func(id string) string {
			for _, e := range decide.Entries(machine) {
				if e.ID == id {
					return e.Text
				}
			}
			return ""
		}
		for _, f := range l.Findings {
			if f.Code == d.Code && of(f.Task) == d.text && decide.QuoteFinding(l, &f) == d.Quote {
				m.Errorf("decision %d dismissed %s, and it is there: %s", d.ID, f.Code, f.Message)
			}
		}
		return
	}
	for _, e := range decide.Entries(l) {
		switch {
		case d.Set.Text != nil:
			applied = applied || e.Text == *d.Set.Text || strings.HasSuffix(e.Text, "省知产局\n"+*d.Set.Text)
		case d.Set.Assignments != nil:
			applied = applied || len(e.Assignments) == 1 && e.Assignments[0].Unit == d.Set.Assignments[0].Unit
		case d.Set.Deadline != nil:
			applied = applied || slices.ContainsFunc(e.Deadlines, func(x taizhang.Deadline) bool { return x.Due == d.Set.Deadline.Due })
		default:
			applied, traceless = true, true // a deadline that is not there
		}
	}
	switch {
	case stands && !applied:
		m.Errorf("decision %d (%s on %q) is not applied, and its text stands in %s", d.ID, d.Kind, d.text, key)
	case !applied && !listed:
		m.Errorf("decision %d (%s on %q) is neither applied nor listed in %s", d.ID, d.Kind, d.text, key)
	}
	if want := now.State == decide.Applied || now.State == decide.Changed; applied != want && !traceless {
		m.Errorf("decision %d is %s, and applied is %v in %s", d.ID, now.State, applied, key)
	}
}
