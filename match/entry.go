package match

import (
	"strings"
	"unicode/utf8"

	"github.com/taizhang/taizhang"
)

// kind says what an entry of a ledger is.
type kind byte

const (
	section kind = iota
	item
	row
)

// entry is a section, item or task row as the matcher sees it. Before and after
// are the keys of its neighbours, under that of the section or table it stands in.
type entry struct {
	id                   string
	kind                 kind
	text                 string
	key                  string // what the text says
	under, before, after string
	parent               int // index of the section it stands in, or -1
	grams                []int32
}

// short reports whether a text is a heading rather than a sentence: too short to
// be told by its rarer grams.
func (e *entry) short() bool {
	return len(e.key) <= minGrams*utf8.UTFMax && utf8.RuneCountInString(e.key) <= minGrams
}

// entries returns every entry of l in reading order, rows last.
func entries(l *taizhang.Ledger) []entry {
	var out []entry
	index := make(map[string]int, len(l.Nodes))
	for i := range l.Nodes {
		n := &l.Nodes[i]
		e := entry{id: n.ID, kind: item, text: n.Text, parent: -1}
		if n.Section {
			e.kind = section
		}
		if n.Title != "" && !strings.HasPrefix(n.Text, n.Title) {
			e.text = n.Title + "\n" + n.Text
		}
		if k := len(n.Parents); k > 0 {
			if p, ok := index[n.Parents[k-1]]; ok {
				e.parent, e.under = p, out[p].key
			}
		}
		e.key = said(e.text)
		index[n.ID] = len(out)
		out = append(out, e)
	}
	neighbours(out)
	for i := range l.Tables {
		t := &l.Tables[i]
		from, under := len(out), said(t.Title)
		for j := range t.Rows {
			if r := &t.Rows[j]; r.Kind == taizhang.TaskRow {
				text := rowText(t, r)
				out = append(out, entry{id: r.ID, kind: row, text: text, key: said(text), under: under, parent: -1})
			}
		}
		neighbours(out[from:])
	}
	return out
}

// rowText is what a row says is to be done and to come of it; of one that says
// neither, everything but its number.
func rowText(t *taizhang.Table, r *taizhang.Row) string {
	text := t.Task(r).Text
	if c := t.Column(taizhang.ColResult); c >= 0 && c < len(r.Cells) && r.Cells[c].Text != "" {
		text += "\n" + r.Cells[c].Text
	}
	if text != "" {
		return text
	}
	var cells []string
	for i, c := range r.Cells {
		if i < len(t.Columns) && t.Columns[i].Role != taizhang.ColNumber && c.Text != "" {
			cells = append(cells, c.Text)
		}
	}
	return strings.Join(cells, "\n")
}

// neighbours tells each entry what stands before and after it.
func neighbours(list []entry) {
	for i := 1; i < len(list); i++ {
		list[i].before, list[i-1].after = list[i-1].key, list[i].key
	}
}
