package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"
)

// Collection gives the rows of another's SQLite file, read-only: those of the first
// table that has a column of that name, no value of them longer than most bytes. Of what
// its schema computes, in views and generated columns, nothing is: that need not end.
func Collection(ctx context.Context, path, column string, most int) iter.Seq2[map[string]string, error] {
	return func(yield func(map[string]string, error) bool) {
		if err := collect(ctx, path, column, most, yield); err != nil {
			yield(nil, err)
		}
	}
}

var errMoreRows = errors.New("it gives more rows than it has bytes")

func collect(ctx context.Context, path, column string, most int, yield func(map[string]string, error) bool) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	db, err := sql.Open("sqlite3", fileURI(filepath.ToSlash(path), filepath.VolumeName(path))+"?mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.Raw(func(c any) error {
		c.(*sqlite3.SQLiteConn).SetLimit(sqlite3.SQLITE_LIMIT_LENGTH, most)
		_, err := c.(*sqlite3.SQLiteConn).Exec("PRAGMA trusted_schema = OFF", nil)
		return err
	}); err != nil {
		return err
	}
	var table string
	err = conn.QueryRowContext(ctx, `SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = $1 ORDER BY m.rowid`, column).Scan(&table)
	if err == sql.ErrNoRows {
		return fmt.Errorf("no table has a column %q", column)
	} else if err != nil {
		return err
	}
	names, err := stored(ctx, conn, table)
	if err != nil {
		return err
	}
	rows, err := conn.QueryContext(ctx, "SELECT "+quoted(names...)+" FROM "+quoted(table))
	if err != nil {
		return err
	}
	defer rows.Close()
	values, into := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for n := int64(0); rows.Next(); n++ {
		if n > info.Size() { // pages that lead in a circle
			return errMoreRows
		}
		if err := rows.Scan(into...); err != nil {
			return err
		}
		rec := make(map[string]string, len(names))
		for i, v := range values {
			if v.Valid {
				rec[names[i]] = v.String
			}
		}
		if !yield(rec, nil) {
			return nil
		}
	}
	return rows.Err()
}

// stored lists the columns of a table but those that are computed.
func stored(ctx context.Context, conn *sql.Conn, table string) (names []string, err error) {
	rows, err := conn.QueryContext(ctx, `SELECT name FROM pragma_table_info($1)`, table)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// quoted lists names as SQL does.
func quoted(names ...string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
	}
	return strings.Join(out, ", ")
}
