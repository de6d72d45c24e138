package decide

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// Skills are what deciding needs of the normalizer.
type Skills struct {
	// Deadlines reads an expression of time as a deadline of a notice.
	Deadlines func(phrase string, n *taizhang.Notice) []taizhang.Deadline
	// Targets finds the numbers with a measure in a phrase.
	Targets func(phrase string) []taizhang.Target
	// Unit resolves a name in a notice's jurisdiction and year; whole takes it for a full name.
	Unit func(name string, n *taizhang.Notice, whole bool) (unit, organ string)
	// Known reports whether a name is one of the units of a notice's jurisdiction and year.
	Known func(name string, n *taizhang.Notice) bool
	// Date reads a day that a person typed.
	Date func(typed string) (taizhang.Date, bool)
	// Region is the full name path of a region that a person named; empty for none.
	Region func(typed string) string
}

// Builder makes decisions on a notice of what a person says, on the page or in a command.
// It fills in all but who, why and when.
type Builder struct {
	Of     Ledger
	Skills Skills
}

// Problem says why what a person said makes no decision.
type Problem string

// The problems.
const (
	NoText     Problem = "no text"     // a task must say something
	NoUnits    Problem = "no units"    // and someone must do it
	NoTime     Problem = "no time"     // What reads as Count deadlines, not as one
	NoRegion   Problem = "no region"   // where a mention means a unit is not known
	NoName     Problem = "no name"     // a field has a name, and nothing else has
	NotClaimed Problem = "not claimed" // What is none that text can be claimed as
	NotItem    Problem = "not an item" // only an item has units

	NotField  Problem = "not a field"  // What is no field of a notice
	NotDate   Problem = "not a date"   // What reads as no day
	NotYear   Problem = "not a year"   // What is no year
	NotRegion Problem = "not a region" // What is no region that is known
	NotPart   Problem = "not a part"   // What is nowhere behind the beginning of the task
	NotCut    Problem = "not cut"      // a section, or a text that was corrected
	NotBefore Problem = "not before"   // nothing stands before it that it could be joined with
	NotUnder  Problem = "not under"    // What is no section before it
	NotThere  Problem = "not there"    // What does not do the task
	NoTarget  Problem = "no target"    // What reads as Count targets, not as one

	NotSection   Problem = "not a section"  // an item has no heading of its own
	NotRow       Problem = "not a row"      // no row of a table, or one that is a task already
	NoTaskColumn Problem = "no task column" // nothing in it says what is to be done
	NotColumns   Problem = "not columns"    // What is nothing that a column holds; the table has Count of them
	NotCell      Problem = "not a cell"     // the row has no such cell, or none there to be moved
	NotHeading   Problem = "not a heading"  // a section already, or nothing that heads anything
	NotTable     Problem = "not a table"    // it reads as no rows of What columns
	NoHeader     Problem = "no header"      // the columns of the table are headed by nothing
	NotPartKind  Problem = "not a kind"     // What is no kind of part
	NotPrinted   Problem = "not printed"    // no field of that name says What
)

// InvalidError is the error of saying what makes no decision.
type InvalidError struct {
	Problem Problem
	What    string
	Count   int
}

func (e *InvalidError) Error() string { return "no decision: " + string(e.Problem) + " " + e.What }

func (b *Builder) on(k Kind, e Entry) Decision {
	return Decision{Kind: k, Notice: b.Of.Notice.Key, Task: b.Of.UIDs[e.ID]}
}

// Text says what a task says.
func (b *Builder) Text(e Entry, text string) (Decision, error) {
	d := b.on(KindTask, e)
	if strings.TrimSpace(text) == "" {
		return d, &InvalidError{Problem: NoText}
	}
	d.Set.Text = &text
	return d, nil
}

