package store

import (
	"context"

	"github.com/taizhang/taizhang"
)

// NoticeInfo is a stored notice in one line. Tasks are items and task rows; Source is the name of what it was read from.
type NoticeInfo struct {
	Key, Title, DocNumber, Issuer, Jurisdiction string
	PlanYear                                    int // 0 when not known
	Work, Standing                              string
	Revision                                    int
	Sources, Sections, Items, TaskRows          int
	Assignments, Findings                       int
	Doubts                                      int // findings that are more than to know
	Source                                      string
}

// Called is what people call the notice: see [taizhang.Called].
func (n *NoticeInfo) Called() string { return taizhang.Called(n.Title, n.Source) }

// NoticeDigest names a notice and what it holds: the digest changes when anything does.
type NoticeDigest struct{ Key, Digest string }

// Current returns the current notices in order of their keys.
func (s *Store) Current(ctx context.Context) (out []NoticeDigest, err error) {
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, "SELECT key, digest FROM notices WHERE standing = 'current' ORDER BY key", func(r Row) error {
			out = append(out, NoticeDigest{r.Text(0), r.Text(1)})
			return nil
		})
	})
	return out, err
}

// Notices returns what is stored, in order of the notices' keys.
func (s *Store) Notices(ctx context.Context) (out []NoticeInfo, err error) {
	err = s.read(ctx, func(tx Tx) (err error) {
		out, err = notices(ctx, tx)
		return err
	})
	return out, err
}

func notices(ctx context.Context, tx Tx) (out []NoticeInfo, err error) {
	const query = `SELECT n.key, n.title, n.doc_number, n.issuer, n.jurisdiction, n.plan_year, n.work, n.standing, n.revision,
		(SELECT count(*) FROM sources s WHERE s.notice_id = n.id),
		(SELECT count(*) FROM entries e WHERE e.notice_id = n.id AND e.kind = 'section'),
		(SELECT count(*) FROM entries e WHERE e.notice_id = n.id AND e.kind = 'item'),
		(SELECT count(*) FROM entries e WHERE e.notice_id = n.id AND e.kind = 'task'),
		(SELECT count(*) FROM entries e JOIN assignments a ON a.entry_id = e.id WHERE e.notice_id = n.id),
		(SELECT count(*) FROM findings f WHERE f.notice_id = n.id),
		(SELECT count(*) FROM findings f WHERE f.notice_id = n.id AND f.severity <> 'info'),
		coalesce((SELECT s.name FROM sources s WHERE s.notice_id = n.id ORDER BY s.ord LIMIT 1), '')
		FROM notices n ORDER BY n.key`
	err = tx.Query(ctx, query, func(r Row) error {
		out = append(out, NoticeInfo{Key: r.Text(0), Title: r.Text(1), DocNumber: r.Text(2), Issuer: r.Text(3),
			Jurisdiction: r.Text(4), PlanYear: int(r.Int(5)), Work: r.Text(6), Standing: r.Text(7), Revision: int(r.Int(8)),
			Sources: int(r.Int(9)), Sections: int(r.Int(10)), Items: int(r.Int(11)), TaskRows: int(r.Int(12)),
			Assignments: int(r.Int(13)), Findings: int(r.Int(14)), Doubts: int(r.Int(15)), Source: r.Text(16)})
		return nil
	})
	return out, err
}

// Doubts counts the findings of current notices that are more than to know.
func (s *Store) Doubts(ctx context.Context) (n int, err error) {
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, "SELECT count(*) FROM findings f JOIN notices n ON n.id = f.notice_id WHERE n.standing = 'current' AND f.severity <> 'info'", func(r Row) error {
			n = int(r.Int(0))
			return nil
		})
	})
	return n, err
}
