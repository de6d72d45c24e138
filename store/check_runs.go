package store

import (
	"context"
	"slices"
)

// checkStandings looks for works whose revisions are not in order, and for notices
// that can't find each other.
func checkStandings(ctx context.Context, tx Tx, report reporter) error {
	all, err := metadataWhere(ctx, tx, "1 = 1")
	if err != nil {
		return err
	}
	byID := make(map[int64]metadata, len(all))
	currents, others := make(map[string]int), make(map[string]int)
	for _, h := range all {
		byID[h.id] = h
		switch h.standing {
		case current:
			currents[h.work]++
		case superseded:
			others[h.work]++
		}
	}
	for _, h := range all {
		_, there := byID[h.sameAs]
		if (h.standing == duplicate) != (h.sameAs != 0) || h.sameAs != 0 && (!there || h.sameAs == h.id) {
			report(h.key, "", "stands as %s, and repeats notice %d", h.standing, h.sameAs)
		}
		if (h.standing == current) != (h.key == h.work) {
			report(h.key, "", "stands as %s under this key", h.standing)
		}
		p, err := storedFingerprints(ctx, tx, h.id)
		if err != nil {
			report(h.key, "prints", "%v", err)
			continue
		}
		var in []int64
		for _, hash := range p.sketch() {
			if err := tx.Query(ctx, "SELECT hash FROM sketches WHERE hash = $1 AND notice_id = $2", func(r Row) error { in = append(in, r.Int(0)); return nil }, hash, h.id); err != nil {
				return err
			}
		}
		if !slices.Equal(in, p.sketch()) {
			report(h.key, "sketches", "are not those of its prints")
		}
	}
	for work, n := range others {
		if currents[work] != 1 {
			report(work, "", "has %d older revisions, and %d that are current", n, currents[work])
		}
	}
	return nil
}

// checkRuns compares what runs say they stored with what is stored.
func checkRuns(ctx context.Context, tx Tx, report reporter) error {
	err := tx.Query(ctx, `SELECT run_id, name FROM run_sources x WHERE status NOT IN ('failed', 'skipped')
		AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.source = x.source) ORDER BY run_id, ord`, func(r Row) error {
		report("", "runs", "run %d says that %s is stored, and it is not", r.Int(0), r.Text(1))
		return nil
	})
	if err != nil {
		return err
	}
	return tx.Query(ctx, "SELECT run_id, count(*), max(ord) + 1 FROM run_sources GROUP BY run_id HAVING count(*) <> max(ord) + 1 ORDER BY run_id", func(r Row) error {
		report("", "runs", "run %d has records of %d sources out of %d", r.Int(0), r.Int(1), r.Int(2))
		return nil
	})
}
