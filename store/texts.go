package store

import (
	"context"

	"github.com/taizhang/taizhang"
)

// Text is one of the texts of a notice: a revision, or the same published elsewhere.
type Text struct {
	Key, Title, Source, Standing string
	Revision                     int
}

// Called is what people call it: see [taizhang.Called].
func (t *Text) Called() string { return taizhang.Called(t.Title, t.Source) }

// Texts returns the texts that are one notice with that of a key, it among them: revisions of
// its work, and what repeats one of them or is repeated by it.
func (s *Store) Texts(ctx context.Context, key string) (out []Text, err error) {
	err = s.read(ctx, func(tx Tx) error {
		h, err := metadataOfKey(ctx, tx, key)
		if err != nil {
			return err
		}
		work := h.work
		if h.sameAs != 0 {
			if h, err = metadataOf(ctx, tx, h.sameAs); err != nil {
				return err
			}
		}
		return tx.Query(ctx, `SELECT n.key, n.title, coalesce((SELECT s.name FROM sources s WHERE s.notice_id = n.id ORDER BY s.ord LIMIT 1), ''), n.standing, n.revision
			FROM notices n WHERE n.work IN ($1, $2) OR n.same_as IN (SELECT o.id FROM notices o WHERE o.work IN ($1, $2)) ORDER BY n.standing, n.revision, n.key`, func(r Row) error {
			out = append(out, Text{r.Text(0), r.Text(1), r.Text(2), r.Text(3), int(r.Int(4))})
			return nil
		}, work, h.work)
	})
	return out, err
}

// KeyOf is the key under which a source is stored.
func (s *Store) KeyOf(ctx context.Context, source string) (key string, err error) {
	err = s.read(ctx, func(tx Tx) error {
		h, err := metadataOfSource(ctx, tx, source)
		key = h.key
		return err
	})
	return key, err
}
