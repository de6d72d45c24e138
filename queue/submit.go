package queue

import (
	"context"
	"io"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

// Standing says what became of a source that was submitted.
type Standing string

// The standings.
const (
	Queued  Standing = "queued"
	Waiting Standing = "waiting" // it was queued before, or earlier in the same submission
	Stored  Standing = "stored"  // by the same version of the program
	Failed  Standing = "failed"  // it gives no notice, or failed before for good
	Skipped Standing = "skipped"
)

// Submitted is a source with its standing. Result says why it failed or was skipped.
type Submitted struct {
	ingest.Result
	Standing Standing
}

// SubmitOptions are what the user says of a submission.
type SubmitOptions struct {
	ingest.Options      // Record is needed: a submission is a run
	ByPath         bool // files are found by every worker under the same path: only that is kept of them
}

// What is submitted, or stored, together in one transaction: notices, and bytes of files or
// of memory.
const (
	togetherNotices = 32
	togetherBytes   = 16 << 20
	writtenBytes    = 48 << 20
)

// submission is the state of one submission.
type submission struct {
	*Queue
	client *river.Client[pgx.Tx]
	opt    SubmitOptions
	report func(Submitted)
	p      *ingest.Pipeline
	run    int64
}

// Submit expands the paths as ingest does, and puts the notices in them and a job for
// each into the queue, many in one transaction and in the order given. What waits or is
// stored is left alone, so that a submission that was interrupted is repeated. With
// opt.Retry and no path, all that failed waits again.
func (q *Queue) Submit(ctx context.Context, p *ingest.Pipeline, paths []string, stdin io.Reader, opt SubmitOptions, report func(Submitted)) error {
	client, err := q.client()
	if err != nil {
		return err
	}
	s := &submission{Queue: q, client: client, opt: opt, report: report, p: p}
	if s.run, err = q.begin(ctx, p, opt.Options); err != nil {
		return q.explain(err)
	}
	if len(paths) == 0 {
		err = s.again(ctx)
	} else {
		err = s.all(ctx, paths, stdin)
	}
	if err == nil {
		err = q.complete(ctx, s.run)
	}
	return q.explain(err)
}

// all submits what is in the paths.
func (s *submission) all(ctx context.Context, paths []string, stdin io.Reader) error {
	var full []ingest.Notice
	bytes := 0
	flush := func() error {
		err := s.put(ctx, full)
		full, bytes = nil, 0
		return err
	}
	for n, res := range s.p.Notices(ctx, paths, stdin, s.opt.Options) {
		if n.Items == nil {
			if err := s.record(ctx, s.run, s.p.Version(), []*ingest.Work{{Result: res}}); err != nil {
				return err
			}
			standing := Skipped
			if res.Err != nil {
				standing = Failed
			}
			s.report(Submitted{res, standing})
			continue
		}
		full = append(full, n)
		for _, it := range n.Items {
			bytes += len(it.Data)
		}
		if len(full) >= togetherNotices || bytes >= togetherBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return flush()
}

// put submits notices in one transaction, and reports them when they are there to stay.
func (s *submission) put(ctx context.Context, notices []ingest.Notice) error {
	done := make([]Submitted, len(notices))
	var fresh []*waiting
	var at []int // of fresh in done
	before := map[string]bool{}
	works := make([]*ingest.Work, len(notices))
	for i, n := range notices {
		works[i] = ingest.NewWork(n)
	}
	if err := s.p.Known(ctx, s.store, works, s.opt.Options); err != nil {
		return err
	}
	for i, n := range notices {
		source, res := works[i].Sum, works[i].Result
		switch {
		case works[i].Known && res.Err != nil:
			done[i] = Submitted{res, Failed}
		case works[i].Known:
			done[i] = Submitted{res, Stored}
		case before[source]:
			done[i] = Submitted{res, Waiting}
		default:
			before[source] = true
			done[i] = Submitted{res, Queued}
			fresh, at = append(fresh, &waiting{Notice: n, source: source, planYear: int64(s.opt.PlanYear), force: s.opt.Force}), append(at, i)
		}
	}
	if err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		inserted, err := s.insert(ctx, tx, fresh)
		if err != nil {
			return err
		}
		for i, w := range fresh {
			if !inserted[w.source] {
				done[at[i]].Standing = Waiting
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for _, d := range done {
		s.report(d)
	}
	return nil
}

// insert inserts a job for each notice that has none, and then its files: whoever ends a
// job takes the files along, so a job that is new finds none of an older one's. It returns
// the sources that were inserted. What is seen when, one sequence says: a notice that is
// ingested has its key from it. Rows are locked in the order in which workers lock them.
func (s *submission) insert(ctx context.Context, tx pgx.Tx, fresh []*waiting) (map[string]bool, error) {
	inserted, err := s.jobs(ctx, tx, fresh)
	if err != nil || len(inserted) == 0 {
		return inserted, err
	}
	var batch pgx.Batch
	for _, w := range fresh {
		if !inserted[w.source] {
			continue
		}
		if err := tx.QueryRow(ctx, "SELECT nextval('notice_ids')").Scan(&w.seen); err != nil {
			return nil, err
		}
		if err := w.insert(&batch, s.opt.ByPath); err != nil {
			return nil, err
		}
	}
	if err := tx.SendBatch(ctx, &batch).Close(); err != nil {
		return nil, err
	}
	return inserted, s.count(ctx, tx, len(inserted))
}

// count adds to what a submission is about: last of all, as workers that store something
// of it wait for its row.
func (s *submission) count(ctx context.Context, tx pgx.Tx, n int) error {
	_, err := tx.Exec(ctx, "UPDATE queue_submissions SET total = total + $1 WHERE run_id = $2", n, s.run)
	return err
}

// jobs inserts a job for each notice that has none.
func (s *submission) jobs(ctx context.Context, tx pgx.Tx, fresh []*waiting) (map[string]bool, error) {
	inserted := map[string]bool{}
	if len(fresh) == 0 {
		return inserted, nil
	}
	params := make([]river.InsertManyParams, len(fresh))
	for i, w := range fresh {
		params[i].Args = notice{Source: w.source, Run: s.run}
	}
	results, err := s.client.InsertManyTx(ctx, tx, params)
	if err != nil {
		return nil, err
	}
	for i, r := range results {
		if !r.UniqueSkippedAsDuplicate {
			inserted[fresh[i].source] = true
		}
	}
	return inserted, nil
}

// again submits what failed before, of which the files are kept.
func (s *submission) again(ctx context.Context) error {
	for after := ""; ; {
		type failed struct{ source, name string }
		rows, err := s.pool.Query(ctx, `SELECT n.source, f.name FROM failed_sources f JOIN queue_notices n ON n.source = f.source
			WHERE f.name > $1 ORDER BY f.name LIMIT $2`, after, togetherNotices)
		if err != nil {
			return err
		}
		all, err := pgx.CollectRows(rows, func(r pgx.CollectableRow) (f failed, err error) { return f, r.Scan(&f.source, &f.name) })
		if err != nil || len(all) == 0 {
			return err
		}
		var fresh []*waiting
		twice := map[string]bool{} // bytes that failed under two names
		for _, f := range all {
			if !twice[f.source] {
				twice[f.source] = true
				fresh = append(fresh, &waiting{source: f.source})
			}
		}
		var inserted map[string]bool
		if err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) (err error) {
			if inserted, err = s.jobs(ctx, tx, fresh); err != nil {
				return err
			}
			return s.count(ctx, tx, len(inserted))
		}); err != nil {
			return err
		}
		for _, f := range all {
			if inserted[f.source] { // the others wait, or are being read
				s.report(Submitted{ingest.Result{Source: f.name}, Queued})
			}
		}
		after = all[len(all)-1].name
	}
}

// begin begins a submission.
func (q *Queue) begin(ctx context.Context, p *ingest.Pipeline, opt ingest.Options) (run int64, err error) {
	if run, err = p.Begin(ctx, q.store, opt.Record); err != nil {
		return 0, err
	}
	_, err = q.pool.Exec(ctx, "INSERT INTO queue_submissions (run_id) VALUES ($1)", run)
	return run, err
}

// complete says that nothing more comes of a submission.
func (q *Queue) complete(ctx context.Context, run int64) error {
	return q.store.Update(ctx, func(b *store.Batch) error {
		if _, err := b.Pgx().Exec(ctx, "UPDATE queue_submissions SET complete = true WHERE run_id = $1", run); err != nil {
			return err
		}
		return q.end(ctx, b, run)
	})
}
