package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/normalize"
	"github.com/taizhang/taizhang/store"
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
	switch verb {
	case "claim 3", "claim 4":
		return f.claim(ctx, e, rest[1:])
	case "link 3":
		same, ok := map[string]bool{"same": true, "different": false}[rest[3]]
		if !ok {
			return usage("decide link: %q is neither same nor different", rest[3])
		}
		return f.task(ctx, e, rest[1], func(*decideTask) (taizhang.Decision, error) {
			return taizhang.Decision{Kind: taizhang.DecideLink, Set: taizhang.Settled{Other: rest[2], Same: &same}}, nil
		})
	case "list 0":
		return f.list(ctx, e)
	case "deadline 2":
		return f.task(ctx, e, rest[1], func(t *decideTask) (taizhang.Decision, error) { return f.deadline(t, "", rest[2]) })
	case "deadline 3":
		return f.task(ctx, e, rest[1], func(t *decideTask) (taizhang.Decision, error) { return f.deadline(t, rest[2], rest[3]) })
	case "text 2":
		if strings.TrimSpace(rest[2]) == "" {
			return usage("decide text: the text is empty; a task can't be taken away")
		}
		return f.task(ctx, e, rest[1], func(*decideTask) (taizhang.Decision, error) {
			return taizhang.Decision{Kind: taizhang.DecideTask, Set: taizhang.Settled{Text: &rest[2]}}, nil
		})
	case "units 1":
		return f.task(ctx, e, rest[1], f.units)
	case "dismiss 2":
		return f.dismiss(ctx, e, rest[1], rest[2])
	}
	return usage("decide: want, with --db FILE, one of\n" +
		"  decide deadline UID [PRINTED] PHRASE|none   when a task is due\n" +
		"  decide units UID --lead NAMES …             who does it\n" +
		"  decide text UID TEXT                        what it says\n" +
		"  decide dismiss NOTICE NUMBER                a finding, by its number in `taizhang findings`\n" +
		"  decide claim NOTICE TEXT item|field|chrome|running|other [NAME]\n" +
		"                                              what unclaimed text is; NAME is the field's\n" +
		"  decide link UID UID same|different          whether two entries are one task\n" +
		"  decide list                                 what was decided")
}

// decideTask is the task that a decision is about.
type decideTask struct {
	l     *taizhang.Ledger
	entry taizhang.Entry
	norm  *normalize.Normalizer
	at    normalize.Place
}

// task makes a decision about a task and records it.
func (f *decideFlags) task(ctx context.Context, e *environ, uid string, decide func(*decideTask) (taizhang.Decision, error)) error {
	s, err := store.Open(ctx, f.db, f.existing())
	if err != nil {
		return err
	}
	defer s.Close()
	key, id, err := s.Task(ctx, uid)
	if err != nil {
		return err
	}
	t := &decideTask{}
	if t.l, _, err = s.Load(ctx, key); err != nil {
		return err
	}
	for _, x := range t.l.Entries() {
		if x.ID == id {
			t.entry = x
		}
	}
	if t.norm, err = f.normalizer(); err != nil {
		return err
	}
	t.at = placeOf(t.norm, t.l)
	d, err := decide(t)
	if err != nil {
		return err
	}
	d.Notice, d.Task = key, uid
	return f.save(ctx, e, s, d)
}

// placeOf is where and when a notice speaks of units.
func placeOf(norm *normalize.Normalizer, l *taizhang.Ledger) normalize.Place {
	return normalize.Place{Region: norm.Region(l.Notice.Jurisdiction), Year: l.Notice.PlanYear}
}

func (f *decideFlags) save(ctx context.Context, e *environ, s *store.Store, d taizhang.Decision) error {
	id, state, err := s.Decide(ctx, f.record.sign(d))
	if err != nil {
		return err
	}
	fmt.Fprintf(e.stdout, "decision %d: %s%s\n", id, state, says(d.Set))
	if state != taizhang.DecisionApplied {
		return exit{exitPartial, errors.New("it could not be applied; `taizhang decide list` shows it, `taizhang undo` takes it back")}
	}
	return nil
}

// says is how a deadline or units that were typed are understood, in brackets.
func says(set taizhang.Settled) string {
	var out []string
	if d := set.Deadline; d != nil {
		out = append(out, string(d.Kind))
		if d.Due != "" {
			out = append(out, "due "+string(d.Due))
		}
	}
	for _, a := range set.Assignments {
		s := string(a.Role) + " " + taizhang.Visible(a.Unit)
		if a.Unit == a.Mention {
			s += ", as typed"
		}
		out = append(out, s)
	}
	if out == nil {
		return ""
	}
	return " (" + strings.Join(out, "; ") + ")"
}

