package store

import (
	"cmp"
	"context"
	"slices"
)

// What comes again and again is linked by looking at few of the notices that are there: at
// one that is as it in all that linking asks for, and at its neighbours in the line of its work.

// twin returns a notice of h's work that was seen before it and says the same, where what the
// one is linked to is what the other is: they print the same of themselves, or no other work
// says what they do. same is the notice that stands for both.
func twin(ctx context.Context, tx *writing, h metadata, prints fingerprints) (same int64, err error) {
	if len(prints) == 0 || h.placed != 0 {
		return 0, nil
	}
	one, args := `id = (SELECT p.notice_id FROM prints p WHERE p.hashes = $1 AND length(p.hashes) < 96
		AND EXISTS (SELECT 1 FROM notices o WHERE o.id = p.notice_id AND o.work = $2 AND o.seen < $3) LIMIT 1)`, []any{prints.String(), h.work, h.seen}
	if s := prints.sketch(); s != nil {
		one, args = `id = (SELECT p.notice_id FROM sketches k JOIN prints p ON p.notice_id = k.notice_id WHERE k.hash = $1 AND p.hashes = $2
			AND EXISTS (SELECT 1 FROM notices o WHERE o.id = p.notice_id AND o.work = $3 AND o.seen < $4) LIMIT 1)`, append([]any{s[0]}, args...)
	}
	all, err := metadataWhere(ctx, tx, one, args...)
	if err != nil || len(all) == 0 || all[0].placed != 0 {
		return 0, err
	}
	t := all[0] // what was decided on it may hide what it prints
	if t.docNumber == h.docNumber && t.issuer == h.issuer && t.title == h.title && t.year == h.year {
		return cmp.Or(t.sameAs, t.id), nil
	}
	if !tx.lined || t.docNumber == "" && h.docNumber != "" {
		return 0, nil
	}
	others, err := alike(ctx, tx, h, prints, h.work)
	if err != nil || len(others) > 0 {
		return 0, err
	}
	if t.sameAs == 0 {
		return t.id, nil
	}
	best, err := metadataOf(ctx, tx, t.sameAs)
	if err != nil || best.work != h.work {
		return 0, err
	}
	return best.id, nil
}

// repeat links a notice that is new as its twin is. It stands for no other, and is in no
// line of revisions: only its uids are to be found.
func (s *Store) repeat(ctx context.Context, tx *writing, h metadata, same int64) (Stored, error) {
	if err := tx.Exec(ctx, "UPDATE notices SET same_as = $1, standing = $2 WHERE id = $3", same, duplicate, h.id); err != nil {
		return Stored{}, err
	}
	if err := s.identify(ctx, tx, h, nil); err != nil {
		return Stored{}, err
	}
	return s.named(ctx, tx, Stored{Added, h.work}, h.id)
}

// lined says whether the rows of notices say in which line they were read: nobody said what
// one says of itself, or to which work it belongs.
func lined(ctx context.Context, tx Tx) (yes bool, err error) {
	yes = true
	err = tx.Query(ctx, "SELECT 1 FROM decisions WHERE kind IN ('claim', 'notice', 'outline', 'work') AND undone_at IS NULL LIMIT 1",
		func(Row) error { yes = false; return nil })
	return yes, err
}

// beside returns notices of h's work that were seen before it, in the order of publication:
// of those that come before it the last are among them, or of those after it the first.
func beside(ctx context.Context, tx *writing, h metadata, before bool) (ns []metadata, err error) {
	if tx.lined {
		on := `id IN (SELECT o.id FROM notices o WHERE o.work = $1 AND o.id <> $2 AND o.seen <= $3 AND coalesce(o.published_at, o.signed_on, '') > $4
			ORDER BY coalesce(o.published_at, o.signed_on, ''), o.seen, o.source LIMIT 4)`
		if before {
			on = `id IN (SELECT o.id FROM notices o WHERE o.work = $1 AND o.id <> $2 AND o.seen <= $3 AND coalesce(o.published_at, o.signed_on, '') <= $4
			ORDER BY coalesce(o.published_at, o.signed_on, '') DESC, o.seen DESC, o.source DESC LIMIT 4)`
		}
		ns, err = metadataWhere(ctx, tx, on, h.own, h.id, h.seen, h.published)
	} else {
		ns, err = readAs(ctx, tx, h.own)
	}
	slices.SortFunc(ns, published)
	return slices.DeleteFunc(ns, func(n metadata) bool { return seen(n, h) >= 0 || published(n, h) < 0 != before }), err
}

// followers returns those notices of h's work, seen after it, that may take their uids from
// it: in the line of publication no other that was seen before them stands between.
func followers(ctx context.Context, tx *writing, h metadata) (out []metadata, err error) {
	if !tx.lined {
		return readAs(ctx, tx, h.own)
	}
	later, err := metadataWhere(ctx, tx, "work = $1 AND seen >= $2 AND id <> $3", h.own, h.seen, h.id)
	if err != nil || len(later) == 0 {
		return nil, err
	}
	before, err := beside(ctx, tx, h, true)
	if err != nil {
		return nil, err
	}
	after, err := beside(ctx, tx, h, false)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(later, published)
	at, _ := slices.BinarySearchFunc(later, h, published)
	next := h // of those walked over the first seen
	for i, n := range later[at:] {
		if len(after) > 0 && published(n, after[0]) > 0 {
			break
		}
		if i == 0 || seen(n, next) < 0 {
			out, next = append(out, n), n
		}
	}
	if len(before) > 0 { // from which those before h take theirs, or from one that comes after it
		return out, nil
	}
	for i := at - 1; i >= 0; i-- {
		if n := later[i]; i == at-1 || seen(n, next) < 0 {
			out, next = append(out, n), n
		}
	}
	return out, nil
}
