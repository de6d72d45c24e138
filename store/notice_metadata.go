package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// metadata is what the database says of a notice beside its content.
type metadata struct {
	id                int64
	key, work         string
	source, machine   string
	digest            string
	seen, revision    int64
	standing          string
	sameAs            int64  // 0 for none
	dated             string // when it was published, with what a person says of it
	published         string // this and what follows as it was read: what is linked does not hang on decisions
	docNumber, issuer string
	title             string
	year              int64
	from              int64 // the notice that its uids are from; 0 for none

	own    string // the work that it was read as, where a person said another
	placed int64  // by which decision; 0 for none
}

// asRead is what is said of a notice as if nobody had said to which work it belongs.
func (h metadata) asRead() metadata {
	h.work, h.placed = h.own, 0
	return h
}

const metadataColumns = "id, key, work, source, machine, digest, seen, revision, standing, same_as, coalesce(published_at, signed_on, ''), " +
	"doc_number, issuer, title, coalesce(plan_year, 0), uids_from, " +
	`coalesce((SELECT o.whole FROM originals o WHERE o.notice_id = n.id AND o.whole LIKE '%"head":%'), ''), ` +
	`coalesce((SELECT d.code FROM decisions d WHERE d.work = n.work AND d.kind = 'work' AND d.exact = n.source AND d.undone_at IS NULL), work), ` +
	`coalesce((SELECT d.id FROM decisions d WHERE d.work = n.work AND d.kind = 'work' AND d.exact = n.source AND d.undone_at IS NULL), 0)`

// metadataWhere returns the notices that a condition on n, with its arguments, selects.
func metadataWhere(ctx context.Context, tx Tx, where string, args ...any) ([]metadata, error) {
	var out []metadata
	err := tx.Query(ctx, "SELECT "+metadataColumns+" FROM notices n WHERE "+where+" ORDER BY id", func(r Row) error {
		h := metadata{r.Int(0), r.Text(1), r.Text(2), r.Text(3), r.Text(4), r.Text(5), r.Int(6), r.Int(7), r.Text(8), r.Int(9), r.Text(10), r.Text(10),
			r.Text(11), r.Text(12), r.Text(13), r.Int(14), r.Int(15), r.Text(17), r.Int(18)}
		var w decide.Whole
		if whole := r.Text(16); whole != "" {
			if err := json.Unmarshal([]byte(whole), &w); err != nil {
				return err
			}
		}
		if n := w.Head; n != nil {
			h.published, h.docNumber, h.issuer, h.title, h.year = cmp.Or(n.PublishedAt, string(n.SignedOn)), n.DocNumber, n.Issuer, n.Title, int64(n.PlanYear)
		}
		out = append(out, h)
		return nil
	}, args...)
	return out, err
}

func metadataOf(ctx context.Context, tx Tx, id int64) (metadata, error) {
	hs, err := metadataWhere(ctx, tx, "id = $1", id)
	if err != nil || len(hs) == 0 {
		return metadata{}, cmp.Or(err, error(&taizhang.Error{Kind: taizhang.Malformed, What: "a notice points at one that is not there", Remedy: "run `taizhang check`"}))
	}
	return hs[0], nil
}

func metadataOfSource(ctx context.Context, tx Tx, source string) (metadata, error) {
	hs, err := metadataWhere(ctx, tx, "source = $1", source)
	if err != nil || len(hs) == 0 {
		return metadata{}, cmp.Or(err, error(&taizhang.Error{Kind: taizhang.Malformed, What: "a source that was stored is gone", Remedy: "run `taizhang check`"}))
	}
	return hs[0], nil
}

func metadataOfKey(ctx context.Context, tx Tx, key string) (metadata, error) {
	hs, err := metadataWhere(ctx, tx, "key = $1", key)
	if err != nil || len(hs) == 0 {
		return metadata{}, cmp.Or(err, error(&taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no notice %q in the database", key), Remedy: "look the keys up with notices"}))
	}
	return hs[0], nil
}