// deadline sets when a task is due; printed says which of several deadlines is meant.
func (f *decideFlags) deadline(t *decideTask, printed, phrase string) (taizhang.Decision, error) {
	d := taizhang.Decision{Kind: taizhang.DecideDeadline}
	have := t.entry.Deadlines
	switch {
	case printed == "" && len(have) > 1:
		var raws []string
		for _, x := range have {
			raws = append(raws, x.Raw)
		}
		return d, usage("decide deadline: the task has %d deadlines (%s): say which, as in `decide deadline UID %s PHRASE`", len(have), strings.Join(raws, "、"), raws[0])
	case printed == "" && len(have) == 1:
		printed = have[0].Raw
	}
	for _, x := range have {
		if x.Raw == printed && printed != "" && d.Quote.Exact == "" {
			if d.Quote = taizhang.QuoteOf(t.l.Docs[0].Text, x.Spans); d.Quote.Exact == "" {
				d.Quote.Exact = printed
			}
		}
	}
	if printed != "" && d.Quote.Exact == "" {
		return d, usage("decide deadline: the task has no deadline %q", printed)
	}
	if phrase == "none" {
		return d, nil
	}
	found := t.norm.Deadlines(phrase, t.l.Notice.PlanYear, t.l.Notice.SignedOn)
	if len(found) != 1 || found[0].Rule == "no-time" {
		return d, usage("decide deadline: %q reads as %s, not as one; `taizhang deadlines parse` shows what it reads as", phrase, plural(len(found), "deadline"))
	}
	if d.Quote.Exact != "" {
		found[0].Spans = nil
	}
	d.Set.Deadline = &found[0]
	return d, nil
}

// units sets who does a task, instead of all that it prints.
func (f *decideFlags) units(t *decideTask) (taizhang.Decision, error) {
	d := taizhang.Decision{Kind: taizhang.DecideTask, Set: taizhang.Settled{Assignments: f.assignments(t.norm, t.at)}}
	if d.Set.Assignments == nil {
		return d, usage("decide units: name units with --lead, --support, --joint or --separate")
	}
	return d, nil
}

// assignments are the units that the flags name, with their full names.
func (f *decideFlags) assignments(norm *normalize.Normalizer, at normalize.Place) (out []taizhang.Assignment) {
	for i, role := range decideRoles {
		for name := range strings.SplitSeq(*f.roles[i], "、") {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			u := norm.Unit(name, at)
			out = append(out, taizhang.Assignment{Mention: name, Unit: u.Unit, Organ: u.Organ, Role: role, Rule: taizhang.RuleDecided})
		}
	}
	return out
}

// dismiss settles a finding that needs nothing more.
func (f *decideFlags) dismiss(ctx context.Context, e *environ, key, number string) error {
	n, err := strconv.Atoi(number)
	if err != nil {
		return usage("decide dismiss: %q is no number of a finding; `taizhang findings --notice KEY` numbers them", number)
	}
	s, err := store.Open(ctx, f.db, f.existing())
	if err != nil {
		return err
	}
	defer s.Close()
	l, uids, err := s.Load(ctx, key)
	if err != nil {
		return err
	}
	if n < 1 || n > len(l.Findings) {
		return usage("decide dismiss: the notice has %s, and none with number %d", plural(len(l.Findings), "finding"), n)
	}
	x := l.Findings[n-1]
	text := ""
	if len(l.Docs) > 0 {
		text = l.Docs[0].Text
	}
	d := taizhang.Decision{Kind: taizhang.DecideFinding, Notice: key, Task: uids[x.Task], Code: x.Code, Quote: x.Quote(text)}
	return f.save(ctx, e, s, d)
}

// list shows what was decided.
func (f *decideFlags) list(ctx context.Context, e *environ) error {
	s, err := store.Open(ctx, f.db, f.options(true))
	if err != nil {
		return err
	}
	defer s.Close()
	ds, err := s.Decisions(ctx)
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
	w := newTable(e.stdout)
	fmt.Fprintln(w, "ID\tSTATE\tKIND\tWHO\tAT\tABOUT\tSET\tWHY")
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
		w.row(d.ID, state, d.Kind, d.Who, fmt.Sprintf("%.10s", d.At), strings.TrimSpace(d.Code+" "+about), string(set), d.Why)
	}
	return w.Flush()
}

// runUndo takes decisions back.
func runUndo(ctx context.Context, e *environ, args []string) error {
	f := newFlags("undo").withDB().withWho(e)
	rest, err := f.parse(e, args)
	if err != nil {
		return err
	}
	if f.db == "" || len(rest) == 0 {
		return usage("undo: name the decision by its ID in `taizhang decide list`, and --db FILE")
	}
	ids := make([]int64, len(rest))
	for i, arg := range rest {
		if ids[i], err = strconv.ParseInt(arg, 10, 64); err != nil {
			return usage("undo: %q is no ID of a decision", arg)
		}
	}
	s, err := store.Open(ctx, f.db, f.existing())
	if err != nil {
		return err
	}
	defer s.Close()
	for _, id := range ids {
		if err := s.Undo(ctx, id, f.record.now().Format(time.RFC3339), f.record.name()); err != nil {
			return err
		}
		fmt.Fprintf(e.stdout, "decision %d: undone\n", id)
	}
	return nil
}
