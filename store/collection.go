package store

import (
	"database/sql"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
)

// Collection gives the rows of another's SQLite file, read-only: those of the first
// table that has a column of that name.
func Collection(path, column string) iter.Seq2[map[string]string, error] {
	return func(yield func(map[string]string, error) bool) {
		if err := collect(path, column, yield); err != nil {
			yield(nil, err)
		}
	}
}

func collect(path, column string, yield func(map[string]string, error) bool) error {
	db, err := sql.Open("sqlite3", fileURI(filepath.ToSlash(path), filepath.VolumeName(path))+"?mode=ro")
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	var table string
	err = db.QueryRow(`SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type IN ('table', 'view') AND c.name = $1 ORDER BY m.type, m.rowid`, column).Scan(&table)
	if err == sql.ErrNoRows {
		return fmt.Errorf("no table has a column %q", column)
	} else if err != nil {
		return err
	}
	rows, err := db.Query(`SELECT * FROM "` + strings.ReplaceAll(table, `"`, `""`) + `"`)
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return err
	}
	values, into := make([]sql.NullString, len(names)), make([]any, len(names))
	for i := range values {
		into[i] = &values[i]
	}
	for rows.Next() {
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
