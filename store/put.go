package store

import (
	"cmp"
	"context"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
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
	flat    *flat  // as read, with uids made from content; nil once it was written: see rows
	machine string // the digest of that
	prints  fingerprints

	// What the transaction that writes it makes of it.
	stored    *taizhang.Ledger  // with what was decided
	decisions []decide.Decision // that hold for it
	outcome   decide.Outcome
}

// Prepare flattens and hashes a ledger. One whose ids lead nowhere is an error.
func Prepare(l *taizhang.Ledger, extractorVersion string) (*Prepared, error) {
	p := &Prepared{Ledger: l, version: extractorVersion, source: sourceOf(l)}
	f, err := p.rows()
	if err != nil {
		return nil, err
	}
	p.machine, p.prints = f.digest(), fingerprintsOf(l)
	return p, nil
}

// rows are those of the ledger as it was read. They take as much memory as it does, so
// they are let go of when they are written, and made again by a transaction that is.
func (p *Prepared) rows() (f *flat, err error) {
	if p.flat == nil {
		mint := newUIDs(p.Ledger.Notice.Key)
		p.flat, err = flatten(p.Ledger, p.version, func(_, kind, text string) string { return mint.mint(kind, text) })
	}
	return p.flat, err
}

// Bytes is about how much memory it takes.
func (p *Prepared) Bytes() int {
	const value = 32 // of a row, with what it points at; and as much in the ledger
	n := 0
	if p.flat != nil {
		for _, r := range p.flat.records() {
			n += 2 * value * len(r.values)
		}
	}
	return n + 4*len(p.Ledger.Text())
}

// Decided is the ledger with what was decided on it when it was written.
func (p *Prepared) Decided() *taizhang.Ledger { return p.stored }

// sourceOf names the bytes a ledger was read from.
func sourceOf(l *taizhang.Ledger) string {
	if l.Doc == nil {
		return l.Notice.Key
	}
	return l.Doc.Source.SHA256
}

