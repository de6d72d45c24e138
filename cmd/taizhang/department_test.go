package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang/fixtures/libreoffice"
	"github.com/taizhang/taizhang/handoff"
	"github.com/xuri/excelize/v2"
)

// A returned is a workbook while a department has it open.
type returned struct {
	t       *testing.T
	path    string
	f       *excelize.File
	sheet   string
	columns map[string]int // by header
	head    int            // the row of headers
	rows    []int          // those of tasks
}

// openReturned opens a workbook that was handed out.
func openReturned(t *testing.T, path string) *returned {
	t.Helper()
	return openTable(t, path, handoff.SheetTable, handoff.ColText)
}

// openTable opens the table on a sheet under a row of headers; its rows have the column.
func openTable(t *testing.T, path, sheet, column string) *returned {
	t.Helper()
	f, err := excelize.OpenFile(path)
	must(t, err)
	b := &returned{t: t, path: path, f: f, sheet: sheet, columns: map[string]int{}}
	rows, err := f.GetRows(b.sheet)
	must(t, err)
	for i, row := range rows {
		switch at := slices.Index(row, column); {
		case at >= 0 && b.head == 0:
			b.head = i + 1
			for c, name := range row {
				b.columns[name] = c + 1
			}
		case b.head > 0 && len(row) >= b.columns[column] && row[b.columns[column]-1] != "":
			b.rows = append(b.rows, i+1)
		}
	}
	if len(b.rows) == 0 {
		t.Fatalf("%s: no table", path)
	}
	return b
}

// cell is where a column's cell of a row is; the column by the first header that begins so.
func (b *returned) cell(column string, row int) string {
	b.t.Helper()
	for name, c := range b.columns {
		if strings.Contains(name, column) {
			at, err := excelize.CoordinatesToCellName(c, row)
			b.must(err)
			return at
		}
	}
	b.t.Fatalf("%s: no column %s in %v", b.path, column, b.columns)
	return ""
}

func (b *returned) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%s: %v", b.path, err)
	}
}

func (b *returned) get(at string) string {
	v, err := b.f.GetCellValue(b.sheet, at)
	b.must(err)
	return v
}

func (b *returned) set(at, value string) { b.must(b.f.SetCellStr(b.sheet, at, value)) }

// style changes how a cell looks.
func (b *returned) style(at string, change func(*excelize.Style)) {
	id, err := b.f.GetCellStyle(b.sheet, at)
	b.must(err)
	s, err := b.f.GetStyle(id)
	b.must(err)
	if s.Font == nil {
		s.Font = &excelize.Font{}
	}
	change(s)
	id, err = b.f.NewStyle(s)
	b.must(err)
	b.must(b.f.SetCellStyle(b.sheet, at, at, id))
}

func (b *returned) save() {
	b.must(b.f.Save())
	b.must(b.f.Close())
}

// choices are what a drop-down list offers in a cell.
func (b *returned) choices(at string) []string {
	col, row, err := excelize.CellNameToCoordinates(at)
	b.must(err)
	lists, err := b.f.GetDataValidations(b.sheet)
	b.must(err)
	for _, l := range lists {
		for ref := range strings.FieldsSeq(l.Sqref) {
			from, to, one := strings.Cut(ref, ":")
			if !one {
				to = from
			}
			c1, r1, err := excelize.CellNameToCoordinates(from)
			b.must(err)
			c2, r2, err := excelize.CellNameToCoordinates(to)
			b.must(err)
			if c1 <= col && col <= c2 && r1 <= row && row <= r2 {
				return strings.Split(strings.Trim(l.Formula1, `"`), ",")
			}
		}
	}
	b.t.Fatalf("%s: nothing to choose from in %s", b.path, at)
	return nil
}

// texts are what of a pattern stands in the workbook: in cells, and in comments.
func (b *returned) texts(pattern *regexp.Regexp) (found []string) {
	for _, sheet := range b.f.GetSheetList() {
		rows, err := b.f.GetRows(sheet)
		b.must(err)
		for _, row := range rows {
			found = append(found, pattern.FindAllString(strings.Join(row, "\n"), -1)...)
		}
		comments, err := b.f.GetComments(sheet)
		b.must(err)
		for _, c := range comments {
			found = append(found, pattern.FindAllString(c.Text, -1)...)
		}
	}
	return found
}

// A damage is what a department does to a workbook that it has filled in.
type damage struct {
	name    string
	says    string                          // what taizhang says of it: of the file, or of a conflict
	refused bool                            // nothing of the file can be read, and it is asked for again
	open    func(b *returned, p string)     // before LibreOffice saves it; p is the column of the progress
	saved   func(t *testing.T, b, p string) // after that, to the file b
}

