package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/taizhang/taizhang"
)

// Digest hashes all content in canonical order, as it is stored now: every
// notice with its texts, identities and findings, but no key of this database,
// nothing of a run and no search index.
func (s *Store) Digest(ctx context.Context) (string, error) {
	h := sha256.New()
	err := s.read(ctx, func(tx Tx) error {
		keys, err := noticeKeys(ctx, tx)
		if err != nil {
			return err
		}
		for _, key := range keys {
			l, uids, err := load(ctx, tx, key)
			if err != nil {
				return err
			}
			f, err := flattenStored(l, uids)
			if err != nil {
				return err
			}
			h.Write([]byte(f.digest()))
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// flattenStored flattens a loaded ledger with the identities it was loaded with.
func flattenStored(l *taizhang.Ledger, uids map[string]string) (*flat, error) {
	return flatten(l, "", func(id, _, _ string) string { return uids[id] })
}

func noticeKeys(ctx context.Context, tx Tx) ([]string, error) {
	var keys []string
	err := tx.Query(ctx, "SELECT key FROM notices ORDER BY key", func(r Row) error {
		keys = append(keys, r.Text(0))
		return nil
	})
	return keys, err
}
