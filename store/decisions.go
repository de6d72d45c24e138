package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

const decisionColumns = `id, kind, work, uid, digest, exact, before, after, code, region, from_year, to_year, value,
	who, why, at, coalesce(undone_at, ''), coalesce(undone_by, ''), state`

func decisions(ctx context.Context, tx Tx, where string, args ...any) ([]decide.Decision, error) {
	var out []decide.Decision
	err := tx.Query(ctx, "SELECT "+decisionColumns+" FROM decisions WHERE "+where+" ORDER BY id", func(r Row) error {
		d := decide.Decision{ID: r.Int(0), Kind: decide.Kind(r.Text(1)), Notice: r.Text(2), Task: r.Text(3), Digest: r.Text(4),
			Quote: decide.Quote{Exact: r.Text(5), Before: r.Text(6), After: r.Text(7)}, Code: r.Text(8), Region: r.Text(9),
			From: int(r.Int(10)), To: int(r.Int(11)), Who: r.Text(13), Why: r.Text(14), At: r.Text(15),
			UndoneAt: r.Text(16), UndoneBy: r.Text(17), State: decide.State(r.Text(18))}
		out = append(out, d)
		return json.Unmarshal([]byte(r.Text(12)), &out[len(out)-1].Set)
	}, args...)
	return out, err
}

// Decisions returns all decisions in their order, those undone among them.
func (s *Store) Decisions(ctx context.Context) (out []decide.Decision, err error) {
	err = s.read(ctx, func(tx Tx) error {
		out, err = decisions(ctx, tx, "1 = 1")
		return err
	})
	return out, err
}

// decidedSoFar tells one state of the decisions from another.
func decidedSoFar(ctx context.Context, tx Tx) (state [2]int64, err error) {
	err = tx.Query(ctx, "SELECT coalesce(max(id), 0), count(undone_at) FROM decisions", func(r Row) error { state = [2]int64{r.Int(0), r.Int(1)}; return nil })
	return state, err
}

// decisionsOn returns what holds for a notice whose entries have these uids, in order:
// what was decided on its work and, if it is shown, on the works that it stands for,
// and the units that it mentions.
//
// Of a notice that a person said belongs elsewhere, what was decided before on the work that
// it was read as holds too, of tasks that it has; read are the uids that they had there.
func (s *Store) decisionsOn(ctx context.Context, tx Tx, h metadata, l *taizhang.Ledger, uids, read map[string]string, shown bool) ([]decide.Decision, error) {
	works := []string{l.Notice.Key}
	if shown {
		var err error
		if works, err = absorbed(ctx, tx, l.Notice.Key); err != nil {
			return nil, err
		}
	}
	found := newSeeker(s, l, uids, read)
	var out []decide.Decision
	for _, work := range works {
		ds, err := decisions(ctx, tx, "undone_at IS NULL AND work = $1", work)
		if err != nil {
			return nil, err
		}
		out = append(out, ds...)
	}
	alone := true // no other notice is left of the work that it was read as
	if h.placed != 0 {
		ds, err := decisions(ctx, tx, "undone_at IS NULL AND work = $1 AND id < $2", h.own, h.placed)
		if err != nil {
			return nil, err
		}
		for _, d := range ds {
			if !d.Kind.Everywhere() {
				out = append(out, d)
			}
		}
		if err := tx.Query(ctx, "SELECT 1 FROM notices WHERE work = $1 LIMIT 1", func(Row) error { alone = false; return nil }, h.own); err != nil {
			return nil, err
		}
	}
	found.claims(out)
	for i := range out {
		if err := found.lead(ctx, tx, &out[i]); err != nil {
			return nil, err
		}
	}
	out, err := found.here(ctx, tx, h, out, alone)
	if err != nil {
		return nil, err
	}
	units, err := unitsDecided(ctx, tx, l, out)
	out = append(out, units...)
	slices.SortFunc(out, func(a, b decide.Decision) int { return cmp.Compare(a.ID, b.ID) })
	return out, err
}

// unitsDecided returns what was decided on the units that a ledger mentions, or items
// claimed in it.
func unitsDecided(ctx context.Context, tx Tx, l *taizhang.Ledger, decided []decide.Decision) ([]decide.Decision, error) {
	var ids []int64
	mentions := make(map[string]bool)
	err := tx.Query(ctx, "SELECT id, exact FROM decisions WHERE work = '' AND undone_at IS NULL ORDER BY id", func(r Row) error {
		if len(mentions) == 0 {
			for _, e := range decide.Entries(l) {
				for _, a := range e.Assignments {
					mentions[a.Mention] = true
				}
			}
			for i := range decided {
				for _, a := range decided[i].Set.Assignments {
					mentions[a.Mention] = true
				}
			}
			for i := range l.Nodes {
				mentions[l.Nodes[i].Unit] = true
			}
			for m := range maps.Clone(mentions) {
				mentions[taizhang.FoldString(m)] = true
			}
		}
		if mentions[taizhang.FoldString(r.Text(1))] {
			ids = append(ids, r.Int(0))
		}
		return nil
	})
	var out []decide.Decision
	for _, id := range ids {
		if err == nil {
			var ds []decide.Decision
			ds, err = decisions(ctx, tx, "id = $1", id)
			out = append(out, ds...)
		}
	}
	return out, err
}

