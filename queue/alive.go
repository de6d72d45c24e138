package queue

import (
	"cmp"
	"context"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// A worker that lives holds a lock of the database under its name, in a session that does
// nothing else: the server knows at once when the session is gone, as it is with a killed
// process, and within seconds with a machine. Its jobs are another's then.
const (
	inSession = "@session" // ends the names of workers that hold such a lock; older programs' do not
	alive     = 0x7461697a // makes keys of ours out of names

	lookEvery  = time.Second            // and two looks must find a session gone: it may be on its way back
	reconnects = 200 * time.Millisecond // after a session was lost
)

// session is the lock of a worker, and its eye on the others.
type session struct {
	w      *Worker
	id     string
	conn   *pgx.Conn
	absent map[string]bool // workers with jobs under way whose lock was not held at the last look
}

// take begins a session, and waits for nobody: the name is this worker's alone.
func (s *session) take(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerIn)
	defer cancel()
	conn, err := pgx.ConnectConfig(ctx, s.w.q.pool.Config().ConnConfig.Copy())
	if err != nil {
		return err
	}
	// Of a machine that is gone the server hears nothing: it asks, and gives up after some 10 s.
	_, err = conn.Exec(ctx, "SELECT set_config('tcp_keepalives_idle', '4', false), set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false)")
	if err == nil {
		_, err = conn.Exec(ctx, "SELECT pg_advisory_lock(hashtextextended($1, $2))", s.id, int64(alive))
	}
	if err != nil {
		conn.Close(context.WithoutCancel(ctx))
		return err
	}
	s.conn = conn
	return nil
}

// keep holds the lock until ctx ends, in a new session where one was lost, and frees the jobs
// of workers that are gone.
func (s *session) keep(ctx context.Context) {
	pause := lookEvery
	for {
		select {
		case <-ctx.Done():
			s.end()
			return
		case <-time.After(pause):
		}
		var err error
		if s.conn == nil {
			err = s.take(ctx)
		}
		if err == nil {
			err = s.look(ctx)
		}
		if pause = lookEvery; err == nil || ctx.Err() != nil {
			continue
		}
		if pause = reconnects; s.conn != nil {
			s.w.opt.Log.Warn("the session that says that this worker lives is lost; beginning another", "error", s.w.q.explain(err))
			s.end()
		}
	}
}

func (s *session) end() {
	if s.conn == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), answerIn)
	defer cancel()
	s.conn.Close(ctx)
	s.conn, s.absent = nil, nil
}

// look frees what workers had under way who are gone now and were at the last look.
func (s *session) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerIn)
	defer cancel()
	rows, err := s.conn.Query(ctx, `SELECT DISTINCT worker FROM (SELECT attempted_by[array_upper(attempted_by, 1)] AS worker FROM river_job WHERE state = 'running' AND queue = $1) j
		WHERE right(worker, length($2)) = $2 AND hashtextextended(worker, $3) NOT IN
			(SELECT (classid::bigint << 32) | objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 1
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`, queueName, inSession, int64(alive))
	if err != nil {
		return err
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	absent := make(map[string]bool, len(names))
	var gone []string
	for _, name := range names {
		if absent[name] = true; s.absent[name] {
			gone = append(gone, name)
		}
	}
	s.absent = absent
	if len(gone) == 0 {
		return nil
	}
	// What a worker who is gone was just storing is locked: it may be stored yet.
	tag, err := s.conn.Exec(ctx, `UPDATE river_job SET state = 'available', scheduled_at = now(),
			errors = array_append(errors, jsonb_build_object('at', now(), 'attempt', attempt, 'error', 'its worker is gone', 'trace', ''))
		WHERE id IN (SELECT id FROM river_job WHERE state = 'running' AND queue = $1 AND attempted_by[array_upper(attempted_by, 1)] = ANY($2) FOR UPDATE SKIP LOCKED)`, queueName, gone)
	if n := tag.RowsAffected(); n > 0 {
		s.w.opt.Log.Warn("jobs of workers that are gone are free", "jobs", n, "workers", strings.Join(gone, " "))
	}
	return cmp.Or(err, ctx.Err())
}
