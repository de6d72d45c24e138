package decide

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// Ledger is a ledger with the uid of each entry by its id. Nothing here changes one.
type Ledger struct {
	*taizhang.Ledger
	UIDs map[string]string
}

// Entry is a node or a row, by what decisions can change of it.
type Entry struct {
	ID     string
	Number string // as printed
	At     string // in the source, for a person
	Text   string // what it says: a section with its title, a row by its task
	taizhang.Marks
	place place
}

// Entries returns the nodes and rows of a ledger in reading order, nodes first.
func Entries(l *taizhang.Ledger) []Entry {
	places := placesOf(l)
	out := make([]Entry, len(places))
	for i, p := range places {
		out[i] = Entry{ID: p.id(), Text: p.says(), Marks: *p.marks(), place: p}
		if e := &out[i]; p.node != nil {
			e.Number, e.At = p.node.Label, p.node.At
		} else {
			e.Number, e.At = p.row.Number, p.row.At
		}
	}
	return out
}

// EntryOf returns the entry with a uid.
func EntryOf(l Ledger, uid string) (Entry, bool) {
	for _, e := range Entries(l.Ledger) {
		if l.UIDs[e.ID] == uid && uid != "" {
			return e, true
		}
	}
	return Entry{}, false
}

// Own is the text that can be decided on: of a section without its title.
func (e *Entry) Own() string {
	if n := e.place.node; n != nil {
		return n.Text
	}
	return e.Text
}

// Digest is 16 hex digits over all that decisions can change of an entry.
func (e *Entry) Digest() string {
	o := e.place.original()
	o.Cells, o.Assignments, o.Deadlines = list(o.Cells), list(o.Assignments), list(o.Deadlines)
	b, err := json.Marshal(o)
	if err != nil {
		panic(err) // strings, dates and spans always marshal
	}
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:8])
}

// list turns nil into an empty list, so that both have one digest.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// place is where an entry stands in a ledger: a node, or a row of a table.
type place struct {
	node  *taizhang.Node
	table *taizhang.Table
	row   *taizhang.Row
}

func placesOf(l *taizhang.Ledger) []place {
	out := make([]place, 0, len(l.Nodes))
	for i := range l.Nodes {
		out = append(out, place{node: &l.Nodes[i]})
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		for j := range t.Rows {
			out = append(out, place{table: t, row: &t.Rows[j]})
		}
	}
	return out
}

func (p place) id() string {
	switch {
	case p.node != nil:
		return p.node.ID
	case p.row != nil:
		return p.row.ID
	}
	return ""
}

// marks are nil of no place.
func (p place) marks() *taizhang.Marks {
	switch {
	case p.node != nil:
		return &p.node.Marks
	case p.row != nil:
		return &p.row.Marks
	}
	return nil
}

func (p place) says() string {
	switch {
	case p.row != nil:
		return p.table.Task(p.row).Text
	case p.node.Section:
		return p.node.Title + "\n" + p.node.Text
	}
	return p.node.Text
}

// set replaces the text; in a row, line by line that of the cells it is made of.
func (p place) set(text string) bool {
	if p.node != nil {
		p.node.Text = text
		return true
	}
	at := p.table.TaskCells(p.row)
	if i := p.table.Column(taizhang.ColTask); at == nil && i >= 0 && i < len(p.row.Cells) {
		at = []int{i}
	}
	if len(at) == 0 {
		return false
	}
	p.row.Cells = slices.Clone(p.row.Cells)
	lines := strings.SplitN(text, "\n", len(at))
	for k, i := range at {
		p.row.Cells[i].Text = ""
		if k < len(lines) {
			p.row.Cells[i].Text = lines[k]
		}
	}
	return true
}

// Original is what was read of an entry that decisions changed.
type Original struct {
	Text        string                `json:"text"`
	Unit        string                `json:"unit"`
	Cells       []taizhang.Cell       `json:"cells"`
	Assignments []taizhang.Assignment `json:"assignments"`
	Deadlines   []taizhang.Deadline   `json:"deadlines"`
	Targets     *[]taizhang.Target    `json:"targets,omitempty"` // nil where an earlier version kept what was read: they are as they are
}

// targets are those that were read of an entry that has these marks.
func (o Original) targets(m *taizhang.Marks) []taizhang.Target {
	switch {
	case o.Targets == nil:
		return m.Targets
	case len(*o.Targets) == 0:
		return nil
	}
	return *o.Targets
}

func (p place) original() Original {
	m := p.marks()
	targets := list(m.Targets)
	o := Original{Assignments: m.Assignments, Deadlines: m.Deadlines, Targets: &targets}
	if p.node != nil {
		o.Text, o.Unit = p.node.Text, p.node.Unit
	} else {
		o.Cells = p.row.Cells
	}
	return o
}

// put puts back what was read.
func (p place) put(o Original) {
	m := p.marks()
	m.Assignments, m.Deadlines, m.Targets = o.Assignments, o.Deadlines, o.targets(m)
	if p.node != nil {
		p.node.Text, p.node.Unit = o.Text, o.Unit
	} else {
		p.row.Cells = o.Cells
	}
}