// Units says who does a task, instead of all that it prints.
func (b *Builder) Units(e Entry, names map[taizhang.Role][]string) (Decision, error) {
	d := b.on(KindTask, e)
	if d.Set.Assignments = b.Assignments(e.Assignments, names); d.Set.Assignments == nil {
		return d, &InvalidError{Problem: NoUnits}
	}
	return d, nil
}

// Assignments are units by their names. One that is among those there keeps where it is printed.
func (b *Builder) Assignments(have []taizhang.Assignment, names map[taizhang.Role][]string) (out []taizhang.Assignment) {
	for _, role := range taizhang.Roles {
		for _, name := range names[role] {
			a := taizhang.Assignment{Mention: name}
			if at := slices.IndexFunc(have, func(a taizhang.Assignment) bool { return a.Unit == name }); at >= 0 {
				a = have[at]
			} else {
				a.Unit, a.Organ = b.Skills.Unit(name, &b.Of.Notice, false)
			}
			a.Role, a.Rule, a.From = role, RuleDecided, ""
			a.Organ = cmp.Or(a.Organ, a.Unit)
			out = append(out, a)
		}
	}
	return out
}

// Deadlines is Deadline for a phrase that may hold several: the first stands instead of
// that deadline, the others besides.
func (b *Builder) Deadlines(e Entry, i int, phrase string) (out []Decision, err error) {
	found := b.Skills.Deadlines(phrase, &b.Of.Notice)
	if len(found) < 2 || slices.ContainsFunc(found, func(d taizhang.Deadline) bool { return d.Rule == "no-time" }) {
		d, err := b.Deadline(e, i, phrase)
		return []Decision{d}, err
	}
	for k := range found {
		d := b.deadlineOf(e, i)
		if i >= 0 {
			found[k].Spans = nil
		}
		d.Set.Deadline, i = &found[k], -1
		out = append(out, d)
	}
	return out, nil
}

// Deadline says when a task is due, instead of its deadline of that number, or besides
// all that it has for -1. An empty phrase takes the deadline away.
func (b *Builder) Deadline(e Entry, i int, phrase string) (Decision, error) {
	d := b.deadlineOf(e, i)
	if phrase == "" && i >= 0 {
		return d, nil
	}
	found := b.Skills.Deadlines(phrase, &b.Of.Notice)
	if len(found) != 1 || found[0].Rule == "no-time" {
		return d, &InvalidError{NoTime, phrase, len(found)}
	}
	if i >= 0 {
		found[0].Spans = nil
	}
	d.Set.Deadline = &found[0]
	return d, nil
}

// Field says what the notice says of itself in a field; an empty value takes it away.
func (b *Builder) Field(name, value string) (Decision, error) {
	d := Decision{Kind: KindNotice, Notice: b.Of.Notice.Key, Set: Settled{Name: name, Value: strings.TrimSpace(value)}}
	if wordOf(name) == "" {
		return d, &InvalidError{Problem: NotField, What: name}
	}
	v := &d.Set.Value
	switch name {
	case "issuer", "addressee":
		var lines []string
		for line := range strings.SplitSeq(*v, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				lines = append(lines, line)
			}
		}
		*v = strings.Join(lines, "\n")
	case "signed_on", "published_at":
		if *v != "" {
			day, ok := b.Skills.Date(*v)
			if !ok {
				return d, &InvalidError{Problem: NotDate, What: *v}
			}
			*v = string(day)
		}
	case "plan_year":
		year := strings.TrimSuffix(taizhang.FoldString(*v), "年")
		if n, err := strconv.Atoi(year); err != nil || n < 1949 || n > 2100 {
			return d, &InvalidError{Problem: NotYear, What: *v}
		}
		*v = year
	case "jurisdiction":
		path := b.Skills.Region(*v)
		if path == "" {
			return d, &InvalidError{Problem: NotRegion, What: *v}
		}
		*v = path
	}
	return d, nil
}

