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
	Replaced  Outcome = "replaced"  // the same source, read otherwise
	Unchanged Outcome = "unchanged" // the same source, read the same
	Revised   Outcome = "revised"   // another text of a notice that is there: a revision of it
	Duplicate Outcome = "duplicate" // a notice that is there, published again
)

// Stored is what became of a notice that was put. Key names the notice: its
// current revision, or the one it repeats.
type Stored struct {
	Outcome Outcome
	Key     string
}

// Prepared is a ledger ready to be written. Preparing takes as long as writing,
// and may be done on many cores.
type Prepared struct {
	Ledger  *taizhang.Ledger
	Seen    int64 // the order in which it came, where that is not the order of storing; else 0
	version string
	source  string // names the bytes it was read from
	flat    *flat  // as read, with uids made from content
	machine string // the digest of that
	prints  prints
	decided taizhang.Decided // what writing it made of Ledger
	used    bool             // flat has become rows of a database
}

// Prepare flattens and hashes a ledger. One whose ids lead nowhere is an error.
func Prepare(l *taizhang.Ledger, extractorVersion string) (*Prepared, error) {
	mint := newUIDs(l.Notice.Key)
	f, err := flatten(l, extractorVersion, func(_, kind, text string) string { return mint.mint(kind, text) })
	if err != nil {
		return nil, err
	}
	return &Prepared{Ledger: l, version: extractorVersion, source: sourceOf(l), flat: f, machine: f.digest(), prints: printsOf(l)}, nil
}

// sourceOf names the bytes a ledger was read from.
func sourceOf(l *taizhang.Ledger) string {
	if len(l.Sources) == 0 {
		return l.Notice.Key
	}
	return l.Sources[0].SHA256
}

const (
	sqlUnindex     = "DELETE FROM search WHERE rowid >= $1 AND rowid < $2"
	sqlOrphanUnits = "DELETE FROM units WHERE NOT EXISTS (SELECT 1 FROM assignments a WHERE a.unit_id = units.id)"
	sqlExtractor   = "UPDATE sources SET extractor = $1 WHERE notice_id = $2 AND extractor <> $1"
)

// head is what the database says of a notice beside its content.
type head struct {
	id                int64
	key, work         string
	source, machine   string
	digest            string
	seen, revision    int64
	standing          string
	sameAs            int64 // 0 for none
	published         string
	docNumber, issuer string
	title             string
	year              int64
	from              int64 // the notice that its uids are from; 0 for none
}

const headColumns = "id, key, work, source, machine, digest, seen, revision, standing, same_as, coalesce(published_at, signed_on, ''), " +
	"doc_number, issuer, title, coalesce(plan_year, 0), uids_from"

// heads returns the notices that a condition on n, with its arguments, selects.
func heads(ctx context.Context, tx Tx, where string, args ...any) ([]head, error) {
	var out []head
	err := tx.Query(ctx, "SELECT "+headColumns+" FROM notices n WHERE "+where+" ORDER BY id", func(r Row) error {
		out = append(out, head{r.Int(0), r.Text(1), r.Text(2), r.Text(3), r.Text(4), r.Text(5), r.Int(6), r.Int(7), r.Text(8), r.Int(9), r.Text(10),
			r.Text(11), r.Text(12), r.Text(13), r.Int(14), r.Int(15)})
		return nil
	}, args...)
	return out, err
}

