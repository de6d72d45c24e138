// Package tsv reads reference tables: tab-separated text that a person can read and correct.
package tsv

import (
	"fmt"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// Row is a row of a reference table: Line is its line in the file, from 1.
type Row struct {
	File  string
	Line  int
	Cells []string
}

// Errorf makes an error that names the row's file and line.
func (r Row) Errorf(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", r.File, r.Line, fmt.Sprintf(format, args...))
}

// trimmed is c without white space at its ends: nearly none has any, and TrimSpace is slow where a character is not ASCII.
func trimmed(c string) string {
	n := len(c)
	if n > 0 && (plain(c[0]) || c[0] >= 0xe4) && (plain(c[n-1]) || n >= 3 && c[n-3] >= 0xe4) { // from U+4000 on nothing is white
		return c
	}
	return strings.TrimSpace(c)
}

func plain(b byte) bool { return ' ' < b && b < utf8.RuneSelf }

// Read reads a reference table: tab-separated, UTF-8, lines that start with
// # are comments, and the first other line names the columns, which must be
// those given. Short rows are filled up with empty cells.
func Read(fsys fs.FS, name string, columns ...string) ([]Row, error) {
	b, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reference table %s: %w", name, err)
	}
	text := strings.TrimPrefix(string(b), "\ufeff")
	rows := make([]Row, 0, strings.Count(text, "\n"))
	cells := make([]string, 0, cap(rows)*len(columns))
	header := false
	for line := 1; text != ""; line++ {
		var s string
		s, text, _ = strings.Cut(text, "\n")
		s = strings.TrimSuffix(s, "\r")
		if s == "" || s[0] == '#' {
			continue
		}
		row := Row{File: name, Line: line}
		at := len(cells)
		for {
			c, rest, more := strings.Cut(s, "\t")
			cells = append(cells, trimmed(c))
			if !more {
				break
			}
			s = rest
		}
		got := len(cells) - at
		if !header {
			header = true
			if strings.Join(cells[at:], "\t") != strings.Join(columns, "\t") {
				return nil, row.Errorf("columns are %q, want %q", cells[at:], columns)
			}
			cells = cells[:at]
			continue
		}
		if got > len(columns) {
			return nil, row.Errorf("%d cells, want %d (%s)", got, len(columns), strings.Join(columns, ", "))
		}
		for ; got < len(columns); got++ {
			cells = append(cells, "")
		}
		row.Cells = cells[at:len(cells):len(cells)]
		rows = append(rows, row)
	}
	if !header {
		return nil, fmt.Errorf("%s: no header line; want %q", name, columns)
	}
	return rows, nil
}
