package store

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/decide"
)

// mentioning returns the notices in which a mention stands, in whatever width, and
// with decided those whose headings may have held it before they were decided on.
func mentioning(ctx context.Context, tx Tx, mention string, decided bool) ([]metadata, error) {
	want := taizhang.FoldString(mention)
	var printed []string
	err := tx.Query(ctx, "SELECT mention FROM assignments UNION SELECT unit FROM nodes ORDER BY 1", func(r Row) error {
		if taizhang.FoldString(r.Text(0)) == want {
			printed = append(printed, r.Text(0))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	seen := make(map[int64]bool)
	var out []metadata
	find := func(where string, args ...any) error {
		hs, err := metadataWhere(ctx, tx, where, args...)
		for _, h := range hs {
			if !seen[h.id] {
				seen[h.id] = true
				out = append(out, h)
			}
		}
		return err
	}
	for _, m := range printed {
		if err := find(`id IN (SELECT e.notice_id FROM entries e JOIN assignments a ON a.entry_id = e.id WHERE a.mention = $1
			UNION SELECT e.notice_id FROM entries e JOIN nodes d ON d.entry_id = e.id WHERE d.unit = $1)`, m); err != nil {
			return nil, err
		}
	}
	if !decided {
		return out, nil
	}
	var ids []int64
	if err = tx.Query(ctx, "SELECT notice_id, entries FROM originals ORDER BY notice_id", func(r Row) error {
		var read map[string]decide.Original
		if err := json.Unmarshal([]byte(r.Text(1)), &read); err != nil {
			return err
		}
		for _, o := range read {
			if taizhang.FoldString(o.Unit) == want || slices.ContainsFunc(o.Assignments, func(a taizhang.Assignment) bool { return taizhang.FoldString(a.Mention) == want }) {
				ids = append(ids, r.Int(0))
				break
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	for _, id := range ids {
		if err := find("id = $1", id); err != nil {
			return nil, err
		}
	}
	return out, err
}

// Mentions returns the jurisdictions, each once, of the notices in which a mention
// stands.
func (s *Store) Mentions(ctx context.Context, mention string) (regions []string, err error) {
	err = s.read(ctx, func(tx Tx) error {
		hs, err := mentioning(ctx, tx, mention, false)
		for _, h := range hs {
			if err == nil {
				err = tx.Query(ctx, "SELECT jurisdiction FROM notices WHERE id = $1", func(r Row) error { regions = append(regions, r.Text(0)); return nil }, h.id)
			}
		}
		return err
	})
	slices.Sort(regions)
	return slices.Compact(regions), err
}
