package store

import (
	"cmp"
	"context"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// anchors fills in what decisions of one moment hang on.
type anchors struct {
	tx   Tx
	says map[string]map[string]string // by key of a notice: what its tasks say as they were read, by uid
	used map[string]map[string]bool   // and the uids that a claim can't give
}

func newAnchors(tx Tx) *anchors {
	return &anchors{tx, make(map[string]map[string]string), make(map[string]map[string]bool)}
}

// about fills in the notice's own key, and what the tasks of a decision say.
func (a *anchors) about(ctx context.Context, d *decide.Decision) error {
	if err := d.Check(); err != nil || d.Kind == decide.KindUnit {
		return err
	}
	h, err := headOfKey(ctx, a.tx, d.Notice)
	if err != nil {
		return err
	}
	d.Notice = h.work
	if d.Kind == decide.KindClaim {
		return a.claim(ctx, h, d)
	}
	if d.Digest, err = a.digest(ctx, h, d.Task); err == nil {
		d.Set.OtherDigest, err = a.digest(ctx, h, d.Set.Other)
	}
	return err
}

// digest is that of what a task of a notice said when it was read, or claimed; empty
// for no task.
func (a *anchors) digest(ctx context.Context, h head, uid string) (string, error) {
	if uid == "" {
		return "", nil
	}
	if a.says[h.key] == nil {
		l, uids, _, err := loadMachine(ctx, a.tx, h.key)
		if err != nil {
			return "", err
		}
		a.says[h.key] = make(map[string]string)
		for _, e := range decide.Entries(l) {
			a.says[h.key][uids[e.ID]] = taizhang.TextDigest(e.Text)
		}
	}
	if digest, ok := a.says[h.key][uid]; ok {
		return digest, nil
	}
	claims, err := decisions(ctx, a.tx, "kind = 'claim' AND uid = $1 AND undone_at IS NULL", uid)
	if err != nil || len(claims) == 0 {
		return "", cmp.Or(err, noTask(uid, "notice"))
	}
	return taizhang.TextDigest(claims[0].Quote.Exact), nil
}

// claim gives the item that a claim makes the uid that one with this text has by rights:
// the program may read it so one day.
func (a *anchors) claim(ctx context.Context, h head, d *decide.Decision) error {
	d.Task = ""
	if d.Set.Claim != decide.ClaimItem {
		return nil
	}
	if a.used[h.key] == nil {
		_, uids, err := load(ctx, a.tx, h.key)
		if err != nil {
			return err
		}
		claims, err := decisions(ctx, a.tx, "kind = 'claim' AND undone_at IS NULL AND work = $1", h.work)
		if err != nil {
			return err
		}
		a.used[h.key] = make(map[string]bool)
		for _, uid := range uids {
			a.used[h.key][uid] = true
		}
		for _, x := range claims {
			a.used[h.key][x.Task] = true
		}
	}
	mint := newUIDs(h.work)
	mint.used = a.used[h.key]
	d.Task = mint.mint("item", d.Quote.Exact)
	mint.used[d.Task] = true
	return nil
}
