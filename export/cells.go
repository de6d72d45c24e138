package export

import (
	"cmp"
	"io"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/xuri/excelize/v2"
)

// rowWriter writes the rows of a sheet as XML, just as excelize's StreamWriter
// does, but to where they belong: that one keeps up to 32 MB a sheet in memory,
// and the rest uncompressed on disk.
type rowWriter struct {
	w       io.Writer
	styles  *styles
	letters []string // the columns' names
	at      int      // the row written last
	buf     []byte
}

func newRowWriter(w io.Writer, s *styles, columns int) *rowWriter {
	rw := &rowWriter{w: w, styles: s}
	for i := range columns {
		rw.letters = append(rw.letters, strings.TrimRight(cell(i+1, 1), "1"))
	}
	return rw
}

// head writes one of the rows above the records.
func (w *rowWriter) head(values []string, style int, height float64) error {
	w.begin(height)
	for i := range w.letters {
		w.cell(i, style)
		if i < len(values) {
			w.text(values[i])
		} else {
			w.buf = append(w.buf, '>')
		}
		w.buf = append(w.buf, "</c>"...)
	}
	return w.end()
}

// row writes a row of a record.
func (w *rowWriter) row(l line, lk look) error {
	w.begin(l.height)
	for i, v := range l.cells {
		w.cell(i, w.styles.cell[cmp.Or(v.look, lk)][v.styled()])
		switch v.kind {
		case text, code:
			w.text(v.text)
		case rich:
			w.rich(v.runs)
		case number, leftNumber:
			w.number(int64(v.n), v.by)
		case date, leftDate:
			if n, ok := serial(taizhang.Date(v.text)); ok {
				w.number(n, "")
			} else {
				w.text(v.text)
			}
		case link:
			w.link(v)
		default:
			w.buf = append(w.buf, '>')
		}
		w.buf = append(w.buf, "</c>"...)
	}
	return w.end()
}

func (w *rowWriter) begin(height float64) {
	w.at++
	w.buf = append(w.buf[:0], `<row r="`...)
	w.buf = strconv.AppendInt(w.buf, int64(w.at), 10)
	w.buf = append(w.buf, `" ht="`...)
	w.buf = strconv.AppendFloat(w.buf, height, 'f', -1, 64)
	w.buf = append(w.buf, `" customHeight="1">`...)
}

func (w *rowWriter) end() error {
	w.buf = append(w.buf, "</row>"...)
	_, err := w.w.Write(w.buf)
	return err
}

// cell opens a cell; its tag is left open for what says the type.
func (w *rowWriter) cell(column, style int) {
	w.buf = append(w.buf, `<c r="`...)
	w.buf = append(w.buf, w.letters[column]...)
	w.buf = strconv.AppendInt(w.buf, int64(w.at), 10)
	w.buf = append(w.buf, `" s="`...)
	w.buf = strconv.AppendInt(w.buf, int64(style), 10)
	w.buf = append(w.buf, '"')
}

// number writes a number, and the formula whose value it is.
func (w *rowWriter) number(n int64, by string) {
	w.buf = append(w.buf, '>')
	if by != "" {
		w.buf = append(w.buf, "<f>"...)
		w.buf = appendXML(w.buf, by, "\n", "&#x9;")
		w.buf = append(w.buf, "</f>"...)
	}
	w.buf = append(w.buf, "<v>"...)
	w.buf = strconv.AppendInt(w.buf, n, 10)
	w.buf = append(w.buf, "</v>"...)
}

func (w *rowWriter) text(s string) {
	w.buf = append(w.buf, ` t="inlineStr"><is>`...)
	w.buf = appendSheetText(w.buf, s, "\n")
	w.buf = append(w.buf, "</is>"...)
}

