package taizhang_test

import (
	"go/ast"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// Every pattern of the house compiles, though nothing compiles it before it is used; and none is compiled
// before main, which every command would pay for.
func TestPatterns(t *testing.T) {
	found := 0
	for name, file := range goFiles(t) {
		if strings.HasSuffix(name, "_test.go") || strings.HasPrefix(path.Clean(name), ".") {
			continue
		}
		for _, decl := range file.Decls {
			_, function := decl.(*ast.FuncDecl)
			ast.Inspect(decl, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				switch {
				case !ok || len(call.Args) != 1:
				case called(call) == "MustCompile" && !function:
					t.Errorf("%s compiles an expression before main: let it be a taizhang.NewPattern", name)
				case called(call) == "NewPattern":
					found++
					if _, err := regexp.Compile(literal(call.Args[0])); err != nil {
						t.Errorf("%s: %v", name, err)
					}
				}
				return true
			})
		}
	}
	if found < 80 {
		t.Errorf("%d patterns were found: the test no longer sees them", found)
	}
}

// called is the name of what is called, without its package.
func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		return f.Sel.Name
	case *ast.Ident:
		return f.Name
	}
	return ""
}

// literal is a string as it is spelt; a constant that is part of it stands as its name.
func literal(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, _ := strconv.Unquote(e.Value)
		return s
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return literal(e.X) + literal(e.Y)
		}
	case *ast.Ident:
		return e.Name
	}
	return "("
}
