package decide

import (
	"slices"

	"github.com/taizhang/taizhang"
)

// Outline is the entries of a notice as they were read, where a person changed how they stand.
type Outline struct {
	Nodes  []Read             `json:"nodes"`
	Tables []taizhang.Table   `json:"tables"`
	UIDs   map[string]string  `json:"uids"`
	Heads  [][]taizhang.Spans `json:"heads"` // where the columns of the tables are headed
	Parts  []taizhang.Part    `json:"parts,omitempty"`
}

// Read is a node with what its public form leaves out.
type Read struct {
	taizhang.Node
	Section bool           `json:"section"`
	Label   taizhang.Spans `json:"label_spans"`
	Title   taizhang.Spans `json:"title_spans"`
}

// keepOutline remembers how entries stood, before that is changed.
func (w *work) keepOutline() {
	whole := w.keepWhole()
	if whole.Outline != nil {
		return
	}
	o := &Outline{Tables: w.read.Tables, UIDs: w.readUIDs, Parts: w.read.Parts}
	for _, n := range w.read.Nodes {
		o.Nodes = append(o.Nodes, Read{n, n.Section, n.LabelSpans, n.TitleSpans})
	}
	for _, t := range w.read.Tables {
		var heads []taizhang.Spans
		for _, c := range t.Columns {
			heads = append(heads, c.Spans)
		}
		o.Heads = append(o.Heads, heads)
	}
	whole.Outline = o
}

// restore puts entries as they stood.
func (o *Outline) restore(l *Ledger) {
	l.UIDs, l.Nodes, l.Tables = o.UIDs, nil, slices.Clone(o.Tables)
	if o.Parts != nil { // which an earlier version kept not, and changed not
		l.Parts = o.Parts
	}
	for _, n := range o.Nodes {
		n.Node.Section, n.Node.LabelSpans, n.Node.TitleSpans = n.Section, n.Label, n.Title
		l.Nodes = append(l.Nodes, n.Node)
	}
	for i := range l.Tables {
		t := &l.Tables[i]
		t.Columns, t.Rows = slices.Clone(t.Columns), slices.Clone(t.Rows)
		for j := range t.Columns {
			t.Columns[j].Spans = o.Heads[i][j]
		}
	}
}