// put stores p in place of what was read from the same source; when that is the
// same, nothing changes but the extractor's version. Then it is linked.
func (s *Store) put(ctx context.Context, tx *writing, p *Prepared) (Stored, error) {
	if p.used { // its transaction failed, and this is another
		p.Ledger.Restore(p.decided)
		again, err := Prepare(p.Ledger, p.version)
		if err != nil {
			return Stored{}, err
		}
		again.Seen = p.Seen
		*p = *again
	}
	p.used = true
	work := p.Ledger.Notice.Key
	same, err := heads(ctx, tx, "source = $1", p.source)
	if err != nil {
		return Stored{}, err
	}
	if len(same) > 0 && same[0].machine == p.machine {
		out := Stored{Unchanged, same[0].work}
		if err := tx.Exec(ctx, sqlExtractor, p.version, same[0].id); err != nil {
			return out, err
		}
		return s.named(ctx, tx, out, same[0].id)
	}
	h := head{work: work, source: p.source, machine: p.machine, revision: 1, standing: current}
	if len(same) == 0 {
		ids, err := s.db.nextNotices(ctx, tx, 1)
		if err != nil {
			return Stored{}, err
		}
		h.id = ids[0]
		others, err := heads(ctx, tx, "work = $1", work)
		if err != nil {
			return Stored{}, err
		}
		if h.seen = p.Seen; h.seen == 0 {
			h.seen = h.id
		}
		if h.key = work; len(others) > 0 {
			h.key = provisional(work, p.source)
		}
		if err := s.writeNotice(ctx, tx, &h, p, nil, false); err != nil {
			return Stored{}, err
		}
		return s.link(ctx, tx, h.id, nil, Stored{Added, work})
	}
	old := same[0]
	h.id, h.seen, h.key, h.revision, h.standing, h.sameAs, h.from = old.id, old.seen, old.key, old.revision, old.standing, old.sameAs, old.from
	if old.work != work { // the keys of either work may be another's
		h.key, h.standing = provisional(work, p.source), superseded
	}
	before, uids, _, err := loadMachine(ctx, tx, old.key)
	if err != nil {
		return Stored{}, err
	}
	if err := s.writeNotice(ctx, tx, &h, p, s.carry(before, uids, p.Ledger), true); err != nil {
		return Stored{}, err
	}
	return s.link(ctx, tx, h.id, &old, Stored{Replaced, work})
}

// carry takes the uids of what was read before over to what says the same now: by
// id, the new entries'.
func (s *Store) carry(old *taizhang.Ledger, uids map[string]string, l *taizhang.Ledger) map[string]string {
	if s.opt.Carry == nil {
		return nil
	}
	out := make(map[string]string)
	for id, was := range s.opt.Carry(old, l) {
		if uid := uids[was]; uid != "" {
			out[id] = uid
		}
	}
	return out
}

// writeNotice writes a notice with what was decided on it, in place of its rows when
// there are some. carried are the uids of entries that are known.
func (s *Store) writeNotice(ctx context.Context, tx *writing, h *head, p *Prepared, carried map[string]string, replace bool) error {
	f, uids, err := p.flat, map[string]string(nil), error(nil)
	h.digest = p.machine
	if len(carried) > 0 {
		uids, err = mintUIDs(p.Ledger, carried)
	} else {
		uids = f.uids()
	}
	if err != nil {
		return err
	}
	decisions, err := s.decisionsOn(ctx, tx, p.Ledger, uids, false)
	if err != nil {
		return err
	}
	if len(carried) > 0 || len(decisions) > 0 {
		p.decided = p.Ledger.Decide(uids, decisions)
		if f, err = flatten(p.Ledger, p.version, func(id, _, _ string) string { return uids[id] }); err != nil {
			return err
		}
		h.digest = f.digest()
	}
	if replace {
		err = s.clearNotice(ctx, tx, h.id)
	}
	if err == nil {
		err = f.insert(ctx, tx, h, replace)
		tx.shelve(f, h.id)
	}
	if err == nil {
		err = savePrints(ctx, tx, h.id, p.prints, replace)
	}
	if err == nil && p.decided.Changed {
		err = insertOriginals(ctx, tx, h.id, p.decided)
	}
	if err == nil {
		err = saveStates(ctx, tx, h, decisions, p.decided.States)
	}
	if err == nil && replace {
		err = tx.Exec(ctx, sqlOrphanUnits)
	}
	return err
}

