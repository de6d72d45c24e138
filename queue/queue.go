package queue

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/store"
)

// Queue is what waits in a database. It is safe for concurrent use.
type Queue struct {
	store *store.Store
	pool  *pgxpool.Pool
	now   func() time.Time
}

// Open returns the queue in a store, which must be in PostgreSQL and open for writing,
// and makes its tables where they are not there.
func Open(ctx context.Context, s *store.Store, now func() time.Time) (*Queue, error) {
	q, err := Look(s)
	if err != nil {
		return nil, err
	}
	q.now = now
	return q, q.explain(q.migrate(ctx))
}

// Look returns the queue in a store to look at its status alone; a replica will do.
func Look(s *store.Store) (*Queue, error) {
	if s.Pool() == nil {
		return nil, &taizhang.Error{Kind: taizhang.Unsupported, What: "a queue needs a PostgreSQL database that many machines reach",
			Remedy: "give its address, --db postgres://…; a file is for `taizhang ingest`"}
	}
	return &Queue{store: s, pool: s.Pool()}, nil
}

// notice are the arguments of a job: a notice to read, once at a time whoever asks for it.
type notice struct {
	Source string `json:"source" river:"unique"` // the key of its bytes
	Run    int64  `json:"run"`                   // of the submission that asked
}

// Kind names the jobs.
func (notice) Kind() string { return "read-notice" }

// queueName is where the jobs wait.
const queueName = "notices"

// unfinished are the states of a job that is still to come to an end.
var unfinished = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable,
	rivertype.JobStateScheduled}

// InsertOpts says that a notice is asked for once until its job has come to an end, and that
// River never gives one up by itself: what fails for good we record.
func (notice) InsertOpts() river.InsertOpts {
	return river.InsertOpts{Queue: queueName, MaxAttempts: 10_000, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: unfinished}}
}

// noTable is PostgreSQL's code for a table that is not there.
const noTable = "42P01"

// client is a River client that only inserts.
func (q *Queue) client() (*river.Client[pgx.Tx], error) {
	return river.NewClient(riverpgxv5.New(q.pool), &river.Config{Logger: slog.New(slog.NewTextHandler(io.Discard, nil))})
}

// name is the address of the database without user and password.
func (q *Queue) name() string {
	c := q.pool.Config().ConnConfig
	return fmt.Sprintf("postgres://%s:%d/%s", c.Host, c.Port, c.Database)
}

// explain makes a taizhang.Error of what PostgreSQL says, unless it is one.
func (q *Queue) explain(err error) error {
	var known *taizhang.Error
	if err == nil || errors.As(err, &known) || errors.Is(err, context.Canceled) {
		return err
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return &taizhang.Error{Kind: taizhang.IO, Path: q.name(), What: "the database does not answer", Err: err, Remedy: "see that it runs and is reached from here"}
	}
	if pg, ok := errors.AsType[*pgconn.PgError](err); ok && pg.Code == noTable {
		return &taizhang.Error{Kind: taizhang.NotFound, Path: q.name(), What: "there is no queue in it", Remedy: "`taizhang submit` makes one"}
	}
	if err = q.store.Explain(err); errors.As(err, &known) {
		known.Path = q.name()
	}
	return err
}
