package store

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// DecisionResult is the number of a decision, the task that it is about or makes, and
// what became of it.
type DecisionResult struct {
	ID    int64
	Task  string
	State taizhang.DecisionState
}

// Decide records a decision, applies it to what is stored, and returns its number
// and state. It stays for every later run.
func (s *Store) Decide(ctx context.Context, d taizhang.Decision) (id int64, state taizhang.DecisionState, err error) {
	err = s.write(ctx, func(tx *writing) error {
		out, err := s.decide(ctx, tx, []taizhang.Decision{d})
		if err == nil {
			id, state = out[0].ID, out[0].State
		}
		return err
	})
	return id, state, err
}

// DecideAll records decisions, all or none. seen is what the person saw of what they are
// about: by the uid of an entry its [taizhang.Entry.Digest], by "mention:" and a mention
// [taizhang.UnitSeen]. Where that changed, and where a finding, a claim or a link is settled
// already, the error is a [taizhang.Changed].
func (s *Store) DecideAll(ctx context.Context, ds []taizhang.Decision, seen map[string]string) (out []DecisionResult, err error) {
	err = s.write(ctx, func(tx *writing) error {
		ds := slices.Clone(ds) // which the transaction may be tried again with
		if err := compareSeen(ctx, tx, ds, seen); err != nil {
			return err
		}
		if out, err = s.decide(ctx, tx, ds); err != nil {
			return err
		}
		for i, d := range ds {
			once := d.Kind == taizhang.DecideFinding || d.Kind == taizhang.DecideClaim || d.Kind == taizhang.DecideLink
			if at := out[i].State; once && at != taizhang.DecisionApplied && at != taizhang.DecisionChanged {
				thing := d.Task
				if thing == "" || d.Kind == taizhang.DecideClaim {
					thing = d.Quote.Exact
				}
				return changed(ctx, tx, thing, func(x *taizhang.Decision) bool { return x.ID < out[0].ID && sameThing(x, &d) })
			}
		}
		return nil
	})
	if c, ok := errors.AsType[*taizhang.Changed](err); ok {
		err = c
	}
	if err != nil {
		return nil, err
	}
	return out, nil
}

// decide records decisions, in which it fills in what they hang on, and applies them
// together.
func (s *Store) decide(ctx context.Context, tx *writing, ds []taizhang.Decision) ([]DecisionResult, error) {
	var next int64
	if err := tx.Query(ctx, "SELECT coalesce(max(id), 0) + 1 FROM decisions", func(r Row) error { next = r.Int(0); return nil }); err != nil {
		return nil, err
	}
	columns := []string{"id", "kind", "work", "uid", "digest", "exact", "before", "after", "code", "region", "from_year", "to_year", "value", "who", "why", "at", "state"}
	out, hang := make([]DecisionResult, len(ds)), newAnchors(tx)
	for i := range ds {
		d := &ds[i]
		if err := hang.about(ctx, d); err != nil {
			return nil, err
		}
		value, err := json.Marshal(d.Set)
		if err != nil {
			return nil, err
		}
		out[i].ID, out[i].Task = next+int64(i), d.Task
		if err := tx.Bulk(ctx, "decisions", columns, []any{out[i].ID, string(d.Kind), d.Notice, d.Task, d.Digest, d.Quote.Exact, d.Quote.Before, d.Quote.After, d.Code, d.Region,
			int64(d.From), int64(d.To), string(value), d.Who, d.Why, d.At, string(taizhang.DecisionUnused)}); err != nil {
			return nil, err
		}
	}
	if err := s.resettle(ctx, tx, ds...); err != nil {
		return nil, err
	}
	for i := range out {
		if err := tx.Query(ctx, "SELECT state FROM decisions WHERE id = $1", func(r Row) error {
			out[i].State = taizhang.DecisionState(r.Text(0))
			return nil
		}, out[i].ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// compareSeen compares what a person saw with what is there.
func compareSeen(ctx context.Context, tx Tx, ds []taizhang.Decision, seen map[string]string) error {
	entries, loaded := make(map[string]taizhang.Entry), make(map[string]bool)
	look := func(key string) error {
		if loaded[key] {
			return nil
		}
		loaded[key] = true
		l, uids, err := load(ctx, tx, key)
		if err != nil {
			return err
		}
		for _, e := range l.Entries() {
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
			return changed(ctx, tx, about, func(d *taizhang.Decision) bool {
				return d.Task == about || ok && d.Kind == taizhang.DecideUnit && slices.ContainsFunc(e.Assignments, func(a taizhang.Assignment) bool {
					return taizhang.FoldString(a.Mention) == taizhang.FoldString(d.Quote.Exact)
				})
			})
		}
	}
	return nil
}

// compareMention compares what a person saw decided on a mention with what is.
func compareMention(ctx context.Context, tx Tx, ds []taizhang.Decision, mention, seen string) error {
	all, err := decisions(ctx, tx, "kind = 'unit'")
	if err != nil {
		return err
	}
	unit := taizhang.Decision{Kind: taizhang.DecideUnit, Quote: taizhang.Quote{Exact: mention}}
	for i := range ds {
		if sameThing(&ds[i], &unit) {
			unit.Region = ds[i].Region
		}
	}
	if taizhang.UnitSeen(all, mention, unit.Region) == seen {
		return nil
	}
	return changed(ctx, tx, mention, func(d *taizhang.Decision) bool { return sameThing(d, &unit) })
}

// sameThing reports whether two decisions settle the same thing, or parts of it.
func sameThing(a, b *taizhang.Decision) bool {
	either := func(k taizhang.DecisionKind) bool { return a.Kind == k || b.Kind == k }
	quoted := strings.Contains(a.Quote.Exact, b.Quote.Exact) || strings.Contains(b.Quote.Exact, a.Quote.Exact)
	switch {
	case either(taizhang.DecideUnit):
		return a.Kind == b.Kind && taizhang.FoldString(a.Quote.Exact) == taizhang.FoldString(b.Quote.Exact)
	case either(taizhang.DecideLink):
		return a.Kind == b.Kind && (a.Task == b.Task && a.Set.Other == b.Set.Other || a.Task == b.Set.Other && a.Set.Other == b.Task)
	case either(taizhang.DecideClaim): // which a finding about the text goes with
		return a.Notice == b.Notice && quoted && a.Quote.Exact != "" && b.Quote.Exact != ""
	}
	return a.Notice == b.Notice && a.Task == b.Task && quoted
}

// changed says who decided last, or undid a decision, about something.
func changed(ctx context.Context, tx Tx, about string, is func(*taizhang.Decision) bool) error {
	ds, err := decisions(ctx, tx, "1 = 1")
	if err != nil {
		return err
	}
	out := &taizhang.Changed{Task: about}
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
