package handoff

import (
	"encoding/xml"
	"path"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// sheetRow is a row by what its cells show, trimmed; number and columns count from 1
// and 0. What can't be told is in doubts.
type sheetRow struct {
	number int
	cells  []string
	doubts map[int]doubt // by column
	looks  map[int]cellLook
	notes  []remark
}

func (r *sheetRow) cell(col int) string {
	if col < 0 || col >= len(r.cells) {
		return ""
	}
	return r.cells[col]
}

// at names a cell: Sheet!C7.
func (r *sheetRow) at(sheet string, col int) string {
	name, err := excelize.CoordinatesToCellName(col+1, r.number)
	if err != nil {
		return sheet
	}
	return sheet + "!" + name
}

// first is the column of the first filled cell; -1 for none.
func (r *sheetRow) first() int {
	for i, c := range r.cells {
		if c != "" {
			return i
		}
	}
	return -1
}

// sheetRows reads the filled rows of a sheet, hidden ones too. A value that is merged
// downwards is that of every row it covers. room is how many cells may still be looked
// at; an empty row counts as one.
func sheetRows(f *excelize.File, name string, room *int, l looks) ([]sheetRow, error) {
	shown, err := f.Rows(name)
	if err != nil {
		return nil, nil // a chart's sheet
	}
	defer func() { _ = shown.Close() }()
	stored, err := f.Rows(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = stored.Close() }()
	var out []sheetRow
	for n := 1; shown.Next() && stored.Next(); n++ {
		cells, err := shown.Columns()
		if err != nil {
			return nil, err
		}
		raw, err := stored.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		if *room -= max(len(cells), 1); *room < 0 {
			return nil, &taizhang.Error{Kind: taizhang.TooLarge, At: name, What: "a sheet reaches further than any table",
				Remedy: "delete the empty rows and columns around the table"}
		}
		row := sheetRow{number: n, cells: cells}
		for i, c := range cells {
			if cells[i] = trim(c); i < len(raw) {
				cells[i] = unformatted(cells[i], trim(raw[i]))
			}
		}
		if row.first() >= 0 {
			out = append(out, row)
		}
	}
	if err := shown.Error(); err != nil { // a row beyond the last that there can be
		return nil, err
	}
	if f.SharedStrings != nil { // those excelize read, as a cell had one
		l.texts = len(f.SharedStrings.SI)
	}
	found, err := marksOf(packed(&f.Pkg, sheetPart(f, name)), l)
	if err != nil {
		return nil, err
	}
	return out, found.spread(out)
}

// unformatted gives the number behind 1.38E+10 and 13800000000.0, and what a format hides.
func unformatted(shown, raw string) string {
	if shown == "" {
		return raw
	}
	if !wholeNumber.MatchString(shown) && !strings.Contains(shown, "E+") {
		return shown
	}
	v, err := strconv.ParseFloat(raw, 64)
	if _, bad := strconv.ParseFloat(shown, 64); err != nil || bad != nil {
		return shown
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// sheetPart names the part that holds a sheet.
func sheetPart(f *excelize.File, sheet string) string {
	if f.WorkBook == nil {
		return ""
	}
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if err := xml.Unmarshal(packed(&f.Pkg, "xl/_rels/workbook.xml.rels"), &rels); err != nil {
		return ""
	}
	for _, s := range f.WorkBook.Sheets.Sheet {
		for _, r := range rels.Relationship {
			if s.Name == sheet && s.ID == r.ID {
				if strings.HasPrefix(r.Target, "/") {
					return r.Target[1:]
				}
				return path.Join("xl", r.Target)
			}
		}
	}
	return ""
}
