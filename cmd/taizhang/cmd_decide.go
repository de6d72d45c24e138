package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// decideFlags are the flags of all that decide does.
type decideFlags struct {
	*flags
	roles  [4]*string // in the order of decideRoles
	asJSON *bool
}

var decideRoles = [4]taizhang.Role{taizhang.Lead, taizhang.Support, taizhang.Joint, taizhang.Separate}

// runDecide records what a person settles about a task or a finding.
func runDecide(ctx context.Context, e *environ, args []string) error {
	f := decideFlags{flags: newFlags("decide").withSeeds().withDB().withRecord(e)}
	for i, role := range decideRoles {
		f.roles[i] = f.String(string(role), "", "units: the units that "+string(role)+", `NAMES` joined by 、")
	}
	f.asJSON = f.Bool("json", false, "list: one JSON object a line")
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	verb := ""
	if len(rest) > 0 && f.db != "" {
		verb = fmt.Sprintf("%s %d", rest[0], len(rest)-1)
	}
	if mend := mends[verb]; mend != nil {
		return mend(&f, ctx, e, rest[1:])
	}
	switch verb {
	case "claim 3", "claim 4":
		return f.claim(ctx, e, rest[1:])
	case "link 3":
		same, ok := map[string]bool{"same": true, "different": false}[decideWord(rest[3])]
		if !ok {
			return usage("decide link: %q is neither same nor different", rest[3])
		}
		return f.task(ctx, e, rest[1], func(t *decideTask) (decide.Decision, error) {
			return t.Link(t.entry, rest[2], same), nil
		})
	case "list 0":
		return f.list(ctx, e)
	case "deadline 2":
		return f.task(ctx, e, rest[1], func(t *decideTask) (decide.Decision, error) { return f.deadline(t, "", rest[2]) })
	case "deadline 3":
		return f.task(ctx, e, rest[1], func(t *decideTask) (decide.Decision, error) { return f.deadline(t, rest[2], rest[3]) })
	case "text 2":
		if strings.TrimSpace(rest[2]) == "" {
			return f.invalid(&decide.InvalidError{Problem: decide.NoText})
		}
		return f.task(ctx, e, rest[1], func(t *decideTask) (decide.Decision, error) { return t.Text(t.entry, rest[2]) })
	case "units 1":
		return f.task(ctx, e, rest[1], func(t *decideTask) (decide.Decision, error) { return t.Units(t.entry, f.names()) })
	case "dismiss 2":
		return f.dismiss(ctx, e, rest[1], rest[2])
	}
	return usage("decide: want, with --db FILE, one of\n" +
		"  decide deadline UID [PRINTED] PHRASE|none   when a task is due\n" +
		"  decide units UID --lead NAMES …             who does it\n" +
		"  decide text UID TEXT                        what it says\n" +
		"  decide dismiss NOTICE NUMBER|CODE           a finding, by its number in `taizhang findings`, or all of a code\n" +
		"  decide claim NOTICE TEXT item|field|chrome|running|other [NAME]\n" +
		"                                              what unclaimed text is; NAME is the field's\n" +
		mendUsage +
		"  decide link UID UID same|different          whether two entries are one task\n" +
		"  decide list                                 what was decided")
}

// decideTask is the task that a decision is about.
type decideTask struct {
	*decide.Builder
	entry decide.Entry
}

