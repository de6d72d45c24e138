package decide

import (
	"maps"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// header makes of a row what heads the columns of its table: of the first row the whole table, and
// what headed it before becomes a row that hands out nothing, unless it says the same; of another
// row those below it, which are a table of their own.
func (w *work) header(p place, x *Decision) bool {
	if p.row == nil {
		return false
	}
	t, id, cells := p.table, p.row.ID, p.row.Cells
	i := slices.IndexFunc(t.Rows, func(r taizhang.Row) bool { return r.ID == id })
	if i == len(t.Rows)-1 {
		return false
	}
	w.keepOutline()
	was := headRow(w.l.Text(), t.Columns)
	below := taizhang.Table{ID: id + "/t", Part: t.Part, Kind: t.Kind, Columns: slices.Clone(t.Columns), Rows: slices.Clone(t.Rows[i+1:])}
	for k := range below.Columns {
		c := &below.Columns[k]
		if c.Name, c.Spans = "", nil; k < len(cells) {
			c.Name, c.Spans = taizhang.Plain(cells[k].Text), cells[k].Spans
		}
	}
	if i > 0 {
		t.Rows = t.Rows[:i:i]
		at := slices.IndexFunc(w.l.Tables, func(x taizhang.Table) bool { return x.ID == t.ID })
		w.l.Tables = slices.Insert(w.l.Tables, at+1, below)
	} else {
		t.Columns, t.Rows = below.Columns, below.Rows
		if now := headRow(w.l.Text(), t.Columns); line(&was) != "" && line(&was) != line(&now) && len(x.Set.Made) == 1 {
			w.first(t, was, x.Set.Made[0])
		}
	}
	w.gone(map[string]string{id: ""})
	return true
}

// body makes a task of what was read as the header of a table.
func (w *work) body(p place, x *Decision) bool {
	if p.row == nil || len(x.Set.Made) != 1 {
		return false
	}
	t, row := p.table, headRow(w.l.Text(), p.table.Columns)
	if t.Task(&row).Text == "" {
		return false
	}
	w.keepOutline()
	row.Kind, t.Kind = taizhang.TaskRow, taizhang.ScheduleTable
	t.Columns = slices.Clone(t.Columns)
	for i := range t.Columns {
		t.Columns[i].Name, t.Columns[i].Spans = "", nil
	}
	if c := t.Column(taizhang.ColNumber); c >= 0 {
		row.Number = row.Cells[c].Text
	}
	w.first(t, row, x.Set.Made[0])
	w.readCells(place{table: t, row: &t.Rows[0]}, x, func(int) bool { return true })
	return true
}

// first puts a row that is made before the others of a table.
func (w *work) first(t *taizhang.Table, r taizhang.Row, made Made) {
	if r.ID = t.ID + "/" + made.UID; len(t.Rows) > 0 {
		r.At = t.Rows[0].At
	}
	t.Rows = slices.Insert(slices.Clone(t.Rows), 0, r)
	w.made(r.ID, made)
	w.places = nil
}

// made gives an entry that a decision makes its uid.
func (w *work) made(id string, made Made) {
	w.uids = maps.Clone(w.uids)
	w.uids[id] = made.UID
	w.digests[made.UID] = taizhang.TextDigest(made.Says)
}

// headRow is what is printed above columns in a text, as a row.
func headRow(text string, columns []taizhang.Column) taizhang.Row {
	r := taizhang.Row{Kind: taizhang.DataRow}
	for _, c := range columns {
		cell := taizhang.Cell{}
		if c.Spans.Valid(len(text)) { // a person may have named it otherwise
			cell = taizhang.Cell{Text: taizhang.Plain(c.Spans.Cut(text)), Spans: c.Spans}
		}
		r.Cells = append(r.Cells, cell)
	}
	return r
}

// line is what a row says, cell by cell, a merged one once.
func line(r *taizhang.Row) string {
	var said []string
	for k, c := range r.Cells {
		if c.Text != "" && (k == 0 || len(c.Spans) == 0 || !slices.Equal(c.Spans, r.Cells[k-1].Spans)) {
			said = append(said, strings.ReplaceAll(c.Text, "\n", " "))
		}
	}
	return strings.Join(said, "｜")
}

// prose says that a table is none: its rows are gone, and its text may be claimed.
func (w *work) prose(p place) bool {
	if p.table == nil {
		return false
	}
	w.keepOutline()
	var all []taizhang.Spans
	for _, c := range p.table.Columns {
		all = append(all, c.Spans)
	}
	gone := make(map[string]string, len(p.table.Rows))
	for _, r := range p.table.Rows {
		gone[r.ID] = ""
		for _, c := range r.Cells {
			all = append(all, c.Spans)
		}
	}
	w.release(slices.Concat(all...))
	id := p.table.ID
	w.l.Tables = slices.DeleteFunc(w.l.Tables, func(t taizhang.Table) bool { return t.ID == id })
	w.gone(gone)
	return true
}

// release makes text of entries other text.
func (w *work) release(ss taizhang.Spans) {
	slices.SortFunc(ss, func(a, b taizhang.Span) int { return a.Start - b.Start })
	runes, end := 0, 0
	for _, s := range ss {
		if s.Start = max(s.Start, end); s.Start >= s.End {
			continue
		}
		end = s.End
		for _, r := range w.l.Text()[s.Start:s.End] {
			if !taizhang.Blank(r) {
				runes++
			}
		}
	}
	c := &w.l.Coverage.Claimed
	runes = min(runes, c.Record)
	c.Record, c.Other = c.Record-runes, c.Other+runes
}
