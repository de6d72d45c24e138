package store

import (
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// Conflicts returns what must be decided on, the undecided alone unless all is set.
func (s *Store) Conflicts(ctx context.Context, all bool) (out []taizhang.Conflict, err error) {
	err = s.read(ctx, func(tx Tx) error {
		where := "c.decided = ''"
		if all {
			where = "1 = 1"
		}
		out, err = conflicts(ctx, tx, where)
		return err
	})
	return out, err
}

// conflicts are those of a condition on c, with who reopened them.
func conflicts(ctx context.Context, tx Tx, where string, args ...any) (out []taizhang.Conflict, err error) {
	reopened, err := reopenings(ctx, tx)
	if err != nil {
		return nil, err
	}
	query := `SELECT c.id, c.kind, r.name, c.organ, c.uid, c.child, c.field, c.heading, c.given, c.present, c.returned, c.file, c.sha256, c.cell, c.note, c.at, c.decided, c.decided_by, c.decided_at
		FROM conflicts c JOIN rounds r ON r.id = c.round_id WHERE (` + where + `) AND NOT ` + isAway(decide.AwayRound, "r.name") + ` ORDER BY c.id`
	err = tx.Query(ctx, query, func(r Row) error {
		out = append(out, taizhang.Conflict{ID: r.Int(0), Kind: taizhang.ConflictKind(r.Text(1)), Round: r.Text(2), Organ: r.Text(3), Task: r.Text(4), Child: r.Text(5),
			Field: taizhang.ReportField(r.Text(6)), Column: r.Text(7), Given: r.Text(8), Present: r.Text(9), Returned: r.Text(10), File: r.Text(11), SHA256: r.Text(12),
			Cell: r.Text(13), Note: r.Text(14), At: r.Text(15), Decided: r.Text(16), DecidedBy: r.Text(17), DecidedAt: r.Text(18), Reopened: reopened[r.Int(0)]})
		return nil
	}, args...)
	return out, err
}

// Resolve decides conflicts that are open: "present" keeps what the database holds,
// "returned" stores what accept makes of what came back, and leaves a conflict open that
// it can make nothing of. seen are the digests ([taizhang.Conflict.Seen]) of what
// the person saw, by ID; nil where he saw none. It returns how many were decided, and
// those that were not: another decided them otherwise before, reopened them, or the value is another
// now, which is then their Present (and Reopened is nil). What came back and is present already is compared with nothing.
func (s *Store) Resolve(ctx context.Context, decisions map[int64]string, seen map[int64]string, by Settler, accept func(taizhang.Conflict) (taizhang.Progress, bool)) (n int, before []taizhang.Conflict, err error) {
	err = s.write(ctx, func(tx *writing) error {
		all, err := conflicts(ctx, tx, "1 = 1")
		if err != nil {
			return err
		}
		n, before = 0, nil
		for _, c := range all {
			how := decisions[c.ID]
			if c.Decided != "" {
				if how != "" && how != c.Decided {
					before = append(before, c)
				}
				continue
			}
			if how != "" && seen != nil {
				if c.Present, err = present(ctx, tx, &c); err != nil {
					return err
				}
				p, ok := accept(c)
				same := how == "returned" && ok && p.Value == c.Present
				if c.Seen() != seen[c.ID] && !same {
					if taizhang.ValueSeen(c.Present) != seen[c.ID] {
						c.Reopened = nil // which is not all that he did not know
					}
					before = append(before, c)
					continue
				}
			}
			replaced := ""
			switch how {
			case "returned":
				p, ok := accept(c)
				if !ok {
					continue
				}
				p.Who, p.At = by.Who, by.At
				r, err := round(ctx, tx, c.Round)
				if err != nil {
					return err
				}
				was, err := standing(ctx, tx, &c)
				if err != nil {
					return err
				}
				if replaced, err = jsonOf(was); err != nil {
					return err
				}
				if err := putProgress(ctx, tx, r.ID, p); err != nil {
					return err
				}
			case "present":
			default:
				continue
			}
			n++
			if err := tx.Exec(ctx, "UPDATE conflicts SET decided = $1, decided_by = $2, decided_at = $3, replaced = $4 WHERE id = $5", how, by.Who, by.At, replaced, c.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return n, before, err
}

// present is what is known now of what a conflict is about: what was reported last.
func present(ctx context.Context, tx Tx, c *taizhang.Conflict) (value string, err error) {
	value = c.Present
	err = tx.Query(ctx, "SELECT value FROM progress WHERE organ = $1 AND uid = $2 AND child = $3 AND field = $4 AND field <> '' ORDER BY round_id",
		func(r Row) error { value = r.Text(0); return nil }, c.Organ, c.Task, c.Child, string(c.Field))
	return value, err
}

// Settler is who decides, and when.
type Settler struct{ Who, At string }
