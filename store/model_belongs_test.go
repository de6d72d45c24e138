package store_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// belong says of which notice the text of a source is one.
func (m *model) belong(source string) {
	m.Helper()
	notices := m.all()
	other, name := "", ""
	if n := notices[m.mends.Intn(len(notices))]; m.mends.Intn(2) == 0 {
		var err error
		if other, name, err = m.s.SourceOf(ctx, n.Key); err != nil {
			m.Fatal(err)
		}
	}
	d := decide.Belongs(source, "", other, name)
	d.Who, d.At = "王", "2017-03-01T08:00:00+08:00"
	if d.Check() != nil {
		return
	}
	id, state, err := m.s.Decide(ctx, d)
	switch {
	case taizhang.KindOf(err) == taizhang.NotFound: // it was said, or is so
		return
	case err != nil || state != decide.Applied:
		m.Fatalf("decide %+v: %s, %v", d, state, err)
	}
	d.ID = id
	m.made = append(m.made, decided{Decision: d, source: source})
	m.logf("decision %d: %s belongs with %q", id, source, other)
}

func (m *model) all() []store.NoticeInfo {
	m.Helper()
	out, err := m.s.Notices(ctx)
	if err != nil {
		m.Fatal(err)
	}
	return out
}

// belongs checks that a notice is where a decision says that it belongs.
func (m *model) belongs(d decided) {
	m.Helper()
	works := map[string]string{}
	for _, n := range m.all() {
		source, _, err := m.s.SourceOf(ctx, n.Key)
		if err != nil {
			m.Fatal(err)
		}
		works[source] = n.Work
	}
	is := works[d.Quote.Exact]
	if d.Set.Other != "" && works[d.Set.Other] != is {
		m.Errorf("decision %d says that %s belongs with %s, and they are of %s and %s", d.ID, d.Quote.Exact, d.Set.Other, is, works[d.Set.Other])
	}
	for source, work := range works {
		follows := func() bool { // others may be said to belong with it
			for at := source; ; {
				i := slices.IndexFunc(m.made, func(x decided) bool { return !x.undone && x.Kind == decide.KindWork && x.Quote.Exact == at })
				if i < 0 || m.made[i].Set.Other == "" {
					return false
				}
				if at = m.made[i].Set.Other; at == d.Quote.Exact {
					return true
				}
			}
		}
		if d.Set.Other == "" && source != d.Quote.Exact && work == is && !follows() {
			m.Errorf("decision %d says that %s is a notice of its own, and %s is of %s too", d.ID, d.Quote.Exact, source, work)
		}
	}
}

// keptSomewhere checks that what a person wrote of a task stands in a notice, or is listed in
// one, wherever its notice belongs by now.
func (m *model) keptSomewhere(d decided, later []decide.Decision) {
	m.Helper()
	if d.Kind != decide.KindTask || d.Set.Text == nil || slices.ContainsFunc(later, func(x decide.Decision) bool {
		return x.Kind == d.Kind && x.Set.Text != nil || strings.HasPrefix(x.Code, "decision-")
	}) {
		return
	}
	for _, x := range m.made { // which may hide it
		if !x.undone && (x.Kind == decide.KindOutline || x.Kind == decide.KindAway) || x.undone && x.Kind != decide.KindReopen && x.Kind != decide.KindWork {
			return
		}
	}
	for _, n := range m.all() {
		l, _, err := m.s.Load(ctx, n.Key)
		if err != nil {
			m.Fatal(err)
		}
		for _, e := range decide.Entries(l) {
			if strings.Contains(e.Text, *d.Set.Text) {
				return
			}
		}
		for _, f := range l.Findings {
			if strings.Contains(f.Message, fmt.Sprintf("人工决定 %d（", d.ID)) {
				return
			}
		}
	}
	m.Errorf("decision %d wrote %q, and it is nowhere, and not listed", d.ID, *d.Set.Text)
}
