package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/store"
)

// documented returns "table.column" for each line of the documentation.
func documented() []string {
	var out []string
	table := ""
	for line := range strings.Lines(store.SchemaDoc) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "## "); ok {
			table = name
		} else if f := strings.Split(line, "|"); len(f) == 4 && !strings.HasPrefix(f[1], "---") && strings.TrimSpace(f[1]) != "column" {
			out = append(out, table+"."+strings.TrimSpace(f[1]))
		}
	}
	slices.Sort(out)
	return out
}

func TestEveryColumnIsDocumented(t *testing.T) { onBoth(t, testEveryColumnIsDocumented) }

func testEveryColumnIsDocumented(t *testing.T, on engine) {
	actual := slices.Sorted(maps.Keys(columns(t, on.open(t))))
	docs := documented()
	for _, c := range actual {
		if !slices.Contains(docs, c) {
			t.Errorf("%s is not in schema.md", c)
		}
	}
	for _, c := range docs {
		if !slices.Contains(actual, c) {
			t.Errorf("schema.md has %s, the database has not", c)
		}
	}
}

// columns returns the types of all columns of tables and views, by table.column, as
// PostgreSQL calls them.
func columns(t *testing.T, s *store.Store) map[string]string {
	t.Helper()
	query := `SELECT m.name || '.' || x.name, m.type, replace(replace(replace(x.type, 'INTEGER', 'bigint'), 'TEXT', 'text'), 'REAL', 'double precision')
			|| CASE WHEN x."notnull" OR x.pk > 0 THEN ' not null' ELSE '' END
		FROM sqlite_master m JOIN pragma_table_xinfo(m.name) x
		WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'search!_%' ESCAPE '!' AND x.hidden = 0`
	if s.Pool() != nil {
		query = `SELECT c.table_name || '.' || c.column_name, CASE table_type WHEN 'VIEW' THEN 'view' ELSE 'table' END,
				data_type || CASE is_nullable WHEN 'NO' THEN ' not null' ELSE '' END
			FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
			WHERE c.table_schema = current_schema() AND c.table_name || '.' || c.column_name <> 'search.rowid'`
	}
	out := make(map[string]string)
	if err := s.Rows(ctx, query, func(r store.Row) error {
		out[r.Text(0)] = r.Text(2)
		if r.Text(1) == "view" || r.Text(0) == "search.grams" {
			out[r.Text(0)] = r.Text(1)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestSchemasAgree: the same statements write and read both.
func TestSchemasAgree(t *testing.T) {
	lite, pg := engines[0].open(t), engines[1].open(t)
	if a, b := columns(t, lite), columns(t, pg); !maps.Equal(a, b) {
		for c := range a {
			if a[c] != b[c] {
				t.Errorf("%s: %q in SQLite, %q in PostgreSQL", c, a[c], b[c])
			}
		}
		for c := range b {
			if _, ok := a[c]; !ok {
				t.Errorf("%s is in PostgreSQL alone", c)
			}
		}
	}
	rows := func(s *store.Store, query string) (out []string) {
		if err := s.Rows(ctx, query, func(r store.Row) error { out = append(out, r.Text(0)); return nil }); err != nil {
			t.Fatal(err)
		}
		return out
	}
	if cs := rows(pg, `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = current_schema() AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`); len(cs) > 0 {
		t.Errorf("not compared by their bytes: %q", cs)
	}
	want := rows(lite, `SELECT m.name || '.' || k."from" || ' ' || k."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k WHERE m.type = 'table'`)
	got := append(store.References(), rows(pg, `SELECT conrelid::regclass::text || '.' || attname || ' ' || confrelid::regclass::text
		FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`)...)
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("keys of other rows: PostgreSQL keeps or checks %q, SQLite keeps %q", got, want)
	}
}

func TestTablesAreStrict(t *testing.T) {
	s := open(t, ":memory:")
	err := s.Rows(ctx, "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'",
		func(r store.Row) error { t.Errorf("%s is not STRICT", r.Text(0)); return nil })
	must(t, err)
}

// Every SQL string numbers its places in order of first use, since go-sqlite3
// binds them by first appearance, and PostgreSQL by number.
func TestPlacesInOrderOfFirstUse(t *testing.T) {
	files, _ := filepath.Glob("*.go")
	place, seen := regexp.MustCompile(`\$(\d+)`), 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		must(t, err)
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			sql, _ := strconv.Unquote(lit.Value)
			most := 0
			for _, m := range place.FindAllStringSubmatch(sql, -1) {
				seen++
				if n, _ := strconv.Atoi(m[1]); n > most+1 {
					t.Errorf("%s: $%d before $%d in %q", name, n, most+1, sql)
				} else {
					most = max(most, n)
				}
			}
			return true
		})
	}
	if seen < 30 {
		t.Errorf("only %d places found: does this test still look in the right place?", seen)
	}
}
