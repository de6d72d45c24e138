package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/taizhang/taizhang"
)

// tables makes tables of the true grids and of the schedules that were flattened
// to one cell a paragraph.
func (w *work) tables() {
	for pi := range w.spread {
		p, id := &w.spread[pi], w.draft.Parts[pi].ID
		n := 0
		for i := p.body; i < p.last; i++ {
			var t *taizhang.DraftTable
			next := i
			switch {
			case w.lines[i].use == free && w.lines[i].grid != nil:
				var before *taizhang.DraftTable
				if n > 0 && w.adjoin(i, p) {
					before = &w.draft.Tables[len(w.draft.Tables)-1]
				}
				t = w.gridTable(i, before)
			case w.open(i):
				if t, next = w.flatTable(i, p); t == nil {
					t, next = w.textTable(i, p)
				}
			}
			if t == nil {
				continue
			}
			if title := w.tableTitle(i, p); title != "" {
				t.Title = title
			}
			if t.Title == "" && p.kind == taizhang.SchedulePart && n == 0 {
				t.Title = p.title
			}
			if k := len(w.draft.Tables); n > 0 && sameColumns(w.draft.Tables[k-1].Columns, t.Columns) && w.adjoin(i, p) {
				continues(&w.draft.Tables[k-1], t) // cut in two by a page
			} else {
				n++
				t.ID, t.Part = fmt.Sprintf("%s/t%d", id, n), id
				w.draft.Tables = append(w.draft.Tables, *t)
			}
			i = max(i, next-1)
		}
		for k := len(w.draft.Tables) - n; k < len(w.draft.Tables); k++ {
			t := &w.draft.Tables[k]
			w.unitColumn(t)
			nameRows(t)
		}
	}
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
		w.find("table-cell", taizhang.Warning, o.message, o.spans, ids[o.spans.Start()])
	}
}

// tableEnd returns the line before which a flattened table must end: a grid, or
// a line that something else took.
func (w *work) tableEnd(from int, p *part) int {
	for i := from; i < p.last; i++ {
		if !w.open(i) {
			return i
		}
		s := w.folded(i)
		if w.closes(s) || strings.HasPrefix(s, "注:") || strings.HasPrefix(s, "备注:") {
			return i
		}
		if l, ok := w.label(i); ok && l.style == "一、" && i > from && !w.rowFollows(i, p) {
			return i // the outline goes on
		}
	}
	return p.last
}

// rowFollows reports whether the line after line i is a row's number.
func (w *work) rowFollows(i int, p *part) bool {
	return i+1 < p.last && w.open(i+1) && rowNumber(w.folded(i+1)) >= 0
}

