package taizhang

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityIsShown: each test that SECURITY.md calls on is there.
func TestSecurityIsShown(t *testing.T) {
	doc, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err = filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".txtar") {
			there[filepath.Base(path)] = true
		}
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := os.ReadFile(path)
		for _, m := range declared.FindAllSubmatch(b, -1) {
			there[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`(Test\\w+|[a-z-]+\\.txtar)`").FindAllSubmatch(doc, -1)
	if len(named) < 20 {
		t.Errorf("it names %d tests", len(named))
	}
	for _, m := range named {
		if !there[string(m[1])] {
			t.Errorf("there is no %s", m[1])
		}
	}
}
