package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// table is a table while it is made: what the draft holds of it, and what its rows
// are read with at the end.
type table struct {
	taizhang.DraftTable
	source     []columnSource // of each column
	titleSpans taizhang.Spans // where a title is printed that names an organ
	marks      map[string]taizhang.Duty
	organ      taizhang.Spans         // of the organ that the table is about
	heads      map[int]taizhang.Spans // by row: the organ of the section it stands in
	last       int                    // the last line it was read from
}

// columnSource says how a column came by its role.
type columnSource uint8

const (
	byHeader  columnSource = iota
	byContent              // its cells are organs, or times, whatever its header
	byMark                 // its header is an organ, its cells are marks
	byPeriod               // its header is a quarter or a month: what stands in it is done then
)

// tables makes tables of the grids.
func (w *work) tables() {
	for pi := range w.spread {
		p, id := &w.spread[pi], w.draft.Parts[pi].ID
		var made []*table
		for i := p.body; i < p.last; i++ {
			if w.lines[i].use != free || w.lines[i].grid == nil {
				continue
			}
			w.lines[i].use = asRecord
			var before *table
			if n := len(made); n > 0 && w.adjoin(made[n-1].last, i) {
				before = made[n-1]
			}
			for k, t := range w.gridTables(w.lines[i].grid, before) {
				t.last = i
				title, spans := w.tableTitle(i, p)
				if k == 0 && spans != nil {
					t.titleSpans = spans
				}
				if k == 0 && title != "" {
					t.Title = title
				}
				if t.Title == "" && p.kind == taizhang.SchedulePart && len(made) == 0 {
					t.Title = p.title
				}
				if organ := w.organIn(t.titleSpans); organ != nil {
					t.organ = organ
				}
				if t.organ == nil && k == 0 {
					t.organ = w.organAbove(i)
				}
				same := func(x, y taizhang.Column) bool { return x.Name == y.Name }
				if n := len(made); n > 0 && k == 0 && (t.Title == "" || strings.HasPrefix(t.Title, made[n-1].Title)) && slices.EqualFunc(made[n-1].Columns, t.Columns, same) && slices.ContainsFunc(t.Columns, func(c taizhang.Column) bool { return c.Name != "" }) && t.organ == nil && w.adjoin(made[n-1].last, i) {
					continues(made[n-1], t) // cut in two by a page
					continue
				}
				t.ID, t.Part = fmt.Sprintf("%s/t%d", id, len(made)+1), id
				made = append(made, t)
			}
		}
		for _, t := range made {
			w.roles(t)
			nameRows(&t.DraftTable)
			w.doubtColumns(t)
			w.rowPhrases(t)
			w.draft.Tables = append(w.draft.Tables, t.DraftTable)
		}
	}
	w.reportOdd()
}

// reportOdd reports the rows with cells that fit badly, under their ids.
func (w *work) reportOdd() {
	if len(w.odd) == 0 {
		return
	}
	ids := make(map[int]string) // by the first byte of the row
	for _, t := range w.draft.Tables {
		for _, r := range t.Rows {
			for _, c := range r.Cells {
				ids[c.Spans.Start()] = r.ID
			}
		}
	}
	for _, o := range w.odd {
		w.find(o.code, taizhang.Warning, o.message, o.spans, ids[o.spans.Start()])
	}
}

// oddRow is a row with cells that did not fit, to be reported under its id.
type oddRow struct {
	code, message string
	spans         taizhang.Spans
}

func nameRows(t *taizhang.DraftTable) {
	seen := map[string]int{}
	number := slices.IndexFunc(t.Columns, func(c taizhang.Column) bool { return c.Role == taizhang.ColNumber })
	for i := range t.Rows {
		r := &t.Rows[i]
		if number >= 0 && number < len(r.Cells) {
			r.Number = r.Cells[number].Text
		}
		key := taizhang.FoldString(r.Number)
		if key == "" || r.Kind != taizhang.TaskRow {
			key = fmt.Sprintf("n%d", i+1)
		}
		r.ID = unique(seen, t.ID+"/r"+key)
	}
}

// adjoin reports whether nothing but titles and running heads stands between line
// last, where a table ends, and line i.
func (w *work) adjoin(last, i int) bool {
	return !slices.ContainsFunc(w.lines[last+1:i], func(l line) bool { return l.use != asTitle && l.use != asRun })
}

// continues appends the rows of a table to the one it goes on from.
func continues(t, more *table) {
	for k, organ := range more.heads {
		t.head(len(t.Rows)+k, organ)
	}
	t.Rows = append(t.Rows, more.Rows...)
	t.last = more.last
	for i := range t.Columns {
		t.Columns[i].Spans = append(t.Columns[i].Spans, more.Columns[i].Spans...)
	}
}

// head notes the organ that a row stands under.
func (t *table) head(row int, organ taizhang.Spans) {
	if t.heads == nil {
		t.heads = make(map[int]taizhang.Spans)
	}
	t.heads[row] = organ
}

// cell joins the lines of a cell; in a column of values a broken value is joined
// without a break.
func (w *work) cell(lines taizhang.Spans, role taizhang.ColumnRole) taizhang.Cell {
	if len(lines) == 0 {
		return taizhang.Cell{}
	}
	if !prose(role) {
		return taizhang.Cell{Text: taizhang.Squeeze(lines.Cut(w.text)), Spans: lines}
	}
	spans := taizhang.Spans{lines[0]}
	for _, s := range lines[1:] {
		spans = append(spans, w.gap(spans.End(), s.Start)...)
		spans = append(spans, s)
	}
	return taizhang.Cell{Text: spans.Cut(w.text), Spans: spans}
}

// prose reports whether a column of that role holds sentences, and no values.
func prose(role taizhang.ColumnRole) bool {
	switch role {
	case taizhang.ColNumber, taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport, taizhang.ColDeadline:
		return false
	}
	return true
}

// total tells the row of a sum.
func (v *vocabulary) total(r taizhang.DraftRow) bool {
	return slices.ContainsFunc(r.Cells[:min(2, len(r.Cells))], func(c taizhang.Cell) bool { return slices.Contains(v.phrases["total"], taizhang.FoldString(c.Text)) })
}

// note tells a note below a table, which is no task.
func (w *work) note(folded string) bool {
	return slices.ContainsFunc(w.words.phrases["table-note"], func(word string) bool {
		rest, ok := strings.CutPrefix(folded, word)
		return ok && (strings.HasPrefix(rest, ":") || strings.HasPrefix(rest, "1.") || strings.HasPrefix(rest, "1、"))
	})
}
