package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang/handoff"
	"github.com/taizhang/taizhang/seeds/notices"
)

// handedOut is a database of the shipped notice, and the workbooks of a round of it.
func handedOut(t *testing.T) (db, books string) {
	t.Helper()
	dir := t.TempDir()
	plan := filepath.Join(dir, "plan.txt")
	must(t, os.WriteFile(plan, []byte(notices.Sichuan2017), 0o600))
	db, books = filepath.Join(dir, "a.db"), filepath.Join(dir, "books")
	for _, args := range [][]string{{"ingest", plan, "--db", db}, {"export", "--by-unit", books, "--round", "2017Q2", "--db", db}} {
		if s := runCommand(t, args...); s.code != exitDone {
			t.Fatalf("%v: %d\n%s", args, s.code, s.errors)
		}
	}
	return db, books
}

// change edits every workbook of a folder as a department does, and returns how many.
func change(t *testing.T, books string, f func(*excelize.File) error) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(books, "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		book, err := excelize.OpenFile(name)
		must(t, err)
		if err := f(book); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		must(t, book.Save())
		must(t, book.Close())
	}
	return len(files)
}

// What comes back as it went out changes nothing: no cell, no conflict, the same digest.
func TestCollectUnedited(t *testing.T) {
	db, books := handedOut(t)
	before := runCommand(t, "export", "--format", "jsonl", "--db", db).out
	n := change(t, books, func(*excelize.File) error { return nil })
	s := runCommand(t, "collect", books, "--db", db)
	if s.code != exitDone || strings.Count(s.errors, ", 0 cells taken, 0 rows added, 0 conflicts") != n || strings.Contains(s.errors, "did not come back") {
		t.Errorf("%d, %d workbooks:\n%s", s.code, n, s.errors)
	}
	if after := runCommand(t, "export", "--format", "jsonl", "--db", db).out; after != before {
		t.Error("what is exported is another than before")
	}
}

// Workbooks from which an inspector of documents took what is hidden are known by what was
// given in them.
func TestCollectWithoutKeys(t *testing.T) {
	db, books := handedOut(t)
	n := change(t, books, func(f *excelize.File) error {
		key, err := excelize.ColumnNumberToName(len(handoff.Columns) + 1)
		if err != nil {
			return err
		}
		if err := f.RemoveCol(handoff.SheetTable, key); err != nil {
			return err
		}
		header, err := f.SearchSheet(handoff.SheetTable, "二季度进展")
		if err != nil || len(header) != 1 {
			return fmt.Errorf("%v %v", header, err)
		}
		col, row, err := excelize.CellNameToCoordinates(header[0])
		if err != nil {
			return err
		}
		first, err := excelize.CoordinatesToCellName(col, row+1)
		if err != nil {
			return err
		}
		if err := f.SetCellStr(handoff.SheetTable, first, "已办"); err != nil {
			return err
		}
		return f.DeleteSheet(handoff.SheetMeta)
	})
	s := runCommand(t, "collect", books, "--db", db)
	if s.code != exitDone || strings.Count(s.errors, ", 1 cell taken, 0 rows added, 0 conflicts") != n {
		t.Errorf("%d, %d workbooks:\n%s", s.code, n, s.errors)
	}
}
