package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/catalog"
)

// table lays out cells in columns, in which a Chinese character takes the place of two
// letters; nothing in a cell ends it, or the line.
type table struct {
	e    *environ
	w    io.Writer
	rows [][]string
}

// newTable is a table on standard output.
func newTable(e *environ) *table { return &table{e: e, w: e.stdout} }

// text is a message that was made already, term a code or a noun: both are said in the
// language of who is told.
type (
	text = catalog.Text
	term string
)

// head adds the headings.
func (t *table) head(names ...string) {
	row := make([]string, len(names))
	for i, n := range names {
		row[i] = t.e.say.Term(n)
	}
	t.rows = append(t.rows, row)
}

func (t *table) row(cells ...any) { t.rows = append(t.rows, inWords(t.e, cells)) }

// inWords are cells in the language of who is told.
func inWords(e *environ, cells []any) []string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = taizhang.Visible(e.say.Sprintf("%v", c))
	}
	return row
}

// tabbed is a line of cells with tabs between them, for programs.
func tabbed(cells ...any) string {
	row := make([]string, len(cells))
	for i, c := range cells {
		row[i] = taizhang.Visible(fmt.Sprint(c))
	}
	return strings.Join(row, "\t") + "\n"
}

// Flush writes the table.
func (t *table) Flush() error {
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

// listing is a table, or the same as JSON lines.
type listing struct {
	*table
	json *json.Encoder // nil: a table
	err  error
}

func newListing(e *environ, asJSON bool) *listing {
	l := &listing{table: newTable(e)}
	if asJSON {
		l.json = jsonLines(e.stdout)
	}
	return l
}

// add adds a line: the object of JSON, or the cells of the table.
func (l *listing) add(object any, cells ...any) {
	if l.json == nil {
		l.row(cells...)
	} else if l.err == nil {
		l.err = l.json.Encode(object)
	}
}

// Flush ends the list.
func (l *listing) Flush() error {
	if l.json != nil {
		return l.err
	}
	return l.table.Flush()
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
