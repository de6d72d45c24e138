package taizhang

// Loose are the stretches of the text that are in no entry, no cell and no field, and are
// not unclaimed either: what the program took for other text, for the page's, or for a
// title. A person may say that one holds a task or a field after all.
func (l *Ledger) Loose() []Unclaimed {
	if len(l.Docs) == 0 {
		return nil
	}
	doc := l.Docs[0]
	owned := make([]bool, len(doc.Text))
	own := func(ss Spans) {
		if ss.Valid(len(owned)) {
			for _, s := range ss {
				for i := s.Start; i < s.End; i++ {
					owned[i] = true
				}
			}
		}
	}
	for i := range l.Nodes {
		n := &l.Nodes[i]
		own(n.LabelSpans)
		own(n.TitleSpans)
		own(n.Spans)
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		for _, c := range t.Columns {
			own(c.Spans)
		}
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				own(c.Spans)
			}
		}
	}
	for _, f := range l.Notice.Fields {
		own(f.Spans)
	}
	for _, u := range l.Coverage.Unclaimed {
		own(u.Spans)
	}
	var out []Unclaimed
	for _, b := range doc.Blocks {
		if b.Grid != nil { // a table is read as a whole, or not at all
			continue
		}
		for _, s := range b.Spans {
			for at := s.Start; at < s.End; {
				end := at + 1
				for end < s.End && owned[end] == owned[at] {
					end++
				}
				if ss := visible(doc.Text, Of(at, end)); !owned[at] && ss != nil {
					out = append(out, Unclaimed{ss.Cut(doc.Text), ss, b.At})
				}
				at = end
			}
		}
	}
	return out
}

// loosen takes visible runes of a stretch that begins at a byte out of what it was taken
// for, as far as its block tells, and returns its place.
func (l *Ledger) loosen(at, runes int) (place string) {
	c := &l.Coverage.Claimed
	from := []*int{&c.Other, &c.Chrome, &c.Running, &c.Record, &c.Field}
	for _, b := range l.Docs[0].Blocks {
		if !b.Spans.Contains(at) {
			continue
		}
		place = b.At
		switch b.Kind {
		case Chrome:
			from[0], from[1] = from[1], from[0]
		case Running:
			from[0], from[2] = from[2], from[0]
		}
	}
	for _, n := range from {
		k := min(runes, *n)
		*n, runes = *n-k, runes-k
	}
	return place
}
