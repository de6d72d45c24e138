package taizhang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// Time is an input: below cmd nothing reads the clock. time.Since and time.Until read it too.
func TestNoClock(t *testing.T) {
	for name, file := range goFiles(t) {
		if home, _ := roomOf(path.Dir(name)); home == "cmd" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		for _, bad := range clockReads(file) {
			t.Errorf("%s reads the clock with time.%s: take the time as an argument", name, bad)
		}
	}
}

// clockReads names the clock-reading functions of package time that a file refers to.
func clockReads(file *ast.File) (found []string) {
	local := ""
	for _, spec := range file.Imports {
		if spec.Path.Value == `"time"` {
			if local = "time"; spec.Name != nil {
				local = spec.Name.Name
			}
		}
	}
	if local == "." {
		return []string{"(a dot import)"}
	}
	if local == "" {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && x.Name == local && slices.Contains([]string{"Now", "Since", "Until"}, sel.Sel.Name) {
				found = append(found, sel.Sel.Name)
			}
		}
		return true
	})
	return found
}

func TestClockReads(t *testing.T) {
	for src, want := range map[string]int{
		`package p; import "time"; var f = time.Now`:                                         1,
		`package p; import clock "time"; var d = clock.Since(clock.Time{})`:                  1,
		`package p; import . "time"; var n = Now()`:                                          1,
		`package p; import "time"; var d = time.Date(2017, 1, 25, 0, 0, 0, 0, nil)`:          0,
		`package p; type c struct{}; func (c) Now() {}; var time c; func f() { time.Now() }`: 0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "p.go", src, 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := clockReads(file); len(got) != want {
			t.Errorf("%s: found %v, want %d", src, got, want)
		}
	}
}
