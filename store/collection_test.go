package store

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
)

func TestCollection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "爬 虫?.db")
	db, err := sql.Open("sqlite3", path)
	must(t, err)
	if _, err := db.Exec(`CREATE TABLE log(a); CREATE TABLE pages(id INTEGER, title TEXT, content TEXT); INSERT INTO pages VALUES (7, '甲', '一、任务'), (8, NULL, '二、任务')`); err != nil {
		t.Fatal(err)
	}
	db.Close()
	// A name with a mark of URIs in it lies where sql.Open put it.
	matches, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if len(matches) != 1 {
		t.Fatal(matches)
	}
	var got []string
	for rec, err := range Collection(t.Context(), matches[0], "content", 1<<20) {
		must(t, err)
		_, titled := rec["title"]
		got = append(got, rec["id"]+rec["title"]+rec["content"])
		if titled != (rec["id"] == "7") {
			t.Errorf("%v", rec)
		}
	}
	if len(got) != 2 || got[0] != "7甲一、任务" || got[1] != "8二、任务" {
		t.Errorf("%q", got)
	}
	for _, err := range Collection(t.Context(), matches[0], "body", 1<<20) {
		if err == nil {
			t.Error("a column that is not there")
		}
	}
}

// TestCollectionHostile: of what the schema of another's file computes nothing is, as that
// need not end; what is stored is read all the same.
func TestCollectionHostile(t *testing.T) {
	for _, c := range []struct{ name, schema, says string }{
		{"a view without end", `CREATE VIEW a AS WITH RECURSIVE c(n, content) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, 'x' FROM c) SELECT content FROM c WHERE n < 0`, "no table has a column"},
		{"a value without end", `CREATE TABLE a(content, y AS (hex(zeroblob(400000000)))); INSERT INTO a VALUES ('x')`, ""},
		{"a search that multiplies", `CREATE TABLE a(content, y AS (instr(hex(zeroblob(400000)), hex(zeroblob(200000)) || '1'))); INSERT INTO a VALUES ('x')`, ""},
		{"a value that is computed", `CREATE TABLE a(y, content AS (hex(zeroblob(y)))); INSERT INTO a VALUES (9)`, "no table has a column"},
		{"a value that is too large", `CREATE TABLE a(content); INSERT INTO a VALUES (hex(zeroblob(1000000)))`, "too big"},
		{"names that are SQL", `CREATE TABLE "a""; DROP TABLE b; --"(content, "x"" FROM b; --"); INSERT INTO "a""; DROP TABLE b; --" VALUES ('x', 'y')`, ""},
		{"a module that is not there", `CREATE TABLE a(content); PRAGMA writable_schema = 1; UPDATE sqlite_master SET sql = 'CREATE VIRTUAL TABLE a USING nosuch(content)'`, "no such module"},
	} {
		path := filepath.Join(t.TempDir(), "hostile.db")
		db, err := sql.Open("sqlite3", path)
		must(t, err)
		if _, err := db.Exec(c.schema); err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		db.Close()
		var said error
		n := 0
		for rec, err := range Collection(t.Context(), path, "content", 1<<20) {
			if err != nil {
				said = err
			} else if rec["content"] == "x" {
				n++
			}
		}
		switch {
		case c.says == "" && (said != nil || n != 1):
			t.Errorf("%s: %d rows, %v", c.name, n, said)
		case c.says != "" && (said == nil || !strings.Contains(said.Error(), c.says)):
			t.Errorf("%s: %v; want %q", c.name, said, c.says)
		}
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