// saveStates remembers what became of decisions on a notice: of those on a task
// where it is current, of units wherever they are used.
func saveStates(ctx context.Context, tx Tx, standing string, ds []decide.Decision, states []decide.State) error {
	for i, d := range ds {
		unit := d.Kind == decide.KindUnit
		if d.Kind.Everywhere() {
			continue // which holds wherever it stands
		}
		if d.State == states[i] || unit && states[i] == decide.Unused || !unit && standing != current {
			continue
		}
		if err := tx.Exec(ctx, "UPDATE decisions SET state = $1 WHERE id = $2", string(states[i]), d.ID); err != nil {
			return err
		}
	}
	return nil
}

func noTask(uid, in string) error {
	return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no task %q in the %s", uid, in), Remedy: "look its uid up with export or find"}
}

// Task returns the notice and the id of the task with that uid: in its current
// revision where it is there.
func (s *Store) Task(ctx context.Context, uid string) (key, id string, err error) {
	err = s.read(ctx, func(tx Tx) error {
		key, id, err = taskOf(ctx, tx, uid)
		return err
	})
	if err == nil && key == "" {
		err = noTask(uid, "database")
	}
	return key, id, err
}

// taskOf is Task; key is empty when there is none.
func taskOf(ctx context.Context, tx Tx, uid string) (key, id string, err error) {
	const query = `SELECT n.key, e.eid FROM entries e JOIN notices n ON n.id = e.notice_id WHERE e.uid = $1
		ORDER BY CASE n.standing WHEN 'current' THEN 0 WHEN 'superseded' THEN 1 ELSE 2 END, n.revision DESC, n.key LIMIT 1`
	err = tx.Query(ctx, query, func(r Row) error { key, id = r.Text(0), r.Text(1); return nil }, uid)
	return key, id, err
}

// Undo takes a decision back: what is stored is as if it had not been taken. The
// record of it stays.
func (s *Store) Undo(ctx context.Context, id int64, at, who string) error {
	return s.write(ctx, func(tx *writing) error {
		ds, err := decisions(ctx, tx, "id = $1", id)
		if err != nil {
			return err
		}
		if len(ds) == 0 {
			return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no decision %d to undo", id), Remedy: "see `taizhang decide list`"}
		}
		if d := &ds[0]; d.UndoneAt != "" {
			return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("decision %d is not in force: it was undone before", id), Remedy: "see `taizhang decide list`",
				Err: &decide.ChangedError{Task: cmp.Or(d.Task, d.Quote.Exact), Who: d.UndoneBy, At: d.UndoneAt}}
		}
		if err := tx.Exec(ctx, "UPDATE decisions SET undone_at = $1, undone_by = $2 WHERE id = $3", at, who, id); err != nil {
			return err
		}
		ds[0].UndoneAt = at
		return s.resettle(ctx, tx, ds[0])
	})
}

// resettle applies anew what holds for the notices that decisions are about.
func (s *Store) resettle(ctx context.Context, tx *writing, ds ...decide.Decision) error {
	works, dated := make(map[string]bool), make(map[string]bool)
	for _, d := range ds {
		var about []metadata
		var err error
		switch {
		case d.Kind == decide.KindUnit:
			about, err = mentioning(ctx, tx, d.Quote.Exact, true)
		case d.Kind == decide.KindAway && d.Code == decide.AwayNotice:
			var h metadata
			if h, err = metadataOfSource(ctx, tx, d.Quote.Exact); err == nil {
				works[h.work] = true
				_, err = revise(ctx, tx, h.work)
			}
		case d.Kind == decide.KindAway:
		case d.Kind == decide.KindReopen:
			err = reopen(ctx, tx, &d)
		case d.Kind == decide.KindWork:
			err = s.belong(ctx, tx, &d)
		default:
			works[d.Notice] = true
			dated[d.Notice] = dated[d.Notice] || d.Kind == decide.KindNotice
		}
		for _, h := range about {
			if err == nil {
				err = s.settle(ctx, tx, h)
			}
		}
		if err != nil {
			return err
		}
	}
	if err := s.settleWorks(ctx, tx, works); err != nil {
		return err
	}
	maps.DeleteFunc(dated, func(_ string, is bool) bool { return !is })
	for _, work := range slices.Sorted(maps.Keys(dated)) { // another day, and another revision may be the latest
		if _, err := revise(ctx, tx, work); err != nil {
			return err
		}
	}
	return s.settleWorks(ctx, tx, dated)
}
