package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// seeker leads decisions to the entries of one notice.
type seeker struct {
	s    *Store
	l    *taizhang.Ledger // the notice, as it was read
	uids map[string]string
	read map[string]string // the uids that the entries were read with

	claimed map[string]bool             // uids that claims give items of the notice
	saying  map[string][]string         // uids by what the entries say
	same    map[int64]map[string]string // uids of other notices, and what they are here
}

func newSeeker(s *Store, l *taizhang.Ledger, uids, read map[string]string) *seeker {
	return &seeker{s: s, l: l, uids: uids, read: read, claimed: make(map[string]bool), same: make(map[int64]map[string]string)}
}

// says finds the uids of the notice by what the entries say, and by the uids that they are known under.
func (f *seeker) says(by string) []string {
	if f.saying == nil {
		f.saying = make(map[string][]string)
		entries := decide.Entries(f.l)
		for _, e := range entries {
			uid := f.uids[e.ID]
			says := taizhang.TextDigest(e.Text)
			f.saying[says] = append(f.saying[says], uid)
			f.saying[uid] = []string{uid}
		}
		for _, e := range entries {
			if was := f.read[e.ID]; f.saying[was] == nil {
				f.saying[was] = []string{f.uids[e.ID]}
			}
		}
	}
	return f.saying[by]
}

// here leaves out what is about tasks that are in another notice, since a person said that this
// one, or that, belongs elsewhere. alone says that there is no other.
func (f *seeker) here(ctx context.Context, tx Tx, h metadata, ds []decide.Decision, alone bool) (out []decide.Decision, err error) {
	for i := range ds {
		d := &ds[i]
		gone := false
		switch {
		case err != nil || d.Task == "" || d.Kind.Everywhere() || f.claimed[d.Task]:
		case f.says(d.Task) != nil && (d.Digest == "" || slices.Contains(f.says(d.Digest), d.Task)):
		case h.placed != 0 && d.Notice == h.own && h.own != h.work:
			gone = !alone && f.says(d.Task) == nil
		default:
			gone, err = wentAlong(ctx, tx, d, f.says(d.Task) != nil)
		}
		if !gone {
			out = append(out, *d)
		}
	}
	return out, err
}

// claims finds out which items claims make of what is unclaimed in the notice.
func (f *seeker) claims(ds []decide.Decision) {
	for i := range ds {
		if d := &ds[i]; d.Kind == decide.KindClaim && d.Task != "" && decide.Unclaimed(f.l, d.Quote, d.Set.Claim) != nil {
			f.claimed[d.Task] = true
		}
	}
}

// lead leads a decision to the entries that it is about.
func (f *seeker) lead(ctx context.Context, tx Tx, d *decide.Decision) (err error) {
	if d.Kind == decide.KindClaim || d.Kind.Everywhere() {
		return nil // it makes its own, or is about none
	}
	if d.Task, err = f.task(ctx, tx, d.Notice, d.Task, d.Digest); err == nil {
		d.Set.Other, err = f.task(ctx, tx, d.Notice, d.Set.Other, d.Set.OtherDigest)
	}
	if made := d.MadeUIDs(); made != nil && err == nil && f.splits(d) {
		for _, uid := range made {
			f.claimed[uid] = true
		}
	}
	return err
}

// splits reports whether a task that is to be split says here what the second is to say, or one
// of whose table other rows are made is there.
func (f *seeker) splits(d *decide.Decision) bool {
	if f.claimed[d.Task] {
		return true
	}
	for _, e := range decide.Entries(f.l) {
		if f.uids[e.ID] == d.Task {
			return d.Set.Made != nil || decide.SplitAt(e.Text, d.Quote.Exact) > 0 || strings.Contains(taizhang.Plain(e.Text), d.Quote.Exact)
		}
	}
	return false
}

// task returns the uid that a task of a work has here: its own; or that of the
// one entry that says the same; or what it is matched with from a notice of the work
// that has it. Where none is found it stays as it is, and is nowhere.
func (f *seeker) task(ctx context.Context, tx Tx, work, task, digest string) (string, error) {
	if task == "" {
		return "", nil
	}
	if f.claimed[task] {
		return task, nil
	}
	for _, by := range []string{task, digest} {
		if at := f.says(by); len(at) == 1 {
			return at[0], nil
		}
	}
	hs, err := metadataWhere(ctx, tx, "work = $1 AND id IN (SELECT e.notice_id FROM entries e WHERE e.uid = $2)", work, task)
	if err != nil || len(hs) == 0 {
		return task, err
	}
	h := slices.MaxFunc(hs, published)
	if f.same[h.id] == nil {
		if f.same[h.id], err = f.from(ctx, tx, h); err != nil {
			return task, err
		}
	}
	return cmp.Or(f.same[h.id][task], task), nil
}

// from matches the entries of another notice with those of this one.
func (f *seeker) from(ctx context.Context, tx Tx, h metadata) (map[string]string, error) {
	old, theirs, err := loadKnown(ctx, tx, h.key)
	if err != nil {
		return nil, err
	}
	has := make(map[string]bool, len(theirs))
	for _, uid := range theirs {
		has[uid] = true
	}
	out := make(map[string]string)
	for id, was := range f.s.carry(old, theirs, f.l) {
		if is := f.uids[id]; !has[is] { // else it is there, and another
			out[was] = is
		}
	}
	return out, nil
}
