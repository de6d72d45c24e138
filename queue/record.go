package queue

import (
	"context"
	"time"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

// record records what became of sources of a submission, in a transaction of its own.
// They count among its total.
func (q *Queue) record(ctx context.Context, run int64, version string, works []*ingest.Work) error {
	return q.store.Update(ctx, func(b *store.Batch) error {
		if err := b.Turn(ctx); err != nil {
			return err
		}
		if _, err := b.Pgx().Exec(ctx, "UPDATE queue_submissions SET total = total + $1 WHERE run_id = $2", len(works), run); err != nil {
			return err
		}
		return q.recordIn(ctx, b, run, version, works)
	})
}

// recordIn records what became of sources of a submission, and ends its run with the last.
func (q *Queue) recordIn(ctx context.Context, b *store.Batch, run int64, version string, works []*ingest.Work) error {
	failed, ord := 0, int64(0)
	statuses := make([]store.SourceStatus, len(works))
	for i := range works {
		if statuses[i] = works[i].Status(); works[i].Err != nil {
			failed++
		}
	}
	if err := b.Turn(ctx); err != nil { // before the run's row, which whoever has the turn may want
		return err
	}
	if err := b.Pgx().QueryRow(ctx, `UPDATE queue_submissions SET recorded = recorded + $1, failed = failed + $2 WHERE run_id = $3 RETURNING recorded - $1`,
		len(works), failed, run).Scan(&ord); err != nil {
		return err
	}
	if err := b.Record(ctx, run, ord, version, statuses); err != nil {
		return err
	}
	return q.end(ctx, b, run)
}

// end ends the run of a submission of which nothing more is to come.
func (q *Queue) end(ctx context.Context, b *store.Batch, run int64) error {
	over := false
	if err := b.Pgx().QueryRow(ctx, "SELECT complete AND recorded = total FROM queue_submissions WHERE run_id = $1", run).Scan(&over); err != nil || !over {
		return err
	}
	return b.EndRun(ctx, run, q.now().Format(time.RFC3339))
}
