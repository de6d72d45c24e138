package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Run is one run of ingest. Times are ISO, and come from the caller.
type Run struct {
	ID                   int64
	Who, Program         string
	Extractor            string
	StartedAt, Finished  string // Finished is empty while it runs, and when it was interrupted
	Sources, Failed      int    // Sources are all, those skipped among them
	Added, Revised       int
	Duplicates, Replaced int
	Unchanged, Skipped   int
}

// SourceStatus is what became of one source of a run.
type SourceStatus struct {
	Name, Source string // Source is the hash of its bytes, or empty
	Status       string // an [Outcome], "skipped" or "failed"
	Notice       string
	Millis       int64
	Err          error  // of a failed one
	Message      string // why it was skipped
}

// BeginRun records that a run began, and returns its number.
func (b *Batch) BeginRun(ctx context.Context, r Run) (id int64, err error) {
	if err := b.tx.turn(ctx); err != nil {
		return 0, err
	}
	if err := b.tx.Query(ctx, "SELECT coalesce(max(id), 0) + 1 FROM runs", func(r Row) error { id = r.Int(0); return nil }); err != nil {
		return 0, err
	}
	return id, b.tx.Bulk(ctx, "runs", []string{"id", "who", "program", "extractor", "started_at"}, []any{id, r.Who, r.Program, r.Extractor, r.StartedAt})
}

// EndRun records that a run came to its end.
func (b *Batch) EndRun(ctx context.Context, id int64, at string) error {
	return b.tx.Exec(ctx, "UPDATE runs SET finished_at = $1 WHERE id = $2", at, id)
}

// Record records what became of the sources of a run from number ord on, and keeps
// the list of those that failed.
func (b *Batch) Record(ctx context.Context, run, ord int64, extractor string, sources []SourceStatus) error {
	if err := b.tx.turn(ctx); err != nil {
		return err
	}
	failed, err := failedAmong(ctx, b.tx, sources)
	if err != nil {
		return err
	}
	values := make([]any, 0, 9*len(sources))
	for i, s := range sources {
		kind, message := "", s.Message
		if s.Err != nil {
			kind, message = string(taizhang.KindOf(s.Err)), s.Err.Error()
		}
		s.Name, message = storable(s.Name), storable(message) // both may come from a file system
		values = append(values, run, ord+int64(i), s.Name, s.Source, s.Status, s.Notice, s.Millis, kind, message)
		if failed[s.Name] {
			gone := "DELETE FROM failed_sources AS f WHERE f.name = $1"
			if s.Status == "skipped" { // because it was taken away: it may come back
				gone += " AND NOT " + awayFile
			}
			if err := b.tx.Exec(ctx, gone, s.Name); err != nil {
				return err
			}
		}
		if s.Err != nil && !errors.Is(s.Err, fs.ErrNotExist) { // a name that was mistyped is no source
			if err := b.tx.Bulk(ctx, "failed_sources", []string{"name", "source", "extractor", "error", "message", "run_id"},
				[]any{s.Name, s.Source, extractor, kind, message, run}); err != nil {
				return err
			}
			failed[s.Name] = true
		}
	}
	return b.tx.Bulk(ctx, "run_sources", []string{"run_id", "ord", "name", "source", "status", "notice", "millis", "error", "message"}, values)
}

// failedAmong are the names of sources that are in the list of those that failed.
func failedAmong(ctx context.Context, tx Tx, sources []SourceStatus) (map[string]bool, error) {
	out := make(map[string]bool)
	for some := range slices.Chunk(sources, together) {
		names := make([]any, len(some))
		for i := range some {
			names[i] = storable(some[i].Name)
		}
		if err := tx.Query(ctx, "SELECT name FROM failed_sources WHERE name IN ("+placesFrom(1, len(names))+")", func(r Row) error { out[r.Text(0)] = true; return nil }, names...); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// storable is text as every database takes it.
func storable(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\ufffd"), "\ufffd")
}

// awayFile is a condition on a file that failed, with these bytes.
const awayFile = "EXISTS (SELECT 1 FROM decisions a WHERE a.kind = 'away' AND a.undone_at IS NULL AND a.code = 'file' AND a.exact = f.name AND a.digest = f.source)"

// FailedSources returns all sources that could not be read and were not taken away, by
// name: with their errors, and without a status.
func (s *Store) FailedSources(ctx context.Context) (failed []SourceStatus, err error) {
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, "SELECT name, source, error, message FROM failed_sources f WHERE NOT "+awayFile+" ORDER BY name", func(r Row) error {
			failed = append(failed, SourceStatus{Name: r.Text(0), Source: r.Text(1), Err: pastError{taizhang.ErrorKind(r.Text(2)), r.Text(3)}})
			return nil
		})
	})
	return failed, err
}

