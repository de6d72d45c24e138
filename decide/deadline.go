package decide

import (
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// deadline says when a task is due.
type deadline struct{ about }

func (deadline) word() string { return "时限" }

func (deadline) settles(d *Decision) string { return d.Quote.Exact + d.Quote.Before + d.Quote.After }

func (deadline) said(s *Settled) string {
	if s.Deadline == nil {
		return "删去"
	}
	return strings.TrimSpace(catalog.Word(s.Deadline.Kind) + " " + string(s.Deadline.Due))
}

// apply replaces, takes away or adds a deadline of an entry. One that an earlier
// decision took away comes back.
func (deadline) apply(w *work, x *Decision) State {
	p, state := w.task(x)
	m := p.marks()
	switch {
	case state == Lost:
		return Lost
	case m == nil:
		return Stale
	}
	old, at := taizhang.Deadline{}, -1
	if x.Quote.Exact != "" {
		read := w.asRead(p).Deadlines
		if i := quoted(w.l, read, x.Quote); i >= 0 {
			old = read[i]
			at = slices.IndexFunc(m.Deadlines, func(have taizhang.Deadline) bool { return have.Raw == old.Raw && slices.Equal(have.Spans, old.Spans) })
		} else if at = quoted(w.l, m.Deadlines, x.Quote); at >= 0 {
			old = m.Deadlines[at]
		} else {
			return Stale
		}
	}
	w.keepEntry(p)
	var set *taizhang.Deadline
	if x.Set.Deadline != nil {
		set = new(*x.Set.Deadline)
		if set.Rule = RuleDecided; x.Quote.Exact != "" {
			set.Raw, set.Spans, set.What = old.Raw, old.Spans, old.What
		}
	}
	w.told(taizhang.OfDeadline, old.Spans...)
	m.Deadlines = amended(m.Deadlines, at, set)
	return state
}

// amended is a list with an element put in the place of another, besides all for -1, or for
// nil with the other taken away.
func amended[T any](list []T, at int, set *T) []T {
	list = slices.Clone(list)
	switch {
	case set != nil && at >= 0:
		list[at] = *set
	case set != nil:
		list = append(list, *set)
	case at >= 0:
		list = slices.Delete(list, at, at+1)
	}
	return list
}

// quoted returns the index of the deadline that a quotation is of, or -1.
func quoted(l *taizhang.Ledger, deadlines []taizhang.Deadline, q Quote) int {
	at, best := -1, -1
	for i, have := range deadlines {
		if taizhang.Plain(have.Raw) == q.Exact {
			if n := q.fits(QuoteOf(l.Text(), have.Spans)); n > best {
				at, best = i, n
			}
		}
	}
	return at
}
