package queue

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"github.com/taizhang/taizhang/ingest"
	"github.com/taizhang/taizhang/store"
)

// finished is a job of which it is known what became of its notice, and waits to be written.
type finished struct {
	job    *river.Job[notice]
	ctx    context.Context // the job's, which knows its client
	work   ingest.Work
	seen   int64
	bytes  int  // of memory that it takes
	lost   bool // the job is another's by now
	answer chan error
}

// write writes what is finished until there will be no more: all that is at hand together,
// as a commit waits for the disk, and the rest meanwhile gathers.
func (w *Worker) write(ctx context.Context) {
	for f := range w.done {
		full, bytes := []*finished{f}, f.bytes
	more:
		for len(full) < togetherNotices && bytes < writtenBytes {
			select {
			case f, ok := <-w.done:
				if !ok {
					break more
				}
				full, bytes = append(full, f), bytes+f.bytes
			default:
				break more
			}
		}
		slices.SortFunc(full, func(a, b *finished) int { return cmp.Compare(a.seen, b.seen) })
		w.flush(ctx, full)
	}
}

// flush writes jobs in one transaction, and answers them. Where the database refuses what is
// written, each is written alone, and of one that it refuses alone that is recorded. Where it
// can't write just now, all go back, which counts as no attempt.
func (w *Worker) flush(ctx context.Context, full []*finished) {
	start := w.q.now()
	err := w.commit(ctx, full)
	w.Counts.wrote(w.q.now().Sub(start))
	if store.Refused(err) && len(full) > 1 {
		w.opt.Log.Warn("writing them one by one", "notices", len(full), "error", err)
		for _, f := range full {
			w.flush(ctx, []*finished{f})
		}
		return
	}
	if f := full[0]; store.Refused(err) && f.work.Err == nil {
		f.work.Err, f.work.Ready = err, nil
		w.flush(ctx, full)
		return
	}
	for _, f := range full {
		if err != nil && ctx.Err() != nil { // told to stop: that is no fault of the database's
			f.answer <- river.JobSnooze(time.Second)
			continue
		}
		if err != nil {
			f.answer <- w.putBack(f.work.Source, err)
			continue
		}
		w.report(f)
		if f.lost { // what River is told counts for whoever has the job now: done would be a lie
			f.answer <- river.JobSnooze(time.Second)
			continue
		}
		f.answer <- nil
	}
}

// report counts and logs what became of a job that was written.
func (w *Worker) report(f *finished) {
	if f.lost {
		w.Counts.lost.Add(1)
		w.opt.Log.Info("done by another worker", "source", f.work.Source)
		return
	}
	status := f.work.Status()
	w.Counts.source(status.Status)
	args := []any{"source", status.Name, "status", status.Status, "notice", status.Notice, "ms", status.Millis, "attempt", f.job.Attempt}
	if status.Err != nil {
		w.opt.Log.Error("failed", append(args, "error", status.Err)...)
		return
	}
	w.opt.Log.Info("stored", args...)
}

// commit writes what became of notices, and with that their jobs are done: both are
// there or neither is. It may run again, when the connection was lost. What others need not
// wait for comes first, as storing ends in a turn that one transaction has at a time.
func (w *Worker) commit(ctx context.Context, full []*finished) error {
	ctx, cancel := context.WithTimeout(ctx, w.opt.RescueAfter/2)
	defer cancel()
	return w.q.store.Update(ctx, func(b *store.Batch) error {
		tx := b.Pgx()
		mine, err := lock(ctx, tx, full)
		if err != nil {
			return err
		}
		var over []string
		for _, f := range mine {
			if f.work.Err == nil {
				over = append(over, f.job.Args.Source)
			}
			// The job's context knows the client; it may have ended by now, and this transaction has not.
			if _, err := river.JobCompleteTx[*riverpgxv5.Driver](clientOf{context.WithoutCancel(f.ctx)}, tx, f.job); err != nil {
				return err
			}
		}
		if _, err := tx.Exec(ctx, "DELETE FROM queue_notices WHERE source = ANY($1)", over); err != nil {
			return err
		}
		return w.put(ctx, b, mine)
	})
}

