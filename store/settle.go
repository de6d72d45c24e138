package store

import (
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// settle writes a stored notice again, with the decisions that hold now.
func (s *Store) settle(ctx context.Context, tx *writing, h metadata) error {
	l, uids, extractor, err := loadMachine(ctx, tx, h.key)
	if err != nil {
		return err
	}
	l.Notice.Key = h.own
	return s.settleRead(ctx, tx, h, l, uids, extractor)
}

// settleRead is settle for a notice as it was read, with the uids that its entries have now.
func (s *Store) settleRead(ctx context.Context, tx *writing, h metadata, l *taizhang.Ledger, uids map[string]string, extractor string) (err error) {
	read := uids
	if h.placed != 0 {
		if l, uids, err = s.placedAs(ctx, tx, h, l, read); err != nil {
			return err
		}
	}
	decisions, err := s.decisionsOn(ctx, tx, h, l, uids, read, h.standing == current)
	if err != nil {
		return err
	}
	out, outcome := decide.Apply(decide.Ledger{Ledger: l, UIDs: uids}, decisions, s.opt.Reread)
	if h.placed != 0 {
		outcome.Before = outcome.Before.Renamed(l, read)
	}
	f, err := flatten(out.Ledger, extractor, func(id, _, _ string) string { return out.UIDs[id] })
	if err != nil {
		return err
	}
	if err := saveStates(ctx, tx, h.standing, decisions, outcome.States); err != nil {
		return err
	}
	if d := f.digest(); d != h.digest {
		h.digest = d
		if err := s.rewrite(ctx, tx, &h, f); err != nil {
			return err
		}
	} else if err := tx.Exec(ctx, "DELETE FROM originals WHERE notice_id = $1", h.id); err != nil {
		return err
	}
	if b := outcome.Before; b != nil {
		return insertOriginals(ctx, tx, h.id, b)
	}
	return nil
}
