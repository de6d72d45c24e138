package taizhang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/taizhang/taizhang"

// A room is a folder of the house with what it may import: rooms of ours ("" is the root), and modules of others.
type room struct {
	rooms   []string
	modules []string
}

// all stands for every room.
const all = "*"

// The allowed imports of the rooms that docs/ARCHITECTURE.md lists. A folder inside a room belongs to it, unless it has
// a line of its own.
var rooms = map[string]room{
	"": {},
	"extract/reader": {rooms: []string{"", "lazy", "temp"}, modules: []string{
		"github.com/PuerkitoBio/goquery", "golang.org/x/net/html", // x/net: goquery's nodes
		"github.com/yuin/goldmark",
		"github.com/nwaples/rardecode", "github.com/richardlehane/mscfb",
		"github.com/klippa-app/go-pdfium", "github.com/tetratelabs/wazero", // wazero: runs pdfium
		"github.com/xuri/excelize/v2",
		"github.com/wlynxg/chardet", "golang.org/x/text",
		"golang.org/x/sys", // the limits of child processes
	}},
	"extract":   {rooms: []string{"", "lazy", "hanzi", "seeds/tsv"}},
	"normalize": {rooms: []string{"", "lazy", "hanzi", "temp", "seeds/tsv"}, modules: []string{"github.com/yanyiwu/gojieba", "golang.org/x/sys"}},
	"match":     {rooms: []string{"", "seeds", "seeds/tsv"}},
	"decide":    {rooms: []string{"", "hanzi", "catalog"}},
	"store":     {rooms: []string{"", "lazy", "decide"}, modules: []string{"github.com/mattn/go-sqlite3", "github.com/jackc/pgx/v5"}},
	"export":    {rooms: []string{"", "lazy", "catalog", "temp"}, modules: []string{"github.com/xuri/excelize/v2", "github.com/parquet-go/parquet-go"}},
	"handoff":   {rooms: []string{"", "lazy", "hanzi", "temp", "catalog", "match", "export", "seeds", "seeds/tsv"}, modules: []string{"github.com/xuri/excelize/v2"}},
	"ingest":    {rooms: []string{"", "lazy", "extract/reader", "extract", "normalize", "match", "store"}},
	"office":    {rooms: []string{"", "lazy", "temp", "extract/reader", "normalize", "match", "decide", "store", "ingest", "export", "handoff"}},
	"review":    {rooms: []string{"", "lazy", "hanzi", "catalog", "temp", "decide", "office"}},
	"queue":     {rooms: []string{"", "ingest", "store"}, modules: []string{"github.com/riverqueue/river", "github.com/jackc/pgx/v5"}},
	"catalog":   {rooms: []string{"", "lazy", "seeds/tsv"}},
	"hanzi":     {rooms: []string{"", "seeds/tsv"}},
	"temp":      {rooms: []string{""}},
	"lazy":      {},
	"seeds":     {},
	"seeds/tsv": {},
	// The generator of notices: what it writes is compared with what the rooms read, so it knows none of them.
	"fixtures/generate":    {rooms: []string{"", "seeds", "seeds/tsv"}},
	"fixtures/libreoffice": {},
	"fixtures/hostile":     {}, // what is read is made without what reads it
	"fixtures/postgres":    {modules: []string{"github.com/jackc/pgx/v5"}},
	"cli":                  {rooms: []string{"", "lazy", "catalog", "terminal"}},
	"terminal":             {rooms: []string{"", "catalog"}, modules: []string{"golang.org/x/sys", "golang.org/x/text"}},
	"desktop":              {rooms: []string{"", "temp"}, modules: []string{"golang.org/x/sys"}},
	"cmd":                  {rooms: []string{all}},
}

// What tests may import beside their room's own: any room of ours (the compiler keeps cycles out), and encodings,
// to write a source in each charset. The commands' tests drive the whole program, so they may also open what it
// wrote with any room's library, and use testscript.
var (
	testModules    = []string{"golang.org/x/text", "github.com/xuri/excelize/v2"} // inputs in other charsets, and as workbooks
	cmdTestModules = []string{"github.com/rogpeppe/go-internal/testscript",
		"github.com/chromedp"} // the page is driven in a real browser
)

func TestImports(t *testing.T) {
	cmdTests := slices.Clone(cmdTestModules)
	for _, r := range rooms {
		cmdTests = append(cmdTests, r.modules...)
	}
	for name, file := range goFiles(t) {
		home, ok := roomOf(path.Dir(name))
		if !ok {
			t.Errorf("%s: %s is no room of the house", name, path.Dir(name))
			continue
		}
		ours, theirs := rooms[home].rooms, rooms[home].modules
		if strings.HasSuffix(name, "_test.go") {
			ours, theirs = []string{all}, append(slices.Clone(theirs), testModules...)
			if home == "cmd" {
				theirs = append(theirs, cmdTests...)
			}
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if imported == "C" && name == sharesMemory {
				continue
			}
			if why := refused(home, imported, ours, theirs); why != "" {
				t.Errorf("%s imports %s: %s", name, imported, why)
			}
		}
	}
}

// sharesMemory is the one file of ours in C: how C gives back memory is said before anything takes some, and no library says it.
const sharesMemory = "cmd/taizhang/malloc_linux.go"

// TestFilesAreShort: a file holds one construct, and can be read at one sitting.
func TestFilesAreShort(t *testing.T) {
	for name := range goFiles(t) {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(b), "\n"); n > 300 {
			t.Errorf("%s has %d lines, and 300 are the most: what in it is a construct of its own?", name, n)
		}
	}
}

