package store

import (
	"cmp"
	"context"
	"maps"

	"github.com/taizhang/taizhang"
)

// about fills in what a decision hangs on: the notice's own key, and what its tasks
// say as they were read.
func about(ctx context.Context, tx Tx, d *taizhang.Decision) error {
	if d.Kind == taizhang.DecideUnit {
		return nil
	}
	h, err := headOfKey(ctx, tx, d.Notice)
	if err != nil {
		return err
	}
	d.Notice = h.work
	if d.Kind == taizhang.DecideClaim {
		return aboutClaim(ctx, tx, h, d)
	}
	switch {
	case d.Kind == taizhang.DecideLink && (d.Task == "" || d.Set.Other == "" || d.Task == d.Set.Other || d.Set.Same == nil):
		return &taizhang.Error{Kind: taizhang.Unsupported, What: "a link of less than two tasks, or without a verdict", Remedy: "name two tasks, and whether they are the same"}
	case d.Task == "":
		return nil
	}
	l, uids, _, err := loadMachine(ctx, tx, h.key)
	if err != nil {
		return err
	}
	says := make(map[string]string)
	for _, e := range l.Entries() {
		says[uids[e.ID]] = taizhang.TextDigest(e.Text())
	}
	digest := func(uid string) (string, error) {
		if d, ok := says[uid]; ok || uid == "" {
			return d, nil
		}
		claims, err := decisions(ctx, tx, "kind = 'claim' AND uid = $1 AND undone_at IS NULL", uid)
		if err != nil || len(claims) == 0 {
			return "", cmp.Or(err, noTask(uid, "notice"))
		}
		return taizhang.TextDigest(claims[0].Quote.Exact), nil
	}
	if d.Digest, err = digest(d.Task); err == nil {
		d.Set.OtherDigest, err = digest(d.Set.Other)
	}
	return err
}

// aboutClaim checks what a claim says, and gives the item it makes the uid that one
// with this text has by rights: the program may read it so one day.
func aboutClaim(ctx context.Context, tx Tx, h head, d *taizhang.Decision) error {
	d.Task = ""
	wrong := func(what, remedy string) error {
		return &taizhang.Error{Kind: taizhang.Unsupported, What: what, Remedy: remedy}
	}
	switch d.Set.Claim {
	case taizhang.ClaimItem, taizhang.ClaimField, taizhang.ClaimChrome, taizhang.ClaimRunning, taizhang.ClaimOther:
	default:
		return wrong("a claim says “"+string(d.Set.Claim)+"”", "say item, field, chrome, running or other")
	}
	switch {
	case d.Quote.Exact == "":
		return wrong("a claim of no text", "quote the text")
	case d.Set.Claim == taizhang.ClaimField && d.Set.Name == "":
		return wrong("a claim of a field without a name", "name it")
	case d.Set.Claim != taizhang.ClaimItem:
		return nil
	}
	_, uids, err := load(ctx, tx, h.key)
	if err != nil {
		return err
	}
	mint := newUIDs(h.work)
	mint.used = make(map[string]bool)
	for _, uid := range uids {
		mint.used[uid] = true
	}
	claims, err := decisions(ctx, tx, "kind = 'claim' AND undone_at IS NULL AND work = $1", h.work)
	for _, x := range claims {
		mint.used[x.Task] = true
	}
	d.Task = mint.mint("item", d.Quote.Exact)
	return err
}

// addClaimed adds the uids of the items that claims made.
func addClaimed(uids map[string]string, d taizhang.Decided) {
	if d.Whole != nil {
		maps.Copy(uids, d.Whole.Added)
	}
}
