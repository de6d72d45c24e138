package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// SaveRound records a round and what was given in it, in place of an earlier hand-off
// of that name. What was collected stays; and of a task that was given before, what was
// known then, since workbooks of either hand-off may come back.
func (s *Store) SaveRound(ctx context.Context, r taizhang.Round, given []taizhang.Handout) (id int64, err error) {
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
			if err := keepReports(ctx, tx, id, given); err != nil {
				return err
			}
			if old.State == taizhang.RoundClosed {
				return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("the round %q is closed", r.Name), Remedy: "name another round, or reopen this one with `taizhang rounds reopen`"}
			}
			if err := tx.Exec(ctx, "UPDATE rounds SET reply_by = $1, who = $2, at = $3, state = $4 WHERE id = $5", textOrNull(string(r.ReplyBy)), r.Who, r.At, string(state), id); err != nil {
				return err
			}
			if err := tx.Exec(ctx, "DELETE FROM handouts WHERE round_id = $1", id); err != nil {
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
		return addHandouts(ctx, tx, id, 0, given)
	})
	return id, err
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

// keepReports puts what was known at the first hand-off of a round into what is given now.
func keepReports(ctx context.Context, tx Tx, roundID int64, given []taizhang.Handout) error {
	before := make(map[[3]string]taizhang.Report)
	err := tx.Query(ctx, "SELECT given FROM handouts WHERE round_id = $1", func(r Row) error {
		var h taizhang.Handout
		err := json.Unmarshal([]byte(r.Text(0)), &h)
		before[[3]string{h.Organ, h.Task, h.Child}] = h.Report
		return err
	}, roundID)
	for i := range given {
		if report, ok := before[[3]string{given[i].Organ, given[i].Task, given[i].Child}]; ok {
			given[i].Report = report
		}
	}
	return err
}

func addHandouts(ctx context.Context, tx Tx, roundID, from int64, given []taizhang.Handout) error {
	values := make([]any, 0, 7*len(given))
	for i := range given {
		h := &given[i]
		b, err := json.Marshal(h)
		if err != nil {
			return err
		}
		values = append(values, roundID, h.Organ, from+int64(i), h.Notice, h.Task, h.Child, string(b))
	}
	return tx.Bulk(ctx, "handouts", []string{"round_id", "organ", "ord", "work", "uid", "child", "given"}, values)
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

// Handouts returns what was given in a round, in order.
func (s *Store) Handouts(ctx context.Context, roundID int64) (out []taizhang.Handout, err error) {
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, "SELECT given FROM handouts WHERE round_id = $1 ORDER BY ord", func(r Row) error {
			out = append(out, taizhang.Handout{})
			return json.Unmarshal([]byte(r.Text(0)), &out[len(out)-1])
		}, roundID)
	})
	return out, err
}

// Progress returns all that was collected up to a round, oldest round first; for 0
// of all rounds.
func (s *Store) Progress(ctx context.Context, upTo int64) (out []taizhang.Progress, err error) {
	query := `SELECT r.name, p.organ, p.uid, p.child, p.field, p.value, p.who, p.file, p.sha256, p.cell, p.at
		FROM progress p JOIN rounds r ON r.id = p.round_id WHERE ($1 = 0 OR p.round_id <= $1) AND NOT ` + isAway(decide.AwayRound, "r.name") + `
		ORDER BY p.round_id, p.organ, p.uid, p.child, p.field`
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, query, func(r Row) error {
			out = append(out, taizhang.Progress{Round: r.Text(0), Organ: r.Text(1), Task: r.Text(2), Child: r.Text(3), Field: taizhang.ReportField(r.Text(4)),
				Value: r.Text(5), Who: r.Text(6), File: r.Text(7), SHA256: r.Text(8), Cell: r.Text(9), At: r.Text(10)})
			return nil
		}, upTo)
	})
	return out, err
}

// Collected is what one collection of returned workbooks came to, to be stored whole.
type Collected struct {
	Progress  []taizhang.Progress
	Conflicts []taizhang.Conflict
	Children  []taizhang.Handout // rows that organs added
	Returns   []Returned
	Contacts  []taizhang.Contact // as sign-offs say
}

