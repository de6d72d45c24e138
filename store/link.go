package store

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// The standings of a stored notice.
const (
	current    = "current"
	superseded = "superseded" // by a later revision
	duplicate  = "duplicate"  // of another, published elsewhere
	removed    = "removed"    // taken away by a person
)

// provisional is the key of a notice that is not the current revision of its
// work. It stays the same whatever other revisions come.
func provisional(work, source string) string { return work + "@" + source[:min(8, len(source))] }

// link finds what a notice that was written is to others: a duplicate, or a
// revision of the same work. What it decides follows from what is stored, not
// from the order in which it came; was is what it was before, if it was there. again
// says that it was written without all that is decided by now.
func (s *Store) link(ctx context.Context, tx *writing, id int64, prints fingerprints, was *metadata, again bool, out Stored) (Stored, error) {
	h, err := metadataOf(ctx, tx, id)
	if err != nil {
		return out, err
	}
	near, read, err := neighbours(ctx, tx, h, prints)
	if err != nil {
		return out, err
	}
	works := map[string]bool{h.work: true}
	if was != nil {
		works[was.work] = true
	}
	var back []metadata // the same as an older reading of it
	if was != nil {
		if back, err = metadataWhere(ctx, tx, "same_as = $1", h.id); err != nil {
			return out, err
		}
	}
	if err := relate(ctx, tx, h, near, back, works); err != nil {
		return out, err
	}
	own := 0 // the notices of its work
	for _, work := range slices.Sorted(maps.Keys(works)) {
		n, err := revise(ctx, tx, work)
		if err != nil {
			return out, err
		}
		if work == h.work {
			own = n
		}
	}
	if was == nil && !again && len(near)+len(read) == 0 && own == 1 && h.placed == 0 {
		if placed, err := tx.placedTo(ctx, h.work); err != nil || len(placed) == 0 {
			return out, err // alone it was written with all that was decided on it, and nothing is asked that others could say
		}
	}
	if was == nil {
		if err := s.identify(ctx, tx, h, read); err != nil {
			return out, err
		}
	}
	if out, err = s.named(ctx, tx, out, h.id); err != nil {
		return out, err
	}
	alone, decided := out.Outcome == Added && len(near)+len(read) == 0, false
	if alone && !again {
		return out, nil
	}
	if err := tx.Query(ctx, `SELECT 1 FROM decisions WHERE undone_at IS NULL LIMIT 1`, func(Row) error { decided = true; return nil }); err != nil || !decided && !again {
		return out, err
	}
	works[out.Key] = true
	return out, s.settleWorks(ctx, tx, works)
}

// named says under which key a notice is found, and whether as a revision or a duplicate.
func (s *Store) named(ctx context.Context, tx Tx, out Stored, id int64) (Stored, error) {
	h, err := metadataOf(ctx, tx, id)
	if err != nil {
		return out, err
	}
	out.Key = h.work
	for h.standing == duplicate && h.sameAs != 0 {
		if out.Outcome == Added {
			out.Outcome = Duplicate
		}
		if h, err = metadataOf(ctx, tx, h.sameAs); err != nil {
			return out, err
		}
		out.Key = h.work
	}
	if out.Outcome == Added {
		n := 0
		err = tx.Query(ctx, "SELECT count(*) FROM notices WHERE work = $1", func(r Row) error { n = int(r.Int(0)); return nil }, h.work)
		if n > 1 {
			out.Outcome = Revised
		}
	}
	return out, err
}

// neighbours returns the notices that say the same as h: within a work, where another
// word makes a revision, all of it; else nearly all. Those that would where nobody had said
// to which work a notice belongs are read.
func neighbours(ctx context.Context, tx Tx, h metadata, mine fingerprints) (near, read []metadata, err error) {
	if len(mine) == 0 {
		return nil, nil, nil
	}
	candidates, err := alike(ctx, tx, h, mine, "")
	if err != nil {
		return nil, nil, err
	}
	for _, c := range candidates {
		is, was := mayBe(h, c), mayBe(h.asRead(), c.asRead())
		if !is && !was {
			continue
		}
		theirs, err := storedFingerprints(ctx, tx, c.id)
		if err != nil {
			return nil, nil, err
		}
		share := mine.share(theirs)
		if is && (share == 1 || share >= nearlySame && h.work != c.work) {
			near = append(near, c)
		}
		if was && (share == 1 || share >= nearlySame && h.own != c.own) {
			read = append(read, c)
		}
	}
	return near, read, nil
}

// mayBe reports whether nothing that two notices print about themselves speaks
// against their being one, published twice. Within a work nothing can; where a person
// said of one to which it belongs, all does.
func mayBe(a, b metadata) bool {
	agree := func(x, y string) bool {
		x, y = taizhang.FoldString(x), taizhang.FoldString(y)
		return strings.Contains(x, y) || strings.Contains(y, x)
	}
	return a.work == b.work || a.placed+b.placed == 0 && (a.year == b.year || a.year == 0 || b.year == 0) &&
		agree(a.docNumber, b.docNumber) && agree(a.issuer, b.issuer) && agree(a.title, b.title)
}

