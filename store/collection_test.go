package store

import (
	"database/sql"
	"path/filepath"
	"testing"
)

func TestCollection(t *testing.T) {
	path := filepath.Join(t.TempDir(), "爬 虫?.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
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
	for rec, err := range Collection(matches[0], "content") {
		if err != nil {
			t.Fatal(err)
		}
		_, titled := rec["title"]
		got = append(got, rec["id"]+rec["title"]+rec["content"])
		if titled != (rec["id"] == "7") {
			t.Errorf("%v", rec)
		}
	}
	if len(got) != 2 || got[0] != "7甲一、任务" || got[1] != "8二、任务" {
		t.Errorf("%q", got)
	}
	for _, err := range Collection(matches[0], "body") {
		if err == nil {
			t.Error("a column that is not there")
		}
	}
}
