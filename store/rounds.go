package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// SaveRound records a round and what is given in it, organ after organ, in place of an
// earlier hand-off of that name. What was collected stays; and of a task that was given before, what
// was known then, since workbooks of either hand-off may come back. It may go through given
// more than once.
func (s *Store) SaveRound(ctx context.Context, r taizhang.Round, given iter.Seq2[taizhang.Handout, error]) (id int64, err error) {
	state := cmp.Or(r.State, taizhang.RoundSent)
	err = s.write(ctx, func(tx *writing) error {
		old, err := round(ctx, tx, r.Name)
		if err != nil {
			return err
		}
		gone, err := decisions(ctx, tx, "kind = 'away' AND undone_at IS NULL AND code = $1 AND exact = $2", decide.AwayRound, r.Name)
		if err != nil {
			return err
		}
		if len(gone) > 0 {
			return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("the round %q was taken away by decision %d", r.Name, gone[0].ID), Remedy: "name another round, or bring this one back with `taizhang undo`"}
		}
		if id = old.ID; id != 0 {
			if old.State == taizhang.RoundClosed {
				return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("the round %q is closed", r.Name), Remedy: "name another round, or reopen this one with `taizhang rounds reopen`"}
			}
			if err := tx.Exec(ctx, "UPDATE rounds SET reply_by = $1, who = $2, at = $3, state = $4 WHERE id = $5", textOrNull(string(r.ReplyBy)), r.Who, r.At, string(state), id); err != nil {
				return err
			}
		} else {
			if err := tx.Query(ctx, "SELECT coalesce(max(id), 0) + 1 FROM rounds", func(r Row) error { id = r.Int(0); return nil }); err != nil {
				return err
			}
			if err := tx.Bulk(ctx, "rounds", []string{"id", "name", "reply_by", "who", "at", "state"}, []any{id, r.Name, textOrNull(string(r.ReplyBy)), r.Who, r.At, string(state)}); err != nil {
				return err
			}
		}
		return replaceHandouts(ctx, tx, id, given)
	})
	return id, err
}

// replaceHandouts puts what is given in the place of what was, an organ at a time.
func replaceHandouts(ctx context.Context, tx Tx, roundID int64, given iter.Seq2[taizhang.Handout, error]) error {
	var (
		full []taizhang.Handout
		ord  int64
		of   reportsGiven
	)
	flush := func() error {
		err := addHandouts(ctx, tx, roundID, ord, full)
		ord, full = ord+int64(len(full)), full[:0]
		return err
	}
	seen := make(map[string]bool)
	for h, err := range given {
		if err != nil {
			return err
		}
		if !seen[h.Organ] {
			seen[h.Organ] = true
			if err := flush(); err != nil {
				return err
			}
			if of, err = takeBack(ctx, tx, roundID, h.Organ); err != nil {
				return err
			}
		}
		if report, ok := of[[3]string{h.Organ, h.Task, h.Child}]; ok {
			h.Report = report
		}
		if full = append(full, h); len(full) == handoutsTogether {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	var gone []string
	err := tx.Query(ctx, "SELECT DISTINCT organ FROM handouts WHERE round_id = $1", func(r Row) error {
		if organ := r.Text(0); !seen[organ] {
			gone = append(gone, organ)
		}
		return nil
	}, roundID)
	for _, organ := range gone {
		err = errors.Join(err, tx.Exec(ctx, "DELETE FROM handouts WHERE round_id = $1 AND organ = $2", roundID, organ))
	}
	return err
}

// handoutsTogether is how many rows are written at a time.
const handoutsTogether = 512

// reportsGiven are what was known of rows at an earlier hand-off, by organ, task and child.
type reportsGiven map[[3]string]taizhang.Report

// takeBack takes out what an organ was given in a round, and returns what was known of it then.
func takeBack(ctx context.Context, tx Tx, roundID int64, organ string) (reportsGiven, error) {
	before := make(reportsGiven)
	err := tx.Query(ctx, "SELECT given FROM handouts WHERE round_id = $1 AND organ = $2", func(r Row) error {
		var h taizhang.Handout
		err := json.Unmarshal([]byte(r.Text(0)), &h)
		before[[3]string{h.Organ, h.Task, h.Child}] = h.Report
		return err
	}, roundID, organ)
	if err != nil || len(before) == 0 {
		return nil, err
	}
	return before, tx.Exec(ctx, "DELETE FROM handouts WHERE round_id = $1 AND organ = $2", roundID, organ)
}

// SetRoundState says how far a round is.
func (s *Store) SetRoundState(ctx context.Context, name string, state taizhang.RoundState) error {
	return s.write(ctx, func(tx *writing) error {
		r, err := round(ctx, tx, name)
		if err != nil || r.ID == 0 {
			return notThere(err, "round", name)
		}
		return tx.Exec(ctx, "UPDATE rounds SET state = $1 WHERE id = $2", string(state), r.ID)
	})
}

func addHandouts(ctx context.Context, tx Tx, roundID, from int64, given []taizhang.Handout) error {
	values := make([]any, 0, 11*len(given))
	for i := range given {
		h := &given[i]
		b, err := json.Marshal(h)
		if err != nil {
			return err
		}
		values = append(values, roundID, h.Organ, from+int64(i), h.Notice, h.Task, h.Child, string(b),
			string(h.Role), textOrNull(string(h.Due)), string(h.Kind), h.Report[taizhang.Status])
	}
	return tx.Bulk(ctx, "handouts", []string{"round_id", "organ", "ord", "work", "uid", "child", "given", "role", "due", "kind", "status"}, values)
}

func rounds(ctx context.Context, tx Tx, where string, args ...any) (out []taizhang.Round, err error) {
	err = tx.Query(ctx, "SELECT id, name, reply_by, who, at, state FROM rounds WHERE "+where+" ORDER BY id", func(r Row) error {
		out = append(out, taizhang.Round{ID: r.Int(0), Name: r.Text(1), ReplyBy: taizhang.Date(r.Text(2)), Who: r.Text(3), At: r.Text(4), State: taizhang.RoundState(r.Text(5))})
		return nil
	}, args...)
	return out, err
}

func round(ctx context.Context, tx Tx, name string) (taizhang.Round, error) {
	rs, err := rounds(ctx, tx, "name = $1", name)
	if err != nil || len(rs) == 0 {
		return taizhang.Round{}, err
	}
	return rs[0], nil
}

// Rounds returns the rounds that were not taken away, oldest first.
func (s *Store) Rounds(ctx context.Context) (out []taizhang.Round, err error) {
	err = s.read(ctx, func(tx Tx) error { out, err = rounds(ctx, tx, "NOT "+isAway(decide.AwayRound, "name")); return err })
	return out, err
}

// RoundNotices returns the keys of the notices that a round was handed out of, in order.
func (s *Store) RoundNotices(ctx context.Context, roundID int64) (keys []string, err error) {
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, "SELECT work FROM handouts WHERE round_id = $1 GROUP BY work ORDER BY min(ord)", func(r Row) error { keys = append(keys, r.Text(0)); return nil }, roundID)
	})
	return keys, err
}
