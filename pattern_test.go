package taizhang_test

import (
	"go/ast"
	"go/token"
	"os"
	"path"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/lazy"
)

// Every pattern of the house compiles, though nothing compiles it before it is used; and none is compiled
// before main, which every command would pay for.
func TestPatterns(t *testing.T) {
	notice, err := os.ReadFile("seeds/notices/sichuan-2017-ip-plan.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.SplitAfter(string(notice), "\n")[:100]
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
					t.Errorf("%s compiles an expression before main: let it be a lazy.NewPattern", name)
				case called(call) == "NewPattern":
					found++
					re, err := regexp.Compile(literal(call.Args[0]))
					if err != nil {
						t.Errorf("%s: %v", name, err)
						break
					}
					p := lazy.NewPattern(re.String())
					for _, line := range lines { // to look for its words first changes nothing
						if got, want := p.FindAllStringSubmatchIndex(line, -1), re.FindAllStringSubmatchIndex(line, -1); !reflect.DeepEqual(got, want) {
							t.Errorf("%s: %s finds %v, not %v, in %s", name, re, got, want, line)
						}
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

// A text is searched only where it has the words that all the expression finds has, in their order.
func TestPatternNeedsItsWords(t *testing.T) {
	for _, c := range []struct {
		expr, text, want string
	}{
		{`\d{4}年\d{1,2}月`, "自2017年3月起", "2017年3月"},
		{`\d{4}年\d{1,2}月`, "3月2017年", ""},
		{`(?:单位|部门)负责`, "各部门负责", "部门负责"},
		{`(?:单位|部门)负责`, "负责的部门", ""},
		{`(?:附件)?\d号`, "3号", "3号"},
		{`(?:附件){0,2}\d`, "3", "3"},
		{`(?:附件)+\d`, "附件附件3", "附件附件3"},
		{`(?i)abc`, "ABC", "ABC"},
		{`a|b|c|d|e|号外`, "e", "e"},
	} {
		if got := lazy.NewPattern(c.expr).FindString(c.text); got != c.want {
			t.Errorf("%s finds %q in %s, not %q", c.expr, got, c.text, c.want)
		}
	}
}
