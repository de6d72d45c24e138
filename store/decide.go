package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// DecisionResult is the number of a decision, the task that it is about or makes, and
// what became of it.
type DecisionResult struct {
	ID    int64
	Task  string
	State decide.State
}

// Decide records a decision, applies it to what is stored, and returns its number
// and state. It stays for every later run.
func (s *Store) Decide(ctx context.Context, d decide.Decision) (id int64, state decide.State, err error) {
	err = s.write(ctx, func(tx *writing) error {
		out, err := s.decide(ctx, tx, []decide.Decision{d})
		if err == nil {
			id, state = out[0].ID, out[0].State
		}
		return err
	})
	return id, state, err
}

// DecideAll records decisions, all or none. seen is what the person saw of what they are
// about: by the uid of an entry its [decide.Entry.Digest], by "mention:" and a mention
// [decide.UnitSeen]. Where that changed, and where a finding, a claim or a link is settled
// already, the error is a [decide.ChangedError].
func (s *Store) DecideAll(ctx context.Context, ds []decide.Decision, seen map[string]string) (out []DecisionResult, err error) {
	err = s.write(ctx, func(tx *writing) error {
		ds := slices.Clone(ds) // which the transaction may be tried again with
		if err := compareSeen(ctx, tx, ds, seen); err != nil {
			return err
		}
		if out, err = s.decide(ctx, tx, ds); err != nil {
			return err
		}
		for i, d := range ds {
			if at := out[i].State; d.Kind.Once() && at != decide.Applied && at != decide.Changed {
				thing := d.Task
				if thing == "" || d.Kind == decide.KindClaim {
					thing = d.Quote.Exact
				}
				return changed(ctx, tx, thing, func(x *decide.Decision) bool { return x.ID < out[0].ID && decide.Same(x, &d) })
			}
		}
		return nil
	})
	if c, ok := errors.AsType[*decide.ChangedError](err); ok {
		err = c
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// decide records decisions, in which it fills in what they hang on, and applies them
// together.
func (s *Store) decide(ctx context.Context, tx *writing, ds []decide.Decision) ([]DecisionResult, error) {
	var next int64
	if err := tx.Query(ctx, "SELECT coalesce(max(id), 0) + 1 FROM decisions", func(r Row) error { next = r.Int(0); return nil }); err != nil {
		return nil, err
	}
	columns := []string{"id", "kind", "work", "uid", "digest", "exact", "before", "after", "code", "region", "from_year", "to_year", "value", "who", "why", "at", "state"}
	out, hang := make([]DecisionResult, len(ds)), newAnchors(tx, &s.opt)
	for i := range ds {
		d := &ds[i]
		if err := hang.about(ctx, d); err != nil {
			return nil, err
		}
		value, err := json.Marshal(d.Set)
		if err != nil {
			return nil, err
		}
		out[i].ID, out[i].Task = next+int64(i), cmp.Or(d.Set.Makes, d.Task)
		state := decide.Unused
		if d.Kind.Everywhere() {
			state = decide.Applied
		}
		if err := tx.Bulk(ctx, "decisions", columns, []any{out[i].ID, string(d.Kind), d.Notice, d.Task, d.Digest, d.Quote.Exact, d.Quote.Before, d.Quote.After, d.Code, d.Region,
			int64(d.From), int64(d.To), string(value), d.Who, d.Why, d.At, string(state)}); err != nil {
			return nil, err
		}
	}
	if err := s.resettle(ctx, tx, ds...); err != nil {
		return nil, err
	}
	for i := range out {
		if err := tx.Query(ctx, "SELECT state FROM decisions WHERE id = $1", func(r Row) error {
			out[i].State = decide.State(r.Text(0))
			return nil
		}, out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// compareSeen compares what a person saw with what is there.
func compareSeen(ctx context.Context, tx Tx, ds []decide.Decision, seen map[string]string) error {
	entries, loaded := make(map[string]decide.Entry), make(map[string]bool)
	look := func(key string) error {
		if loaded[key] {
			return nil
		}
		loaded[key] = true
		l, uids, err := load(ctx, tx, key)
		if err != nil {
			return err
		}
		for _, e := range decide.Entries(l) {
			entries[uids[e.ID]] = e
		}
		return nil
	}
	for _, about := range slices.Sorted(maps.Keys(seen)) {
		if mention, ok := strings.CutPrefix(about, "mention:"); ok {
			if err := compareMention(ctx, tx, ds, mention, seen[about]); err != nil {
				return err
			}
			continue
		}
		for _, d := range ds { // the revision that the person looked at
			if d.Task == about {
				if err := look(d.Notice); err != nil {
					return err
				}
			}
		}
		e, ok := entries[about]
		if !ok {
			key, _, err := taskOf(ctx, tx, about)
			if err == nil && key != "" {
				err = look(key)
			}
			if err != nil {
				return err
			}
			e, ok = entries[about]
		}
		if !ok || e.Digest() != seen[about] {
			return changed(ctx, tx, about, func(d *decide.Decision) bool {
				return d.Task == about || ok && d.Kind == decide.KindUnit && slices.ContainsFunc(e.Assignments, func(a taizhang.Assignment) bool {
					return taizhang.FoldString(a.Mention) == taizhang.FoldString(d.Quote.Exact)
				})
			})
		}
	}
	return nil
}

// compareMention compares what a person saw decided on a mention with what is.
func compareMention(ctx context.Context, tx Tx, ds []decide.Decision, mention, seen string) error {
	all, err := decisions(ctx, tx, "kind = 'unit'")
	if err != nil {
		return err
	}
	unit := decide.Decision{Kind: decide.KindUnit, Quote: decide.Quote{Exact: mention}}
	for i := range ds {
		if decide.Same(&ds[i], &unit) {
			unit.Region = ds[i].Region
		}
	}
	if decide.UnitSeen(all, mention, unit.Region) == seen {
		return nil
	}
	return changed(ctx, tx, mention, func(d *decide.Decision) bool { return decide.Same(d, &unit) })
}

// changed says who decided last, or undid a decision, about something.
func changed(ctx context.Context, tx Tx, about string, is func(*decide.Decision) bool) error {
	ds, err := decisions(ctx, tx, "1 = 1")
	if err != nil {
		return err
	}
	out := &decide.ChangedError{Task: about}
	for i := range ds {
		d := &ds[i]
		if !is(d) {
			continue
		}
		if d.At >= out.At {
			out.Who, out.At = d.Who, d.At
		}
		if d.UndoneAt > out.At {
			out.Who, out.At = d.UndoneBy, d.UndoneAt
		}
	}
	return out
}
