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

	"github.com/taizhang/taizhang/fixtures/generate"
)

// BenchmarkBatch compares processor time, user and system, on one core, turn by turn:
// `ingest` of a folder of generated notices; the floor, which inserts the same rows
// and the same search index with go-sqlite3, a prepared statement a table, in one
// transaction; `ingest` again, unchanged. Then, of variants of the shipped notice,
// which it was written for, the script people write today and `ingest`: script-ms is
// what one more notice costs it, without its start.
func BenchmarkBatch(b *testing.B) {
	if _, err := os.Stat(benchBinary); err != nil {
		b.Fatalf("%v; `make bench` builds it", err)
	}
	const n = 300
	dir, tmp := b.TempDir(), b.TempDir()
	for i := range n {
		name, data := generate.Notice(i, generate.Options{Seed: 1})
		check(b, os.WriteFile(filepath.Join(dir, name), data, 0o600))
	}
	db := filepath.Join(tmp, "model.db")
	ingest := func(dir, db string) time.Duration { return processor(b, benchBinary, "ingest", dir, "--db", db) }
	ingest(dir, db)
	work := prepareRows(b, db, tmp)
	variants := variants(b, n/3)
	one := variants + "-one"
	check(b, os.Mkdir(one, 0o700))
	check(b, os.Link(filepath.Join(variants, "000.txt"), filepath.Join(one, "000.txt")))

	var first, again, floor, script, ours []time.Duration
	python, i := peerPython(), 0
	for b.Loop() {
		i++
		db := filepath.Join(tmp, fmt.Sprint("b", i, ".db"))
		first = append(first, ingest(dir, db))
		again = append(again, ingest(dir, db))
		floor = append(floor, floorProcess(b, work, filepath.Join(tmp, fmt.Sprint("f", i))))
		all, alone := filepath.Join(tmp, fmt.Sprint("v", i, ".db")), filepath.Join(tmp, fmt.Sprint("o", i, ".db"))
		ours = append(ours, ingest(variants, all)-ingest(one, alone))
		if python != "" {
			run := func(dir string) time.Duration {
				files, _ := filepath.Glob(filepath.Join(dir, "*.txt"))
				return processor(b, python, append([]string{peerScript, filepath.Join(tmp, "p.db"), filepath.Join(tmp, "p.xlsx")}, files...)...)
			}
			script = append(script, run(variants)-run(one))
		}
	}
	each := func(d time.Duration, n int) float64 { return ms(d) / float64(n) }
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(each(median(first), n), "ms/notice")
	b.ReportMetric(float64(median(first))/float64(median(floor)), "×floor")
	b.ReportMetric(n/median(again).Seconds(), "unchanged/s")
	b.ReportMetric(each(median(ours), n/3-1), "seed-ms")
	if python != "" {
		b.ReportMetric(each(median(script), n/3-1), "script-ms")
		b.ReportMetric(float64(median(script))/float64(median(ours)), "×faster-than-script")
	}
}

// processor runs a program on one core and returns the processor time it took.
func processor(b *testing.B, name string, args ...string) time.Duration {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

// variants writes the shipped notice n times, each with another number and wording.
func variants(b *testing.B, n int) string {
	b.Helper()
	seed, err := os.ReadFile(benchNotice)
	check(b, err)
	dir := filepath.Join(b.TempDir(), "variants")
	check(b, os.Mkdir(dir, 0o700))
	for i := range n {
		s := strings.ReplaceAll(string(seed), "〔2017〕2号", fmt.Sprintf("〔2017〕%d号", i+10))
		s = strings.ReplaceAll(s, "专利", fmt.Sprintf("专利%c", 0x4E00+i))
		check(b, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(s), 0o600))
	}
	return dir
}

// prepareRows keeps the schema, rows and search index of a database.
func prepareRows(b *testing.B, db, dir string) string {
	b.Helper()
	registerValues()
	conn, err := sql.Open("sqlite3", db)
	check(b, err)
	defer conn.Close()
	var work floorWork
	work.Schema, work.Tables = schemaAndRows(b, conn)
	conn.SetMaxOpenConns(1)
	_, err = conn.Exec("CREATE VIRTUAL TABLE temp.terms USING fts5vocab (main, search, instance)")
	check(b, err)
	rows, err := conn.Query("SELECT doc, group_concat(term, ' ') FROM terms GROUP BY doc")
	check(b, err)
	defer rows.Close()
	index := floorTable{Insert: "INSERT INTO search (rowid, grams) VALUES (?,?)"}
	for rows.Next() {
		var doc int64
		var terms string
		check(b, rows.Scan(&doc, &terms))
		index.Rows = append(index.Rows, []any{doc, terms})
	}
	check(b, rows.Err())
	var ddl string
	check(b, conn.QueryRow("SELECT sql FROM sqlite_schema WHERE name = 'search'").Scan(&ddl))
	work.Schema, work.Tables = append(work.Schema, ddl), append(work.Tables, index)
	path := filepath.Join(dir, "work.gob")
	out, err := os.Create(path)
	check(b, err)
	check(b, gob.NewEncoder(out).Encode(work))
	check(b, out.Close())
	return path
}

// floorProcess is the processor time of the floor, less what loading its rows takes.
func floorProcess(b *testing.B, work, out string) time.Duration {
	b.Helper()
	run := func(out string) time.Duration {
		cmd := exec.Command(os.Args[0], "-test.run=^$")
		cmd.Env = append(os.Environ(), "GOMAXPROCS=1", floorEnv+"="+work+"\n"+out)
		if said, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("floor: %v\n%s", err, said)
		}
		return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	}
	return run(out) - run("")
}
