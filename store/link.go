package store

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// The standings of a stored notice.
const (
	current    = "current"
	superseded = "superseded" // by a later revision
	duplicate  = "duplicate"  // of another, published elsewhere
)

// provisional is the key of a notice that is not the current revision of its
// work. It stays the same whatever other revisions come.
func provisional(work, source string) string { return work + "@" + source[:min(8, len(source))] }

// link finds what a notice that was written is to others: a duplicate, or a
// revision of the same work. What it decides follows from what is stored, not
// from the order in which it came; was is the work it belonged to before.
func (s *Store) link(ctx context.Context, tx Tx, id int64, was string, out Stored) (Stored, error) {
	h, err := headOf(ctx, tx, id)
	if err != nil {
		return out, err
	}
	works := map[string]bool{h.work: true}
	if was != "" {
		works[was] = true
	}
	near, err := neighbours(ctx, tx, h)
	if err != nil {
		return out, err
	}
	back, err := heads(ctx, tx, "same_as = $1", h.id) // what was found the same as an older reading of it
	if err != nil {
		return out, err
	}
	if _, err := relate(ctx, tx, h, near); err != nil {
		return out, err
	}
	for _, n := range append(back, near...) {
		theirs, err := neighbours(ctx, tx, n)
		if err != nil {
			return out, err
		}
		moved, err := relate(ctx, tx, n, theirs)
		if err != nil {
			return out, err
		}
		if moved {
			works[n.work] = true
		}
	}
	for _, work := range slices.Sorted(maps.Keys(works)) {
		if err := s.revise(ctx, tx, work); err != nil {
			return out, err
		}
	}
	return s.named(ctx, tx, out, h.id)
}

// named says under which key a notice is found, and whether as a revision or a duplicate.
func (s *Store) named(ctx context.Context, tx Tx, out Stored, id int64) (Stored, error) {
	h, err := headOf(ctx, tx, id)
	if err != nil {
		return out, err
	}
	out.Key = h.work
	for h.standing == duplicate && h.sameAs != 0 {
		if out.Outcome == Added {
			out.Outcome = Duplicate
		}
		if h, err = headOf(ctx, tx, h.sameAs); err != nil {
			return out, err
		}
		out.Key = h.work
	}
	if out.Outcome == Added {
		n := 0
		err = tx.Query(ctx, "SELECT count(*) FROM notices WHERE work = $1 AND standing <> $2", func(r Row) error { n = int(r.Int(0)); return nil }, h.work, duplicate)
		if n > 1 {
			out.Outcome = Revised
		}
	}
	return out, err
}

func headOf(ctx context.Context, tx Tx, id int64) (head, error) {
	hs, err := heads(ctx, tx, "id = $1", id)
	if err != nil || len(hs) == 0 {
		return head{}, cmp.Or(err, error(&taizhang.Error{Kind: taizhang.Malformed, What: "a notice points at one that is not there", Remedy: "run `taizhang check`"}))
	}
	return hs[0], nil
}

func headOfKey(ctx context.Context, tx Tx, key string) (head, error) {
	hs, err := heads(ctx, tx, "key = $1", key)
	if err != nil || len(hs) == 0 {
		return head{}, cmp.Or(err, error(&taizhang.Error{Kind: taizhang.Empty, What: fmt.Sprintf("there is no notice %q in the database", key), Remedy: "look the keys up with notices"}))
	}
	return hs[0], nil
}

// neighbours returns the notices that say the same as h.
func neighbours(ctx context.Context, tx Tx, h head) ([]head, error) {
	mine, err := printsStored(ctx, tx, h.id)
	if err != nil || len(mine) == 0 {
		return nil, err
	}
	candidates, err := alike(ctx, tx, h.id, mine)
	if err != nil {
		return nil, err
	}
	var out []head
	for _, c := range candidates {
		theirs, err := printsStored(ctx, tx, c.id)
		if err != nil {
			return nil, err
		}
		if sameNotice(h, c, mine.share(theirs)) {
			out = append(out, c)
		}
	}
	return out, nil
}

// sameNotice reports whether two notices that share so much are one, published
// twice: within a work, where another word makes a revision, all of it; else nearly
// all, and nothing they print about themselves may speak against it.
func sameNotice(a, b head, share float64) bool {
	if a.work == b.work {
		return share == 1
	}
	agree := func(x, y string) bool {
		x, y = taizhang.FoldString(x), taizhang.FoldString(y)
		return strings.Contains(x, y) || strings.Contains(y, x)
	}
	return share >= nearlySame && agree(a.docNumber, b.docNumber) && agree(a.issuer, b.issuer) && agree(a.title, b.title) &&
		(a.year == b.year || a.year == 0 || b.year == 0)
}

