package store

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"github.com/taizhang/taizhang"
)

// Identity flows in the order in which notices were seen, whatever day they were
// published: what was handed out or decided under a uid finds it for good. Each
// notice takes its uids from one seen before it; what that does not have gets new ones.

// elder returns the notice from which h takes its uids: of those of its work that
// were seen before it the nearest by publication, the one before it first; else the
// first seen of those near it, elsewhere. It is 0 for none.
func elder(ctx context.Context, tx *writing, h metadata, near func() ([]metadata, error)) (int64, error) {
	for _, before := range []bool{true, false} {
		ns, err := beside(ctx, tx, h, before)
		if err != nil {
			return 0, err
		}
		if len(ns) > 0 && before {
			return ns[len(ns)-1].id, nil
		} else if len(ns) > 0 {
			return ns[0].id, nil
		}
	}
	same, err := near()
	if err != nil {
		return 0, err
	}
	first := slices.MinFunc(append(slices.Clip(same), h), seen)
	if first.id == h.id {
		return 0, nil
	}
	return first.id, nil
}

// identify gives uids to a notice that is new, and to those seen after it that take
// theirs from it now. One that is read again keeps the uids carried from the older
// reading, and so do the others.
func (s *Store) identify(ctx context.Context, tx *writing, h metadata, near []metadata) error {
	todo := map[int64]metadata{h.id: h}
	add := func(ns []metadata, err error) error {
		for _, n := range ns {
			if seen(h, n) < 0 {
				todo[n.id] = n
			}
		}
		return err
	}
	if err := add(followers(ctx, tx, h)); err != nil {
		return err
	}
	for _, n := range near {
		of := h
		if n.from != 0 {
			var err error
			if of, err = metadataOf(ctx, tx, n.from); err != nil {
				return err
			}
		}
		if seen(h, of) <= 0 {
			add([]metadata{n}, nil)
		}
	}
	changed := map[int64]bool{}
	for len(todo) > 0 {
		n := slices.MinFunc(slices.Collect(maps.Values(todo)), seen)
		delete(todo, n.id)
		from, err := elder(ctx, tx, n, func() ([]metadata, error) {
			if n.id == h.id {
				return near, nil
			}
			prints, err := storedFingerprints(ctx, tx, n.id)
			if err != nil {
				return nil, err
			}
			_, read, err := neighbours(ctx, tx, n, prints)
			return read, err
		})
		if err != nil {
			return err
		}
		if from == n.from && !changed[from] {
			continue
		}
		if err := s.inherit(ctx, tx, n.id, from); err != nil {
			return err
		}
		changed[n.id] = true
		if err := add(metadataWhere(ctx, tx, "uids_from = $1", n.id)); err != nil {
			return err
		}
	}
	return nil
}

