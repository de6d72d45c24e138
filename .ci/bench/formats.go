package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// formatPage is the notice that is read in every format, as LibreOffice writes it.
const formatPage = "fixtures/formats/notice.html"

// formats reads a notice in each format it may come in, with the process that reads it.
// Without LibreOffice those that it writes, or is needed for, are left out.
func (b *bench) formats() error {
	type row struct {
		what, file string
		turns      int
	}
	rows := []row{{"a web page", formatPage, 11}}
	if office, err := exec.LookPath("soffice"); err == nil {
		for _, f := range []struct {
			ext, filter string
			turns       int
		}{{"docx", "docx:MS Word 2007 XML", 11}, {"pdf", "pdf:writer_pdf_Export", 11}, {"doc", "doc:MS Word 97", 3}, {"rtf", "rtf:Rich Text Format", 3}, {"odt", "odt:writer8", 3}} {
			if _, err := process(office, "--headless", "-env:UserInstallation=file://"+filepath.ToSlash(b.path("profile")), "--infilter=HTML (StarWriter)",
				"--convert-to", f.filter, "--outdir", b.dir, formatPage); err != nil {
				return err
			}
			rows = append(rows, row{"the same as ." + f.ext, b.path("notice." + f.ext), f.turns})
		}
		rows = append(rows, row{"a small .xls", "fixtures/xls-dates/input.xls", 3})
	}
	rows = append(rows, row{"a small OFD", "fixtures/ofd/input.ofd", 11}, row{"a mail with a workbook", "fixtures/eml/input.eml", 11}, row{"a ZIP with a document and a workbook", "fixtures/zip-gbk/input.zip", 11})
	for _, r := range rows {
		c, err := contest(r.turns, func(int) (cost, error) { return process(b.program, "extract", r.file) })
		if err != nil {
			return fmt.Errorf("%s: %w", strings.TrimPrefix(r.file, b.dir), err)
		}
		b.add("`extract` of "+r.what, 1, &c[0], nil, nil)
	}
	return nil
}