// better is the order in which notices that say the same stand for all of them:
// one with its number before one without, then the one seen first.
func better(a, b head) int {
	numbered := func(h head) int {
		if h.docNumber != "" {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(numbered(a), numbered(b)), cmp.Compare(a.seen, b.seen), cmp.Compare(a.source, b.source))
}

// relate says which notice h is a duplicate of: the best of those that say the
// same, if that is better than it. It reports whether that changed.
func relate(ctx context.Context, tx Tx, h head, near []head) (bool, error) {
	best := h
	for _, n := range near {
		if better(n, best) < 0 {
			best = n
		}
	}
	same := best.id
	if same == h.id {
		same = 0
	}
	if same == h.sameAs {
		return false, nil
	}
	return true, tx.Exec(ctx, "UPDATE notices SET same_as = $1 WHERE id = $2", keyOrNull(same), h.id)
}

// revise numbers the revisions of a work, oldest first by the day printed, then as
// they were seen; the last is current and has the work's key.
func (s *Store) revise(ctx context.Context, tx Tx, work string) error {
	all, err := heads(ctx, tx, "work = $1", work)
	if err != nil {
		return err
	}
	var line []head
	var rest []head
	for _, h := range all {
		if h.sameAs != 0 {
			rest = append(rest, h)
		} else {
			line = append(line, h)
		}
	}
	slices.SortFunc(line, func(a, b head) int {
		return cmp.Or(cmp.Compare(a.published, b.published), cmp.Compare(a.seen, b.seen), cmp.Compare(a.source, b.source))
	})
	type want struct {
		head
		key, standing string
		revision      int64
	}
	var wants []want
	for i, h := range line {
		w := want{h, provisional(work, h.source), superseded, int64(i + 1)}
		if i == len(line)-1 {
			w.key, w.standing = work, current
		}
		wants = append(wants, w)
	}
	for _, h := range rest {
		wants = append(wants, want{h, provisional(work, h.source), duplicate, 1})
	}
	changed := false
	for pass := range 2 { // first away from the work's key, then to it
		for _, w := range wants {
			if (w.key == work) != (pass == 1) || w.head.key == w.key && w.head.standing == w.standing && w.head.revision == w.revision {
				continue
			}
			changed = true
			if err := tx.Exec(ctx, "UPDATE notices SET key = $1, standing = $2, revision = $3 WHERE id = $4", w.key, w.standing, w.revision, w.id); err != nil {
				return err
			}
		}
	}
	if !changed {
		return nil
	}
	for i, w := range wants {
		var err error
		switch follows := i > 0 && w.standing != duplicate; {
		case follows:
			err = s.follow(ctx, tx, wants[i-1].key, w.id)
		case w.head.standing != w.standing || w.head.revision != w.revision: // it followed another, maybe
			err = s.follow(ctx, tx, "", w.id)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// follow carries the uids of one revision on to the next, and what was decided
// under the uids that the next one had. Without one before it, a notice gets uids
// made from content alone.
func (s *Store) follow(ctx context.Context, tx Tx, from string, id int64) error {
	h, err := headOf(ctx, tx, id)
	if err != nil || from == "" && h.digest == h.machine {
		return err
	}
	l, had, _, err := loadMachine(ctx, tx, h.key)
	if err != nil {
		return err
	}
	l.Notice.Key = h.work
	carried := map[string]string{}
	if from != "" {
		old, uids, _, err := loadMachine(ctx, tx, from)
		if err != nil {
			return err
		}
		maps.Copy(carried, s.carry(old, uids, l))
	}
	now, err := mintUIDs(l, carried)
	if err != nil {
		return err
	}
	for _, eid := range slices.Sorted(maps.Keys(now)) {
		if was, uid := had[eid], now[eid]; was != uid {
			const query = `UPDATE decisions SET uid = $1 WHERE work = $2 AND uid = $3
				AND NOT EXISTS (SELECT 1 FROM entries e JOIN notices n ON n.id = e.notice_id WHERE e.uid = $3 AND n.work = $2 AND n.id <> $4)`
			if err := tx.Exec(ctx, query, uid, h.work, was, id); err != nil {
				return err
			}
		}
	}
	return s.settle(ctx, tx, h, carried)
}
