package taizhang

// Task is an entry that hands out work, as a reader of the ledger sees it: an
// item of the outline or a task row of a schedule.
type Task struct {
	ID     string
	Part   string
	Row    bool   // of a table, else an item
	Number string // as printed: 6. or 37
	Under  string // the title of the section or table it stands in
	Text   string // the item's text, or the row's task cell
	Result string // 成果形式, of a row
	At     string
	Spans  Spans
	*Marks
}

// Tasks returns the items and the task rows of l in reading order, items first.
func (l *Ledger) Tasks() []Task {
	titles := make(map[string]string)
	var out []Task
	for i := range l.Nodes {
		n := &l.Nodes[i]
		if n.Section {
			titles[n.ID] = n.Title
			continue
		}
		t := Task{ID: n.ID, Part: n.Part, Number: n.Label, Text: n.Text, At: n.At, Spans: n.Spans, Marks: &n.Marks}
		if k := len(n.Parents); k > 0 {
			t.Under = titles[n.Parents[k-1]]
		}
		out = append(out, t)
	}
	for i := range l.Tables {
		tb := &l.Tables[i]
		for j := range tb.Rows {
			r := &tb.Rows[j]
			if r.Kind != TaskRow {
				continue
			}
			t := Task{ID: r.ID, Part: tb.Part, Row: true, Number: r.Number, Under: tb.Title, At: r.At, Marks: &r.Marks}
			task := tb.Task(r)
			t.Text, t.Spans = task.Text, task.Spans
			if c := tb.Column(ColResult); c >= 0 && c < len(r.Cells) {
				t.Result = r.Cells[c].Text
			}
			out = append(out, t)
		}
	}
	return out
}

// Task returns what a row says is to be done: its task column, or several (重点任务,
// 具体措施) one a line; one that repeats another is left out.
func (t *Table) Task(r *Row) Cell {
	var out Cell
	for k, i := range t.TaskCells(r) {
		cell := r.Cells[i]
		if k == 0 {
			out = cell
			continue
		}
		out.Text += "\n" + cell.Text
		out.Spans = append(out.Spans[:len(out.Spans):len(out.Spans)], cell.Spans...)
	}
	return out
}

// TaskCells returns the index of each cell of a row that says what is to be done.
func (t *Table) TaskCells(r *Row) (out []int) {
	end := -1
	for i, c := range t.Columns {
		if c.Role != ColTask || i >= len(r.Cells) || r.Cells[i].Text == "" {
			continue
		}
		ss := r.Cells[i].Spans
		if len(out) > 0 && ss.Start() < end {
			continue
		}
		out, end = append(out, i), max(end, ss.End())
	}
	return out
}

// Column returns the index of the first column with that role, or -1.
func (t *Table) Column(role ColumnRole) int {
	for i, c := range t.Columns {
		if c.Role == role {
			return i
		}
	}
	return -1
}
