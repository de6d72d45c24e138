package decide

import (
	"cmp"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// outline changes the outline at a task.
func (b *Builder) outline(e Entry, form Form) Decision {
	d := b.on(KindOutline, e)
	d.Set.Form = form
	ss := taizhang.Spans(nil)
	if n := e.place.node; n != nil && n.Section && len(n.TitleSpans) > 0 {
		ss = n.TitleSpans
	} else if n != nil {
		ss = n.Spans
	} else if e.place.row != nil {
		ss = e.place.table.Task(e.place.row).Spans
	}
	if d.Quote = QuoteOf(b.Of.Text(), ss); d.Quote.Exact == "" {
		d.Quote.Exact = taizhang.Plain(e.Text)
	}
	return d
}

// Drop says that an entry is no task.
func (b *Builder) Drop(e Entry) Decision { return b.outline(e, Drop) }

// Join says that an entry is the end of the one before it.
func (b *Builder) Join(e Entry) (Decision, error) {
	d := b.outline(e, Join)
	var before *place
	for _, p := range placesOf(b.Of.Ledger) {
		if p.id() == e.ID {
			if before == nil || (before.node == nil) != (p.node == nil) || before.table != p.table || p.node != nil && before.node.Part != p.node.Part {
				return d, &InvalidError{Problem: NotBefore}
			}
			return d, nil
		}
		before = &p
	}
	return d, &InvalidError{Problem: NotBefore}
}

// Split says that another task begins with some words of an item, or of a row.
func (b *Builder) Split(e Entry, words string) (Decision, error) {
	d := b.outline(e, Split)
	text, spans, ok := e.place.cut(b.Of.Text())
	if !ok {
		return d, &InvalidError{Problem: NotCut}
	}
	plain, words := taizhang.Plain(text), taizhang.Plain(words)
	at := strings.Index(plain, words)
	if at <= 0 || words == "" {
		return d, &InvalidError{Problem: NotPart, What: words}
	}
	from := SplitAt(text, plain[at:])
	d.Quote = QuoteOf(b.Of.Text(), spans.Slice(from, len(text)))
	return d, nil
}

// Move says under which section an entry stands; a zero entry is none.
func (b *Builder) Move(e, to Entry) (Decision, error) {
	d := b.outline(e, Move)
	if row, _ := e.IsRow(); row {
		d.Set.Makes = e.ID // what is left of it, whose uid the store gives
	}
	if to.ID == "" {
		return d, nil
	}
	for _, s := range b.Above(e) {
		if s.ID == to.ID {
			d.Set.Other, d.Set.Name = b.Of.UIDs[to.ID], s.Title
			return d, nil
		}
	}
	return d, &InvalidError{Problem: NotUnder, What: b.Of.UIDs[to.ID]}
}

// MoveTo is Move under the section with a uid, or under none for top.
func (b *Builder) MoveTo(e Entry, uid string) (Decision, error) {
	if uid == "top" {
		return b.Move(e, Entry{})
	}
	to, ok := EntryOf(b.Of, uid)
	if !ok {
		return Decision{}, &InvalidError{Problem: NotUnder, What: uid}
	}
	return b.Move(e, to)
}

// Above are the sections that an item may stand under: those before it in reading order.
func (b *Builder) Above(e Entry) (out []taizhang.Node) {
	at := -1 // where a row's task is printed
	if p := e.place; p.row != nil {
		at = p.table.Task(p.row).Spans.Start()
	}
	for i := range b.Of.Nodes {
		n := &b.Of.Nodes[i]
		if n.ID == e.ID {
			return out
		}
		if n.Section && (at < 0 || start(n) < at) {
			out = append(out, *n)
		}
	}
	if e.place.row == nil {
		return nil
	}
	return out
}

// Assign says of a unit of an entry, by how it is printed or called, that it is another, does
// the task in another role, or both; neither takes it away. Of no entry it says so of all tasks of the notice.
func (b *Builder) Assign(e *Entry, mention string, role taizhang.Role, name string) (Decision, error) {
	d := Decision{Kind: KindAssignment, Notice: b.Of.Notice.Key, Quote: Quote{Exact: mention}}
	if e != nil {
		d = b.on(KindAssignment, *e)
		d.Quote.Exact = mention
	}
	there := false
	for _, x := range Entries(b.Of.Ledger) {
		if e == nil || x.ID == e.ID {
			there = there || slices.ContainsFunc(x.Assignments, func(a taizhang.Assignment) bool { return a.Mention == mention || a.Unit == mention })
		}
	}
	if mention != "" && !there {
		return d, &InvalidError{Problem: NotThere, What: mention}
	}
	if name = strings.TrimSpace(name); name != "" || role != "" {
		a := taizhang.Assignment{Mention: name, Role: role, Rule: RuleDecided}
		if name != "" {
			a.Unit, a.Organ = b.Skills.Unit(name, &b.Of.Notice, false)
			a.Organ = cmp.Or(a.Organ, a.Unit)
		}
		d.Set.Assignments = []taizhang.Assignment{a}
	}
	if mention == "" && (e == nil || name == "" || role == "") {
		return d, &InvalidError{Problem: NoUnits}
	}
	return d, nil
}

// Everywhere says that what a person made of the units of an entry holds in all tasks of the
// notice that print the same; a unit that stands in place of none is added to the entry alone.
func (b *Builder) Everywhere(e Entry, names map[taizhang.Role][]string) (out []Decision, err error) {
	left := make(map[taizhang.Role][]string) // names of nobody who was there
	for role, all := range names {
		for _, name := range all {
			if !slices.ContainsFunc(e.Assignments, func(a taizhang.Assignment) bool { return a.Unit == name }) {
				left[role] = append(left[role], name)
			}
		}
	}
	add := func(e *Entry, mention string, role taizhang.Role, name string) {
		d, failed := b.Assign(e, mention, role, name)
		out, err = append(out, d), cmp.Or(err, failed)
	}
	for _, a := range e.Assignments {
		about := cmp.Or(a.Mention, a.Unit)
		role := taizhang.Role("")
		for _, r := range taizhang.Roles {
			if slices.Contains(names[r], a.Unit) {
				role = r
			}
		}
		switch {
		case slices.Contains(names[a.Role], a.Unit):
		case role != "":
			add(nil, about, role, "")
		case len(left[a.Role]) > 0:
			add(nil, about, "", left[a.Role][0])
			left[a.Role] = left[a.Role][1:]
		default:
			add(nil, about, "", "")
		}
	}
	for _, role := range taizhang.Roles {
		for _, name := range left[role] {
			add(&e, "", role, name)
		}
	}
	return out, err
}

// DismissEvery says that no finding of a code needs more in the notice.
func (b *Builder) DismissEvery(code string) Decision {
	return Decision{Kind: KindFinding, Notice: b.Of.Notice.Key, Code: code, Set: Settled{Every: true}}
}