// better is the order in which notices that say the same stand for all of them:
// one with its number before one without, then the one seen first.
func better(a, b metadata) int {
	numbered := func(h metadata) int {
		if h.docNumber != "" {
			return 0
		}
		return 1
	}
	return cmp.Or(cmp.Compare(numbered(a), numbered(b)), seen(a, b))
}

// relate says of a notice that was written, and of those that it is near to or was
// found the same as, which one each is a duplicate of: the best of those that say
// the same, if that is better than it. The works in which that changed are added.
func relate(ctx context.Context, tx Tx, h metadata, near, back []metadata, works map[string]bool) error {
	if err := repeats(ctx, tx, h, bestOf(h, near), works); err != nil {
		return err
	}
	for _, n := range back {
		prints, err := storedFingerprints(ctx, tx, n.id)
		if err != nil {
			return err
		}
		theirs, _, err := neighbours(ctx, tx, n, prints)
		if err != nil {
			return err
		}
		if err := repeats(ctx, tx, n, bestOf(n, theirs), works); err != nil {
			return err
		}
	}
	at := map[int64]metadata{}
	for _, n := range near { // to the others h is one more
		if n.sameAs == h.id {
			continue
		}
		best, ok := at[n.sameAs]
		if !ok && n.sameAs != 0 {
			var err error
			if best, err = metadataOf(ctx, tx, n.sameAs); err != nil {
				return err
			}
			at[n.sameAs] = best
		}
		if n.sameAs == 0 {
			best = n
		}
		if better(h, best) < 0 {
			if err := repeats(ctx, tx, n, h, works); err != nil {
				return err
			}
		}
	}
	return nil
}

func bestOf(h metadata, near []metadata) metadata {
	return slices.MinFunc(append([]metadata{h}, near...), better)
}

// repeats stores which notice h is a duplicate of, itself being none.
func repeats(ctx context.Context, tx Tx, h, best metadata, works map[string]bool) error {
	same := best.id
	if same == h.id {
		same = 0
	}
	if same == h.sameAs {
		return nil
	}
	works[h.work] = true
	if same != 0 {
		works[best.work] = true
	}
	if h.sameAs != 0 {
		was, err := metadataOf(ctx, tx, h.sameAs)
		if err != nil {
			return err
		}
		works[was.work] = true
	}
	return tx.Exec(ctx, "UPDATE notices SET same_as = $1 WHERE id = $2", keyOrNull(same), h.id)
}

// revise numbers the revisions of a work, oldest first by the day printed, then as
// they were seen; the last is current and has the work's key. Those that were taken away
// are none of them. It returns how many there are.
func revise(ctx context.Context, tx Tx, work string) (n int, err error) {
	var all []metadata
	gone := make(map[int64]bool)
	if err := tx.Query(ctx, "SELECT n.id, n.key, n.source, n.seen, n.revision, n.standing, n.same_as, coalesce(n.published_at, n.signed_on, ''), "+
		"CASE WHEN n.same_as IS NULL AND "+isAway(decide.AwayNotice, "n.source")+" THEN 1 ELSE 0 END FROM notices n WHERE n.work = $1 ORDER BY n.id", func(r Row) error {
		all = append(all, metadata{id: r.Int(0), key: r.Text(1), source: r.Text(2), seen: r.Int(3), revision: r.Int(4), standing: r.Text(5), sameAs: r.Int(6), dated: r.Text(7)})
		gone[r.Int(0)] = r.Int(8) != 0
		return nil
	}, work); err != nil {
		return 0, err
	}
	var line []metadata
	for _, h := range all {
		if h.sameAs == 0 && !gone[h.id] {
			line = append(line, h)
		}
	}
	slices.SortFunc(line, func(a, b metadata) int { return cmp.Or(cmp.Compare(a.dated, b.dated), seen(a, b)) })
	type want struct {
		metadata
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
	for _, h := range all {
		switch {
		case h.sameAs != 0:
			wants = append(wants, want{h, provisional(work, h.source), duplicate, 1})
		case gone[h.id]:
			wants = append(wants, want{h, provisional(work, h.source), removed, 1})
		}
	}
	for pass := range 2 { // first away from the work's key, then to it
		for _, w := range wants {
			if (w.key == work) != (pass == 1) || w.metadata.key == w.key && w.metadata.standing == w.standing && w.metadata.revision == w.revision {
				continue
			}
			if err := tx.Exec(ctx, "UPDATE notices SET key = $1, standing = $2, revision = $3 WHERE id = $4", w.key, w.standing, w.revision, w.id); err != nil {
				return 0, err
			}
		}
	}
	return len(all), nil
}

// published is the order of revisions, and seen that in which notices came.
func published(a, b metadata) int { return cmp.Or(cmp.Compare(a.published, b.published), seen(a, b)) }

func seen(a, b metadata) int {
	return cmp.Or(cmp.Compare(a.seen, b.seen), cmp.Compare(a.source, b.source))
}