// settle writes a stored notice again: with the decisions that hold now, and with
// the uids carried, which may be none, in the place of those of these entries.
func (s *Store) settle(ctx context.Context, tx *writing, h head, carried map[string]string) error {
	l, uids, extractor, err := loadMachine(ctx, tx, h.key)
	if err != nil {
		return err
	}
	l.Notice.Key = h.work
	if carried != nil {
		if uids, err = mintUIDs(l, carried); err != nil {
			return err
		}
	}
	decisions, err := s.decisionsOn(ctx, tx, l, uids, h.standing == current)
	if err != nil {
		return err
	}
	p := &Prepared{version: extractor, source: h.source, machine: h.machine}
	decided := l.Decide(uids, decisions)
	if p.flat, err = flatten(l, extractor, func(id, _, _ string) string { return uids[id] }); err != nil {
		return err
	}
	if err := saveStates(ctx, tx, &h, decisions, decided.States); err != nil {
		return err
	}
	if d := p.flat.digest(); d != h.digest {
		h.digest = d
		if err := s.clearNotice(ctx, tx, h.id); err != nil {
			return err
		}
		if err := p.flat.insert(ctx, tx, &h, true); err != nil {
			return err
		}
		tx.shelve(p.flat, h.id)
		if err := tx.Exec(ctx, sqlOrphanUnits); err != nil {
			return err
		}
	} else if err := tx.Exec(ctx, "DELETE FROM originals WHERE notice_id = $1", h.id); err != nil {
		return err
	}
	if decided.Changed {
		return insertOriginals(ctx, tx, h.id, decided)
	}
	return nil
}

// clearNotice deletes all that hangs on a notice, but not what other notices
// know of it. The index goes by hand: a virtual table has no foreign keys.
func (s *Store) clearNotice(ctx context.Context, tx *writing, id int64) error {
	from, to := keyRange(id)
	tx.unshelve(from>>shelfBits, to>>shelfBits)
	if err := tx.Exec(ctx, sqlUnindex, from>>shelfBits, to>>shelfBits); err != nil {
		return err
	}
	for _, table := range []string{"links", "findings", "unclaimed", "entries", "tables", "fields", "parts", "sources", "originals"} {
		if err := tx.Exec(ctx, "DELETE FROM "+table+" WHERE notice_id = $1", id); err != nil {
			return err
		}
	}
	return nil
}

// keyRange is the half-open range of the keys of all that hangs on a notice.
func keyRange(noticeID int64) (from, to int64) { return noticeID << keyBits, (noticeID + 1) << keyBits }

// insert writes the rows; that of the notice itself is there when replace is set.
func (f *flat) insert(ctx context.Context, tx Tx, h *head, replace bool) error {
	if err := f.insertNotice(ctx, tx, h, replace); err != nil {
		return err
	}
	if err := insertUnits(ctx, tx, f.units); err != nil {
		return err
	}
	for _, r := range f.records() {
		r.rebase(h.id)
		if err := r.insert(ctx, tx); err != nil {
			return fmt.Errorf("%s: %w", r.table, err)
		}
	}
	return nil
}

func (f *flat) insertNotice(ctx context.Context, tx Tx, h *head, replace bool) error {
	n := f.notice
	columns := append(slices.Clone(n.columns), "work", "source", "machine", "seen", "revision", "standing", "same_as", "uids_from")
	values := append(slices.Clone(n.values), h.work, h.source, h.machine, h.seen, h.revision, h.standing, keyOrNull(h.sameAs), keyOrNull(h.from))
	values[0], values[1] = h.key, h.digest
	if !replace {
		return tx.Bulk(ctx, n.table, append([]string{"id"}, columns...), append([]any{h.id}, values...))
	}
	var q strings.Builder
	for i, c := range columns {
		fmt.Fprintf(&q, ", %s = $%d", c, i+1)
	}
	return tx.Exec(ctx, fmt.Sprintf("UPDATE notices SET %s WHERE id = $%d", q.String()[2:], len(columns)+1), append(values, h.id)...)
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
