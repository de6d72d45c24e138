package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// passable are licences under which a library may be linked into a program that is given away under Apache-2.0.
var passable = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "MIT", "MPL-2.0"}

// TestLicences: each module that is linked into the program on any platform has its row in licences.tsv, of the licence
// it comes with; no row is of a module that is not in it.
func TestLicences(t *testing.T) {
	rows, err := licences()
	must(t, err)
	linked := map[string]string{} // folders, by module
	for _, p := range platforms {
		goos, arch, _ := strings.Cut(p, "-")
		list := exec.Command("go", "list", "-deps", "-tags", "sqlite_fts5,netgo,osusergo,sqlite_omit_load_extension",
			"-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "../../cmd/taizhang")
		list.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch, "CGO_ENABLED=1")
		list.Stderr = os.Stderr
		out, err := list.Output()
		must(t, err)
		for line := range strings.Lines(string(out)) {
			if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				linked[path] = dir
			}
		}
	}
	if len(linked) < 20 {
		t.Errorf("only %d modules are linked in", len(linked))
	}
	for _, module := range sortedKeys(linked) {
		texts, err := licenceTexts(linked[module])
		must(t, err)
		id, err := licenceOf(rows, module, texts)
		if err != nil {
			t.Error(err)
			continue
		}
		for one := range strings.SplitSeq(id, " AND ") {
			if !slices.Contains(passable, one) {
				t.Errorf("%s is under %s, which is none of %v", module, one, passable)
			}
		}
	}
	for _, module := range sortedKeys(rows) {
		if linked[module] == "" {
			t.Errorf("licences.tsv has a row of %s, which is not in the program", module)
		}
	}
}

// TestLicenceOf: what it says of a module that is new, whose licence changed, or that has none.
func TestLicenceOf(t *testing.T) {
	rows := map[string]licence{"example.com/a": {"MIT", "a55093a1afba3c76"}}
	text := []file{{"LICENSE", []byte("do what you like\n"), 0}}
	if id, err := licenceOf(rows, "example.com/a", text); err != nil || id != "MIT" {
		t.Errorf("%q, %v", id, err)
	}
	for _, c := range []struct {
		module string
		texts  []file
		says   string
	}{
		{"example.com/b", text, "has no row"},
		{"example.com/a", []file{{"LICENSE", []byte("all rights reserved\n"), 0}}, "another than the one that was read"},
		{"example.com/a", nil, "no licence was found"},
	} {
		if _, err := licenceOf(rows, c.module, c.texts); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v; want %q", c.module, err, c.says)
		}
	}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
