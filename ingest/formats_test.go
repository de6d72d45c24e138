package ingest_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/taizhang/taizhang/extract/reader"
	"github.com/taizhang/taizhang/fixtures/libreoffice"
	"github.com/taizhang/taizhang/ingest"
)

// TestFormats writes one notice as a web page, and from it as Word, PDF, RTF and
// old Word files by LibreOffice, and as a workbook: each gives the same ledger.
func TestFormats(t *testing.T) {
	p := pipeline(t)
	page, err := os.ReadFile("../fixtures/formats/notice.html")
	must(t, err)
	want := shape(read(t, p, "notice.html", page))
	dir := t.TempDir()
	html := filepath.Join(dir, "notice.html")
	must(t, os.WriteFile(html, page, 0o600))
	for _, c := range []struct{ ext, filter string }{
		{"docx", "docx:MS Word 2007 XML"}, {"pdf", "pdf:writer_pdf_Export"}, {"rtf", "rtf:Rich Text Format"}, {"doc", "doc:MS Word 97"}, {"odt", "odt:writer8"}, {"fodt", "fodt:OpenDocument Text Flat XML"},
	} {
		t.Run(c.ext, func(t *testing.T) {
			libreoffice.Convert(t, dir, c.filter, "--infilter=HTML (StarWriter)", html)
			data, err := os.ReadFile(filepath.Join(dir, "notice."+c.ext))
			must(t, err)
			got := read(t, p, "notice."+c.ext, data)
			diff(t, shape(got), want)
			if len(got.Coverage.Unclaimed) > 0 {
				t.Errorf("unclaimed: %v", got.Coverage.Unclaimed)
			}
		})
	}
	t.Run("xlsx", func(t *testing.T) {
		f := excelize.NewFile()
		row := 1
		base := read(t, p, "notice.html", page)
		for _, b := range base.Doc.Blocks {
			if b.Grid == nil {
				cell, _ := excelize.CoordinatesToCellName(1, row)
				last, _ := excelize.CoordinatesToCellName(5, row)
				must(t, f.MergeCell("Sheet1", cell, last))
				must(t, f.SetCellStr("Sheet1", cell, b.Spans.Cut(base.Text())))
				row++
				continue
			}
			for _, r := range b.Grid.Rows {
				for c, x := range r {
					if x.Covered {
						continue
					}
					cell, _ := excelize.CoordinatesToCellName(c+1, row)
					var lines []string
					for _, s := range x.Spans {
						lines = append(lines, base.Text()[s.Start:s.End])
					}
					must(t, f.SetCellStr("Sheet1", cell, strings.Join(lines, "\n")))
				}
				row++
			}
		}
		b, err := f.WriteToBuffer()
		must(t, err)
		diff(t, shape(read(t, p, "notice.xlsx", b.Bytes())), want)
	})
}

// TestJoined reads a cover page and its attachment from an archive as one notice.
func TestJoined(t *testing.T) {
	p := pipeline(t)
	l, err := p.File(t.Context(), "../fixtures/joined/notice.zip", nil, ingest.Options{Reader: reader.Options{}})
	must(t, err)
	sound(t, l)
	if l.Notice.DocNumber != "赣数字发〔2022〕3号" || l.Notice.PlanYear != 2022 || l.Notice.Jurisdiction != "江西省" {
		t.Errorf("notice %+v", l.Notice)
	}
	if len(l.Parts) != 2 || !strings.HasSuffix(l.Parts[1].Source, "附件1.html") || len(l.Tables) != 1 || len(l.Tables[0].Rows) != 2 {
		t.Fatalf("parts %+v, %d tables", l.Parts, len(l.Tables))
	}
	if u := l.Tables[0].Rows[0].Assignments[0].Unit; u != "江西省教育厅" {
		t.Errorf("the attachment does not take the cover's jurisdiction: %s", u)
	}
}
