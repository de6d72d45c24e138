package reader

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/taizhang/taizhang"
)

// xlsmlPart is the one part of a workbook in Excel's XML of 2003.
const xlsmlPart = "xl/workbook.xml"

// xlsml reads a workbook in Excel's XML of 2003, which reporting systems write as
// .xls; its sheets are laid out like those of .xlsx.
type xlsml struct {
	*xlsx
	x      *xmlReader
	styles map[string]int // places in formats and struck
}

func readXLSML(in input) (*taizhang.Document, error) {
	o, err := packOne(in, xlsmlPart)
	if err != nil {
		return nil, err
	}
	x, err := o.open(xlsmlPart)
	if err != nil {
		return nil, err
	}
	defer x.close()
	w := &xlsml{&xlsx{o: o, b: &builder{}, numbers: newXLSXNumbers()}, x, map[string]int{}}
	var sheets []*xlsxSheet
	err = x.children(func(e element) error { // Workbook
		return x.children(func(e element) error {
			switch e.Name.Local {
			case "Styles":
				return x.children(w.style)
			case "Worksheet":
				s := &xlsxSheet{xlsxTab: xlsxTab{name: oddBlank.Replace(e.attr("Name")), part: xlsmlPart}, rows: map[int]bool{}}
				sheets = append(sheets, s)
				return w.worksheet(s)
			}
			return x.skip()
		})
	})
	if err != nil {
		return nil, err
	}
	if err := w.numbers.format(o); err != nil {
		return nil, err
	}
	several := 0
	for _, s := range sheets {
		if len(s.cells) > 0 {
			several++
		}
	}
	for _, s := range sheets {
		s.hide()
		w.bleach(s)
		if len(s.cells) == 0 {
			w.reportHidden(s, &xlsxGrid{})
			continue
		}
		if err := w.emit(s, several > 1); err != nil {
			return nil, err
		}
	}
	if err := w.report(); err != nil {
		return nil, err
	}
	return w.b.document(in.src)
}

// xlsmlFormats are the number formats that have a name of their own.
var xlsmlFormats = map[string]string{
	"General Number": "General", "General Date": "yyyy/m/d h:mm", "Long Date": `yyyy"年"m"月"d"日"`, "Medium Date": "yyyy-mm-dd", "Short Date": "yyyy/m/d",
	"Long Time": "h:mm:ss", "Short Time": "h:mm", "Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00", "Currency": "#,##0.00", "Scientific": "0.00E+00",
}

// style reads one style; formats get numbers of their own above those of .xlsx.
func (w *xlsml) style(e element) error {
	i := len(w.formats)
	w.formats, w.looks = append(w.formats, 0), append(w.looks, 0)
	w.styles[e.attr("ID")] = i
	ground := false
	err := w.x.children(func(e element) error {
		switch e.Name.Local {
		case "NumberFormat":
			code := e.attr("Format")
			if named, ok := xlsmlFormats[code]; ok {
				code = named
			}
			if code != "" {
				w.formats[i] = 1000 + i
				w.numbers.codes[1000+i] = code
			}
		case "Font":
			if isOn(e.attr("StrikeThrough"), false) {
				w.looks[i] |= byStrike
			}
			if strings.EqualFold(e.attr("Color"), "#FFFFFF") {
				w.looks[i] |= byHiding
			}
		case "Interior":
			ground = e.attr("Pattern") != "" && e.attr("Pattern") != "None" && !strings.EqualFold(e.attr("Color"), "#FFFFFF")
		}
		return w.x.skip()
	})
	if ground {
		w.looks[i] &^= byHiding
	}
	return err
}

func (w *xlsml) worksheet(s *xlsxSheet) error {
	err := w.x.children(func(e element) error {
		switch e.Name.Local {
		case "Table":
			return w.table(s)
		case "ConditionalFormatting":
			s.dressed = true
		case "WorksheetOptions":
			return w.x.children(func(e element) error {
				if e.Name.Local != "Visible" {
					return w.x.skip()
				}
				v, err := w.x.text()
				s.hidden = strings.HasPrefix(strings.TrimSpace(v), "SheetHidden") || strings.HasPrefix(strings.TrimSpace(v), "SheetVeryHidden")
				return err
			})
		}
		return w.x.skip()
	})
	slices.SortStableFunc(s.cells, func(a, b xlsxCell) int { return cmp.Or(cmp.Compare(a.row, b.row), cmp.Compare(a.col, b.col)) })
	return err
}

