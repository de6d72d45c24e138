package terminal

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// Table lays out cells in columns, in which a Chinese character takes the place of two
// letters; nothing in a cell ends it, or the line.
type Table struct {
	say  catalog.Printer
	w    io.Writer
	rows [][]string
}

// NewTable is a table that is written to w in a language.
func NewTable(w io.Writer, say catalog.Printer) *Table { return &Table{say: say, w: w} }

// Head adds the headings.
func (t *Table) Head(names ...string) {
	row := make([]string, len(names))
	for i, n := range names {
		row[i] = t.say.Term(n)
	}
	t.rows = append(t.rows, row)
}

// Row adds a row; messages and codes in it are said in the language.
func (t *Table) Row(cells ...any) {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = taizhang.Visible(t.say.Sprintf("%v", c))
	}
	t.rows = append(t.rows, row)
}

// Tabbed is a line of cells with tabs between them, for programs.
func Tabbed(cells ...any) string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = taizhang.Visible(fmt.Sprint(c))
	}
	return strings.Join(row, "\t") + "\n"
}

// Flush writes the table.
func (t *Table) Flush() error {
	var widths []int
	for _, r := range t.rows {
		for i, c := range r {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], columns(c))
		}
	}
	var b strings.Builder
	for _, r := range t.rows {
		for i, c := range r {
			b.WriteString(c)
			if i < len(r)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-columns(c)+2))
			}
		}
		b.WriteString("\n")
	}
	_, err := io.WriteString(t.w, b.String())
	t.rows = nil
	return err
}

// columns is how many places a text takes on a terminal.
func columns(s string) (n int) {
	for _, r := range s {
		switch k := width.LookupRune(r).Kind(); {
		case unicode.Is(unicode.Mn, r):
		case k == width.EastAsianWide || k == width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
