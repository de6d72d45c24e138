package main

import (
	"database/sql"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// yearDone is the folder of a user who followed the README.
func yearDone(t *testing.T) *newUser {
	t.Helper()
	u := &newUser{T: t, dir: shippedCopy(t), locale: "en_US.UTF-8"}
	u.follow("README.md")
	return u
}

func (u *newUser) query(query string, args ...any) (rows int) {
	u.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(u.dir, "out/taizhang.db")+"?mode=ro")
	if err != nil {
		u.Fatal(err)
	}
	defer db.Close()
	found, err := db.Query(query, args...)
	if err != nil {
		u.Fatalf("%s\n%v", query, err)
	}
	defer found.Close()
	for found.Next() {
		rows++
	}
	if err := found.Err(); err != nil {
		u.Fatalf("%s\n%v", query, err)
	}
	return rows
}

// TestRecipes: what docs/recipes.md and docs/recipes/ show works on the database of the README, as
// far as it needs no other tool.
func TestRecipes(t *testing.T) {
	t.Parallel()
	u := yearDone(t)
	questions := 0
	for _, block := range fence.FindAllStringSubmatch(doc(t, "recipes.md"), -1) {
		switch block[1] {
		case "sh":
			for line := range strings.Lines(block[2]) {
				u.run(strings.TrimSpace(line))
			}
		case "sql":
			questions++
			if u.query(block[2]) == 0 {
				t.Errorf("nothing answers\n%s", block[2])
			}
		}
	}
	if questions < 2 {
		t.Errorf("%d questions found: does this test still look in the right place?", questions)
	}

	var site struct {
		Databases map[string]struct {
			Tables map[string]struct {
				Facets  []string
				Columns map[string]string
			}
			Queries map[string]struct{ SQL string }
		}
	}
	must(t, json.Unmarshal([]byte(doc(t, "recipes/datasette.json")), &site))
	db := site.Databases["taizhang"]
	if len(db.Tables) == 0 || len(db.Queries) == 0 {
		t.Fatal("recipes/datasette.json says nothing of taizhang.db")
	}
	for table, says := range db.Tables {
		for column := range says.Columns {
			u.query(`SELECT "` + table + `"."` + column + `" FROM "` + table + `" LIMIT 1`)
		}
		for _, column := range says.Facets {
			u.query(`SELECT "` + table + `"."` + column + `" FROM "` + table + `" LIMIT 1`)
		}
	}
	for name, q := range db.Queries {
		if u.query(q.SQL, sql.Named("before", "2018-07-01"), sql.Named("organ", "四川省公安厅")) == 0 {
			t.Errorf("recipes/datasette.json: nothing answers %q", name)
		}
	}
}

// TestNightlyJob: the script reads what is new, copies, lists what is late, and says that a source failed.
func TestNightlyJob(t *testing.T) {
	t.Parallel()
	u := &newUser{T: t, dir: shippedCopy(t), locale: "en_US.UTF-8", exports: []string{"PATH=$PWD/bin:$PATH"}}
	script, err := filepath.Abs("../../docs/recipes/nightly.sh")
	must(t, err)
	must := func(err error) {
		must(t, err)
	}
	must(os.Rename(filepath.Join(u.dir, "seeds/notices"), filepath.Join(u.dir, "notices")))
	night := "sh " + script + " ."
	u.shell(night)
	u.shell("taizhang export --by-unit out --round 2017Q2 --year 2017 --db taizhang.db")
	must(os.WriteFile(filepath.Join(u.dir, "notices", "damaged.pdf"), []byte("%PDF-1.7 and no more"), 0o644))
	if out, err := u.command(night).CombinedOutput(); exitOf(err) != exitPartial {
		t.Errorf("a source failed, exit code %d\n%s", exitOf(err), out)
	}
	for name, want := range map[string]string{"nightly.log": "damaged.pdf: malformed", "late.txt": "四川省高级人民法院"} {
		b, err := os.ReadFile(filepath.Join(u.dir, name))
		must(err)
		if !strings.Contains(string(b), want) {
			t.Errorf("%s has no %q:\n%s", name, want, b)
		}
	}
	copies, err := filepath.Glob(filepath.Join(u.dir, "backup/*.db"))
	if err != nil || len(copies) == 0 {
		t.Fatal(copies, err)
	}
	if out, err := exec.Command("taizhang", "check", "--db", copies[0]).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