func (w *xlsml) table(s *xlsxSheet) error {
	row, col := 0, 0
	return w.x.children(func(e element) error {
		span := max(0, e.number("Span", 0))
		switch e.Name.Local {
		case "Column":
			col = e.number("Index", col+1)
			if (isOn(e.attr("Hidden"), false) || noExtent(e, "Width")) && len(s.columns) < xlsxCols {
				s.columns = append(s.columns, xlsxRange{col: col, lastCol: col + span})
			}
			col += span
		case "Row":
			if row = e.number("Index", row+1); row < 1 || row+span > xlsxRows {
				return w.o.malformed(s.part, fmt.Sprintf("row %d is outside of any sheet", row), nil)
			}
			for r := row; r <= row+span && (isOn(e.attr("Hidden"), false) || noExtent(e, "Height")); r++ {
				s.rows[r] = true
			}
			err := w.row(s, row)
			row += span
			return err
		}
		return w.x.skip()
	})
}

func (w *xlsml) row(s *xlsxSheet, row int) error {
	col := 0
	return w.x.children(func(e element) error {
		if e.Name.Local != "Cell" {
			return w.x.skip()
		}
		if col = e.number("Index", col+1); col < 1 || col > xlsxCols {
			return w.o.malformed(s.part, fmt.Sprintf("row %d has more than %d columns", row, xlsxCols), nil)
		}
		across, down := min(max(e.number("MergeAcross", 0), 0), xlsxCols-col), min(max(e.number("MergeDown", 0), 0), xlsxRows-row)
		if across+down > 0 {
			s.merges = append(s.merges, xlsxRange{row, col, row + down, col + across})
		}
		c := xlsxCell{row: int32(row), col: int32(col)}
		col += across
		if err := w.value(e, s, &c); err != nil {
			return err
		}
		return w.keep(s, c)
	})
}

// value reads a cell's Data; its remarks are none of it.
func (w *xlsml) value(cell element, s *xlsxSheet, out *xlsxCell) error {
	style, known := w.styles[cell.attr("StyleID")]
	kind, value, struck := "", "", ""
	err := w.x.children(func(e element) (err error) {
		switch e.Name.Local {
		case "Data":
			kind = e.attr("Type")
			value, struck, err = w.marked()
			return err
		case "Comment":
			w.remarks++
		}
		return w.x.skip()
	})
	if err != nil {
		return err
	}
	format := 0
	if known {
		format = w.formats[style]
	}
	switch kind {
	case "Number":
		out.num, out.text = w.numbers.add(strings.TrimSpace(value), format)
	case "DateTime":
		t, err := time.Parse("2006-01-02T15:04:05.999", strings.TrimSpace(value))
		switch {
		case err != nil:
			out.text = cellText(value)
		case format == 0:
			out.text = t.Format("2006-01-02")
		default:
			days := t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24
			out.num, out.text = w.numbers.add(strconv.FormatFloat(days, 'f', -1, 64), format)
		}
	case "Boolean":
		out.text = map[string]string{"0": "FALSE", "1": "TRUE"}[strings.TrimSpace(value)]
	case "Error":
		out.text = cellText(value)
		w.errors = append(w.errors, s.at(int(out.row), int(out.col)))
	default:
		out.text = cellText(value)
	}
	if w.unseen.add(struck, byStrike); known {
		w.look(s, style, out, value)
	}
	return nil
}

// marked reads text with marks of HTML in it (<B>, <Font>); <S> strikes through.
func (w *xlsml) marked() (shown, struck string, err error) {
	var b, s strings.Builder
	for open, strike := 1, 0; open > 0; {
		tok, err := w.x.next()
		if err == io.EOF {
			break
		} else if err != nil {
			return "", "", err
		}
		switch t := tok.(type) {
		case xml.StartElement:
			if open++; strike > 0 || t.Name.Local == "S" {
				strike++
			}
		case xml.EndElement:
			open, strike = open-1, max(strike-1, 0)
		case xml.CharData:
			if strike > 0 {
				s.Write(t)
			} else if b.Write(t); b.Len() > ooxmlToken {
				return "", "", w.o.tooLarge(xlsmlPart, errLongToken.Error())
			}
		}
	}
	return b.String(), s.String(), nil
}
