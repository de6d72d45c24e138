package main

import (
	"database/sql"
	"encoding/gob"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	_ "github.com/mattn/go-sqlite3"
)

const (
	benchNotice = "../../seeds/notices/sichuan-2017-ip-plan.txt"
	benchBinary = "../../bin/taizhang"
	peerScript  = "../../../shared/peer/peer.py"
	floorEnv    = "TAIZHANG_FLOOR"
)

// BenchmarkCold times whole processes, turn by turn so that a noisy machine
// treats them alike: `convert` of the shipped notice with a database; the floor,
// which reads the same file, inserts the same rows with go-sqlite3 and writes
// the same cells with excelize, and does nothing else; and the script people
// write today, where it is at hand. Times are medians; ratios are to convert.
func BenchmarkCold(b *testing.B) {
	if _, err := os.Stat(benchBinary); err != nil {
		b.Fatalf("%v; `make bench` builds it", err)
	}
	dir := b.TempDir()
	work := prepareFloor(b, dir)
	var convert, floor, peer []time.Duration
	var memory int64
	python := peerPython()
	n := 0
	for b.Loop() {
		n++
		db, book := filepath.Join(dir, fmt.Sprint("c", n, ".db")), filepath.Join(dir, fmt.Sprint("c", n, ".xlsx"))
		cmd := exec.Command(benchBinary, "convert", benchNotice, "-o", book, "--db", db)
		convert = append(convert, wall(b, cmd))
		memory = max(memory, peak(cmd.ProcessState))
		cmd = exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), floorEnv+"="+strings.Join([]string{work, filepath.Join(dir, fmt.Sprint("f", n))}, "\n"))
		floor = append(floor, wall(b, cmd)-preparation(b, filepath.Join(dir, fmt.Sprint("f", n))))
		if python != "" && len(peer) < 5 {
			cmd = exec.Command(python, peerScript, filepath.Join(dir, "p.db"), filepath.Join(dir, "p.xlsx"), benchNotice)
			peer = append(peer, wall(b, cmd))
		}
	}
	b.ReportMetric(0, "ns/op")
	c := median(convert)
	b.ReportMetric(ms(c), "convert-ms")
	b.ReportMetric(ms(median(floor)), "floor-ms")
	b.ReportMetric(float64(c)/float64(median(floor)), "×floor")
	b.ReportMetric(float64(memory)/1024, "peak-MB")
	if python != "" {
		b.ReportMetric(ms(median(peer)), "script-ms")
		b.ReportMetric(float64(median(peer))/float64(c), "×faster-than-script")
	}
}

// peerPython is a python that can run the script, or empty.
func peerPython() string {
	if _, err := os.Stat(peerScript); err != nil {
		return ""
	}
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import jieba, openpyxl").Run() == nil {
			return python
		}
	}
	return ""
}

func wall(b *testing.B, cmd *exec.Cmd) time.Duration {
	b.Helper()
	start := time.Now()
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return time.Since(start)
}

func median(d []time.Duration) time.Duration {
	slices.Sort(d)
	return d[len(d)/2]
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// floorWork is what the floor writes: the schema and rows of a database that
// convert made, and the cells of its workbook.
type floorWork struct {
	Schema []string
	Tables []floorTable
	Sheets []floorSheet
}

type floorTable struct {
	Insert string
	Rows   [][]any
}

type floorSheet struct {
	Name string
	Rows [][]string
}

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

// null stands for NULL, as gob has no nil.
type null struct{ Null bool }

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
