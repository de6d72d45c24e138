package store

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// sqliteTx is a [Tx] on a go-sqlite3 connection. It talks to the driver itself:
// database/sql would convert each of the 15,000 values of a notice by
// reflection, and rolls back behind a caller's back when a context ends, after
// which statements on the bare connection would be committed one by one.
type sqliteTx struct {
	conn  *sqlite3.SQLiteConn
	stmts map[string]*sqlite3.SQLiteStmt // prepared once a connection
	args  []driver.NamedValue            // scratch
}

// connect opens a connection.
func connect(dsn string) (*sqliteTx, error) {
	conn, err := (&sqlite3.SQLiteDriver{}).Open(dsn)
	if err != nil {
		return nil, err
	}
	return &sqliteTx{conn: conn.(*sqlite3.SQLiteConn), stmts: make(map[string]*sqlite3.SQLiteStmt)}, nil
}

// bulkRows is how many rows one INSERT of Bulk carries: more are slower to
// prepare than they save in a run of one notice (BenchmarkPut).
const bulkRows = 16

func (tx *sqliteTx) prepare(query string) (*sqlite3.SQLiteStmt, error) {
	if st := tx.stmts[query]; st != nil {
		return st, nil
	}
	st, err := tx.conn.Prepare(query)
	if err != nil {
		return nil, fmt.Errorf("%w in %.60q", err, query)
	}
	tx.stmts[query] = st.(*sqlite3.SQLiteStmt)
	return tx.stmts[query], nil
}

// run binds and steps st. QueryContext does both in one crossing to C, which
// ExecContext does not. The context stays out of the driver, where it would
// cost a goroutine a statement; we look at it between statements.
func (tx *sqliteTx) run(st *sqlite3.SQLiteStmt, args []any) (driver.Rows, error) {
	named := tx.args[:0]
	for i, v := range args {
		named = append(named, driver.NamedValue{Ordinal: i + 1, Value: v})
	}
	tx.args = named
	return st.QueryContext(context.Background(), named)
}

func (tx *sqliteTx) Exec(ctx context.Context, query string, args ...any) error {
	return tx.Query(ctx, query, func(Row) error { return nil }, args...)
}

func (tx *sqliteTx) Query(ctx context.Context, query string, each func(Row) error, args ...any) (err error) {
	if err := ctx.Err(); err != nil {
		return err
	}
	st, err := tx.prepare(query)
	if err != nil {
		return err
	}
	rows, err := tx.run(st, args)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make(Row, len(rows.Columns()))
	for {
		switch err := rows.Next(row); {
		case err == io.EOF:
			return nil
		case err != nil:
			return err
		}
		if err := each(row); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
}

func (tx *sqliteTx) Bulk(ctx context.Context, table string, columns []string, values ...[]any) error {
	for _, chunk := range values {
		if err := tx.bulk(ctx, table, columns, chunk); err != nil {
			return err
		}
	}
	return nil
}

func (tx *sqliteTx) bulk(ctx context.Context, table string, columns []string, values []any) error {
	var st *sqlite3.SQLiteStmt
	for last := 0; len(values) > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(bulkRows, len(values)/len(columns))
		if n != last {
			var err error
			if st, err = tx.prepare(insertSQL(table, columns, n)); err != nil {
				return err
			}
			last = n
		}
		rows, err := tx.run(st, values[:n*len(columns)])
		if err != nil {
			return err
		}
		if err := rows.Close(); err != nil {
			return err
		}
		values = values[n*len(columns):]
	}
	return nil
}

// insertSQL uses bare ? for its places: SQLite looks $n up by name, one after
// the other.
func insertSQL(table string, columns []string, rows int) string {
	one := "(" + strings.Repeat("?,", len(columns)-1) + "?)"
	return "INSERT INTO " + table + " (" + strings.Join(columns, ",") + ") VALUES " +
		strings.Repeat(one+",", rows-1) + one
}

func (tx *sqliteTx) close() error {
	var err error
	for _, st := range tx.stmts {
		err = errors.Join(err, st.Close())
	}
	clear(tx.stmts)
	return errors.Join(err, tx.conn.Close())
}

// script runs many statements that return nothing: a migration.
func (tx *sqliteTx) script(ctx context.Context, sql string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_, err := tx.conn.ExecContext(context.Background(), sql, nil)
	return err
}
