package store_test

import (
	"database/sql"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/mattn/go-sqlite3"
	"github.com/taizhang/taizhang/store"
)

// TestUpgrade opens what each older version of the schema stored (fixtures/upgrade/dump.sh): it
// becomes the schema of today, sound, and what people decided, handed out and collected is still there.
func TestUpgrade(t *testing.T) { onBoth(t, testUpgrade) }

func testUpgrade(t *testing.T, on engine) {
	name := map[string]string{"SQLite": "sqlite", "PostgreSQL": "postgres"}[on.name]
	files, err := filepath.Glob(name + "/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for i, file := range files {
		if !strings.HasPrefix(filepath.Base(file), fmt.Sprintf("%04d_", i+1)) {
			t.Errorf("%s is number %d: another migration has its number", file, i+1)
		}
	}
	fresh := schemaOf(t, on.open(t), on)
	for v := 1; v < len(files); v++ {
		dump := fmt.Sprintf("../fixtures/upgrade/%s-%02d.sql", name, v)
		t.Run(filepath.Base(dump), func(t *testing.T) {
			path := on.lasting(t)
			restore(t, path, dump)
			before := contentOf(t, path, on)
			if len(before["notices"]) == 0 {
				t.Fatal("nothing was restored")
			}
			s := open(t, path)
			clean(t, s)
			if v == 1 && on.name == "SQLite" && *update {
				writeWhole(t, s)
			}
			if got := schemaOf(t, s, on); !slices.Equal(got, fresh) {
				t.Errorf("the schema is\n%s\nand of a new database\n%s", strings.Join(only(got, fresh), "\n"), strings.Join(only(fresh, got), "\n"))
			}
			after := contentOf(t, path, on)
			for table, rows := range before {
				if derived(table) {
					continue
				}
				for _, row := range rows {
					if !slices.ContainsFunc(after[table], func(r record) bool { return r.has(row) }) {
						t.Errorf("%s: lost: %v", table, row)
					}
				}
			}
			put(t, s, rich("k"), "1", store.Added)
			clean(t, s)
		})
	}
}

var update = flag.Bool("update", false, "write the schema of a new SQLite database anew")

// writeWhole keeps what the migrations and the views came to.
func writeWhole(t *testing.T, s *store.Store) {
	t.Helper()
	var out strings.Builder
	must(t, s.Rows(ctx, "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'taizhang_schema' AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY rowid",
		func(r store.Row) error { out.WriteString(r.Text(0) + ";\n"); return nil }))
	must(t, os.WriteFile("sqlite_new.sql", []byte(out.String()), 0o644))
}

// derived tells tables that a migration may make anew from others: the search index, and the
// sketches, which since version 4 small notices are not in.
func derived(table string) bool { return strings.HasPrefix(table, "search") || table == "sketches" }

// record is a row of a table, by column.
type record map[string]string

func (r record) has(old record) bool {
	for column, value := range old {
		if now, ok := r[column]; ok && now != value {
			return false
		}
	}
	return true
}

// restore makes a database of a dump.
func restore(t *testing.T, path, dump string) {
	t.Helper()
	text, err := os.ReadFile(dump)
	if err != nil {
		t.Fatalf("%v: bash fixtures/upgrade/dump.sh makes it, with the program of that version", err)
	}
	if strings.HasPrefix(path, "postgres") { // several statements at once are for the protocol below database/sql
		conn, err := pgx.Connect(ctx, path)
		must(t, err)
		defer conn.Close(ctx)
		if _, err := conn.PgConn().Exec(ctx, string(text)).ReadAll(); err != nil {
			t.Fatal(err)
		}
		return
	}
	db := behind(t, path)
	defer db.Close()
	if _, err := db.Exec(string(text)); err != nil {
		t.Fatal(err)
	}
}

// behind opens a database behind the API.
func behind(t *testing.T, path string) *sql.DB {
	t.Helper()
	driver, name := "sqlite3", store.FileURI(path, "")
	if strings.HasPrefix(path, "postgres") {
		driver, name = "pgx", path
	}
	db, err := sql.Open(driver, name)
	must(t, err)
	return db
}

// What is looked up behind the API, of SQLite and of PostgreSQL.
var (
	tableNames = map[string]string{
		"SQLite":     "SELECT name FROM sqlite_master WHERE type = 'table'",
		"PostgreSQL": "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'",
	}
	definitions = map[string]string{
		"SQLite":     "SELECT name || ': ' || sql FROM sqlite_master WHERE sql IS NOT NULL",
		"PostgreSQL": "SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() UNION ALL SELECT viewname || ': ' || definition FROM pg_views WHERE schemaname = current_schema()",
	}
)

// contentOf returns the rows of all tables.
func contentOf(t *testing.T, path string, on engine) map[string][]record {
	t.Helper()
	db := behind(t, path)
	defer db.Close()
	out := map[string][]record{}
	for _, table := range rowsOf(t, db, tableNames[on.name]) {
		for _, name := range table {
			out[name] = rowsOf(t, db, `SELECT * FROM "`+name+`"`)
		}
	}
	return out
}

func rowsOf(t *testing.T, db *sql.DB, query string) (out []record) {
	t.Helper()
	rows, err := db.Query(query)
	must(t, err)
	defer rows.Close()
	names, err := rows.Columns()
	must(t, err)
	for rows.Next() {
		values, places := make([]any, len(names)), make([]any, len(names))
		for i := range values {
			places[i] = &values[i]
		}
		must(t, rows.Scan(places...))
		r := record{}
		for i, name := range names {
			r[name] = fmt.Sprintf("%v", values[i])
		}
		out = append(out, r)
	}
	must(t, rows.Err())
	return out
}

// schemaOf returns the columns, indexes and views of a database, sorted.
func schemaOf(t *testing.T, s *store.Store, on engine) (out []string) {
	t.Helper()
	for name, kind := range columns(t, s) {
		out = append(out, name+" "+kind)
	}
	if err := s.Rows(ctx, definitions[on.name], func(r store.Row) error { out = append(out, r.Text(0)); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// only returns what is in a and not in b.
func only(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}
