package reader

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// xlsxSheet is a worksheet's filled cells in order, and what is said of them.
type xlsxSheet struct {
	xlsxTab
	cells   []xlsxCell
	merges  []xlsxRange
	rows    map[int]bool        // hidden
	columns []xlsxRange         // hidden
	gone    []xlsxCell          // in hidden rows and columns
	pale    map[[2]int32]string // white on white by their styles
	dressed bool                // tables or conditions give cells grounds of their own
}

// xlsxCell is a filled cell, rows and columns from 1. A number's text is in
// xlsxNumbers at num-1.
type xlsxCell struct {
	row, col int32
	num      int32
	text     string
}

type xlsxRange struct{ row, col, lastRow, lastCol int }

// sheet reads a worksheet.
func (w *xlsx) sheet(t xlsxTab) (*xlsxSheet, error) {
	s := &xlsxSheet{xlsxTab: t, rows: map[int]bool{}}
	x, err := w.o.open(t.part)
	if err != nil {
		return nil, err
	}
	defer x.close()
	row := 0
	err = x.children(func(e element) error {
		return x.children(func(e element) error {
			switch e.Name.Local {
			case "sheetData":
				return x.children(func(e element) error {
					if e.Name.Local != "row" {
						return x.skip()
					}
					if row = e.number("r", row+1); row < 1 || row > xlsxRows {
						return w.o.malformed(t.part, fmt.Sprintf("row %d is outside of any sheet", row), nil)
					}
					if isOn(e.attr("hidden"), false) || noExtent(e, "ht") {
						s.rows[row] = true
					}
					return w.row(x, s, row)
				})
			case "cols":
				return x.children(func(e element) error {
					if (isOn(e.attr("hidden"), false) || noExtent(e, "width")) && len(s.columns) < xlsxCols {
						s.columns = append(s.columns, xlsxRange{col: e.number("min", 0), lastCol: e.number("max", 0)})
					}
					return x.skip()
				})
			case "conditionalFormatting", "tableParts":
				s.dressed = true
			case "mergeCells":
				return x.children(func(e element) error {
					if r, ok := parseRange(e.attr("ref")); ok {
						s.merges = append(s.merges, r)
					}
					return x.skip()
				})
			}
			return x.skip()
		})
	})
	order := func(a, b xlsxCell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) }
	if !slices.IsSortedFunc(s.cells, order) {
		slices.SortStableFunc(s.cells, order)
	}
	s.hide()
	w.bleach(s)
	return s, err
}

// noExtent reports whether a row's height or a column's width is set to nothing.
func noExtent(e element, name string) bool {
	v, err := strconv.ParseFloat(e.attr(name), 64)
	return err == nil && v == 0
}

// row reads the cells of a row; one that doesn't say where it is follows the last.
func (w *xlsx) row(x *xmlReader, s *xlsxSheet, row int) error {
	col := 0
	return x.children(func(e element) error {
		if e.Name.Local != "c" {
			return x.skip()
		}
		col++
		r := row
		if ref := e.attr("r"); ref != "" {
			ok := false
			if r, col, ok = parseCell(ref); !ok {
				return w.o.malformed(s.part, fmt.Sprintf("%.20q is no cell", ref), nil)
			}
		}
		if col > xlsxCols {
			return w.o.malformed(s.part, fmt.Sprintf("row %d has more than %d columns", row, xlsxCols), nil)
		}
		c := xlsxCell{row: int32(r), col: int32(col)}
		if err := w.value(x, e, s, &c); err != nil {
			return err
		}
		return w.keep(s, c)
	})
}

// keep adds a cell to its sheet, if anything is in it.
func (w *xlsx) keep(s *xlsxSheet, c xlsxCell) error {
	if c.num == 0 && trim(c.text, 0, len(c.text)).Len() == 0 {
		return nil
	}
	if w.cells++; w.cells > w.o.in.opt.Limits.Cells {
		return w.o.tooLarge(s.part, fmt.Sprintf("more than %d filled cells", w.o.in.opt.Limits.Cells))
	}
	s.cells = append(s.cells, c)
	return nil
}

