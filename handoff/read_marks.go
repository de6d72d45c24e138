package handoff

import (
	"bytes"
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// at is a place in a sheet: rows count from 1, columns from 0.
type at struct{ row, col int }

// marks are what a sheet says of cells beside their values: which are merged, which hold
// a formula whose result was not saved, and which are not seen as they stand.
type marks struct {
	merged   []mergedBlock
	formulas map[at]string // the formula
	absent   map[at]bool   // cells of a shared text that the workbook does not have
	styled   map[at]string // why what it holds is not seen: see [looks]
	rich     map[at]rich
}

// doubt is why what a cell holds can't be told, in Chinese, and what it may be.
type doubt struct{ value, why string }

// mergedBlock is a value that several cells share.
type mergedBlock struct{ from, to at }

// How many merged blocks a sheet may have, and how many cells they may cover: what is
// beyond could not be told from emptied cells.
const (
	maxMerges = 100_000
	maxSpread = 1_000_000
)

func overMerged() error {
	return &taizhang.Error{Kind: taizhang.TooLarge, What: "a sheet has more merged cells than any table",
		Remedy: "undo the merging (取消单元格合并) and collect it again"}
}

func disordered() error {
	return &taizhang.Error{Kind: taizhang.Malformed, What: "rows or cells of the sheet are out of order, or stand twice", Remedy: saveAgain}
}

// marksOf reads a sheet's XML. excelize would lay all of a merged range out in memory,
// however large, does not tell an empty result from none, ends where the XML breaks off as
// if it were whole, and puts a cell that stands twice into the next column.
func marksOf(part []byte, l looks) (m marks, err error) {
	m.formulas, m.absent, m.styled, m.rich = map[at]string{}, map[at]bool{}, map[at]string{}, map[at]rich{}
	d := xml.NewDecoder(bytes.NewReader(part))
	d.CharsetReader = sameCharset // only marks matter here
	var cell at
	var formula, value strings.Builder
	var text *strings.Builder
	isFormula, isEmptyText, isShared := false, false, false
	for {
		token, err := d.Token()
		if err == io.EOF {
			return m, nil
		}
		if err != nil {
			return m, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "row":
				before := cell.row
				if cell.row, cell.col = numberOr(attribute(t, "r"), before+1), -1; cell.row <= before {
					return m, disordered()
				}
			case "c":
				before := cell.col
				if cell.col++; attribute(t, "r") != "" {
					col, row, err := excelize.CellNameToCoordinates(attribute(t, "r"))
					if cell.col = col - 1; err != nil || row != cell.row || cell.col <= before {
						return m, disordered()
					}
				}
				formula.Reset()
				value.Reset()
				isFormula = false
				isEmptyText = attribute(t, "t") == "str" // if it has a value at all
				isShared = attribute(t, "t") == "s"
				if i := numberOr(attribute(t, "s"), 0); i < len(l.styles) && l.styles[i] != "" {
					m.styled[cell] = l.styles[i]
				}
			case "is":
				r := runs(d)
				if value.WriteString(r.left + r.struck); r.struck != "" {
					m.rich[cell] = r
				}
			case "f":
				isFormula, text = true, &formula
			case "v":
				text = &value
				if isEmptyText {
					value.WriteByte('"') // a text, be it empty
				}
			case "t":
				text = &value
			case "mergeCell":
				block, ok := parseBlock(attribute(t, "ref"))
				if !ok {
					return m, fmt.Errorf("a merged range of no sense: %q", attribute(t, "ref"))
				}
				m.merged = append(m.merged, block)
				if len(m.merged) > maxMerges {
					return m, overMerged()
				}
			}
		case xml.CharData:
			if text != nil {
				text.Write(t)
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "f", "v", "t":
				text = nil
			case "c":
				if isFormula && value.Len() == 0 {
					m.formulas[cell] = strings.TrimSpace(formula.String())
				}
				if !isShared || value.Len() == 0 {
					break
				}
				if i, err := strconv.Atoi(strings.TrimSpace(value.String())); err != nil || i < 0 || i >= l.texts {
					m.absent[cell] = true
				} else if r := l.shared[i]; r.struck != "" {
					m.rich[cell] = r
				}
			}
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func numberOr(s string, otherwise int) int {
	n := 0
	if _, err := fmt.Sscan(s, &n); err != nil || n < 1 {
		return otherwise
	}
	return n
}

// parseBlock reads N6:O8.
func parseBlock(ref string) (b mergedBlock, ok bool) {
	from, to, two := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
	if !two {
		to = from
	}
	col, row, err := excelize.CellNameToCoordinates(from)
	lastCol, lastRow, bad := excelize.CellNameToCoordinates(to)
	if errors.Join(err, bad) != nil {
		return b, false
	}
	return mergedBlock{at{min(row, lastRow), min(col, lastCol) - 1}, at{max(row, lastRow), max(col, lastCol) - 1}}, true
}

// spread gives the empty cells under a merged one its value. Of a block over several
// columns nobody can tell in which of them it was meant.
func (m marks) spread(rows []sheetRow) error {
	find := func(number int) int {
		i, _ := slices.BinarySearchFunc(rows, number, func(r sheetRow, n int) int { return cmp.Compare(r.number, n) })
		return i
	}
	for place, formula := range m.formulas {
		if i := find(place.row); i < len(rows) && rows[i].number == place.row && rows[i].cell(place.col) == "" {
			rows[i].doubt(place.col, doubt{"", "公式没有存下结果（=" + formula + "）"})
		}
	}
	for i := range rows {
		r := &rows[i]
		for col, c := range r.cells {
			p := at{r.number, col}
			if m.absent[p] {
				c, r.cells[col] = "", ""
				r.doubt(col, doubt{"", "所引用的文本不在工作簿中"})
			}
			if isPicture(c) || isPicture(m.formulas[p]) {
				r.cells[col] = ""
				r.doubt(col, doubt{"", whyPicture})
			} else if style, text := m.styled[p], m.rich[p]; c != "" && (style != "" || text.struck != "") {
				if r.looks == nil {
					r.looks = map[int]cellLook{}
				}
				r.looks[col] = cellLook{style, text}
			}
		}
	}
	left := maxSpread
	for _, b := range m.merged {
		i := find(b.from.row)
		if i == len(rows) || rows[i].number != b.from.row {
			continue
		}
		value, why := rows[i].cell(b.from.col), rows[i].doubts[b.from.col].why
		if value == "" && why == "" {
			continue
		}
		if b.to.col > b.from.col && why == "" {
			why = "单元格" + name(b.from) + ":" + name(b.to) + "合并，不知所填属于哪一栏"
		}
		last := min(b.to.col, widest)
		for ; i < len(rows) && rows[i].number <= b.to.row; i++ {
			if left -= last - b.from.col + 1; left < 0 {
				return overMerged()
			}
			for col := b.from.col; col <= last; col++ {
				rows[i].cover(col, value, why)
			}
		}
	}
	return nil
}

// widest is how many columns a table may have for a merged block to matter in it.
const widest = 1000

// cover fills an empty cell with a value that it shares: for certain, or perhaps.
func (r *sheetRow) cover(col int, value, why string) {
	switch was := r.cell(col); {
	case was != "" && was != value:
	case why != "":
		r.doubt(col, doubt{value, why})
	default:
		for len(r.cells) <= col {
			r.cells = append(r.cells, "")
		}
		r.cells[col] = value
	}
}

func (r *sheetRow) doubt(col int, d doubt) {
	if r.doubts == nil {
		r.doubts = map[int]doubt{}
	}
	r.doubts[col] = d
}

func name(p at) string {
	s, _ := excelize.CoordinatesToCellName(p.col+1, p.row)
	return s
}
