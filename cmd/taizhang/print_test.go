package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestPrintedPages: the workbook of the shipped notice takes twenty pages of paper, no more.
func TestPrintedPages(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "plan.xlsx")
	if s := runCommand(t, "convert", "../../seeds/notices/sichuan-2017-ip-plan.txt", "-o", book, "--db", filepath.Join(dir, "plan.db")); s.code != exitDone {
		t.Fatal(s.errors)
	}
	saveBooks(t, dir, "pdf", book)
	out, err := exec.CommandContext(t.Context(), "pdftotext", filepath.Join(dir, "plan.pdf"), "-").Output()
	if err != nil {
		t.Fatalf("%v; `make test` installs it (poppler-utils)", err)
	}
	if n := strings.Count(string(out), "\f"); n < 10 || n > 20 {
		t.Errorf("%d pages", n)
	}
}
