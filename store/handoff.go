package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

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
	err = s.read(ctx, func(tx Tx) error {
		out, err = progress(ctx, tx, once{}, "$1 = 0 OR p.round_id <= $1", upTo)
		return err
	})
	return out, err
}

func progress(ctx context.Context, tx Tx, o once, where string, args ...any) (out []taizhang.Progress, err error) {
	query := `SELECT r.name, p.organ, p.uid, p.child, p.field, p.value, p.who, p.file, p.sha256, p.cell, p.at
		FROM progress p JOIN rounds r ON r.id = p.round_id WHERE (` + where + `) AND NOT ` + isAway(decide.AwayRound, "r.name") + `
		ORDER BY p.round_id, p.organ, p.uid, p.child, p.field`
	err = tx.Query(ctx, query, func(r Row) error {
		out = append(out, taizhang.Progress{Round: o.of(r.Text(0)), Organ: o.of(r.Text(1)), Task: o.of(r.Text(2)), Child: o.of(r.Text(3)), Field: taizhang.ReportField(o.of(r.Text(4))),
			Value: o.of(r.Text(5)), Who: o.of(r.Text(6)), File: o.of(r.Text(7)), SHA256: o.of(r.Text(8)), Cell: r.Text(9), At: o.of(r.Text(10))})
		return nil
	}, args...)
	return out, err
}

// once keeps each text once, however often it is read.
type once map[string]string

func (o once) of(s string) string {
	if kept, ok := o[s]; ok {
		return kept
	}
	o[s] = s
	return s
}

// tasksTogether is how many tasks GivenAndSaid gives at a time.
const tasksTogether = 256

// GivenAndSaid gives what was given in a round, some tasks at a time in the order in which they first stand, and what
// was collected of them up to it, as Handouts and Progress do.
func (s *Store) GivenAndSaid(ctx context.Context, roundID int64, some func([]taizhang.Handout, []taizhang.Progress)) error {
	return s.read(ctx, func(tx Tx) error {
		var uids []any
		err := tx.Query(ctx, "SELECT uid FROM handouts WHERE round_id = $1 GROUP BY uid ORDER BY min(ord)", func(r Row) error { uids = append(uids, r.Text(0)); return nil }, roundID)
		if err != nil {
			return err
		}
		for chunk := range slices.Chunk(uids, tasksTogether) {
			in := "uid IN (" + placesFrom(2, len(chunk)) + ")" // behind the round's
			args := append([]any{roundID}, chunk...)
			// The + keeps SQLite from going through all of the round for each.
			var given []taizhang.Handout
			err := tx.Query(ctx, "SELECT given FROM handouts WHERE +round_id = $1 AND "+in+" ORDER BY ord", func(r Row) error {
				var h taizhang.Handout
				err := json.Unmarshal([]byte(r.Text(0)), &h)
				given = append(given, h)
				return err
			}, args...)
			if err != nil {
				return err
			}
			said, err := progress(ctx, tx, once{}, "p.round_id <= $1 AND p."+in, args...)
			if err != nil {
				return err
			}
			some(given, said)
		}
		return nil
	})
}

// rowsTogether is about how many hand-outs StatusesSaid reads at a time.
const rowsTogether = 4096

// StatusesSaid is GivenAndSaid of what lists show, the tasks in no order: of a hand-out whose it is, when it is due and the
// status known then; of what was collected the statuses. What some is given is valid until it returns.
func (s *Store) StatusesSaid(ctx context.Context, roundID int64, some func([]taizhang.Handout, []taizhang.Progress)) error {
	return s.read(ctx, func(tx Tx) error {
		o := once{}
		var given []taizhang.Handout
		var task string // of the row before
		for from := ""; ; {
			to := ""
			err := tx.Query(ctx, "SELECT max(uid) FROM (SELECT uid FROM handouts WHERE round_id = $1 AND uid > $2 ORDER BY uid LIMIT $3) AS h", func(r Row) error { to = r.Text(0); return nil }, roundID, from, int64(rowsTogether))
			if err != nil || to == "" {
				return err
			}
			given = given[:0]
			err = tx.Query(ctx, "SELECT uid, organ, child, role, due, kind, status FROM handouts WHERE round_id = $1 AND uid > $2 AND uid <= $3 ORDER BY uid, ord", func(r Row) error {
				if uid := r.Text(0); uid != task {
					task = uid
				}
				given = append(given, taizhang.Handout{Task: task, Organ: o.of(r.Text(1)), Child: r.Text(2), Role: taizhang.Role(r.Text(3)), Due: taizhang.Date(r.Text(4)), Kind: taizhang.DeadlineKind(r.Text(5))})
				if status := r.Text(6); status != "" {
					given[len(given)-1].Report = taizhang.Report{taizhang.Status: status}
				}
				return nil
			}, roundID, from, to)
			if err != nil {
				return err
			}
			said, err := progress(ctx, tx, o, "p.uid > $1 AND p.uid <= $2 AND p.field = $3 AND p.round_id <= $4", from, to, string(taizhang.Status), roundID)
			if err != nil {
				return err
			}
			some(given, said)
			from = to
		}
	})
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
