package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// ReportsDigest is a digest of what was handed out and what came back: it changes when any of it
// does. It is made of counts, and costs little; empty: nothing was handed out.
func (s *Store) ReportsDigest(ctx context.Context) (digest string, err error) {
	h, some := sha256.New(), false
	err = s.read(ctx, func(tx Tx) error {
		for _, query := range reported {
			if err := tx.Query(ctx, query, func(r Row) error {
				some = true
				fmt.Fprintf(h, "%d\x00%s\x00%s\x00%d\x00", r.Int(0), r.Text(1), r.Text(2), r.Int(3))
				return nil
			}); err != nil {
				return err
			}
		}
		return nil
	})
	if !some || err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// reported tells rounds, what was given, what was reported in which file and when, who
// replied, what was taken away, and which conflicts were decided.
var reported = []string{
	"SELECT id, name || ' ' || coalesce(reply_by, '') || ' ' || state, at, 0 FROM rounds ORDER BY id",
	"SELECT round_id, '', '', count(*) FROM handouts GROUP BY round_id ORDER BY round_id",
	"SELECT round_id, sha256, at, count(*) FROM progress GROUP BY round_id, sha256, at ORDER BY round_id, sha256, at",
	"SELECT round_id, sha256, organ || ' ' || at, 0 FROM returns ORDER BY round_id, sha256, organ",
	"SELECT id, exact, '', 0 FROM decisions WHERE kind = 'away' AND code = 'round' AND undone_at IS NULL ORDER BY id",
	"SELECT round_id, decided, '', count(*) FROM conflicts GROUP BY round_id, decided ORDER BY round_id, decided",
}
