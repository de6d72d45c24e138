package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
	"github.com/taizhang/taizhang/decide"
	"github.com/taizhang/taizhang/office"
)

// decideFlags are the flags of all that decide does.
type decideFlags struct {
	*flags
	roles  [len(roles)]*string
	asJSON *bool
}

// decideCommand records what a person settles about a task or a finding.
func decideCommand(all *flags) runFunc {
	f := &decideFlags{flags: all.withSeeds().withDB().withRecord()}
	for i, role := range roles {
		f.roles[i] = f.String(string(role), "", "units: the units that "+string(role)+", `NAMES` joined by 、")
	}
	f.asJSON = f.Bool("json", false, "list, rows: one JSON object a line")
	return func(ctx context.Context, rest []string) error {
		var do verb
		if len(rest) > 0 && f.db != "" {
			do = verbs[fmt.Sprintf("%s %d", rest[0], len(rest)-1)]
		}
		if do == nil {
			return usage(strings.TrimSpace(decideUsage))
		}
		return problemOf(do(f, ctx, rest[1:]))
	}
}

// verb is one of the things that decide does, with what it is about and what is said of it.
type verb func(f *decideFlags, ctx context.Context, args []string) error

// verbs are they by name and number of arguments.
var verbs = map[string]verb{
	"notice 3": (*decideFlags).notice,
	"notice 4": (*decideFlags).notice,
	"text 2":   (*decideFlags).text,
	"drop 1":   outlined(decide.Drop),
	"join 1":   outlined(decide.Join),
	"split 2":  ofTask(func(t *decideTask, args []string) (decide.Decision, error) { return t.Split(t.entry, args[1]) }),
	"move 2": ofTask(func(t *decideTask, args []string) (decide.Decision, error) {
		return t.MoveTo(t.entry, catalog.Decided(args[1]))
	}),
	"units 1":    ofTask(func(t *decideTask, _ []string) (decide.Decision, error) { return t.Units(t.entry, t.f.names()) }),
	"deadline 2": ofTask((*decideTask).deadline),
	"deadline 3": ofTask((*decideTask).deadline),
	"target 2":   ofTask((*decideTask).target),
	"target 3":   ofTask((*decideTask).target),
	"link 3":     ofTask((*decideTask).link),
	"assign 3":   (*decideFlags).assign,
	"assign 4":   (*decideFlags).assign,
	"claim 3":    (*decideFlags).claim,
	"claim 4":    (*decideFlags).claim,
	"dismiss 2":  (*decideFlags).dismiss,
	"away 2":     (*decideFlags).away,
	"work 2":     (*decideFlags).work,
	"make 1":     outlined(decide.Make),
	"heading 1":  outlined(decide.Heading),
	"header 1":   outlined(decide.Header),
	"body 1":     outlined(decide.Body),
	"prose 1":    outlined(decide.Prose),
	"columns 2":  columned((*decide.Builder).Table),
	"table 2":    columned((*decide.Builder).Tabular),
	"cell 3": ofTask(func(t *decideTask, args []string) (decide.Decision, error) {
		if args[2] == "none" { // 无 is what many cells say
			args[2] = ""
		}
		return t.Cell(t.entry, t.entry.ColumnAt(args[1]), args[2])
	}),
	"shift 3": ofTask(func(t *decideTask, args []string) (decide.Decision, error) {
		return t.Shift(t.entry, t.entry.ColumnAt(args[1]), decide.Shift(catalog.Decided(args[2])))
	}),
	"part 2":   ofTask((*decideTask).part),
	"part 3":   ofTask((*decideTask).part),
	"label 2":  ofTask(func(t *decideTask, args []string) (decide.Decision, error) { return t.Label(t.entry, valued(args[1])) }),
	"title 2":  ofTask(func(t *decideTask, args []string) (decide.Decision, error) { return t.Title(t.entry, args[1]) }),
	"reopen 1": (*decideFlags).reopen,
	"list 0":   (*decideFlags).list,
	"rows 1":   (*decideFlags).rows,
}

// decideUsage is what they are called with.
//
//go:embed usage/decide.txt
var decideUsage string

// decideTask is the task that a decision is about.
type decideTask struct {
	*decide.Builder
	entry decide.Entry
	f     *decideFlags
}

// ofTask is a verb whose first argument names a task.
func ofTask(ask func(t *decideTask, args []string) (decide.Decision, error)) verb {
	return func(f *decideFlags, ctx context.Context, args []string) error {
		return f.desk(ctx, office.ToWrite, func(o *office.Office) error {
			key, err := o.Task(ctx, args[0])
			if err != nil {
				return err
			}
			b, err := o.Builder(ctx, key)
			if err != nil {
				return err
			}
			t := &decideTask{Builder: b, f: f}
			t.entry, _ = decide.EntryOf(b.Of, args[0])
			d, err := ask(t, args)
			if err != nil {
				return err
			}
			return f.save(ctx, o, d)
		})
	}
}

// ofNotice has ask make a decision on the notice that is named.
func (f *decideFlags) ofNotice(ctx context.Context, name string, ask func(o *office.Office, b *decide.Builder) (decide.Decision, error)) error {
	return f.desk(ctx, office.ToWrite, func(o *office.Office) error {
		b, err := o.Builder(ctx, name)
		if err != nil {
			return err
		}
		d, err := ask(o, b)
		if err != nil {
			return err
		}
		return f.save(ctx, o, d)
	})
}

func (f *decideFlags) save(ctx context.Context, o *office.Office, d decide.Decision) error {
	id, state, err := o.Store.Decide(ctx, f.sign(d))
	if err != nil {
		return err
	}
	f.e.print("decision %d: %s%s", id, state, says(f.e, d.Set))
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

// names are the units that the flags name, by role.
func (f *decideFlags) names() map[taizhang.Role][]string {
	out := make(map[taizhang.Role][]string)
	for i, role := range roles {
		for name := range strings.SplitSeq(*f.roles[i], "、") {
			if name = strings.TrimSpace(name); name != "" {
				out[role] = append(out[role], name)
			}
		}
	}
	return out
}

// list shows what was decided.
func (f *decideFlags) list(ctx context.Context, _ []string) error {
	return f.look(ctx, func(o *office.Office) error {
		ds, err := o.Decisions(ctx)
		if err != nil {
			return err
		}
		w := f.e.list(*f.asJSON)
		w.Head("ID", "STATE", "KIND", "WHO", "AT", "ABOUT", "SET", "WHY")
		for _, d := range ds {
			state := string(d.State)
			if d.UndoneAt != "" {
				state = "undone"
			}
			value, _ := json.Marshal(d.Set)
			set := string(value)
			if f.e.say.Chinese {
				set = d.Said()
			}
			about := d.Quote.Exact
			if d.Kind == decide.KindWork {
				about = d.Set.Value
			}
			if d.Task != "" {
				about += " @" + d.Task
			}
			w.Add(map[string]any{"id": d.ID, "kind": d.Kind, "notice": d.Notice, "task": d.Task, "exact": d.Quote.Exact, "code": d.Code,
				"region": d.Region, "set": d.Set, "who": d.Who, "why": d.Why, "at": d.At, "undone_at": d.UndoneAt, "undone_by": d.UndoneBy, "state": d.State},
				d.ID, term(state), d.Kind, d.Who, fmt.Sprintf("%.10s", d.At), strings.TrimSpace(f.e.say.Term(d.Code)+" "+about), set, d.Why)
		}
		return w.Flush()
	})
}