func nameRows(t *taizhang.DraftTable) {
	seen := map[string]int{}
	number := -1
	for i, c := range t.Columns {
		if c.Role == taizhang.ColNumber && number < 0 {
			number = i
		}
	}
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

// columns reads folded header words as columns and says whether they head a
// schedule: one column of tasks, and one of units or deadlines, by words that
// say so.
func (w *work) columns(cells []taizhang.Cell) (cols []taizhang.Column, known int, schedule bool) {
	has := map[taizhang.ColumnRole]bool{}
	strong := false
	for _, c := range cells {
		name := taizhang.FoldString(c.Text)
		h, ok := w.words.headers[name]
		if i := strings.LastIndexByte(name, '/'); i >= 0 && !ok {
			if h, ok = w.words.headers[name[i+1:]]; !ok { // of two levels the lower says more
				h, ok = w.words.headers[name[:i]]
			}
		}
		if ok {
			known++
			strong = strong || h.strong
		} else {
			h.role = taizhang.ColOther
		}
		has[h.role] = true
		cols = append(cols, taizhang.Column{Name: squeeze(c.Text), Role: h.role, Spans: c.Spans})
	}
	// A column of units beside what they answer for hands it out too.
	units := has[taizhang.ColUnit] || has[taizhang.ColLead]
	what := has[taizhang.ColTask] || units && (has[taizhang.ColMeasure] || has[taizhang.ColCategory])
	if units && has[taizhang.ColDeadline] && strong && !has[taizhang.ColTask] {
		for i := range cols { // who and when for what no word is known for: it is the task
			if cols[i].Role == taizhang.ColOther && cols[i].Name != "" {
				cols[i].Role, what = taizhang.ColTask, true
				break
			}
		}
	}
	return cols, known, what && (units || has[taizhang.ColDeadline]) && strong
}

// gridTable reads a true table: header rows, then body rows with merged cells
// expanded.
func (w *work) gridTable(i int, before *taizhang.DraftTable) *taizhang.DraftTable {
	g := w.lines[i].grid
	w.lines[i].use = asRecord
	above := aboveHeader(g)
	g = &taizhang.Grid{Rows: g.Rows[above:]}
	head := w.headerRows(g)
	cols, known, schedule := w.columns(w.header(g, head))
	if before != nil && known == 0 && len(before.Columns) == len(g.Rows[0]) {
		// The page broke, and the header was not printed again.
		head, schedule = 0, before.Kind == taizhang.ScheduleTable
		cols = slices.Clone(before.Columns)
		for c := range cols {
			cols[c].Spans = nil
		}
	}
	t := &taizhang.DraftTable{Kind: taizhang.DataTable, Columns: cols}
	if schedule {
		t.Kind = taizhang.ScheduleTable
	}
	for _, row := range w.lines[i].grid.Rows[:above] {
		t.Heading = append(t.Heading, row[0].Spans...)
		if s := tidy(row[0].Spans.Cut(w.text)); t.Title == "" && !strings.HasPrefix(taizhang.FoldString(s), "单位:") {
			t.Title = s
		}
	}
	keep := w.shown(g)
	for _, row := range g.Rows[head:] {
		r := taizhang.DraftRow{At: row[0].At, Kind: taizhang.DataRow}
		empty, same := true, true
		for c, cell := range row {
			r.Cells = append(r.Cells, w.cell(cell.Spans, cols[c].Role))
			empty = empty && len(cell.Spans) == 0
			same = same && c > 0 && cell.At == row[0].At || c == 0
			if !cell.Covered && row[0].Covered && r.At == row[0].At {
				r.At = cell.At // a merged cell's place is another row's
			}
		}
		if empty {
			continue
		}
		if w.repeatsHeader(r, cols) {
			for c, cell := range r.Cells {
				if len(cell.Spans) > 0 && !cols[c].Spans.Contains(cell.Spans.Start()) { // merged downwards, it is the same print
					cols[c].Spans = append(cols[c].Spans, cell.Spans...)
				}
			}
			continue
		}
		if k := strings.LastIndexByte(r.At, '/'); k > 0 {
			r.At = r.At[:k]
		}
		switch {
		case same && len(row) > 1, schedule && w.headsRows(r, cols):
			r.Kind = taizhang.SectionRow
		case total(r):
			r.Kind = taizhang.TotalRow
		case schedule:
			r.Kind = taizhang.TaskRow
		}
		t.Rows = append(t.Rows, r)
	}
	t.Columns = pick(t.Columns, keep)
	for i := range t.Rows {
		t.Rows[i].Cells = pick(t.Rows[i].Cells, keep)
	}
	return t
}

// aboveHeader counts the rows at the top of a grid that are one cell over its whole
// width: a title, a note of the unit of its figures.
func aboveHeader(g *taizhang.Grid) int {
	n := 0
	for n < len(g.Rows)-2 && len(g.Rows[n]) > 2 {
		for _, c := range g.Rows[n] {
			if c.At != g.Rows[n][0].At {
				return n
			}
		}
		n++
	}
	return n
}

// headsRows tells a section printed in the cells of a row: 一、交通 with nobody and
// no time beside it.
func (w *work) headsRows(r taizhang.DraftRow, cols []taizhang.Column) bool {
	filled, first := 0, ""
	for c, cell := range r.Cells {
		if cell.Text == "" {
			continue
		}
		switch cols[c].Role {
		case taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport, taizhang.ColDeadline:
			return false
		}
		if filled++; filled == 1 {
			first = taizhang.FoldString(cell.Text)
		}
	}
	l, ok := readLabel(first)
	if !ok {
		l, ok = readLabel(first + "、") // 一 in the number's column
	}
	return filled > 0 && filled <= 2 && ok && (l.style == "一、" || l.style == "（一）")
}

// shown returns the columns of a grid in which anything stands: Word leaves
// empty ones behind.
func (w *work) shown(g *taizhang.Grid) []int {
	var keep []int
	for c := range g.Rows[0] {
		for _, row := range g.Rows {
			if len(row[c].Spans) > 0 {
				keep = append(keep, c)
				break
			}
		}
	}
	return keep
}

func pick[T any](all []T, keep []int) []T {
	if len(keep) == len(all) {
		return all
	}
	out := make([]T, len(keep))
	for i, k := range keep {
		out[i] = all[k]
	}
	return out
}

// cell joins the lines of a cell; in a column of values a broken value is joined
// without a break.
func (w *work) cell(lines taizhang.Spans, role taizhang.ColumnRole) taizhang.Cell {
	if len(lines) == 0 {
		return taizhang.Cell{}
	}
	switch role {
	case taizhang.ColNumber, taizhang.ColDeadline, taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport:
		return taizhang.Cell{Text: squeeze(lines.Cut(w.text)), Spans: lines}
	}
	spans := taizhang.Spans{lines[0]}
	for _, s := range lines[1:] {
		spans = append(spans, w.gap(spans.End(), s.Start)...)
		spans = append(spans, s)
	}
	return taizhang.Cell{Text: spans.Cut(w.text), Spans: spans}
}

// headerRows counts the rows at the top that hold header words: further ones only
// where those above merge cells over them, or print nothing but header words.
func (w *work) headerRows(g *taizhang.Grid) int {
	if len(g.Rows) < 2 {
		return 0
	}
	rows := 1
	for rows < min(3, len(g.Rows)-1) && w.goesOn(g, rows) {
		rows++
	}
	return rows
}

// goesOn reports whether row r is a further level of the header above it: cells of
// that reach into it, and it parts one that was merged, or holds header words alone.
func (w *work) goesOn(g *taizhang.Grid, r int) bool {
	over, parts, words := false, false, true
	for c, x := range g.Rows[r] {
		above := g.Rows[r-1][c]
		if x.Covered && x.At == above.At {
			over = true
			continue
		}
		parts = parts || c > 0 && above.Covered && above.At == g.Rows[r-1][c-1].At
		if s := taizhang.FoldString(x.Spans.Cut(w.text)); s != "" {
			_, known := w.words.headers[s]
			words = words && known
		}
	}
	return over && (parts || words)
}

// header joins the header rows of each column; two levels with a /.
func (w *work) header(g *taizhang.Grid, rows int) []taizhang.Cell {
	var out []taizhang.Cell
	for c := range g.Rows[0] {
		var cell taizhang.Cell
		for r := range rows {
			x := g.Rows[r][c]
			if r > 0 && x.At == g.Rows[r-1][c].At {
				continue
			}
			if s := squeeze(x.Spans.Cut(w.text)); s != "" {
				if cell.Text != "" {
					cell.Text += "/"
				}
				cell.Text += s
				cell.Spans = append(cell.Spans, x.Spans...)
			}
		}
		out = append(out, cell)
	}
	return out
}

// repeatsHeader tells the header printed again on a new page.
func (w *work) repeatsHeader(r taizhang.DraftRow, cols []taizhang.Column) bool {
	for c, cell := range r.Cells {
		if name := cols[c].Name; squeeze(cell.Text) != name[strings.LastIndexByte(name, '/')+1:] {
			return false
		}
	}
	return true
}

func total(r taizhang.DraftRow) bool {
	for _, c := range r.Cells[:min(2, len(r.Cells))] {
		switch taizhang.FoldString(c.Text) {
		case "合计", "小计", "总计", "共计":
			return true
		}
	}
	return false
}
