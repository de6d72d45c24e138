package main

import (
	"database/sql"
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	_ "github.com/mattn/go-sqlite3"
)

// prepareFloor converts the notice once and keeps what is to be written again.
func prepareFloor(b *testing.B, dir string) string {
	b.Helper()
	registerValues()
	db, book := filepath.Join(dir, "model.db"), filepath.Join(dir, "model.xlsx")
	wall(b, exec.Command(benchBinary, "convert", benchNotice, "-o", book, "--db", db))
	var work floorWork
	conn, err := sql.Open("sqlite3", db)
	check(b, err)
	defer conn.Close()
	work.Schema, work.Tables = schemaAndRows(b, conn)
	f, err := excelize.OpenFile(book)
	check(b, err)
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		check(b, err)
		work.Sheets = append(work.Sheets, floorSheet{name, rows})
	}
	path := filepath.Join(dir, "work.gob")
	out, err := os.Create(path)
	check(b, err)
	check(b, gob.NewEncoder(out).Encode(work))
	check(b, out.Close())
	return path
}

// schemaAndRows reads all of a database but its search index.
func schemaAndRows(b *testing.B, conn *sql.DB) (schema []string, out []floorTable) {
	b.Helper()
	rows, err := conn.Query(`SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search%' ORDER BY rowid`)
	check(b, err)
	var tables []string
	for rows.Next() {
		var name, kind, ddl string
		check(b, rows.Scan(&name, &kind, &ddl))
		schema = append(schema, ddl)
		if kind == "table" {
			tables = append(tables, name)
		}
	}
	check(b, rows.Err())
	for _, name := range tables {
		rows, err := conn.Query(`SELECT * FROM "` + name + `"`)
		check(b, err)
		cols, err := rows.Columns()
		check(b, err)
		t := floorTable{Insert: fmt.Sprintf(`INSERT INTO "%s" VALUES (?%s)`, name, strings.Repeat(",?", len(cols)-1))}
		for rows.Next() {
			values, ptrs := make([]any, len(cols)), make([]any, len(cols))
			for i := range values {
				ptrs[i] = &values[i]
			}
			check(b, rows.Scan(ptrs...))
			for i, v := range values {
				if v == nil {
					values[i] = null{}
				}
			}
			t.Rows = append(t.Rows, values)
		}
		check(b, rows.Err())
		out = append(out, t)
	}
	return schema, out
}

func registerValues() {
	for _, v := range []any{"", int64(0), float64(0), null{}} {
		gob.Register(v)
	}
}

func check(b *testing.B, err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// runFloor is the floor, in a process of its own; the time it takes to load what
// it is to write is kept beside, to be taken off.
func runFloor(arg string) error {
	work, out, _ := strings.Cut(arg, "\n")
	start := time.Now()
	registerValues()
	in, err := os.Open(work)
	if err != nil {
		return err
	}
	defer in.Close()
	var w floorWork
	if err := gob.NewDecoder(in).Decode(&w); err != nil {
		return err
	}
	for _, t := range w.Tables {
		for _, r := range t.Rows {
			for i, v := range r {
				if _, ok := v.(null); ok {
					r[i] = nil
				}
			}
		}
	}
	loaded := time.Since(start)
	switch {
	case out == "": // what loading takes of the processor
		return nil
	case w.Sheets == nil:
		return floorRows(w, out+".db")
	}
	if _, err := os.ReadFile(benchNotice); err != nil {
		return err
	}
	if err := floorRows(w, out+".db"); err != nil {
		return err
	}
	if err := floorCells(w, out+".xlsx"); err != nil {
		return err
	}
	return os.WriteFile(out, []byte(loaded.String()), 0o600)
}

func preparation(b *testing.B, path string) time.Duration {
	b.Helper()
	s, err := os.ReadFile(path)
	check(b, err)
	d, err := time.ParseDuration(string(s))
	check(b, err)
	return d
}

func floorRows(w floorWork, path string) error {
	conn, err := sql.Open("sqlite3", path+"?_foreign_keys=0")
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.Begin()
	if err != nil {
		return err
	}
	for _, ddl := range w.Schema {
		if _, err := tx.Exec(ddl); err != nil {
			return fmt.Errorf("%w: %s", err, ddl)
		}
	}
	for _, t := range w.Tables {
		stmt, err := tx.Prepare(strings.Replace(t.Insert, "INSERT", "INSERT OR IGNORE", 1))
		if err != nil {
			return err
		}
		for _, r := range t.Rows {
			if _, err := stmt.Exec(r...); err != nil {
				return fmt.Errorf("%w: %s", err, t.Insert)
			}
		}
		stmt.Close()
	}
	return tx.Commit()
}

func floorCells(w floorWork, path string) error {
	f := excelize.NewFile()
	defer f.Close()
	for i, s := range w.Sheets {
		if i == 0 {
			f.SetSheetName("Sheet1", s.Name)
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