// clientOf is a job's context without what River notes of the job: it goes on writing that once the job has given up waiting.
type clientOf struct{ context.Context }

func (c clientOf) Value(key any) any {
	v := c.Context.Value(key)
	if _, notes := v.(map[string]any); notes {
		return nil
	}
	return v
}

// lock holds the jobs until the transaction ends, and returns those that are this worker's
// still: one that took too long may have been given to another.
func lock(ctx context.Context, tx pgx.Tx, full []*finished) ([]*finished, error) {
	ids := make([]int64, len(full))
	for i, f := range full {
		ids[i] = f.job.ID
	}
	rows, err := tx.Query(ctx, "SELECT id, attempt FROM river_job WHERE id = ANY($1) AND state = 'running' ORDER BY id FOR UPDATE", ids)
	if err != nil {
		return nil, err
	}
	held := map[int64]int{}
	var id int64
	var attempt int
	if _, err := pgx.ForEachRow(rows, []any{&id, &attempt}, func() error { held[id] = attempt; return nil }); err != nil {
		return nil, err
	}
	var mine []*finished
	for _, f := range full {
		if f.lost = held[f.job.ID] != f.job.Attempt; !f.lost {
			mine = append(mine, f)
		}
	}
	return mine, nil
}

// put stores and records what is this worker's to store. What a newer version of the
// program made of a source stays.
func (w *Worker) put(ctx context.Context, b *store.Batch, mine []*finished) error {
	byRun := map[int64][]*ingest.Work{}
	var runs []int64
	var ready []*ingest.Work
	for _, f := range mine {
		if byRun[f.job.Args.Run] == nil {
			runs = append(runs, f.job.Args.Run)
		}
		byRun[f.job.Args.Run] = append(byRun[f.job.Args.Run], &f.work)
		if f.work.Ready != nil {
			ready = append(ready, &f.work)
		}
	}
	ready, err := w.notOlder(ctx, b.Pgx(), ready)
	if err != nil {
		return err
	}
	if err := ingest.Put(ctx, b, ready); err != nil {
		return err
	}
	slices.Sort(runs)
	for _, run := range runs {
		if err := w.q.recordIn(ctx, b, run, w.p.Version(), byRun[run]); err != nil {
			return err
		}
	}
	return nil
}

// notOlder leaves out the works whose source is stored as a newer version read it.
func (w *Worker) notOlder(ctx context.Context, tx pgx.Tx, ready []*ingest.Work) ([]*ingest.Work, error) {
	sums := make([]string, len(ready))
	for i, r := range ready {
		sums[i] = r.Sum
	}
	rows, err := tx.Query(ctx, "SELECT DISTINCT n.source, n.work, s.extractor FROM notices n JOIN sources s ON s.notice_id = n.id WHERE n.source = ANY($1)", sums)
	if err != nil {
		return nil, err
	}
	newer := map[string]string{}
	var source, work, version string
	if _, err := pgx.ForEachRow(rows, []any{&source, &work, &version}, func() error {
		if ingest.Newer(version, w.p.Version()) {
			newer[source] = work
		}
		return nil
	}); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(ready, func(r *ingest.Work) bool {
		key, ok := newer[r.Sum]
		if ok {
			r.Key, r.Outcome = key, store.Unchanged
		}
		return ok
	}), nil
}

// left says whether a job is still to come to an end, here or elsewhere.
func (q *Queue) left(ctx context.Context) (left bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, answerIn)
	defer cancel()
	err = q.pool.QueryRow(ctx, "SELECT EXISTS (SELECT 1 FROM river_job WHERE queue = $1 AND state IN ('available', 'pending', 'running', 'retryable', 'scheduled'))",
		queueName).Scan(&left)
	return left, err
}