// put stores notices, each in place of what was read from the same source, and links
// them one after the other. The rows of those that are new go in first and together,
// for which nothing that others change is looked at: many writers do that side by side.
func (s *Store) put(ctx context.Context, tx *writing, ps []*Prepared) ([]Stored, error) {
	if len(ps) == 0 {
		return nil, nil
	}
	fresh, err := s.enter(ctx, tx, ps)
	if err != nil {
		return nil, err
	}
	if err := tx.turn(ctx); err != nil {
		return nil, err
	}
	decided := tx.decided
	if tx.decided, err = decidedSoFar(ctx, tx); err != nil {
		return nil, err
	}
	if tx.lined, err = lined(ctx, tx); err != nil {
		return nil, err
	}
	out := make([]Stored, len(ps))
	for i, p := range ps {
		if h := fresh[i]; h != nil {
			out[i], err = s.join(ctx, tx, p, h, tx.decided != decided)
		} else {
			out[i], err = s.replace(ctx, tx, p)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// enter writes the rows of those notices whose source is not known, and returns what
// the database says of them. They have no work yet, and nobody finds them.
func (s *Store) enter(ctx context.Context, tx *writing, ps []*Prepared) (fresh []*metadata, err error) {
	fresh = make([]*metadata, len(ps))
	known := make(map[string]bool)
	var news []int
	for i, p := range ps {
		if !known[p.source] {
			known[p.source] = true
			there := false
			if err := tx.Query(ctx, "SELECT 1 FROM notices WHERE source = $1", func(Row) error { there = true; return nil }, p.source); err != nil {
				return nil, err
			}
			if !there {
				news = append(news, i)
			}
		}
	}
	if len(news) == 0 {
		return fresh, nil
	}
	if tx.decided, err = decidedSoFar(ctx, tx); err != nil {
		return nil, err
	}
	ids, err := s.db.nextNotices(ctx, tx, len(news))
	if err != nil {
		return nil, err
	}
	id := make(map[int]int64)
	for n, i := range news {
		id[i] = ids[n]
	}
	// Two that write the same source wait for each other in one order.
	slices.SortFunc(news, func(a, b int) int { return cmp.Compare(ps[a].source, ps[b].source) })
	in := entrants{originals: make(map[int64]*decide.Before)}
	for _, i := range news {
		p := ps[i]
		h := &metadata{id: id[i], key: provisional(p.Ledger.Notice.Key, p.source), source: p.source, machine: p.machine,
			seen: cmp.Or(p.Seen, id[i]), revision: 1, standing: superseded}
		f, err := s.rowsOf(ctx, tx, h, p, nil)
		if err != nil {
			return nil, err
		}
		fresh[i] = h
		in.add(f, h, p)
	}
	if err := in.insert(ctx, tx); err != nil {
		return nil, err
	}
	for _, i := range news {
		ps[i].flat = nil
	}
	return fresh, nil
}

// join links a notice that was entered. again says that something was decided since then.
func (s *Store) join(ctx context.Context, tx *writing, p *Prepared, h *metadata, again bool) (Stored, error) {
	h.work = p.Ledger.Notice.Key
	if err := tx.Exec(ctx, "UPDATE notices SET work = $1 WHERE id = $2", h.work, h.id); err != nil {
		return Stored{}, err
	}
	m, err := metadataOf(ctx, tx, h.id)
	if err != nil {
		return Stored{}, err
	}
	if same, err := twin(ctx, tx, m, p.prints); err != nil {
		return Stored{}, err
	} else if same != 0 {
		return s.repeat(ctx, tx, m, same)
	}
	if err := saveStates(ctx, tx, current, p.decisions, p.outcome.States); err != nil {
		return Stored{}, err
	}
	return s.link(ctx, tx, h.id, p.prints, nil, again, Stored{Added, h.work})
}

// replace puts p in place of what was read from the same source; when that is the
// same, nothing changes but the extractor's version.
func (s *Store) replace(ctx context.Context, tx *writing, p *Prepared) (Stored, error) {
	work := p.Ledger.Notice.Key
	old, err := metadataOfSource(ctx, tx, p.source)
	if err != nil {
		return Stored{}, err
	}
	p.stored = p.Ledger
	if old.machine == p.machine {
		if err := tx.Exec(ctx, "UPDATE sources SET extractor = $1 WHERE notice_id = $2 AND extractor <> $1", p.version, old.id); err != nil {
			return Stored{}, err
		}
		return s.named(ctx, tx, Stored{Unchanged, old.work}, old.id)
	}
	h := old
	h.own, h.machine = work, p.machine
	if old.placed == 0 {
		h.work = work
	}
	if old.work != h.work { // the keys of either work may be another's
		h.key, h.standing = provisional(h.work, p.source), superseded
	}
	before, uids, _, err := loadMachine(ctx, tx, old.key)
	if err != nil {
		return Stored{}, err
	}
	f, err := s.rowsOf(ctx, tx, &h, p, s.carry(before, uids, p.Ledger))
	if err != nil {
		return Stored{}, err
	}
	if err := s.rewrite(ctx, tx, &h, f); err != nil {
		return Stored{}, err
	}
	p.flat = nil
	if err := replaceFingerprints(ctx, tx, h.id, p.prints); err != nil {
		return Stored{}, err
	}
	if b := p.outcome.Before; b != nil {
		if err := insertOriginals(ctx, tx, h.id, b); err != nil {
			return Stored{}, err
		}
	}
	if err := saveStates(ctx, tx, h.standing, p.decisions, p.outcome.States); err != nil {
		return Stored{}, err
	}
	if err := s.reread(ctx, tx, old, h); err != nil {
		return Stored{}, err
	}
	return s.link(ctx, tx, h.id, p.prints, &old, false, Stored{Replaced, h.work})
}

// rowsOf returns the rows of p with what was decided on it, and sets their digest in h.
// carried are the uids of entries that are known.
func (s *Store) rowsOf(ctx context.Context, tx *writing, h *metadata, p *Prepared, carried map[string]string) (f *flat, err error) {
	if f, err = p.rows(); err != nil {
		return nil, err
	}
	h.digest = p.machine
	p.stored, p.outcome = p.Ledger, decide.Outcome{}
	uids := f.uids()
	if len(carried) > 0 {
		uids = mintUIDs(p.Ledger, carried)
	}
	l, read := p.Ledger, uids
	if h.placed != 0 {
		if l, uids, err = s.placedAs(ctx, tx, *h, l, read); err != nil {
			return nil, err
		}
	}
	if p.decisions, err = s.decisionsOn(ctx, tx, *h, l, uids, read, false); err != nil {
		return nil, err
	}
	if len(carried) > 0 || len(p.decisions) > 0 || h.placed != 0 {
		var out decide.Ledger
		out, p.outcome = decide.Apply(decide.Ledger{Ledger: l, UIDs: uids}, p.decisions, s.opt.Reread)
		if h.placed != 0 {
			p.outcome.Before = p.outcome.Before.Renamed(l, read)
		}
		p.stored = out.Ledger
		if f, err = flatten(out.Ledger, p.version, func(id, _, _ string) string { return out.UIDs[id] }); err != nil {
			return nil, err
		}
		h.digest = f.digest()
	}
	return f, nil
}
