package store_test

import (
	"go/ast"
	"go/parser"
	"go/token"
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

func TestEveryColumnIsDocumented(t *testing.T) {
	s := open(t, ":memory:")
	var actual []string
	err := s.Rows(ctx, `SELECT m.name || '.' || x.name FROM sqlite_master m JOIN pragma_table_xinfo(m.name) x
		WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'search!_%' ESCAPE '!' AND x.hidden = 0`,
		func(r store.Row) error { actual = append(actual, r.Text(0)); return nil })
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(actual)
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

func TestTablesAreStrict(t *testing.T) {
	s := open(t, ":memory:")
	err := s.Rows(ctx, "SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite%'",
		func(r store.Row) error { t.Errorf("%s is not STRICT", r.Text(0)); return nil })
	if err != nil {
		t.Fatal(err)
	}
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
		if err != nil {
			t.Fatal(err)
		}
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
