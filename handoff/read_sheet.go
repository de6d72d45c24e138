package handoff

import (
	"encoding/xml"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// sheetRow is a row by what its cells show, trimmed; number and columns count from 1
// and 0.
type sheetRow struct {
	number int
	cells  []string
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
// downwards is that of every row it covers. room is how many cells may still be looked at.
func sheetRows(f *excelize.File, name string, room *int) ([]sheetRow, error) {
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
		if *room -= len(cells); *room < 0 {
			return nil, &taizhang.Error{Kind: taizhang.TooLarge, At: name, What: "a sheet reaches further than any table",
				Remedy: "delete the empty rows and columns around the table"}
		}
		row := sheetRow{n, cells}
		for i, c := range cells {
			if cells[i] = trim(c); i < len(raw) {
				cells[i] = unformatted(cells[i], raw[i])
			}
		}
		if row.first() >= 0 {
			out = append(out, row)
		}
	}
	spread(out, merges(f, name))
	return out, nil
}

// unformatted gives the number behind 1.38E+10 and 13800000000.0.
func unformatted(shown, raw string) string {
	if !wholeNumber.MatchString(shown) && !strings.Contains(shown, "E+") {
		return shown
	}
	v, err := strconv.ParseFloat(raw, 64)
	if _, bad := strconv.ParseFloat(shown, 64); err != nil || bad != nil {
		return shown
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// mergedRows is a value that is merged downwards; rows from 1, columns from 0.
type mergedRows struct{ row, col, lastRow int }

var mergePattern = regexp.MustCompile(`<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}[0-9]{1,7}):([A-Z]{1,3}[0-9]{1,7})"`)

const maxMerges = 100_000

// merges finds what is merged over several rows of one column. excelize would lay all
// of a range out in memory, however large.
func merges(f *excelize.File, sheet string) (out []mergedRows) {
	for _, m := range mergePattern.FindAllSubmatch(packed(&f.Pkg, sheetPart(f, sheet)), maxMerges) {
		col, row, err := excelize.CellNameToCoordinates(string(m[1]))
		lastCol, lastRow, bad := excelize.CellNameToCoordinates(string(m[2]))
		if err == nil && bad == nil && col == lastCol && row < lastRow {
			out = append(out, mergedRows{row, col - 1, lastRow})
		}
	}
	return out
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

// spread gives the empty cells under a merged one its value.
func spread(rows []sheetRow, merges []mergedRows) {
	at := make(map[int]int, len(rows))
	for i, r := range rows {
		at[r.number] = i
	}
	budget := 1_000_000
	for _, m := range merges {
		from, ok := at[m.row]
		if !ok {
			continue
		}
		value := rows[from].cell(m.col)
		for i := from + 1; i < len(rows) && rows[i].number <= m.lastRow && value != "" && budget > 0; i++ {
			budget--
			for len(rows[i].cells) <= m.col {
				rows[i].cells = append(rows[i].cells, "")
			}
			if rows[i].cells[m.col] == "" {
				rows[i].cells[m.col] = value
			}
		}
	}
}
