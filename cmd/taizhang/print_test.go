package main

import (
	"path/filepath"
	"testing"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
)

// TestPrintedPages: the workbook of the shipped notice takes twenty pages of paper, no more.
func TestPrintedPages(t *testing.T) {
	dir := t.TempDir()
	book := filepath.Join(dir, "plan.xlsx")
	if s := runCommand(t, "convert", "../../seeds/notices/sichuan-2017-ip-plan.txt", "-o", book, "--db", filepath.Join(dir, "plan.db")); s.code != exitDone {
		t.Fatal(s.errors)
	}
	libreoffice.Convert(t, dir, "pdf", book)
	if n := len(libreoffice.Printed(t, filepath.Join(dir, "plan.pdf"))); n < 10 || n > 20 {
		t.Errorf("%d pages", n)
	}
}
