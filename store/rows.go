package store

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// keyRange is the half-open range of the keys of all that hangs on a notice.
func keyRange(noticeID int64) (from, to int64) { return noticeID << keyBits, (noticeID + 1) << keyBits }

// entrants are new notices that are written together: a table's rows of all of them at once.
type entrants struct {
	notices, prints, sketches []any
	flats                     []*flat
	originals                 map[int64]*decide.Before
}

func (in *entrants) add(f *flat, h *metadata, p *Prepared) {
	in.notices = append(append(in.notices, h.id), f.noticeValues(h)...)
	in.prints = append(in.prints, h.id, p.prints.String())
	for _, hash := range p.prints.sketch() {
		in.sketches = append(in.sketches, hash, h.id)
	}
	in.flats = append(in.flats, f)
	if b := p.outcome.Before; b != nil {
		in.originals[h.id] = b
	}
	f.rebase(h.id)
}

func (in *entrants) insert(ctx context.Context, tx *writing) error {
	if err := tx.Bulk(ctx, "notices", append([]string{"id"}, in.flats[0].noticeColumns()...), in.notices); err != nil {
		return err
	}
	if err := insertRows(ctx, tx, in.flats); err != nil {
		return err
	}
	if err := tx.Bulk(ctx, "prints", printColumns, in.prints); err != nil {
		return err
	}
	if err := tx.Bulk(ctx, "sketches", sketchColumns, in.sketches); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(in.originals)) {
		if err := insertOriginals(ctx, tx, id, in.originals[id]); err != nil {
			return err
		}
	}
	return nil
}

// insertRows writes what hangs on notices; their keys are set.
func insertRows(ctx context.Context, tx *writing, flats []*flat) error {
	units := make(map[int64]taizhang.Assignment)
	for _, f := range flats {
		maps.Copy(units, f.units)
		tx.indexLater(f)
	}
	if err := tx.know(ctx, units); err != nil {
		return err
	}
	for i, r := range flats[0].records() {
		values := make([][]any, len(flats))
		for j, f := range flats {
			values[j] = f.records()[i].values
		}
		if err := tx.Bulk(ctx, r.table, r.columns, values...); err != nil {
			return fmt.Errorf("%s: %w", r.table, err)
		}
	}
	return nil
}

// rewrite writes a notice anew, in place of all that hangs on it, but not of what other
// notices know of it.
func (s *Store) rewrite(ctx context.Context, tx *writing, h *metadata, f *flat) error {
	from, to := keyRange(h.id)
	var had []int64
	if err := tx.Query(ctx, "SELECT DISTINCT unit_id FROM assignments WHERE entry_id >= $1 AND entry_id < $2 ORDER BY 1", func(r Row) error {
		had = append(had, r.Int(0))
		return nil
	}, from, to); err != nil {
		return err
	}
	if err := clearNotice(ctx, tx, h.id); err != nil {
		return err
	}
	var q strings.Builder
	for i, c := range f.noticeColumns() {
		fmt.Fprintf(&q, ", %s = $%d", c, i+1)
	}
	values := f.noticeValues(h)
	if err := tx.Exec(ctx, fmt.Sprintf("UPDATE notices SET %s WHERE id = $%d", q.String()[2:], len(values)+1), append(values, h.id)...); err != nil {
		return err
	}
	f.rebase(h.id)
	if err := insertRows(ctx, tx, []*flat{f}); err != nil {
		return err
	}
	for _, unit := range had { // that nobody has any more
		if _, has := f.units[unit]; !has {
			if err := tx.Exec(ctx, "DELETE FROM units WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM assignments a WHERE a.unit_id = units.id)", unit); err != nil {
				return err
			}
		}
	}
	return nil
}

// clearNotice deletes what hangs on a notice.
func clearNotice(ctx context.Context, tx *writing, id int64) error {
	from, to := keyRange(id)
	tx.unindex(from>>bucketBits, to>>bucketBits)
	if err := tx.Exec(ctx, "DELETE FROM search WHERE rowid >= $1 AND rowid < $2", from>>bucketBits, to>>bucketBits); err != nil {
		return err
	}
	for _, on := range [][2]string{{"notice_id", "links findings unclaimed fields originals"}, {"source_id", "texts blocks"}, {"table_id", "columns"},
		{"entry_id", "assignments deadlines targets cells rows nodes"}, {"id", "entries tables parts sources"}} {
		for table := range strings.FieldsSeq(on[1]) {
			var err error
			if on[0] == "notice_id" {
				err = tx.Exec(ctx, "DELETE FROM "+table+" WHERE notice_id = $1", id)
			} else {
				err = tx.Exec(ctx, fmt.Sprintf("DELETE FROM %s WHERE %s >= $1 AND %[2]s < $2", table, on[0]), from, to)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// rebase turns the places in the notice into keys of the database.
func (f *flat) rebase(noticeID int64) {
	f.id = noticeID
	for _, r := range f.records() {
		r.rebase(noticeID)
	}
}

// noticeColumns are those of the notice itself, but for its key.
func (f *flat) noticeColumns() []string {
	return append(slices.Clone(f.notice.columns), "work", "source", "machine", "seen", "revision", "standing", "same_as", "uids_from")
}

func (f *flat) noticeValues(h *metadata) []any {
	values := append(slices.Clone(f.notice.values), h.work, h.source, h.machine, h.seen, h.revision, h.standing, keyOrNull(h.sameAs), keyOrNull(h.from))
	values[0], values[1] = h.key, h.digest
	return values
}

func keyOrNull(id int64) any {
	if id == 0 {
		return nil
	}
	return id
}

// insertUnits adds the units that are not there yet. It can't be a Bulk, which
// knows no conflicts (COPY in PostgreSQL has none).
func insertUnits(ctx context.Context, tx Tx, units map[int64]taizhang.Assignment) error {
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(units)), together) {
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
