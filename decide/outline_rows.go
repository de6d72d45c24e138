package decide

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/taizhang/taizhang"
)

// cut is where a task can be cut in two: its text and the spans of it, as they are printed;
// false of what has none, or says something else than is printed.
func (p place) cut(text string) (string, taizhang.Spans, bool) {
	switch {
	case p.node != nil && !p.node.Section:
		return p.node.Text, p.node.Spans, len(p.node.Spans) > 0 && p.node.Spans.Cut(text) == p.node.Text
	case p.row != nil:
		if at := p.table.TaskCells(p.row); len(at) > 0 { // the last says the task itself, those before what it is about
			c := p.row.Cells[at[len(at)-1]]
			printed := c.Spans.Cut(text)
			return printed, c.Spans, len(c.Spans) > 0 && taizhang.Plain(printed) == taizhang.Plain(c.Text)
		}
	}
	return "", nil, false
}

// splitRow makes of a row two: what the task says is cut, all other cells stand in both, but
// for the number, which is the first's.
func (w *work) splitRow(p place, x *Decision) bool {
	printed, spans, ok := p.cut(w.l.Text())
	at := SplitAt(printed, x.Quote.Exact)
	if !ok || at <= 0 || p.row.Kind != taizhang.TaskRow {
		return false
	}
	w.keepOutline()
	cells := p.table.TaskCells(p.row)
	task := cells[len(cells)-1]
	first, second := *p.row, *p.row
	first.Cells, second.Cells = slices.Clone(first.Cells), slices.Clone(second.Cells)
	early, late := visible(w.l.Text(), spans.Slice(0, at)), visible(w.l.Text(), spans.Slice(at, len(printed)))
	first.Cells[task] = taizhang.Cell{Text: strings.TrimSpace(early.Cut(w.l.Text())), Spans: early}
	second.Cells[task] = taizhang.Cell{Text: strings.TrimSpace(late.Cut(w.l.Text())), Spans: late}
	if n := p.table.Column(taizhang.ColNumber); n >= 0 && n < len(second.Cells) {
		second.Cells[n] = taizhang.Cell{}
	}
	second.ID, second.Number = first.ID+"+"+strconv.Itoa(late.Start()), ""
	first.Marks, second.Marks = parted(p.row.Marks, early, late)
	i := slices.IndexFunc(p.table.Rows, func(r taizhang.Row) bool { return r.ID == first.ID })
	p.table.Rows[i] = first
	p.table.Rows = slices.Insert(p.table.Rows, i+1, second)
	w.part(first.ID, second.ID, late, x)
	return true
}

// parted are the marks of two that were one: each has what is printed in it, and both what is
// printed in neither.
func parted(all taizhang.Marks, early, late taizhang.Spans) (first, second taizhang.Marks) {
	in := func(there, ss taizhang.Spans) bool {
		return len(ss) > 0 && ss.Start() >= there.Start() && ss.Start() < there.End()
	}
	keep := func(not taizhang.Spans) taizhang.Marks {
		return taizhang.Marks{
			Assignments: slices.DeleteFunc(slices.Clone(all.Assignments), func(a taizhang.Assignment) bool { return in(not, a.Spans) }),
			Deadlines:   slices.DeleteFunc(slices.Clone(all.Deadlines), func(d taizhang.Deadline) bool { return in(not, d.Spans) }),
			Targets:     slices.DeleteFunc(slices.Clone(all.Targets), func(t taizhang.Target) bool { return in(not, t.Spans) }),
		}
	}
	first, second = keep(late), keep(early)
	if len(first.Assignments) == 0 { // a bracket at the end stands for all
		first.Assignments = slices.Clone(all.Assignments)
	}
	return first, second
}

// part gives the second of two that were one its uid and its findings.
func (w *work) part(first, second string, late taizhang.Spans, x *Decision) {
	findings := slices.Clone(w.l.Findings)
	for k := range findings {
		if f := &findings[k]; f.Task == first && len(f.Spans) > 0 && f.Spans.Start() >= late.Start() && f.Spans.Start() < late.End() {
			f.Task = second
		}
	}
	w.l.Findings = findings
	w.told(taizhang.OfLabel, taizhang.Of(late.Start(), late.Start()+1)...)
	w.uids = maps.Clone(w.uids)
	w.uids[second] = x.Set.Makes
	w.digests[x.Set.Makes] = taizhang.TextDigest(x.Quote.Exact)
	w.places = nil
}
