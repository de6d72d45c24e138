package main

import (
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/fixtures/postgres"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/xuri/excelize/v2"
)

func TestMain(m *testing.M) {
	if strings.Contains(filepath.Base(os.Args[0]), ".test") { // and not the program, which is this file too
		for _, v := range []string{"LC_ALL", "LC_MESSAGES", "LANG", "TAIZHANG_DB"} {
			os.Unsetenv(v) // a test says in which language it runs the program, and on what
		}
	}
	reader.DefaultLimits.Time = 20 * time.Minute // of the program that is tested, too: on a busy machine a sound file may take long
	reader.DefaultLimits.Memory *= raceFactor
	flag.Set("test.parallel", "6") // most of what is tested here waits: for a browser, a server, a lock
	testscript.Main(m, map[string]func(){
		"taizhang":  func() { os.Exit(realMain()) },
		"hold":      hold,
		"interrupt": interrupt,
	})
}

// TestScripts runs the program as a user does: testdata/script/*.txtar.
func TestScripts(t *testing.T) {
	seed, err := filepath.Abs("../../seeds/notices/sichuan-2017-ip-plan.txt")
	must(t, err)
	fixtures, err := filepath.Abs("../../fixtures")
	must(t, err)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("SEED", seed)
			env.Setenv("FIXTURES", fixtures)
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"gb18030": toGB18030,
			"sparse":  sparse,
			"noise":   noise,
			"sheet":   sheet,
			"chinese": chinese,
			"uid":     uid,
			"fill":    fill,
			"foreign": foreign,
			"restore": restore,
			"postgres": func(ts *testscript.TestScript, _ bool, args []string) { // NAME: sets it to the address of an empty database
				ts.Setenv(args[0], postgres.Shared(t).Database(t))
			},
		},
	})
}

// toGB18030 IN OUT rewrites a UTF-8 file.
func toGB18030(ts *testscript.TestScript, neg bool, args []string) {
	b, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(ts.ReadFile(args[0])))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b, 0o644))
}

// sparse FILE makes a file of 200 MB.
func sparse(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(f.Truncate(200 << 20))
	ts.Check(f.Close())
}

// noise FILE writes bytes that are no format.
func noise(ts *testscript.TestScript, neg bool, args []string) {
	b := make([]byte, 4096)
	rand.Read(b)
	b[0], b[10] = 1, 0
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o644))
}

// fill BOOK TEXT HEADER VALUE writes a value into a column of the first row with TEXT,
// under a row of headers, as a person would, and saves the workbook.
func fill(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		ts.Check(err)
		column := -1
		for r, row := range rows {
			if i := slices.Index(row, args[2]); i >= 0 {
				column = i
				continue
			}
			if column < 0 || !strings.Contains(strings.Join(row, "\n"), args[1]) {
				continue
			}
			cell, err := excelize.CoordinatesToCellName(column+1, r+1)
			ts.Check(err)
			ts.Check(f.SetCellStr(sheet, cell, args[3]))
			ts.Check(f.Save())
			return
		}
	}
	ts.Fatalf("%s: no row with %q under a header %q", args[0], args[1], args[2])
}

// uid NAME TEXT sets a variable to the uid of the first task with TEXT in the JSON
// lines that the last command printed.
func uid(ts *testscript.TestScript, neg bool, args []string) {
	for line := range strings.Lines(ts.ReadFile("stdout")) {
		var task struct{ UID string }
		if strings.Contains(line, args[1]) && json.Unmarshal([]byte(line), &task) == nil && task.UID != "" {
			ts.Setenv(args[0], task.UID)
			return
		}
	}
	ts.Fatalf("no task with %q", args[1])
}

// sheet BOOK SHEET TEXT fails unless a cell of the sheet is TEXT.
func sheet(ts *testscript.TestScript, neg bool, args []string) {
	f, err := excelize.OpenFile(ts.MkAbs(args[0]))
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(args[1])
	ts.Check(err)
	found := false
	for _, r := range rows {
		for _, c := range r {
			found = found || strings.Contains(c, args[2])
		}
	}
	if found == neg {
		ts.Fatalf("%s, sheet %s: a cell with %q: %v", args[0], args[1], args[2], found)
	}
}

// foreign FILE makes a database of another program.
func foreign(ts *testscript.TestScript, neg bool, args []string) {
	db, err := sql.Open("sqlite3", ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = db.Exec("CREATE TABLE mail (subject TEXT); INSERT INTO mail VALUES ('keep me')")
	ts.Check(err)
	ts.Check(db.Close())
}

// restore DUMP FILE makes a database of the SQL that sqlite3's .dump wrote.
func restore(ts *testscript.TestScript, neg bool, args []string) {
	db, err := sql.Open("sqlite3", ts.MkAbs(args[1]))
	ts.Check(err)
	_, err = db.Exec(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(db.Close())
}
