package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Outcome says what [Store.Put] did.
type Outcome string

// The outcomes. Unchanged left the content as it was, byte by byte.
const (
	Added     Outcome = "added"
	Replaced  Outcome = "replaced"
	Unchanged Outcome = "unchanged"
)

const (
	sqlNotice       = "SELECT id, digest FROM notices WHERE key = $1"
	sqlDeleteNotice = "DELETE FROM notices WHERE id = $1"
	// One row a statement: one of many rows opens a savepoint, on which FTS5
	// writes out what it has so far; that takes twice the time.
	sqlIndex       = "INSERT INTO search (rowid, grams) VALUES ($1, $2)"
	sqlUnindex     = "DELETE FROM search WHERE rowid >= $1 AND rowid < $2"
	sqlOrphanUnits = "DELETE FROM units WHERE NOT EXISTS (SELECT 1 FROM assignments a WHERE a.unit_id = units.id)"
	sqlNextNotice  = "SELECT coalesce(max(id), 0) + 1 FROM notices"
	sqlExtractor   = "UPDATE sources SET extractor = $1 WHERE notice_id = $2 AND extractor <> $1"
)

// put stores l in place of what was stored under its key; when the content is
// the same, nothing changes but the extractor's version.
func put(ctx context.Context, tx Tx, l *taizhang.Ledger, extractorVersion string) (Outcome, error) {
	mint := uids{key: l.Notice.Key, seen: make(map[string]int, len(l.Nodes))}
	f, err := flatten(l, extractorVersion, func(_, kind, text string) string { return mint.mint(kind, text) })
	if err != nil {
		return "", err
	}
	digest, outcome := f.digest(), Added
	var id int64
	var old string
	err = tx.Query(ctx, sqlNotice, func(r Row) error { id, old = r.Int(0), r.Text(1); return nil }, l.Notice.Key)
	switch {
	case err != nil:
		return "", err
	case old == digest:
		return Unchanged, tx.Exec(ctx, sqlExtractor, extractorVersion, id)
	case id != 0:
		outcome = Replaced
		err = remove(ctx, tx, id)
	default:
		err = tx.Query(ctx, sqlNextNotice, func(r Row) error { id = r.Int(0); return nil })
	}
	if err == nil {
		err = f.insert(ctx, tx, id, digest)
	}
	if err == nil && outcome == Replaced {
		err = tx.Exec(ctx, sqlOrphanUnits)
	}
	return outcome, err
}

func known(ctx context.Context, tx Tx, sha256, extractorVersion string) (noticeKey string, ok bool, err error) {
	const query = `SELECT n.key FROM sources s JOIN notices n ON n.id = s.notice_id
		WHERE s.sha256 = $1 AND s.extractor = $2 ORDER BY n.key LIMIT 1`
	err = tx.Query(ctx, query, func(r Row) error { noticeKey, ok = r.Text(0), true; return nil }, sha256, extractorVersion)
	return noticeKey, ok, err
}

// remove deletes a notice with all that hangs on it. The index goes by hand: a
// virtual table has no foreign keys.
func remove(ctx context.Context, tx Tx, id int64) error {
	from, to := keyRange(id)
	if err := tx.Exec(ctx, sqlUnindex, from>>shelfBits, to>>shelfBits); err != nil {
		return err
	}
	return tx.Exec(ctx, sqlDeleteNotice, id)
}

// keyRange is the half-open range of the keys of all that hangs on a notice.
func keyRange(noticeID int64) (from, to int64) { return noticeID << keyBits, (noticeID + 1) << keyBits }

func (f *flat) insert(ctx context.Context, tx Tx, id int64, digest string) error {
	n := f.notice
	values := append([]any{id}, n.values...)
	values[2] = digest
	if err := tx.Bulk(ctx, n.table, append([]string{"id"}, n.columns...), values); err != nil {
		return err
	}
	if err := insertUnits(ctx, tx, f.units); err != nil {
		return err
	}
	for _, r := range f.records() {
		r.rebase(id)
		if err := r.insert(ctx, tx); err != nil {
			return fmt.Errorf("%s: %w", r.table, err)
		}
	}
	for i := 0; i < len(f.index.rows); i += 2 {
		shelf := id<<(keyBits-shelfBits) + f.index.rows[i].(int64)
		if err := tx.Exec(ctx, sqlIndex, shelf, f.index.rows[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// insertUnits adds the units that are not there yet. It can't be a Bulk, which
// knows no conflicts (COPY in PostgreSQL has none).
func insertUnits(ctx context.Context, tx Tx, units map[int64]taizhang.Assignment) error {
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(units)), 16) {
		var q strings.Builder
		q.WriteString("INSERT INTO units (id, name, organ) VALUES ")
		args := make([]any, 0, 3*len(chunk))
		for i, id := range chunk {
			if i > 0 {
				q.WriteByte(',')
			}
			fmt.Fprintf(&q, "($%d,$%d,$%d)", 3*i+1, 3*i+2, 3*i+3)
			args = append(args, id, units[id].Unit, units[id].Organ)
		}
		q.WriteString(" ON CONFLICT DO NOTHING")
		if err := tx.Exec(ctx, q.String(), args...); err != nil {
			return err
		}
	}
	return nil
}
