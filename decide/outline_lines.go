package decide

import (
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// table makes of a task whose text is a table the rows of it.
func (w *work) table(p place, x *Decision) bool {
	n := p.node
	if n == nil || n.Section || len(x.Set.Columns) == 0 {
		return false
	}
	rows := w.rowsOf(n, len(x.Set.Columns))
	if len(rows) == 0 || len(rows) != len(x.Set.Made) {
		return false
	}
	w.keepOutline()
	t := taizhang.Table{ID: n.ID + "/t", Part: n.Part, Kind: taizhang.ScheduleTable}
	for i, role := range x.Set.Columns {
		c := taizhang.Column{Role: role}
		if i < len(x.Set.Names) {
			c.Name = x.Set.Names[i]
		}
		t.Columns = append(t.Columns, c)
	}
	for i, cells := range rows {
		r := taizhang.Row{ID: t.ID + "/r" + strconv.Itoa(i+1), Kind: taizhang.DataRow, At: n.At, Cells: cells}
		if t.Task(&r).Text != "" {
			r.Kind = taizhang.TaskRow
		}
		if c := t.Column(taizhang.ColNumber); c >= 0 {
			r.Number = r.Cells[c].Text
		}
		t.Rows = append(t.Rows, r)
		w.made(r.ID, x.Set.Made[i])
	}
	for i := range t.Rows {
		if t.Rows[i].Kind == taizhang.TaskRow {
			w.readCells(place{table: &t, row: &t.Rows[i]}, x, func(int) bool { return true })
		}
	}
	at, id, parents, i := start(n), n.ID, n.Parents, w.at(p)
	w.l.Nodes = slices.Delete(w.l.Nodes, i, i+1)
	w.reparent(id, parents)
	k := slices.IndexFunc(w.l.Tables, func(t taizhang.Table) bool {
		return slices.ContainsFunc(t.Rows, func(r taizhang.Row) bool { return t.Task(&r).Spans.Start() > at })
	})
	if k < 0 {
		k = len(w.l.Tables)
	}
	w.l.Tables = slices.Insert(w.l.Tables, k, t)
	w.gone(map[string]string{id: ""})
	return true
}

// rowsOf reads what a node says, its label too, as rows of some columns: each line a row whose
// cells tabs, bars or wide blanks part, or else each line a cell. None of what is no such table.
func (w *work) rowsOf(n *taizhang.Node, columns int) (out [][]taizhang.Cell) {
	text := w.l.Text()
	if len(n.Spans) == 0 || n.Spans.Cut(text) != n.Text || columns < 2 {
		return nil
	}
	var runs taizhang.Spans // joined where nothing but blanks stands between, on a line
	for _, one := range w.covers(n) {
		s := one[0]
		if k := len(runs) - 1; k >= 0 && strings.Trim(text[runs[k].End:s.Start], " \t\u3000\u00a0") == "" {
			runs[k].End = s.End
			continue
		}
		runs = append(runs, s)
	}
	var lines [][]taizhang.Cell
	for _, s := range runs {
		for part := range strings.SplitSeq(text[s.Start:s.End], "\n") {
			if cells := cellsOfLine(text, s.Start, part); cells != nil {
				lines = append(lines, cells)
			}
			s.Start += len(part) + 1
		}
	}
	flat := !slices.ContainsFunc(lines, func(l []taizhang.Cell) bool { return len(l) > 1 })
	if flat {
		if len(lines)%columns != 0 {
			return nil
		}
		for row := range slices.Chunk(lines, columns) {
			out = append(out, slices.Concat(row...))
		}
		return out
	}
	for _, l := range lines {
		if len(l) > columns {
			return nil
		}
		out = append(out, append(l, make([]taizhang.Cell, columns-len(l))...))
	}
	return out
}

// cellsOfLine are the cells of a line of text that begins at a byte.
func cellsOfLine(text string, at int, line string) (out []taizhang.Cell) {
	add := func(from, to int) {
		if ss := visible(text, taizhang.Of(at+from, at+to)); from < to && ss != nil {
			out = append(out, taizhang.Cell{Text: ss.Cut(text), Spans: ss})
		}
	}
	from, blanks := 0, 0
	for i, r := range line {
		wide := r == '\t' || r == '　' || r == '|' || r == '｜' || r == '│'
		if r == ' ' || r == '\u00a0' {
			blanks++
			wide = blanks == 2
		} else {
			blanks = 0
		}
		if wide {
			add(from, i)
			from = i + len(string(r))
		}
	}
	add(from, len(line))
	return out
}
