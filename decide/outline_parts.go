package decide

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/taizhang/taizhang"
)

// split makes of a task two, the second from where the quotation begins: each has what
// is printed in it, and both have what is printed of neither or stands for both.
func (w *work) split(p place, x *Decision) bool {
	if p.row != nil {
		return w.splitRow(p, x)
	}
	n := p.node
	if _, _, ok := p.cut(w.l.Text()); !ok {
		return false
	}
	at := SplitAt(n.Text, x.Quote.Exact)
	if at <= 0 {
		return false
	}
	w.keepOutline()
	i := w.at(p)
	first, second := w.l.Nodes[i], w.l.Nodes[i]
	first.Spans, second.Spans = visible(w.l.Text(), n.Spans.Slice(0, at)), visible(w.l.Text(), n.Spans.Slice(at, len(n.Text)))
	first.Text, second.Text = first.Spans.Cut(w.l.Text()), second.Spans.Cut(w.l.Text())
	second.ID, second.Label, second.Number, second.Title, second.LabelSpans, second.TitleSpans = n.ID+"+"+strconv.Itoa(second.Spans.Start()), "", "", "", nil, nil
	if first.TitleSpans.End() > second.Spans.Start() {
		first.Title, first.TitleSpans = "", nil
	}
	first.Marks, second.Marks = parted(n.Marks, first.Spans, second.Spans)
	w.l.Nodes[i] = first
	w.l.Nodes = slices.Insert(w.l.Nodes, i+1, second)
	w.part(first.ID, second.ID, second.Spans, x)
	return true
}

// SplitAt is the byte of a text from which on it says what a quotation does, white space
// aside; 0 where it says nothing before, or where the text does not end with it.
func SplitAt(text, quoted string) int {
	plain := taizhang.Plain(text)
	if !strings.HasSuffix(plain, quoted) || quoted == "" {
		return 0
	}
	skip := len(plain) - len(quoted)
	for i, r := range text {
		if unicode.IsSpace(r) {
			continue
		}
		if skip <= 0 {
			return i
		}
		skip -= len(string(r))
	}
	return 0
}

// joinNode makes a node the end of the one before it, with its label as text.
func (w *work) joinNode(p place) bool {
	i := w.at(p)
	if i == 0 || w.l.Nodes[i-1].Part != p.node.Part {
		return false
	}
	w.keepOutline()
	n := w.l.Nodes[i]
	before := &w.l.Nodes[i-1]
	text := strings.TrimSpace(n.Label + n.Text)
	if n.Section {
		text = strings.TrimSpace(n.Label + n.Title + n.Text)
	}
	if ss := w.covers(&n); len(ss) > 0 && n.Spans.Cut(w.l.Text()) == n.Text {
		var all taizhang.Spans
		for _, s := range ss {
			all = append(all, s...)
		}
		text = all.Cut(w.l.Text())
		if before.Spans.End() <= all.Start() {
			before.Spans = slices.Concat(before.Spans, all)
		}
	}
	before.Text += text
	if len(before.Spans) > 0 && before.Spans.Valid(len(w.l.Text())) && taizhang.Plain(before.Spans.Cut(w.l.Text())) == taizhang.Plain(before.Text) {
		before.Text = before.Spans.Cut(w.l.Text())
	}
	before.Marks = joined(before.Marks, n.Marks)
	id := before.ID
	under := before.Parents
	if before.Section {
		under = append(slices.Clone(before.Parents), id)
	}
	w.l.Nodes = slices.Delete(w.l.Nodes, i, i+1)
	w.reparent(n.ID, under)
	w.gone(map[string]string{n.ID: id})
	return true
}

// joinRow makes a row the end of the task row before it, cell by cell.
func (w *work) joinRow(p place) bool {
	rows := p.table.Rows
	i := slices.IndexFunc(rows, func(r taizhang.Row) bool { return r.ID == p.row.ID })
	if i <= 0 || rows[i-1].Kind != taizhang.TaskRow || p.row.Kind != taizhang.TaskRow || len(rows[i-1].Cells) != len(p.row.Cells) {
		return false
	}
	w.keepOutline()
	r, before := rows[i], &rows[i-1]
	before.Cells = slices.Clone(before.Cells)
	for k, c := range r.Cells {
		b := &before.Cells[k]
		if c.Text == "" || slices.Equal(b.Spans, c.Spans) && len(c.Spans) > 0 { // a merged cell
			continue
		}
		b.Text += c.Text
		if len(b.Spans) > 0 && b.Spans.End() > c.Spans.Start() {
			b.Spans = nil
			continue
		}
		b.Spans = slices.Concat(b.Spans, c.Spans)
	}
	before.Marks = joined(before.Marks, r.Marks)
	id := before.ID
	p.table.Rows = slices.Delete(rows, i, i+1)
	w.gone(map[string]string{r.ID: id})
	return true
}

// joined are the marks of two that became one: what either took from above gives way to
// what the other says itself.
func joined(a, b taizhang.Marks) taizhang.Marks {
	all := append(own(a.Assignments), own(b.Assignments)...)
	if len(all) == 0 {
		all = a.Assignments
	}
	out := taizhang.Marks{Deadlines: slices.Concat(a.Deadlines, b.Deadlines), Targets: slices.Concat(a.Targets, b.Targets)}
	for _, x := range all {
		if !slices.ContainsFunc(out.Assignments, func(y taizhang.Assignment) bool { return x.Unit == y.Unit && x.Role == y.Role }) {
			out.Assignments = append(out.Assignments, x)
		}
	}
	return out
}
