package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// Where a person said to which notice a text belongs, `notices.work` is that work, and the
// decision keeps the one that it was read as (`code`). Identity goes by what was read alone, so
// that undoing leaves no trace; uids and decisions are led over whenever the notice is settled.

// readAs returns the notices that were read as a work, whatever a person said of them.
func readAs(ctx context.Context, tx *writing, work string) ([]metadata, error) {
	out, err := metadataWhere(ctx, tx, "work = $1", work)
	out = slices.DeleteFunc(out, func(h metadata) bool { return h.own != work })
	if err != nil {
		return nil, err
	}
	placed, err := tx.placedTo(ctx, work)
	if err != nil {
		return nil, err
	}
	for _, source := range placed {
		h, err := metadataOfSource(ctx, tx, source)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
	return out, nil
}

// placedTo returns the sources of which a person said that they belong to another work than that which they were read as.
func (w *writing) placedTo(ctx context.Context, work string) ([]string, error) {
	if w.placed == nil {
		w.placed = make(map[string][]string)
		if err := w.Query(ctx, "SELECT code, exact FROM decisions WHERE kind = 'work' AND undone_at IS NULL ORDER BY id", func(r Row) error {
			w.placed[r.Text(0)] = append(w.placed[r.Text(0)], r.Text(1))
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return w.placed[work], nil
}

// belonging fills in to which work a decision says that a notice belongs, and as which it was read.
func (a *anchors) belonging(ctx context.Context, d *decide.Decision) error {
	h, err := metadataOfSource(ctx, a.tx, d.Quote.Exact)
	if err != nil {
		return err
	}
	if h.placed != 0 {
		ds, err := decisions(ctx, a.tx, "id = $1", h.placed)
		if err != nil {
			return err
		}
		return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("where %q belongs was said already, by decision %d", h.title, h.placed), Remedy: fmt.Sprintf("take it back first, with `taizhang undo %d`", h.placed),
			Err: &decide.ChangedError{Task: h.title, Who: ds[0].Who, At: ds[0].At}}
	}
	d.Set.Kept = nil
	if err := a.tx.Query(ctx, `SELECT DISTINCT e.uid FROM entries e JOIN handouts o ON o.uid = e.uid WHERE e.notice_id = $1 AND NOT EXISTS
		(SELECT 1 FROM entries x JOIN notices n ON n.id = x.notice_id WHERE x.uid = e.uid AND n.work = $2 AND n.id <> $1) ORDER BY 1`, func(r Row) error {
		d.Set.Kept = append(d.Set.Kept, r.Text(0))
		return nil
	}, h.id, h.work); err != nil {
		return err
	}
	d.Code, d.Notice = h.own, h.own+"~"+h.source[:min(8, len(h.source))]
	if d.Set.Other == "" {
		alone := h.sameAs == 0
		err := a.tx.Query(ctx, "SELECT 1 FROM notices WHERE (work = $1 OR same_as = $2) AND id <> $2 LIMIT 1", func(Row) error { alone = false; return nil }, h.work, h.id)
		if err == nil && alone {
			err = &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("%q is a notice of its own already", h.title), Remedy: "look its revisions up with `taizhang notices --all`"}
		}
		return err
	}
	other, err := metadataOfSource(ctx, a.tx, d.Set.Other)
	if err != nil {
		return err
	}
	if d.Notice = other.work; other.work == h.work {
		return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("%q and %q are one notice already", h.title, other.title), Remedy: "look its revisions up with `taizhang notices --all`"}
	}
	return nil
}

// belong puts a notice where a decision says that it belongs, or back where that was undone.
func (s *Store) belong(ctx context.Context, tx *writing, d *decide.Decision) error {
	was, err := metadataOfSource(ctx, tx, d.Quote.Exact)
	if err != nil || d.UndoneAt == "" {
		return cmp.Or(err, s.relocate(ctx, tx, was, d.Notice, nil))
	}
	_, had, err := load(ctx, tx, was.key)
	if err != nil {
		return err
	}
	_, read, _, err := loadMachine(ctx, tx, was.key)
	if err != nil {
		return err
	}
	renamed := make(map[string]string)
	for id, uid := range had {
		if is := read[id]; is != "" && is != uid {
			renamed[uid] = is
		}
	}
	return s.relocate(ctx, tx, was, d.Code, renamed)
}

// relocate makes a notice one of another work. Where that takes it back, renamed leads what was
// decided meanwhile to the uids that it was read with.
func (s *Store) relocate(ctx context.Context, tx *writing, was metadata, work string, renamed map[string]string) error {
	if err := tx.Exec(ctx, "UPDATE notices SET work = $1, key = $2, standing = $3 WHERE id = $4", work, provisional(work, was.source), superseded, was.id); err != nil {
		return err
	}
	h, err := metadataOf(ctx, tx, was.id)
	if err != nil {
		return err
	}
	if err := s.follow(ctx, tx, h, was.work); err != nil {
		return err
	}
	if renamed != nil {
		if err := moveDecisions(ctx, tx, was.work, work, h.id); err != nil {
			return err
		}
		if err := renameDecided(ctx, tx, h.id, renamed); err != nil {
			return err
		}
	}
	prints, err := storedFingerprints(ctx, tx, h.id)
	if err != nil {
		return err
	}
	_, err = s.link(ctx, tx, h.id, prints, &was, true, Stored{Replaced, work})
	return err
}

// follow takes those along of which a person said that they belong where a notice does.
func (s *Store) follow(ctx context.Context, tx *writing, h metadata, from string) error {
	if h.work == from {
		return nil
	}
	ds, err := decisions(ctx, tx, "kind = 'work' AND undone_at IS NULL AND work = $1", from)
	if err != nil {
		return err
	}
	for _, d := range ds {
		if d.Set.Other != h.source {
			continue
		}
		was, err := metadataOfSource(ctx, tx, d.Quote.Exact)
		if err != nil {
			return err
		}
		if err := tx.Exec(ctx, "UPDATE decisions SET work = $1 WHERE id = $2", h.work, d.ID); err != nil {
			return err
		}
		if err := s.relocate(ctx, tx, was, h.work, nil); err != nil {
			return err
		}
	}
	return nil
}

// reread takes along what was decided on a notice that reads as another work now.
func (s *Store) reread(ctx context.Context, tx *writing, was, h metadata) error {
	if was.own == h.own {
		return nil
	}
	if h.placed != 0 {
		if err := tx.Exec(ctx, "UPDATE decisions SET code = $1 WHERE id = $2", h.own, h.placed); err != nil {
			return err
		}
		tx.placed = nil
	}
	if err := s.follow(ctx, tx, h, was.work); err != nil {
		return err
	}
	return moveDecisions(ctx, tx, was.own, h.own, h.id)
}

// placedAs is a notice as it was read, under the work to which a person said that it belongs,
// with the uids that its entries have there: those of the notice that it is one with, but for
// tasks that were handed out under their own.
func (s *Store) placedAs(ctx context.Context, tx *writing, h metadata, read *taizhang.Ledger, uids map[string]string) (*taizhang.Ledger, map[string]string, error) {
	l := *read
	l.Notice.Key = h.work
	ds, err := decisions(ctx, tx, "id = $1", h.placed)
	if err != nil {
		return nil, nil, err
	}
	carried, err := s.carriedFrom(ctx, tx, ds[0].Set.Other, &l)
	if err != nil {
		return nil, nil, err
	}
	out, used, kept := make(map[string]string), make(map[string]bool), ds[0].Set.Kept
	entries := decide.Entries(&l)
	for _, e := range entries {
		if uid := uids[e.ID]; slices.Contains(kept, uid) && !used[uid] {
			out[e.ID], used[uid] = uid, true
		}
	}
	for _, e := range entries {
		if uid := carried[e.ID]; uid != "" && out[e.ID] == "" && !used[uid] {
			out[e.ID], used[uid] = uid, true
		}
	}
	for _, e := range entries {
		if out[e.ID] == "" {
			uid := uidIn(h.work, uids[e.ID])
			out[e.ID], used[uid] = uid, true
		}
	}
	return &l, out, nil
}

// uidIn is the uid that a task has in a work to which its notice was said to belong, where it is
// one with no task there: the work that it left may have it still.
func uidIn(work, uid string) string {
	sum := sha256.Sum256([]byte(work + "\x00" + uid))
	return hex.EncodeToString(sum[:8])
}

// carriedFrom are the uids of the notice of a source, none for an empty one, by the ids of the
// entries here that say the same.
func (s *Store) carriedFrom(ctx context.Context, tx *writing, source string, l *taizhang.Ledger) (map[string]string, error) {
	if source == "" {
		return nil, nil
	}
	o, err := metadataOfSource(ctx, tx, source)
	if err != nil {
		return nil, err
	}
	old, uids, _, err := loadMachine(ctx, tx, o.key)
	if err == nil && o.placed != 0 {
		old, uids, err = s.placedAs(ctx, tx, o, old, uids)
	}
	if err != nil {
		return nil, err
	}
	return s.carry(old, uids, l), nil
}

// wentAlong reports whether the task of a decision went along with a notice that was of the same
// work when it was decided: where the work has one of that uid still, with the text it was decided on.
func wentAlong(ctx context.Context, tx Tx, d *decide.Decision, still bool) (bool, error) {
	type place struct{ work, source string }
	var places []place
	if err := tx.Query(ctx, "SELECT work, exact FROM decisions WHERE kind = 'work' AND undone_at IS NULL AND code = $1 AND id > $2 ORDER BY id", func(r Row) error {
		places = append(places, place{r.Text(0), r.Text(1)})
		return nil
	}, d.Notice, d.ID); err != nil {
		return false, err
	}
	for _, at := range places {
		h, err := metadataOfSource(ctx, tx, at.source)
		if err != nil {
			return false, err
		}
		l, uids, err := loadKnown(ctx, tx, h.key)
		if err != nil {
			return false, err
		}
		for _, e := range decide.Entries(l) {
			if uid := uids[e.ID]; (uid == d.Task || uid == uidIn(at.work, d.Task)) && (!still || taizhang.TextDigest(e.Text) == d.Digest) {
				return true, nil
			}
		}
	}
	return false, nil
}
