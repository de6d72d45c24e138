package queue

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// Status is how far the work is.
type Status struct {
	Waiting  int64   `json:"waiting"`
	Running  int64   `json:"running"`
	Retrying int64   `json:"retrying"` // after a failure that may pass, of reading or of writing
	Done     int64   `json:"done"`     // stored, there already or skipped, of all submissions
	Failed   int64   `json:"failed"`   // for good and not read since, in the queue or by ingest
	Rate     float64 `json:"per_second"`
	Left     float64 `json:"seconds_left"` // 0 when there is nothing to tell it by
}

// rateOver is the time over which the rate is taken.
const rateOver = time.Minute

// Status counts what waits, is being read and is done. It takes no longer the more there is:
// what waits is what was submitted and is not recorded. The rate is that of the last minute, or
// of the time since work began in it.
func (q *Queue) Status(ctx context.Context) (s Status, err error) {
	err = pgx.BeginTxFunc(ctx, q.pool, pgx.TxOptions{AccessMode: pgx.ReadOnly, IsoLevel: pgx.RepeatableRead}, func(tx pgx.Tx) error {
		var left int64
		if err := tx.QueryRow(ctx, "SELECT coalesce(sum(total - recorded), 0), coalesce(sum(recorded - failed), 0) FROM queue_submissions").Scan(&left, &s.Done); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT count(*) FILTER (WHERE state = 'running'), count(*) FILTER (WHERE state <> 'running') FROM river_job
			WHERE queue = $1 AND state IN ('running', 'retryable', 'scheduled')`, queueName).Scan(&s.Running, &s.Retrying); err != nil {
			return err
		}
		s.Waiting = max(left-s.Running-s.Retrying, 0)
		if err := tx.QueryRow(ctx, "SELECT count(*) FROM failed_sources").Scan(&s.Failed); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT coalesce(count(*) / greatest(extract(epoch FROM now() - min(finalized_at)), 1), 0)::float8 FROM river_job
			WHERE state = 'completed' AND finalized_at > now() - $1 * interval '1 second'`, rateOver.Seconds()).Scan(&s.Rate); err != nil {
			return err
		}
		if s.Rate > 0 {
			s.Left = float64(left) / s.Rate
		}
		return nil
	})
	return s, q.explain(err)
}
