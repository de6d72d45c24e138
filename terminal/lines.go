package terminal

import (
	"encoding/json"
	"io"

	"github.com/taizhang/taizhang/catalog"
)

// JSONLines writes JSON lines as a notice prints them: < and & are not escaped.
func JSONLines(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// List is a table, or the same as JSON lines.
type List struct {
	*Table
	json *json.Encoder // nil: a table
	err  error
}

// NewList is a list that is written to w in a language, or as JSON.
func NewList(w io.Writer, say catalog.Printer, asJSON bool) *List {
	l := &List{Table: NewTable(w, say)}
	if asJSON {
		l.json = JSONLines(w)
	}
	return l
}

// Add adds a line: the object of JSON, or the cells of the table.
func (l *List) Add(object any, cells ...any) {
	if l.json == nil {
		l.Row(cells...)
	} else if l.err == nil {
		l.err = l.json.Encode(object)
	}
}

// Flush ends the list.
func (l *List) Flush() error {
	if l.json != nil {
		return l.err
	}
	return l.Table.Flush()
}
