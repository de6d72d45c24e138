package catalog

import (
	"fmt"
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

// TestNothingIsMissing: every message that the program's source makes has its row, and
// every row is of one that it makes.
func TestNothingIsMissing(t *testing.T) {
	made := sourceOf(t)
	for m, at := range made.messages {
		if _, ok := read().messages[m]; !ok {
			t.Errorf("%s: messages.tsv has no row for\n%s", at, escaped.Replace(m))
		}
	}
	for m, at := range made.terms {
		if _, ok := read().terms[m]; !ok {
			t.Errorf("%s: terms.tsv has no row for %s", at, m)
		}
	}
	for m := range read().messages {
		if !made.literals[m] && made.messages[m] == "" {
			t.Errorf("messages.tsv: nothing says %s", escaped.Replace(m))
		}
	}
}

var escaped = strings.NewReplacer("\n", `\n`, "\t", `\t`)

// tells are the functions of cmd and cli that tell people something, by the place of the words
// among their arguments; -1 is the last. Those of terms take codes and headings; a noun is in the table by its plural.
var (
	tells = map[string]int{"Usage": 0, "Failure": 1, "Message": 0, "usage": 0, "failure": 1, "message": 0, "tell": 0, "print": 0, "Sprintf": 0, "text": 0,
		"String": -1, "Bool": -1, "BoolVar": -1, "Int": -1, "Duration": -1, "StringVar": -1, "IntVar": -1, "Func": 1, "Var": -1} // flags
	termsOf = map[string]int{"Head": 0, "term": 0}
)

// source is what the source says, with where, and all that is written in it.
type source struct {
	messages, terms map[string]string
	literals        map[string]bool
}

// room is the source of one folder.
type room struct {
	files   []*ast.File
	consts  map[string]ast.Expr
	helpers map[string][]int // functions that make an error, by which of their arguments are its words
}

func sourceOf(t *testing.T) *source {
	t.Helper()
	fset := token.NewFileSet()
	rooms := make(map[string]*room)
	err := filepath.WalkDir("..", func(name string, e fs.DirEntry, err error) error {
		name = filepath.ToSlash(name)
		switch {
		case err != nil:
			return err
		case e.IsDir() && name != ".." && (strings.HasPrefix(e.Name(), ".") || slices.Contains([]string{"testdata", "fixtures", "bin", "out", "catalog"}, e.Name())):
			return filepath.SkipDir
		case e.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			return err
		}
		r := rooms[path.Dir(name)]
		if r == nil {
			r = &room{consts: make(map[string]ast.Expr), helpers: make(map[string][]int)}
			rooms[path.Dir(name)] = r
		}
		r.files = append(r.files, file)
		return nil
	})
	must(t, err)
	out := &source{messages: make(map[string]string), terms: make(map[string]string), literals: make(map[string]bool)}
	texts, err := filepath.Glob("../cmd/taizhang/usage/*.txt") // that are too long to stand in the source
	if err != nil || len(texts) == 0 {
		t.Fatalf("no usage: %v", err)
	}
	for _, name := range texts {
		b, err := os.ReadFile(name)
		must(t, err)
		out.messages[strings.TrimSpace(string(b))] = name
	}
	for dir, r := range rooms {
		for _, f := range r.files {
			r.learn(f)
		}
		for _, f := range r.files {
			r.gather(f, strings.HasPrefix(dir, "../cmd") || dir == "../terminal" || dir == "../cli", func(to map[string]string, x ast.Expr) {
				for _, m := range r.words(x) {
					if strings.Trim(m, "%svdq:()[], \n\t;") != "" {
						at := fset.Position(x.Pos())
						to[m] = fmt.Sprintf("%s:%d", at.Filename, at.Line)
					}
				}
			}, out)
		}
	}
	return out
}

// learn finds constants, and the functions whose parameters become an error's words.
func (r *room) learn(file *ast.File) {
	function := func(name string, f *ast.FuncType, body ast.Node) {
		var params []string
		for _, p := range f.Params.List {
			for _, n := range p.Names {
				params = append(params, n.Name)
			}
		}
		ast.Inspect(body, func(n ast.Node) bool {
			k, ok := n.(*ast.KeyValueExpr)
			if !ok || !wordsKey(k.Key) {
				return true
			}
			if v, ok := k.Value.(*ast.Ident); ok {
				if i := slices.Index(params, v.Name); i >= 0 && !slices.Contains(r.helpers[name], i) {
					r.helpers[name] = append(r.helpers[name], i)
				}
			}
			return true
		})
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				function(n.Name.Name, n.Type, n.Body)
			}
		case *ast.AssignStmt:
			if f, ok := n.Rhs[0].(*ast.FuncLit); ok {
				if name, ok := n.Lhs[0].(*ast.Ident); ok {
					function(name.Name, f.Type, f.Body)
				}
			}
		case *ast.GenDecl:
			if n.Tok == token.CONST {
				for _, s := range n.Specs {
					if v := s.(*ast.ValueSpec); len(v.Values) == len(v.Names) {
						for i, name := range v.Names {
							r.consts[name.Name] = v.Values[i]
						}
					}
				}
			}
		}
		return true
	})
}

