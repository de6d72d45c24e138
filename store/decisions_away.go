package store

import (
	"context"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// isAway is a condition on what is taken away: a kind of thing, and the column that names it.
func isAway(what, column string) string {
	return "EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = '" + what + "' AND a.exact = " + column + ")"
}

// away fills in what a decision takes away, which must be there.
func (a *anchors) away(ctx context.Context, d *decide.Decision) error {
	gone, err := decisions(ctx, a.tx, "kind = 'away' AND undone_at IS NULL AND code = $1 AND exact = $2", d.Code, d.Quote.Exact)
	if err != nil {
		return err
	}
	if len(gone) > 0 {
		x := &gone[0]
		return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("%s was taken away already, by decision %d", d.Set.Name, x.ID), Remedy: "see `taizhang decide list`",
			Err: &decide.ChangedError{Task: d.Set.Name, Who: x.Who, At: x.At}}
	}
	switch d.Code {
	case decide.AwayNotice:
		h, err := metadataOfSource(ctx, a.tx, d.Quote.Exact)
		d.Notice = h.work
		return err
	case decide.AwayRound:
		if r, err := round(ctx, a.tx, d.Quote.Exact); err != nil || r.ID == 0 {
			return notThere(err, "round", d.Quote.Exact)
		}
	case decide.AwayFile: // with these bytes: others may fail again
		there := false
		err := a.tx.Query(ctx, "SELECT source FROM failed_sources WHERE name = $1", func(r Row) error { d.Digest, there = r.Text(0), true; return nil }, d.Quote.Exact)
		if err != nil || !there {
			return notThere(err, "file that failed", d.Quote.Exact)
		}
	}
	return nil
}

func notThere(err error, what, name string) error {
	if err != nil {
		return err
	}
	return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no %s %q", what, name), Remedy: "look its name up"}
}

// SourceOf is the hash of what a notice was read from, and its title.
func (s *Store) SourceOf(ctx context.Context, key string) (source, title string, err error) {
	err = s.read(ctx, func(tx Tx) error {
		h, err := metadataOfKey(ctx, tx, key)
		source, title = h.source, h.title
		return err
	})
	return source, title, err
}