func (w *rowWriter) rich(runs []run) {
	w.buf = append(w.buf, ` t="inlineStr"><is>`...)
	for _, r := range runs {
		w.buf = append(w.buf, `<r><rPr><rFont val="`+fontName+`"></rFont><family val="2"></family>`...)
		switch r.mark {
		case markGone:
			w.buf = append(w.buf, `<strike val="1"></strike><color rgb="FFC00000"></color>`...)
		case markCome:
			w.buf = append(w.buf, `<b val="1"></b><color rgb="FF2E7D32"></color>`...)
		default:
			w.buf = append(w.buf, `<color></color>`...)
		}
		w.buf = append(w.buf, `<sz val="`...)
		w.buf = strconv.AppendInt(w.buf, fontSize, 10)
		w.buf = append(w.buf, `"></sz></rPr>`...)
		w.buf = appendSheetText(w.buf, r.text, "&#xA;")
		w.buf = append(w.buf, "</r>"...)
	}
	w.buf = append(w.buf, "</is>"...)
}

// link writes a link as the one formula there is: Excel has no more than 65,530
// of its own links a sheet.
func (w *rowWriter) link(v value) {
	if v.to.row == 0 {
		w.text(v.text)
		return
	}
	w.buf = append(w.buf, ` t="str"><f>`...)
	w.buf = appendXML(w.buf, `HYPERLINK("#'`+v.to.sheet+`'!A`+itoa(v.to.row)+`","`+v.text+`")`, "\n", "&#x9;")
	w.buf = append(w.buf, "</f><v>"...)
	w.buf = appendXML(w.buf, v.text, "\n", "&#x9;")
	w.buf = append(w.buf, "</v>"...)
}

// appendSheetText adds a text element. A spreadsheet takes _x0041_ for A, so that
// its first _ is written in the same way.
func appendSheetText(b []byte, s, newline string) []byte {
	if s != "" && (strings.IndexByte("\t\n\r ", s[0]) >= 0 || strings.IndexByte("\t\n\r ", s[len(s)-1]) >= 0) {
		b = append(b, `<t xml:space="preserve">`...)
	} else {
		b = append(b, "<t>"...)
	}
	from := 0
	for i := strings.Index(s, "_x"); i >= 0; {
		if isEscape(s[i:]) {
			b = appendXML(b, s[from:i], newline, "&#x9;")
			b = append(b, "_x005F_"...)
			from = i + 1
		}
		next := strings.Index(s[i+1:], "_x")
		if next < 0 {
			break
		}
		i += 1 + next
	}
	b = appendXML(b, s[from:], newline, "&#x9;")
	return append(b, "</t>"...)
}

// isEscape reports whether s, which begins with _x, begins with _xHHHH_.
func isEscape(s string) bool {
	if len(s) < 7 || s[6] != '_' {
		return false
	}
	_, err := strconv.ParseUint(s[2:6], 16, 16)
	return err == nil
}

// appendXML adds a text with what XML reserves escaped, and line breaks and tabs as
// they are given. The text must have passed visible.
func appendXML(b []byte, s, newline, tab string) []byte {
	from := 0
	for i := range len(s) {
		var to string
		switch s[i] {
		case '"':
			to = "&#34;"
		case '\'':
			to = "&#39;"
		case '&':
			to = "&amp;"
		case '<':
			to = "&lt;"
		case '>':
			to = "&gt;"
		case '\t':
			to = tab
		case '\n':
			to = newline
		default:
			continue
		}
		b = append(b, s[from:i]...)
		b = append(b, to...)
		from = i + 1
	}
	return append(b, s[from:]...)
}

// serial is a date as spreadsheets count it; false before 1900-03-01, which they
// count in two ways.
func serial(d taizhang.Date) (int64, bool) {
	t, ok := ParseDay(d)
	n := t.Unix()/86400 + 25569
	return n, ok && n > 60
}

// cell names a cell by column and row, from 1.
func cell(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // our own column numbers
	}
	return name
}

func itoa(n int) string { return strconv.Itoa(n) }
