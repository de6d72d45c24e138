package handoff_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
	"github.com/taizhang/taizhang/handoff"
	"github.com/xuri/excelize/v2"
)

// Every book of the shipped notice is a workbook that holds and closes what it should, in
// either form, and is written twice as the same bytes.
func TestWrite(t *testing.T) {
	for _, b := range append(shippedBooks(t), full(shippedBooks(t))...) {
		data := written(t, &b, nil)
		if !bytes.Equal(data, written(t, &b, nil)) {
			t.Errorf("%s differs when written again", b.File)
		}
		intact(t, data, &b)
		f := opened(t, data)
		if got := f.GetSheetList(); !slices.Equal(got, []string{handoff.SheetTable, handoff.SheetGuide, handoff.SheetMeta}) {
			t.Errorf("%s: sheets %v", b.Organ, got)
		}
		if _, cell := named(t, f, handoff.NameTitle); value(t, f, handoff.SheetTable, cell) != b.Title {
			t.Errorf("%s: no title", b.Organ)
		}
	}
}

// The print set-up, the filter with the key in it, and rows that grow when typed into.
func TestSheetShape(t *testing.T) {
	for name, c := range map[string]struct {
		books []handoff.Book
		paper int // A4, A3
		last  string
	}{"short": {shippedBooks(t), 9, "N"}, "full": {full(shippedBooks(t)), 8, "X"}} {
		t.Run(name, func(t *testing.T) { sheetShape(t, bookOf(t, c.books, "四川省知识产权局"), c.paper, c.last) })
	}
}

func sheetShape(t *testing.T, b *handoff.Book, paper int, lastColumn string) {
	data := written(t, b, nil)
	f := opened(t, data)
	sheet, _, header := tableOf(t, f)
	page, err := f.GetPageLayout(sheet)
	must(t, err)
	if *page.Size != paper || *page.Orientation != "landscape" || *page.FitToWidth != 1 || page.FitToHeight == nil || *page.FitToHeight != 0 {
		t.Errorf("page layout %+v", page)
	}
	if props, err := f.GetSheetProps(sheet); err != nil || props.FitToPage == nil || !*props.FitToPage {
		t.Errorf("not fit to the page: %+v", props)
	}
	if panes, _ := f.GetPanes(sheet); !panes.Freeze || panes.YSplit != header {
		t.Errorf("panes %+v", panes)
	}
	last := header + len(b.Handouts) + 10 + len(b.Handouts)/10
	for name, ref := range map[string]string{"_xlnm.Print_Titles": fmt.Sprintf("'%s'!$%d:$%d", sheet, header, header),
		"_xlnm._FilterDatabase": fmt.Sprintf("'%s'!$A$%d:$%s$%d", sheet, header, lastColumn, last)} {
		if !slices.ContainsFunc(f.GetDefinedName(), func(d excelize.DefinedName) bool { return d.Name == name && d.RefersTo == ref }) {
			t.Errorf("no %s at %s: %+v", name, ref, f.GetDefinedName())
		}
	}
	rows := regexp.MustCompile(`<row r="(\d+)"[^>]* ht="[\d.]+"( customHeight="(?:1|true)")?`).FindAllStringSubmatch(string(sheetXML(t, data)), -1)
	if len(rows) != last {
		t.Errorf("%d rows with a height, want %d", len(rows), last)
	}
	for i, m := range rows {
		if fixed := m[2] != ""; fixed != (i < header) {
			t.Errorf("row %s: fixed is %v", m[1], fixed)
		}
	}
	for i, h := range b.Handouts {
		high, err := f.GetRowHeight(sheet, header+1+i)
		text, _ := excelize.ColumnNumberToName(1 + slices.IndexFunc(b.Columns(), func(c handoff.Column) bool { return c.Name == handoff.ColText }))
		wide, _ := f.GetColWidth(sheet, text)
		if need, _ := export.Height(export.Lines(h.Text, wide)); err != nil || high < need {
			t.Errorf("row %d is %v high, want %v", header+1+i, high, need)
		}
	}
}

// What a text holds never becomes a formula, and what no cell can hold is shortened.
func TestHostileTexts(t *testing.T) {
	in := small()
	nodes := in.Ledger.Nodes
	nodes[0].Text = `=HYPERLINK("http://example.com","点此")` + "\x01_x0041_x0042_"
	nodes[1].Text = strings.Repeat("很长的任务。", 6000)
	nodes[1].Assignments = nodes[0].Assignments
	known := []taizhang.Progress{}
	for _, f := range taizhang.ReportFields {
		known = append(known, taizhang.Progress{Organ: "某县委办公室", Task: "uid-a", Field: f, Value: "+1-1@=" + string(f)})
	}
	b := bookOf(t, handoff.Books([]export.Input{in}, taizhang.Round{Name: "半年&", ReplyBy: "六月底"}, none, known), "某县委办公室")
	b.Full = true
	data := written(t, b, nil)
	if !bytes.Equal(data, written(t, b, nil)) {
		t.Error("differs when written again")
	}
	f := opened(t, data)
	sheet, _, header := tableOf(t, f)
	for row, want := range []string{"=HYPERLINK(\"http://example.com\",\"点此\")␁_x0041_x0042_", "……"} {
		cell := at(t, 5, header+1+row)
		got := value(t, f, sheet, cell)
		kind, err := f.GetCellType(sheet, cell)
		if formula, _ := f.GetCellFormula(sheet, cell); err != nil || formula != "" || kind != excelize.CellTypeSharedString || !strings.HasSuffix(got, want) {
			t.Errorf("%s: %.60q (%v) %q", cell, got, kind, formula)
		}
		if n := len([]rune(got)); n > 32767 {
			t.Errorf("%s has %d characters", cell, n)
		}
	}
	for i, c := range handoff.Columns {
		if cell := at(t, i+1, header+1); c.Field != "" && value(t, f, sheet, cell) != "+1-1@="+string(c.Field) {
			t.Errorf("%s: %q", cell, value(t, f, sheet, cell))
		}
	}
	if foot, err := f.GetHeaderFooter(sheet); err != nil || !strings.Contains(foot.OddFooter, "（半年&&）&R") {
		t.Errorf("footer %+v", foot)
	}
}