// inherit gives the entries of a notice the uids of those that say the same in
// another, 0 for none, and takes along what was decided under the uids they had.
func (s *Store) inherit(ctx context.Context, tx *writing, id, from int64) error {
	if err := tx.Exec(ctx, "UPDATE notices SET uids_from = $1 WHERE id = $2", keyOrNull(from), id); err != nil {
		return err
	}
	h, err := metadataOf(ctx, tx, id)
	if err != nil {
		return err
	}
	l, had, extractor, err := loadMachine(ctx, tx, h.key)
	if err != nil {
		return err
	}
	l.Notice.Key = h.own
	carried := map[string]string{}
	if from != 0 {
		o, err := metadataOf(ctx, tx, from)
		if err != nil {
			return err
		}
		old, uids, _, err := loadMachine(ctx, tx, o.key)
		if err != nil {
			return err
		}
		maps.Copy(carried, s.carry(old, uids, l))
	}
	now := mintUIDs(l, carried)
	renamed := map[string]string{}
	for eid, uid := range now {
		if was := had[eid]; was != uid {
			renamed[was] = uid
		}
	}
	if err := renameDecided(ctx, tx, id, renamed); err != nil {
		return err
	}
	return s.settleRead(ctx, tx, h, l, now, extractor)
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

// renameDecided leads decisions from uids that notice id alone of its work had to those that it has now.
func renameDecided(ctx context.Context, tx Tx, id int64, renamed map[string]string) error {
	if len(renamed) == 0 {
		return nil
	}
	if err := renameLinked(ctx, tx, id, renamed); err != nil {
		return err
	}
	type about struct {
		id  int64
		uid string
	}
	var all []about
	if err := tx.Query(ctx, `SELECT d.id, d.uid FROM decisions d JOIN notices n ON n.work = d.work WHERE n.id = $1 AND d.uid <> ''
		AND NOT EXISTS (SELECT 1 FROM entries e JOIN notices o ON o.id = e.notice_id WHERE e.uid = d.uid AND o.work = d.work AND o.id <> $1)
		ORDER BY d.id`, func(r Row) error {
		all = append(all, about{r.Int(0), r.Text(1)})
		return nil
	}, id); err != nil {
		return err
	}
	for _, d := range all {
		if uid, ok := renamed[d.uid]; ok {
			if err := tx.Exec(ctx, "UPDATE decisions SET uid = $1 WHERE id = $2", uid, d.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// renameLinked is renameDecided for the other task of a link.
func renameLinked(ctx context.Context, tx Tx, id int64, renamed map[string]string) error {
	links, err := decisions(ctx, tx, "kind IN ('link', 'outline') AND work = (SELECT n.work FROM notices n WHERE n.id = $1)", id)
	for i := range links {
		d := &links[i]
		uid, ok := renamed[d.Set.Other]
		if err != nil || !ok {
			continue
		}
		if err = tx.Query(ctx, `SELECT 1 FROM entries e JOIN notices n ON n.id = e.notice_id JOIN notices h ON h.work = n.work
			WHERE h.id = $1 AND n.id <> h.id AND e.uid = $2 LIMIT 1`, func(Row) error { ok = false; return nil }, id, d.Set.Other); err != nil || !ok {
			continue
		}
		d.Set.Other = uid
		var value []byte
		if value, err = json.Marshal(d.Set); err == nil {
			err = tx.Exec(ctx, "UPDATE decisions SET value = $1 WHERE id = $2", string(value), d.ID)
		}
	}
	return err
}

// moveDecisions takes along what was decided on a notice that reads as another work
// now: all when it was the last of its work, else what hangs on entries that it alone has.
func moveDecisions(ctx context.Context, tx Tx, from, to string, id int64) error {
	return tx.Exec(ctx, `UPDATE decisions SET work = $1 WHERE work = $2 AND (NOT EXISTS (SELECT 1 FROM notices n WHERE n.work = $2)
		OR uid IN (SELECT e.uid FROM entries e WHERE e.notice_id = $3)
		AND NOT EXISTS (SELECT 1 FROM entries e JOIN notices n ON n.id = e.notice_id WHERE e.uid = decisions.uid AND n.work = $2))`, to, from, id)
}

// settleWorks applies what was decided to the notices of works, and of those under
// which they are read now.
func (s *Store) settleWorks(ctx context.Context, tx *writing, works map[string]bool) error {
	all := maps.Clone(works)
	for work := range works {
		shown, err := s.shownAs(ctx, tx, work)
		if err != nil {
			return err
		}
		maps.Copy(all, shown)
	}
	for _, work := range slices.Sorted(maps.Keys(all)) {
		hs, err := metadataWhere(ctx, tx, "work = $1", work)
		if err != nil {
			return err
		}
		for _, h := range hs {
			if err := s.settle(ctx, tx, h); err != nil {
				return err
			}
		}
	}
	return nil
}

// shownAs returns the keys under which a work is read: its own, or where all of it
// repeats others, theirs.
func (s *Store) shownAs(ctx context.Context, tx Tx, work string) (map[string]bool, error) {
	hs, err := metadataWhere(ctx, tx, "work = $1", work)
	if err != nil {
		return nil, err
	}
	keys := map[string]bool{}
	if slices.ContainsFunc(hs, func(h metadata) bool { return h.standing == current }) {
		keys[work] = true
		return keys, nil
	}
	for _, h := range hs {
		out, err := s.named(ctx, tx, Stored{}, h.id)
		if err != nil {
			return nil, err
		}
		keys[out.Key] = true
	}
	return keys, nil
}

// absorbed returns a work and those all of which repeats notices of it.
func absorbed(ctx context.Context, tx Tx, work string) ([]string, error) {
	out := []string{work}
	for i := 0; i < len(out); i++ {
		if err := tx.Query(ctx, `SELECT DISTINCT d.work FROM notices o JOIN notices d ON d.same_as = o.id WHERE o.work = $1
			AND NOT EXISTS (SELECT 1 FROM notices c WHERE c.work = d.work AND c.standing = 'current') ORDER BY 1`, func(r Row) error {
			if w := r.Text(0); !slices.Contains(out, w) {
				out = append(out, w)
			}
			return nil
		}, out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// uids returns the uids of a ledger that is ready to be written, by id.
func (f *flat) uids() map[string]string {
	eid, uid := slices.Index(f.entries.columns, "eid"), slices.Index(f.entries.columns, "uid")
	out := make(map[string]string, len(f.place))
	for i := 0; i < len(f.entries.values); i += len(f.entries.columns) {
		out[f.entries.values[i+eid].(string)] = f.entries.values[i+uid].(string)
	}
	return out
}
