package export

import (
	"bytes"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

func build(t testing.TB, inputs ...Input) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, XLSX(&b, Inputs(inputs)))
	return b.Bytes()
}

func open(t testing.TB, inputs ...Input) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(build(t, inputs...)))
	must(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// table reads a sheet's cells by column name.
type table struct {
	t      testing.TB
	f      *excelize.File
	sheet  string
	header []string
	rows   [][]string
}

func read(t testing.TB, f *excelize.File, sheet string) table {
	t.Helper()
	rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
	must(t, err)
	return table{t, f, sheet, rows[headerRow-1], rows}
}

func (s table) ref(column string, row int) string {
	s.t.Helper()
	i := slices.Index(s.header, column)
	if i < 0 {
		s.t.Fatalf("%s has no column %s: %v", s.sheet, column, s.header)
	}
	return cell(i+1, row)
}

func (s table) get(column string, row int) string {
	s.t.Helper()
	v, err := s.f.GetCellValue(s.sheet, s.ref(column, row), excelize.Options{RawCellValue: true})
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

func inputs() Inputs {
	l := hard()
	return Inputs{{Ledger: l, UIDs: map[string]string{"plan/一、/1.": "T1", "schedule/t1/r3": "=T2"}}}
}

// must fails the test at once.
func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
