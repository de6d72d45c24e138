package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// reopening fills in what a decision reopens: how it was settled, and what is put back.
func (a *anchors) reopening(ctx context.Context, d *decide.Decision) error {
	c, replaced, err := conflictOf(ctx, a.tx, d.Code)
	if err != nil {
		return err
	}
	if d.Quote.Exact = c.Column + "：" + c.Returned; c.Organ != "" {
		d.Quote.Exact = c.Organ + " " + d.Quote.Exact
	}
	if c.Decided == "" {
		out := &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("conflict %d is open, and waits for a decision", c.ID), Remedy: "see `taizhang rounds conflicts`"}
		if c.Reopened != nil {
			out.Err = &decide.ChangedError{Task: d.Quote.Exact, Who: c.Reopened.Who, At: c.Reopened.At}
		}
		return out
	}
	set := &decide.Reopened{How: c.Decided, Who: c.DecidedBy, At: c.DecidedAt}
	if c.Decided == "returned" {
		now, err := standing(ctx, a.tx, c)
		if err != nil {
			return err
		}
		if now != nil && now.SHA256 == c.SHA256 && now.Cell == c.Cell && now.At == c.DecidedAt { // else somebody reported more
			set.Was = now
			switch {
			case replaced != "":
				if err := json.Unmarshal([]byte(replaced), &set.Now); err != nil {
					return err
				}
			case c.Present != "": // settled by an earlier version, which kept the value alone
				set.Now = &taizhang.Progress{Value: c.Present, At: c.At}
			}
		}
	}
	d.Set.Reopened = set
	return nil
}

// reopen opens the conflict of a decision that holds, and settles it again as it was where it
// was undone. Nothing that was reported or decided meanwhile is written over.
func reopen(ctx context.Context, tx *writing, d *decide.Decision) error {
	c, _, err := conflictOf(ctx, tx, d.Code)
	if err != nil {
		return err
	}
	set := d.Set.Reopened
	if d.UndoneAt == "" {
		if err := putBack(ctx, tx, c, set.Was, set.Now); err != nil {
			return err
		}
		return tx.Exec(ctx, "UPDATE conflicts SET decided = '', decided_by = '', decided_at = '', replaced = '' WHERE id = $1", c.ID)
	}
	if c.Decided != "" {
		return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("conflict %d was decided anew, and decision %d is not what it waits for", c.ID, d.ID),
			Remedy: "reopen it once more with `taizhang decide reopen`", Err: &decide.ChangedError{Task: d.Quote.Exact, Who: c.DecidedBy, At: c.DecidedAt}}
	}
	replaced := ""
	if set.Was != nil {
		now, err := standing(ctx, tx, c)
		if err != nil {
			return err
		}
		if (now == nil) != (set.Now == nil) || now != nil && now.Value != set.Now.Value {
			out := &decide.ChangedError{Task: d.Quote.Exact}
			if now != nil {
				out.Who, out.At = now.Who, now.At
			}
			return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("of conflict %d more was reported since it was reopened", c.ID), Remedy: "decide it anew", Err: out}
		}
		if replaced, err = jsonOf(now); err != nil {
			return err
		}
		if err := putBack(ctx, tx, c, set.Now, set.Was); err != nil {
			return err
		}
	}
	return tx.Exec(ctx, "UPDATE conflicts SET decided = $1, decided_by = $2, decided_at = $3, replaced = $4 WHERE id = $5", set.How, set.Who, set.At, replaced, c.ID)
}

// putBack puts a report of a conflict's round in the place of another; nil is none.
func putBack(ctx context.Context, tx Tx, c *taizhang.Conflict, old, new *taizhang.Progress) error {
	if old == nil && new == nil {
		return nil
	}
	r, err := round(ctx, tx, c.Round)
	if err != nil {
		return err
	}
	if new == nil {
		return tx.Exec(ctx, "DELETE FROM progress WHERE round_id = $1 AND organ = $2 AND uid = $3 AND child = $4 AND field = $5", r.ID, old.Organ, old.Task, old.Child, string(old.Field))
	}
	p := *new
	p.Round, p.Organ, p.Task, p.Child, p.Field = c.Round, c.Organ, c.Task, c.Child, c.Field
	return putProgress(ctx, tx, r.ID, p)
}

// standing is what is known in its round of the cell that a conflict is about; nil: nothing.
func standing(ctx context.Context, tx Tx, c *taizhang.Conflict) (out *taizhang.Progress, err error) {
	err = tx.Query(ctx, `SELECT p.value, p.who, p.file, p.sha256, p.cell, p.at FROM progress p JOIN rounds r ON r.id = p.round_id
		WHERE r.name = $1 AND p.organ = $2 AND p.uid = $3 AND p.child = $4 AND p.field = $5`, func(r Row) error {
		out = &taizhang.Progress{Round: c.Round, Organ: c.Organ, Task: c.Task, Child: c.Child, Field: c.Field,
			Value: r.Text(0), Who: r.Text(1), File: r.Text(2), SHA256: r.Text(3), Cell: r.Text(4), At: r.Text(5)}
		return nil
	}, c.Round, c.Organ, c.Task, c.Child, string(c.Field))
	return out, err
}

// jsonOf is a report as it is kept beside a conflict; nil is null.
func jsonOf(p *taizhang.Progress) (string, error) {
	b, err := json.Marshal(p)
	return string(b), err
}

// conflictOf is a conflict by its number as it is typed, and what stood where its value was taken.
func conflictOf(ctx context.Context, tx Tx, number string) (*taizhang.Conflict, string, error) {
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return nil, "", notThere(nil, "conflict", number)
	}
	out, err := conflicts(ctx, tx, "c.id = $1", id)
	if err != nil || len(out) == 0 {
		return nil, "", notThere(err, "conflict", number)
	}
	replaced := ""
	err = tx.Query(ctx, "SELECT replaced FROM conflicts WHERE id = $1", func(r Row) error { replaced = r.Text(0); return nil }, id)
	return &out[0], replaced, err
}

// reopenings are the decisions that reopened conflicts, the last of each by its number.
func reopenings(ctx context.Context, tx Tx) (map[int64]*taizhang.Reopening, error) {
	ds, err := decisions(ctx, tx, "kind = 'reopen' AND undone_at IS NULL")
	out := make(map[int64]*taizhang.Reopening, len(ds))
	for _, d := range ds {
		if id, err := strconv.ParseInt(d.Code, 10, 64); err == nil && d.Set.Reopened != nil {
			out[id] = &taizhang.Reopening{Decision: d.ID, Who: d.Who, At: d.At, Why: d.Why, Before: d.Set.Reopened.How}
		}
	}
	return out, err
}