func wordsKey(key ast.Expr) bool {
	k, ok := key.(*ast.Ident)
	return ok && slices.Contains([]string{"What", "Remedy", "About", "Notes"}, k.Name) // of errors, and of the program's help
}

// gather adds what a file says.
func (r *room) gather(file *ast.File, cmd bool, add func(map[string]string, ast.Expr), out *source) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			if v, err := strconv.Unquote(n.Value); err == nil {
				out.literals[v] = true
			}
		case *ast.KeyValueExpr:
			if wordsKey(n.Key) {
				add(out.messages, n.Value)
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if s, ok := l.(*ast.SelectorExpr); ok && wordsKey(s.Sel) && i < len(n.Rhs) {
					add(out.messages, n.Rhs[i])
				}
			}
		case *ast.CompositeLit:
			if m, ok := n.Type.(*ast.MapType); ok && cmd && fmt.Sprint(m.Value) == "string" { // of messages, or of codes
				for _, e := range n.Elts {
					for _, w := range r.words(e.(*ast.KeyValueExpr).Value) {
						if strings.Contains(w, " ") {
							add(out.messages, e.(*ast.KeyValueExpr).Value)
						}
					}
				}
			}
			if a, ok := n.Type.(*ast.ArrayType); ok && cmd && fmt.Sprint(a.Elt) == "command" {
				for _, c := range n.Elts {
					add(out.messages, c.(*ast.CompositeLit).Elts[1])
					add(out.messages, c.(*ast.CompositeLit).Elts[2])
				}
			}
		case *ast.CallExpr:
			name := ""
			switch f := n.Fun.(type) {
			case *ast.Ident:
				name = f.Name
			case *ast.SelectorExpr:
				if name = f.Sel.Name; name == "Sprintf" && fmt.Sprint(f.X) == "fmt" {
					return true
				}
			}
			for _, i := range r.helpers[name] {
				if i < len(n.Args) {
					add(out.messages, n.Args[i])
				}
			}
			if !cmd {
				return true
			}
			if i, ok := tells[name]; ok && i >= 0 && i < len(n.Args) {
				add(out.messages, n.Args[i])
			} else if ok && i < 0 && len(n.Args) >= 3 {
				add(out.messages, n.Args[len(n.Args)-1])
			}
			if name == "plural" && len(n.Args) == 2 {
				add(out.terms, &ast.BinaryExpr{X: n.Args[1], Op: token.ADD, Y: &ast.BasicLit{Kind: token.STRING, Value: `"s"`}})
			} else if i, ok := termsOf[name]; ok {
				for ; i < len(n.Args); i++ {
					add(out.terms, n.Args[i])
				}
			}
		}
		return true
	})
}

// words are the messages that an expression makes: what the source does not say is %s.
func (r *room) words(x ast.Expr) []string {
	switch x := x.(type) {
	case *ast.BasicLit:
		if s, err := strconv.Unquote(x.Value); err == nil && x.Kind == token.STRING {
			return []string{s}
		}
	case *ast.Ident:
		if c := r.consts[x.Name]; c != nil {
			return r.words(c)
		}
	case *ast.ParenExpr:
		return r.words(x.X)
	case *ast.BinaryExpr:
		return []string{r.one(x.X) + r.one(x.Y)}
	case *ast.CallExpr:
		f, ok := x.Fun.(*ast.SelectorExpr)
		switch {
		case ok && f.Sel.Name == "Sprintf" && len(x.Args) > 0:
			return r.words(x.Args[0])
		case ok && f.Sel.Name == "Or":
			var out []string
			for _, a := range x.Args {
				out = append(out, r.words(a)...)
			}
			return out
		}
	}
	return nil
}

func (r *room) one(x ast.Expr) string {
	if w := r.words(x); len(w) == 1 {
		return w[0]
	}
	return "%s"
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
