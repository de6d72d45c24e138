package ingest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWithCovers says behind which file annexes are read that are named alone; what is
// joined stands in brackets.
func TestWithCovers(t *testing.T) {
	for _, c := range []struct{ name, files, paths, want string }{
		{"an annex alone", "a/通知.docx a/附件1.docx a/附件2.xlsx", "a/附件1.docx", "(a/通知.docx) (a/附件1.docx)"},
		{"two annexes", "a/通知.docx a/附件1.docx a/附件2.xlsx", "a/附件1.docx a/附件2.xlsx", "(a/通知.docx) (a/附件1.docx) (a/附件2.xlsx)"},
		{"its cover named too", "a/通知.docx a/附件1.docx a/别的.docx", "a/附件1.docx a/通知.docx", "(a/通知.docx) (a/附件1.docx)"},
		{"a cover alone", "a/通知.docx a/附件1.docx", "a/通知.docx", "a/通知.docx"},
		{"two that may be", "a/甲.docx a/乙.docx a/附件1.docx", "a/附件1.docx", "a/附件1.docx"},
		{"two that are named", "a/甲.docx a/乙.docx a/附件1.docx", "a/甲.docx a/附件1.docx a/乙.docx", "a/甲.docx a/附件1.docx a/乙.docx"},
		{"pictures and locks are none", "a/通知.docx a/图.png a/~$通知.docx a/附件1.docx", "a/附件1.docx", "(a/通知.docx) (a/附件1.docx)"},
		{"none", "a/附件1.docx a/附件2.docx b/通知.docx", "a/附件1.docx", "a/附件1.docx"},
		{"a folder", "a/通知.docx a/附件1.docx", "a", "a"},
		{"two folders", "a/通知.docx a/附件1.docx b/附件.docx b/文.txt", "b/附件.docx - a/附件1.docx", "(b/文.txt) (b/附件.docx) - (a/通知.docx) (a/附件1.docx)"},
	} {
		dir := t.TempDir()
		for _, f := range strings.Fields(c.files) {
			f = filepath.Join(dir, f)
			must(t, os.MkdirAll(filepath.Dir(f), 0o755))
			must(t, os.WriteFile(f, nil, 0o644))
		}
		var paths, got []string
		for _, p := range strings.Fields(c.paths) {
			if p != "-" {
				p = filepath.Join(dir, p)
			}
			paths = append(paths, p)
		}
		out, joined := withCovers(paths)
		for _, p := range out {
			name := p
			if rel, err := filepath.Rel(dir, p); err == nil {
				name = filepath.ToSlash(rel)
			}
			if joined[p] {
				name = "(" + name + ")"
			}
			got = append(got, name)
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s, want %s", c.name, s, c.want)
		}
	}
}
