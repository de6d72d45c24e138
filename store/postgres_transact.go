package store

import (
	"cmp"
	"context"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/taizhang/taizhang"
)

// attempts is how often a transaction is begun anew that failed through no fault of its
// own: another wrote the same source, or a connection was lost.
const attempts = 20

// A program that is stopped in the midst of writing, as by Ctrl-Z or as its machine sleeps,
// keeps nobody else from it for longer.
const (
	idleParam = "idle_in_transaction_session_timeout" // which an address may set to something else
	idleMost  = "60s"
)

// boundStatements bounds each statement, too, to five times as long: a COPY whose program was stopped before it sent the rows is
// not idle to the server, and would keep what it has locked for good. Who waits for a turn for so long waits again.
const (
	statementParam  = "statement_timeout" // which an address may set, too
	boundStatements = "; SELECT set_config('" + statementParam + "', (extract(epoch FROM current_setting('" + idleParam + "')::interval) * 5000)::bigint::text, true)"
)

// final is an error after which a transaction must not be begun anew.
type final struct{ error }

func (f final) Unwrap() error { return f.error }

// transact reads as of one moment. It writes as of each statement: what a transaction
// looks at after it has its turn must be all that others committed before.
func (db *postgresDB) transact(ctx context.Context, write bool, f func(Tx) error) error {
	opt := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	if write {
		opt = pgx.TxOptions{AccessMode: pgx.ReadWrite, BeginQuery: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"}
		if db.pool.Config().ConnConfig.RuntimeParams[idleParam] == "" {
			opt.BeginQuery += "; SET LOCAL " + idleParam + " = '" + idleMost + "'"
		}
		if db.pool.Config().ConnConfig.RuntimeParams[statementParam] == "" {
			opt.BeginQuery += boundStatements
		}
	}
	for attempt := 1; ; attempt++ {
		err := db.once(ctx, opt, f)
		if err == nil || !write || attempt == attempts || ctx.Err() != nil || !passing(err) {
			return err
		}
	}
}

// passing reports whether what failed may succeed when it is begun anew.
func passing(err error) bool {
	if _, ok := errors.AsType[final](err); ok {
		return false
	}
	switch code(err) {
	case serializationFailure, deadlockDetected, uniqueViolation, idleInTransaction, queryCanceled:
		return true
	}
	return lost(err)
}

func (db *postgresDB) once(ctx context.Context, opt pgx.TxOptions, f func(Tx) error) (err error) {
	var tx pgx.Tx
	if err := db.patiently(ctx, func() (err error) {
		tx, err = db.pool.BeginTx(ctx, opt)
		return err
	}); err != nil {
		return final{err}
	}
	done := false
	defer func() { // a panic in f too must not leave the transaction open
		if !done {
			tx.Rollback(context.WithoutCancel(ctx))
		}
	}()
	t := &pgTx{tx: tx}
	if err := f(t); err != nil {
		return err
	}
	id := t.id
	if opt.AccessMode == pgx.ReadWrite && id == "" { // to ask for it when the answer to COMMIT is lost
		if err := tx.QueryRow(ctx, "SELECT coalesce(pg_current_xact_id_if_assigned()::text, '')").Scan(&id); err != nil {
			return err
		}
	}
	done = true
	if err = tx.Commit(ctx); err != nil && id != "" && lost(err) {
		return db.outcome(ctx, id, err)
	}
	return err
}

// outcome finds out what became of a transaction whose connection was lost in its commit:
// nil when it is there to stay.
func (db *postgresDB) outcome(ctx context.Context, id string, lost error) error {
	status := ""
	err := db.patiently(ctx, func() error {
		return db.pool.QueryRow(ctx, "SELECT coalesce(pg_xact_status($1::text::xid8), '')", id).Scan(&status)
	})
	switch {
	case err != nil:
		return final{errors.Join(lost, err)}
	case status == "committed":
		return nil
	case status == "aborted":
		return lost
	}
	return final{&taizhang.Error{Kind: taizhang.IO, What: "the connection was lost in a commit, and the server does not say whether it is done", Err: lost,
		Remedy: "run the same again: what was stored is not stored twice"}}
}

// greet makes the first connection. A server that says that it is starting or stopping is
// waited for; one that says nothing may be a wrong address.
func (db *postgresDB) greet(ctx context.Context) error {
	there := false
	return db.patiently(ctx, func() error {
		err := db.pool.Ping(ctx)
		if there = there || code(err) != "" && lost(err); err != nil && !there {
			return final{err}
		}
		return err
	})
}

// patiently calls f, which needs a connection, until the server gives one: it may be
// starting again. A final error ends that.
func (db *postgresDB) patiently(ctx context.Context, f func() error) error {
	wait := cmp.Or(db.opt.Wait, patience)
	const pause = 250 * time.Millisecond
	for waited := time.Duration(0); ; waited += pause {
		err := f()
		_, over := errors.AsType[final](err)
		if err == nil || over || !lost(err) && !away(err) || waited >= wait {
			return err
		}
		if waited == time.Second && db.opt.Waiting != nil {
			db.opt.Waiting("the server does not answer")
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}
