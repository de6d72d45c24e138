package handoff_test

import (
	"archive/zip"
	"bytes"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/handoff"
	"github.com/xuri/excelize/v2"
)

func written(t testing.TB, b *handoff.Book, template []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := b.Write(&out, template); err != nil {
		t.Fatalf("%s: %v", b.Organ, err)
	}
	return out.Bytes()
}

func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, err)
	t.Cleanup(func() { f.Close() })
	return f
}

// named is the sheet and cell that a name points at.
func named(t testing.TB, f *excelize.File, name string) (sheet, at string) {
	t.Helper()
	for _, n := range f.GetDefinedName() {
		if n.Name == name {
			sheet, at, _ = strings.Cut(n.RefersTo, "!")
			return strings.ReplaceAll(strings.Trim(sheet, "'"), "''", "'"), strings.ReplaceAll(at, "$", "")
		}
	}
	t.Fatalf("nothing is called %s", name)
	return "", ""
}

// isOpen reports whether a cell may be filled in on a protected sheet.
func isOpen(t testing.TB, f *excelize.File, sheet, at string) bool {
	t.Helper()
	id, err := f.GetCellStyle(sheet, at)
	must(t, err)
	st, err := f.GetStyle(id)
	must(t, err)
	return st.Protection != nil && !st.Protection.Locked
}

func value(t testing.TB, f *excelize.File, sheet, at string) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, at)
	must(t, err)
	return s
}

func at(t testing.TB, col, row int) string {
	t.Helper()
	s, err := excelize.CoordinatesToCellName(col, row)
	must(t, err)
	return s
}

// tableOf is where the table is: its sheet, and column and row of its first header.
func tableOf(t testing.TB, f *excelize.File) (sheet string, col, row int) {
	t.Helper()
	sheet, anchor := named(t, f, handoff.NameTable)
	col, row, err := excelize.CellNameToCoordinates(anchor)
	must(t, err)
	for value(t, f, sheet, at(t, col, row)) != handoff.ColSeq {
		if row++; row > 50 {
			t.Fatal("no header")
		}
	}
	return sheet, col, row
}

// sheetXML is the first sheet as it is stored.
func sheetXML(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	r, err := z.Open("xl/worksheets/sheet1.xml")
	must(t, err)
	defer r.Close()
	out, err := io.ReadAll(r)
	must(t, err)
	return out
}

// allowed are the things that may be done to the first sheet though it is protected
// without a password; nil when it is not. A program may leave out what is not allowed.
func allowed(t testing.TB, data []byte) (out []string) {
	t.Helper()
	m := regexp.MustCompile(`<sheetProtection([^>]*)>`).FindSubmatch(sheetXML(t, data))
	if m == nil {
		return nil
	}
	locked := false
	for _, a := range regexp.MustCompile(`(\w+)="(\w*)"`).FindAllSubmatch(m[1], -1) {
		name, on := string(a[1]), string(a[2]) == "1" || string(a[2]) == "true"
		switch {
		case name == "sheet":
			locked = on
		case name == "password" || strings.HasSuffix(name, "Value"):
			return nil
		case !on && !strings.HasPrefix(name, "select") && name != "objects" && name != "scenarios":
			out = append(out, name)
		}
	}
	if !locked {
		return nil
	}
	slices.Sort(out)
	return out
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