// TestRoomsAreListed: docs/ARCHITECTURE.md names every room, a folder of fixtures by its own name.
func TestRoomsAreListed(t *testing.T) {
	text, err := os.ReadFile("docs/ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	for name := range rooms {
		switch {
		case name == "":
			name = "- root:"
		case name == "cmd":
			name = "`cmd/taizhang`"
		default:
			name = "`" + strings.TrimPrefix(name, "fixtures/") + "`"
		}
		if !strings.Contains(string(text), name) {
			t.Errorf("docs/ARCHITECTURE.md does not list %s", name)
		}
	}
}

// refused says why room home may not import a path, or "".
func refused(home, imported string, ours, theirs []string) string {
	if inside, ok := within(imported, module); ok {
		target, known := roomOf(inside)
		switch {
		case !known:
			return "no room of the house"
		case target == home || slices.Contains(ours, target) || slices.Contains(ours, all) && target != "cmd":
			return ""
		}
		return "a room it may not know"
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		if imported == "C" {
			return "cgo belongs in a library of its own"
		}
		return "" // the standard library
	}
	for _, m := range theirs {
		if _, ok := within(imported, m); ok {
			return ""
		}
	}
	return "a library with another home, or none"
}

// roomOf gives the room that a folder (a slash path from the root, "" or "." for the root itself) belongs to.
func roomOf(dir string) (string, bool) {
	if dir == "." || dir == "" {
		return "", true
	}
	for d := dir; d != "."; d = path.Dir(d) {
		if _, ok := rooms[d]; ok {
			return d, true
		}
	}
	return "", false
}

// within cuts the prefix and its slash off a path that is it or lies under it.
func within(p, prefix string) (rest string, ok bool) {
	if p == prefix {
		return "", true
	}
	return strings.CutPrefix(p, prefix+"/")
}

// The rules themselves: a test that accepts everything would be worth nothing.
func TestImportRules(t *testing.T) {
	for _, c := range []struct {
		home, imported string
		allowed        bool
	}{
		{"", "strings", true},
		{"", module + "/store", false},
		{"", "golang.org/x/text/width", false},
		{"extract", module, true},
		{"extract", module + "/extract/reader", false},
		{"extract/reader", module + "/extract", false},
		{"extract/reader", "github.com/PuerkitoBio/goquery", true},
		{"extract/reader", "golang.org/x/text/encoding/simplifiedchinese", true},
		{"normalize", "github.com/yanyiwu/gojieba", true},
		{"normalize", "github.com/yanyiwu/gojieba2", false},
		{"normalize", module + "/seeds", false},
		{"store", "github.com/xuri/excelize/v2", false},
		{"store", "database/sql", true},
		{"ingest", module + "/export", false},
		{"ingest", module + "/store", true},
		{"handoff", module + "/export", true},
		{"queue", "github.com/riverqueue/river/riverdriver/riverpgxv5", true},
		{"seeds", module, false},
		{"seeds/tsv", module, false},
		{"seeds", "embed", true},
		{"cmd", module + "/seeds", true},
		{"cmd", "github.com/xuri/excelize/v2", false},
		{"cmd", module + "/nowhere", false},
		{"export", "C", false},
	} {
		why := refused(c.home, c.imported, rooms[c.home].rooms, rooms[c.home].modules)
		if (why == "") != c.allowed {
			t.Errorf("%q importing %s: allowed is %v, want %v (%s)", c.home, c.imported, why == "", c.allowed, why)
		}
	}
	for dir, want := range map[string]string{".": "", "store/migrations": "store", "extract/reader": "extract/reader", "cmd/taizhang": "cmd"} {
		if got, ok := roomOf(dir); !ok || got != want {
			t.Errorf("roomOf(%q) = %q, %v; want %q", dir, got, ok, want)
		}
	}
}

// The top level holds the rooms and these; names with a dot in front, and what .gitignore lists, are not looked at.
func TestTopLevel(t *testing.T) {
	folders := []string{"docs"}
	for name := range rooms {
		if name != "" {
			folders = append(folders, strings.Split(name, "/")[0])
		}
	}
	files := []string{"go.mod", "go.sum", "Makefile", "LICENSE", "README.md", "README.zh-CN.md", "CHANGELOG.md", "SECURITY.md", "CONTRIBUTING.md"}
	ignored := []string{"bin", "dist", "out", "go.work", "go.work.sum", "*.db", "*.db-shm", "*.db-wal", "*.exe", "*.test", "*.prof", "*.tmp", "coverage.out", "~$*"}

	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()
		skip := strings.HasPrefix(name, ".") || slices.ContainsFunc(ignored, func(p string) bool { ok, _ := path.Match(p, name); return ok })
		switch {
		case skip:
		case e.IsDir() && !slices.Contains(folders, name):
			t.Errorf("%s/ is no room of the house", name)
		case !e.IsDir() && !strings.HasSuffix(name, ".go") && !slices.Contains(files, name):
			t.Errorf("%s does not belong at the top level", name)
		}
	}
}

// goFiles parses every Go file that the go command sees, by its slash path from the root.
func goFiles(t *testing.T) map[string]*ast.File {
	t.Helper()
	files := map[string]*ast.File{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(".", func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := e.Name()
		hidden := name != "." && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"))
		switch {
		case e.IsDir() && (hidden || base == "testdata" || name == "bin" || name == "dist" || name == "out"):
			return filepath.SkipDir
		case e.IsDir() || hidden || !strings.HasSuffix(base, ".go"):
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(name)] = file
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