// pastError is an error as an earlier run met it.
type pastError struct {
	kind    taizhang.ErrorKind
	message string
}

func (e pastError) Error() string { return e.message }

// As makes KindOf see the kind.
func (e pastError) As(target any) bool {
	t, ok := target.(**taizhang.Error)
	if ok {
		*t = &taizhang.Error{Kind: e.kind, What: e.message}
	}
	return ok
}

// Runs returns the runs, the latest first.
func (s *Store) Runs(ctx context.Context) (out []Run, err error) {
	const query = `SELECT r.id, r.who, r.program, r.extractor, r.started_at, coalesce(r.finished_at, ''), count(x.ord),
		count(CASE WHEN x.status = 'failed' THEN 1 END), count(CASE WHEN x.status = 'added' THEN 1 END), count(CASE WHEN x.status = 'revised' THEN 1 END),
		count(CASE WHEN x.status = 'unchanged' THEN 1 END), count(CASE WHEN x.status = 'replaced' THEN 1 END),
		count(CASE WHEN x.status = 'duplicate' THEN 1 END), count(CASE WHEN x.status = 'skipped' THEN 1 END)
		FROM runs r LEFT JOIN run_sources x ON x.run_id = r.id GROUP BY r.id ORDER BY r.id DESC`
	err = s.read(ctx, func(tx Tx) error {
		return tx.Query(ctx, query, func(r Row) error {
			out = append(out, Run{ID: r.Int(0), Who: r.Text(1), Program: r.Text(2), Extractor: r.Text(3), StartedAt: r.Text(4), Finished: r.Text(5),
				Sources: int(r.Int(6)), Failed: int(r.Int(7)), Added: int(r.Int(8)), Revised: int(r.Int(9)), Unchanged: int(r.Int(10)),
				Replaced: int(r.Int(11)), Duplicates: int(r.Int(12)), Skipped: int(r.Int(13))})
			return nil
		})
	})
	return out, err
}

// RunSources returns what became of the sources of a run, in their order.
func (s *Store) RunSources(ctx context.Context, run int64) (out []SourceStatus, err error) {
	err = s.read(ctx, func(tx Tx) error {
		found := false
		if err := tx.Query(ctx, "SELECT 1 FROM runs WHERE id = $1", func(Row) error { found = true; return nil }, run); err != nil {
			return err
		}
		if !found {
			return &taizhang.Error{Kind: taizhang.NotFound, What: fmt.Sprintf("there is no run %d", run), Remedy: "see `taizhang runs`"}
		}
		return tx.Query(ctx, "SELECT name, source, status, notice, millis, error, message FROM run_sources WHERE run_id = $1 ORDER BY ord", func(r Row) error {
			x := SourceStatus{Name: r.Text(0), Source: r.Text(1), Status: r.Text(2), Notice: r.Text(3), Millis: r.Int(4), Message: r.Text(6)}
			if r.Text(5) != "" {
				x.Err = pastError{taizhang.ErrorKind(r.Text(5)), r.Text(6)}
			}
			out = append(out, x)
			return nil
		}, run)
	})
	return out, err
}

// Lasting reports whether a source that failed so will fail again with the same
// bytes and program, whatever else changes.
func Lasting(err error) bool {
	switch taizhang.KindOf(err) {
	case taizhang.Timeout, taizhang.IO, taizhang.NeedsOCR, taizhang.NeedsConverter:
		return false
	}
	return !errors.Is(err, context.Canceled)
}
