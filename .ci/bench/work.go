package main

import (
	"database/sql"
	"encoding/gob"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/mattn/go-sqlite3"
	"github.com/xuri/excelize/v2"
)

// work is what a floor writes: the schema and rows of a database that the program made, and
// the cells of its workbook; or the files that it reads.
type work struct {
	Tables, Indexes []string // statements that make them
	Rows            []table
	Sheets          []sheet
	Files           []string
}

type table struct {
	Name    string
	Columns int
	Values  []any // row after row
}

type sheet struct {
	Name string
	Rows [][]string
}

// null stands for NULL, as gob has no nil.
type null struct{ Null bool }

func init() {
	for _, v := range []any{"", int64(0), float64(0), null{}} {
		gob.Register(v)
	}
}

// keep writes the work for the floor's process.
func (w *work) keep(path string) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	defer out.Close()
	return gob.NewEncoder(out).Encode(w)
}

func loadWork(path string) (*work, error) {
	in, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	w := new(work)
	if err := gob.NewDecoder(in).Decode(w); err != nil {
		return nil, err
	}
	for _, t := range w.Rows {
		for i, v := range t.Values {
			if _, ok := v.(null); ok {
				t.Values[i] = nil
			}
		}
	}
	return w, nil
}

// prepare keeps in a file what a floor is to write: `bench prepare WORK DB|XLSX|TXT…`. It is a process of its
// own, for Linux counts the memory of the process that starts another as the other's peak.
func prepare(args []string) error {
	w := &work{}
	for _, from := range args[1:] {
		var err error
		switch filepath.Ext(from) {
		case ".db":
			err = w.database(from)
		case ".xlsx":
			err = w.workbook(from)
		default:
			w.Files = append(w.Files, from)
		}
		if err != nil {
			return err
		}
	}
	return w.keep(args[0])
}

// database reads all that a database holds; of the search index what was put into it.
func (w *work) database(path string) error {
	conn, err := sql.Open("sqlite3", path)
	if err != nil {
		return err
	}
	defer conn.Close()
	conn.SetMaxOpenConns(1)
	var names []string
	err = each(conn, "SELECT name, type, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY rowid", func(row []any) error {
		ddl := row[2].(string)
		switch {
		case row[1] != "table":
			w.Indexes = append(w.Indexes, ddl)
			return nil
		case row[0] != "search":
			names = append(names, row[0].(string))
		}
		w.Tables = append(w.Tables, ddl)
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := w.rows(conn, name, `SELECT * FROM "`+name+`"`, name); err != nil {
			return err
		}
	}
	if _, err := conn.Exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, instance)"); err != nil {
		return err
	}
	return w.rows(conn, "search", "SELECT doc, group_concat(term, ' ') FROM terms GROUP BY doc", "search (rowid, grams)")
}

func (w *work) rows(conn *sql.DB, name, query, into string) error {
	t := table{Name: into}
	err := each(conn, query, func(row []any) error {
		t.Columns = len(row)
		for _, v := range row {
			if v == nil {
				v = null{}
			}
			t.Values = append(t.Values, v)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if t.Columns > 0 {
		w.Rows = append(w.Rows, t)
	}
	return nil
}

func each(conn *sql.DB, query string, do func(row []any) error) error {
	rows, err := conn.Query(query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for rows.Next() {
		row, places := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			places[i] = &row[i]
		}
		if err := rows.Scan(places...); err != nil {
			return err
		}
		if err := do(row); err != nil {
			return err
		}
	}
	return rows.Err()
}

// workbook reads the cells of a workbook.
func (w *work) workbook(path string) error {
	f, err := excelize.OpenFile(path)
	if err != nil {
		return err
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			return err
		}
		w.Sheets = append(w.Sheets, sheet{name, rows})
	}
	return nil
}

// inserts is a statement that puts in so many rows.
func (t *table) inserts(rows int) string {
	one := "(?" + strings.Repeat(",?", t.Columns-1) + ")"
	return "INSERT INTO " + t.Name + " VALUES " + one + strings.Repeat(","+one, rows-1)
}
