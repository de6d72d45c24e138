package decide

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// FindUnclaimed returns where a text stands that nothing accounts for, white space
// aside, each place within one stretch of what is unclaimed.
func FindUnclaimed(l *taizhang.Ledger, text string) []taizhang.Spans {
	return find(l.Text(), text, l.Coverage.Unclaimed)
}

// FindLoose is FindUnclaimed for the stretches that are [Loose], which can be said to be
// an item or a field.
func FindLoose(l *taizhang.Ledger, text string) []taizhang.Spans {
	return find(l.Text(), text, Loose(l))
}

// Claimable are the stretches that can be claimed as that.
func Claimable(l *taizhang.Ledger, as Claim) []taizhang.Unclaimed {
	switch as {
	case ClaimItem, ClaimField:
		return slices.Concat(l.Coverage.Unclaimed, Loose(l))
	case ClaimOther: // also of what was taken for a field
		return slices.Concat(l.Coverage.Unclaimed, slices.DeleteFunc(Loose(l), func(u taizhang.Unclaimed) bool { return FieldAt(l, u.Spans.Start()) < 0 }))
	}
	return l.Coverage.Unclaimed
}

// FieldAt is the number of the field that the text at a byte was taken for, of those that are
// said by no other decision; -1 for none.
func FieldAt(l *taizhang.Ledger, at int) int {
	return slices.IndexFunc(l.Notice.Fields, func(f taizhang.Field) bool { return wordOf(f.Name) == "" && f.Spans.Contains(at) })
}

// find returns where a text stands in stretches, white space aside.
func find(doc, text string, in []taizhang.Unclaimed) []taizhang.Spans {
	var out []taizhang.Spans
	if text = taizhang.Plain(text); text == "" {
		return nil
	}
	for _, u := range in {
		if !u.Spans.Valid(len(doc)) {
			continue
		}
		raw := u.Spans.Cut(doc)
		printed := taizhang.Plain(raw)
		if !strings.Contains(printed, text) {
			continue
		}
		var at []int // of each byte that is no white space
		for i, r := range raw {
			if !unicode.IsSpace(r) {
				for k := range len(string(r)) {
					at = append(at, i+k)
				}
			}
		}
		for from := 0; ; {
			i := strings.Index(printed[from:], text)
			if i < 0 {
				break
			}
			from += i
			out = append(out, u.Spans.Slice(at[from], at[from+len(text)-1]+1))
			from += len(text)
		}
	}
	return out
}

// Claims says what a text is wherever it stands unclaimed, or as an item or a field in what was
// taken for other text; nil where it does not. Units are those of an item.
func (b *Builder) Claims(text string, as Claim, name string, units map[taizhang.Role][]string) (out []Decision, err error) {
	set := b.Assignments(nil, units)
	if _, err := b.Claim(nil, as, name, set); err != nil {
		return nil, err
	}
	places := FindUnclaimed(b.Of.Ledger, text)
	if places == nil {
		places = find(b.Of.Text(), text, Claimable(b.Of.Ledger, as))
	}
	for _, spans := range places {
		d, err := b.Claim(spans, as, name, set)
		if err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// Unclaimed returns the text that a quotation is of, where nothing accounts for it, or for
// an item and a field nothing but loosely: of several places the one in surroundings most
// like it, and none that another claim is about. Words that could stand anywhere are
// another's where neither what is before them nor what is after is the same.
func Unclaimed(l *taizhang.Ledger, q Quote, as Claim, claimed ...taizhang.Spans) taizhang.Spans {
	var out taizhang.Spans
	best, anywhere := -1, utf8.RuneCountInString(q.Exact) < quoteRunes && q.Before+q.After != ""
	for _, ss := range find(l.Text(), q.Exact, Claimable(l, as)) {
		if slices.ContainsFunc(claimed, func(c taizhang.Spans) bool { return c.Start() < ss.End() && ss.Start() < c.End() }) {
			continue
		}
		p := QuoteOf(l.Text(), ss)
		if before, after := q.around(p); anywhere && !before && !after {
			continue
		}
		if n := q.fits(p); n > best {
			out, best = ss, n
		}
	}
	return out
}

// Loose are the stretches of the text that are in no entry and no cell, and are not unclaimed
// either: what the program took for other text, for the page's, for a title, or for a field that
// is not said by a decision of its own. A person may say that one holds a task or a field after all.
func Loose(l *taizhang.Ledger) []taizhang.Unclaimed {
	if l.Doc == nil {
		return nil
	}
	doc := l.Doc
	const entry = -1
	owned := make([]int, len(doc.Text)) // by an entry, or by the field of that number from 1
	as := func(ss taizhang.Spans, by int) {
		if ss.Valid(len(owned)) {
			for _, s := range ss {
				for i := s.Start; i < s.End; i++ {
					owned[i] = by
				}
			}
		}
	}
	for i, f := range l.Notice.Fields {
		if wordOf(f.Name) == "" {
			as(f.Spans, i+1)
		}
	}
	own := func(ss taizhang.Spans) { as(ss, entry) }
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
		if wordOf(f.Name) != "" {
			own(f.Spans)
		}
	}
	for _, u := range l.Coverage.Unclaimed {
		own(u.Spans)
	}
	var out []taizhang.Unclaimed
	for _, b := range doc.Blocks {
		pieces := b.Spans
		if b.Grid != nil {
			pieces = ungridded(b.Grid, func(at int) bool { return owned[at] == entry })
		}
		for _, s := range pieces {
			for at := s.Start; at < s.End; {
				end := at + 1
				for end < s.End && owned[end] == owned[at] {
					end++
				}
				if ss := visible(doc.Text, taizhang.Of(at, end)); owned[at] != entry && ss != nil {
					out = append(out, taizhang.Unclaimed{Text: ss.Cut(doc.Text), Spans: ss, At: b.At})
				}
				at = end
			}
		}
	}
	return out
}

// ungridded are the cells of a grid that is no table of the notice, each once; none of one of
// which something is in an entry: a table is read as a whole, or not at all.
func ungridded(g *taizhang.Grid, owned func(at int) bool) (out taizhang.Spans) {
	for _, row := range g.Rows {
		for _, c := range row {
			for _, s := range c.Spans {
				if owned(s.Start) {
					return nil
				}
				if !c.Covered {
					out = append(out, s)
				}
			}
		}
	}
	return out
}

// loosen takes visible runes of a stretch that begins at a byte out of what it was taken
// for, as far as its block tells, and returns its place.
func loosen(l *taizhang.Ledger, at, runes int) (place string) {
	c := &l.Coverage.Claimed
	from := []*int{&c.Other, &c.Chrome, &c.Running, &c.Record, &c.Field}
	if FieldAt(l, at) >= 0 {
		from[0], from[4] = from[4], from[0]
	}
	for _, b := range l.Doc.Blocks {
		if !b.Spans.Contains(at) {
			continue
		}
		place = b.At
		switch b.Kind {
		case taizhang.Chrome:
			from[0], from[1] = from[1], from[0]
		case taizhang.Running:
			from[0], from[2] = from[2], from[0]
		}
	}
	for _, n := range from {
		k := min(runes, *n)
		*n, runes = *n-k, runes-k
	}
	return place
}
