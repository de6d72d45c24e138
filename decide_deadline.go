package taizhang

import "slices"

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
