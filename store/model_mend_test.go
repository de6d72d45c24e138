package store_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/store"
)

// mend decides what a notice says of itself, where its tasks begin, end and stand, who does
// them, or that it should not be there.
func (m *model) mend(l *taizhang.Ledger, uids map[string]string, e decide.Entry, d decided) {
	r, k := m.mends, len(m.made)+1
	b := &decide.Builder{Of: decide.Ledger{Ledger: l, UIDs: uids}, Skills: decide.Skills{
		Unit:    func(name string, _ *taizhang.Notice, _ bool) (string, string) { return name, name },
		Targets: func(phrase string) []taizhang.Target { return []taizhang.Target{{Raw: phrase, Measure: "家"}} },
		Deadlines: func(phrase string, _ *taizhang.Notice) []taizhang.Deadline {
			due := taizhang.Date(fmt.Sprintf("2018-01-%02d", 1+len(phrase)%28))
			return []taizhang.Deadline{{Raw: phrase, Kind: taizhang.By, End: due, Due: due}}
		},
		Date: func(s string) (taizhang.Date, bool) { return taizhang.Date(s), true }, Region: func(s string) string { return s }}}
	key := d.Notice
	made, err := decide.Decision{}, error(nil)
	switch r.Intn(26) {
	case 0, 1:
		of := [][2]string{{"plan_year", fmt.Sprint(2010 + k)}, {"jurisdiction", "云南省"}, {"title", fmt.Sprintf("第%d个标题", k)},
			{"signed_on", fmt.Sprintf("2017-%02d-20", 1+r.Intn(12))}, {"doc_number", fmt.Sprintf("另发〔2017〕%d号", k)}, {"published_at", fmt.Sprintf("2017-%02d-21", 1+r.Intn(12))}}[r.Intn(6)]
		made, err = b.Field(of[0], of[1])
	case 2:
		made = b.Drop(e)
	case 3:
		made, err = b.Join(e)
	case 4:
		text := []rune(e.Own())
		if len(text) < 4 {
			return
		}
		made, err = b.Split(e, string(text[2+r.Intn(len(text)-2):]))
	case 5:
		to := decide.Entry{}
		if above := b.Above(e); len(above) > 0 && r.Intn(3) > 0 {
			to, _ = decide.EntryOf(b.Of, uids[above[r.Intn(len(above))].ID])
		}
		made, err = b.Move(e, to)
	case 6:
		of := &e
		if r.Intn(2) == 0 {
			of = nil
		}
		made, err = b.Assign(of, units[r.Intn(len(units))], taizhang.Roles[r.Intn(4)], []string{"", fmt.Sprintf("四川省第%d厅", k)}[r.Intn(2)])
		if r.Intn(4) == 0 {
			made.Set.Assignments = nil
		}
	case 7:
		if k, err := m.s.Known(ctx, "", store.Source{Sum: l.Doc.Source.SHA256}); err != nil || k[0].Away != 0 {
			return
		}
		made = decide.Away(decide.AwayNotice, l.Doc.Source.SHA256, key)
	case 8:
		made = b.DismissEvery("unclaimed")
	case 9: // a row is a task after all, or the columns hold something else
		rows := slices.DeleteFunc(decide.Entries(l), func(e decide.Entry) bool { row, _ := e.IsRow(); return !row })
		if len(rows) == 0 {
			return
		}
		e := rows[r.Intn(len(rows))]
		if made, err = b.Make(e); err != nil {
			roles := [][]taizhang.ColumnRole{{"number", "task", "unit"}, {"number", "category", "task"}, {"number", "task", "task"}, {"number", "task", "deadline"}}
			made, err = b.Table(e, roles[r.Intn(4)])
		}
	case 10:
		made, err = b.Title(e, fmt.Sprintf("第%d节", k))
	case 11, 12, 13, 14:
		m.belong(l.Doc.Source.SHA256)
		return
	case 15:
		made, err = b.Target(e, -1, fmt.Sprintf("%d家企业", k))
		if len(e.Targets) > 0 {
			made, err = b.Target(e, r.Intn(len(e.Targets)), []string{"", fmt.Sprintf("%d家企业", k)}[r.Intn(2)])
		}
	case 19:
		made, err = b.Label(e, fmt.Sprintf("（%d）", k))
	case 20, 21, 22:
		made, err = m.mendRow(b, k)
	case 23:
		if made, err = b.Heading(e); err != nil {
			made, err = b.Make(e)
		}
	case 24:
		made, err = b.Tabular(e, []taizhang.ColumnRole{"task", []taizhang.ColumnRole{"unit", "note"}[r.Intn(2)]})
		if err != nil {
			made, err = b.Part(e, decide.PartKinds[r.Intn(4)].Kind, fmt.Sprintf("第%d部分", k))
		}
	case 25:
		printed := slices.DeleteFunc(slices.Clone(l.Notice.Fields), func(f taizhang.Field) bool {
			return slices.ContainsFunc(decide.NoticeFields, func(n decide.NoticeField) bool { return n.Name == f.Name })
		})
		if len(printed) == 0 {
			return
		}
		f := printed[r.Intn(len(printed))]
		made, err = b.Printed(f.Name, f.Value, []string{"", fmt.Sprintf("第%d项", k)}[r.Intn(2)])
	case 16, 17, 18:
		for range 1 + r.Intn(6) {
			m.handout(l.Notice.Key, uids[e.ID])
		}
		return
	}
	if err != nil {
		return // which the page would say
	}
	made.Who, made.At, made.Notice = d.Who, d.At, key
	d.Decision = made
	m.record(d)
}

