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
	opt  *Options
	says map[string]map[string]string // by key of a notice: what its tasks say as they were read, by uid
	used map[string]map[string]bool   // and the uids that a claim can't give
}

func newAnchors(tx Tx, opt *Options) *anchors {
	return &anchors{tx, opt, make(map[string]map[string]string), make(map[string]map[string]bool)}
}

// about fills in the notice's own key, and what the tasks of a decision say.
func (a *anchors) about(ctx context.Context, d *decide.Decision) error {
	if err := d.Check(); err != nil || d.Kind == decide.KindUnit {
		return err
	}
	if d.Kind == decide.KindAway {
		return a.away(ctx, d)
	}
	if d.Kind == decide.KindReopen {
		return a.reopening(ctx, d)
	}
	if d.Kind == decide.KindWork {
		return a.belonging(ctx, d)
	}
	h, err := metadataOfKey(ctx, a.tx, d.Notice)
	if err != nil {
		return err
	}
	d.Notice = h.work
	if d.Kind == decide.KindNotice && a.opt.Reread == nil {
		return &taizhang.Error{Kind: taizhang.Unsupported, What: "nothing here can read a notice again with another year or region", Remedy: "decide it with `taizhang decide notice`, or on the page"}
	}
	if d.Kind == decide.KindClaim {
		return a.claim(ctx, h, d)
	}
	if d.Digest, err = a.digest(ctx, h, d.Task); err == nil {
		d.Set.OtherDigest, err = a.digest(ctx, h, d.Set.Other)
	}
	makes := d.Set.Form == decide.Split || d.Set.Makes != ""
	if d.Set.Makes = ""; err == nil && makes {
		d.Set.Makes, err = a.mint(ctx, h, d.Quote.Exact)
	}
	for i := range d.Set.Made {
		if m := &d.Set.Made[i]; err == nil {
			m.UID, err = a.mint(ctx, h, m.Says)
		}
	}
	return err
}

// digest is that of what a task of a notice said when it was read, or claimed; empty
// for no task.
func (a *anchors) digest(ctx context.Context, h metadata, uid string) (string, error) {
	if uid == "" {
		return "", nil
	}
	if a.says[h.key] == nil {
		l, uids, err := loadKnown(ctx, a.tx, h.key)
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
	makers, err := decisions(ctx, a.tx, "(kind = 'claim' AND uid = $1 OR kind = 'outline' AND work = $2) AND undone_at IS NULL", uid, h.work)
	for i := range makers {
		if says, is := makers[i].Says(uid); is {
			return taizhang.TextDigest(says), nil
		}
	}
	return "", cmp.Or(err, noTask(uid, "notice"))
}

// claim gives the item that a claim makes its uid.
func (a *anchors) claim(ctx context.Context, h metadata, d *decide.Decision) (err error) {
	if d.Task = ""; d.Set.Claim == decide.ClaimItem {
		d.Task, err = a.mint(ctx, h, d.Quote.Exact)
	}
	return err
}

// mint makes the uid that an item with this text has by rights: the program may read it
// so one day.
func (a *anchors) mint(ctx context.Context, h metadata, text string) (string, error) {
	if a.used[h.key] == nil {
		_, uids, err := load(ctx, a.tx, h.key)
		if err != nil {
			return "", err
		}
		makers, err := decisions(ctx, a.tx, "kind IN ('claim', 'outline') AND undone_at IS NULL AND work = $1", h.work)
		if err != nil {
			return "", err
		}
		a.used[h.key] = make(map[string]bool)
		for _, uid := range uids {
			a.used[h.key][uid] = true
		}
		for i := range makers {
			for _, uid := range makers[i].MadeUIDs() {
				a.used[h.key][uid] = true
			}
			a.used[h.key][makers[i].Task] = true // which may be gone
		}
	}
	mint := newUIDs(h.work)
	mint.used = a.used[h.key]
	uid := mint.mint("item", text)
	mint.used[uid] = true
	return uid, nil
}
