package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/taizhang/taizhang"
)

// Digest hashes all content in canonical order, as it is stored now: every
// notice with its texts, identities, findings and standing, decisions applied, but
// no key of this database, nothing of a run and no search index.
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
			var x metadata
			if x, err = metadataOfKey(ctx, tx, key); err != nil {
				return err
			}
			same := ""
			if x.sameAs != 0 {
				o, err := metadataOf(ctx, tx, x.sameAs)
				if err != nil {
					return err
				}
				same = o.key
			}
			f, err := flattenStored(l, uids, x.work)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%s\x00%s\x00%s\x00%d\x00%s\x00", f.digest(), key, x.standing, x.revision, same)
		}
		return nil
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// flattenStored flattens a loaded ledger with the identities it was loaded with.
// work is the notice's own key, which only its current revision is stored under.
func flattenStored(l *taizhang.Ledger, uids map[string]string, work string) (*flat, error) {
	stored := *l
	l = &stored
	l.Notice.Key = work
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