// mendRow decides what a row holds, or what its table is.
func (m *model) mendRow(b *decide.Builder, k int) (decide.Decision, error) {
	r := m.mends
	rows := slices.DeleteFunc(decide.Entries(b.Of.Ledger), func(e decide.Entry) bool { row, _ := e.IsRow(); return !row })
	if len(rows) == 0 {
		return decide.Decision{}, &decide.InvalidError{Problem: decide.NotRow}
	}
	e := rows[r.Intn(len(rows))]
	column := r.Intn(len(e.Columns()))
	switch r.Intn(8) {
	case 0, 1:
		return b.Cell(e, column, []string{"", fmt.Sprintf("第%d格", k), "省知产局、省教育厅"}[r.Intn(3)])
	case 2, 3:
		return b.Shift(e, column, []decide.Shift{decide.ShiftLeft, decide.ShiftRight}[r.Intn(2)])
	case 4:
		return b.Header(e)
	case 5:
		return b.Body(e)
	case 6:
		return b.Heading(e)
	}
	return b.Prose(e)
}

// mended checks a decision of these kinds, and reports whether it is one, or whether one of them
// may hide what another kind does.
func (m *model) mended(d decided, now decide.Decision, later []decide.Decision) bool {
	m.Helper()
	away := func(x *decide.Decision) bool { return x.Kind == decide.KindAway && x.UndoneAt == "" }
	all, err := m.s.Decisions(ctx)
	if err != nil {
		m.Fatal(err)
	}
	gone, hidden := false, false
	for i := range all {
		x := &all[i]
		gone = gone || away(x) || x.Kind == decide.KindWork // after which it may be about a work that is no more
		hidden = hidden || x.UndoneAt == "" && (x.Kind == decide.KindOutline || x.Kind == decide.KindAssignment || x.Set.Every || x.Set.Title != nil || x.Set.Label != nil || x.Set.Cells != nil)
	}
	switch {
	case d.Kind == decide.KindAway:
		if n, err := m.s.Notices(ctx); err != nil || !d.undone && slices.ContainsFunc(n, func(n store.NoticeInfo) bool {
			return n.Standing == "current" && strings.HasSuffix(n.Key, "@"+d.Quote.Exact[:8])
		}) {
			m.Errorf("decision %d took %s away, and it is current (%v)", d.ID, d.Quote.Exact, err)
		}
		return true
	case d.Kind == decide.KindWork:
		m.belongs(d)
		return true
	case gone:
		m.keptSomewhere(d, later)
		return true
	}
	switch d.Kind {
	case decide.KindTarget:
		return true
	case decide.KindNotice, decide.KindOutline, decide.KindAssignment:
	default:
		return d.Set.Every || hidden
	}
	l, _, err := m.s.Load(ctx, m.shownFor(now.Notice))
	if err != nil {
		m.Fatal(err)
	}
	listed := slices.ContainsFunc(l.Findings, func(f taizhang.Finding) bool {
		return strings.Contains(f.Message, fmt.Sprintf("人工决定 %d（", d.ID))
	})
	settled := slices.ContainsFunc(later, func(x decide.Decision) bool {
		return strings.HasPrefix(x.Code, "decision-") || x.Kind == decide.KindOutline && x.UndoneAt == ""
	})
	if want := now.State == decide.Stale || now.State == decide.Lost; want && !listed && !settled {
		m.Errorf("decision %d is %s, and not listed in %s", d.ID, now.State, l.Notice.Key)
	}
	said := slices.ContainsFunc(all, func(x decide.Decision) bool {
		return x.ID != d.ID && x.UndoneAt == "" && x.Kind == decide.KindNotice && x.Set.Name == d.Set.Name
	})
	own := slices.ContainsFunc(decide.NoticeFields, func(f decide.NoticeField) bool { return f.Name == d.Set.Name })
	if d.Kind == decide.KindNotice && own && !said && decide.NoticeValue(&l.Notice, d.Set.Name) != d.Set.Value {
		m.Errorf("decision %d says %s of %s, and it is %s", d.ID, d.Set.Value, d.Set.Name, decide.NoticeValue(&l.Notice, d.Set.Name))
	}
	return true
}
