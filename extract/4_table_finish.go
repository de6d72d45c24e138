package extract

import (
	"strings"

	"github.com/taizhang/taizhang"
	"github.com/taizhang/taizhang/hanzi"
)

// finish gives rows their kind and cells the text that their column's role wants.
func (w *work) finish(t *table) {
	schedule := t.Kind == taizhang.ScheduleTable
	var organ taizhang.Spans // of the section that is open
	for i := range t.Rows {
		r := &t.Rows[i]
		if r.Kind == "" || r.Kind == taizhang.SectionRow {
			section, name := w.headsRows(t, r)
			switch {
			case r.Kind == taizhang.SectionRow, schedule && section:
				r.Kind, organ = taizhang.SectionRow, name
			case w.words.total(*r):
				r.Kind = taizhang.TotalRow
			case schedule:
				r.Kind = taizhang.TaskRow
			default:
				r.Kind = taizhang.DataRow
			}
		}
		if organ != nil && r.Kind == taizhang.TaskRow {
			t.head(i, organ)
		}
		for c := range r.Cells {
			r.Cells[c] = w.cell(r.Cells[c].Spans, t.Columns[c].Role)
		}
	}
}

// organSections reports whether all sections of a table are organs, and two at least: each answers for the rows below.
func (w *work) organSections(t *table) bool {
	n := 0
	for i := range t.Rows {
		if t.Rows[i].Kind == taizhang.SectionRow {
			if _, organ := w.headsRows(t, &t.Rows[i]); organ == nil {
				return false
			}
			n++
		}
	}
	return n > 1
}

// headsRows tells a section printed in the cells of a row: 一、交通 with nobody and
// no time beside it, or an organ alone. It returns the organ it names.
func (w *work) headsRows(t *table, r *taizhang.DraftRow) (section bool, organ taizhang.Spans) {
	filled := 0
	var first taizhang.Cell
	values := false
	for c, cell := range r.Cells {
		if cell.Text == "" || filled > 0 && sameSpans(cell.Spans, first.Spans) {
			continue
		}
		switch t.Columns[c].Role {
		case taizhang.ColUnit, taizhang.ColLead, taizhang.ColSupport, taizhang.ColDeadline:
			values = values || c > 0 && r.Kind != taizhang.SectionRow
		}
		if filled++; filled == 1 {
			first = cell
		}
	}
	if filled == 0 || filled > 2 || values {
		return false, nil
	}
	l, ok := readLabel(first.Text)
	if !ok {
		l, ok = readLabel(first.Text + "、") // 一 in the number's column
	}
	labelled := ok && (l.style == "一、" || l.style == "（一）")
	if filled == 1 {
		organ = w.organIn(first.Spans)
	}
	return labelled || organ != nil && len(t.Columns) > 2, organ
}

// organIn returns where the organ stands that spans name, after a label, and nothing
// else; nil where they don't.
func (w *work) organIn(spans taizhang.Spans) taizhang.Spans {
	if len(spans) == 0 || spans.End()-spans.Start() > 200 {
		return nil
	}
	text := spans.Cut(w.text)
	if f := hanzi.Fold(text); strings.HasSuffix(f.Text, ")") { // 任务分解表（责任单位：市教育局）
		if open := strings.LastIndexByte(f.Text, '('); open > 0 && w.dutyLine(f.Text[open+1:]) {
			return spans.Slice(f.Back(open+1, len(f.Text)-1))
		}
	}
	at := 0
	if l, ok := readLabel(text); ok {
		at = l.len
	}
	name := trimSpan(text, at, len(text))
	for _, mark := range []string{"：", ":"} {
		name.End = name.Start + len(strings.TrimSuffix(text[name.Start:name.End], mark))
	}
	if s := taizhang.FoldString(text[name.Start:name.End]); name.Len() == 0 || w.kindOf(s) != kindUnits {
		return nil
	}
	return spans.Slice(name.Start, name.End)
}