// Returned is a workbook that came back, or one organ's part of it.
type Returned struct {
	Round, Organ string
	File, SHA256 string
	Who, At      string
}

// Collect stores what came back. What is there already — the same cell of the same
// file — stays as it is.
func (s *Store) Collect(ctx context.Context, c Collected) error {
	return s.write(ctx, func(tx *writing) error {
		ids := make(map[string]int64)
		all, err := rounds(ctx, tx, "1 = 1")
		if err != nil {
			return err
		}
		for _, r := range all {
			ids[r.Name] = r.ID
		}
		at := func(name string) (int64, error) {
			if id, ok := ids[name]; ok {
				return id, nil
			}
			return 0, &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no round %q", name), Remedy: "hand tasks out with export --by-unit first"}
		}
		next := make(map[int64]int64) // ord, by round: found once, as children may be many
		for _, h := range c.Children {
			id, err := at(h.Round)
			if err != nil {
				return err
			}
			there := false
			if err := tx.Query(ctx, "SELECT 1 FROM handouts WHERE round_id = $1 AND organ = $2 AND uid = $3 AND child = $4", func(Row) error { there = true; return nil },
				id, h.Organ, h.Task, h.Child); err != nil {
				return err
			}
			if there {
				continue
			}
			if next[id] == 0 {
				if err := tx.Query(ctx, "SELECT coalesce(max(ord), 0) + 1 FROM handouts WHERE round_id = $1", func(r Row) error { next[id] = r.Int(0); return nil }, id); err != nil {
					return err
				}
			}
			if err := addHandouts(ctx, tx, id, next[id], []taizhang.Handout{h}); err != nil {
				return err
			}
			next[id]++
		}
		for _, p := range c.Progress {
			id, err := at(p.Round)
			if err != nil {
				return err
			}
			if err := putProgress(ctx, tx, id, p); err != nil {
				return err
			}
		}
		for _, x := range c.Conflicts {
			id, err := at(x.Round)
			if err != nil {
				return err
			}
			if err := tx.Exec(ctx, `INSERT INTO conflicts (id, round_id, kind, organ, uid, child, field, heading, given, present, returned, file, sha256, cell, note, at, decided)
				SELECT coalesce(max(id), 0) + 1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, '' FROM conflicts WHERE true ON CONFLICT DO NOTHING`,
				id, string(x.Kind), x.Organ, x.Task, x.Child, string(x.Field), x.Column, x.Given, x.Present, x.Returned, x.File, x.SHA256, x.Cell, x.Note, x.At); err != nil {
				return err
			}
		}
		if err := setContacts(ctx, tx, c.Contacts); err != nil {
			return err
		}
		for _, r := range c.Returns {
			id, err := at(r.Round)
			if err != nil {
				return err
			}
			if err := tx.Exec(ctx, "INSERT INTO returns (round_id, sha256, organ, file, who, at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
				id, r.SHA256, r.Organ, r.File, r.Who, r.At); err != nil {
				return err
			}
		}
		return nil
	})
}

// Returns returns the workbooks that came back in a round.
func (s *Store) Returns(ctx context.Context, roundID int64) (out []Returned, err error) {
	const query = `SELECT r.name, x.organ, x.file, x.sha256, x.who, x.at FROM returns x JOIN rounds r ON r.id = x.round_id
		WHERE x.round_id = $1 ORDER BY x.organ, x.at, x.file, x.sha256`
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, query, func(r Row) error {
			out = append(out, Returned{Round: r.Text(0), Organ: r.Text(1), File: r.Text(2), SHA256: r.Text(3), Who: r.Text(4), At: r.Text(5)})
			return nil
		}, roundID)
	})
	return out, err
}

func putProgress(ctx context.Context, tx Tx, roundID int64, p taizhang.Progress) error {
	return tx.Exec(ctx, `INSERT INTO progress (organ, uid, child, round_id, field, value, who, file, sha256, cell, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (uid, organ, child, field, round_id) DO UPDATE SET value = excluded.value, who = excluded.who, file = excluded.file,
		sha256 = excluded.sha256, cell = excluded.cell, at = excluded.at`,
		p.Organ, p.Task, p.Child, roundID, string(p.Field), p.Value, p.Who, p.File, p.SHA256, p.Cell, p.At)
}
