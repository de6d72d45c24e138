package main

import (
	"context"
	"crypto/sha256"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/mattn/go-sqlite3"
	"github.com/xuri/excelize/v2"
)

// floor is the process of a floor: `bench floor WORK [OUT]`. Without OUT it only loads what
// it would write, which is taken off.
func floor(args []string) error {
	w, err := loadWork(args[0])
	if err != nil || len(args) < 2 {
		return err
	}
	out := args[1]
	for _, path := range w.Files {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		sha256.Sum256(data)
	}
	if w.Rows != nil {
		if err := w.writeRows(out + ".db"); err != nil {
			return err
		}
	}
	if w.Sheets != nil {
		return w.writeCells(out + ".xlsx")
	}
	return nil
}

// bulk is how many rows a statement of the floor carries.
const bulk = 32

// writeRows is as fast as SQLite takes rows from Go, as far as we know: the driver without database/sql,
// statements of many rows, one transaction that is synchronised once, all pages in the
// cache, indexes after the rows, and the search index written out once.
func (w *work) writeRows(path string) (err error) {
	c, err := (&sqlite3.SQLiteDriver{}).Open(path + "?_mutex=no&_foreign_keys=0&_synchronous=full&_cache_size=-1048576")
	if err != nil {
		return err
	}
	conn := c.(*sqlite3.SQLiteConn)
	defer func() { err = errors.Join(err, conn.Close()) }()
	do := func(sql string) error {
		if _, err := conn.Exec(sql, nil); err != nil {
			return fmt.Errorf("%w: %.80s", err, sql)
		}
		return nil
	}
	steps := append([]string{"BEGIN"}, w.Tables...)
	if w.searches() {
		steps = append(steps, "INSERT INTO search (search, rank) VALUES ('hashsize', 268435456)")
	}
	for _, ddl := range steps {
		if err := do(ddl); err != nil {
			return err
		}
	}
	for _, t := range w.Rows {
		if err := t.write(conn); err != nil {
			return fmt.Errorf("%s: %w", t.Name, err)
		}
	}
	for _, ddl := range append(w.Indexes, "COMMIT") {
		if err := do(ddl); err != nil {
			return err
		}
	}
	return nil
}

// searches says whether a search index is among the tables.
func (w *work) searches() bool {
	return len(w.Rows) > 0 && w.Rows[len(w.Rows)-1].Name == "search (rowid, grams)"
}

func (t *table) write(conn *sqlite3.SQLiteConn) error {
	most := bulk
	if t.Name == "search (rowid, grams)" {
		most = 1 // many rows open a savepoint, on which FTS5 writes out what it has
	}
	prepared := map[int]*sqlite3.SQLiteStmt{}
	named := make([]driver.NamedValue, most*t.Columns)
	for left := t.Values; len(left) > 0; {
		n := min(most, len(left)/t.Columns)
		if prepared[n] == nil {
			st, err := conn.Prepare(t.inserts(n))
			if err != nil {
				return err
			}
			defer st.Close()
			prepared[n] = st.(*sqlite3.SQLiteStmt)
		}
		args := named[:n*t.Columns]
		for i := range args {
			args[i] = driver.NamedValue{Ordinal: i + 1, Value: left[i]}
		}
		rows, err := prepared[n].QueryContext(context.Background(), args) // one crossing to C, where Exec needs several
		if err == nil {
			err = rows.Close()
		}
		if err != nil {
			return err
		}
		left = left[n*t.Columns:]
	}
	return nil
}

// writeCells writes the values of the cells, without any looks, in excelize's fastest way.
func (w *work) writeCells(path string) error {
	f := excelize.NewFile()
	defer f.Close()
	for i, s := range w.Sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.Name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(s.Name); err != nil {
			return err
		}
		sw, err := f.NewStreamWriter(s.Name)
		if err != nil {
			return err
		}
		for n, r := range s.Rows {
			cells := make([]any, len(r))
			for i, c := range r {
				cells[i] = c
			}
			if err := sw.SetRow(fmt.Sprintf("A%d", n+1), cells); err != nil {
				return err
			}
		}
		if err := sw.Flush(); err != nil {
			return err
		}
	}
	return f.SaveAs(path)
}

// floorOf returns what runs the floor that writes what is in files, or reads them, less what loading its work takes.
func (b *bench) floorOf(name string, files ...string) (func(turn int) (cost, error), error) {
	path := b.path(name + ".gob")
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if _, err := process(self, append([]string{"prepare", path}, files...)...); err != nil {
		return nil, err
	}
	return func(turn int) (cost, error) {
		out := b.path(fmt.Sprint("floor-", name, turn))
		defer os.Remove(out + ".db")
		defer os.Remove(out + ".xlsx")
		c, err := process(self, "floor", path, out)
		if err != nil {
			return c, err
		}
		loading, err := process(self, "floor", path)
		return cost{cpu: max(c.cpu-loading.cpu, time.Microsecond), wall: c.wall - loading.wall}, err
	}, nil
}
