package export

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// What Excel is strict about and LibreOffice is not: columns in order, and a chart whose corner lies in another cell.
func TestStrict(t *testing.T) {
	z, err := zip.NewReader(bytes.NewReader(build(t, inputs()...)), int64(len(build(t, inputs()...))))
	must(t, err)
	col := regexp.MustCompile(`<col min="(\d+)"`)
	to := regexp.MustCompile(`<xdr:from><xdr:col>(\d+)<.*<xdr:to><xdr:col>(\d+)<.*?<xdr:row>(\d+)<`)
	charts := 0
	for _, file := range z.File {
		r, err := file.Open()
		must(t, err)
		b, err := io.ReadAll(r)
		must(t, err)
		before := 0
		for _, m := range col.FindAllSubmatch(b, -1) {
			n, _ := strconv.Atoi(string(m[1]))
			if n <= before {
				t.Errorf("%s: column %d after %d", file.Name, n, before)
			}
			before = n
		}
		if strings.HasPrefix(file.Name, "xl/drawings/drawing") {
			charts++
			m := to.FindSubmatch(b)
			if m == nil || string(m[1]) == string(m[2]) || string(m[3]) == "2" {
				t.Errorf("%s: the chart ends in the cell it begins in", file.Name)
			}
		}
		if !file.Modified.IsZero() && file.Modified.Year() != 1980 {
			t.Errorf("%s is from %v", file.Name, file.Modified)
		}
	}
	if charts != 1 {
		t.Errorf("%d charts", charts)
	}
}

// Every sheet is fit for screen and paper, and has the columns that are documented.
func TestShape(t *testing.T) {
	f := open(t, inputs()...)
	names := f.GetDefinedName()
	docs := Columns()
	for i, name := range sheetNames {
		s := read(t, f, name)
		at, printed := 0, 0.0               // how much wider what is printed is than documented: it is shared out anew
		for _, c := range docs[i].Columns { // in the order of the table, optional ones possibly missing
			if at < len(s.header) && s.header[at] == c.Name {
				at++
				letter, _ := excelize.ColumnNumberToName(at)
				w, _ := f.GetColWidth(name, letter)
				if printed += w - c.Width; w < c.Width*narrowed || c.Type != typeText && w < c.Width {
					t.Errorf("%s %s is %v wide, of %v", name, c.Name, w, c.Width)
				}
			} else if !c.Optional {
				t.Errorf("%s lacks %s", name, c.Name)
			}
		}
		if math.Abs(printed) > 1e-6 {
			t.Errorf("%s is %v digits wider than its columns", name, printed)
		}
		if at != len(s.header) {
			t.Errorf("%s has a column that is not documented: %v", name, s.header)
		}
		if p, _ := f.GetPanes(name); !p.Freeze || p.YSplit != headerRow {
			t.Errorf("%s: header is not frozen: %+v", name, p)
		}
		titles, filter := fmt.Sprintf("'%s'!$3:$3", name), fmt.Sprintf("'%s'!$A$3:$", name)
		if !slices.ContainsFunc(names, func(d excelize.DefinedName) bool { return d.Name == "_xlnm.Print_Titles" && d.RefersTo == titles }) {
			t.Errorf("%s: no print titles", name)
		}
		if !slices.ContainsFunc(names, func(d excelize.DefinedName) bool { return strings.HasPrefix(d.RefersTo, filter) }) {
			t.Errorf("%s: no filter", name)
		}
		area := len(s.header) // what is for the screen does not print
		for _, d := range names {
			if d.Name == "_xlnm.Print_Area" && d.Scope == name {
				area, _ = excelize.ColumnNameToNumber(d.RefersTo[strings.LastIndex(d.RefersTo, "$")+1:])
			}
		}
		if i := slices.IndexFunc(s.header, func(c string) bool { return c == "任务编号" || c == "原文位置" || c == dutyOnce }); i >= 0 && i < area {
			t.Errorf("%s prints %s", name, s.header[i])
		}
		page, _ := f.GetPageLayout(name)
		if *page.Size != 9 || *page.Orientation != "landscape" || *page.FitToWidth != 1 || page.FitToHeight == nil || *page.FitToHeight != 0 {
			t.Errorf("%s: page layout %+v", name, page)
		}
		for r := firstRow; r <= len(s.rows); r++ {
			h, _ := f.GetRowHeight(name, r)
			need := 1
			for c, v := range s.rows[r-1] {
				w, _ := f.GetColWidth(name, strings.TrimRight(cell(c+1, 1), "1"))
				_, lines := split(v, capacity(w))
				need = max(need, lines[0])
				if len(lines) > 1 && !strings.HasPrefix(v, "=") {
					t.Errorf("%s row %d: text does not fit", name, r)
				}
			}
			if h < float64(need)*lineHeight || h > 409 {
				t.Errorf("%s row %d is %v points high for %d lines", name, r, h, need)
			}
		}
	}
}