// task makes a decision about a task and records it.
func (f *decideFlags) task(ctx context.Context, e *environ, uid string, ask func(*decideTask) (decide.Decision, error)) error {
	o, err := f.desk(ctx, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	key, err := o.Task(ctx, uid)
	if err != nil {
		return err
	}
	b, err := o.Builder(ctx, key)
	if err != nil {
		return err
	}
	t := &decideTask{Builder: b}
	t.entry, _ = decide.EntryOf(b.Of, uid)
	d, err := ask(t)
	if err != nil {
		return f.invalid(err)
	}
	return f.save(ctx, e, o, d)
}

// invalid says why what was typed makes no decision.
func (f *decideFlags) invalid(err error) error {
	x, ok := errors.AsType[*decide.InvalidError](err)
	if !ok {
		return err
	}
	switch x.Problem {
	case decide.NoText:
		return usage("decide text: the text is empty; `decide drop UID` takes a task away")
	case decide.NoUnits:
		return usage("decide units: name units with --lead, --support, --joint or --separate")
	case decide.NoTime:
		return usage("decide deadline: %q reads as %s, not as one; `taizhang deadlines parse` shows what it reads as", x.What, plural(x.Count, "deadline"))
	case decide.NotClaimed:
		return usage("decide claim: %q is none of item, field, chrome, running and other", x.What)
	case decide.NoName:
		return usage("decide claim: a field has a name, as in `decide claim NOTICE TEXT field 备注`, and nothing else")
	case decide.NotItem:
		return usage("decide claim: only an item has units")
	}
	return invalidMend(x)
}

func (f *decideFlags) save(ctx context.Context, e *environ, o *office.Office, d decide.Decision) error {
	id, state, err := o.Store.Decide(ctx, f.record.sign(d))
	if err != nil {
		return err
	}
	e.print("decision %d: %s%s", id, state, says(e, d.Set))
	if state != decide.Applied {
		return failure(exitPartial, "it could not be applied; `taizhang decide list` shows it, `taizhang undo` takes it back")
	}
	return nil
}

// says is how a deadline or units that were typed are understood, in brackets.
func says(e *environ, set decide.Settled) string {
	var out []string
	if d := set.Deadline; d != nil {
		out = append(out, e.say.Sprintf("%v", d.Kind))
		if d.Due != "" {
			out = append(out, e.say.Sprintf("due %s", d.Due))
		}
	}
	for _, a := range set.Assignments {
		s := strings.TrimSpace(e.say.Sprintf("%v %s", a.Role, a.Unit))
		if a.Unit == a.Mention && a.Unit != "" {
			s = e.say.Sprintf("%s, as typed", s)
		}
		out = append(out, s)
	}
	if out == nil {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}

// deadline sets when a task is due; printed says which of several deadlines is meant.
func (f *decideFlags) deadline(t *decideTask, printed, phrase string) (decide.Decision, error) {
	have, at := t.entry.Deadlines, -1
	switch {
	case printed != "":
		if at = slices.IndexFunc(have, func(d taizhang.Deadline) bool { return d.Raw == printed }); at < 0 {
			return decide.Decision{}, usage("decide deadline: the task has no deadline %q", printed)
		}
	case len(have) > 1:
		var raws []string
		for _, x := range have {
			raws = append(raws, x.Raw)
		}
		return decide.Decision{}, usage("decide deadline: the task has %d deadlines (%s): say which, as in `decide deadline UID %s PHRASE`", len(have), strings.Join(raws, "、"), raws[0])
	default:
		at = len(have) - 1
	}
	if decideWord(phrase) == "none" {
		phrase = ""
	}
	return t.Deadline(t.entry, at, phrase)
}

// names are the units that the flags name, by role.
func (f *decideFlags) names() map[taizhang.Role][]string {
	out := make(map[taizhang.Role][]string)
	for i, role := range decideRoles {
		for name := range strings.SplitSeq(*f.roles[i], "、") {
			if name = strings.TrimSpace(name); name != "" {
				out[role] = append(out[role], name)
			}
		}
	}
	return out
}

// dismiss settles a finding that needs nothing more.
func (f *decideFlags) dismiss(ctx context.Context, e *environ, key, number string) error {
	o, err := f.desk(ctx, f.existing())
	if err != nil {
		return err
	}
	defer o.Store.Close()
	b, err := o.Builder(ctx, key)
	if err != nil {
		return err
	}
	l := b.Of
	n, err := strconv.Atoi(number)
	if err != nil {
		if !slices.ContainsFunc(l.Findings, func(x taizhang.Finding) bool { return x.Code == number }) {
			return usage("decide dismiss: %q is neither number nor code of a finding; `taizhang findings --notice KEY` lists them", number)
		}
		return f.save(ctx, e, o, b.DismissEvery(number))
	}
	if n < 1 || n > len(l.Findings) {
		return usage("decide dismiss: the notice has %s, and none with number %d", plural(len(l.Findings), "finding"), n)
	}
	x := &l.Findings[n-1]
	return f.save(ctx, e, o, b.Dismiss(x.Code, l.UIDs[x.Task], decide.QuoteFinding(l.Ledger, x)))
}

// list shows what was decided.
func (f *decideFlags) list(ctx context.Context, e *environ) error {
	o, err := f.look(ctx)
	if err != nil {
		return err
	}
	defer o.Store.Close()
	ds, err := o.Decisions(ctx)
	if err != nil {
		return err
	}
	if *f.asJSON {
		enc := newLineEncoder(e.stdout)
		for _, d := range ds {
			if err := enc.encode(map[string]any{"id": d.ID, "kind": d.Kind, "notice": d.Notice, "task": d.Task, "exact": d.Quote.Exact, "code": d.Code,
				"region": d.Region, "set": d.Set, "who": d.Who, "why": d.Why, "at": d.At, "undone_at": d.UndoneAt, "undone_by": d.UndoneBy, "state": d.State}); err != nil {
				return err
			}
		}
		return enc.flush()
	}
	w := newTable(e)
	w.head("ID", "STATE", "KIND", "WHO", "AT", "ABOUT", "SET", "WHY")
	for _, d := range ds {
		state := string(d.State)
		if d.UndoneAt != "" {
			state = "undone"
		}
		set, _ := json.Marshal(d.Set)
		about := d.Quote.Exact
		if d.Task != "" {
			about += " @" + d.Task
		}
		w.row(d.ID, term(state), d.Kind, d.Who, fmt.Sprintf("%.10s", d.At), strings.TrimSpace(d.Code+" "+about), string(set), d.Why)
	}
	return w.Flush()
}
