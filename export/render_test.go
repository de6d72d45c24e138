package export

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
)

// What LibreOffice prints holds each long text in full, and no column is too
// narrow for its number.
func TestRendered(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "ledger.xlsx")
	must(t, os.WriteFile(file, build(t, inputs()...), 0o600))
	libreoffice.Convert(t, dir, "pdf", file)
	printed := libreoffice.Squeeze(strings.Join(libreoffice.Printed(t, filepath.Join(dir, "ledger.pdf")), ""))
	if strings.Contains(printed, "###") {
		t.Error("a column is too narrow: ###")
	}
	for _, c := range []struct {
		sheet, column string
		text          string
	}{
		{sheetItems, "任务内容", prose(longMark, longRunes)},
		{sheetItems, "任务内容", prose("乙", hugeRunes)},
		{sheetRows, "成果形式", prose("丙", longRunes)},
	} {
		from, cells := 0, 0
		ends, _ := split(c.text, capacity(widthOf(t, c.sheet, c.column)))
		for _, end := range ends { // what stands in one cell is printed in one piece
			if piece := c.text[from:end]; !strings.Contains(printed, libreoffice.Squeeze(piece)) {
				t.Errorf("%s: cell %d of %.10s… is not printed in full", c.sheet, cells, c.text)
			}
			from = end
			cells++
		}
		if cells < 3 || from != len(c.text) {
			t.Errorf("%.10s… takes %d rows and ends at %d of %d", c.text, cells, from, len(c.text))
		}
	}
}

func widthOf(t *testing.T, sheet, column string) float64 {
	t.Helper()
	for _, s := range Columns() {
		for _, c := range s.Columns {
			if s.Sheet == sheet && c.Name == column {
				return c.Width
			}
		}
	}
	t.Fatalf("%s has no column %s", sheet, column)
	return 0
}
