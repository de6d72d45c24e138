package handoff_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/export"
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
	if err != nil {
		t.Fatal(err)
	}
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
	if err != nil {
		t.Fatal(err)
	}
	st, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return st.Protection != nil && !st.Protection.Locked
}

func value(t testing.TB, f *excelize.File, sheet, at string) string {
	t.Helper()
	s, err := f.GetCellValue(sheet, at)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func at(t testing.TB, col, row int) string {
	t.Helper()
	s, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// tableOf is where the table is: its sheet, and column and row of its first header.
func tableOf(t testing.TB, f *excelize.File) (sheet string, col, row int) {
	t.Helper()
	sheet, anchor := named(t, f, handoff.NameTable)
	col, row, err := excelize.CellNameToCoordinates(anchor)
	if err != nil {
		t.Fatal(err)
	}
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
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
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

// intact says what is wrong with a workbook as a department gets it, of the book b.
func intact(t testing.TB, data []byte, b *handoff.Book) {
	t.Helper()
	f := opened(t, data)
	sheet, col, header := tableOf(t, f)
	if got := allowed(t, data); !slices.Equal(got, []string{"autoFilter", "formatColumns", "formatRows", "insertRows", "sort"}) {
		t.Errorf("%s: protected, but for %v", b.Organ, got)
	}
	for i, c := range append(slices.Clone(handoff.Columns), handoff.Column{Name: handoff.KeyHeader}) {
		if got := value(t, f, sheet, at(t, col+i, header)); got != c.Name {
			t.Errorf("%s: column %d is %q, want %q", b.Organ, i, got, c.Name)
		}
	}
	numbers := b.Numbers()
	for r := range b.Handouts {
		h, row := &b.Handouts[r], header+1+r
		for i, c := range handoff.Columns {
			cell := at(t, col+i, row)
			if open := isOpen(t, f, sheet, cell); h.Child == "" && open != (c.Field != "") {
				t.Errorf("%s: %s (%s) open is %v", b.Organ, cell, c.Name, open)
			}
			want := h.Report[c.Field]
			if c.Field == "" {
				want = c.Given(r+1, h)
			}
			if c.Name == handoff.ColSeq {
				want = numbers[r]
			}
			if got := value(t, f, sheet, cell); got != want {
				t.Errorf("%s: %s is %q, want %q", b.Organ, cell, got, want)
			}
			if formula, _ := f.GetCellFormula(sheet, cell); formula != "" {
				t.Errorf("%s: %s is a formula: %s", b.Organ, cell, formula)
			}
		}
		key := at(t, col+len(handoff.Columns), row)
		if got := value(t, f, sheet, key); got != h.Key() || isOpen(t, f, sheet, key) {
			t.Errorf("%s: key %q, want %q", b.Organ, got, h.Key())
		}
	}
	name, _ := excelize.ColumnNumberToName(col + len(handoff.Columns))
	if shown, err := f.GetColVisible(sheet, name); err != nil || shown {
		t.Errorf("%s: the key is not hidden", b.Organ)
	}
	spare := 0
	for row := header + 1 + len(b.Handouts); isOpen(t, f, sheet, at(t, col, row)); row++ {
		spare++
	}
	if spare < 10 {
		t.Errorf("%s: %d spare rows", b.Organ, spare)
	}
	last := header + len(b.Handouts) + spare

	dvs, err := f.GetDataValidations(sheet)
	if err != nil {
		t.Fatal(err)
	}
	place := func(column string) string {
		i := slices.IndexFunc(handoff.Columns, func(c handoff.Column) bool { return c.Name == column })
		return at(t, col+i, header+1) + ":" + at(t, col+i, last)
	}
	_, date := named(t, f, handoff.NameDate)
	for ref, kind := range map[string]string{place(handoff.ColStatus): "list", place(handoff.ColDue): "date", date: "date"} {
		if !slices.ContainsFunc(dvs, func(dv *excelize.DataValidation) bool {
			return dv.Sqref == ref && dv.Type == kind && (kind == "date" || strings.Trim(html.UnescapeString(dv.Formula1), `"`) == strings.Join(taizhang.Statuses, ","))
		}) {
			t.Errorf("%s: no %s validation at %s", b.Organ, kind, ref)
		}
	}
	for _, n := range []string{handoff.NameSigned, handoff.NameWriter, handoff.NameChecker, handoff.NameDate} {
		if s, cell := named(t, f, n); !isOpen(t, f, s, cell) {
			t.Errorf("%s: %s can't be filled in", b.Organ, n)
		}
	}
	formats, err := f.GetConditionalFormats(sheet)
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]int{}
	for _, list := range formats {
		for _, o := range list {
			rules[html.UnescapeString(o.Criteria)]++
		}
	}
	due, status := "$"+strings.Split(place(handoff.ColDue), ":")[0], "$"+strings.Split(place(handoff.ColStatus), ":")[0]
	open := fmt.Sprintf(`AND(ISNUMBER(%s),%s<>"已完成",%s<>"不再实施",`, due, status, status)
	for _, want := range []string{open + due + "<TODAY())", open + due + ">=TODAY()," + due + "<=TODAY()+30)"} {
		if rules[want] == 0 {
			t.Errorf("%s: no rule %s in %v", b.Organ, want, rules)
		}
	}
	meta := map[string]string{}
	rows, err := f.GetRows(handoff.SheetMeta)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if len(r) == 2 {
			meta[r[0]] = r[1]
		}
	}
	if shown, _ := f.GetSheetVisible(handoff.SheetMeta); shown || meta[handoff.MetaRound] != b.Round.Name || meta[handoff.MetaOrgan] != b.Organ ||
		meta[handoff.MetaFile] != b.File || meta[handoff.MetaSheet] != sheet || meta[handoff.MetaReplyBy] != string(b.Round.ReplyBy) {
		t.Errorf("%s: meta %v", b.Organ, meta)
	}
}

// Every book of the shipped notice is a workbook that holds and closes what it should,
// and is written twice as the same bytes.
func TestWrite(t *testing.T) {
	for _, b := range shippedBooks(t) {
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
	b := bookOf(t, shippedBooks(t), "四川省知识产权局")
	data := written(t, b, nil)
	f := opened(t, data)
	sheet, _, header := tableOf(t, f)
	page, err := f.GetPageLayout(sheet)
	if err != nil {
		t.Fatal(err)
	}
	if *page.Size != 8 || *page.Orientation != "landscape" || *page.FitToWidth != 1 || page.FitToHeight == nil || *page.FitToHeight != 0 {
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
		"_xlnm._FilterDatabase": fmt.Sprintf("'%s'!$A$%d:$X$%d", sheet, header, last)} {
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
		if need, _ := export.Height(export.Lines(h.Text, 42)); err != nil || high < need {
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
	if err != nil {
		t.Fatal(err)
	}
	for i := range b.Handouts {
		if r := rows[header+i]; r[len(handoff.Columns)] != b.Handouts[i].Key() || r[4] != b.Handouts[i].Text {
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
	if merged, err := f.GetMergeCells(sheet); err != nil || len(merged) != 7 {
		t.Errorf("merged %v %v", merged, err)
	}
}