// value reads a cell to its end.
func (w *xlsx) value(x *xmlReader, c element, s *xlsxSheet, out *xlsxCell) error {
	var rich xlsxText
	value, formula, style := "", false, c.number("s", 0)
	err := x.children(func(e element) (err error) {
		switch e.Name.Local {
		case "v":
			value, err = x.text()
			return err
		case "is":
			rich, err = x.richText()
			out.text = rich.text
			return err
		case "f":
			formula = true
		}
		return x.skip()
	})
	if err != nil {
		return err
	}
	switch c.attr("t") {
	case "s":
		i := -1
		if _, err := fmt.Sscanf(value, "%d", &i); err == nil && i >= 0 && i < len(w.shared) {
			rich = w.shared[i]
			out.text = rich.text
		} else if value != "" {
			return w.o.malformed(s.part, fmt.Sprintf("%s refers to a text that isn't there", s.at(int(out.row), int(out.col))), nil)
		}
	case "inlineStr":
		if out.text == "" {
			out.text = cellText(value)
		}
	case "str":
		out.text = cellText(value)
	case "e":
		out.text = cellText(value)
		w.errors = append(w.errors, s.at(int(out.row), int(out.col)))
	case "b":
		out.text = map[string]string{"0": "FALSE", "1": "TRUE"}[strings.TrimSpace(value)]
	case "d":
		out.text = cellText(value)
	default:
		format := 0
		if style >= 0 && style < len(w.formats) {
			format = w.formats[style]
		}
		out.num, out.text = w.numbers.add(strings.TrimSpace(value), format)
	}
	if formula && value == "" && out.text == "" && c.attr("t") != "str" {
		w.noValue = append(w.noValue, s.at(int(out.row), int(out.col)))
	}
	w.unseen.add(rich.struck, byStrike)
	w.look(s, style, out, value)
	return nil
}

// at names a place of the sheet: Sheet1!B4; names that need it are quoted.
func (s *xlsxSheet) at(row, col int) string { return s.quoted() + "!" + cellName(row, col) }

func (s *xlsxSheet) quoted() string {
	if strings.ContainsAny(s.name, " !'()（）-+*/&=<>,;:.\"#%^{}[]") {
		return "'" + strings.ReplaceAll(s.name, "'", "''") + "'"
	}
	return s.name
}

func cellName(row, col int) string { return fmt.Sprintf("%s%d", columnName(col), row) }

func columnName(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// parseCell reads a reference such as B4 or $B$4 within the bounds of a sheet.
func parseCell(ref string) (row, col int, ok bool) {
	letters := true
	for _, r := range ref {
		switch {
		case r == '$':
		case letters && r >= 'A' && r <= 'Z':
			col = col*26 + int(r-'A') + 1
		case letters && r >= 'a' && r <= 'z':
			col = col*26 + int(r-'a') + 1
		case r >= '0' && r <= '9':
			letters = false
			row = row*10 + int(r-'0')
		default:
			return 0, 0, false
		}
		if col > 1<<20 || row > xlsxRows {
			return 0, 0, false
		}
	}
	return row, col, row > 0 && col > 0 && col <= xlsxCols
}

func parseRange(ref string) (xlsxRange, bool) {
	from, to, both := strings.Cut(ref, ":")
	if !both {
		return xlsxRange{}, false // of one cell
	}
	var r xlsxRange
	var ok1, ok2 bool
	r.row, r.col, ok1 = parseCell(from)
	r.lastRow, r.lastCol, ok2 = parseCell(to)
	return r, ok1 && ok2 && r.row <= r.lastRow && r.col <= r.lastCol
}

// lines appends a cell's lines to the text and returns their spans.
func (w *xlsx) lines(c xlsxCell, ss taizhang.Spans) taizhang.Spans {
	text := c.text
	if c.num > 0 {
		text = w.numbers.text(c.num)
	}
	for line := range strings.SplitSeq(text, "\n") {
		if trim(line, 0, len(line)).Len() > 0 {
			ss = append(ss, w.b.line(line))
		}
	}
	return ss
}
