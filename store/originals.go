package store

import (
	"context"
	"encoding/json"

	"github.com/taizhang/taizhang"
)

func insertOriginals(ctx context.Context, tx Tx, id int64, d taizhang.Decided) error {
	entries, err := json.Marshal(d.Entries)
	if err != nil {
		return err
	}
	whole := ""
	if d.Whole != nil {
		b, err := json.Marshal(d.Whole)
		if err != nil {
			return err
		}
		whole = string(b)
	}
	return tx.Bulk(ctx, "originals", []string{"notice_id", "entries", "findings", "whole"}, []any{id, string(entries), jsonList(d.Findings), whole})
}

// loadMachine returns a stored ledger as it was read, before any decision, with
// the uids of its entries and the version of the extractor.
func loadMachine(ctx context.Context, tx Tx, key string) (l *taizhang.Ledger, uids map[string]string, extractor string, err error) {
	l, uids, err = load(ctx, tx, key)
	if err != nil {
		return nil, nil, "", err
	}
	id, err := noticeID(ctx, tx, key)
	if err != nil {
		return nil, nil, "", err
	}
	err = tx.Query(ctx, "SELECT entries, findings, whole FROM originals WHERE notice_id = $1", func(r Row) error {
		d := taizhang.Decided{Changed: true}
		if err := json.Unmarshal([]byte(r.Text(0)), &d.Entries); err != nil {
			return err
		}
		if err := parseList(r.Text(1), &d.Findings); err != nil {
			return err
		}
		if whole := r.Text(2); whole != "" {
			if err := json.Unmarshal([]byte(whole), &d.Whole); err != nil {
				return err
			}
			for id := range d.Whole.Added {
				delete(uids, id)
			}
		}
		l.Restore(d)
		return nil
	}, id)
	if err == nil {
		err = tx.Query(ctx, "SELECT extractor FROM sources WHERE notice_id = $1 ORDER BY ord LIMIT 1", func(r Row) error { extractor = r.Text(0); return nil }, id)
	}
	return l, uids, extractor, err
}
