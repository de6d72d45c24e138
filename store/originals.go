package store

import (
	"context"
	"encoding/json"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

func insertOriginals(ctx context.Context, tx Tx, id int64, b *decide.Before) error {
	entries, err := json.Marshal(b.Entries)
	if err != nil {
		return err
	}
	whole := ""
	if b.Whole != nil {
		w, err := json.Marshal(b.Whole)
		if err != nil {
			return err
		}
		whole = string(w)
	}
	return tx.Bulk(ctx, "originals", []string{"notice_id", "entries", "findings", "whole"}, []any{id, string(entries), jsonList(b.Findings), whole})
}

// loadMachine returns a stored ledger as it was read, before any decision, with
// the uids of its entries and the version of the extractor.
func loadMachine(ctx context.Context, tx Tx, key string) (l *taizhang.Ledger, uids map[string]string, extractor string, err error) {
	return loadRead(ctx, tx, key, false)
}

// loadKnown is loadMachine with the uids that the entries are known under, where a person said
// that the notice belongs elsewhere.
func loadKnown(ctx context.Context, tx Tx, key string) (l *taizhang.Ledger, uids map[string]string, err error) {
	l, uids, _, err = loadRead(ctx, tx, key, true)
	return l, uids, err
}

func loadRead(ctx context.Context, tx Tx, key string, known bool) (l *taizhang.Ledger, uids map[string]string, extractor string, err error) {
	l, uids, err = load(ctx, tx, key)
	if err != nil {
		return nil, nil, "", err
	}
	id, err := noticeID(ctx, tx, key)
	if err != nil {
		return nil, nil, "", err
	}
	err = tx.Query(ctx, "SELECT entries, findings, whole FROM originals WHERE notice_id = $1", func(r Row) error {
		b := &decide.Before{}
		if err := json.Unmarshal([]byte(r.Text(0)), &b.Entries); err != nil {
			return err
		}
		if err := parseList(r.Text(1), &b.Findings); err != nil {
			return err
		}
		if whole := r.Text(2); whole != "" {
			if err := json.Unmarshal([]byte(whole), &b.Whole); err != nil {
				return err
			}
		}
		if known && b.Whole != nil {
			b.Whole.UIDs = nil
		}
		read := decide.AsRead(decide.Ledger{Ledger: l, UIDs: uids}, b)
		l, uids = read.Ledger, read.UIDs
		return nil
	}, id)
	if err == nil {
		err = tx.Query(ctx, "SELECT extractor FROM sources WHERE notice_id = $1 ORDER BY ord LIMIT 1", func(r Row) error { extractor = r.Text(0); return nil }, id)
	}
	return l, uids, extractor, err
}