// A row that the organ added before comes back under its task, open where it is its own.
func TestAddedRows(t *testing.T) {
	say := func(f, v string) taizhang.Progress {
		return taizhang.Progress{Organ: "某县委办公室", Task: "uid-a", Child: "c1", Field: taizhang.ReportField(f), Value: v}
	}
	known := []taizhang.Progress{say(handoff.ColText, "秘书科：起草"), say(handoff.ColDue, "2018-03-01"), say("status", "已完成")}
	b := bookOf(t, handoff.Books([]export.Input{small()}, taizhang.Round{Name: "2018Q2"}, none, known), "某县委办公室")
	intact(t, written(t, b, nil), b)
	b.Full = true
	data := written(t, b, nil)
	intact(t, data, b)
	f := opened(t, data)
	sheet, col, header := tableOf(t, f)
	row := header + 2
	for i, c := range handoff.Columns {
		own := c.Field != "" || slices.Contains([]string{handoff.ColSeq, handoff.ColText, handoff.ColResult, handoff.ColLead, handoff.ColSupport, handoff.ColRaw, handoff.ColDue}, c.Name)
		if open := isOpen(t, f, sheet, at(t, col+i, row)); open != own {
			t.Errorf("%s: open is %v", c.Name, open)
		}
	}
	if got := value(t, f, sheet, at(t, col, row)) + value(t, f, sheet, at(t, col+4, row)) + value(t, f, sheet, at(t, col+11, row)); got != "1-1秘书科：起草2018-03-01" {
		t.Errorf("row %q", got)
	}
}

// A long book is streamed, and holds and closes the same.
func TestLongBook(t *testing.T) {
	in := small()
	lead := taizhang.Assignment{Unit: "某县公安局", Organ: "某县公安局", Role: taizhang.Lead}
	in.Ledger.Nodes = nil
	for i := range 5001 {
		in.Ledger.Nodes = append(in.Ledger.Nodes, taizhang.Node{ID: fmt.Sprint(i), Label: fmt.Sprint(i+1, "."), Text: fmt.Sprintf("第%d项_x0041_", i+1), Marks: taizhang.Marks{
			Assignments: []taizhang.Assignment{lead}, Deadlines: []taizhang.Deadline{{Raw: "年底", Kind: taizhang.By, Due: "2018-12-31"}}}})
	}
	b := bookOf(t, handoff.Books([]export.Input{in}, taizhang.Round{Name: "2018Q1"}, none, nil), "某县公安局")
	b.Full = true
	data := written(t, b, nil)
	if !bytes.Equal(data, written(t, b, nil)) {
		t.Error("differs when written again")
	}
	short := *b
	short.Handouts = b.Handouts[:20]
	plain := opened(t, written(t, &short, nil))
	f := opened(t, data)
	if got, want := allowed(t, data), allowed(t, written(t, &short, nil)); got == nil || !slices.Equal(got, want) {
		t.Errorf("allowed %v, want %v", got, want)
	}
	sheet, col, header := tableOf(t, f)
	for row := 1; row <= header+20; row++ {
		for i := range len(handoff.Columns) + 1 {
			cell := at(t, col+i, row)
			if value(t, f, sheet, cell) != value(t, plain, sheet, cell) || isOpen(t, f, sheet, cell) != isOpen(t, plain, sheet, cell) {
				t.Errorf("%s is %q, in a short book %q", cell, value(t, f, sheet, cell), value(t, plain, sheet, cell))
			}
		}
	}
	rows, err := f.GetRows(sheet)
	must(t, err)
	for i := range b.Handouts {
		if r := rows[header+i]; r[len(handoff.Columns)] != handoff.Key(&b.Handouts[i]) || r[4] != b.Handouts[i].Text {
			t.Fatalf("row %d: %q", header+i+1, r)
		}
	}
	last := header + 5001 + 60
	dvs, err := f.GetDataValidations(sheet)
	if err != nil || !slices.ContainsFunc(dvs, func(dv *excelize.DataValidation) bool { return dv.Sqref == fmt.Sprintf("R%d:R%d", header+1, last) }) {
		t.Errorf("validations %+v %v", dvs, err)
	}
	if formats, err := f.GetConditionalFormats(sheet); err != nil || len(formats) != 2 {
		t.Errorf("formats %+v %v", formats, err)
	}
	if shown, err := f.GetColVisible(sheet, "X"); err != nil || shown || !isOpen(t, f, sheet, at(t, 1, last)) || isOpen(t, f, sheet, at(t, 1, last+1)) {
		t.Errorf("the key is not hidden, or spare rows are missing: %v", err)
	}
	if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) != 8 {
		t.Errorf("merged %v %v", merged, err)
	}
}