// Printed says what a field is that is only printed, which says was; an empty value takes it away.
func (b *Builder) Printed(name, was, value string) (Decision, error) {
	d := Decision{Kind: KindNotice, Notice: b.Of.Notice.Key, Quote: Quote{Exact: taizhang.Plain(was)}, Set: Settled{Name: name, Value: strings.TrimSpace(value)}}
	if wordOf(name) != "" || d.Quote.Exact == "" || !slices.ContainsFunc(b.Of.Notice.Fields, func(f taizhang.Field) bool {
		return f.Name == name && taizhang.Plain(f.Value) == d.Quote.Exact
	}) {
		return d, &InvalidError{Problem: NotPrinted, What: was}
	}
	return d, nil
}

// deadlineOf is about the deadline of that number, or about none for -1.
func (b *Builder) deadlineOf(e Entry, i int) Decision {
	d := b.on(KindDeadline, e)
	if i >= 0 {
		have := &e.Deadlines[i]
		if d.Quote = QuoteOf(b.Of.Text(), have.Spans); d.Quote.Exact == "" {
			d.Quote.Exact = have.Raw
		}
	}
	return d
}

// Unit says what a mention means wherever it stands in the notice's jurisdiction.
func (b *Builder) Unit(mention, name string) (Decision, error) {
	n := &b.Of.Notice
	if n.Jurisdiction == "" {
		return Decision{}, &InvalidError{Problem: NoRegion, What: mention}
	}
	unit, organ := b.Skills.Unit(name, n, true)
	return Mention(mention, n.Jurisdiction, 0, 0, unit, organ), nil
}

// List says that a mention is a list of units, wherever it stands in the notice's jurisdiction.
func (b *Builder) List(mention string, names []string) (Decision, error) {
	if len(names) == 0 {
		return Decision{}, &InvalidError{Problem: NoUnits}
	}
	d, err := b.Unit(mention, names[0])
	if err != nil || len(names) == 1 {
		return d, err
	}
	for _, name := range names {
		a := taizhang.Assignment{Mention: name, Rule: RuleAccepted}
		a.Unit, a.Organ = b.Skills.Unit(name, &b.Of.Notice, false)
		d.Set.Assignments = append(d.Set.Assignments, a)
	}
	d.Set.Unit, d.Set.Organ = d.Set.Assignments[0].Unit, d.Set.Assignments[0].Organ
	return d, nil
}

// Mention says what a mention means in a jurisdiction, from one plan year to another; 0 is open.
func Mention(mention, region string, from, to int, unit, organ string) Decision {
	return Decision{Kind: KindUnit, Quote: Quote{Exact: mention}, Region: region, From: from, To: to, Set: Settled{Unit: unit, Organ: organ}}
}

// Dismiss says that a finding needs nothing more; quote is what it is about.
func (b *Builder) Dismiss(code, task string, quote Quote) Decision {
	return Decision{Kind: KindFinding, Notice: b.Of.Notice.Key, Task: task, Code: code, Quote: quote}
}

// Claim says what a stretch of text is, of a field with its name, of an item with its units.
func (b *Builder) Claim(spans taizhang.Spans, as Claim, name string, units []taizhang.Assignment) (Decision, error) {
	d := Decision{Kind: KindClaim, Notice: b.Of.Notice.Key, Quote: QuoteOf(b.Of.Text(), spans), Set: Settled{Claim: as, Name: strings.TrimSpace(name), Assignments: units}}
	switch {
	case as.Word() == "":
		return d, &InvalidError{Problem: NotClaimed, What: string(as)}
	case (as == ClaimField) != (d.Set.Name != ""):
		return d, &InvalidError{Problem: NoName}
	case as != ClaimItem && units != nil:
		return d, &InvalidError{Problem: NotItem}
	}
	return d, nil
}

// Link says whether an entry and another, named by its uid, are one task.
func (b *Builder) Link(e Entry, other string, same bool) Decision {
	d := b.on(KindLink, e)
	d.Set.Other, d.Set.Same = other, &same
	return d
}