var damages = []damage{
	{name: "sorted without its hidden columns", says: "本行的键属于另一任务", open: func(b *returned, _ string) {
		for c := 1; c <= 10; c++ {
			at, err := excelize.ColumnNumberToName(c)
			b.must(err)
			x, y := fmt.Sprint(at, b.rows[0]), fmt.Sprint(at, b.rows[len(b.rows)-1])
			first, last := b.get(x), b.get(y)
			b.set(x, last)
			b.set(y, first)
		}
	}},
	{name: "a row deleted, and one emptied", says: "did not come back", open: func(b *returned, _ string) {
		for _, c := range b.columns {
			at, err := excelize.CoordinatesToCellName(c, b.rows[0])
			b.must(err)
			b.set(at, "")
		}
		b.must(b.f.RemoveRow(b.sheet, b.rows[1]))
	}},
	{name: "cells merged across", says: "合并，不知所填属于哪一栏", open: func(b *returned, p string) {
		b.must(b.f.MergeCell(b.sheet, b.cell(p, b.rows[0]), b.cell(handoff.ColStatus, b.rows[0])))
	}},
	{name: "cells merged down", says: ", 0 conflicts", open: func(b *returned, p string) {
		for _, r := range b.rows[1:] {
			b.set(b.cell(p, r), "")
		}
		b.must(b.f.MergeCell(b.sheet, b.cell(p, b.rows[0]), b.cell(p, b.rows[len(b.rows)-1])))
	}},
	{name: "struck through", says: "加了删除线", open: func(b *returned, p string) {
		b.style(b.cell(p, b.rows[0]), func(s *excelize.Style) { s.Font.Strike = true })
	}},
	{name: "white on white", says: "字为白色，看不见", open: func(b *returned, p string) {
		b.style(b.cell(p, b.rows[0]), func(s *excelize.Style) { s.Font.Color, s.Fill = "FFFFFF", excelize.Fill{} })
	}},
	{name: "answered in a comment", says: "写在批注里", open: func(b *returned, p string) {
		at := b.cell(p, b.rows[0])
		text := b.get(at)
		b.set(at, "")
		b.must(b.f.AddComment(b.sheet, excelize.Comment{Cell: at, Author: "张三", Text: text}))
	}},
	{name: "a given text edited", says: "edited 任务内容 改成我们自己的任务", open: func(b *returned, _ string) {
		b.set(b.cell(handoff.ColText, b.rows[0]), "改成我们自己的任务")
	}},
	{name: "a status of their own", says: "不在可选状态之列", open: func(b *returned, _ string) {
		b.set(b.cell(handoff.ColStatus, b.rows[0]), "基本上差不多了")
	}},
	{name: "a header of their own", says: ", 0 conflicts", open: func(b *returned, p string) {
		b.set(b.cell(p, b.head), "进展情况")
	}},
	{name: "what is seen pasted into a workbook of their own", says: ", 0 conflicts", open: func(b *returned, _ string) {
		f := excelize.NewFile()
		rows, err := b.f.GetRows(b.sheet)
		b.must(err)
		for r, row := range rows {
			for c, v := range row[:min(len(row), 10)] {
				at, err := excelize.CoordinatesToCellName(c+1, r+1)
				b.must(err)
				b.must(f.SetCellStr("Sheet1", at, v))
			}
		}
		b.must(b.f.Close())
		b.f = f
		b.must(f.SaveAs(b.path))
	}},
	{name: "all above the table cut off", says: ", 0 conflicts", open: func(b *returned, _ string) {
		for range b.head {
			b.must(b.f.RemoveRow(b.sheet, 1))
		}
	}},
	{name: "a task of a section put under one", says: ", 1 row added, 0 conflicts", open: func(b *returned, p string) {
		at := b.rows[len(b.rows)-1] + 1
		b.set(b.cell(handoff.ColSeq, at), "1-1")
		b.set(b.cell(handoff.ColText, at), "由二处摸底")
		b.set(b.cell(p, at), "完成进展99乙9丙")
	}},
	{name: "a formula that no program worked out", says: "公式没有存下结果", saved: func(t *testing.T, path, p string) {
		b := openReturned(t, path)
		b.must(b.f.SetCellValue(b.sheet, b.cell(p, b.rows[0]), nil)) // and no value of before
		b.must(b.f.SetCellFormula(b.sheet, b.cell(p, b.rows[0]), `"完成"&"进展"`))
		b.save()
	}},
	{name: "half a download", says: ": malformed: ", refused: true, saved: func(t *testing.T, path, _ string) {
		data, err := os.ReadFile(path)
		must(t, err)
		must(t, os.WriteFile(path, data[:len(data)/2], 0o600))
	}},
	{name: "a password", says: ": encrypted: ", refused: true, saved: func(t *testing.T, path, _ string) {
		f, err := excelize.OpenFile(path)
		must(t, err)
		defer f.Close()
		must(t, f.SaveAs(path, excelize.Options{Password: "mima"}))
	}},
	{name: "sent as .pdf", says: "not read: no workbook", refused: true, saved: saveAs("pdf", "pdf")},
	{name: "sent as .csv", says: "not read: no workbook", refused: true, saved: saveAs("csv:Text - txt - csv (StarCalc):44,34,76", "csv")},
	{name: "sent as .ods", says: ", 0 conflicts", saved: saveAs("ods", "ods")},
	{name: "sent as .et", says: ", 0 conflicts", saved: saveAs("xls:MS Excel 97", "et")},
}

// saveAs has LibreOffice save a workbook in another format, instead of what it was.
func saveAs(format, ending string) func(t *testing.T, path, _ string) {
	return func(t *testing.T, path, _ string) {
		libreoffice.Convert(t, filepath.Dir(path), format, path)
		made, _, _ := strings.Cut(format, ":")
		stem := strings.TrimSuffix(path, "xlsx")
		must(t, os.Rename(stem+made, stem+ending))
		must(t, os.Remove(path))
	}
}
